// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package casefile

import (
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// head begins every case of the table; a place in what follows counts from it.
const head = `{"format": "schannel-case/1", `

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range refusals {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := Parse([]byte(test.text))
			fault, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok, "%v", err)
			vocabtest.Equal(t, Case{}, got)
			place := fmt.Sprintf("%s %s %d", fault.Code, fault.Field, fault.Offset)
			require.Equal(t, fmt.Sprintf("%s %s %d", test.code, test.path, offset(t, test.text, test.at)), place, "%v", err)
			require.Contains(t, err.Error(), test.says)
		})
	}
}

// offset finds the place of which a row says what stands there.
func offset(t *testing.T, text, at string) int {
	t.Helper()
	switch at {
	case "":
		return 0
	case "end":
		return len(text)
	}
	i := strings.LastIndex(text, at)
	require.NotEqual(t, -1, i)
	return i
}

func TestParseAccepts(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, why, text string }{
		{"least", "the format alone: nothing is known", `{"format":"schannel-case/1"}`},
		{"null", "null and missing lists and objects are one", head + `"symptoms":null,"trustlist":null,"files":null}`},
		{"empty", "so are empty lists", head + `"symptoms":[],"files":[]}`},
		{"space", "white space is free, of every kind that JSON has", "\r\n\t {\n\"format\"\t:\r\"schannel-case/1\" } \n"},
		{"escapes", "a name of a field may be written with escapes", `{"\u0066ormat":"schannel-case\/1"}`},
		{"order", "the order of fields is free", `{"symptoms":[], "format":"schannel-case/1"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := Parse([]byte(test.text))
			require.NoError(t, err)
			vocabtest.Equal(t, Case{Format: Format}, got)
		})
	}
}

func TestParseKeepsRegistryTypes(t *testing.T) {
	t.Parallel()
	got, err := Parse([]byte(head + `"trustlist":{"host":{"registry":[
		{"key":"k","name":"a","data":4294967295},
		{"key":"k","name":"b","data":18446744073709551615,"type":"REG_QWORD"},
		{"key":"k","name":"c","type":"REG_MULTI_SZ","data":["x","y"]},
		{"key":"k","name":"d","type":"0x1f","data":"00ff"}]}}}`))
	require.NoError(t, err)
	vocabtest.Equal(t, []schannel.RegistryValue{
		{Key: "k", Name: "a", Type: schannel.RegDWORD, Number: 1<<32 - 1},
		{Key: "k", Name: "b", Type: schannel.RegQWORD, Number: 1<<64 - 1},
		{Key: "k", Name: "c", Type: schannel.RegMultiSZ, Strings: []string{"x", "y"}},
		{Key: "k", Name: "d", Type: 0x1f, Bytes: []byte{0, 0xff}},
	}, got.Trustlist.Host.Registry)
}

// An attack is read, or refused, within 16 times its size and 64 MB. What else
// runs would be counted too, so nothing does.
func TestParseIsBounded(t *testing.T) {
	repeat := func(before, item string, n int, after string) string {
		if vocabtest.Race { // which is slow, and finds nothing here
			n /= 16
		}
		return before + strings.TrimSuffix(strings.Repeat(item+",", n), ",") + after
	}
	tests := []struct{ name, why, text string }{
		{"empty-certificates", "an item of two bytes takes hundreds in memory", repeat(head+`"exchangecert":{"servers":[{"server":{"certificates":[`, "{}", 1<<20, `]}}]}}`)},
		{"empty-texts", "one of two takes sixteen", repeat(head+`"trustlist":{"named":[`, `""`, 1<<20, `]}}`)},
		{"most-texts", "as many as are allowed", repeat(head+`"trustlist":{"named":[`, `""`, 838_000, `]}}`)},
		{"most-long-texts", "and of a larger case", repeat(head+`"trustlist":{"named":[`, `"abcdef"`, 1<<20, `]}}`)},
		{"rows", "symptoms", repeat(head+`"symptoms":[`, `{"text":""}`, 1<<20, `]}`)},
		{"some-rows", "as many as are allowed", repeat(head+`"symptoms":[`, `{"text":""}`, 24_000, `]}`)},
		{"empty-values", "values of the registry", repeat(head+`"trustlist":{"host":{"registry":[`, `{"data":0}`, 1<<19, `]}}}`)},
		{"deep", "lists in lists stand nowhere", head + `"symptoms":` + strings.Repeat("[", 1<<22)},
		{"deep-objects", "nor does anything that has no end", head + strings.Repeat(`"trustlist":{`, 1<<20)},
		{"long-name", "the name of a field is not repeated in full", head + `"` + strings.Repeat("a", 1<<22) + `":0}`},
		{"long-text", "nor a text", head + `"at":"` + strings.Repeat("a", 1<<22) + `"}`},
		{"long-number", "nor a number", head + `"trustlist":{"synthetic":{"names":` + strings.Repeat("1", 1<<22) + `}}}`},
		{"lines", "lines are counted once", head + strings.Repeat("\n", 1<<22)},
		{"escapes", "escape sequences", head + `"title":"` + strings.Repeat(`\u0000`, 1<<20) + `"}`},
	}
	der := hex.EncodeToString(mint(t))
	tests = append(tests, struct{ name, why, text string }{
		"certificates", "what is filled in is three times as long as the bytes",
		repeat(head+`"exchangecert":{"servers":[{"server":{"certificates":[`, `{"raw":"`+der+`"}`, 4000, `]}}]}}`),
	}, struct{ name, why, text string }{
		"store", "the same of stores", repeat(head+`"trustlist":{"client":[`, `{"raw":"`+der+`"}`, 4000, `]}}`),
	})
	for _, test := range tests {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Parse([]byte(test.text))
		runtime.ReadMemStats(&after)
		allocated, bound := after.TotalAlloc-before.TotalAlloc, uint64(16*len(test.text)+64<<20)
		t.Logf("%s: %d bytes, %.1f times as many allocated, %.200v", test.name, len(test.text), float64(allocated)/float64(len(test.text)), err)
		if allocated > bound {
			t.Errorf("%s: %d bytes allocated for %d (%s)", test.name, allocated, len(test.text), test.why)
		}
		if err != nil && len(err.Error()) > 2000 {
			t.Errorf("%s: an error of %d bytes", test.name, len(err.Error()))
		}
	}
}

func TestParseTooLarge(t *testing.T) {
	t.Parallel()
	_, err := Parse(make([]byte, MaxSize+1))
	vocabtest.Fault(t, err, "diagnose.case.too_large", MaxSize)
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "diagnose", Catalog())
}
