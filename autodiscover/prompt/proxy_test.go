// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/symptom"
)

// seenProxy begins the messages of KB923575.
const seenProxy = "There is a problem with the proxy server's security certificate"

// TestSeenProxy: what a message about the RPC proxy says, by its text and by its
// code.
func TestSeenProxy(t *testing.T) {
	t.Parallel()
	const (
		name, untrusted, date = "autodiscover.seen.name 1", "autodiscover.seen.untrusted 1", "autodiscover.seen.date 1"
		proxy, flags          = "autodiscover.seen.proxy 1", "autodiscover.seen.proxy_code "
	)
	for _, tt := range []struct {
		name, text string
		want       []string // code and first argument
		why        string
	}{
		{"code", seenProxy + ", mail.a.example. Outlook is unable to connect to this server. (Error Code 10)", []string{name, proxy, flags + "FLAG_CERT_CN_INVALID"}, "KB923575: 0x10 is the name"},
		{"name", seenProxy + ", mail.a.example. The name on the security certificate is invalid or does not match the name of the site. Outlook is unable to connect to this server. (0x00000030)", []string{name, date, proxy, flags + "FLAG_CERT_CN_INVALID, FLAG_CERT_DATE_INVALID"}, "KB923575: a sum of 0x10 and 0x20"},
		{"issuer", seenProxy + ", mail.a.example. The security certificate is not from a trusted certifying authority. Outlook is unable to connect to this server.(0x00000008)", []string{untrusted, proxy, flags + "FLAG_INVALID_CA"}, "KB923575: with this message always 0x8"},
		{"as an editor sets it", "There is a problem with the proxy server\u2019s security certificate. (Error Code 80000141)", []string{proxy, flags + "FLAG_CERT_REV_FAILED, FLAG_CERT_WRONG_USAGE, 0x100, FLAG_SECURITY_CHANNEL_ERROR"}, "KB923575: a bit that it does not list keeps its number"},
		{"code 0", seenProxy + ". Outlook is unable to connect to the proxy server (Error Code 0)", []string{proxy}, "KB923575: no bit is set"},
		{"no code", seenProxy + ". (none)", []string{proxy}, "the code is not hexadecimal"},
		{"no bracket", seenProxy + ". 10)", []string{proxy}, "the code stands in brackets"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings, taken := prompt.Seen([]symptom.Row{{Text: tt.text}})
			var got []string
			for _, f := range findings {
				got = append(got, string(f.Code)+" "+f.Args[0].Value)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if diff := cmp.Diff(symptom.Taken{true}, taken); diff != "" {
				t.Errorf("taken (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSeenProxyCodes: two messages with a code each.
func TestSeenProxyCodes(t *testing.T) {
	t.Parallel()
	findings, _ := prompt.Seen([]symptom.Row{{Text: seenProxy + ". (Error Code 8)"}, {Text: seenProxy + ". (Error Code 10)"}})
	last := findings[len(findings)-1]
	const want = "The codes at the end of such messages are sums, here of FLAG_INVALID_CA, FLAG_CERT_CN_INVALID (2 seen)."
	if diff := cmp.Diff(want, last.Text); diff != "" {
		t.Errorf("KB923575, More information (-want +got):\n%s", diff)
	}
}
