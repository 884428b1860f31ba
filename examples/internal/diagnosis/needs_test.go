// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// TestCollections: every missing input that a package can name, and every one
// that this package asks for, stands in the table, and nothing else.
func TestCollections(t *testing.T) {
	t.Parallel()
	var want []string
	for _, entries := range catalogs() {
		for e := range entries {
			code := string(e.Code)
			if e.Kind == "phrase" && (strings.Contains(code, ".missing.") || strings.HasPrefix(code, "diagnose.need.")) {
				want = append(want, code)
			}
		}
	}
	slices.Sort(want)
	var have []string
	for _, c := range collections {
		have = append(have, string(c.code))
		require.True(t, c.flag == "" || strings.HasPrefix(c.flag, "-"), "%s: %s", c.code, c.flag)
		where, _ := evidence.Collecting(c.kind)
		require.Equal(t, c.kind == asked, where.Code == "", "%s: %s", c.code, c.kind)
	}
	require.True(t, slices.IsSorted(have), "the table is searched by code")
	if diff := cmp.Diff(slices.Compact(want), have); diff != "" {
		t.Errorf("the catalogues (-) and the table (+):\n%s", diff)
	}
}

// TestNeeds: what is missing, most useful first.
func TestNeeds(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		c    casefile.Case
		want []schannel.Code
		why  string
	}{
		{"nothing", casefile.Case{}, nil, "nobody asks about anything"},
		{
			"release",
			casefile.Case{Trustlist: &casefile.Trustlist{Host: compose.Host{Registry: []schannel.RegistryValue{{Key: "a", Name: "b", Type: schannel.RegDWORD}}}}},
			[]schannel.Code{"trustlist.missing.release", "trustlist.missing.stores", "diagnose.need.symptoms", "diagnose.need.chain"},
			"KB2464556: the limit hangs on the release",
		},
		{
			"connection",
			casefile.Case{EMS: &casefile.EMS{Side: ems.Client}},
			[]schannel.Code{"diagnose.need.symptoms", "diagnose.need.connection"},
			"RFC 7627, Section 5: the hellos show it",
		},
		{
			"registry of both",
			casefile.Case{
				EMS:       &casefile.EMS{Local: winhost.Host{Registry: []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, "EventLogging", 1)}}},
				Trustlist: &casefile.Trustlist{Host: compose.Host{Registry: []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, "EventLogging", 1)}}},
			},
			[]schannel.Code{"trustlist.missing.release", "trustlist.missing.stores", "diagnose.need.symptoms", "diagnose.need.chain"},
			"KB4528489: nothing in it is about the extension",
		},
		{
			"the same input twice",
			casefile.Case{Symptoms: []symptom.Row{{Event: symptom.Event{Provider: "Schannel", ID: 36885}}, {Code: symptom.Code{Kind: symptom.CodeHTTP, Numbers: []uint32{403, 16}}}}, Trustlist: &casefile.Trustlist{Host: compose.Host{Release: schannel.Server2016, Stores: compose.Stores{TrustedRoots: storetest.Many(1)}}}},
			[]schannel.Code{"trustlist.missing.chain"},
			"a finding asks for the chain; that a package was not asked for lack of it is no other input",
		},
		{
			"organization",
			casefile.Case{Exchangecert: &casefile.Exchangecert{}},
			[]schannel.Code{"diagnose.need.events", "diagnose.need.certificates", "diagnose.need.connectors"},
			"KB953354: which certificate, and which connector",
		},
		{
			"time",
			casefile.Case{Exchangecert: &casefile.Exchangecert{
				Servers:    []casefile.ExchangeServer{{Server: exchange.Server{DNS: exchange.DNSNames{DNSPhysicalFullyQualifiedDomainName: "hub1.contoso.example"}, Certificates: []exchange.Certificate{{Thumbprint: schannel.Thumbprint{1}}}}}},
				Connectors: []exchange.Connector{{Name: "other", Server: "elsewhere"}},
			}, Symptoms: []symptom.Row{{Text: "nobody knows"}}},
			[]schannel.Code{"diagnose.need.time"},
			"expiry counts for a time; symptoms are there",
		},
		{
			"client",
			casefile.Case{Autodiscover: &casefile.Autodiscover{Client: autodiscover.Client{Product: autodiscover.Outlook2010}}},
			[]schannel.Code{"diagnose.need.scps", "diagnose.need.recording", "diagnose.need.mail"},
			"a client looks in the directory, and at the domain of its address",
		},
		{
			"graver first",
			casefile.Case{
				Symptoms: []symptom.Row{{Event: symptom.Event{Provider: "MSExchangeTransport", ID: 1037}}},
			},
			[]schannel.Code{
				"exchangecert.missing.published", "exchangecert.missing.key_access", "exchangecert.missing.computer_names", "exchangecert.missing.load_balancing",
			},
			"direct trust article: four causes, in its order; of the server nothing else is asked, for the case has no facts of it",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []schannel.Code
			for _, n := range Run(tt.c).Needs {
				got = append(got, n.What.Code)
				require.NotEmpty(t, n.Opens, "%s opens something", n.What.Code)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestNeedsInOrder: the gravest first, then those on which most hangs, then the
// others as they come; the same input once.
func TestNeedsInOrder(t *testing.T) {
	t.Parallel()
	missing := func(code, text string) schannel.Phrase { return schannel.Phrase{Code: schannel.Code(code), Text: text} }
	finding := func(code schannel.Code, severity schannel.Severity, phrases ...schannel.Phrase) schannel.Finding {
		return schannel.Finding{Code: code, Severity: severity, Missing: phrases}
	}
	a, b, c := missing("x.missing.a", "a"), missing("x.missing.b", "b"), missing("x.missing.c", "c")
	needs := needsOf([]schannel.Finding{
		finding("one", schannel.Info, a), finding("two", schannel.Info, b), finding("three", schannel.Info, b, c), finding("four", schannel.Failure, c), finding("four", schannel.Failure, c),
	}, nil)
	got := [][]schannel.Code{}
	for _, n := range needs {
		got = append(got, append([]schannel.Code{n.What.Code}, n.Opens...))
	}
	want := [][]schannel.Code{{"x.missing.c", "three", "four"}, {"x.missing.b", "two", "three"}, {"x.missing.a", "one"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestErrors: an error of another kind gets a code of this package.
func TestErrors(t *testing.T) {
	t.Parallel()
	own := &schannel.Error{Code: "x.y.z"}
	require.Same(t, own, errorOf(own))
	other := errorOf(errors.New("another"))
	require.Equal(t, schannel.Code("diagnose.family.refused"), other.Code)
}
