// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"go/ast"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// markdown returns the text of every Markdown file of the module, by its path.
func markdown(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".md" {
			return nil
		}
		text, err := os.ReadFile(path)
		texts[path] = string(text)
		return err
	})
	require.NoError(t, err)
	require.Contains(t, texts, "README.md")
	return texts
}

var (
	fence   = regexp.MustCompile("(?ms)^```.*?^```")
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.+)$`)
)

// TestLinks holds that what documents of the module link to is there: files,
// and headings in them.
func TestLinks(t *testing.T) {
	t.Parallel()
	texts := markdown(t)
	for path, text := range texts {
		for _, found := range link.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
			target, anchor, _ := strings.Cut(found[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			to := path
			if target != "" {
				to = filepath.Join(filepath.Dir(path), filepath.FromSlash(target))
			}
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s links to %s: %v", path, found[1], err)
			} else if anchor != "" && !anchors(texts[to])[anchor] {
				t.Errorf("%s links to %s: no heading there is called so", path, found[1])
			}
		}
	}
}

// anchors returns how the headings of a document are linked to.
func anchors(text string) map[string]bool {
	all := map[string]bool{}
	for _, found := range heading.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		anchor := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(found[1]), "")
		all[strings.ReplaceAll(anchor, " ", "-")] = true
	}
	return all
}

// TestDocumentsNameCodes holds that a code that a document names is one that a
// package has.
func TestDocumentsNameCodes(t *testing.T) {
	t.Parallel()
	declared := listedCodes(t)
	code := regexp.MustCompile(`\b(trustlist|ems|exchangecert|autodiscover|symptom|winreg|schannel)(\.[a-z0-9_]+){2,}`)
	named := 0
	for path, text := range markdown(t) {
		for _, found := range code.FindAllString(text, -1) {
			if named++; !declared[found] {
				t.Errorf("%s: no list of codes has %q", path, found)
			}
		}
	}
	t.Logf("%d codes named", named)
	require.Greater(t, named, len(declared), "docs/codes.md has all of them")
}

// TestDocumentsNameCode holds that what documents name of the module is there:
// functions and types by the listings in docs/api, flags by the programs.
func TestDocumentsNameCode(t *testing.T) {
	t.Parallel()
	identifier := regexp.MustCompile("`(?:[a-z]+/)?([a-z]+)\\.([A-Z]\\w+)")
	flagged := regexp.MustCompile("`(?:go run \\./examples/)?(issuerlist|emscheck|exchangecert|scporder|pcapcheck)((?: [^`]*)?)`")
	flag := regexp.MustCompile(` -([a-z-]+)`)
	listings, programs := apiListings(t), sourceFiles(t)
	for path, text := range markdown(t) {
		for _, found := range identifier.FindAllStringSubmatch(text, -1) {
			if api, ours := listings[found[1]]; ours && !regexp.MustCompile(`\b`+found[2]+`\b`).MatchString(api) {
				t.Errorf("%s: package %s has no %s", path, found[1], found[2])
			}
		}
		for _, found := range flagged.FindAllStringSubmatch(text, -1) {
			for _, f := range flag.FindAllStringSubmatch(found[2], -1) {
				if !hasFlag(programs, "examples/"+found[1], f[1]) {
					t.Errorf("%s: %s has no flag -%s", path, found[1], f[1])
				}
			}
		}
	}
}

// apiListings returns what each package exports, by the name of the package.
func apiListings(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("docs/api/*.txt")
	require.NoError(t, err)
	listings := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		listings[name[strings.LastIndex(name, "-")+1:]] = string(text)
	}
	require.Contains(t, listings, "schannel")
	return listings
}

// hasFlag reports whether a program names a flag, itself or in what it shares
// with others.
func hasFlag(files []sourceFile, dir, flag string) bool {
	for _, f := range files {
		own := strings.HasPrefix(f.path, dir+"/") || strings.HasPrefix(f.path, "examples/internal/")
		if own && !f.test() && strings.Contains(f.text, `"`+flag+`"`) {
			return true
		}
	}
	return false
}

// TestUpdateCommand: the command for golden files names the packages that have
// some. It cannot be ./examples/...: a flag that a package does not have is an
// error.
func TestUpdateCommand(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("CONTRIBUTING.md")
	require.NoError(t, err)
	command := regexp.MustCompile("`go test ([^`]*) -update`").FindStringSubmatch(string(text))
	require.NotNil(t, command)
	var want []string
	for _, f := range sourceFiles(t) {
		if strings.HasPrefix(f.path, "examples/") && strings.Contains(f.text, `flag.Bool("update",`) {
			want = append(want, "./"+f.dir())
		}
	}
	slices.Sort(want)
	require.Equal(t, want, strings.Fields(command[1]))
}

// TestIndexHasExamples: what the index by task of a package tells to call is
// called by an Example of the package, but for what takes a *testing.T, and for
// the catalogues, which are all like that of ExampleCatalogEntry.
func TestIndexHasExamples(t *testing.T) {
	t.Parallel()
	shown := map[string]map[string]bool{} // by folder: every name in its Examples
	files := sourceFiles(t)
	for _, f := range files {
		if f.test() {
			addExamples(shown, f)
		}
	}
	index := regexp.MustCompile(`(?s)\n  - To .*?(\n\n|$)`)
	name := regexp.MustCompile(`\[\*?(?:[A-Z]\w*\.)?([A-Z]\w*)\]`)
	count := 0
	for _, f := range files {
		if !f.public() || f.ast.Doc == nil {
			continue
		}
		for _, found := range name.FindAllStringSubmatch(index.FindString(f.ast.Doc.Text()), -1) {
			if count++; !shown[f.dir()][found[1]] && found[1] != "Catalog" && found[0] != "[Run]" {
				t.Errorf("%s: no Example shows %s", f.dir(), found[0])
			}
		}
	}
	t.Logf("%d names in the indexes", count)
	require.NotZero(t, count)
}

// addExamples adds the names that stand in the Examples of a file.
func addExamples(shown map[string]map[string]bool, f sourceFile) {
	if shown[f.dir()] == nil {
		shown[f.dir()] = map[string]bool{}
	}
	for _, decl := range f.ast.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && strings.HasPrefix(fn.Name.Name, "Example") {
			ast.Inspect(fn, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					shown[f.dir()][strings.TrimPrefix(id.Name, "Example")] = true
				}
				return true
			})
		}
	}
}
