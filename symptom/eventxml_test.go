// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom_test

import (
	"strings"
	"testing"

	"github.com/schanneltrust/schannel/symptom"
)

// TestPaths: what has no field is kept by the path of its element, as far as
// that is short enough for a name.
func TestPaths(t *testing.T) {
	t.Parallel()
	row := func(name, why, xml, path string) readRow {
		return readRow{name, why, []byte(xml), events(symptom.Event{ID: 1, Other: other(path, "x")}), nil}
	}
	within := func(length int) string {
		element := strings.Repeat("A", length)
		return eventXML("1", "<RenderingInfo><"+element+">x</"+element+"></RenderingInfo>")
	}
	testRead(t, []readRow{
		row("System itself", "its own text has its name", "<Event><System>x<EventID>1</EventID></System></Event>", "System"),
		row("fits", "50 letters behind RenderingInfo", within(50), "RenderingInfo/"+strings.Repeat("A", 50)),
		row("too long together", "64 bytes are no name: the end of the path is", within(51), strings.Repeat("A", 51)),
		row("longest", "63 letters", within(63), strings.Repeat("A", 63)),
		row("too long", "64 letters", within(64), ""),
	})
}
