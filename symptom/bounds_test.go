// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
)

// TestBudgets: as many events as a text of the length may hold are read, however
// short they are, and one more is refused: 65,536, and one for each 48 bytes; of
// JSON as many objects, and a field for each 12 bytes.
func TestBudgets(t *testing.T) {
	t.Parallel()
	const free, event, field = 1 << 16, 48, 12
	for _, row := range []struct {
		name, before, unit, behind string
		bytes                      int // for each
		held                       int // of what counts, in what stands before
	}{
		{"lines", "", "Event ID: 1\n", "", event, 0},
		{"tables", "", "Id a\n-- -\n", "", event, 0},
		{"rows of a list", "Level,Source,Event ID\n", "1,a,1\n", "", event, 0},
		{"longer than an event is", "Level,Source,Event ID\n", "Error,a source with a name that is rather long,1\n", "", event, 0},
		{"objects of JSON", "", "{\"Id\":1,\"Source\":\"a\"}", "", event, 0},
		{"fields of JSON", "{\"Id\":1,\"Source\":\"a\"", ",\"a\":1", "}", field, 2},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			refused := func(n int) bool {
				refused := false
				for _, err := range symptom.ReadLenient([]byte(row.before + strings.Repeat(row.unit, n) + row.behind)) {
					refused = refused || err != nil && strings.Contains(err.Error(), "than a text of this length holds")
				}
				return refused
			}
			most := 70000 // where each is longer than what it takes
			for n := most; len(row.unit) < row.bytes && row.held+n <= free+(len(row.before)+n*len(row.unit)+len(row.behind))/row.bytes; n++ {
				most = n
			}
			require.False(t, refused(most), "%d", most)
			if len(row.unit) < row.bytes {
				require.True(t, refused(most+1), "%d", most+1)
			}
		})
	}
}

// TestCrowds is not parallel: it counts what the process allocates for 6 MiB of
// small elements and lines, 16 times the input and 64 MiB at most.
func TestCrowds(t *testing.T) {
	const (
		event = "<Event><System><Provider Name='Schannel'/><EventID>36885</EventID></System><EventData>"
		long  = schannel.Code("symptom.rows.long")
	)
	vocabtest.Crowds(t, []vocabtest.Crowd{
		{Name: "empty elements", Unit: "<a/>", Last: long},
		{Name: "empty events", Before: "<Events>", Unit: "<Event/>", Last: long},
		{Name: "empty elements in an event", Before: event, Unit: "<a/>", Last: long},
		{Name: "empty data", Before: event, Unit: "<Data/>", Last: long},
		{Name: "small events", Unit: "<Event><System><EventID>1</EventID></System></Event>"},
		{Name: "lines", Unit: "a\n"},
		{Name: "paragraphs", Unit: "a\n\n"},
		{Name: "codes", Unit: "0x80090326\n"},
		{Name: "numbers of events", Unit: "Event ID: 1\n", Last: long},
		{Name: "labels of no event", Before: "Event ID: 1\n", Unit: "Log Name: a\n", Last: long},
		{Name: "events of wevtutil", Unit: "Event[0]:\n", Last: long},
		{Name: "rows of a table", Before: "Id Message\n-- -------\n", Unit: " 1 a\n", Last: long},
		{Name: "lines of a message in a table", Before: "Id Message\n-- -------\n 1 a\n", Unit: "   a\n"},
		{Name: "columns", Before: strings.Repeat("Id ", 2<<20) + "\n", Unit: "-- "},
		{Name: "rows of many columns", Before: strings.Repeat("Id ", 1024) + "\n" + strings.Repeat("-- ", 1024) + "\n", Unit: "1\n", Last: long},
		{Name: "tables", Unit: "Id a\n-- -\n", Last: long},
		{Name: "groups", Unit: "ProviderName: a\n", Last: long},
		{Name: "copies", Unit: "a: System\n", Last: long},
		{Name: "rows of a list", Before: "Level,Source,Event ID\n", Unit: "1,a,1\n", Last: long},
		{Name: "events of JSON", Before: `{"Id":1,"Source":"a"}`, Unit: `{"Id":1}`, Last: long},
		{Name: "objects of JSON", Before: `{"Id":1,"Source":"a"}`, Unit: "{}", Last: long},
		{Name: "lists of JSON", Before: `{"Id":1,"Source":"a"}`, Unit: "[]"},
		{Name: "data of JSON", Before: `{"Id":1,"Source":"a","EventData":[`, Unit: `{"a":1},`, Last: long},
		{Name: "fields of JSON", Before: `{"Id":1,"Source":"a"}{"a":1`, Unit: `,"a":1`, Last: long},
		{Name: "fields of a list", Before: "Level,Source,Event ID\n", Unit: ","},
		{Name: "columns of a list", Before: "Level,Source,Event ID", Unit: ",a"},
	}, func(file []byte) (faults []*schannel.Error) {
		for _, err := range symptom.ReadLenient(file) {
			if fault, ok := err.(*schannel.Error); ok { //nolint:errorlint // the reader promises this very type
				faults = append(faults, fault)
			}
		}
		return faults
	})
}
