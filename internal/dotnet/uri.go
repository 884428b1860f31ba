// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package dotnet does with texts what the class library of .NET does, for the
// models of programs that run on it: which texts are URLs, and which are the
// same but for case.
package dotnet

import (
	"net/netip"
	"strconv"
	"strings"
	"unicode"
)

// URI is what new Uri(text) makes of a text.
type URI struct {
	Absolute bool   // false: UriFormatException
	Scheme   string // in lower case; "file" of a path
	Host     string // without brackets, user and port
}

// ParseURI follows what the class does with texts that administrators type;
// testdata/uri.tsv holds what it answered.
func ParseURI(text string) URI {
	text = strings.Trim(text, " \t\r\n")
	if len(text) > 2 && (text[:2] == `\\` || text[:2] == "//") { // a share
		return URI{Absolute: true, Scheme: "file"}
	}
	scheme, rest, ok := strings.Cut(text, ":")
	if !ok || !isScheme(scheme) {
		return URI{}
	}
	scheme = strings.ToLower(scheme)
	if len(scheme) == 1 { // a drive
		if strings.HasPrefix(rest, "/") || strings.HasPrefix(rest, `\`) {
			return URI{Absolute: true, Scheme: "file"}
		}
		return URI{}
	}
	rest, ok = strings.CutPrefix(rest, "//")
	if !ok {
		return URI{Absolute: !needsAuthority(scheme), Scheme: scheme}
	}
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	if rest == "" {
		return URI{Absolute: !needsAuthority(scheme), Scheme: scheme}
	}
	host, ok := hostOf(rest)
	return URI{Absolute: ok, Scheme: scheme, Host: host}
}

// isScheme follows RFC 3986, Section 3.1.
func isScheme(text string) bool {
	for i, r := range []byte(text) {
		letter := 'a' <= r|0x20 && r|0x20 <= 'z'
		if !letter && (i == 0 || !isDigit(r) && r != '+' && r != '-' && r != '.') {
			return false
		}
	}
	return text != ""
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// needsAuthority reports whether a URL of the scheme must name a host.
func needsAuthority(scheme string) bool {
	switch scheme {
	case "http", "https", "ftp", "gopher", "nntp", "ws", "wss":
		return true
	}
	return false
}

// hostOf takes a host out of [user@]host[:port]. What follows the bracket of
// an IPv6 address is not looked at.
func hostOf(authority string) (string, bool) {
	if user, host, ok := strings.Cut(authority, "@"); ok {
		if strings.Contains(user, `\`) {
			return "", false
		}
		authority = host
	}
	if inside, ok := strings.CutPrefix(authority, "["); ok {
		inside, rest, closed := strings.Cut(inside, "]")
		address, err := netip.ParseAddr(inside)
		port, _ := strings.CutPrefix(rest, ":")
		return inside, closed && err == nil && address.Is6() && (port == rest || isPort(port)) && !strings.HasPrefix(rest, `\`)
	}
	host, port, _ := strings.Cut(authority, ":")
	return host, isPort(port) && isHost(host)
}

// isPort reports whether text is nothing or a number of 16 bits.
func isPort(text string) bool {
	for _, c := range []byte(text) {
		if !isDigit(c) {
			return false
		}
	}
	n, err := strconv.ParseUint("0"+text, 10, 32)
	return err == nil && n <= 0xffff
}

// isHost reports whether text is labels of letters, digits, hyphens and
// underscores with one dot between them, and perhaps one at the end.
func isHost(text string) bool {
	for i, label := range strings.Split(strings.TrimSuffix(text, "."), ".") {
		if label == "" || len(label) > 63 || i > 0 && label[0] == '-' {
			return false
		}
		for _, r := range label {
			if r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return false
			}
		}
	}
	return true
}
