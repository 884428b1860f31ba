// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command gendocs writes the documents that are made of the module itself, into
// the folder docs of the module in the current directory: codes.md of the
// catalogues, open-questions.md of the catalogues, the policies and the code
// that leaves a question open.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "gendocs:", err)
		os.Exit(1)
	}
}

// run writes the documents of the module below root.
func run(root string) error {
	docs, err := generate(root)
	if err != nil {
		return err
	}
	for name, text := range docs {
		if err := os.WriteFile(filepath.Join(root, "docs", name), []byte(text), 0o644); err != nil { //nolint:gosec // documents are for everybody
			return err
		}
	}
	return nil
}

// generate returns the documents by their names.
func generate(root string) (map[string]string, error) {
	module, err := readModule(root)
	if err != nil {
		return nil, err
	}
	found := trace(module)
	return map[string]string{
		"codes.md":          codes(found.events),
		"open-questions.md": openQuestions(module, found.questions),
	}, nil
}
