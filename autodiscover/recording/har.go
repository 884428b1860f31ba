// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package recording

import (
	"encoding/base64"
	"math"

	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// har reads HAR 1.2. Headers, cookies and bodies of requests are passed over.
func (r *reader) har(log value) {
	entries := r.object(log, "log", pass, "entries")[0]
	r.recording.Exchanges = make([]walk.Exchange, 0, entries.count(maxExchanges))
	for entry := range r.list(entries, "log.entries", maxExchanges) {
		r.entry(entry)
	}
}

func (r *reader) entry(v value) {
	entry := r.object(v, "log.entries", pass, "request", "response", "startedDateTime")
	request := r.object(entry[0], "log.entries.request", pass, "method", "url")
	name := r.text(request[0], "log.entries.request.method")
	method, ok := methodOf(name)
	if !ok { // CONNECT of Fiddler, OPTIONS of browsers
		r.note(name)
		return
	}
	r.began(entry[2], "startedDateTime")
	r.recording.Exchanges = append(r.recording.Exchanges, walk.Exchange{
		Method: method,
		URL:    weburl.WithoutUser(r.text(request[1], "log.entries.request.url")),
		Answer: r.harAnswer(entry[1]),
	})
}

// harAnswer reads a response. The reason that none came is one of Chromium:
// net::ERR_….
func (r *reader) harAnswer(v value) walk.Answer {
	const field = "log.entries.response"
	response := r.object(v, field, pass, "status", "headers", "redirectURL", "content", "_error")
	var a walk.Answer
	a.Status = r.number(response[0], field+".status", math.MinInt, math.MaxInt)
	if a.Status <= 0 { // HAR 1.2 has no other word for it
		reason := r.text(response[4], field+"._error")
		return walk.Answer{Failure: failureOf(reason), Fault: reason}
	}
	for header := range r.list(response[1], field+".headers", maxHeaders) {
		r.harHeader(&a, header)
	}
	if a.Location == "" {
		a.Location = weburl.WithoutUser(r.text(response[2], field+".redirectURL"))
	}
	a.Body = r.content(response[3])
	return a
}

func (r *reader) harHeader(a *walk.Answer, v value) {
	const field = "log.entries.response.headers"
	header := r.object(v, field, pass, "name", "value")
	r.header(a, r.text(header[0], field+".name"), r.text(header[1], field+".value"), v)
}

// content reads the body of a response.
func (r *reader) content(v value) []byte {
	const field = "log.entries.response.content"
	content := r.object(v, field, pass, "text", "encoding")
	body := []byte(r.text(content[0], field+".text"))
	if r.text(content[1], field+".encoding") == "base64" {
		decoded, err := base64.StdEncoding.DecodeString(string(body))
		if err != nil {
			r.fail(errBody, field, content[0], err)
		}
		body = decoded
	}
	if len(body) > maxBody {
		r.fail(errSize, field, content[0], nil)
	}
	return body
}
