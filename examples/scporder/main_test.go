// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/scpreport"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// run runs the program.
func run(args ...string) (stdout, stderr string, status int) {
	var out, errs bytes.Buffer
	status = cli.Run("scporder", args, &out, &errs, answer)
	return out.String(), errs.String(), status
}

// arguments splits a question; files are those of testdata.
func arguments(ask string) []string {
	args := strings.Fields(ask)
	for i, arg := range args {
		before, name := "", arg
		if at := strings.LastIndexAny(arg, "=@"); at >= 0 {
			before, name = arg[:at+1], arg[at+1:]
		}
		if _, err := os.Stat(filepath.Join("testdata", name)); err == nil && name != "" {
			args[i] = before + filepath.Join("testdata", name)
		}
	}
	return args
}

func answered(t *testing.T, ask string) scpreport.Report {
	t.Helper()
	out, errs, status := run(append(arguments(ask), "-json")...)
	require.Equal(t, cli.Answered, status, "%s", errs)
	var report scpreport.Report
	require.NoError(t, json.Unmarshal([]byte(out), &report))
	return report
}

// short is the host alone of a URL of the usual form.
func short(url string) string {
	host, found := strings.CutSuffix(strings.TrimPrefix(url, "https://"), "/Autodiscover/Autodiscover.xml")
	if !found {
		return url
	}
	return host
}

// parts is what a row says of an answer.
func parts(r scpreport.Report) row {
	got := row{certain: r.Certainty.String()}
	for _, p := range r.Order {
		got.order = append(got.order, short(p.URL))
	}
	for _, url := range r.PossibleFirst {
		got.first = append(got.first, short(url))
	}
	if r.Ends != nil {
		got.ends = r.Ends.String()
	}
	if r.Walk != nil {
		got.end = r.Walk.End.String()
	}
	for _, p := range r.Prompts {
		got.prompts = append(got.prompts, fmt.Sprintf("%s %s %s %s", p.Kind, p.Host, p.Certainty, p.Suppressed))
	}
	return got
}

func TestRows(t *testing.T) {
	t.Parallel()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			report := answered(t, tt.ask)
			ignore := cmpopts.IgnoreFields(row{}, "name", "ask", "codes", "why")
			if diff := cmp.Diff(tt, parts(report), cmp.AllowUnexported(row{}), ignore); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			codes := vocabtest.FindCodes(report.Findings)
			for _, code := range tt.codes {
				require.Contains(t, codes, "autodiscover."+code, tt.why)
			}
			vocabtest.Findings(t, report.Findings)
		})
	}
}

// TestGolden compares whole answers with golden files and with what is written
// by hand beside them.
func TestGolden(t *testing.T) {
	t.Parallel()
	for name, ask := range goldens {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for suffix, more := range map[string][]string{".txt": nil, ".json": {"-json"}} {
				out, errs, status := run(append(arguments(ask), more...)...)
				require.Equal(t, cli.Answered, status, "%s", errs)
				golden(t, name+".golden"+suffix, out)
			}
			vocabtest.Holds(t, filepath.Join("testdata", name+".must"), answered(t, ask).Findings)
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// TestKeys holds the names of the JSON object, which programs read, and that
// none is left out where there is nothing to say.
func TestKeys(t *testing.T) {
	t.Parallel()
	want := []string{
		"certainty", "client", "ends", "findings", "order", "plan", "policy", "possible_first", "problems", "prompts", "remedies", "searches", "walk",
	}
	for _, ask := range []string{"", goldens["hosted"], goldens["servers"]} {
		out, _, status := run(append(arguments(ask), "-json")...)
		require.Equal(t, cli.Answered, status)
		var object map[string]any
		require.NoError(t, json.Unmarshal([]byte(out), &object))
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(object))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", ask, diff)
		}
		for _, list := range []string{"order", "possible_first", "plan", "prompts", "problems", "findings", "remedies"} {
			require.IsType(t, []any{}, object[list], list)
		}
	}
}

// TestFlags holds that every flag is told of.
func TestFlags(t *testing.T) {
	t.Parallel()
	out, _, status := run("-h")
	require.Equal(t, cli.Answered, status)
	for _, name := range []string{
		"scp", "directory", "site", "joined", "mail", "client", "policy", "registry", "plan", "answers", "walk-as", "windows", "peer", "at", "suffix", "seen", "json",
	} {
		require.Contains(t, out, "\n  -"+name)
	}
}

// TestUnusable holds that what cannot be used gives one line and status 2.
func TestUnusable(t *testing.T) {
	t.Parallel()
	empty, broken := filepath.Join(t.TempDir(), "empty"), filepath.Join(t.TempDir(), "broken")
	require.NoError(t, os.WriteFile(empty, nil, 0o600))
	require.NoError(t, os.WriteFile(broken, []byte("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), 0o600))
	for _, tt := range []struct {
		ask  string
		errs string // part of the line
	}{
		{"-nonsense", "flag provided but not defined"},
		{"none", "none: "},
		{"-scp none", "none: "},
		{"-scp EMPTY", "empty"},
		{"-scp settings.xml", "settings.xml"},
		{"-scp hosted.reg", "hosted.reg"},
		{"-directory host", "HOST=FILE"},
		{"-directory host=none", "none: "},
		{"-client outlook2003", "outlook2003"},
		{"-client unspecified", "unspecified"},
		{"-client 0x01", "0x01"},
		{"-policy oldest", "oldest"},
		{"-walk-as nobody", "nobody"},
		{"-windows 95", "95"},
		{"-joined perhaps", "perhaps"},
		{"-at yesterday", "yesterday"},
		{"-registry seen.txt", "seen.txt"},
		{"-answers settings.xml", "XML"},
		{"-answers seen.txt", "seen.txt"},
		{"-peer =ex10.txt", "HOST=FILE"},
		{"-peer host=none", "none: "},
		{"-peer host=EMPTY", "neither a certificate nor a name"},
		{"-peer host=BROKEN", "malformed"},
		{"-suffix @none", "none: "},
		{"-suffix ,", "no public suffix"},
		{"-seen none", "none: "},
	} {
		t.Run(tt.ask, func(t *testing.T) {
			t.Parallel()
			args := arguments(tt.ask)
			for i := range args { // whose names may have blanks
				args[i] = strings.NewReplacer("EMPTY", empty, "BROKEN", broken).Replace(args[i])
			}
			out, errs, status := run(args...)
			require.Equal(t, cli.Unusable, status)
			require.Empty(t, out)
			require.Equal(t, 1, strings.Count(errs, "\n"), "%s", errs)
			require.Contains(t, errs, tt.errs)
		})
	}
}

// TestHostile holds that what stands in files moves nothing on a screen.
func TestHostile(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/coexistence.ldif")
	require.NoError(t, err)
	evil := strings.ReplaceAll(string(text), "cn: EX10", "cn: EX10\x1b[2J\u009b31m\u202eforged")
	evil = strings.ReplaceAll(evil, "https://ex07.corp.example/", "https://ex07.corp.example/\x1b]0;x\x07/")
	name := filepath.Join(t.TempDir(), "evil.ldif")
	require.NoError(t, os.WriteFile(name, []byte(evil), 0o600))
	for _, more := range [][]string{nil, {"-json"}} {
		out, _, status := run(append([]string{"-scp", name, "-site", "\x1b[31mTokyo", "-mail", "\u202eu@corp.example", "-plan"}, more...)...)
		require.Equal(t, cli.Answered, status)
		require.NotContains(t, out, "\x1b")
		require.NotContains(t, out, "\u009b")
		require.NotContains(t, out, "\u202e")
	}
}

// TestNothingWritten: an answer that nobody got is none.
func TestNothingWritten(t *testing.T) {
	t.Parallel()
	status := cli.Run("scporder", arguments(goldens["servers"]), full{}, io.Discard, answer)
	require.Equal(t, cli.Unusable, status)
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }
