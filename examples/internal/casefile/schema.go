// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package casefile

import (
	"reflect"

	"github.com/schanneltrust/schannel/examples/internal/jsonschema"
)

//go:generate go run ../schemagen case schema.json

// JSON is the case format. Its JSON Schema is schema.json.
func JSON() jsonschema.Format {
	return jsonschema.Format{
		Name:  Format,
		ID:    "https://" + jsonschema.Module + "/schema/case/1",
		Title: "A case for command diagnose",
		Type:  reflect.TypeFor[Case](),
	}
}
