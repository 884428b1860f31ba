// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack_test

import (
	"iter"
	"maps"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// switched is s with the extension the other way: what changes on the way.
func switched(s tlsstack.Stack) tlsstack.Stack {
	s.Name += "-switched"
	s.Client.Disabled, s.Server.Disabled = !s.Client.Disabled, !s.Server.Disabled
	s.Client.Require, s.Server.Require, s.Unaware = false, false, false
	return s
}

// change is what is set up differently after the first connection.
type change struct{ next, node tlsstack.Stack }

// changes is either end with the extension the other way, a client that offers
// what it has without the extension, and nodes that read the server's sessions:
// one that knows nothing of the extension, and one that resumes and echoes.
func changes(client, server tlsstack.Stack) []change {
	drops := named("openssl-3-no-ems")
	echoes := named("mbedtls")
	echoes.Sessions, echoes.Format, echoes.ServerSpeaks = server.Sessions, server.Format, server.ServerSpeaks
	strict := client // it offers what it has and goes on with none of it
	strict.Name, strict.Client = "strict", ems.Policy{OfferLegacy: true}
	old := client // from before RFC 5746
	old.Name, old.Insecure = "old", true
	return []change{
		{next: switched(client)},
		{node: switched(server)},
		{next: drops},
		{node: unaware(server)},
		{node: echoes},
		{node: named("gnutls")},
		{next: strict},
		{next: old},
	}
}

// unaware is a node that reads the sessions of a server and has never heard of
// the extension.
func unaware(server tlsstack.Stack) tlsstack.Stack {
	return tlsstack.Stack{
		Name: "unaware", Sessions: server.Sessions, Format: server.Format, ServerSpeaks: server.ServerSpeaks,
		Unaware: true, Server: ems.Policy{Disabled: true, ResumeLegacy: true}, Evidence: schannel.Specified,
	}
}

func named(name string) tlsstack.Stack {
	s, _ := tlsstack.StackByName(name)
	return s
}

// scenarios yields every course, by default and with each change.
func scenarios(version schannel.TLSVersion, changes []change) iter.Seq[tlsstack.Scenario] {
	return func(yield func(tlsstack.Scenario) bool) {
		for course := tlsstack.FirstConnection; course <= tlsstack.RenegotiationOfResumed; course++ {
			renegotiates := course == tlsstack.Renegotiation || course == tlsstack.RenegotiationOfResumed
			for _, asker := range [...]ems.Side{ems.Client, ems.Server} {
				if (renegotiates || asker == ems.Client) && !yield(tlsstack.Scenario{Course: course, Version: version, Asker: asker}) {
					return
				}
			}
			for _, c := range changes {
				for _, asker := range [...]ems.Side{ems.Client, ems.Server} {
					s := tlsstack.Scenario{Course: course, Version: version, Next: c.next, Node: c.node, Asker: asker, SwitchedOn: true}
					if (renegotiates || asker == ems.Client) && !yield(s) {
						return
					}
				}
			}
		}
		for _, device := range [...]tlsstack.Device{tlsstack.DeviceHides, tlsstack.DeviceRewrites} {
			if !yield(tlsstack.Scenario{Version: version, Device: device}) {
				return
			}
		}
		for _, box := range [...]string{"openssl-1.0", "openssl-3"} {
			if !yield(tlsstack.Scenario{Version: version, Device: tlsstack.DeviceTerminates, Box: named(box)}) {
				return
			}
		}
	}
}

// undecided are the rules that no pair of stacks comes to, with the reason and
// the test that has them.
var undecided = map[schannel.Code]string{
	"ems.full.non_empty":            "no stack puts data into the extension: TestAlerts asks the step",
	"ems.full.unsolicited":          "no stack sends what was not asked for: TestAlerts asks the step",
	"ems.version.tls13_extension":   "no stack sends the extension in a ServerHello of TLS 1.3: TestAlerts asks the step",
	"ems.version.tls13_non_empty":   "no stack puts data into the extension: TestCasesReachEverything of package ems",
	"ems.version.tls13_unsolicited": "no stack sends what was not asked for: TestCasesReachEverything of package ems",
	"ems.full.offer":                "a rule about the ClientHello; the connection has the rule of its answer: TestOffer of package ems",
	"ems.stack.impossible":          "about stacks that do not exist: TestSimulateUndecidable",
	"ems.stack.question":            "about questions that cannot be asked: TestSimulateUndecidable",
}

// TestGenerated: over all stacks, courses, versions and devices, nothing works
// outside the versions of both ends, nothing is certain where a cell was used of
// which nothing is known, and every rule decides something.
func TestGenerated(t *testing.T) {
	t.Parallel()
	decided := map[schannel.Code]bool{}
	for client := range tlsstack.Stacks() {
		for server := range tlsstack.Stacks() {
			for s := range everyScenario(client, server) {
				o := tlsstack.Simulate(client, server, s)
				for _, f := range o.Findings {
					decided[f.Code] = true
				}
				if !client.ClientSpeaks.Speaks(s.Version) || !server.ServerSpeaks.Speaks(s.Version) {
					require.False(t, o.Works, "%s with %s in %s", client.Name, server.Name, s.Version)
				}
				if o.Certainty == schannel.Certain {
					require.False(t, tlsstack.Open(client, server, s), "%s with %s, %+v", client.Name, server.Name, s)
				}
			}
		}
	}
	for code, reason := range undecided {
		require.False(t, decided[code], "%s decides something: %q is not so", code, reason)
	}
	family := regexp.MustCompile(`^ems\.(full|resume|renegotiation|version|stack)\.`)
	for e := range tlsstack.Catalog() {
		if e.Kind == "rule" && undecided[e.Code] == "" {
			if !decided[e.Code] {
				t.Errorf("%s decides nothing", e.Code)
			}
		}
	}
	for e := range ems.Catalog() {
		if family.MatchString(string(e.Code)) && undecided[e.Code] == "" {
			if !decided[e.Code] {
				t.Errorf("%s decides nothing", e.Code)
			}
		}
	}
}

// everyScenario leaves changes to pairs with one of a few stacks.
func everyScenario(client, server tlsstack.Stack) iter.Seq[tlsstack.Scenario] {
	return func(yield func(tlsstack.Scenario) bool) {
		for _, version := range [...]schannel.TLSVersion{schannel.SSL30, schannel.TLS12, schannel.TLS13, schannel.DTLS12} {
			if version == schannel.SSL30 && !client.ClientSpeaks.Speaks(version) {
				continue // nothing happens
			}
			var with []change
			if version == schannel.TLS12 && slices.Contains([]string{"rfc7627", "openssl-3", "boringssl", "s2n-tls"}, client.Name) {
				with = changes(client, server)
			}
			for s := range scenarios(version, with) {
				if !yield(s) {
					return
				}
			}
		}
	}
}

// TestEveryDeviationMatters: without it some course ends in another way.
func TestEveryDeviationMatters(t *testing.T) {
	t.Parallel()
	peers := []tlsstack.Stack{named("rfc7627"), named("openssl-3"), named("openssl-3-no-ems"), named("openssl-1.0"), named("jdk")}
	idle := map[string][]schannel.Code{}
	for s := range tlsstack.Stacks() {
		for i, dev := range s.Deviations {
			if undecided[dev.At] != "" {
				continue // the step is asked by TestAlerts
			}
			without := s
			without.Deviations = slices.Delete(slices.Clone(s.Deviations), i, i+1)
			if !matters(s, without, peers) {
				idle[s.Name] = append(idle[s.Name], dev.At)
			}
		}
	}
	if diff := cmp.Diff(map[string][]schannel.Code{}, idle); diff != "" {
		t.Errorf("deviations that decide nothing, of %v:\n%s", slices.Sorted(maps.Keys(idle)), diff)
	}
}

// matters reports whether two descriptions of a stack differ with some peer.
func matters(s, without tlsstack.Stack, peers []tlsstack.Stack) bool {
	differs := func(a, b tlsstack.Outcome) bool {
		same := slices.EqualFunc(a.Findings, b.Findings, func(x, y schannel.Finding) bool {
			return x.Code == y.Code && len(x.Outcomes) == len(y.Outcomes) && len(x.Settle) == len(y.Settle)
		})
		return a.Certainty != b.Certainty || !slices.Equal(a.Connections, b.Connections) || !same
	}
	versions := [...]schannel.TLSVersion{schannel.TLS12, schannel.DTLS12}
	asNode := func(s tlsstack.Stack) tlsstack.Outcome { // of a farm, the rest of which has the extension
		rest := named("rfc7627")
		rest.Name, rest.Sessions, rest.Format = "rest", s.Sessions, s.Format
		return tlsstack.Simulate(named("openssl-3"), rest, tlsstack.Scenario{Course: tlsstack.OtherNode, Next: named("openssl-3-no-ems"), Node: s})
	}
	asNext := func(s tlsstack.Stack) tlsstack.Outcome { // set up anew after the first connection, to a farm one node of which knows nothing of the extension
		farm := named("rfc7627")
		return tlsstack.Simulate(switched(s), farm, tlsstack.Scenario{Course: tlsstack.OtherNode, Next: s, Node: unaware(farm)})
	}
	if differs(asNode(s), asNode(without)) || differs(asNext(s), asNext(without)) {
		return true
	}
	for _, peer := range peers {
		for _, version := range versions {
			changed := slices.Collect(scenarios(version, changes(without, peer)))
			for i, scenario := range slices.Collect(scenarios(version, changes(s, peer))) {
				if differs(tlsstack.Simulate(s, peer, scenario), tlsstack.Simulate(without, peer, changed[i])) {
					return true
				}
			}
			changed = slices.Collect(scenarios(version, changes(peer, without)))
			for i, scenario := range slices.Collect(scenarios(version, changes(peer, s))) {
				if differs(tlsstack.Simulate(peer, s, scenario), tlsstack.Simulate(peer, without, changed[i])) {
					return true
				}
			}
		}
	}
	return false
}

// TestInsecureRenegotiation: RFC 5746, Sections 4.2 and 4.4, comes before the
// extension.
func TestInsecureRenegotiation(t *testing.T) {
	t.Parallel()
	old := stack(t, "openssl-3")
	old.Name, old.Insecure = "old", true
	s := tlsstack.Scenario{Course: tlsstack.Renegotiation, SwitchedOn: true}
	for _, tt := range []struct {
		client, server tlsstack.Stack
		code           schannel.Code
		alert          ems.Alert
		why            string
	}{
		{old, stack(t, "openssl-3"), "ems.stack.renegotiation_insecure", 40, "the server declines, and this client ends"},
		{stack(t, "openssl-3"), old, "ems.stack.renegotiation_insecure", 40, "the other way round"},
		{old, old, "ems.full.extended", 0, "neither knows of it"},
	} {
		o := tlsstack.Simulate(tt.client, tt.server, s)
		require.Contains(t, vocabtest.FindCodes(o.Findings), string(tt.code), tt.why)
		require.Equal(t, tt.alert, o.Connections[1].Alert, tt.why)
	}
}

// TestSecondHelloInTLS13: a stack may answer it with another alert, and cannot be
// said to take part in a renegotiation that TLS 1.3 does not have.
func TestSecondHelloInTLS13(t *testing.T) {
	t.Parallel()
	s := tlsstack.Scenario{Course: tlsstack.Renegotiation, Version: schannel.TLS13}
	other := tlsstack.Stack{Name: "other", Deviations: []tlsstack.Deviation{
		{Side: ems.Server, At: ems.CodeVersionTLS13Renegotiation, Action: ems.Abort, Alert: ems.IllegalParameter},
	}}
	o := tlsstack.Simulate(stack(t, "openssl-3"), other, s)
	require.Equal(t, []any{ems.Abort, ems.Server, ems.IllegalParameter}, []any{o.Connections[1].Result, o.Connections[1].By, o.Connections[1].Alert})
	other.Deviations[0] = tlsstack.Deviation{Side: ems.Server, At: ems.CodeVersionTLS13Renegotiation, Action: ems.Full}
	o = tlsstack.Simulate(stack(t, "openssl-3"), other, s)
	require.Equal(t, []string{"ems.stack.impossible"}, vocabtest.FindCodes(o.Findings), "RFC 8446, Section 4.1.2")
}

// TestFTPReplies: what is said of a data connection that resumes in TLS 1.3, of
// one that does not, and of a server that closes without a word.
func TestFTPReplies(t *testing.T) {
	t.Parallel()
	o := tlsstack.Simulate(stack(t, "openssl-3"), stack(t, "vsftpd"), tlsstack.Scenario{Course: tlsstack.DataChannel, Version: schannel.TLS13})
	f := o.Findings[len(o.Findings)-1]
	var codes []schannel.Code
	for _, p := range append(f.Outcomes, f.Settle...) {
		codes = append(codes, p.Code)
	}
	want := []schannel.Code{"ems.stack.outcome.transfer", "ems.stack.outcome.refused", "ems.stack.settle.reply"}
	require.Equal(t, want, codes, "curl#4654: tickets of TLS 1.3 serve once")
	require.Equal(t, 1, f.Subject.Index, "the second connection is that of the data")

	always := stack(t, "openssl-1.0")
	always.FTP.Demand = tlsstack.DemandAlways
	o = tlsstack.Simulate(stack(t, "schannel-2019"), always, tlsstack.Scenario{Course: tlsstack.DataChannel})
	f = o.Findings[len(o.Findings)-1]
	require.Equal(t, schannel.Code("ems.stack.reuse_missing"), f.Code)
	require.Empty(t, f.Remedies, "FluentFTP#1738: it cannot be switched off")

	proftpd := stack(t, "openssl-1.0")
	for _, tt := range []struct {
		ftp   tlsstack.FTP
		steps int
		why   string
	}{
		{tlsstack.FTP{}, 3, "nothing is known of the server: a step for each"},
		{stack(t, "proftpd").FTP, 1, "proftpd#1175: its own directive"},
	} {
		proftpd.FTP = tt.ftp
		o = tlsstack.Simulate(stack(t, "schannel-2019"), proftpd, tlsstack.Scenario{Course: tlsstack.DataChannel})
		f = o.Findings[len(o.Findings)-1]
		require.Len(t, f.Remedies, 1, tt.why)
		require.Len(t, f.Remedies[0].Steps, tt.steps, tt.why)
	}

	unsure := stack(t, "openssl-3")
	unsure.Name, unsure.Sessions = "unsure", ""
	unsure.Server.Disabled, unsure.Unaware = true, true
	closes := tlsstack.Stack{Name: "closes", Deviations: []tlsstack.Deviation{{Side: ems.Client, At: ems.CodeResumeAcceptedDowngrade, Action: ems.Abort, Silent: true}}}
	o = tlsstack.Simulate(closes, stack(t, "rfc7627"), tlsstack.Scenario{Course: tlsstack.OtherNode, Node: unsure})
	codes = nil
	for _, p := range o.Findings[0].Outcomes {
		codes = append(codes, p.Code)
	}
	require.Contains(t, codes, schannel.Code("ems.stack.outcome.silent"), "the node may read the session, and the client closes")
}
