// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext_test

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/internal/pstext"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func ExampleObjects() {
	text := "Name    : MX1\nDomains : {MX1, mail.contoso.com}\n\nName    : MX2\nDomains : {}\n"
	for o, e := range pstext.Objects([]byte(text)) {
		if e != nil {
			fmt.Println(e)
			continue
		}
		name, _ := o.Get("name")
		domains, _ := o.Get("domains")
		fmt.Println(o.Line, name.Text)
		for d := range domains.Items() {
			fmt.Println("-", d.Text)
		}
	}
	// Output:
	// 1 MX1
	// - MX1
	// - mail.contoso.com
	// 4 MX2
}

func ExampleFormatOf() {
	f := pstext.FormatOf([]byte("#TYPE System.Object\r\n"))
	fmt.Println(f.Name)
	fmt.Println(f.Convert)
	// Output:
	// CSV of Export-Csv
	// run the cmdlet again and append "| Format-List *", or "| Export-Clixml FILE"
}

func ExampleCulture_Parse() {
	unknown, _ := pstext.FindCulture("")
	_, e := unknown.Parse("2/12/2028 1:53:00 PM")
	fmt.Println(e.Err)
	german, _ := pstext.FindCulture("de-DE")
	m, _ := german.Parse("13.02.2028 16:22:23")
	fmt.Println(m.Clock.Format(time.DateTime))
	// Output:
	// "2/12/2028 1:53:00 PM" is 2028-02-12T13:53:00 or 2028-12-02T13:53:00; name the culture of the shell
	// 2028-02-13 16:22:23
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "schannel", catalog.Tables{Errors: pstext.Errors()}.All())
}

// codes is what kinds of errors a file gives, each once.
func codes(data []byte) (found []schannel.Code, objects int) {
	for _, e := range pstext.Objects(data) {
		if e == nil {
			objects++
		} else if !slices.Contains(found, e.Code) {
			found = append(found, e.Code)
		}
	}
	return found, objects
}

func TestFormats(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, data, want string }{
		{"list", "Name : a", "text"},
		{"clixml", "\xef\xbb\xbf<Objs Version=\"1.1.0.1\">", "CLIXML"},
		{"converttoxml", "<?xml version=\"1.0\"?>\r\n<Objects>", "the XML of ConvertTo-Xml"},
		{"csv", "#TYPE X\r\n\"a\",\"b\"", "CSV of Export-Csv"},
		{"csv-without-type", "\"a\",\"b\"", "CSV of Export-Csv"},
		{"json", "[{\"a\":1}]", "JSON"},
		{"html", "<!DOCTYPE html>", "an HTML page"},
		{"pem", "-----BEGIN CERTIFICATE-----", "a PEM file"},
		{"event", "<Event xmlns=\"x\">", "event XML"},
		{"registry", "Windows Registry Editor Version 5.00", "a registry export"},
		{"log", "#Software: Microsoft Exchange Server", "a log with a heading of fields"},
		{"zip", "PK\x03\x04", "a ZIP archive"},
		{"empty", " \r\n", "an empty file"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			format := pstext.FormatOf([]byte(row.data))
			if diff := cmp.Diff(row.want, format.Name); diff != "" {
				t.Error(diff)
			}
			if format.Kind == pstext.Other {
				found, _ := codes([]byte(row.data))
				if diff := cmp.Diff([]schannel.Code{"schannel.powershell.format"}, found); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// hostile are inputs that are made to cost much; each of about a megabyte, the
// sizes that count are measured in the limits of the test.
var hostile = []struct {
	name  string
	data  func(size int) string
	codes []schannel.Code // it is refused with; none: it is read
}{
	{"short-properties", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "%x:\n", i)
		}
		return b.String()
	}, []schannel.Code{"schannel.powershell.size"}},
	{"short-objects", func(n int) string { return strings.Repeat("a:\n\n", n/4) }, []schannel.Code{"schannel.powershell.size"}},
	{"wrapped", func(n int) string { return "a : b\n" + strings.Repeat("      c\n", n/8) }, []schannel.Code{"schannel.powershell.size"}},
	{"stray-lines", func(n int) string { return strings.Repeat("?\n", n/2) }, []schannel.Code{"schannel.powershell.line"}},
	{"long-list", func(n int) string { return "a : {" + strings.Repeat("b, ", n/3) + "c}" }, nil},
	{"long-line", func(n int) string { return "a : " + strings.Repeat("b", n) }, nil},
	{"many-columns", func(n int) string {
		return strings.Repeat("a  ", 200) + "\n" + strings.Repeat("-- ", 200) + "\n" + strings.Repeat("x\n", n/4)
	}, []schannel.Code{"schannel.powershell.size"}},
	{"too-many-columns", func(n int) string {
		return strings.Repeat("a  ", n/8) + "\n" + strings.Repeat("-- ", n/8) + "\n"
	}, []schannel.Code{"schannel.powershell.line"}},
	{"many-rows", func(n int) string { return "a  b\n-- --\n" + strings.Repeat("1  2\n", n/5) }, []schannel.Code{"schannel.powershell.size"}},
	{"many-row-lines", func(n int) string { return "a  b\n-- --\n1  2\n" + strings.Repeat("   2\n", n/5) }, []schannel.Code{"schannel.powershell.size"}},
	{"nil", func(n int) string { return objs(strings.Repeat("<Nil/>", n/6)) }, []schannel.Code{"schannel.powershell.size"}},
	{"objects", func(n int) string { return objs(strings.Repeat("<Obj RefId=\"0\"/>", n/16)) }, []schannel.Code{"schannel.powershell.size"}},
	{"comments", func(n int) string { return objs("<S>" + strings.Repeat("a<!---->", n/8) + "</S>") }, nil},
	{"references", func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			fmt.Fprintf(&b, "<Obj N=\"a\" RefId=\"%d\"><LST><Ref RefId=\"%d\"/><Ref RefId=\"%d\"/></LST></Obj>", i, i-1, i-1)
		}
		return objs("<Obj RefId=\"0\"><Props>" + b.String() + "</Props></Obj>")
	}, []schannel.Code{"schannel.powershell.size"}},
	{"depth", func(n int) string { return strings.Repeat("<Objs>", n/6) }, []schannel.Code{"schannel.powershell.element", "schannel.powershell.size"}},
	{"attributes", func(n int) string { return objs("<S " + strings.Repeat("a=\"\" ", n/5) + "/>") }, []schannel.Code{"schannel.powershell.size"}},
	{"token", func(n int) string { return objs("<S>" + strings.Repeat("a", 9<<20) + "</S>") }, []schannel.Code{"schannel.powershell.size"}},
	{"escapes", func(n int) string { return objs("<S>" + strings.Repeat("_x0041_", n/7/8) + "</S>") }, nil},
}

const objsHead = "<Objs>"

func objs(inside string) string { return objsHead + inside + "</Objs>" }

func TestBounds(t *testing.T) {
	if testing.Short() {
		t.Skip("reads large inputs")
	}
	const size = 4 << 20
	for _, row := range hostile {
		data := []byte(row.data(size))
		began := time.Now()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		found, _ := codes(data)
		runtime.ReadMemStats(&after)
		allocated := after.TotalAlloc - before.TotalAlloc
		t.Logf("%s: %d bytes, %d allocated, %v", row.name, len(data), allocated, time.Since(began))
		if allocated > uint64(16*len(data)+64<<20) {
			t.Errorf("%s: %d bytes allocated for %d", row.name, allocated, len(data))
		}
		if diff := cmp.Diff(row.codes, found); diff != "" {
			t.Errorf("%s: %s", row.name, diff)
		}
	}
}

func TestTooLarge(t *testing.T) {
	t.Parallel()
	found, objects := codes(make([]byte, 256<<20+1))
	require.Zero(t, objects)
	if diff := cmp.Diff([]schannel.Code{"schannel.powershell.size"}, found); diff != "" {
		t.Error(diff)
	}
}

// TestManyFaults: a hundred faults are told one by one, the rest are counted.
func TestManyFaults(t *testing.T) {
	t.Parallel()
	var last *schannel.Error
	n := 0
	for _, e := range pstext.Objects([]byte(strings.Repeat("?\n", 1000))) {
		last = e
		n++
	}
	require.Equal(t, 101, n)
	require.ErrorContains(t, last, "the last of 900 more faults")
	require.Equal(t, 1998, last.Offset)
}

func TestStops(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a : 1\n\na : 2\n", "?\n?\n", "a\n--\n1\n2\n", objs("<S>a</S><S>b</S>"), objs("<Q/><Q/>")} {
		n := 0
		for range pstext.Objects([]byte(text)) {
			n++
			break
		}
		require.Equal(t, 1, n, text)
	}
}

func FuzzObjects(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		var first bytes.Buffer
		for o, e := range pstext.Objects(data) {
			if e != nil {
				require.Contains(t, e.Code, "schannel.powershell.")
				require.LessOrEqual(t, e.Offset, len(data))
				fmt.Fprintln(&first, e)
				continue
			}
			require.LessOrEqual(t, o.Offset, len(data))
			require.Positive(t, o.Line)
			for _, p := range o.Properties {
				fmt.Fprintf(&first, "%q %q\n", p.Name, p.Value.Text)
				for item := range p.Value.Items() {
					require.LessOrEqual(t, item.Offset, len(data))
				}
				p.Value.Bytes()
			}
		}
		var second bytes.Buffer
		for o, e := range pstext.Objects(data) {
			if e != nil {
				fmt.Fprintln(&second, e)
				continue
			}
			for _, p := range o.Properties {
				fmt.Fprintf(&second, "%q %q\n", p.Name, p.Value.Text)
			}
		}
		require.Equal(t, first.String(), second.String(), "the same input gives the same")
	})
}

func FuzzDate(f *testing.F) {
	thai, _ := pstext.FindCulture("th-TH")
	f.Fuzz(func(t *testing.T, culture, text string) {
		c, e := pstext.FindCulture(culture)
		if e != nil {
			return
		}
		m, e := c.Parse(text)
		if e != nil {
			require.Zero(t, m)
			return
		}
		// What a culture reads is one of the readings of no culture, or Thai.
		if plain, e := (pstext.Culture{}).Parse(text); e == nil && c != thai {
			require.Equal(t, plain, m)
		}
	})
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzObjects": 8, "FuzzDate": 7})
}
