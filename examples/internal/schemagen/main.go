// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command schemagen writes the JSON Schema of a format of command diagnose:
//
//	go run ../schemagen FORMAT FILE
//
// It reads the comments from the source of this module, above the current
// directory.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/schanneltrust/schannel/examples/internal/batch"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/jsonschema"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "schemagen:", err)
		os.Exit(2)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: schemagen FORMAT FILE")
	}
	format, ok := formats()[args[0]]
	if !ok {
		return fmt.Errorf("unknown format %q", args[0])
	}
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	schema, err := jsonschema.Generate(os.DirFS(root), format)
	if err != nil {
		return err
	}
	return os.WriteFile(args[1], schema, 0o644) //nolint:gosec // a schema is for everybody
}

func formats() map[string]jsonschema.Format {
	return map[string]jsonschema.Format{"case": casefile.JSON(), "report": diagnosis.JSON(), "refusal": batch.JSON()}
}

// moduleRoot is the nearest folder above this one that holds a go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no go.mod above the current directory")
		}
		dir = up
	}
	return "", err
}
