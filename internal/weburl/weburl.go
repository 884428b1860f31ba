// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package weburl reads URLs and mail addresses as far as Autodiscover needs
// them: leniently, and without the credentials that a URL may hold.
package weburl

import (
	"net/url"
	"strings"
)

// Longest are what is read: servers of Microsoft refuse URLs above 4,096 bytes
// unless they are told otherwise, DNS knows no longer names than 255 bytes, and
// RFC 5321 no longer addresses than these.
const (
	LongestURL  = 8192
	LongestHost = 255
	LongestMail = 320
)

// Parse reads a URL that names its scheme; one of the web must name a host.
func Parse(text string) (*url.URL, bool) {
	if len(text) > LongestURL {
		return nil, false
	}
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Scheme == "" || !hosted(u) {
		return nil, false
	}
	u.User = nil
	return u, true
}

// hosted reports whether the URL names a host, if it must.
func hosted(u *url.URL) bool {
	return len(u.Hostname()) <= LongestHost && (u.Hostname() != "" || !IsWeb(u))
}

// IsWeb reports whether the scheme is http or https.
func IsWeb(u *url.URL) bool { return u.Scheme == "http" || u.Scheme == "https" }

// Resolve reads a Location as seen from the URL that gave it.
func Resolve(base, location string) (*url.URL, bool) {
	from, ok := Parse(base)
	if location = strings.TrimSpace(location); !ok || location == "" || len(location) > LongestURL {
		return nil, false
	}
	to, err := from.Parse(location)
	if err != nil || !hosted(to) {
		return nil, false
	}
	to.User = nil
	return to, true
}

// Host returns the host of a URL without its port, as it is written; empty for
// what is no URL.
func Host(text string) string {
	if u, ok := Parse(text); ok {
		return u.Hostname()
	}
	return ""
}

// IsHTTPS reports whether a text is a URL of https.
func IsHTTPS(text string) bool {
	u, ok := Parse(text)
	return ok && u.Scheme == "https"
}

// Same compares as servers and the lists of clients do: see [Canonical].
func Same(a, b string) bool { return Canonical(a) == Canonical(b) }

// Canonical is a URL by which answers are found again: in lower case, without
// the port of its scheme and without a fragment.
func Canonical(text string) string {
	u, ok := Parse(text)
	if !ok {
		return strings.ToLower(text)
	}
	host := strings.ToLower(u.Hostname())
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	switch port := u.Port(); {
	case port == "", u.Scheme == "https" && port == "443", u.Scheme == "http" && port == "80":
	default:
		host += ":" + port
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return u.Scheme + "://" + host + strings.ToLower(path)
}

// WithoutUser drops credentials from a URL, also from one that is malformed.
func WithoutUser(text string) string {
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		return text
	}
	authority, path := rest, ""
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		authority, path = rest[:end], rest[end:]
	}
	return scheme + "://" + authority[strings.LastIndexByte(authority, '@')+1:] + path
}

// MailDomain returns what follows the only @ of a mail address.
func MailDomain(mail string) (string, bool) {
	user, domain, ok := strings.Cut(mail, "@")
	return domain, ok && user != "" && domain != "" && len(mail) <= LongestMail && !strings.Contains(domain, "@")
}

// IsBelow reports whether a host is the domain or a name in it.
func IsBelow(host, domain string) bool {
	host, domain = strings.ToLower(host), strings.ToLower(domain)
	return domain != "" && (host == domain || strings.HasSuffix(host, "."+domain))
}
