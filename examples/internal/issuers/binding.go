// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package issuers

import (
	"errors"
	"fmt"
	"slices"

	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/internal/netsh"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// binding reads what netsh http show sslcert prints, none if there is no file.
// Of several bindings all have to say the same.
func (in *input) binding(file string) (compose.Binding, error) {
	if file == "" {
		return compose.Binding{}, nil
	}
	raw, err := cli.ReadFile(file)
	if err != nil {
		return compose.Binding{}, err
	}
	bindings, defects := netsh.ReadLenient(raw)
	if len(bindings) == 0 {
		return compose.Binding{}, fmt.Errorf("%s: %w", file, defects[0])
	}
	in.note(file, defects)
	first := compose.Binding{Known: bindings[0].CTLKnown, CtlStoreName: bindings[0].CTLStore, CtlIdentifier: bindings[0].CTLIdentifier}
	if slices.ContainsFunc(bindings, func(b netsh.Binding) bool {
		return b.CTLKnown != first.Known || b.CTLStore != first.CtlStoreName || b.CTLIdentifier != first.CtlIdentifier
	}) {
		return compose.Binding{}, fmt.Errorf("%s: %w", file, errors.New("several bindings that differ: give what netsh http show sslcert prints of one"))
	}
	return first, nil
}
