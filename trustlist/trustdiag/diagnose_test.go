// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/trustdiag"
)

// TestSymptoms checks that each symptom is recognised, by its fields and by the
// text in which people quote it.
func TestSymptoms(t *testing.T) {
	t.Parallel()
	type symptom = trustdiag.Symptom
	tests := []struct {
		name    string
		why     string
		symptom symptom
		want    string // what the finding calls it; empty: unknown
	}{
		{"36885", "KB2464556, Symptoms", symptom{Provider: "Schannel", Event: 36885}, "event 36885"},
		{"36885-english", "the text of the event", symptom{Text: "Currently, this server trusts so many certificate authorities that the list has grown too long. This list has thus been truncated."}, "event 36885"},
		{"36885-japanese", "the article in Japanese", symptom{Text: "現在、このサーバーの一覧が大きくなりすぎて多くの証明機関を信頼します。このリストは、そのため切り捨てられました。"}, "event 36885"},
		{"36885-log", "a line of the article", symptom{Text: "イベント ソース: Schannel\nイベント ID: 36885"}, "event 36885"},
		{"36855", "KB2801679, More information: a misprint", symptom{Event: 36855}, "event 36855"},
		{"36855-text", "the same quoted", symptom{Text: "Event ID 36855 is logged"}, "event 36855"},
		{"36887-47", "KB2801679: the alert of this scenario", symptom{Event: 36887, Number: 47}, "event 36887 with alert 47"},
		{"36887-47-text", "the same quoted", symptom{Text: "Schannel 36887: fatal alert 47"}, "event 36887 with alert 47"},
		{"36887-unnumbered", "the alert is not known", symptom{Event: 36887}, "event 36887"},
		{"36887-48", "unknown_ca is another matter", symptom{Event: 36887, Number: 48}, "event 36887 with another alert than 47"},
		{"36888", "a fatal alert sent", symptom{Event: 36888, Number: 40}, "event 36888"},
		{"36875", "no suitable client certificate", symptom{Event: 36875}, "event 36875"},
		{"6273-266", "serverfault 391959", symptom{Event: 6273, Number: 266}, "NPS event 6273 with reason 266"},
		{"6273-16", "another reason", symptom{Event: 6273, Number: 16}, ""},
		{"6273-text", "the reason in words", symptom{Text: "The message received was unexpected or badly formatted."}, "NPS event 6273 with reason 266"},
		{"1423", "jaapwesselius 2013-02-07", symptom{Provider: "MSExchange Unified Messaging", Event: 1423}, "Exchange event 1423 with 0x80090301"},
		{"1423-text", "the error code in a text", symptom{Text: "A TLS API failure occurred. Error = 0x80090301"}, "Exchange event 1423 with 0x80090301"},
		{"nap-39", "KB2801679, Symptoms", symptom{Provider: "NapAgent", Event: 39}, "NapAgent event 39"},
		{"39-alone", "many programs have an event 39", symptom{Event: 39}, ""},
		{"ras-20225", "KB2801679, Symptoms", symptom{Provider: "RemoteAccess", Event: 20225}, "RemoteAccess event 20225"},
		{"ras-20271", "KB2801679, Symptoms", symptom{Provider: "remoteaccess", Event: 20271}, "RemoteAccess event 20271"},
		{"403.7", "KB2802568", symptom{HTTP: "403.7"}, "IIS 403.7"},
		{"403.7-text", "at the end of a sentence", symptom{Text: "HTTP Error 403.7."}, "IIS 403.7"},
		{"403.16", "KB2802568", symptom{HTTP: "403.16"}, "IIS 403.16"},
		{"403.16-status", "KB2802568: sc-win32-status", symptom{Text: "403 16 2148204809"}, "IIS 403.16"},
		{"403.70", "no such status", symptom{Text: "403.70"}, ""},
		{"longer-number", "a process, not an event", symptom{Text: "process 136885"}, ""},
		{"nothing", "an empty symptom", symptom{}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := trustdiag.Diagnose(trustdiag.Incident{Symptoms: []trustdiag.Symptom{tt.symptom}})
			vocabtest.Findings(t, d.Facts)
			vocabtest.Findings(t, d.Causes)
			got := ""
			if d.Facts[0].Code == "trustlist.symptom.known" {
				got = d.Facts[0].Args[0].Value
			} else {
				require.Equal(t, schannel.Code("trustlist.symptom.unknown"), d.Facts[0].Code)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// ranked writes causes with their certainty.
func ranked(causes []schannel.Finding) string {
	var out []string
	for _, f := range causes {
		out = append(out, strings.TrimPrefix(string(f.Code), "trustlist.cause.")+":"+f.Certainty.String())
	}
	return strings.Join(out, " ")
}

// TestCauses checks which causes the symptoms speak for, and what is known of
// the list against them. Names take 100 bytes each: 163 fit.
func TestCauses(t *testing.T) {
	t.Parallel()
	composed := func(h compose.Host) compose.Composition {
		c, err := compose.Compose(h)
		require.NoError(t, err)
		return c
	}
	roots := func(release schannel.Release, n int) compose.Composition {
		return composed(compose.Host{Release: release, Stores: compose.Stores{TrustedRoots: storetest.Many(n)}})
	}
	cut, whole := roots(schannel.Server2008R2, 400), roots(schannel.Server2008R2, 10)
	mixed := composed(compose.Host{
		Release: schannel.Server2012R2, Registry: []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, compose.SendTrustedIssuerList, 1)},
		Stores: compose.Stores{TrustedRoots: append(storetest.Many(3), storetest.Issuer("Sub", "Top"))},
	})
	lost, kept, other := storetest.Chain(storetest.Many(400)[399].Subject), storetest.Chain(storetest.Many(1)[0].Subject), storetest.Chain(dntest.CN("X"))
	event := func(id, number int) []trustdiag.Symptom {
		return []trustdiag.Symptom{{Event: id, Number: number}}
	}
	http := func(status string) []trustdiag.Symptom { return []trustdiag.Symptom{{HTTP: status}} }
	tests := []struct {
		name     string
		why      string
		incident trustdiag.Incident
		want     string
	}{
		{"36885-alone", "the event says it itself", trustdiag.Incident{Symptoms: event(36885, 0)}, "cut:likely"},
		{"36885-and-stores", "and the stores say the same", trustdiag.Incident{Symptoms: event(36885, 0), Server: cut}, "cut:certain"},
		{"36885-against-stores", "the list is made when credentials are acquired: the stores of today say nothing against it", trustdiag.Incident{Symptoms: event(36885, 0), Server: whole}, "cut:likely"},
		{"36855", "the misprint means the same", trustdiag.Incident{Symptoms: event(36855, 0), Server: cut}, "cut:certain"},
		{"36887-47", "cut, refused, or KB2880390: nothing is known", trustdiag.Incident{Symptoms: event(36887, 47)}, "cut:insufficient-data too_large:insufficient-data refused:insufficient-data"},
		{"36887-47-cut", "KB2880390 is about Windows Server 2012", trustdiag.Incident{Symptoms: event(36887, 47), Server: cut}, "cut:likely refused:likely"},
		{"36887-47-whole", "a short list explains nothing", trustdiag.Incident{Symptoms: event(36887, 47), Server: whole}, "other:likely"},
		{"36887-48", "unknown_ca: the client does not trust the server", trustdiag.Incident{Symptoms: event(36887, 48), Server: cut}, "other:likely"},
		{"36888-cut-client", "the client's authority is cut off", trustdiag.Incident{Symptoms: event(36888, 0), Server: cut, Client: lost}, "cut:likely"},
		{"36888-kept-client", "this client is not concerned", trustdiag.Incident{Symptoms: event(36888, 0), Server: cut, Client: kept}, "other:likely"},
		{"36888-2012", "KB2880390", trustdiag.Incident{Symptoms: event(36888, 0), Server: roots(schannel.Server2012, 400)}, "too_large:likely"},
		{"6273", "NPS fails after KB931125", trustdiag.Incident{Symptoms: event(6273, 266), Server: cut}, "cut:likely refused:likely"},
		{"1423", "355 roots on a Hub Transport server", trustdiag.Incident{Symptoms: event(1423, 0), Server: cut}, "cut:likely"},
		{"403.7-unnamed", "KB2802568: not in the list", trustdiag.Incident{Symptoms: http("403.7"), Server: whole, Client: other}, "unnamed:likely"},
		{"403.7-cut", "in the list, but cut off", trustdiag.Incident{Symptoms: http("403.7"), Server: cut, Client: lost}, "cut:likely"},
		{"403.7-mixed", "KB2802568: a certificate that is no root", trustdiag.Incident{Symptoms: http("403.7"), Server: mixed, Client: other}, "non_root:likely unnamed:likely"},
		{"403.7-alone", "everything is open", trustdiag.Incident{Symptoms: http("403.7")}, "cut:insufficient-data too_large:insufficient-data non_root:insufficient-data unnamed:insufficient-data"},
		{"403.16-mixed", "KB2802568: CERT_E_UNTRUSTEDROOT", trustdiag.Incident{Symptoms: http("403.16"), Server: mixed}, "non_root:likely"},
		{"403.16-clean", "all are roots", trustdiag.Incident{Symptoms: http("403.16"), Server: whole}, "other:likely"},
		{"together", "what one symptom leaves open another settles", trustdiag.Incident{Symptoms: append(event(36888, 0), event(36885, 0)...), Client: lost}, "cut:likely too_large:insufficient-data"},
		{"nothing", "no symptom, no cause", trustdiag.Incident{Server: cut}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := trustdiag.Diagnose(tt.incident)
			vocabtest.Findings(t, d.Facts)
			vocabtest.Findings(t, d.Causes)
			if diff := cmp.Diff(tt.want, ranked(d.Causes)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestCutRemedies are the methods of KB2464556, in its order.
func TestCutRemedies(t *testing.T) {
	t.Parallel()
	d := trustdiag.Diagnose(trustdiag.Incident{Symptoms: []trustdiag.Symptom{{Event: 36885}}})
	require.Len(t, d.Causes, 1)
	got := vocabtest.RemedyCodes(d.Causes[0].Remedies)
	want := []schannel.Code{"trustlist.remedy.remove_roots", "trustlist.remedy.enterprise_policy", "trustlist.remedy.send_no_list"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestMissingEventProvesNothing is KB933430: warnings are not logged by
// default.
func TestMissingEventProvesNothing(t *testing.T) {
	t.Parallel()
	d := trustdiag.Diagnose(trustdiag.Incident{Symptoms: []trustdiag.Symptom{{Event: 36887, Number: 47}}})
	require.Len(t, vocabtest.Certainties(d.Facts, "trustlist.event.logging"), 1)
	d = trustdiag.Diagnose(trustdiag.Incident{Symptoms: []trustdiag.Symptom{{Event: 36885}}})
	require.Empty(t, vocabtest.Certainties(d.Facts, "trustlist.event.logging"))
}

func ExampleDiagnose() {
	server, err := compose.Compose(compose.Host{
		Release: schannel.Server2008R2,
		Stores:  compose.Stores{TrustedRoots: storetest.Many(330)},
	})
	if err != nil {
		panic(err)
	}
	d := trustdiag.Diagnose(trustdiag.Incident{
		Symptoms: []trustdiag.Symptom{{Provider: "Schannel", Event: 36885}},
		Server:   server,
	})
	for _, f := range d.Causes {
		fmt.Println(f.Certainty, f.Code)
		for _, r := range f.Remedies {
			fmt.Println("-", r.Title)
		}
	}
	// Output:
	// certain trustlist.cause.cut
	// - Remove trusted root certificates that are not used
	// - Have a group policy trust enterprise roots only
	// - Send no list at all
}
