// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest_test

import (
	"os/exec"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/emstest"
	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/internal/livetest"
)

// profile is a stack as package tlsstack describes it.
func profile(t *testing.T, name string) tlsstack.Stack {
	t.Helper()
	s, found := tlsstack.StackByName(name)
	require.True(t, found, name)
	return s
}

// opensslProfile is that of the OpenSSL of this machine, by its year.
func opensslProfile(t *testing.T) string {
	t.Helper()
	version, err := exec.Command("openssl", "version").Output()
	require.NoError(t, err)
	year := regexp.MustCompile(`\d+ [A-Z][a-z]+ (20\d\d)`).FindSubmatch(version)
	require.NotNil(t, year, "%s", version)
	if string(year[1]) < "2026" {
		return "openssl-3-2025"
	}
	return "openssl-3"
}

// switchedOn is a profile where every setting that lets an end renegotiate is
// set.
func switchedOn(s tlsstack.Stack) tlsstack.Stack {
	for _, asked := range []*tlsstack.Asked{&s.ClientAsked, &s.ServerAsked} {
		if asked.Setting != "" {
			asked.Answer = tlsstack.AnswerRenegotiates
		}
	}
	return s
}

// cell is what a stack does in a case. No alert: any, or none.
type cell struct {
	action ems.Action
	alert  ems.Alert
}

// predicted is what a profile says of a case; known if it says anything.
func predicted(s tlsstack.Stack, side ems.Side, h ems.Handshake) (c cell, known bool) {
	asked := s.ServerAsked
	if side == ems.Client {
		asked = s.ClientAsked
	}
	switch {
	case !h.Renegotiation || asked.Answer == tlsstack.AnswerRenegotiates:
	case asked.Answer == tlsstack.AnswerUnknown:
		return cell{}, false
	default:
		return cell{action: ems.Abort}, true
	}
	d := s.Server.Server(h)
	if side == ems.Client {
		d = s.Client.Client(h)
	}
	i := slices.IndexFunc(s.Deviations, func(dev tlsstack.Deviation) bool { return dev.Side == side && dev.At == d.Rule })
	if i < 0 {
		return cell{d.Action, d.Alert}, true
	}
	dev := s.Deviations[i]
	switch {
	case dev.Action == ems.ActionUnspecified:
		return cell{}, false
	case dev.At == ems.CodeFullNonEmpty && dev.Action == ems.Full:
		h.NonEmpty = false
		return predicted(s, side, h)
	}
	return cell{dev.Action, dev.Alert}, true
}

// gap is where a profile is known not to say what is measured.
type gap struct {
	in  func(emstest.Result) bool
	why string
}

// compare holds measurement and prediction against each other, run by run. A
// failure must be one that the profile explains.
func compare(t *testing.T, s tlsstack.Stack, report emstest.Report, gaps ...gap) {
	t.Helper()
	compared, open := 0, 0
	for _, r := range report.Results {
		if r.Verdict == emstest.Skipped || r.Case.Decision.Rule == "" {
			continue
		}
		want, known := predicted(s, r.Case.Side, r.Case.Handshake)
		got := cell{r.Action, r.Alert}
		if want.alert == ems.NoAlert || r.Case.Handshake.Renegotiation {
			got.alert, want.alert = 0, 0
		}
		agrees := !known || want == got
		unexplained := r.Verdict == emstest.Failed && !explained(s, r)
		if (!agrees || unexplained) && slices.ContainsFunc(gaps, func(g gap) bool { return g.in(r) }) {
			open++
			continue
		}
		compared++
		if !agrees {
			t.Errorf("%s/%s: %s is predicted to do %s with %s, and does %s with %s", r.Case.Name, r.Name(), s.Name, want.action, want.alert, got.action, got.alert)
		}
		if unexplained {
			t.Errorf("%s/%s: a failure that %s does not explain: %v", r.Case.Name, r.Name(), s.Name, texts(r))
		}
	}
	require.NotZero(t, compared)
	livetest.Proves(t, "%s, %s: %d of %d cases of RFC 7627 as predicted", s.Name, report.Results[0].Case.Side, compared, len(report.Results))
	counts := counted(report)
	t.Logf("%s, %d runs: %d passed, %d failed, %d skipped; %d as predicted, %d in gaps of the profile\n%s",
		s.Name, len(report.Results), counts[0], counts[1], counts[2], compared, open, report)
}

// leftOut counts the runs that were skipped for another reason than that the
// raw peer cannot bring the case about with any stack.
func leftOut(report emstest.Report) int {
	count := 0
	for r := range report.Of(emstest.Skipped) {
		if code := r.Reasons[0].Code; code != "ems.emstest.in_vain" && code != "ems.emstest.own_choice" {
			count++
		}
	}
	return count
}

// explained reports whether the profile departs from the rule of the case.
func explained(s tlsstack.Stack, r emstest.Result) bool {
	return slices.ContainsFunc(s.Deviations, func(dev tlsstack.Deviation) bool {
		return dev.Side == r.Case.Side && dev.At == r.Case.Decision.Rule
	})
}

func texts(r emstest.Result) []string {
	var all []string
	for _, why := range r.Reasons {
		all = append(all, why.Text)
	}
	return all
}
