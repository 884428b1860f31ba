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
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/catalogs"
	"github.com/schanneltrust/schannel/symptom"
)

// TestCollections: every missing input that a package can name, and every one
// that this package asks for, stands in the table, and nothing else.
func TestCollections(t *testing.T) {
	t.Parallel()
	var want []string
	for e := range catalogs.All() {
		asked := !strings.HasPrefix(string(e.Code), "ems.stack.") // a simulation explains no failure
		if asked && e.Kind == "phrase" && strings.Contains(string(e.Code), ".missing.") {
			want = append(want, string(e.Code))
		}
	}
	for e := range Catalog() {
		if strings.HasPrefix(string(e.Code), "diagnose.need.") {
			want = append(want, string(e.Code))
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
	for _, tt := range needRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []schannel.Code
			for _, n := range Run(tt.c).Needs {
				for _, what := range n.What {
					got = append(got, what.Code)
				}
				require.NotEmpty(t, n.Opens, "%v opens something", n.What)
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
		got = append(got, append([]schannel.Code{n.What[0].Code}, n.Opens...))
	}
	want := [][]schannel.Code{{"x.missing.c", "three", "four"}, {"x.missing.b", "two", "three"}, {"x.missing.a", "one"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestTransportServer: the command is one that the servers have.
func TestTransportServer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		versions []exchange.Version
		want     string
		why      string
	}{
		{"2007", []exchange.Version{exchange.Exchange2007RTM}, "Get-TransportServer NAME", "KB953354 and the article on direct trust are about such a server"},
		{"2010", []exchange.Version{exchange.Exchange2010}, "Get-TransportServer NAME", "Get-TransportService: Exchange 2013 and later"},
		{"2013", []exchange.Version{exchange.Exchange2013}, "Get-TransportService NAME", "Get-TransportService: Exchange 2013 and later"},
		{"both", []exchange.Version{exchange.Exchange2010, exchange.Exchange2016}, "Get-TransportService NAME", "the shell of the newer one has it"},
		{"unknown", []exchange.Version{0}, "Get-TransportService NAME", "nothing says that it is an old one"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := casefile.Case{Symptoms: []symptom.Row{{Event: symptom.Event{Provider: "MSExchangeTransport", ID: 1037}}}, Exchangecert: &casefile.Exchangecert{}}
			for _, v := range tt.versions {
				c.Exchangecert.Servers = append(c.Exchangecert.Servers, casefile.ExchangeServer{Server: exchange.Server{Version: v}})
			}
			commands := ""
			for _, n := range Run(c).Needs {
				commands += n.Command + "\n"
			}
			require.Contains(t, commands, tt.want, tt.why)
		})
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
