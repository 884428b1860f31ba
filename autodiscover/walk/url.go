// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import (
	"net/url"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel/autodiscover"
)

const (
	legacyPath = "/autodiscover/autodiscover.xml"
	soapPath   = "/autodiscover/autodiscover.svc"
)

// absolute reads a URL that names its scheme. Credentials in it are dropped.
func absolute(text string) (*url.URL, bool) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Scheme == "" || isWeb(u) && u.Hostname() == "" {
		return nil, false
	}
	u.User = nil
	return u, true
}

func isWeb(u *url.URL) bool { return u.Scheme == "http" || u.Scheme == "https" }

// resolve reads a Location as seen from the URL that gave it.
func resolve(base, location string) (*url.URL, bool) {
	from, ok := absolute(base)
	if !ok || location == "" {
		return nil, false
	}
	to, err := from.Parse(strings.TrimSpace(location))
	if err != nil || isWeb(to) && to.Hostname() == "" {
		return nil, false
	}
	to.User = nil
	return to, true
}

// hostOf returns the host of a URL without its port, as it is written.
func hostOf(text string) string {
	if u, ok := absolute(text); ok {
		return u.Hostname()
	}
	return ""
}

func isHTTPS(text string) bool {
	u, ok := absolute(text)
	return ok && u.Scheme == "https"
}

// isLegacyPath follows the pattern of the EWS Managed API: any case, any
// segments between, any character where its dot stands, and anything before and
// behind.
func isLegacyPath(path string) bool {
	segments := strings.Split(strings.ToLower(path), "/")
	inside := false // behind a segment "autodiscover", with no empty one between
	for i, segment := range segments {
		if i == 0 {
			continue
		}
		if rest, ok := strings.CutPrefix(segment, "autodiscover"); ok && inside {
			if rest == "" && i+1 < len(segments) && strings.HasPrefix(segments[i+1], "xml") {
				return true
			}
			if len(rest) > 3 && strings.HasPrefix(rest[1:], "xml") {
				return true
			}
		}
		inside = inside && segment != "" || segment == "autodiscover"
	}
	return false
}

// sameURL compares as servers and the clients' lists do: scheme, host and path
// in any case.
func sameURL(a, b string) bool { return canonical(a) == canonical(b) }

// canonical is a URL by which answers are found again: in lower case, without
// the port of its scheme and without a fragment.
func canonical(text string) string {
	u, ok := absolute(text)
	if !ok {
		return strings.ToLower(text)
	}
	host := strings.ToLower(u.Hostname())
	if port := u.Port(); port != "" && !(u.Scheme == "https" && port == "443") && !(u.Scheme == "http" && port == "80") {
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

// candidates lists what the client means to ask for the address.
func (w Walk) candidates() ([]candidate, End) {
	domain, _ := domainOf(w.mail)
	var all []candidate
	if !w.noSCP {
		for _, s := range w.setup.Forest.Own.SCPs {
			if len(s.Bindings) > 0 {
				if _, ok := absolute(s.Bindings[0]); !ok && w.profile() == EWSManagedAPI {
					return nil, EndFormat
				}
				all = append(all, candidate{autodiscover.StepSCP, autodiscover.Post, s.Bindings[0], 1})
			}
		}
	}
	return append(
		all,
		candidate{autodiscover.StepRootDomain, autodiscover.Post, "https://" + domain + legacyPath, 2},
		candidate{autodiscover.StepHost, autodiscover.Post, "https://autodiscover." + domain + legacyPath, 3},
		candidate{autodiscover.StepHTTPRedirect, autodiscover.Get, "http://autodiscover." + domain + legacyPath, 4},
		candidate{autodiscover.StepSRV, autodiscover.DNS, "_autodiscover._tcp." + domain, 5},
	), EndNone
}

// contains reports whether a URL is in a list.
func contains(urls []string, u string) bool {
	return slices.ContainsFunc(urls, func(v string) bool { return sameURL(u, v) })
}
