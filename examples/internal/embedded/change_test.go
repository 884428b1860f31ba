// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package embedded_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// source is the text of a case.
func source(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("cases", name+".json"))
	require.NoError(t, err)
	return string(raw)
}

// changed answers a case in which one fact is another.
func changed(t *testing.T, name, from, to string) diagnosis.Report {
	t.Helper()
	text := source(t, name)
	require.Contains(t, text, from)
	c, err := casefile.Parse([]byte(strings.Replace(text, from, to, 1)))
	require.NoError(t, err)
	r := diagnosis.Run(c)
	vocabtest.Findings(t, r.Findings)
	return r
}

// withCertainty is the codes of findings that begin like this, without that
// beginning, with how sure they are.
func withCertainty(findings []schannel.Finding, beginning string) []string {
	var codes []string
	for _, f := range findings {
		if rest, found := strings.CutPrefix(string(f.Code), beginning); found {
			codes = append(codes, rest+" "+f.Certainty.String())
		}
	}
	return codes
}

// TestChangedList turns one fact of KB2464556 at a time.
func TestChangedList(t *testing.T) {
	t.Parallel()
	const cut, mapper = "list.truncated certain", "list.nt_authority likely"
	tests := []struct {
		name, from, to string
		list           []string // what is said of the list
		causes         []string
		why            string
	}{
		{"nothing", "", "", []string{cut, mapper}, []string{"cut likely"}, "KB2464556, Cause"},
		{
			"short-list", "\"names\": 294,\n      \"bytes\": 35917", "\"names\": 100,\n      \"bytes\": 12000",
			[]string{"list.fits certain", "list.headroom certain", mapper},
			[]string{"cut likely"},
			"KB2464556: within 0x4000 bytes; the event says that it was cut when the credentials were made, and stays a cause",
		},
		{
			"server2012", "server2008r2", "server2012", nil,
			[]string{"cut likely"},
			"TLS registry settings: from 2012 on no list is sent unless told to; the event says that one was",
		},
		{"no-release", `"release": "server2008r2"`, `"release": "unspecified"`, nil, []string{"cut likely"}, "the limit depends on the release"},
		{"other-event", "36885", "36874", []string{cut, mapper}, nil, "event 36874 is about cipher suites: it says nothing about the list"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings := changed(t, "kb2464556", tt.from, tt.to).Findings
			var list []string
			for _, code := range withCertainty(findings, "trustlist.") {
				if strings.HasPrefix(code, "list.") {
					list = append(list, code)
				}
			}
			if diff := cmp.Diff([][]string{tt.list, tt.causes}, [][]string{list, withCertainty(findings, "trustlist.cause.")}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestChangedIncident turns one fact of KB4528489 at a time.
func TestChangedIncident(t *testing.T) {
	t.Parallel()
	for _, tt := range incidentRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings := changed(t, "kb4528489", tt.from, tt.to).Findings
			undocumented := 0
			for _, f := range findings {
				if f.Certainty == schannel.Undocumented {
					undocumented++
				}
			}
			if diff := cmp.Diff([]any{tt.causes, tt.undocumented}, []any{withCertainty(findings, "ems.windows.cause."), undocumented}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			require.Contains(t, vocabtest.FindCodes(findings), "ems.windows."+tt.fact, "%s", tt.why)
		})
	}
}

// TestUnusableFacts: what a package refuses is told, with what it refuses; the
// others are asked all the same.
func TestUnusableFacts(t *testing.T) {
	t.Parallel()
	r := changed(t, "combined", `"product": "Windows Server 2008 R2"`, `"product": "OS/2"`)
	require.Len(t, r.LeftOut, 1)
	require.Equal(t, schannel.Code("diagnose.left_out.ems"), r.LeftOut[0].Reason.Code)
	require.ErrorContains(t, r.LeftOut[0].Error, "unknown product")
	require.Empty(t, withCertainty(r.Findings, "ems.windows."))
	require.Contains(t, withCertainty(r.Findings, "exchangecert.cause."), "expired likely")
	require.Contains(t, withCertainty(r.Findings, "trustlist.cause."), "cut likely")
}

// TestChangedServers turns one fact of KB2006728 at a time.
func TestChangedServers(t *testing.T) {
	t.Parallel()
	for _, tt := range serverRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := changed(t, "kb2006728", tt.from, tt.to)
			if tt.leftOut != "" {
				require.Len(t, r.LeftOut, 1, "%s", tt.why)
				require.Equal(t, schannel.Code(tt.leftOut), r.LeftOut[0].Reason.Code)
				return
			}
			require.Empty(t, r.LeftOut)
			var remedies []string
			for _, f := range r.Findings {
				for _, remedy := range f.Remedies {
					remedies = append(remedies, strings.TrimPrefix(string(remedy.Code), "autodiscover.remedy."))
				}
			}
			got := [][]string{withCertainty(r.Findings, "autodiscover."), remedies}
			if diff := cmp.Diff([][]string{tt.codes, tt.remedies}, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestChangedExchangeServer turns one fact of the Exchange cases at a time.
func TestChangedExchangeServer(t *testing.T) {
	t.Parallel()
	const server = "\"server\": {\n          \"name\""
	tests := []struct {
		name, file, from, to string
		causes               []string
		why                  string
	}{
		{
			"trust", "events1037-2019", "", "",
			[]string{"trust_no_service insufficient-data", "trust_no_key_access insufficient-data", "trust_names insufficient-data", "trust_load_balancing insufficient-data"},
			"the article names four, of which nothing is known yet",
		},
		{
			"not-balanced", "events1037-2019", server, `"load_balanced": "no", ` + server,
			[]string{"trust_no_service insufficient-data", "trust_no_key_access insufficient-data", "trust_names insufficient-data"},
			"fourth cause ruled out",
		},
		{
			"names-not-found", "events1037-2019", server, `"names_found": "no", ` + server,
			[]string{"trust_names likely", "trust_no_service insufficient-data", "trust_no_key_access insufficient-data", "trust_load_balancing insufficient-data"},
			"third cause: the query fails",
		},
		{
			"own-certificate-without-smtp", "events1037-2019", `"version"`,
			`"certificates": [{"thumbprint": "0102030405060708090a0b0c0d0e0f1011121314", "services": "IIS"}], "internal": {"published": "yes", "thumbprint": "0102030405060708090a0b0c0d0e0f1011121314"}, "version"`,
			[]string{"trust_no_service likely", "trust_no_key_access insufficient-data", "trust_names insufficient-data", "trust_load_balancing insufficient-data"},
			"first cause: a certificate of one's own, not enabled for SMTP",
		},
		{
			"expiry", "kb953354", "", "",
			[]string{"expired likely", "internal_expired likely"},
			"the article's cause, for each of its events",
		},
		{
			"renewed", "kb953354", `"not_after": "2008-05-01`, `"not_after": "2012-05-01`,
			[]string{"not_shown likely", "not_shown likely"},
			"the certificate is good: the events are of another time",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			causes := withCertainty(changed(t, tt.file, tt.from, tt.to).Findings, "exchangecert.cause.")
			if diff := cmp.Diff(tt.causes, causes); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestChangedCombination: across families, one fact of the combined case at a
// time.
func TestChangedCombination(t *testing.T) {
	t.Parallel()
	linked := func(r diagnosis.Report, cause, effect string) bool {
		return slices.ContainsFunc(r.Links, func(l diagnosis.Link) bool {
			return string(r.Findings[l.Cause].Code) == cause && string(r.Findings[l.Effect].Code) == effect && l.Cause < l.Effect
		})
	}
	const cut, messaging = "trustlist.list.truncated", "exchangecert.cause.issuer_list"
	require.True(t, linked(changed(t, "combined", "", ""), cut, messaging))

	short := changed(t, "combined", "\"names\": 294,\n      \"bytes\": 35917", "\"names\": 100,\n      \"bytes\": 12000")
	require.False(t, linked(short, cut, messaging), "a list that fits causes nothing")

	other := changed(t, "combined", `"id": 36885`, `"id": 39999`)
	require.Contains(t, withCertainty(other.Findings, "diagnose."), "symptom.unknown certain", "nobody knows of an event 39999")

	at := func(r diagnosis.Report) string {
		for _, f := range r.Findings {
			if f.Code == "exchangecert.cause.internal_expired" {
				return f.Subject.Name + " " + fmt.Sprint(len(f.Because))
			}
		}
		return ""
	}
	const hub, um = "\"computer\": \"HUB1.litware.example\"", "\"computer\": \"UM01.litware.example\""
	const expired = "\"id\": 12015,\n        \"level\": \"warning\",\n        \"time\": \"2019-11-05T06:00:00Z\",\n        "
	require.Equal(t, "HUB1 exchangecert.seen.internal_expired 00112233445566778899aabbccddeeff00112233 2", at(changed(t, "combined", "", "")), "the event, and the certificate of the server")
	require.Equal(t, "UM01 exchangecert.seen.internal_expired 00112233445566778899aabbccddeeff00112233 1", at(changed(t, "combined", expired+hub, expired+um)), "the event alone: of the certificates of UM01 nothing is known")
}
