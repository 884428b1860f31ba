// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command validate checks JSON documents against a JSON Schema:
//
//	go run . SCHEMA FILE…
//
// It is a module of its own on a validator that this project did not write.
package main

import (
	"fmt"
	"os"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: validate SCHEMA FILE…")
		os.Exit(2)
	}
	if err := validate(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "validate:", err)
		os.Exit(1)
	}
}

// validate checks each file, and the schema against its own.
func validate(schema string, files []string) error {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	compiled, err := compiler.Compile(schema)
	if err != nil {
		return err
	}
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		document, err := jsonschema.UnmarshalJSON(file)
		file.Close()
		if err == nil {
			err = compiled.Validate(document)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
