// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package recording

import (
	"strings"

	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// header keeps the headers of an answer that decide something.
func (r *reader) header(a *walk.Answer, name, text string, at value) {
	switch strings.ToLower(name) {
	case "location":
		a.Location = weburl.WithoutUser(text)
	case "www-authenticate":
		offered, token := schemes(text)
		a.Challenges, a.Handshake = append(a.Challenges, offered...), a.Handshake || token
	case "x-soap-enabled", "x-wssecurity-enabled", "x-wssecurity-symmetrickey-enabled", "x-wssecurity-x509cert-enabled", "x-oauth-enabled":
		if text != "" {
			a.Endpoints = append(a.Endpoints, name)
		}
	}
	if len(a.Challenges) > maxKept || len(a.Endpoints) > maxKept {
		r.fail(errSize, "headers", at, nil)
	}
}

// headers reads an object of headers, each a text or a list of texts.
func (r *reader) headers(v value, a *walk.Answer) {
	if !v.absent() && !v.is('{') {
		r.wrongType("headers", v)
	}
	count := 0
	for name, member := range v.members() {
		if count++; count > maxHeaders {
			r.fail(errSize, "headers", member, nil)
			return
		}
		if member.is('"') {
			r.header(a, name, member.unquoted(), member)
		}
		if member.is('[') {
			for one := range r.list(member, "headers", maxHeaders) {
				if one.is('"') {
					r.header(a, name, one.unquoted(), one)
				}
			}
		}
	}
}

// schemes lists the schemes in a WWW-Authenticate header (RFC 9110, Section
// 11.6.1): the words that are followed by a blank, a comma or nothing, and not
// by an equals sign. Some programs write several headers as one, in lines. It
// also reports whether NTLM or Negotiate carries a token, which is left where it
// is: then the server answers one of the client's (RFC 4559, Section 4.1).
func schemes(value string) (found []string, token bool) {
	for part := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ',' || r == '\n' }) {
		scheme, rest, _ := strings.Cut(strings.TrimSpace(part), " ")
		if scheme == "" || strings.ContainsAny(scheme, `="`) || len(scheme) > maxScheme || len(found) == 10 {
			continue
		}
		found = append(found, scheme)
		integrated := strings.EqualFold(scheme, "NTLM") || strings.EqualFold(scheme, "Negotiate")
		token = token || integrated && strings.TrimSpace(rest) != ""
	}
	return found, token
}
