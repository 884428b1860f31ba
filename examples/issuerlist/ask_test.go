// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// causes are the codes of the causes and how sure they are.
func causes(object map[string]any) []string {
	all := []string{}
	for _, f := range object["causes"].([]any) {
		f := f.(map[string]any)
		all = append(all, f["code"].(string)+" "+f["certainty"].(string))
	}
	return all
}

func TestSymptoms(t *testing.T) {
	t.Parallel()
	bundle, first := roots(t, 3)
	trusted := write(t, "roots.pem", bundle)
	others := write(t, "others.pem", issue(t, nil, "Foreign", 10).pem())
	chain := write(t, "chain.pem", issue(t, &first, "client", 1).pem())
	host := []string{"-release", "server2016", "-issuers", others, "-client", chain, trusted}
	tests := []struct {
		name, why string
		symptoms  []string
		host      []string
		want      []string
	}{
		{"403.16-issuers", "Schannel SSP overview: the configured issuers lack it", []string{"403.16"}, host, []string{"trustlist.cause.unlisted likely"}},
		{"hello", "nobody knows what it is", []string{"hello"}, host, []string{}},
		{"illegal-message", "a candidate as long as nothing is known", []string{"SEC_E_ILLEGAL_MESSAGE (0x80090326)"}, nil, []string{"trustlist.cause.message_limit insufficient-data"}},
		{"two", "the event and its text are one failure", []string{"Event 36885", "403.7"}, nil, []string{
			"trustlist.cause.cut likely", "trustlist.cause.too_large insufficient-data", "trustlist.cause.non_root insufficient-data", "trustlist.cause.unnamed insufficient-data",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var args []string
			for _, s := range tt.symptoms {
				args = append(args, "-symptom", s)
			}
			args = append(args, tt.host...)
			if diff := cmp.Diff(tt.want, causes(runJSON(t, args...))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			require.NotEmpty(t, runOK(t, args...))
		})
	}
}

// TestUntrusted: the store of untrusted certificates overrules that of roots.
func TestUntrusted(t *testing.T) {
	t.Parallel()
	bundle, first := roots(t, 3)
	trusted, one := write(t, "roots.pem", bundle), write(t, "one.pem", first.pem())
	chain := write(t, "chain.pem", issue(t, &first, "client", 1).pem())
	verdict := func(args ...string) any {
		return runJSON(t, append(args, "-release", "server2016", "-client", chain, trusted)...)["accepted"].(map[string]any)["verdict"]
	}
	require.Equal(t, "yes", verdict())
	require.Equal(t, "no", verdict("-untrusted", one))
}

// TestRegistryStores: of an export of several stores each option takes its own.
func TestRegistryStores(t *testing.T) {
	t.Parallel()
	_, first := roots(t, 1)
	other := issue(t, nil, "Other", 10)
	chain := write(t, "chain.pem", issue(t, &first, "client", 1).pem())
	export := "Windows Registry Editor Version 5.00\r\n\r\n"
	for _, store := range []struct {
		name string
		of   authority
	}{{"ROOT", first}, {"AuthRoot", other}, {"CA", issue(t, &first, "Sub", 10)}, {"ClientAuthIssuer", other}, {"Disallowed", first}} {
		der := store.of.certificate.Raw
		blob := append([]byte{0x20, 0, 0, 0, 1, 0, 0, 0, byte(len(der)), byte(len(der) >> 8), 0, 0}, der...)
		export += fmt.Sprintf("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SystemCertificates\\%s\\Certificates\\%040X]\r\n\"Blob\"=hex:", store.name, len(der)) +
			strings.ReplaceAll(fmt.Sprintf("% x", blob), " ", ",") + "\r\n\r\n"
	}
	all := write(t, "all.reg", []byte(export))
	verdict := func(args ...string) []any {
		answer := runJSON(t, append(args, "-release", "server2016", "-client", chain, all)...)
		return []any{answer["names"], answer["accepted"].(map[string]any)["verdict"], answer["accepted"].(map[string]any)["because"].([]any)[0]}
	}
	tests := []struct {
		name string
		args []string
		want []any
	}{
		{"roots", nil, []any{2.0, "yes", "trustlist.accept.yes"}},
		{"issuers", []string{"-issuers", all}, []any{1.0, "no", "trustlist.accept.unlisted"}},
		{"untrusted", []string{"-untrusted", all}, []any{2.0, "no", "trustlist.accept.disallowed"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, verdict(tt.args...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestPreflightOfCapture: a request that is malformed does not fit anywhere.
func TestPreflightOfCapture(t *testing.T) {
	t.Parallel()
	bare := write(t, "bare.hex", []byte("0d00001801010002040100103010310e300c06035504030c0561626364"+"65"))
	require.Contains(t, codes(runJSON(t, "-capture", "-tls", "1.2", "-preflight", bare)), any("trustlist.preflight.malformed"))
	require.NotContains(t, codes(runJSON(t, "-capture", "-tls", "1.2", "-preflight", bare)), any("trustlist.preflight.fits"))
}

func TestExpectations(t *testing.T) {
	t.Parallel()
	bundle, first := roots(t, 3)
	trusted, one := write(t, "roots.pem", bundle), write(t, "one.pem", first.pem())
	foreign := write(t, "foreign.pem", issue(t, nil, "Foreign", 10).pem())
	has := func(code string, args ...string) bool { return slices.Contains(codes(runJSON(t, args...)), any(code)) }
	require.True(t, has("trustlist.expect.missing", "-expect", foreign, trusted))
	require.False(t, has("trustlist.expect.missing", "-expect", one, trusted))
	require.True(t, has("trustlist.expect.unwanted", "-absent", one, trusted))
	require.False(t, has("trustlist.expect.unwanted", "-absent", foreign, trusted))
	many, _ := roots(t, 250)
	long := write(t, "many.pem", many)
	list := []any{}
	for _, host := range [][]string{nil, {"-client", one}} { // as it is, and composed
		args := append([]string{"-release", "server2008r2", "-expect", long}, host...)
		list = append(list, has("trustlist.expect.at_risk", append(args, long)...), has("trustlist.expect.at_risk", append(args, trusted)...))
	}
	require.Equal(t, []any{true, false, true, false}, list, "names of a list that is cut may be cut off")
	require.True(t, has("trustlist.expect.not_sent", "-release", "server2016", "-client", one, "-expect", one, trusted))
	require.True(t, has("trustlist.preflight.fits", "-preflight", trusted))
	require.False(t, has("trustlist.preflight.fits", trusted))
}
