// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// either is what conforms for a client that has a session.
var either = []ems.Action{ems.Full, ems.Resume}

func only(action ems.Action) []ems.Action { return []ems.Action{action} }

// offers is what a client puts into its hello.
var offers = []struct {
	name      string
	policy    ems.Policy
	handshake ems.Handshake
	action    ems.Action
	extension bool
	rule      schannel.Code
	level     ems.Level
	allowed   []ems.Action
	why       string
}{
	{
		"no-session",
		ems.Policy{},
		ems.Handshake{},
		ems.Full, true, "ems.full.offer", ems.Must, only(ems.Full),
		"RFC 7627, Section 5.2: in all handshakes",
	},
	{
		"switched-off",
		ems.Policy{Disabled: true},
		ems.Handshake{},
		ems.Full, false, "ems.full.offer", ems.Must, only(ems.Full),
		"what is not supported is not sent",
	},
	{
		"extended",
		ems.Policy{},
		ems.Handshake{Session: ems.ExtendedSession, Resumable: true},
		ems.Resume, true, "ems.resume.offer", ems.Must, either,
		"RFC 7627, Section 5.3: the client must send the extension when it offers",
	},
	{
		"extended-expired",
		ems.Policy{},
		ems.Handshake{Session: ems.ExtendedSession},
		ems.Full, true, "ems.full.offer", ems.Must, only(ems.Full),
		"nothing to resume",
	},
	{
		"extended-switched-off",
		ems.Policy{Disabled: true},
		ems.Handshake{Session: ems.ExtendedSession, Resumable: true},
		ems.Full, false, "ems.resume.offer", ems.Must, only(ems.Full),
		"RFC 7627, Section 5.3: it cannot send the extension, so it cannot offer",
	},
	{
		"legacy",
		ems.Policy{},
		ems.Handshake{Session: ems.LegacySession, Resumable: true},
		ems.Full, true, "ems.resume.offer_legacy", ems.ShouldNot, either,
		"RFC 7627, Section 5.3: should not offer, should offer a full handshake",
	},
	{
		"legacy-anyway",
		ems.Policy{OfferLegacy: true},
		ems.Handshake{Session: ems.LegacySession, Resumable: true},
		ems.Resume, true, "ems.resume.offer_legacy", ems.ShouldNot, either,
		"RFC 7627, Section 5.3: legacy insecure resumption, with the extension",
	},
	{
		"legacy-required",
		ems.Policy{OfferLegacy: true, Require: true},
		ems.Handshake{Session: ems.LegacySession, Resumable: true},
		ems.Full, true, "ems.resume.offer_legacy", ems.ShouldNot, either,
		"the resumed connection would lack what is required",
	},
	{
		"unaware",
		ems.Policy{Disabled: true, OfferLegacy: true},
		ems.Handshake{Session: ems.LegacySession, Resumable: true},
		ems.Resume, false, "ems.resume.offer_legacy", ems.ShouldNot, either,
		"a client without the extension knows no other sessions",
	},
	{
		"renegotiation-after-legacy-resumption",
		ems.Policy{OfferLegacy: true},
		ems.Handshake{InPlace: ems.LegacySession, Renegotiation: true, Resumed: true},
		ems.Abort, false, "ems.renegotiation.forbidden", ems.Must, only(ems.Abort),
		"RFC 7627, Section 5.4: the client must disable renegotiation",
	},
	{
		"renegotiation-after-resumption",
		ems.Policy{},
		ems.Handshake{InPlace: ems.ExtendedSession, Renegotiation: true, Resumed: true},
		ems.Full, true, "ems.full.offer", ems.Must, only(ems.Full),
		"RFC 7627, Section 5.4 speaks of legacy sessions only",
	},
}

func TestOffer(t *testing.T) {
	t.Parallel()
	for _, tt := range offers {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, version := range []schannel.TLSVersion{schannel.TLS10, schannel.TLS11, schannel.TLS12, schannel.DTLS10, schannel.DTLS12} {
				tt.handshake.Version = version
				d := tt.policy.Offer(tt.handshake)
				want := []any{tt.action, tt.extension, tt.rule, tt.level, tt.allowed}
				if diff := cmp.Diff(want, []any{d.Action, d.Extension, d.Rule, d.Level, d.Allowed}); diff != "" {
					t.Errorf("%s, %s (-want +got):\n%s", version, tt.why, diff)
				}
			}
		})
	}
}

// offersOfOthers is what a client puts into a hello for TLS 1.3 and SSL 3.0.
var offersOfOthers = []struct {
	name      string
	version   schannel.TLSVersion
	policy    ems.Policy
	handshake ems.Handshake
	action    ems.Action
	extension bool
	rule      schannel.Code
	allowed   []ems.Action
	why       string
}{
	{
		"tls13-session-switched-off", schannel.TLS13,
		ems.Policy{Disabled: true},
		ems.Handshake{Session: ems.ExtendedSession, Resumable: true},
		ems.Resume, false, "ems.version.tls13", either,
		"RFC 8446, Section 4.2.11: pre_shared_key is offered whatever the extension",
	},
	{
		"tls13-older-session", schannel.TLS13,
		ems.Policy{OfferLegacy: true},
		ems.Handshake{Session: ems.LegacySession, Resumable: true},
		ems.Full, true, "ems.version.tls13", only(ems.Full),
		"RFC 8446, Section 2.2: TLS 1.3 resumes by its own pre-shared keys only",
	},
	{
		"dtls13-renegotiation", schannel.DTLS13,
		ems.Policy{},
		ems.Handshake{InPlace: ems.ExtendedSession, Renegotiation: true},
		ems.Abort, false, "ems.version.tls13_renegotiation", only(ems.Abort),
		"RFC 8446, Section 4.1.2: no renegotiation",
	},
	{
		"ssl30-refused", schannel.SSL30,
		ems.Policy{},
		ems.Handshake{},
		ems.Abort, false, "ems.version.ssl30",
		[]ems.Action{ems.Full, ems.Resume, ems.Abort},
		"RFC 7627, Section 6.4: SHOULD refuse",
	},
	{
		"ssl30-kept", schannel.SSL30,
		ems.Policy{AllowSSL30: true, OfferLegacy: true},
		ems.Handshake{Session: ems.LegacySession, Resumable: true},
		ems.Resume, true, "ems.version.ssl30",
		[]ems.Action{ems.Full, ems.Resume, ems.Abort},
		"RFC 7627, Section 6.4: if it is kept, Section 5.4 applies",
	},
	{
		"ssl30-not-offered", schannel.SSL30,
		ems.Policy{AllowSSL30: true},
		ems.Handshake{Session: ems.LegacySession, Resumable: true},
		ems.Full, true, "ems.version.ssl30",
		[]ems.Action{ems.Full, ems.Resume, ems.Abort},
		"RFC 7627, Section 5.3: SHOULD NOT offer a legacy session",
	},
	{
		"ssl30-expired", schannel.SSL30,
		ems.Policy{AllowSSL30: true, OfferLegacy: true},
		ems.Handshake{Session: ems.LegacySession},
		ems.Full, true, "ems.version.ssl30",
		[]ems.Action{ems.Full, ems.Resume, ems.Abort},
		"nothing to resume",
	},
	{
		"ssl30-kept-renegotiation-after-resumption", schannel.SSL30,
		ems.Policy{AllowSSL30: true},
		ems.Handshake{InPlace: ems.LegacySession, Renegotiation: true, Resumed: true},
		ems.Abort, false, "ems.renegotiation.forbidden", only(ems.Abort),
		"RFC 7627, Section 5.4 by way of Section 6.4",
	},
}

func TestOfferOthers(t *testing.T) {
	t.Parallel()
	for _, tt := range offersOfOthers {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.handshake.Version = tt.version
			d := tt.policy.Offer(tt.handshake)
			want := []any{tt.action, tt.extension, tt.rule, tt.allowed}
			if diff := cmp.Diff(want, []any{d.Action, d.Extension, d.Rule, d.Allowed}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestOfferAlerts: where a client may abort before its hello, there are alerts
// that conform; elsewhere none.
func TestOfferAlerts(t *testing.T) {
	t.Parallel()
	for _, tt := range offersOfOthers {
		tt.handshake.Version = tt.version
		d := tt.policy.Offer(tt.handshake)
		if diff := cmp.Diff(slices.Contains(tt.allowed, ems.Abort), len(d.Alerts) > 0); diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, d.Alerts, diff)
		}
	}
}

// TestSSL30: RFC 7627, Section 6.4.
func TestSSL30(t *testing.T) {
	t.Parallel()
	for _, attempt := range []ems.Action{ems.Full, ems.Resume} {
		h := ems.Handshake{Version: schannel.SSL30, Attempt: attempt, Session: ems.LegacySession}
		for _, d := range []ems.Decision{ems.Policy{}.Server(h), ems.Policy{}.Client(h), ems.Policy{}.Offer(h)} {
			want := []any{ems.Abort, ems.HandshakeFailure, schannel.Code("ems.version.ssl30"), ems.Should, true}
			if diff := cmp.Diff(want, []any{d.Action, d.Alert, d.Rule, d.Level, len(d.Allowed) > 1}); diff != "" {
				t.Errorf("should be refused, may be accepted (-want +got):\n%s", diff)
			}
		}
	}
}

// TestSSL30Allowed: what conforms where it is kept, in which order: RFC 7627,
// Section 6.4, leaves a resumption to RFC 6101, Section 5.5.
func TestSSL30Allowed(t *testing.T) {
	t.Parallel()
	const full, resume, abort = ems.Full, ems.Resume, ems.Abort
	for _, tt := range []struct {
		name      string
		attempt   ems.Action
		session   ems.Session
		resumable bool
		server    []ems.Action
		client    []ems.Action
	}{
		{"full", full, ems.NoSession, false, []ems.Action{full, abort}, []ems.Action{full, abort}},
		{"resumable", resume, ems.LegacySession, true, []ems.Action{full, resume, abort}, []ems.Action{resume, abort}},
		{"extended-is-legacy", resume, ems.ExtendedSession, true, []ems.Action{full, resume, abort}, []ems.Action{resume, abort}},
		{"unusable", resume, ems.LegacySession, false, []ems.Action{full, abort}, []ems.Action{resume, abort}},
		{"unknown", resume, ems.UnknownSession, false, []ems.Action{full, abort}, nil},
	} {
		h := ems.Handshake{Version: schannel.SSL30, Attempt: tt.attempt, Session: tt.session, Resumable: tt.resumable}
		kept := ems.Policy{AllowSSL30: true, ResumeLegacy: true}
		for _, p := range []ems.Policy{{}, kept} {
			if diff := cmp.Diff([][]ems.Action{tt.server, tt.client}, [][]ems.Action{p.Server(h).Allowed, p.Client(h).Allowed}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.name, diff)
			}
		}
		if diff := cmp.Diff(tt.server[len(tt.server)-2], kept.Server(h).Action); diff != "" {
			t.Errorf("%s: as far as it can be (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestUndecidable: an input that contradicts itself has no decision.
func TestUndecidable(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		handshake ems.Handshake
	}{
		{"no-version", ems.Handshake{Attempt: ems.Full}},
		{"unknown-version", ems.Handshake{Version: 0x0305, Attempt: ems.Full}},
		{"no-session-state", ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full, Session: 9}},
		{"no-state-in-place", ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full, InPlace: 9, Renegotiation: true}},
		{"in-place-without-renegotiation", ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full, InPlace: ems.LegacySession}},
		{"renegotiation-of-nothing", ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full, Renegotiation: true}},
		{"unknown-in-place", ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full, InPlace: ems.UnknownSession, Renegotiation: true}},
		{"resumed-without-renegotiation", ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full, Resumed: true}},
		{"legacy-in-place-in-tls13", ems.Handshake{Version: schannel.TLS13, Attempt: ems.Full, InPlace: ems.LegacySession, Renegotiation: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, d := range []ems.Decision{ems.Policy{}.Server(tt.handshake), ems.Policy{}.Client(tt.handshake), ems.Policy{}.Offer(tt.handshake)} {
				if diff := cmp.Diff(ems.Decision{}, d); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
		})
	}
	d := ems.Policy{}.Client(ems.Handshake{Version: schannel.TLS12, Attempt: ems.Resume})
	if diff := cmp.Diff(ems.Decision{}, d); diff != "" {
		t.Errorf("the server accepts a session that the client does not have (-want +got):\n%s", diff)
	}
	d = ems.Policy{}.Client(ems.Handshake{Version: schannel.TLS13, Attempt: ems.Resume, Session: ems.LegacySession, Resumable: true})
	if diff := cmp.Diff(ems.Decision{}, d); diff != "" {
		t.Errorf("a session that TLS 1.3 cannot resume is accepted (-want +got):\n%s", diff)
	}
	d = ems.Policy{}.Client(ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full, ClientHello: true, NonEmpty: true})
	if diff := cmp.Diff(ems.Decision{}, d); diff != "" {
		t.Errorf("an extension that is not there has data (-want +got):\n%s", diff)
	}
	d = ems.Policy{}.Server(ems.Handshake{Version: schannel.TLS12, Attempt: ems.Abort})
	if diff := cmp.Diff(ems.Decision{}, d); diff != "" {
		t.Errorf("an attempt to abort is none (-want +got):\n%s", diff)
	}
}

func ExamplePolicy_Offer() {
	session := ems.Handshake{Version: schannel.TLS12, Session: ems.LegacySession, Resumable: true}
	d := ems.Policy{}.Offer(session)
	fmt.Println(d.Action, d.Extension)
	d = ems.Policy{OfferLegacy: true}.Offer(session)
	fmt.Println(d.Action, d.Extension, "although it", d.Level)
	// Output:
	// full true
	// resume true although it SHOULD NOT
}
