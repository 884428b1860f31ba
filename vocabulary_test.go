// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

var rule = schannel.Rule{
	Code:     "example.list.long",
	Title:    "The list is long",
	Severity: schannel.Warning,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB2801679", Section: "Cause"}},
	Message:  "{bytes} bytes in {what}; {unknown} stays",
}

func TestFindingText(t *testing.T) {
	t.Parallel()
	f := schannel.NewFinding(rule, schannel.Certain, schannel.Whole("list"),
		schannel.Number("bytes", 35917), schannel.Text("what", "{bytes}"))
	if diff := cmp.Diff("35917 bytes in {bytes}; {unknown} stays", f.Text); diff != "" {
		t.Errorf("an argument is put in once and never read again (-want +got):\n%s", diff)
	}
}

func TestFindingJSON(t *testing.T) {
	t.Parallel()
	f := schannel.NewFinding(rule, schannel.Certain, schannel.Nth("name", 3), schannel.Number("bytes", 1))
	f.Remedies = []schannel.Remedy{{Code: "example.remedy.cut", Title: "Cut it", Rights: "none", Steps: []schannel.Step{{Text: "cut"}}}}
	f.Events = []schannel.Event{{Log: "System", Provider: "Schannel", ID: 36885, Level: schannel.LevelWarning}}
	got, err := json.Marshal([]schannel.Finding{f})
	require.NoError(t, err)
	want := `[{"code":"example.list.long","title":"The list is long","severity":"warning","evidence":"documented",` +
		`"sources":[{"document":"KB2801679","section":"Cause","title":"SSL/TLS communication problems after you install KB 931125","url":"https://support.microsoft.com/kb/2801679"}],` +
		`"certainty":"certain","subject":{"kind":"name","index":3,"offset":-1},"text":"1 bytes in {what}; {unknown} stays",` +
		`"args":[{"name":"bytes","value":"1"}],"because":[],"outcomes":[],"settle":"","missing":[],` +
		`"events":[{"log":"System","provider":"Schannel","id":36885,"level":"warning","params":[],"condition":""}],` +
		`"remedies":[{"code":"example.remedy.cut","title":"Cut it","applies":"","rights":"none","steps":[{"text":"cut","commands":[]}],"side_effects":[],"sources":[]}]}]`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("keys, order and empty lists are fixed (-want +got):\n%s", diff)
	}
}

func TestError(t *testing.T) {
	t.Parallel()
	err := error(&schannel.Error{Code: "trustlist.name.short", Field: "name[3]", Offset: 120, Err: io.ErrUnexpectedEOF})
	require.EqualError(t, err, "trustlist: name[3] at byte 120: unexpected EOF")
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	found, ok := errors.AsType[*schannel.Error](fmt.Errorf("wrapped: %w", err))
	require.True(t, ok)
	require.Equal(t, 130, found.Shifted(10).Offset)
	require.Equal(t, 120, found.Offset, "Shifted leaves its receiver as it was")
	b, jsonErr := json.Marshal(found)
	require.NoError(t, jsonErr)
	require.JSONEq(t, `{"code":"trustlist.name.short","field":"name[3]","offset":120,"text":"trustlist: name[3] at byte 120: unexpected EOF"}`, string(b))

	bare := &schannel.Error{Code: "trustlist.x.y", Field: "release", Offset: schannel.NoOffset}
	require.EqualError(t, bare, "trustlist: release")
	require.Same(t, bare, bare.Shifted(10))
}

func TestReleases(t *testing.T) {
	t.Parallel()
	var names, products []string
	for r := range schannel.Releases() {
		parsed, err := schannel.ParseRelease(r.String())
		require.NoError(t, err)
		require.Equal(t, r, parsed)
		names = append(names, r.String())
		products = append(products, r.Product())
	}
	require.Equal(t, []string{
		"server2003", "server2003-kb933940", "server2008", "server2008r2", "server2012",
		"server2012r2", "server2016", "server2019", "server2022", "server2025",
	}, names)
	require.Equal(t, "Windows Server 2008 R2", products[3])
	require.Equal(t, "Windows Server 0x63", schannel.Release(99).Product())
	for _, name := range []string{"", "unspecified", "server2003 ", "SERVER2003", "0x1"} {
		_, err := schannel.ParseRelease(name)
		found, ok := errors.AsType[*schannel.Error](err)
		require.True(t, ok, "%q", name)
		require.Equal(t, schannel.CodeUnknownName, found.Code)
	}
}

func TestVersions(t *testing.T) {
	t.Parallel()
	for _, v := range []schannel.TLSVersion{
		schannel.SSL30, schannel.TLS10, schannel.TLS11, schannel.TLS12, schannel.TLS13,
		schannel.DTLS10, schannel.DTLS12, schannel.DTLS13,
	} {
		b, err := json.Marshal(map[schannel.TLSVersion]schannel.TLSVersion{v: v})
		require.NoError(t, err)
		var back map[schannel.TLSVersion]schannel.TLSVersion
		require.NoError(t, json.Unmarshal(b, &back))
		require.Equal(t, v, back[v])
		require.Equal(t, v.String()[0] == 'D', v.IsDTLS())
	}
	require.Equal(t, "0x0305", schannel.TLSVersion(0x0305).String())
	require.Error(t, new(schannel.TLSVersion).UnmarshalText([]byte("TLS 9")))
}

func TestDocumentsAreOrdered(t *testing.T) {
	t.Parallel()
	all := slices.Collect(schannel.Documents())
	require.True(t, slices.IsSortedFunc(all, func(a, b schannel.Document) int { return strings.Compare(a.ID, b.ID) }))
	for i, d := range all {
		require.NotEmpty(t, d.Title, d.ID)
		require.Regexp(t, "^https?://", d.URL, d.ID)
		require.False(t, i > 0 && all[i-1].ID == d.ID, "%s stands twice", d.ID)
		found, ok := schannel.DocumentByID(d.ID)
		require.True(t, ok)
		require.Equal(t, d, found)
	}
	_, ok := schannel.DocumentByID("RFC 0")
	require.False(t, ok)
}
