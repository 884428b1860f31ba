// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

const schannelKey = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`

var silence = schannel.Remedy{
	Code: "example.remedy.silence", Title: "Send no list",
	Scope: schannel.Scope{Releases: []schannel.Release{schannel.Server2008, schannel.Server2008R2}},
	Steps: []schannel.Step{
		{Number: 1, Text: "Set the value.", Registry: schannel.DWORD(schannelKey, "SendTrustedIssuerList", 0)},
		{Number: 2, Scope: schannel.Scope{Releases: []schannel.Release{schannel.Server2008}}, Text: "Restart {host}.", Command: "shutdown /r /m {host}"},
	},
}

func TestRemedyFor(t *testing.T) {
	t.Parallel()
	done := schannel.DWORD(`hkey_local_machine\system\currentcontrolset\control\securityproviders\schannel`, "SENDTRUSTEDISSUERLIST", 0)
	assumed := done
	assumed.Assumed = true
	tests := []struct {
		name     string
		why      string
		known    schannel.Scope
		registry []schannel.RegistryValue
		steps    []int
	}{
		{"nothing-known", "nothing speaks against it", schannel.Scope{}, nil, []int{1, 2}},
		{"fits", "every step fits", schannel.Scope{Releases: []schannel.Release{schannel.Server2008}}, nil, []int{1, 2}},
		{"one-step", "the second is for another release", schannel.Scope{Releases: []schannel.Release{schannel.Server2008R2}}, nil, []int{1}},
		{"other-release", "law 5: not offered", schannel.Scope{Releases: []schannel.Release{schannel.Server2016}}, nil, nil},
		{"other-product", "the remedy is not about products", schannel.Scope{Products: []string{"vsftpd"}}, nil, []int{1, 2}},
		{"done", "law 5: what is done is not offered; the registry knows no case", schannel.Scope{}, []schannel.RegistryValue{done}, nil},
		{"assumed", "law 5: a list of PowerShell prints REG_SZ 0 the same way, which Windows ignores", schannel.Scope{}, []schannel.RegistryValue{assumed}, []int{1, 2}},
		{"other-data", "the value is there with another number", schannel.Scope{}, []schannel.RegistryValue{schannel.DWORD(schannelKey, "SendTrustedIssuerList", 1)}, []int{1, 2}},
		{"other-name", "another value of the key with the same number", schannel.Scope{}, []schannel.RegistryValue{schannel.DWORD(schannelKey, "EventLogging", 0)}, []int{1, 2}},
		{"other-key", "the value of that name in another key", schannel.Scope{}, []schannel.RegistryValue{schannel.DWORD(schannelKey+`\Protocols`, "SendTrustedIssuerList", 0)}, []int{1, 2}},
		{"other-width", "a number of 64 bits is another type", schannel.Scope{}, []schannel.RegistryValue{{Key: schannelKey, Name: "SendTrustedIssuerList", Type: schannel.RegQWORD}}, []int{1, 2}},
		{"other-type", "a text is no number", schannel.Scope{}, []schannel.RegistryValue{{Key: schannelKey, Name: "SendTrustedIssuerList", Type: schannel.RegSZ, Strings: []string{"0"}}}, []int{1, 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, ok := silence.For(tt.known, tt.registry)
			require.Equal(t, len(tt.steps) > 0, ok, tt.why)
			var steps []int
			for _, s := range got.Steps {
				steps = append(steps, s.Number)
			}
			if diff := cmp.Diff(tt.steps, steps); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
	require.Len(t, silence.Steps, 2, "the declared remedy stays as it is")
}

func TestScopeFits(t *testing.T) {
	t.Parallel()
	s := schannel.Scope{Products: []string{"outlook2007", "outlook2010"}, Versions: []string{"sp2"}, Roles: []string{"client"}}
	require.True(t, s.Fits(schannel.Scope{Products: []string{"outlook2010"}}))
	require.False(t, s.Fits(schannel.Scope{Products: []string{"outlook2013"}}))
	require.False(t, s.Fits(schannel.Scope{Products: []string{"outlook2010"}, Versions: []string{"sp1"}}))
	require.False(t, s.Fits(schannel.Scope{Roles: []string{"server"}}))
	require.True(t, schannel.Scope{}.Fits(s))
}

func TestRemedyWith(t *testing.T) {
	t.Parallel()
	got := silence.With(schannel.Text("host", "mail"), schannel.Number("unused", 1))
	require.Equal(t, "Restart mail.", got.Steps[1].Text)
	require.Equal(t, "shutdown /r /m mail", got.Steps[1].Command)
	require.Equal(t, []schannel.Arg{schannel.Text("host", "mail")}, got.Steps[1].Args)
	require.Empty(t, got.Steps[0].Args)
	require.Equal(t, "Restart {host}.", silence.Steps[1].Text)
}

// TestRemedyWithEither: a step keeps an argument of its text or of its command.
func TestRemedyWithEither(t *testing.T) {
	t.Parallel()
	host := schannel.Text("host", "mail")
	for _, row := range []struct {
		name string
		step schannel.Step
		want []schannel.Arg
	}{
		{"text", schannel.Step{Text: "Restart {host}.", Command: "shutdown /r"}, []schannel.Arg{host}},
		{"command", schannel.Step{Text: "Restart it.", Command: "shutdown /r /m {host}"}, []schannel.Arg{host}},
		{"neither", schannel.Step{Text: "Restart it.", Command: "shutdown /r"}, nil},
	} {
		got := schannel.Remedy{Steps: []schannel.Step{row.step}}.With(host)
		require.Equal(t, row.want, got.Steps[0].Args, row.name)
	}
}

func TestRemedyJSON(t *testing.T) {
	t.Parallel()
	got, err := json.Marshal(schannel.Remedy{Steps: []schannel.Step{{}}})
	require.NoError(t, err)
	const scope = `{"releases":[],"products":[],"versions":[],"roles":[],"conditions":[]}`
	want := `{"code":"","title":"","scope":` + scope + `,"rights":[],"steps":[{"number":0,"scope":` + scope + `,"text":"","args":[],"command":""}],"side_effects":[],"restarts":[],"sources":[]}`
	require.Equal(t, want, string(got), "no null, and no registry value where there is none")
}

func TestEntries(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"Set the value.", "Restart {host}."}, silence.Entry().Texts)
	require.Equal(t, schannel.CatalogEntry{Kind: "phrase", Code: cut.Code, Texts: []string{"it is cut"}}, cut.Entry())
	e := rule.Entry()
	require.Equal(t, []string{rule.Message}, e.Texts)
	require.Equal(t, "rule", e.Kind)
}

// TestOwnMemory: what is declared once is not changed by whoever changes what is
// made of it.
func TestOwnMemory(t *testing.T) {
	t.Parallel()
	args := func() []schannel.Arg { return []schannel.Arg{schannel.Text("host", "a")} }
	phrases := func() []schannel.Phrase {
		return []schannel.Phrase{{Code: "example.p.q", Args: args(), Text: "{host}"}}
	}
	sources := func() []schannel.Source { return []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}} }
	scope := func() schannel.Scope {
		return schannel.Scope{
			Releases: []schannel.Release{schannel.Server2016}, Products: []string{"p"}, Versions: []string{"v"},
			Roles: []string{"r"}, Conditions: phrases(),
		}
	}
	remedy := func() schannel.Remedy {
		return schannel.Remedy{
			Code: "example.remedy.mend", Title: "Mend", Scope: scope(), Rights: phrases(), SideEffects: phrases(), Restarts: []string{"computer"}, Sources: sources(),
			Steps: []schannel.Step{{
				Number: 1, Scope: scope(), Text: "{host}", Args: args(),
				Registry: schannel.RegistryValue{Type: schannel.RegMultiSZ, Strings: []string{"s"}, Bytes: []byte{1}},
			}},
		}
	}
	rule := func() schannel.Rule {
		return schannel.Rule{Code: "example.a.b", Message: "{host}", Sources: sources(), Excludes: []schannel.Code{"example.a.c"}, CausedBy: []schannel.Code{"example.a.d"}}
	}
	open := func() schannel.Basis {
		return schannel.Basis{Certainty: schannel.Undocumented, Sources: sources(), Outcomes: phrases(), Settle: phrases()}
	}
	declared, declaredRule, basis := remedy(), rule(), open()
	premise := schannel.NewFinding(declaredRule, basis, schannel.Whole("list"))
	inherits := schannel.Basis{Certainty: schannel.Certain, Premises: []schannel.Finding{premise}}
	fitting, ok := declared.For(schannel.Scope{}, nil)
	require.True(t, ok)
	vocabtest.Spoil([]schannel.Remedy{fitting, declared.With(args()...)})
	vocabtest.Spoil([]schannel.CatalogEntry{declared.Entry(), declaredRule.Entry()})
	vocabtest.Spoil([]schannel.Finding{schannel.NewFinding(declaredRule, inherits, schannel.Whole("list"))})
	require.Equal(t, remedy(), declared)
	require.Equal(t, schannel.NewFinding(rule(), open(), schannel.Whole("list")), premise)
	vocabtest.Spoil([]schannel.Finding{premise})
	require.Equal(t, rule(), declaredRule)
	require.Equal(t, open(), basis)
}
