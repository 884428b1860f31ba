// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// verdicts writes findings as code and certainty.
func verdicts(findings []schannel.Finding) []string {
	list := []string{}
	for _, f := range findings {
		list = append(list, string(f.Code)+" "+f.Certainty.String())
	}
	return list
}

func TestDiagnose(t *testing.T) {
	t.Parallel()
	for _, tt := range diagnoses {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := emsdiag.Diagnose(tt.incident)
			require.NoError(t, err)
			vocabtest.Findings(t, got.Facts)
			vocabtest.Findings(t, got.Causes)
			if diff := cmp.Diff([][]string{tt.facts, tt.causes}, [][]string{verdicts(got.Facts), verdicts(got.Causes)}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			for _, cause := range got.Causes {
				for _, code := range cause.Because {
					require.Contains(t, vocabtest.FindCodes(got.Facts), string(code), "a cause rests on facts that are stated")
				}
			}
		})
	}
}

// TestDiagnoseTexts holds that a text says what the fields would.
func TestDiagnoseTexts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		text string
		want emsdiag.Symptom
	}{
		{"english-received", "A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 20.", emsdiag.Symptom{Event: 36887, Alert: 20}},
		{"japanese-received", "リモート エンドポイントから致命的な警告を受け取りました。 TLS プロトコルで定義されているこの致命的な警告のコードは 20 です。", emsdiag.Symptom{Event: 36887, Alert: 20}},
		{"english-sent", "A fatal alert was generated and sent to the remote endpoint. The TLS protocol defined fatal error code is 40.", emsdiag.Symptom{Event: 36888, Alert: 40}},
		{"short-sent", "The following fatal alert was generated: 20. The internal error state is 960.", emsdiag.Symptom{Event: 36888, Alert: 20}},
		{"number-at-the-end", "fatal alert was received from the remote endpoint; defined fatal alert code is 40", emsdiag.Symptom{Event: 36887, Alert: 40}},
		{"status-number", "AcquireCredentials failed: 0x8009030F", emsdiag.Symptom{Status: 0x8009030f}},
		{"status-after-others", "0x8009 and 0x8009zzzz and 0x80090326", emsdiag.Symptom{Status: 0x80090326}},
		{"status-name", "sec_e_algorithm_mismatch", emsdiag.Symptom{Status: 0x80090331}},
		{"japanese-time-out", "失敗するかタイムアウトになる", emsdiag.Symptom{TimedOut: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: []emsdiag.Symptom{tt.want}})
			require.NoError(t, err)
			got, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: []emsdiag.Symptom{{Text: tt.text}}})
			require.NoError(t, err)
			if diff := cmp.Diff(want.Facts, got.Facts); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestDiagnoseUnknownTexts has texts of which nothing is understood.
func TestDiagnoseUnknownTexts(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"number-too-large": "The TLS protocol defined fatal alert code is 256.",
		"status-cut":       "0x80090",
		"nothing":          "The quick brown fox",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: []emsdiag.Symptom{{Text: text}}})
			require.NoError(t, err)
			require.Equal(t, []string{"ems.windows.text.unknown certain"}, verdicts(got.Facts))
			require.Empty(t, got.Causes)
		})
	}
}

// TestDiagnoseMissingAlert holds that an event without its alert asks for it.
func TestDiagnoseMissingAlert(t *testing.T) {
	t.Parallel()
	for _, event := range []int{36887, 36888} {
		got, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: []emsdiag.Symptom{{Event: event}}})
		require.NoError(t, err)
		require.NotEmpty(t, got.Causes)
		for _, cause := range got.Causes {
			require.Contains(t, cause.Missing, "the alert code", "%d: %s", event, cause.Code)
		}
	}
}

// TestSymptomsLeadBack holds that each symptom that a cause is said to show
// leads to that cause, and that the events of a finding are among them.
func TestSymptomsLeadBack(t *testing.T) {
	t.Parallel()
	withoutSymptoms := []string{}
	for rule := range emsdiag.Rules() {
		if !strings.HasPrefix(string(rule.Code), "ems.windows.cause.") {
			require.Empty(t, emsdiag.Symptoms(rule.Code))
			continue
		}
		symptoms := emsdiag.Symptoms(rule.Code)
		if len(symptoms) == 0 {
			withoutSymptoms = append(withoutSymptoms, string(rule.Code))
		}
		for _, s := range symptoms {
			d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: []emsdiag.Symptom{s}})
			require.NoError(t, err)
			i := slices.IndexFunc(d.Causes, func(f schannel.Finding) bool { return f.Code == rule.Code })
			require.GreaterOrEqual(t, i, 0, "%s from %+v", rule.Code, s)
			if s.Event != 0 {
				require.True(t, slices.ContainsFunc(d.Causes[i].Events, func(e schannel.Event) bool { return e.ID == s.Event }))
			}
		}
	}
	require.Equal(t, []string{"ems.windows.cause.late_certificate", "ems.windows.cause.other", "ems.windows.cause.unknown"}, withoutSymptoms)
}

// TestDiagnoseRefusesHosts has ends that do not read as Windows.
func TestDiagnoseRefusesHosts(t *testing.T) {
	t.Parallel()
	for name, host := range map[string]winhost.Host{
		"product": {Product: "Windows 95"}, "update": {Updates: []string{"MS15-121"}}, "build": {Build: "1903"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, want := host.Assess()
			require.Error(t, want)
			for _, incident := range []emsdiag.Incident{{Local: host}, {Peer: host}} {
				d, err := emsdiag.Diagnose(incident)
				require.Equal(t, want, err)
				require.Empty(t, cmp.Diff(emsdiag.Diagnosis{}, d))
			}
		})
	}
}

// TestLeadingZeroRemedies holds the order that KB4528489 sets.
func TestLeadingZeroRemedies(t *testing.T) {
	t.Parallel()
	d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: macReceived, Local: updated10, PeerBehaviour: winhost.NoEMS, Suite: dheSuite})
	require.NoError(t, err)
	var codes []string
	for _, r := range d.Causes[0].Remedies {
		codes = append(codes, strings.TrimPrefix(string(r.Code), "ems.windows.remedy."))
	}
	require.Equal(t, []string{"enable", "ask_vendor", "remove_dhe", "install_updates"}, codes)
}

func TestFuzzSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzSymptomText": 6})
}

func FuzzSymptomText(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) {
		incident := emsdiag.Incident{Symptoms: []emsdiag.Symptom{{Text: text}}}
		once, err := emsdiag.Diagnose(incident)
		require.NoError(t, err)
		again, err := emsdiag.Diagnose(incident)
		require.NoError(t, err)
		if diff := cmp.Diff(once, again); diff != "" {
			t.Errorf("the same text, another answer:\n%s", diff)
		}
		vocabtest.Findings(t, once.Facts)
		vocabtest.Findings(t, once.Causes)
	})
}

// TestDiagnosisJSON holds that lists are lists, and bytes the same every time.
func TestDiagnosisJSON(t *testing.T) {
	t.Parallel()
	d, err := emsdiag.Diagnose(emsdiag.Incident{})
	require.NoError(t, err)
	text, err := json.Marshal(d)
	require.NoError(t, err)
	require.JSONEq(t, `{"facts":[],"causes":[]}`, string(text))

	incident := emsdiag.Incident{Symptoms: macReceived, Local: updated10, Side: ems.Client, PeerBehaviour: winhost.NoEMS, Suite: dheSuite}
	text, err = json.Marshal(incident)
	require.NoError(t, err)
	var back emsdiag.Incident
	require.NoError(t, json.Unmarshal(text, &back))
	if diff := cmp.Diff(incident, back); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func ExampleDiagnose() {
	d, err := emsdiag.Diagnose(emsdiag.Incident{
		Symptoms:      []emsdiag.Symptom{{Event: 36887, Alert: ems.BadRecordMAC}},
		Local:         winhost.Host{Product: "Windows 10 1809", Updates: []string{"KB4519338"}},
		Side:          ems.Client,
		PeerBehaviour: winhost.NoEMS,
		Suite:         "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, cause := range d.Causes {
		fmt.Println(cause.Certainty, cause.Title)
		for _, r := range cause.Remedies {
			fmt.Println("-", r.Title)
		}
	}
	// Output:
	// likely The ends treat leading zeros of the TLS_DHE secret differently
	// - Enable the extended master secret on both ends
	// - Ask the vendor of the other end for an update
	// - Remove the TLS_DHE suites from the list of the client
	// - Install the updates with the leading zero fix for TLS_DHE on both ends
}

func ExampleSymptoms() {
	for _, s := range emsdiag.Symptoms("ems.windows.cause.required") {
		fmt.Println(s.Event, s.Alert, s.Status)
	}
	// Output:
	// 36887 handshake_failure SEC_E_ILLEGAL_MESSAGE
	// 36887 insufficient_security SEC_E_ALGORITHM_MISMATCH
}
