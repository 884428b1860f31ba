// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"bytes"
	"cmp"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// outsider writes a module of somebody else's that has a program and imports
// this one through a replace, and returns its folder.
func outsider(t *testing.T, program string) string {
	t.Helper()
	root, err := filepath.Abs(".")
	require.NoError(t, err)
	sum, err := os.ReadFile("go.sum")
	require.NoError(t, err)
	dir := t.TempDir()
	for name, content := range map[string]string{
		"main.go": program,
		"go.sum":  string(sum),
		"go.mod":  "module example.test/reader\n\ngo 1.26.0\n\nrequire " + module + " v0.0.0\n\nreplace " + module + " => \"" + filepath.ToSlash(root) + "\"\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	}
	return dir
}

// goRun builds the program of a folder, runs it and returns what it prints. The
// environment is that of the program alone: a build would keep what it makes the
// compiler say, and repeat it to everybody on this machine.
func goRun(t *testing.T, dir string, env ...string) (stdout, stderr string) {
	t.Helper()
	program := filepath.Join(dir, "program.exe")
	goTool(t, dir, nil, "build", "-mod=mod", "-o", program, ".")
	return output(t, exec.CommandContext(t.Context(), program), dir, env)
}

// goTool runs the go command in a folder and returns what it prints.
func goTool(t *testing.T, dir string, env []string, args ...string) (stdout, stderr string) {
	t.Helper()
	return output(t, exec.CommandContext(t.Context(), "go", args...), dir, env)
}

func output(t *testing.T, cmd *exec.Cmd, dir string, env []string) (stdout, stderr string) {
	t.Helper()
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	require.NoError(t, cmd.Run(), "%s", errs.String())
	return out.String(), errs.String()
}

// TestNothingRunsAtStart links every package that can be imported into one
// program: none of them has work to do before main.
func TestNothingRunsAtStart(t *testing.T) {
	t.Parallel()
	dirs := map[string]bool{}
	for _, f := range sourceFiles(t) {
		if f.public() {
			dirs[f.dir()] = true
		}
	}
	program := "package main\n\nimport (\n"
	for _, dir := range slices.Sorted(maps.Keys(dirs)) {
		program += "\t_ \"" + path.Join(module, dir) + "\"\n"
	}
	_, trace := goRun(t, outsider(t, program+")\n\nfunc main() {}\n"), "GODEBUG=inittrace=1")
	require.Contains(t, trace, "init runtime @", "the trace is there")
	for line := range strings.Lines(trace) {
		if strings.HasPrefix(line, "init "+module) {
			t.Errorf("work at start: %s", line)
		}
	}
}

// TestNothingComesAlong lists what is linked with a package: beside this module
// and the standard library nothing but cryptobyte, with a family none of the
// others, with trustlist and ems no XML, and with none but the driver of tests
// package testing.
func TestNothingComesAlong(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		dir, ours string // what is linked of this module, but for what is internal
		without   []string
	}{
		{"trustlist", ". trustlist", []string{"encoding/xml", "testing"}},
		{"ems", ". ems", []string{"encoding/xml", "testing"}},
		{"exchangecert", ". exchangecert exchangecert/exchange", []string{"encoding/xml", "testing"}},
		{"autodiscover", ". autodiscover winreg", []string{"encoding/xml", "testing"}},
		{"internal/catalogs", "", []string{"testing", "net/http", "os/exec"}}, // all that a program can link
		{driver, "", []string{"net/http", "os/exec"}},
	} {
		t.Run(row.dir, func(t *testing.T) {
			t.Parallel()
			ours, standard, others := linked(t, row.dir)
			if row.ours != "" {
				require.Equal(t, strings.Fields(row.ours), ours)
			}
			for _, name := range row.without {
				require.NotContains(t, standard, name)
			}
			for _, name := range others {
				require.Contains(t, []string{"golang.org/x/crypto/cryptobyte/asn1", "golang.org/x/crypto/cryptobyte"}, name)
			}
		})
	}
}

// linked returns the packages that a program links with the one in dir.
func linked(t *testing.T, dir string) (ours, standard, others []string) {
	t.Helper()
	list, _ := goTool(t, ".", nil, "list", "-deps", "-f", "{{.Standard}} {{.ImportPath}}", "./"+dir)
	for line := range strings.Lines(list) {
		isStandard, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch inside, ok := strings.CutPrefix(name, module); {
		case isStandard == "true":
			standard = append(standard, name)
		case !ok:
			others = append(others, name)
		case !strings.Contains(inside, "/internal/"):
			ours = append(ours, cmp.Or(strings.TrimPrefix(inside, "/"), "."))
		}
	}
	slices.Sort(ours)
	return ours, standard, others
}
