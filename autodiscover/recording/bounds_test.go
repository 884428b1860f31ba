// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package recording_test

import (
	"errors"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/recording"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// crowd is a file of many small elements: a unit as often as fits.
type crowd struct {
	name         string
	before, unit string
	after        string
	code         schannel.Code // that it is refused with; empty: it is read
	field        string
	size         int // of the file, 6 MiB if 0
}

const (
	tooLarge  = "autodiscover.recording.too_large"
	malformed = "autodiscover.recording.syntax"
	noFormat  = "autodiscover.recording.format"

	harBegin   = `{"log":{"entries":[`
	harEnd     = `{}]}}`
	entryBegin = harBegin + `{"request":{"method":"GET"},"response":`
	smallBegin = `[{"request":{"method":"GET","url":"http://a.example/"},`
)

// crowds are lists and objects, at every place where one is looked into, of what
// takes the fewest bytes.
var crowds = []crowd{
	{name: "empty entries", before: harBegin, unit: "{},", after: harEnd, code: tooLarge, field: "log.entries"},
	{name: "numbers for entries", before: harBegin, unit: "0,", after: harEnd, code: malformed, field: "log.entries"},
	{name: "null for entries", before: harBegin, unit: "null,", after: harEnd, code: tooLarge, field: "log.entries"},
	{name: "lists for entries", before: harBegin, unit: "[],", after: harEnd, code: malformed, field: "log.entries"},
	{name: "texts for entries", before: harBegin, unit: `"",`, after: harEnd, code: malformed, field: "log.entries"},
	{name: "empty headers", before: entryBegin + `{"status":200,"headers":[`, unit: "{},", after: "{}]}}]}}", code: tooLarge, field: "log.entries.response.headers"},
	{name: "keys of the log", before: `{"log":{`, unit: `"a":0,`, after: `"entries":[]}}`},
	{name: "keys of a HAR file", before: "{", unit: `"":0,`, after: `"log":{}}`},
	{name: "the log again and again", before: "{", unit: `"log":{},`, after: `"log":{}}`},
	{name: "keys of an object", before: "{", unit: `"a":0,`, after: `"a":0}`, code: noFormat, field: "recording"},
	{name: "a list beside the log", before: `{"x":[`, unit: "{},", after: `{}],"log":{}}`},
	{name: "hosts of a detection", before: `{"email":"","protocols":[`, unit: "{},", after: "{}]}", code: tooLarge, field: "protocols"},

	{name: "empty objects", before: "[", unit: "{},", after: "{}]", code: tooLarge, field: "recording"},
	{name: "empty lists", before: "[", unit: "[],", after: "[]]", code: malformed, field: "recording"},
	{name: "numbers", before: "[", unit: "0,", after: "0]", code: malformed, field: "recording"},
	{name: "texts", before: "[", unit: `"",`, after: `""]`, code: malformed, field: "recording"},
	{name: "unknown keys", before: "[{", unit: `"a":0,`, after: `"a":0}]`},
	{name: "unknown keys of two bytes", before: "[{", unit: `"\n":0,`, after: `"a":0}]`},
	{name: "a key again and again", before: `[{"request":{`, unit: `"url":"\n",`, after: `"method":"GET"}}]`},
	{name: "a number again and again", before: smallBegin + `"response":{`, unit: `"status":1,`, after: `"status":1}}]`},
	{name: "requests again and again", before: "[{", unit: `"request":{},`, after: `"request":{}}]`},
	{name: "empty records", before: smallBegin + `"response":{"records":[`, unit: "{},", after: "{}]}}]", code: tooLarge, field: "records"},
	{name: "empty names", before: smallBegin + `"peer":{"names":[`, unit: `"",`, after: `""]}}]`, code: tooLarge, field: "names"},
	{name: "empty headers of the small form", before: smallBegin + `"response":{"headers":{`, unit: `"":"",`, after: `"":""}}}]`, code: tooLarge, field: "headers"},
	{name: "a header of many values", before: smallBegin + `"response":{"headers":{"WWW-Authenticate":[`, unit: `"a",`, after: `"a"]}}}]`, code: tooLarge, field: "headers"},
	{name: "a body of no UTF-8", before: smallBegin + `"response":{"body":"`, unit: "\xff", after: `"}}]`, code: tooLarge, field: "body"},
	{name: "a body of escapes", before: smallBegin + `"response":{"body":"`, unit: `\n`, after: `"}}]`},

	{name: "as many records as are read", before: "[" + strings.Repeat(`{"request":{"dns":"SRV"},"response":{"records":[`+strings.Repeat("{},", 99)+`{}]}},`, 18_000), unit: " ", after: "{}]", size: 1},
	{name: "as many names as are read", before: "[" + strings.Repeat(smallBegin[1:]+`"peer":{"names":[`+strings.Repeat(`"",`, 999)+`""]}},`, 2_000), unit: " ", after: "{}]", size: 1},
	{name: "as many escaped names", before: "[" + strings.Repeat(smallBegin[1:]+`"peer":{"names":[`+strings.Repeat(`"\n",`, 999)+`""]}},`, 2_000), unit: " ", after: "{}]", size: 1},
	{name: "as many headers as are read", before: harBegin + strings.Repeat(`{"request":{"method":"GET"},"response":{"status":1,"headers":[`+strings.Repeat("{},", 999)+`{}]}},`, 2_000), unit: " ", after: harEnd, size: 1},
	{name: "as many schemes as are read", before: harBegin + strings.Repeat(`{"request":{"method":"GET"},"response":{"status":1,"headers":[`+strings.Repeat(`{"name":"www-authenticate","value":"a,a,a,a,a,a,a,a,a,a"},`, 9)+`{}]}},`, 10_000), unit: " ", after: harEnd, size: 1},
	{name: "as many exchanges as are read", before: "[" + strings.Repeat(`{"request":{"method":"GET"}},`, 19_999), unit: " ", after: "{}]", size: 1},

	{name: "nested lists", before: "[", unit: "[", code: malformed, field: "recording"},
	{name: "nested objects", before: "", unit: `{"log":`, code: malformed, field: "recording"},
	{name: "nested lists as deep as JSON is read", before: `[{"a":` + strings.Repeat("[", 9_990), unit: " ", after: strings.Repeat("]", 9_990) + "}]", size: 1},
}

func (c crowd) file() string {
	size := c.size
	if size == 0 {
		size = 6 << 20
	}
	return c.before + strings.Repeat(c.unit, size/len(c.unit)) + c.after
}

// TestCrowds is not parallel: it counts what the process allocates, 16 times the
// input and 64 MiB at most.
func TestCrowds(t *testing.T) {
	if vocabtest.Race {
		return // the race detector allocates on its own
	}
	for _, row := range crowds {
		file := []byte(row.file())
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := recording.Read(file, nil)
		runtime.ReadMemStats(&after)
		allocated := after.TotalAlloc - before.TotalAlloc
		t.Logf("%s: %d bytes, %d allocated, %v", row.name, len(file), allocated, err)
		if most := uint64(16*len(file) + 64<<20); allocated > most {
			t.Errorf("%s: %d bytes allocated, more than %d", row.name, allocated, most)
		}
		if row.code == "" {
			require.NoError(t, err, row.name)
			continue
		}
		e, ok := errors.AsType[*schannel.Error](err)
		require.True(t, ok, "%s: %v", row.name, err)
		if e.Code != row.code || e.Field != row.field || e.Offset < 0 || e.Offset >= len(file) {
			t.Errorf("%s: %s of %s at %d, want %s of %s", row.name, e.Code, e.Field, e.Offset, row.code, row.field)
		}
	}
}

// TestOffsets holds where a file is refused, in bytes of the file as it is given.
func TestOffsets(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, file string
		field      string
		at         string // that begins there
	}{
		{"too many", "\xef\xbb\xbf\n[" + strings.Repeat("{},", 20_000) + `{"last":1}]`, "recording", `{"last"`},
		{"too many entries", harBegin + strings.Repeat("{},", 20_000) + `{"last":1}]}}`, "log.entries", `{"last"`},
		{"another type", harBegin + `{"request":{"method":"GET","url":7}}]}}`, "log.entries.request.url", "7}}"},
		{"no list", `{"log":{"entries":7}}`, "log.entries", "7}}"},
		{"another type in the small form", `[{"request":{"method":"GET"},"response":{"status":"x"}}]`, "status", `"x"`},
		{"a number out of range", `[{"request":{"dns":"SRV"},"response":{"records":[{"port":70000}]}}]`, "port", "70000"},
		{"a date", `[{"request":{"method":"GET"},"peer":{"not_before":"tomorrow"}}]`, "not_before", `"tomorrow"`},
		{"no base64", harBegin + `{"request":{"method":"GET"},"response":{"status":1,"content":{"encoding":"base64","text":"*"}}}]}}`, "log.entries.response.content", `"*"`},
		{"a large body", smallBegin + `"response":{"body":"` + strings.Repeat("x", 4<<20+1) + `"}}]`, "body", `"xx`},
		{"no JSON behind a mark", "\xef\xbb\xbf[1,?]", "recording", "]"}, // encoding/json counts what it has read
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			_, err := recording.Read([]byte(row.file), nil)
			e, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, row.field, e.Field)
			require.Equal(t, strings.Index(row.file, row.at), e.Offset, "%v", err)
		})
	}
}

// TestCaps has as much of each as is read, and one more.
func TestCaps(t *testing.T) {
	t.Parallel()
	many := func(unit string) func(int) string { return func(n int) string { return strings.Repeat(unit, n) } }
	for _, row := range []struct {
		name          string
		most          int
		before, after string
		unit          func(n int) string
		field         string
	}{
		{"body of HAR", 4 << 20, entryBegin + `{"status":200,"content":{"text":"`, `"}}}]}}`, many("x"), "log.entries.response.content"},
		{"body of the small form", 4 << 20, smallBegin + `"response":{"body":"`, `"}}]`, many("x"), "body"},
		{"schemes of an answer", 100, entryBegin + `{"status":401,"headers":[`, `{}]}}]}}`, many(`{"name":"WWW-Authenticate","value":"a"},`), "headers"},
		{"endpoints of an answer", 100, entryBegin + `{"status":401,"headers":[`, `{}]}}]}}`, many(`{"name":"X-SOAP-Enabled","value":"True"},`), "headers"},
		{"headers of the small form", 1_000, smallBegin + `"response":{"headers":{"`, `":""}}}]`, func(n int) string { return strings.Repeat(`":"","`, n-1) }, "headers"},
		{"host of a record", 255, `[{"request":{"dns":"SRV"},"response":{"records":[{"target":"`, `"}]}}]`, many("a"), "target"},
	} {
		_, err := recording.Read([]byte(row.before+row.unit(row.most)+row.after), nil)
		require.NoError(t, err, row.name)
		_, err = recording.Read([]byte(row.before+row.unit(row.most+1)+row.after), nil)
		requireTooLarge(t, err, row.field)
	}
	for n, field := range []string{"", "body_file"} {
		files := fstest.MapFS{"a": {Data: make([]byte, 4<<20+n)}}
		_, err := recording.Read([]byte(smallBegin+`"response":{"body_file":"a"}}]`), files)
		requireTooLarge(t, err, field)
	}
	file := []byte("[]" + strings.Repeat(" ", 64<<20-1))
	_, err := recording.Read(file[:64<<20], nil)
	require.NoError(t, err)
	_, err = recording.Read(file, nil)
	requireTooLarge(t, err, "recording")
}

// requireTooLarge holds that a field is refused for its size; without a field,
// that nothing is.
func requireTooLarge(t *testing.T, err error, field string) {
	t.Helper()
	if field == "" {
		require.NoError(t, err)
		return
	}
	e, ok := errors.AsType[*schannel.Error](err)
	require.True(t, ok, "%s: %v", field, err)
	require.Equal(t, tooLarge, string(e.Code))
	require.Equal(t, field, e.Field)
}
