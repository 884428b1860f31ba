// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"

	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestBehaviour(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[winhost.Behaviour](t)
}

// day is a date for Host.Updated.
func day(t *testing.T, date string) time.Time {
	t.Helper()
	if date == "" {
		return time.Time{}
	}
	d, err := time.Parse(time.DateOnly, date)
	require.NoError(t, err)
	return d
}

// verdicts writes findings as code and certainty.
func verdicts(findings []schannel.Finding) []string {
	list := []string{}
	for _, f := range findings {
		list = append(list, string(f.Code)+" "+f.Certainty.String())
	}
	return list
}

func TestAssess(t *testing.T) {
	t.Parallel()
	for _, tt := range assessments {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := winhost.Host{
				Product: tt.product, Updates: tt.updates, Build: tt.build, Updated: day(t, tt.updated), SecurityOnly: tt.only,
			}.Assess()
			require.NoError(t, err)
			vocabtest.Findings(t, got.Findings)
			if diff := cmp.Diff([]any{tt.want, tt.want, tt.findings}, []any{got.Client, got.Server, verdicts(got.Findings)}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestAssessEveryUpdate holds that each update that KB4528489 names makes each
// product that it names for it enforce the extension, and its build too.
func TestAssessEveryUpdate(t *testing.T) {
	t.Parallel()
	for u := range winhost.Updates() {
		for _, product := range u.Products {
			a, err := winhost.Host{Product: product, Updates: []string{u.ID}, Updated: day(t, u.Released)}.Assess()
			require.NoError(t, err)
			require.Equal(t, u.Behaviour, a.Client, "%s on %s", u.ID, product)
			if u.Build != "" {
				a, err = winhost.Host{Product: product, Build: u.Build}.Assess()
				require.NoError(t, err)
				require.Equal(t, u.Behaviour, a.Server, "build %s on %s", u.Build, product)
			}
		}
	}
}

func TestAssessRegistry(t *testing.T) {
	t.Parallel()
	const key = `HKLM\System\CurrentControlSet\Control\SecurityProviders\Schannel`
	host := winhost.Host{
		Product: "Windows Server 2022",
		Registry: []schannel.RegistryValue{
			{Key: key, Name: "disableclientextendedmastersecret", Type: schannel.RegDWORD, Number: 1},
			{Key: key, Name: "DisableServerExtendedMasterSecret", Type: schannel.RegDWORD, Number: 2},
		},
	}
	a, err := host.Assess()
	require.NoError(t, err)
	vocabtest.Findings(t, a.Findings)
	want := winhost.Assessment{
		Client: winhost.NoEMS, ClientOff: true, Server: winhost.BehaviourUnspecified, Enforcement: schannel.Yes,
		LeadingZeroFix: schannel.Yes, ShortValueFix: schannel.Yes, Findings: a.Findings,
	}
	if diff := cmp.Diff(want, a); diff != "" {
		t.Errorf("1 turns a side off, 2 is not documented (-want +got):\n%s", diff)
	}
	require.Equal(t, []string{
		"ems.windows.host.younger likely", "ems.windows.leading_zero.fixed likely", "ems.windows.registry.off certain", "ems.windows.registry.data undocumented",
	}, verdicts(a.Findings))
}

func TestAssessErrors(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		host  winhost.Host
		code  schannel.Code
		field string
	}{
		{"product", winhost.Host{Product: "Windows 95"}, "ems.windows.product.unknown", "product"},
		{"product-of-no-version", winhost.Host{Product: "Windows 10"}, "ems.windows.product.unknown", "product"},
		{"product-of-a-preview", winhost.Host{Product: "Windows 10", Build: "21999.1"}, "ems.windows.product.unknown", "product"},
		{"product-of-another-name", winhost.Host{Product: "Windows 12", Build: "19045.1"}, "ems.windows.product.unknown", "product"},
		{"update", winhost.Host{Updates: []string{"KB4519998", "MS15-121"}}, "ems.windows.update.malformed", "updates[1]"},
		{"update-empty", winhost.Host{Updates: []string{"KB"}}, "ems.windows.update.malformed", "updates[0]"},
		{"build-word", winhost.Host{Build: "1903"}, "ems.windows.build.malformed", "build"},
		{"build-sign", winhost.Host{Build: "14393.-1"}, "ems.windows.build.malformed", "build"},
		{"build-of-another-version", winhost.Host{Build: "5.2.3790.3959"}, "ems.windows.build.malformed", "build"},
		{"build-of-windows-2000", winhost.Host{Build: "5.0.2195.6717"}, "ems.windows.build.malformed", "build"},
		{"build-without-branch", winhost.Host{Build: "10.0."}, "ems.windows.build.malformed", "build"},
		{"build-with-more", winhost.Host{Build: "10.0.14393.3274.1"}, "ems.windows.build.malformed", "build"},
		{"build-zero", winhost.Host{Build: "0.0"}, "ems.windows.build.malformed", "build"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a, err := tt.host.Assess()
			found, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok)
			if diff := cmp.Diff([]any{tt.code, tt.field, winhost.Assessment{}}, []any{found.Code, found.Field, a}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestProducts holds that servers are called as the vocabulary calls them.
func TestProducts(t *testing.T) {
	t.Parallel()
	products := slices.Collect(winhost.Products())
	for r := range schannel.Releases() {
		if r != schannel.Server2003 && r != schannel.Server2003KB933940 {
			require.Contains(t, products, r.Product())
		}
	}
	slices.Sort(products)
	require.Equal(t, products, slices.Compact(slices.Clone(products)), "each stands once")
}

// TestAssessmentFixes has what is known of the two fixes for TLS_DHE.
func TestAssessmentFixes(t *testing.T) {
	t.Parallel()
	const yes, no, unknown = schannel.Yes, schannel.No, schannel.Unknown
	tests := []struct {
		name                          string
		host                          winhost.Host
		enforces, leadingZero, public schannel.Truth
		why                           string
	}{
		{"nothing", winhost.Host{}, unknown, unknown, unknown, "nothing is known"},
		{"server-2012-r2", winhost.Host{Product: "Windows Server 2012 R2"}, unknown, no, no, "KB4557473, second list; dotnet/corefx issue 7812: fixed in build 14393"},
		{"windows-10-1511", winhost.Host{Product: "Windows 10 1511"}, no, yes, no, "KB4528489 has no update for it; KB4557473, first list; build 10586"},
		{"windows-10-1607", winhost.Host{Product: "Windows 10 1607", Build: "14393.3274"}, yes, unknown, yes, "KB4557473 says both; build 14393"},
		{"server-2019", winhost.Host{Product: "windows server 2019", Build: "17763.1"}, no, yes, yes, "before KB4519338; KB4557473, first list"},
		{"windows-11", winhost.Host{Product: "Windows 11"}, yes, yes, yes, "younger than all of them: inferred"},
		{"old-build", winhost.Host{Build: "10586.0"}, unknown, unknown, no, "dotnet/corefx issue 7812: fixed in build 14393"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a, err := tt.host.Assess()
			require.NoError(t, err)
			want := []schannel.Truth{tt.enforces, tt.leadingZero, tt.public}
			if diff := cmp.Diff(want, []schannel.Truth{a.Enforcement, a.LeadingZeroFix, a.ShortValueFix}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestSameDay: an update is there from the day on which it was released.
func TestSameDay(t *testing.T) {
	t.Parallel()
	enforced, brought := time.Date(2019, time.October, 8, 0, 0, 0, 0, time.UTC), time.Date(2015, time.November, 10, 0, 0, 0, 0, time.UTC)
	const contradiction = "ems.windows.host.contradiction"
	for _, tt := range []struct {
		name string
		host winhost.Host
		want schannel.Code
		not  schannel.Code
		why  string
	}{
		{"update", winhost.Host{Product: "Windows Server 2016", Updates: []string{"KB4519998"}, Updated: enforced}, "ems.windows.host.enforces", contradiction, "KB4528489: released on that day"},
		{"build", winhost.Host{Product: "Windows Server 2016", Build: "14393.3274", Updated: enforced}, "ems.windows.host.enforces", contradiction, "the build of that day"},
		{"older-build", winhost.Host{Product: "Windows Server 2016", Build: "14393.3243", Updated: enforced}, contradiction, "", "a build of before that day"},
		{"extension", winhost.Host{Product: "Windows Server 2008 R2", Updated: brought}, "ems.windows.host.unknown", "ems.windows.host.none", "MS15-121: an update of that day may be the one"},
	} {
		a, err := tt.host.Assess()
		require.NoError(t, err)
		var codes []schannel.Code
		for _, f := range a.Findings {
			codes = append(codes, f.Code)
		}
		require.Contains(t, codes, tt.want, "%s: %s", tt.name, tt.why)
		require.NotContains(t, codes, tt.not, "%s: %s", tt.name, tt.why)
	}
}

// TestBasisOfHost: the builds of the updates of October 2019 are on nobody's word
// but that of a list which is not Microsoft's; that an update is for a product is in
// KB4528489.
func TestBasisOfHost(t *testing.T) {
	t.Parallel()
	byBuild := schannel.Source{Document: "DataForGeeks", Section: "content/ms/mswin/buildnumbers.json"}
	for _, tt := range []struct {
		name     string
		host     winhost.Host
		evidence schannel.Evidence
		listed   bool // the list of builds is among the sources
		why      string
	}{
		{"update", winhost.Host{Product: "Windows Server 2016", Updates: []string{"KB4519998"}}, schannel.Documented, false, "KB4528489 names it for the product"},
		{"build", winhost.Host{Product: "Windows Server 2016", Build: "14393.3274"}, schannel.Reported, true, "no document of Microsoft in use has the number"},
		{"older-build", winhost.Host{Product: "Windows Server 2016", Build: "14393.3243"}, schannel.Reported, true, "the same, from below"},
		{"day", winhost.Host{Product: "Windows Server 2016", Updated: day(t, "2019-10-08")}, schannel.Documented, false, "KB4528489, Cause"},
	} {
		a, err := tt.host.Assess()
		require.NoError(t, err)
		got := []any{a.Findings[0].Evidence, slices.Contains(a.Findings[0].Sources, byBuild)}
		require.Equal(t, []any{tt.evidence, tt.listed}, got, "%s: %s", tt.name, tt.why)
	}
}

// TestRemedyOfHost: what is offered is for the product of the host.
func TestRemedyOfHost(t *testing.T) {
	t.Parallel()
	for product, want := range map[string]int{"Windows Server 2012 R2": 2, "Windows Server 2016": 1} {
		a, err := winhost.Host{Product: product, Updated: day(t, "2019-10-08")}.Assess()
		require.NoError(t, err)
		i := slices.IndexFunc(a.Findings, func(f schannel.Finding) bool { return f.Code == "ems.windows.leading_zero.missing" })
		require.NotEqual(t, -1, i, product)
		updates := a.Findings[i].Remedies[0]
		require.Equal(t, winhost.RemedyInstallUpdates, updates.Code)
		require.Len(t, updates.Steps, 1, "%s: KB4557473, Resolution and second list: one of the two", product)
		require.Equal(t, want, updates.Steps[0].Number, product)
	}
}
