// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package issuers

import (
	"errors"
	"fmt"
	"strings"

	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// binding reads what netsh http show sslcert prints, none if there is no file.
// Of several bindings all have to say the same.
func binding(file string) (compose.Binding, error) {
	if file == "" {
		return compose.Binding{}, nil
	}
	raw, err := cli.ReadFile(file)
	if err != nil {
		return compose.Binding{}, err
	}
	b, err := parseBinding(string(raw))
	if err != nil {
		return compose.Binding{}, fmt.Errorf("%s: %w", file, err)
	}
	return b, nil
}

func parseBinding(text string) (compose.Binding, error) {
	stores, identifiers := fields(text, "Ctl Store Name"), fields(text, "Ctl Identifier")
	switch {
	case len(stores) == 0:
		return compose.Binding{}, errors.New("no line \"Ctl Store Name\": give what netsh http show sslcert prints, in English")
	case len(stores) > 1 || len(identifiers) > 1:
		return compose.Binding{}, errors.New("several bindings that differ: give what netsh http show sslcert prints of one")
	}
	b := compose.Binding{Known: true, CtlStoreName: stores[0]}
	if len(identifiers) > 0 {
		b.CtlIdentifier = identifiers[0]
	}
	return b, nil
}

// fields are the different values of a label, each once; null is empty.
func fields(text, label string) []string {
	var values []string
	for line := range strings.Lines(strings.ReplaceAll(text, "\x00", "")) {
		name, value, found := strings.Cut(line, ":")
		if !found || !strings.EqualFold(strings.TrimSpace(name), label) {
			continue
		}
		if value = strings.TrimSpace(value); value == "(null)" {
			value = ""
		}
		if len(values) == 0 || values[len(values)-1] != value {
			values = append(values, value)
		}
	}
	return values
}
