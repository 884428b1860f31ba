// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "ems", ems.Catalog())
}

// TestClauses says where the RFCs have what each rule stands for.
func TestClauses(t *testing.T) {
	t.Parallel()
	tests := []struct{ code, clause, why string }{
		{"ems.full.extended", "RFC 7627, Section 5.2", "the server MUST include it if the client sent it"},
		{"ems.full.legacy_client", "RFC 7627, Section 5.2", "a ClientHello without it"},
		{"ems.full.legacy_server", "RFC 7627, Section 5.2", "a ServerHello without it"},
		{"ems.full.non_empty", "RFC 5246, Section 7.2.2", "decode_error is for lengths that are wrong"},
		{"ems.full.offer", "RFC 7627, Section 5.2", "MUST send it in all handshakes"},
		{"ems.full.unsolicited", "RFC 5246, Section 7.4.1.4", "only what was asked for"},
		{"ems.full.unsupported", "RFC 7627, Section 5.2", "the standard master secret without it"},
		{"ems.renegotiation.downgrade", "RFC 5246, Section 7.2.2", "either end may decline"},
		{"ems.renegotiation.forbidden", "RFC 7627, Section 5.4", "the client MUST disable renegotiation"},
		{"ems.renegotiation.upgrade", "RFC 5246, Section 7.2.2", "either end may decline"},
		{"ems.resume.accepted_downgrade", "RFC 7627, Section 5.3", "the client MUST abort"},
		{"ems.resume.accepted_legacy", "RFC 7627, Section 5.3", "legacy insecure resumption"},
		{"ems.resume.accepted_upgrade", "RFC 7627, Section 5.3", "the client MUST abort"},
		{"ems.resume.downgrade", "RFC 7627, Section 5.3", "the server MUST abort"},
		{"ems.resume.extended", "RFC 7627, Section 5.3", "the server MUST echo it"},
		{"ems.resume.legacy", "RFC 7627, Section 5.3", "the server SHOULD abort"},
		{"ems.resume.offer", "RFC 7627, Section 5.3", "the client MUST send it"},
		{"ems.resume.offer_legacy", "RFC 7627, Section 5.3", "the client SHOULD NOT offer it"},
		{"ems.resume.switched_off", "RFC 7627, Section 5.3", "an abbreviated handshake takes the echo"},
		{"ems.resume.unaware", "RFC 5246, Section 7.3", "a server that knows RFC 5246 alone"},
		{"ems.resume.upgrade", "RFC 7627, Section 5.3", "the server MUST NOT resume"},
		{"ems.version.ssl30", "RFC 7627, Section 6.4", "SHOULD refuse"},
		{"ems.version.tls13", "RFC 8446, Appendix D", "as if it were always in use"},
		{"ems.version.tls13_extension", "RFC 8446, Section 4.2", "not for this message"},
		{"ems.version.tls13_hello_request", "RFC 8446, Section 4", "no HelloRequest any more"},
		{"ems.version.tls13_non_empty", "RFC 8446, Section 6.2", "decode_error"},
		{"ems.version.tls13_renegotiation", "RFC 8446, Section 4.1.2", "a ClientHello at any other time"},
		{"ems.version.tls13_unsolicited", "RFC 8446, Section 4.2", "a response that was not requested"},
	}
	var have []string
	for _, tt := range tests {
		f := ems.NewFinding(schannel.Code(tt.code), schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("handshake"))
		vocabtest.Findings(t, []schannel.Finding{f})
		if diff := cmp.Diff([]string{tt.code, tt.clause}, []string{string(f.Code), f.Sources[0].String()}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.why, diff)
		}
		have = append(have, tt.code)
	}
	var want []string
	for e := range ems.Catalog() {
		want = append(want, string(e.Code))
	}
	require.Equal(t, want, have)
	require.Empty(t, ems.NewFinding("ems.no.such", schannel.Basis{}, schannel.Whole("handshake")).Code)
}

// TestJSON reads back what is written. A case is one that exists: its JSON has
// null where nothing was sent, and a clause as text.
func TestJSON(t *testing.T) {
	t.Parallel()
	cases := slices.Collect(ems.Cases())
	vocabtest.JSON(t, vocabtest.Types{
		Values: []any{
			ems.Action(0), ems.Session(0), ems.Level(0), ems.Side(0), ems.Alert(0),
			ems.Policy{},
			ems.Handshake{},
			ems.Decision{},
			ems.Restrictions{},
			ems.Case{},
		},
		Fill: func(r *rand.Rand, kind reflect.Type) (any, bool) {
			if kind == reflect.TypeFor[ems.Case]() {
				return cases[r.IntN(len(cases))], true
			}
			return nil, false
		},
	})
}

// TestLaws states the clause of decisions on handshakes of every kind, also
// impossible ones.
func TestLaws(t *testing.T) {
	t.Parallel()
	type answer struct {
		Decision ems.Decision
		Findings []schannel.Finding
	}
	vocabtest.Laws{
		Catalogs: []iter.Seq[schannel.CatalogEntry]{ems.Catalog()},
		Generate: func(r *rand.Rand) vocabtest.Answer {
			p, h, side := anyPolicy(r), anyHandshake(r), ems.Side(1+r.IntN(2))
			d := p.Client(h)
			if side == ems.Server {
				d = p.Server(h)
			}
			a := answer{Decision: d}
			if d.Rule != "" {
				a.Findings = []schannel.Finding{ems.NewFinding(d.Rule, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole(side.String()))}
			}
			return vocabtest.Answer{Input: fmt.Sprintf("%+v %+v", p, h), Value: a, Findings: a.Findings}
		},
	}.Hold(t)
}

func anyPolicy(r *rand.Rand) ems.Policy {
	bits := r.IntN(1 << 9)
	has := func(i int) bool { return bits>>i&1 == 1 }
	return ems.Policy{
		Disabled: has(0), Require: has(1), OfferLegacy: has(2), ResumeLegacy: has(3),
		DeclineLegacy: has(4), CheckFirst: has(5), AllowDowngrade: has(6), RefuseUpgrade: has(7), AllowSSL30: has(8),
	}
}

func anyHandshake(r *rand.Rand) ems.Handshake {
	bits := r.IntN(1 << 6)
	has := func(i int) bool { return bits>>i&1 == 1 }
	versions := [...]schannel.TLSVersion{
		schannel.SSL30, schannel.TLS10, schannel.TLS12, schannel.TLS12, schannel.TLS13, schannel.DTLS12, schannel.DTLS13, 0x0999,
	}
	return ems.Handshake{
		Version: versions[r.IntN(len(versions))], Attempt: ems.Action(r.IntN(4)), Session: ems.Session(r.IntN(5)), InPlace: ems.Session(r.IntN(5)),
		ClientHello: has(0), ServerHello: has(1), NonEmpty: has(2), Resumable: has(3), Renegotiation: has(4), Resumed: has(5),
	}
}

func ExampleNewFinding() {
	d := ems.Policy{}.Server(ems.Handshake{
		Version: schannel.TLS12, Attempt: ems.Resume, Session: ems.ExtendedSession, Resumable: true,
	})
	f := ems.NewFinding(d.Rule, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("handshake"))
	fmt.Println(d.Action, d.Alert)
	fmt.Println(f.Text)
	// Output:
	// abort handshake_failure
	// The session has an extended master secret and the new ClientHello lacks the extension: the server must abort.
}

func ExampleCatalog() {
	for e := range ems.Catalog() {
		fmt.Println(e.Code, "-", e.Title)
		break
	}
	// Output: ems.full.extended - Both hellos have the extension
}
