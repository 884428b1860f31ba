// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"reflect"

	"github.com/schanneltrust/schannel/examples/internal/jsonschema"
)

// JSON is the format of reports.
func JSON() jsonschema.Format {
	return jsonschema.Format{
		Name:  Format,
		ID:    "https://" + jsonschema.Module + "/schema/report/1",
		Title: "A report of command diagnose",
		Type:  reflect.TypeFor[Report](),
	}
}
