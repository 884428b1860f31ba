// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/embedded"
)

// evidenceOf writes a folder: an event, and what Get-HotFix says.
func evidenceOf(t *testing.T) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "a folder")
	require.NoError(t, os.Mkdir(folder, 0o700))
	for name, content := range map[string]string{
		"system.xml": "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Schannel'/><EventID>36887</EventID>" +
			"<Level>2</Level><TimeCreated SystemTime='2019-10-20T03:04:05Z'/><Channel>System</Channel><Computer>srv</Computer></System>" +
			"<EventData><Data Name='AlertDesc'>20</Data></EventData></Event>",
		"updates.txt":       "\r\nHotFixID    : KB4519338\r\nInstalledOn : 10/9/2019\r\n",
		"\x1b[2Jforged.txt": "nothing that anybody knows\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600))
	}
	return folder
}

// call runs the program.
func call(in string, args ...string) (status int, out, errs string) {
	var stdout, stderr bytes.Buffer
	nothing := func(string) (string, bool) { return "", false }
	status = run(args, machine{strings.NewReader(in), &stdout, &stderr, nothing})
	return status, stdout.String(), stderr.String()
}

// answered runs the program, which answers.
func answered(t *testing.T, in string, args ...string) string {
	t.Helper()
	status, out, errs := call(in, args...)
	require.Equal(t, 0, status, "%v: %s", args, errs)
	require.Empty(t, errs)
	return out
}

func TestEmbedded(t *testing.T) {
	t.Parallel()
	listed := answered(t, "", "-list")
	for _, name := range embedded.Names() {
		require.Contains(t, listed, name+" ")
		c, err := embedded.Case(name)
		require.NoError(t, err)
		var got diagnosis.Report
		require.NoError(t, json.Unmarshal([]byte(answered(t, "", "-case", name, "-json")), &got))
		require.Equal(t, c.Name, got.Name)
		require.NotEmpty(t, got.Findings)
		require.Contains(t, strings.Join(strings.Fields(answered(t, "", "-case", name)), " "), c.Title)
	}
	require.Equal(t, answered(t, "", "-case", byDefault), answered(t, ""), "alone it answers the combined case")
}

func TestFolder(t *testing.T) {
	t.Parallel()
	text := answered(t, "", evidenceOf(t), "-product", "Windows 10 1809")
	require.Contains(t, text, "ems.windows.cause.leading_zero")
	require.Contains(t, text, "system.xml")
	require.NotContains(t, text, "\x1b", "no name of a file moves anything on a screen")
	require.Contains(t, text, `\u001b[2Jforged.txt`)
}

// TestPrintedCase holds that the case of a folder gives the folder's report,
// alone and in a batch, and that it is printed as it stands.
func TestPrintedCase(t *testing.T) {
	t.Parallel()
	folder := evidenceOf(t)
	report := answered(t, "", folder, "-product", "Windows 10 1809", "-json")
	printed := answered(t, "", "-print-case", folder, "-product", "Windows 10 1809")
	c, err := casefile.Parse([]byte(printed))
	require.NoError(t, err)
	require.Equal(t, "a folder", c.Name)
	file := filepath.Join(t.TempDir(), "case.json")
	require.NoError(t, os.WriteFile(file, []byte(printed), 0o600))
	again := parsed(t, answered(t, "", file, "-json"))
	want := parsed(t, report)
	want["origin"], again["origin"] = nil, nil // it has the case beside the files
	if diff := cmp.Diff(want, again); diff != "" {
		t.Errorf("a case gives the report of the folder that it was made of (-folder +case):\n%s", diff)
	}
	line := answered(t, "", "-print-case", "-json", folder, "-product", "Windows 10 1809")
	require.Equal(t, 1, strings.Count(line, "\n"))
	batched := parsed(t, answered(t, line, "-batch"))
	batched["origin"] = nil
	if diff := cmp.Diff(want, batched); diff != "" {
		t.Errorf("and so does a batch (-folder +batch):\n%s", diff)
	}
	for _, name := range embedded.Names() {
		_, err := casefile.Parse([]byte(answered(t, "", "-print-case", name)))
		require.NoError(t, err, name)
	}
}

func parsed(t *testing.T, text string) map[string]any {
	t.Helper()
	var object map[string]any
	require.NoError(t, json.Unmarshal([]byte(text), &object))
	return object
}

func TestBatch(t *testing.T) {
	t.Parallel()
	folder := evidenceOf(t)
	in := `{"format": "schannel-case/1", "files": [{"name": "system.xml", "role": ""}]}` + "\n" + `nonsense` + "\n"
	refused := strings.Split(answered(t, in, "-batch"), "\n")
	require.Contains(t, refused[0], `"error"`, "names of files are refused without -dir")
	lines := strings.Split(answered(t, in, "-batch", "-dir", folder), "\n")
	require.Contains(t, lines[0], "ems.windows.alert.received")
	require.Contains(t, lines[1], `"line":2`)
	out := answered(t, `{"format": "schannel-case/1", "files": [{"name": "../system.xml", "role": ""}]}`, "-batch", "-dir", folder)
	require.Contains(t, out, "leads out of the folder")
}

func TestHTML(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := filepath.Join(folder, "report.html")
	require.Empty(t, answered(t, "", "-html", file))
	first, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Contains(t, string(first), "<html")
	require.Empty(t, answered(t, "", "-html", file, "-lang", "ja"))
	second, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NotEqual(t, first, second, "a regular file is written over")

	link := filepath.Join(folder, "link.html")
	require.NoError(t, os.Symlink(file, link))
	for _, name := range []string{link, folder, os.DevNull, filepath.Join(folder, "none", "report.html")} {
		status, out, errs := call("", "-html", name)
		require.Equal(t, 2, status, name)
		require.Empty(t, out)
		require.Equal(t, 1, strings.Count(errs, "\n"), errs)
	}
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, left, 2, "nothing is left beside: %v", left)
	failing := filepath.Join(folder, "failing.html")
	require.ErrorIs(t, writeFile(failing, func(w io.Writer) error {
		_, _ = io.WriteString(w, "half a page")
		return io.ErrUnexpectedEOF
	}), io.ErrUnexpectedEOF)
	_, err = os.Stat(failing)
	require.ErrorIs(t, err, fs.ErrNotExist, "written whole or not at all")
}

func TestJapanese(t *testing.T) {
	t.Parallel()
	require.Contains(t, answered(t, "", "-case", "kb2464556", "-lang", "ja"), "証明")
}

func TestUnusable(t *testing.T) {
	t.Parallel()
	folder := evidenceOf(t)
	empty := t.TempDir()
	for _, args := range [][]string{
		{"-nonsense"},
		{"-case", "none"},
		{"-case", "kb2464556", folder},
		{"-list", folder},
		{"-list", "-batch"},
		{"-batch", folder},
		{"-batch", "-json"},
		{"-batch", "-lang", "ja"},
		{"-print-case"},
		{"-print-case", "-html", "x"},
		{"-print-case", "-lang", "ja", "kb2464556"},
		{"-print-case", "kb2464556", "-mail", "a@b.example"},
		{"-dir", folder},
		{"-lang", "xx"},
		{"-json", "-lang", "ja"},
		{"-release", "server2008r2"},
		{"-release", "x", folder},
		{"-kb", "KB1", folder},
		{filepath.Join(folder, "none")},
		{empty},
		{""}, // not the folder in which it runs
		{folder, ""},
		{filepath.Join(folder, "\x1b[2Jforged.txt")},
		{"-batch", "-dir", filepath.Join(folder, "none")},
	} {
		status, out, errs := call("", args...)
		require.Equal(t, 2, status, "%v", args)
		require.Empty(t, out, "%v", args)
		require.Equal(t, 1, strings.Count(errs, "\n"), "one line: %q", errs)
		require.NotContains(t, errs, "\x1b")
	}
}
