// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/pstext"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "exchangecert", Catalog())
}

func TestEnums(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[Format](t)
}

// passedOn has an input for each fault of the readers below this package.
var passedOn = []struct {
	code schannel.Code
	data string
}{
	{"schannel.powershell.encoding", "Thumbprint : " + t1 + "\nSubject : CN=M\xfcller\n"},
	{"schannel.powershell.line", "What do you think?\n"},
	{"schannel.powershell.quotes", "Thumbprint : " + t1 + "\nSubject : CN=“a”\n"},
	{"schannel.powershell.element", "<Objs><Q/></Objs>"},
	{"schannel.powershell.reference", "<Objs><Obj RefId=\"0\"><Props><S N=\"Thumbprint\">" + t1 + "</S><Ref N=\"a\" RefId=\"7\"/></Props></Obj></Objs>"},
	{"schannel.powershell.size", "<Objs>" + strings.Repeat("<a>", 200)},
	{"schannel.powershell.xml", "<Objs><S>"},
	{"schannel.certutil.base64", "-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----\n"},
	{"schannel.certutil.size", "================ Certificate 0 ================\n-----BEGIN CERTIFICATE-----\n" + strings.Repeat(strings.Repeat("A", 1<<10)+"\n", 1025)},
	{"schannel.certutil.value", "================ Certificate 0 ================\nCert Hash(sha1): x\n"},
	{"exchangecert.inventory.size", "Thumbprint\n----------\n" + strings.Repeat(t1+"\n", 1<<16)},
	{"exchangecert.inventory.log_row", fieldsLine + "a\n"},
	{"exchangecert.inventory.log_size", fieldsLine + manySessions(1<<17)},
}

// manySessions is a log of short rows, each of a session of its own.
func manySessions(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "2019-05-02T06:32:14Z,,%x,,,,,,\n", i)
	}
	return b.String()
}

func TestPassedOn(t *testing.T) {
	t.Parallel()
	for _, row := range passedOn {
		t.Run(string(row.code), func(t *testing.T) {
			t.Parallel()
			_, errs := ReadLenient([]byte(row.data), Culture{})
			if !slices.ContainsFunc(errs, func(e *schannel.Error) bool { return e.Code == row.code }) {
				t.Errorf("%v", errs)
			}
		})
	}
}

// TestRefusals: two codes are those of the readers alone, as a file's form is
// told before it is read.
func TestRefusals(t *testing.T) {
	t.Parallel()
	for err := range errorsOf(SessionsLenient([]byte("x"))) {
		require.ErrorIs(t, err, &schannel.Error{Code: "exchangecert.inventory.format"})
	}
	for _, code := range []schannel.Code{"schannel.certutil.format"} {
		require.True(t, slices.ContainsFunc(slices.Collect(Catalog()), func(e schannel.CatalogEntry) bool { return e.Code == code }))
	}
}

func errorsOf[T any](items func(func(T, error) bool)) func(func(error) bool) {
	return func(yield func(error) bool) {
		for _, err := range items {
			if err != nil && !yield(err) {
				return
			}
		}
	}
}

// TestSeveralInOne: a file of several forms of output is read object by object.
func TestSeveralInOne(t *testing.T) {
	t.Parallel()
	text := "[PS] C:\\>Get-ExchangeCertificate | fl\n\n\nThumbprint : " + t1 + "\nServices : SMTP\n\n\n\n[PS] C:\\>Get-ReceiveConnector | fl\n\n\nAuthMechanism : Tls\nIdentity : MX1\\a\n\n\n[PS] C:\\>Get-AuthConfig | fl Current*\n\n\nCurrentCertificateThumbprint : " + t2 + "\n"
	got, errs := ReadLenient([]byte(text), Culture{})
	require.Empty(t, errs)
	if diff := cmp.Diff([]any{1, 1, true, FormatPrinted}, []any{len(got.Certificates), len(got.Connectors), got.Auth.Seen, got.Format}); diff != "" {
		t.Error(diff)
	}
	n := 0
	for _, err := range CertificatesLenient([]byte(text), Culture{}) {
		require.NoError(t, err)
		n++
	}
	for _, err := range ConnectorsLenient([]byte(text)) {
		require.NoError(t, err)
		n++
	}
	require.Equal(t, 2, n)
}

func TestFormatOf(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		data string
		want Format
	}{
		{"Thumbprint : x", FormatPrinted},
		{"<Objs Version=\"1\">", FormatCLIXML},
		{"<?xml version=\"1.0\"?><Objects>", FormatXML},
		{"================ Certificat 0 ================", FormatCertutil},
		{fieldsLine, FormatLog},
		{"-----BEGIN CERTIFICATE-----\n", FormatPEM},
		{"\x30\x82\x01\x00", FormatDER},
		{"{}", FormatUnknown},
		{"", FormatUnknown},
	} {
		if diff := cmp.Diff(row.want, FormatOf([]byte(row.data))); diff != "" {
			t.Errorf("%q: %s", row.data, diff)
		}
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	require.NoError(t, Culture{}.Check())
	require.NoError(t, american.Check())
	require.ErrorIs(t, Culture{Name: "x"}.Check(), &schannel.Error{Code: "schannel.powershell.culture"})
}

// TestJSON: what is written reads back equal, lists are lists.
func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{
		Values:     []any{Inventory{}, Format(0)},
		Exceptions: map[string]string{"Culture": "an argument: a zone of the time package has no JSON"},
		Fill: func(r *rand.Rand, kind reflect.Type) (any, bool) {
			switch kind {
			case reflect.TypeFor[exchange.Services]():
				return exchange.ServicesOf(r.IntN(128)), true
			case reflect.TypeFor[exchange.AuthMechanism]():
				return exchange.AuthMechanism(r.IntN(63) + 1), true
			case reflect.TypeFor[Format]():
				return Format(r.IntN(8)), true //nolint:gosec // small
			}
			return nil, false
		},
	})
	for _, row := range certificateRows {
		got, _ := ReadLenient([]byte(row.data), row.culture)
		text, err := json.Marshal(got)
		require.NoError(t, err)
		require.NotContains(t, string(text), "null")
		var back Inventory
		require.NoError(t, json.Unmarshal(text, &back))
		vocabtest.Equal(t, got, back)
	}
}

func TestManyFaults(t *testing.T) {
	t.Parallel()
	_, errs := ReadLenient([]byte(strings.Repeat("a : b\n\n", 1000)), Culture{})
	require.Len(t, errs, maxFaults+1)
	require.ErrorContains(t, errs[maxFaults], "the last of 800 more faults")
	_, errs = ReadLenient([]byte(strings.Repeat("a : b\n\n", maxFaults)), Culture{})
	require.Len(t, errs, maxFaults, "every one was told")
}

// TestReaderYields: what goes beyond the budget is not passed on but told, and
// nothing is passed on to a caller who has had enough.
func TestReaderYields(t *testing.T) {
	t.Parallel()
	object := pstext.Object{Properties: []pstext.Property{{Name: "a"}}} // it has a fault
	for _, row := range []struct {
		name   string
		budget int
		stop   bool
		want   []bool // what yield reports
		passed int
	}{
		{"enough", 3, false, []bool{true, true, true}, 3},
		{"full", 2, false, []bool{true, true, false}, 3}, // one says that there is more
		{"done", 3, true, []bool{false, false, false}, 1},
	} {
		passed := 0
		r := &reader{budget: row.budget, out: func(item, *schannel.Error) bool { passed++; return !row.stop }}
		got := []bool{r.yield(item{}, nil), r.yield(item{}, nil), r.object(object)}
		r.close()
		if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s: %s", row.name, diff)
		}
		require.Equal(t, row.passed, passed, row.name)
	}
}

func TestStops(t *testing.T) {
	t.Parallel()
	der := mint(t, "a.contoso.com")
	for _, data := range []string{
		string(der), fieldsLine + row("+", "", ""), fieldsLine + row("-", "", ""), fieldsLine + "a\n", "Colour : blue\n\nColour : red\n",
		"Thumbprint : x\n", "?\n", "================ Certificate 0 ================\nCert Hash(sha1): " + t1 + "\n", "================ Certificate 0 ================\nSerial Number: 12\n", "\x30\x82",
	} {
		for range items([]byte(data), Culture{}, FormatOf([]byte(data))) {
			break
		}
	}
	for range SessionsLenient([]byte(fieldsLine + row("-", "", "") + "a\n")) {
		break
	}
	for range items([]byte("a : b"), Culture{Name: "x"}, FormatPrinted) {
		break
	}
	for range SessionsLenient([]byte("no time,Out,S,1,a,b,*,no thumbprint,Sending certificate\n" + fieldsLine)) {
		break // its row has two faults
	}
	for range SessionsLenient([]byte(fieldsLine + "no time,Out,S,1,a,b,*,no thumbprint,Sending certificate\n")) {
		break
	}
}

// TestServerOfCertificates: the identity has the server before the thumbprint;
// where it has none, the computer of the remote shell counts.
func TestServerOfCertificates(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]string{
		"Identity : MX1\\" + t1 + "\nThumbprint : " + t1 + "\n":                                      "MX1",
		"Identity : " + t1 + "\nPSComputerName : mx2\nThumbprint : " + t1 + "\n":                     "mx2",
		"Identity : MX1\\" + t1 + "\nPSComputerName : mx2\nThumbprint : " + t1 + "\n":                "MX1",
		"Identity : " + t1 + "\nThumbprint : " + t1 + "\n":                                           "",
		"Identity : MX1\\x\nThumbprint : " + t1 + "\n\nIdentity : MX2\\x\nThumbprint : " + t2 + "\n": "",
	} {
		got, _ := ReadLenient([]byte(data), Culture{})
		require.Equal(t, want, got.Server, data)
	}
}

// TestBounds: a farm of connectors, a large table, a large log. What counts is
// every byte that was allocated: at most 16 times the input and 64 MiB.
func TestBounds(t *testing.T) {
	if testing.Short() {
		t.Skip("reads large inputs")
	}
	connector := "<Obj RefId=\"%d\"><Props><S N=\"AuthMechanism\">Tls</S><S N=\"Identity\">MX1\\c</S>" + strings.Repeat("<Obj N=\"Filler\" RefId=\"%[1]d\"><ToString>filler, as every property has some</ToString><Props><B N=\"IsDeleted\">false</B><BA N=\"SerializationData\">"+strings.Repeat("AAEAAAD/", 40)+"</BA></Props></Obj>\n      ", 40) + "</Props></Obj>"
	var connectors strings.Builder
	for i := 0; connectors.Len() < 16<<20; i++ {
		fmt.Fprintf(&connectors, connector, i)
	}
	var table strings.Builder
	table.WriteString("Thumbprint                                Services   Subject\n----------                                --------   -------\n")
	for table.Len() < 8<<20 { // 74,000 certificates
		table.WriteString(t1 + "  ....S..    CN=mail.contoso.com, O=Contoso, L=Town, S=State, C=US\n")
	}
	var log strings.Builder
	log.WriteString(fieldsLine)
	for i := 0; log.Len() < 16<<20; i++ {
		id := fmt.Sprintf(",S%d,", i/12)
		log.WriteString(strings.Replace(row("*", t1, "Certificate thumbprint"), ",S,", id, 1))
		log.WriteString(strings.Replace(row("*", "", "Sending certificate"), ",S,", id, 1))
	}
	short := strings.Repeat("AuthMechanism : Tls\nIdentity : A\\B\n\n", 1<<15)
	thin := "Thumbprint\n----------\n" + strings.Repeat(t1+"\n", 40<<10)
	for name, data := range map[string]string{
		"short": short, "thin": thin,
		"connectors": "<Objs>" + connectors.String() + "</Objs>", "table": table.String(), "log": log.String(),
	} {
		began := time.Now()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got, errs := ReadLenient([]byte(data), Culture{})
		runtime.ReadMemStats(&after)
		allocated := after.TotalAlloc - before.TotalAlloc
		t.Logf("%s: %d bytes, %.1f times that allocated, %v; %d certificates, %d connectors, %d sessions, %v", name, len(data),
			float64(allocated)/float64(len(data)), time.Since(began), len(got.Certificates), len(got.Connectors), len(got.Sessions), errs)
		require.Less(t, allocated, uint64(16*len(data)+64<<20), name)
		require.Empty(t, errs)
	}
}

func FuzzRead(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		first, errs := ReadLenient(data, Culture{})
		for _, e := range errs {
			require.LessOrEqual(t, e.Offset, len(data))
			require.NotEmpty(t, e.Code)
		}
		second, again := ReadLenient(data, Culture{})
		a, err := json.Marshal(first)
		require.NoError(t, err)
		b, err := json.Marshal(second)
		require.NoError(t, err)
		require.True(t, bytes.Equal(a, b), "the same input gives the same bytes")
		require.Len(t, again, len(errs))
		var back Inventory
		require.NoError(t, json.Unmarshal(a, &back))
	})
}

func FuzzSerialized(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		root, _, err := readStream(data)
		require.Equal(t, err == nil, root != nil)
		readSerialized(data) //nolint:errcheck // it must end
	})
}

func FuzzSessions(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		for s, err := range SessionsLenient(data) {
			if err == nil {
				require.LessOrEqual(t, len(s.Sent), maxSessionFact)
				require.LessOrEqual(t, len(s.Replies), maxSessionFact)
			}
		}
	})
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzRead": 8, "FuzzSerialized": 2, "FuzzSessions": 3})
}

// TestBrokenRows: a log of nothing but broken rows takes no more than 16 times
// its size and 64 MiB; the session before them is read.
func TestBrokenRows(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a large input")
	}
	log := []byte(fieldsLine + row("+", "", "") + strings.Repeat(",\n", 3<<20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	sessions, faults, more := 0, 0, 0
	for _, err := range SessionsLenient(log) {
		if errors.Is(err, &schannel.Error{Code: codeLogSize}) {
			more++
		}
		if err != nil {
			faults++
		} else {
			sessions++
		}
	}
	runtime.ReadMemStats(&after)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16*len(log)+64<<20))
	require.Equal(t, 1, sessions)
	require.Equal(t, maxOpen+len(log)/64+1, faults, "then one says that there are more")
	require.Equal(t, 1, more)
}
