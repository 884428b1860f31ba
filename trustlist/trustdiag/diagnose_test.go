// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/offer"
	"github.com/schanneltrust/schannel/trustlist/trustdiag"
)

// TestSymptoms checks that each symptom is recognised, by its fields and by the
// text in which people quote it.
func TestSymptoms(t *testing.T) {
	t.Parallel()
	for _, tt := range symptomRows() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := trustdiag.Diagnose(trustdiag.Incident{Symptoms: []symptom.Row{tt.row}})
			vocabtest.Findings(t, d.Facts)
			vocabtest.Findings(t, d.Causes)
			require.Equal(t, symptom.Taken{tt.want != ""}, d.Taken)
			want := tt.want
			switch {
			case want == "" && tt.row.IsZero():
				want = "trustlist.incident.empty"
			case want == "":
				want = "trustlist.symptom.unknown"
			}
			if !slices.Contains(vocabtest.FindCodes(d.Facts), want) {
				t.Errorf("%s: no %s in %v", tt.why, want, vocabtest.FindCodes(d.Facts))
			}
			if tt.want == "" {
				require.Empty(t, d.Causes, "what is not known is no evidence")
			}
		})
	}
}

// causeNames is what the rows call the causes.
var causeNames = map[schannel.Code]string{
	"trustlist.cause.cut": "cut", "trustlist.cause.non_root": "non_root", "trustlist.cause.other": "other",
	"trustlist.cause.refused": "refused", "trustlist.cause.too_large": "too_large", "trustlist.cause.unnamed": "unnamed",
	"trustlist.cause.message_limit": "limit", "trustlist.cause.unlisted": "unlisted", "trustlist.cause.untrusted": "untrusted",
}

// ranked writes causes with their certainty.
func ranked(causes []schannel.Finding) string {
	var out []string
	for _, f := range causes {
		out = append(out, causeNames[f.Code]+":"+f.Certainty.String())
	}
	return strings.Join(out, " ")
}

// TestCauses checks which causes the symptoms speak for, and what is known of
// the list against them. Names take 100 bytes each: 163 fit.
func TestCauses(t *testing.T) {
	t.Parallel()
	roots := func(release schannel.Release, n int) compose.Composition {
		return compose.Compose(compose.Host{Release: release, Stores: compose.Stores{TrustedRoots: storetest.Many(n)}})
	}
	cut, whole := roots(schannel.Server2008R2, 400), roots(schannel.Server2008R2, 10)
	mixed := compose.Compose(compose.Host{
		Release: schannel.Server2012R2, Registry: []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, compose.SendTrustedIssuerList, 1)},
		Stores: compose.Stores{TrustedRoots: append(storetest.Many(3), storetest.Issuer("Sub", "Top"))},
	})
	stores := compose.Stores{ClientAuthIssuers: []certstore.Certificate{storetest.Root("X")}, TrustedRoots: storetest.Many(3)}
	issuers := compose.Compose(compose.Host{Release: schannel.Server2016, Stores: stores})
	bound := compose.Compose(compose.Host{Release: schannel.Server2016, Application: compose.HTTPSys, Stores: stores})
	strange := []certstore.Certificate{storetest.Issuer("client", "strange"), storetest.Root("strange")}
	lost, kept, other := storetest.Chain(storetest.Many(400)[399].Subject), storetest.Chain(storetest.Many(1)[0].Subject), storetest.Chain(dntest.CN("X"))
	ordered := compose.Compose(compose.Host{Release: schannel.Server2008R2, Ordered: true, Stores: compose.Stores{TrustedRoots: storetest.Many(400)}})
	sending := compose.Compose(compose.Host{
		Release: schannel.Server2016, Ordered: true, Registry: []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, compose.SendTrustedIssuerList, 1)},
		Stores: compose.Stores{TrustedRoots: storetest.Many(400)},
	})
	forServers := compose.Compose(compose.Host{Release: schannel.Server2016, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Limited(storetest.Root("X"))}}})
	of2016 := compose.Compose(compose.Host{Release: schannel.Server2016})
	above := compose.Compose(compose.Host{Release: schannel.Server2016, Stores: compose.Stores{ClientAuthIssuers: stores.ClientAuthIssuers, TrustedRoots: stores.ClientAuthIssuers}})
	below := []certstore.Certificate{storetest.Issuer("client", "sub"), storetest.Issuer("sub", "X"), storetest.Root("X")}
	seen := func(rows ...symptom.Row) []symptom.Row { return rows }
	tests := []struct {
		name     string
		why      string
		incident trustdiag.Incident
		want     string
	}{
		{"36885-alone", "the event says it itself", trustdiag.Incident{Symptoms: seen(event(36885))}, "cut:likely"},
		{"36885-and-stores", "that the list was cut is certain; that it is why this connection fails is not", trustdiag.Incident{Symptoms: seen(event(36885)), Server: cut}, "cut:likely"},
		{"36885-against-stores", "the list is made when credentials are acquired: the stores of today say nothing against it", trustdiag.Incident{Symptoms: seen(event(36885)), Server: whole}, "cut:likely"},
		{"36855", "the misprint means the same", trustdiag.Incident{Symptoms: seen(event(36855)), Server: cut}, "cut:likely"},
		{"36887-47", "cut, refused, or KB2880390: nothing is known", trustdiag.Incident{Symptoms: seen(event(36887, "47"))}, "cut:insufficient-data too_large:insufficient-data refused:insufficient-data"},
		{"36887-47-cut", "KB2880390 is about Windows Server 2012", trustdiag.Incident{Symptoms: seen(event(36887, "47")), Server: cut}, "cut:likely refused:likely"},
		{"36887-47-whole", "a short list explains nothing", trustdiag.Incident{Symptoms: seen(event(36887, "47")), Server: whole}, "other:likely"},
		{"36887-48", "unknown_ca: the client does not trust the server", trustdiag.Incident{Symptoms: seen(event(36887, "48")), Server: cut}, "other:likely"},
		{"36887-40-alone", "RFC 5246, Section 7.4.6: the client may have sent no certificate, for want of a name", trustdiag.Incident{Symptoms: seen(event(36887, "40"))}, "cut:insufficient-data unnamed:insufficient-data"},
		{"36887-40-lost", "the client finds its authority cut off", trustdiag.Incident{Symptoms: seen(event(36887, "40")), Server: ordered, Client: lost}, "cut:likely"},
		{"36887-40-kept", "this client has what the list names", trustdiag.Incident{Symptoms: seen(event(36887, "40")), Server: ordered, Client: kept}, "other:likely"},
		{"none-sent", "a server that is not Schannel cuts no list", trustdiag.Incident{Symptoms: seen(text("tls: client didn't provide a certificate"))}, "unnamed:insufficient-data"},
		{"36888-cut-client", "the client's authority is cut off", trustdiag.Incident{Symptoms: seen(event(36888)), Server: ordered, Client: lost}, "cut:likely"},
		{"36888-keys", "bad_record_mac is no alert over a list", trustdiag.Incident{Symptoms: seen(event(36888, "20", "960")), Server: ordered, Client: lost}, "other:likely"},
		{"36888-kept-client", "this client is not concerned", trustdiag.Incident{Symptoms: seen(event(36888)), Server: ordered, Client: kept}, "other:likely"},
		{"36888-kept-2016", "what is likely to arrive is not cut off", trustdiag.Incident{Symptoms: seen(event(36888)), Server: sending, Client: kept}, "other:likely"},
		{"36888-2012", "KB2880390", trustdiag.Incident{Symptoms: seen(event(36888)), Server: roots(schannel.Server2012, 400)}, "too_large:likely"},
		{"6273", "NPS fails after KB931125", trustdiag.Incident{Symptoms: seen(of("Security", 6273, "266")), Server: cut}, "cut:likely refused:likely"},
		{"1423", "an event of Exchange says nothing here", trustdiag.Incident{Symptoms: seen(of("MSExchange Unified Messaging", 1423, "")), Server: cut}, ""},
		{"1423-36885", "the event of Schannel beside it does: 355 roots on a Hub Transport server", trustdiag.Incident{Symptoms: seen(of("MSExchange Unified Messaging", 1423, ""), event(36885)), Server: cut}, "cut:likely"},
		{"403.7-unnamed", "KB2802568: not in the list", trustdiag.Incident{Symptoms: seen(iis(403, 7)), Server: whole, Client: other}, "unnamed:likely"},
		{"403.7-cut", "in the list, but cut off", trustdiag.Incident{Symptoms: seen(iis(403, 7)), Server: ordered, Client: lost}, "cut:likely"},
		{"403.7-mixed", "KB2802568: a certificate that is no root; what such a mix sends is open", trustdiag.Incident{Symptoms: seen(iis(403, 7)), Server: mixed, Client: other}, "non_root:likely unnamed:undocumented"},
		{"403.7-alone", "everything is open", trustdiag.Incident{Symptoms: seen(iis(403, 7))}, "cut:insufficient-data too_large:insufficient-data non_root:insufficient-data unnamed:insufficient-data"},
		{"403.16-mixed", "KB2802568: CERT_E_UNTRUSTEDROOT", trustdiag.Incident{Symptoms: seen(iis(403, 16)), Server: mixed}, "non_root:likely untrusted:insufficient-data"},
		{"403.16-clean", "all are roots; whether that of the client is among them is not known", trustdiag.Incident{Symptoms: seen(iis(403, 16)), Server: whole}, "untrusted:insufficient-data"},
		{"403.16-alone", "everything is open", trustdiag.Incident{Symptoms: seen(iis(403, 16))}, "untrusted:insufficient-data unlisted:insufficient-data too_large:insufficient-data non_root:insufficient-data"},
		{"403.16-accepted", "its root is there", trustdiag.Incident{Symptoms: seen(iis(403, 16)), Server: whole, Client: kept}, "other:likely"},
		{"403.16-root-absent", "KB2802568: the plainest reason", trustdiag.Incident{Symptoms: seen(iis(403, 16)), Server: whole, Client: strange}, "untrusted:likely"},
		{"403.16-issuers", "SSP overview: the configured trusted issuers lack it", trustdiag.Incident{Symptoms: seen(iis(403, 16)), Server: issuers, Client: kept}, "unlisted:likely"},
		{"403.16-http-sys", "whether http.sys reads that store without a binding is open", trustdiag.Incident{Symptoms: seen(iis(403, 16)), Server: bound, Client: kept}, "unlisted:undocumented"},
		{"6273-265-issuers", "NPS does not trust the root", trustdiag.Incident{Symptoms: seen(of("Security", 6273, "265")), Server: issuers, Client: kept}, "unlisted:likely"},
		{"36888-order", "KB2880390: in another order the authority would be cut off, or not", trustdiag.Incident{Symptoms: seen(event(36888)), Server: cut, Client: kept}, "cut:undocumented"},
		{"403.7-long-chain", "a bound of ours: what is behind it may be named", trustdiag.Incident{Symptoms: seen(iis(403, 7)), Server: whole, Client: slices.Repeat(other, offer.MaxChain+1)}, "unnamed:insufficient-data"},
		{"36877", "a certificate was sent, so the list is not why", trustdiag.Incident{Symptoms: seen(event(36877, "80090325")), Server: whole}, "untrusted:insufficient-data"},
		{"36880", "no failure", trustdiag.Incident{Symptoms: seen(event(36880)), Server: cut}, ""},
		{"illegal-message", "dotnet/runtime#77989: a candidate as long as the size is not known", trustdiag.Incident{Symptoms: seen(status(0x80090326))}, "limit:insufficient-data"},
		{"two-rows", "the number stands in a row of its own: unknown_ca is another matter", trustdiag.Incident{Symptoms: seen(event(36887), text("The TLS protocol defined fatal alert code is 48. A fatal alert was received from the remote endpoint, code 48.")), Server: cut}, "other:likely"},
		{"lync-unknown", "a number that no code has is no evidence", trustdiag.Incident{Symptoms: seen(of("LS", 61029, "21482049809")), Server: cut}, ""},
		{"status", "a code that comes with many failures", trustdiag.Incident{Symptoms: seen(status(0x80090326)), Server: cut}, ""},
		{"unknown", "what is not known says nothing", trustdiag.Incident{Symptoms: seen(text("hello"), of("Contoso", 1423, "")), Server: cut}, ""},
		{"together", "what one symptom leaves open another settles", trustdiag.Incident{Symptoms: seen(event(36888), event(36885)), Client: lost}, "cut:likely too_large:insufficient-data"},
		{"403.16-not-issuer", "SSP overview: issued by may mean the client's own issuer alone", trustdiag.Incident{Symptoms: seen(iis(403, 16)), Server: above, Client: below}, "unlisted:undocumented"},
		{"403.16-purpose", "KB2801679: a root that is not trusted for client authentication", trustdiag.Incident{Symptoms: seen(iis(403, 16)), Server: forServers, Client: below[1:]}, "untrusted:undocumented"},
		{"403.16-issuers-2012", "the store counts from 2012 on", trustdiag.Incident{Symptoms: seen(iis(403, 16)), Server: compose.Compose(compose.Host{Release: schannel.Server2012, Stores: stores}), Client: kept}, "unlisted:likely"},
		{"403.16-2016", "KB2880390 is about 2012", trustdiag.Incident{Symptoms: seen(iis(403, 16)), Server: of2016}, "untrusted:insufficient-data unlisted:insufficient-data non_root:insufficient-data"},
		{"403.16-2008-r2", "issuers count from 2012 on, and KB2802568 is about IIS 8", trustdiag.Incident{Symptoms: seen(iis(403, 16)), Server: roots(schannel.Server2008R2, 0)}, "untrusted:insufficient-data"},
		{"403.16-2012", "all three are about 2012", trustdiag.Incident{Symptoms: seen(iis(403, 16)), Server: roots(schannel.Server2012, 0)}, "untrusted:insufficient-data unlisted:insufficient-data too_large:insufficient-data non_root:insufficient-data"},
		{"36887-47-2016", "TLS registry settings: whether it sends a list the registry tells, and no more than the release is known", trustdiag.Incident{Symptoms: seen(event(36887, "47")), Server: of2016}, "cut:insufficient-data refused:insufficient-data"},
		{"36887-47-2016-off", "TLS registry settings: it is told to send no list", trustdiag.Incident{Symptoms: seen(event(36887, "47")), Server: compose.Compose(compose.Host{Release: schannel.Server2016, Registry: []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, compose.SendTrustedIssuerList, 0)}})}, "other:likely"},
		{"36887-47-2008-r2", "what its list holds is not known", trustdiag.Incident{Symptoms: seen(event(36887, "47")), Server: roots(schannel.Server2008R2, 0)}, "cut:insufficient-data refused:insufficient-data"},
		{"403.7-2016", "KB2802568: with SendTrustedIssuerList an authority may be missing in the list", trustdiag.Incident{Symptoms: seen(iis(403, 7)), Server: of2016}, "cut:insufficient-data non_root:insufficient-data unnamed:insufficient-data"},
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

// TestFacts: what the causes rest on is there, with what that rests on, once.
func TestFacts(t *testing.T) {
	t.Parallel()
	cut := compose.Compose(compose.Host{Release: schannel.Server2008R2, Stores: compose.Stores{TrustedRoots: storetest.Many(400)}})
	issuers := compose.Compose(compose.Host{Release: schannel.Server2016, Stores: compose.Stores{ClientAuthIssuers: []certstore.Certificate{storetest.Root("X")}, TrustedRoots: storetest.Many(3)}})
	tests := []struct {
		name, why string
		incident  trustdiag.Incident
		causes    string
		want      []schannel.Code // among the facts
	}{
		{"two-causes", "both rest on the list that is cut", trustdiag.Incident{Symptoms: []symptom.Row{event(36887, "47"), event(36888)}, Server: cut}, "cut:likely refused:likely", []schannel.Code{"trustlist.list.truncated"}},
		{"two-reasons", "both are about the host", trustdiag.Incident{Symptoms: []symptom.Row{iis(403, 16)}, Server: issuers, Client: storetest.Chain(storetest.Many(1)[0].Subject)}, "unlisted:likely", []schannel.Code{"trustlist.trust.machine", "trustlist.store.used"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := trustdiag.Diagnose(tt.incident)
			require.Equal(t, tt.causes, ranked(d.Causes), tt.why)
			times := map[schannel.Code]int{}
			for _, f := range d.Facts {
				times[f.Code]++
				require.Equal(t, 1, times[f.Code], "%s", f.Code)
			}
			for _, code := range tt.want {
				require.Equal(t, 1, times[code], "%s: %s", tt.why, code)
			}
			for _, f := range append(d.Facts, d.Causes...) {
				for _, code := range f.Because {
					require.Equal(t, 1, times[code], "%s rests on %s", f.Code, code)
				}
			}
		})
	}
}

// TestNotThisRecord: a message that another row quotes goes to a record without
// any of its own, and does not come from another record.
func TestNotThisRecord(t *testing.T) {
	t.Parallel()
	const quote = "The following fatal alert was received: 47."
	filled := symptom.Row{Event: symptom.Event{Provider: "Schannel", ID: 36887, Data: []symptom.Field{{Name: "A", Value: "x"}}, UserData: []symptom.Field{{Name: "B", Value: "y"}}}}
	other := symptom.Row{Event: symptom.Event{Provider: "Contoso", ID: 9999}, Text: quote}
	for _, rows := range [][]symptom.Row{{filled, text(quote)}, {event(36887), other}} {
		require.Equal(t, schannel.Code("trustlist.symptom.schannel_36887"), trustdiag.Diagnose(trustdiag.Incident{Symptoms: rows}).Facts[0].Code)
	}
	require.Equal(t, schannel.Code("trustlist.symptom.schannel_36887_47"), trustdiag.Diagnose(trustdiag.Incident{Symptoms: []symptom.Row{event(36887), text(quote)}}).Facts[0].Code)
}

// TestCutRemedies are the methods of KB2464556, in its order, or what took
// their place.
func TestCutRemedies(t *testing.T) {
	t.Parallel()
	const refill, remove, policy, own, silent = "trustlist.remedy.refill_roots", "trustlist.remedy.remove_roots", "trustlist.remedy.enterprise_policy", "trustlist.remedy.issuers_store", "trustlist.remedy.send_no_list"
	sending := []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, compose.SendTrustedIssuerList, 1)}
	large := compose.Stores{TrustedRoots: storetest.Many(400)}
	tests := []struct {
		name   string
		server compose.Composition
		want   []schannel.Code
	}{
		{"unknown", compose.Composition{}, []schannel.Code{refill, remove, policy, own, silent}},
		{"2008-r2", compose.Compose(compose.Host{Release: schannel.Server2008R2, Stores: large}), []schannel.Code{refill, remove, policy, silent}},
		{"2016", compose.Compose(compose.Host{Release: schannel.Server2016, Registry: sending, Stores: large}), []schannel.Code{own, silent}},
		{"2016-issuers", compose.Compose(compose.Host{Release: schannel.Server2016, Registry: sending, Stores: compose.Stores{ClientAuthIssuers: storetest.Many(400)}}), []schannel.Code{silent}},
		{"2016-site", compose.Compose(compose.Host{Release: schannel.Server2016, Registry: sending, Stores: compose.Stores{Site: storetest.Many(400)}}), []schannel.Code{silent}},
	}
	for _, tt := range tests {
		d := trustdiag.Diagnose(trustdiag.Incident{Symptoms: []symptom.Row{event(36885)}, Server: tt.server})
		require.Len(t, d.Causes, 1)
		if diff := cmp.Diff(tt.want, vocabtest.RemedyCodes(d.Causes[0].Remedies)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestEventsOfCauses: a list that is cut is logged, and nothing else here is.
func TestEventsOfCauses(t *testing.T) {
	t.Parallel()
	d := trustdiag.Diagnose(trustdiag.Incident{Symptoms: []symptom.Row{event(36887, "47")}})
	events := map[string]int{}
	for _, f := range d.Causes {
		events[causeNames[f.Code]] = len(f.Events)
	}
	require.Equal(t, map[string]int{"cut": 1, "too_large": 0, "refused": 0}, events)
}

// TestMissingEventProvesNothing is KB933430: warnings are not logged by
// default.
func TestMissingEventProvesNothing(t *testing.T) {
	t.Parallel()
	logging := compose.Compose(compose.Host{
		Release: schannel.Server2008, Registry: []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, compose.EventLogging, 3)},
		Stores: compose.Stores{TrustedRoots: storetest.Many(400)},
	})
	tests := []struct {
		name     string
		incident trustdiag.Incident
		want     int
	}{
		{"missing", trustdiag.Incident{Symptoms: []symptom.Row{event(36887, "47")}}, 1},
		{"there", trustdiag.Incident{Symptoms: []symptom.Row{event(36885)}}, 0},
		{"warnings-are-logged", trustdiag.Incident{Symptoms: []symptom.Row{event(36887, "47")}, Server: logging}, 0},
	}
	for _, tt := range tests {
		d := trustdiag.Diagnose(tt.incident)
		require.Len(t, vocabtest.Certainties(d.Facts, "trustlist.symptom.no_warning"), tt.want, tt.name)
	}
}

// TestMissingFacts: what is given is not told to be missing.
func TestMissingFacts(t *testing.T) {
	t.Parallel()
	const release, stores, chain = "trustlist.missing.release", "trustlist.missing.stores", "trustlist.missing.chain"
	client, roots := storetest.Chain(dntest.CN("X")), compose.Stores{TrustedRoots: storetest.Many(1)}
	for name, tt := range map[string]struct {
		server compose.Composition
		client []certstore.Certificate
		want   []schannel.Code
	}{
		"nothing":          {compose.Composition{}, nil, []schannel.Code{release, stores, chain}},
		"client":           {compose.Composition{}, client, []schannel.Code{release, stores}},
		"release":          {compose.Compose(compose.Host{Release: schannel.Server2008R2}), nil, []schannel.Code{stores, chain}},
		"release, client":  {compose.Compose(compose.Host{Release: schannel.Server2008R2}), client, []schannel.Code{stores}},
		"stores":           {compose.Compose(compose.Host{Stores: roots}), nil, []schannel.Code{release, chain}},
		"stores, client":   {compose.Compose(compose.Host{Stores: roots}), client, []schannel.Code{release}},
		"all but a client": {compose.Compose(compose.Host{Release: schannel.Server2008R2, Stores: roots}), nil, []schannel.Code{chain}},
	} {
		for _, symptoms := range [][]symptom.Row{{iis(403, 16)}, {iis(403, 7)}} {
			d := trustdiag.Diagnose(trustdiag.Incident{Symptoms: symptoms, Server: tt.server, Client: tt.client})
			last := d.Causes[0]
			for _, f := range d.Causes {
				if f.Code == "trustlist.cause.untrusted" || f.Code == "trustlist.cause.unnamed" {
					last = f
				}
			}
			var got []schannel.Code
			for _, p := range last.Missing {
				got = append(got, p.Code)
			}
			require.Equal(t, tt.want, got, name)
		}
	}
}

// TestOtherTexts: a text beside a record says something of it only if it quotes
// its message, and if the record has none.
func TestOtherTexts(t *testing.T) {
	t.Parallel()
	const refused = "The certificate received from the remote client application has not validated correctly. The error code is 0x80090325."
	for name, rows := range map[string][]symptom.Row{
		"own message":   {of("Schannel", 36887, "A message in a language that nobody here knows."), text("The following fatal alert was received: 48.")},
		"other message": {event(36887), text(refused)},
	} {
		d := trustdiag.Diagnose(trustdiag.Incident{Symptoms: rows})
		require.Equal(t, "trustlist.symptom.schannel_36887", vocabtest.FindCodes(d.Facts)[0], name)
	}
}

// TestNothingIsAsked: of the zero incident nothing is concluded.
func TestNothingIsAsked(t *testing.T) {
	t.Parallel()
	d := trustdiag.Diagnose(trustdiag.Incident{})
	require.Equal(t, []string{"trustlist.incident.empty"}, vocabtest.FindCodes(d.Facts))
	require.Equal(t, schannel.InsufficientData, d.Facts[0].Certainty)
	require.Equal(t, schannel.Code("trustlist.missing.symptom"), d.Facts[0].Missing[0].Code)
	require.Empty(t, d.Causes)
}

// TestUnknownSymptoms: one finding counts them and names the first few, as in the
// other families.
func TestUnknownSymptoms(t *testing.T) {
	t.Parallel()
	rows := append(slices.Repeat([]symptom.Row{text("hello")}, 6), event(36885), symptom.Row{})
	d := trustdiag.Diagnose(trustdiag.Incident{Symptoms: rows})
	require.Equal(t, symptom.Taken{6: true, 7: false}, d.Taken)
	last := d.Facts[len(d.Facts)-1]
	require.Equal(t, trustdiag.CodeSymptomUnknown, last.Code)
	require.Equal(t, "6 of the symptoms are not recognised: nothing is concluded from them.", last.Text)
	require.Equal(t, []int{0, 4}, []int{last.Items[0].Index, last.Items[4].Index})
	require.Len(t, last.Items, 5)
}

func ExampleDiagnose() {
	server := compose.Compose(compose.Host{
		Release: schannel.Server2008R2,
		Stores:  compose.Stores{TrustedRoots: []certstore.Certificate{{Subject: make([]byte, 20000), SelfIssued: true}}},
	})
	d := trustdiag.Diagnose(trustdiag.Incident{
		Symptoms: []symptom.Row{{Event: symptom.Event{Provider: "Schannel", ID: 36885}}},
		Server:   server,
	})
	for _, f := range d.Causes {
		fmt.Println(f.Certainty, f.Code)
		for _, r := range f.Remedies {
			fmt.Println("-", r.Title)
		}
	}
	// Output:
	// likely trustlist.cause.cut
	// - Take out the third-party roots that KB931125 put in
	// - Remove trusted root certificates that are not used
	// - Have a group policy trust enterprise roots only
	// - Send no list at all
}

// TestLimitNeedsTheRequest: what is missing is named.
func TestLimitNeedsTheRequest(t *testing.T) {
	t.Parallel()
	d := trustdiag.Diagnose(trustdiag.Incident{Symptoms: []symptom.Row{status(0x80090326)}})
	require.Equal(t, schannel.Code("trustlist.missing.request"), d.Causes[0].Missing[0].Code)
	require.Len(t, d.Causes[0].Remedies, 1)
	require.Equal(t, schannel.Code("trustlist.remedy.message_limit"), d.Causes[0].Remedies[0].Code)
}
