// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
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
