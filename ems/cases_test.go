// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

func TestCasesAreNamedAndOrdered(t *testing.T) {
	t.Parallel()
	first, second := slices.Collect(ems.Cases()), slices.Collect(ems.Cases())
	require.Len(t, second, len(first))
	for i := range first {
		require.Empty(t, cmp.Diff(first[i], second[i]), "two runs differ in case %d", i)
	}
	name := regexp.MustCompile(`^(server|client)(-[a-z0-9]+)+$`)
	seen := map[string]bool{}
	for _, c := range first {
		require.Regexp(t, name, c.Name)
		require.False(t, seen[c.Name], "%s stands twice", c.Name)
		seen[c.Name] = true
	}
	require.Greater(t, len(seen), 1500, "the space is whole")
	for range ems.Cases() {
		break // an iterator can be left early
	}
}

// TestCasesReachEverything: each rule of the decisions decides a case, or
// what a client offers.
func TestCasesReachEverything(t *testing.T) {
	t.Parallel()
	decides := map[schannel.Code]bool{}
	for c := range ems.Cases() {
		d := c.Decision
		decides[d.Rule] = true
		require.Contains(t, d.Allowed, d.Action, "%s: what the policy picks conforms", c.Name)
		require.True(t, slices.IsSorted(d.Allowed), "%s: in the order Full, Resume, Abort", c.Name)
		require.Len(t, slices.Compact(slices.Clone(d.Allowed)), len(d.Allowed), "%s: each once", c.Name)
		require.Len(t, slices.Compact(slices.Sorted(slices.Values(d.Alerts))), len(d.Alerts), "%s: each once", c.Name)
		require.Equal(t, d.Action == ems.Abort, d.Alert != 0, "%s: an alert goes with an abort", c.Name)
		require.Equal(t, slices.Contains(d.Allowed, ems.Abort), len(d.Alerts) > 0, "%s: an abort that conforms has an alert that does", c.Name)
		if d.Action == ems.Abort {
			require.Contains(t, d.Alerts, d.Alert, "%s: what the policy sends conforms", c.Name)
		}
		if d.Extended || d.Action == ems.Abort {
			require.Zero(t, d.Off, "%s: restrictions are for connections without an extended master secret", c.Name)
		}
	}
	for _, tt := range offers {
		decides[tt.rule] = true
	}
	family := regexp.MustCompile(`^ems\.(full|resume|renegotiation|version)\.`)
	for r := range ems.Catalog() {
		if family.MatchString(string(r.Code)) && !decides[r.Code] {
			t.Errorf("%s decides nothing", r.Code)
		}
	}
}

// stricter has the settings in their strict position.
var stricter = map[string]bool{
	"Require": true, "OfferLegacy": false, "ResumeLegacy": false,
	"DeclineLegacy": false, "AllowDowngrade": false, "RefuseUpgrade": true, "AllowSSL30": false,
}

// TestStricterNeverSucceedsMore: where a policy aborts, no stricter one goes
// on.
func TestStricterNeverSucceedsMore(t *testing.T) {
	t.Parallel()
	for c := range ems.Cases() {
		if c.Decision.Action != ems.Abort {
			continue
		}
		for field, strict := range stricter {
			policy := c.Policy
			reflect.ValueOf(&policy).Elem().FieldByName(field).SetBool(strict)
			got := policy.Client(c.Handshake)
			if c.Side == ems.Server {
				got = policy.Server(c.Handshake)
			}
			require.Equal(t, ems.Abort, got.Action, "%s aborts, with a stricter %s too", c.Name, field)
		}
	}
}

func TestCaseJSON(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"client-tls12-resume-legacy-ch": `{"name":"client-tls12-resume-legacy-ch","side":"client","version":"TLS 1.2","attempt":"resume",` +
			`"session":"legacy","resumable":true,"client_hello_ems":true,"server_hello_ems":false,"event":"none","non_empty":false,"renegotiation":false,"in_place":"none","connection_resumed":false,` +
			`"policy":{"support":true,"require":false,"offer_legacy":true,"resume_legacy":false,"decline_legacy":false,"check_first":false,` +
			`"allow_downgrade":false,"refuse_upgrade":false,"allow_ssl30":false},"action":"abort","allowed":["resume","abort"],"alert":"handshake_failure","alerts":["handshake_failure"],"extension":true,` +
			`"extended":false,"rule":"ems.resume.accepted_legacy","clause":"RFC 7627, Section 5.3","level":"SHOULD NOT",` +
			`"off":{"exporters":false,"eap":false,"key_material":false,"tls_unique":false,"renegotiation":false}}`,
		"server-dtls12-full-none": `{"name":"server-dtls12-full-none","side":"server","version":"DTLS 1.2","attempt":"full",` +
			`"session":"none","resumable":false,"client_hello_ems":false,"server_hello_ems":null,"event":"none","non_empty":false,"renegotiation":false,"in_place":"none","connection_resumed":false,` +
			`"policy":{"support":true,"require":false,"offer_legacy":false,"resume_legacy":false,"decline_legacy":false,"check_first":false,` +
			`"allow_downgrade":false,"refuse_upgrade":false,"allow_ssl30":false},"action":"full","allowed":["full","abort"],"alert":null,"alerts":["handshake_failure","insufficient_security"],"extension":false,` +
			`"extended":false,"rule":"ems.full.legacy_client","clause":"RFC 7627, Section 5.2","level":"MUST NOT",` +
			`"off":{"exporters":true,"eap":true,"key_material":true,"tls_unique":false,"renegotiation":false}}`,
	}
	for c := range ems.Cases() {
		if want[c.Name] == "" {
			continue
		}
		got, err := json.Marshal(c)
		require.NoError(t, err)
		if diff := cmp.Diff(want[c.Name], string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.Name, diff)
		}
		delete(want, c.Name)
	}
	require.Empty(t, want, "cases of these names exist")
}

// TestCaseJSONNull: a hello that has not been sent is null.
func TestCaseJSONNull(t *testing.T) {
	t.Parallel()
	for c := range ems.Cases() {
		text, err := json.Marshal(c)
		require.NoError(t, err)
		var got struct {
			ClientHello *bool `json:"client_hello_ems"`
			ServerHello *bool `json:"server_hello_ems"`
		}
		require.NoError(t, json.Unmarshal(text, &got))
		asked := c.Decision.Rule == "ems.renegotiation.forbidden" || c.Decision.Rule == "ems.version.tls13_hello_request"
		require.Equal(t, asked, got.ClientHello == nil, "%s: a client that is asked to renegotiate, and must not, sends no hello", c.Name)
		require.Equal(t, asked || c.Side == ems.Server, got.ServerHello == nil, "%s", c.Name)
	}
}

// alertSets is every alert that conforms where an end may abort.
var alertSets = []struct {
	name      string
	side      ems.Side
	policy    ems.Policy
	handshake ems.Handshake
	want      []ems.Alert
	why       string
}{
	{
		"legacy-client-refused", ems.Server,
		ems.Policy{Require: true},
		ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full},
		[]ems.Alert{40, 71},
		"RFC 7627, Section 5.2: handshake_failure; RFC 5246, Section 7.2.2: insufficient_security instead of it",
	},
	{
		"legacy-server-refused", ems.Client,
		ems.Policy{Require: true},
		ems.Handshake{Version: schannel.DTLS12, Attempt: ems.Full, ClientHello: true},
		[]ems.Alert{40, 71},
		"the same, as pion and GnuTLS send it",
	},
	{
		"extension-lost", ems.Server,
		ems.Policy{},
		ems.Handshake{Version: schannel.TLS12, Attempt: ems.Resume, Session: ems.ExtendedSession, Resumable: true},
		[]ems.Alert{40},
		"RFC 7627, Sections 5.2 and 5.3: to abort is handshake_failure",
	},
	{
		"data", ems.Server,
		ems.Policy{},
		ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full, ClientHello: true, NonEmpty: true},
		[]ems.Alert{50, 47},
		"RFC 5246, Section 7.2.2: a wrong length, or a wrong field, which is what Bouncy Castle sends",
	},
	{
		"data-switched-off", ems.Server,
		ems.Policy{Disabled: true},
		ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full, ClientHello: true, NonEmpty: true},
		[]ems.Alert{50, 47, 40},
		"a server that knows what it has switched off may look at it, as OpenSSL does",
	},
	{
		"unsolicited", ems.Client,
		ems.Policy{Disabled: true},
		ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full, ServerHello: true},
		[]ems.Alert{110},
		"RFC 5246, Section 7.4.1.4: unsupported_extension",
	},
	{
		"renegotiation", ems.Server,
		ems.Policy{},
		ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full, ClientHello: true, InPlace: ems.ExtendedSession, Renegotiation: true},
		[]ems.Alert{40, 100},
		"RFC 5246, Section 7.2.2: a server may answer no_renegotiation",
	},
	{
		"ssl30", ems.Server,
		ems.Policy{},
		ems.Handshake{Version: schannel.SSL30, Attempt: ems.Full},
		[]ems.Alert{40, 70},
		"RFC 5246, Section 7.2.2: protocol_version for a version that is known and not supported",
	},
	{
		"tls13-unsolicited", ems.Client,
		ems.Policy{Disabled: true},
		ems.Handshake{Version: schannel.TLS13, Attempt: ems.Full, ServerHello: true},
		[]ems.Alert{110, 47},
		"RFC 8446, Section 4.2: not asked for, and not for this message",
	},
	{
		"no-abort", ems.Server,
		ems.Policy{},
		ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full, ClientHello: true},
		nil, "RFC 7627, Section 5.2: MUST echo it",
	},
}

func TestAlertSets(t *testing.T) {
	t.Parallel()
	for _, tt := range alertSets {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := tt.policy.Client(tt.handshake)
			if tt.side == ems.Server {
				d = tt.policy.Server(tt.handshake)
			}
			if diff := cmp.Diff(tt.want, d.Alerts); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// decide is what a policy decides on a state.
func decide(side ems.Side, p ems.Policy, h ems.Handshake) ems.Decision {
	if side == ems.Server {
		return p.Server(h)
	}
	return p.Client(h)
}

// settings are those of a policy that decide on a handshake; what a client
// offers has been decided before.
var settings = [...]string{"Disabled", "Require", "ResumeLegacy", "DeclineLegacy", "CheckFirst", "AllowDowngrade", "RefuseUpgrade", "AllowSSL30"}

// everyPolicy is every way to set the settings.
func everyPolicy() []ems.Policy {
	all := make([]ems.Policy, 1<<len(settings))
	for bits := range all {
		for i, name := range settings {
			reflect.ValueOf(&all[bits]).Elem().FieldByName(name).SetBool(bits&(1<<i) != 0)
		}
	}
	return all
}

// told is a decision as one value.
type told struct {
	side     ems.Side
	h        ems.Handshake
	decision string
}

func tell(side ems.Side, h ems.Handshake, d ems.Decision) told {
	return told{side, h, fmt.Sprint(d)}
}

// TestCasesShowEveryDecision: no policy decides on a state of the cases what no
// case shows. A client that leaves the extension out has it disabled, and one
// that offers it has not.
func TestCasesShowEveryDecision(t *testing.T) {
	t.Parallel()
	shown := map[told]bool{}
	states := map[told]bool{}
	for c := range ems.Cases() {
		shown[tell(c.Side, c.Handshake, c.Decision)] = true
		states[told{side: c.Side, h: c.Handshake}] = true
	}
	policies := everyPolicy()
	for s := range states {
		for _, p := range policies {
			if p.Disabled && (p.Require || s.side == ems.Client && s.h.ClientHello) || !p.Disabled && s.side == ems.Client && !s.h.ClientHello {
				continue
			}
			if d := decide(s.side, p, s.h); !shown[tell(s.side, s.h, d)] {
				t.Errorf("%v %+v: no case shows what %+v decides", s.side, s.h, p)
			}
		}
	}
}

// where has the states in which a setting means something, as the comment of
// its field says.
var where = map[string]func(side ems.Side, h ems.Handshake) bool{
	"ResumeLegacy": func(_ ems.Side, h ems.Handshake) bool {
		return h.Attempt == ems.Resume && h.Session == ems.LegacySession
	},
	"DeclineLegacy": func(side ems.Side, h ems.Handshake) bool {
		return side == ems.Server && h.Attempt == ems.Resume && h.Session == ems.LegacySession && !h.ClientHello
	},
	"CheckFirst": func(side ems.Side, h ems.Handshake) bool {
		made := h.Session == ems.ExtendedSession || h.Session == ems.LegacySession
		return side == ems.Server && h.Attempt == ems.Resume && made && !h.Resumable
	},
	"AllowDowngrade": func(_ ems.Side, h ems.Handshake) bool {
		return h.Renegotiation && h.InPlace == ems.ExtendedSession
	},
	"RefuseUpgrade": func(_ ems.Side, h ems.Handshake) bool {
		return h.Renegotiation && h.InPlace == ems.LegacySession
	},
	"AllowSSL30": func(_ ems.Side, h ems.Handshake) bool { return h.Version == schannel.SSL30 },
}

// meaningless reports whether a policy sets what means nothing in a state.
func meaningless(side ems.Side, p ems.Policy, h ems.Handshake) bool {
	for name, means := range where {
		if reflect.ValueOf(p).FieldByName(name).Bool() && !means(side, h) {
			return true
		}
	}
	return false
}

// TestCasesSetWhatMatters: a case has no setting where that means nothing, in
// TLS 1.3 none about sessions and renegotiation, and requires nothing that is
// disabled. Each setting that it has changes what is decided.
func TestCasesSetWhatMatters(t *testing.T) {
	t.Parallel()
	for c := range ems.Cases() {
		tls13 := c.Handshake.Version == schannel.TLS13 || c.Handshake.Version == schannel.DTLS13
		require.False(t, meaningless(c.Side, c.Policy, c.Handshake), c.Name)
		plain := ems.Policy{Disabled: c.Policy.Disabled, OfferLegacy: c.Policy.OfferLegacy}
		require.False(t, tls13 && c.Policy != plain, c.Name)
		require.False(t, c.Policy.Disabled && c.Policy.Require, c.Name)
		for _, name := range settings {
			without := c.Policy
			setting := reflect.ValueOf(&without).Elem().FieldByName(name)
			if !setting.Bool() || name == "Disabled" && c.Side == ems.Client {
				continue
			}
			setting.SetBool(false)
			if cmp.Equal(c.Decision, decide(c.Side, without, c.Handshake)) {
				t.Errorf("%s: %s changes nothing", c.Name, name)
			}
		}
	}
}
