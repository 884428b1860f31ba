// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"os"
	"path/filepath"
	"testing"
)

const head = `{"format": "schannel-case/1", `

// The validator takes what the format allows, and refuses what it does not. The
// rows are as those of package casefile, whose reader is stricter still: a
// schema cannot speak of repeated fields, or of how a number is written.
func TestValidate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		valid      bool
	}{
		{"least", `{"format": "schannel-case/1"}`, true},
		{"null", head + `"symptoms": null, "trustlist": null}`, true},
		{"registry", head + `"ems": {"local": {"registry": [{"data": 4294967295}, {"type": "REG_MULTI_SZ", "data": ["a"]}, {"type": "0x1f", "data": "00ff"}]}}}`, true},
		{"no-format", `{"name": "x"}`, false},
		{"report", `{"format": "schannel-report/1"}`, false},
		{"unknown", head + `"titel": "x"}`, false},
		{"unknown-deep", head + `"trustlist": {"host": {"stores": {"site": [{"foo": 1}]}}}}`, false},
		{"null-text", head + `"title": null}`, false},
		{"number-for-text", head + `"title": 5}`, false},
		{"fraction", head + `"trustlist": {"synthetic": {"names": 1.5}}}`, false},
		{"range", head + `"trustlist": {"synthetic": {"names": 5001}}}`, false},
		{"release", head + `"trustlist": {"host": {"release": "server2008 r2"}}}`, false},
		{"version", head + `"trustlist": {"tls": "TLS1.2"}}`, false},
		{"day", head + `"at": "2020-06-31T00:00:00Z"}`, false},
		{"zone", head + `"at": "2020-06-30T00:00:00+02:00"}`, false},
		{"upper-hex", head + `"trustlist": {"captured": "16FE"}}`, false},
		{"thumbprint", head + `"trustlist": {"keep": ["a9"]}}`, false},
		{"connections", head + `"ems": {"connections": [{}, {}, {}]}}`, false},
		{"dword-text", head + `"ems": {"local": {"registry": [{"type": "REG_DWORD", "data": "1"}]}}}`, false},
		{"no-type-text", head + `"ems": {"local": {"registry": [{"data": "1"}]}}}`, false},
		{"binary", head + `"ems": {"local": {"registry": [{"type": "REG_BINARY", "data": "xy"}]}}}`, false},
		{"no-data", head + `"ems": {"local": {"registry": [{"key": "k"}]}}}`, false},
	}
	schema := filepath.Join("..", "..", "examples", "internal", "casefile", "schema.json")
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "case.json")
			if err := os.WriteFile(file, []byte(test.text), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := validate(schema, []string{file}); (err == nil) != test.valid {
				t.Errorf("valid: %v, but the validator says %v", test.valid, err)
			}
		})
	}
}
