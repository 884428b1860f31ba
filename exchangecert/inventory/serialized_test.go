// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// TestTwins reads exports that are made like public ones: two sites with
// enumerations of their own behind the services, signed and not, and one whose
// facts were withheld.
func TestTwins(t *testing.T) {
	t.Parallel()
	first, second, third := mint(t, "MX1", "MX1", "mx1.contoso.com"), mint(t, "mail.contoso.com"), mint(t, "Auth Certificate")
	text := clixml(
		facts{
			der: first, friendly: "Microsoft Exchange", identity: "mx1.contoso.com\\" + thumb(first), selfSigned: true,
			status: 1, root: 3, services: 11, provider: 12, sites: []string{"IIS://MX1/W3SVC/1", "IIS://MX1/W3SVC/2"},
		},
		facts{
			der: second, friendly: "Übung", identity: "MX1.contoso.com\\" + thumb(second), exportable: true,
			status: 1, root: 1, services: 0, provider: 0, signed: true,
		},
		facts{der: third, identity: "mx1.contoso.com\\x", selfSigned: true, status: 7, root: 9, services: 16, provider: 1},
	)
	got, errs := ReadLenient([]byte(text), Culture{})
	require.Len(t, got.Certificates, 3)

	type row struct {
		Thumbprint           string
		Subject              string
		Domains              []string
		Friendly             string
		Services             string
		Root, Status         string
		Self, Exportable     schannel.Truth
		CNG, Key, ServerAuth schannel.Truth
		Zone                 bool
	}
	rows := make([]row, 0, len(got.Certificates))
	for _, c := range got.Certificates {
		rows = append(rows, row{
			strings.ToUpper(c.Thumbprint.String()), c.Subject, c.Domains, c.FriendlyName, c.Services.String(), c.RootCAType.String(), c.Status.String(),
			c.SelfSigned, c.Exportable, c.CNG, c.PrivateKey, c.ServerAuth, c.ZoneUnknown,
		})
	}
	want := []row{
		{thumb(first), `CN=MX1, O="Contoso, Ltd."`, []string{"MX1", "mx1.contoso.com"}, "Microsoft Exchange", "IMAP, POP, IIS", "Registry", "Valid", schannel.Yes, schannel.No, schannel.No, schannel.Unknown, schannel.Yes, false},
		{thumb(second), `CN=mail.contoso.com, O="Contoso, Ltd."`, []string{"mail.contoso.com"}, "Übung", "None", "ThirdParty", "Valid", schannel.No, schannel.Yes, schannel.Yes, schannel.Unknown, schannel.Yes, false},
		{thumb(third), `CN=Auth Certificate, O="Contoso, Ltd."`, nil, "", "SMTP", "unspecified", "unspecified", schannel.Yes, schannel.No, schannel.No, schannel.Unknown, schannel.Yes, false},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.Len(t, errs, 1)
	require.Equal(t, schannel.Code("exchangecert.inventory.unexplained"), errs[0].Code)
	require.ErrorContains(t, errs[0], "Status 7 and RootCAType 9")
	if diff := cmp.Diff([]exchange.Binding{
		{Site: "W3SVC/1", Thumbprint: got.Certificates[0].Thumbprint},
		{Site: "W3SVC/2", Thumbprint: got.Certificates[0].Thumbprint},
	}, got.Bindings); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]any{FormatCLIXML, schannel.No, "mx1.contoso.com"}, []any{got.Format, got.WholeStore, got.Server}); diff != "" {
		t.Error(diff)
	}
}

// TestWithheld: without SerializationData the certificate itself is known and
// nothing else; unknown is not none.
func TestWithheld(t *testing.T) {
	t.Parallel()
	der := mint(t, "mail.contoso.com")
	text := clixml(facts{der: der})
	before, facts, _ := strings.Cut(text, "<BA N=\"SerializationData\">")
	_, after, _ := strings.Cut(facts, "</BA>")
	got, errs := ReadLenient([]byte(before+after), Culture{})
	require.Empty(t, errs)
	require.Len(t, got.Certificates, 1)
	c := got.Certificates[0]
	if diff := cmp.Diff([]any{exchange.Services(0), schannel.Unknown, exchange.StatusUnspecified, schannel.Yes},
		[]any{c.Services, c.Exportable, c.Status, c.SelfSigned}); diff != "" {
		t.Error(diff)
	}
}

// TestPrefixes: every proper prefix of a stream is an error, and gives nothing.
func TestPrefixes(t *testing.T) {
	t.Parallel()
	whole := facts{der: []byte{0x30, 0}, identity: "a\\b", sites: []string{"x", "y"}}.stream()
	_, _, err := readStream(whole)
	require.NoError(t, err)
	for n := range whole {
		root, _, err := readStream(whole[:n])
		require.Error(t, err, n)
		require.Nil(t, root)
	}
}

func TestStreamFaults(t *testing.T) {
	t.Parallel()
	head := "\x00\x01\x00\x00\x00\xff\xff\xff\xff\x01\x00\x00\x00\x00\x00\x00\x00"
	for _, row := range []struct {
		name, why, data string
		err             error
	}{
		{"other-header", "[MS-NRBF] 2.6.1: a stream begins with its header", "\x01", errStream},
		{"other-version", "[MS-NRBF] 2.6.1: version 1.0", head[:9] + "\x02" + head[10:], errStream},
		{"no-root", "the root is an object", head + "\x0b", errStream},
		{"unknown-record", "[MS-NRBF] 2.1.2.1: the records that there are", head + "\x63", errStream},
		{"unknown-class", "[MS-NRBF] 2.3.2.5: the class was there before", head + "\x01\x01\x00\x00\x00\x09\x00\x00\x00", errStream},
		{"members", "more members than bytes", head + "\x04\x01\x00\x00\x00\x01a\xff\xff\xff\x7f", errStreamEnds},
		{"long-text", "[MS-NRBF] 2.1.1.6: a length has five bytes at most", head + "\x06\x01\x00\x00\x00\xff\xff\xff\xff\xff\xff", errStream},
		{"null-member", "a member of no length would cost nothing", head + "\x04\x01\x00\x00\x00\x01a\x01\x00\x00\x00\x01b\x00\x11", errStream},
		{"nested", "the depth is bounded", head + strings.Repeat("\x10\x01\x00\x00\x00\x01\x00\x00\x00", 100), errStream},
		{"nulls", "[MS-NRBF] 2.5.5: a run has a length", head + "\x10\x01\x00\x00\x00\x05\x00\x00\x00\x0d\x00", errStream},
		{"rank", "arrays of one dimension", head + "\x07\x01\x00\x00\x00\x00\x02\x00\x00\x00", errStream},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if _, _, err := readStream([]byte(row.data)); !errors.Is(err, row.err) {
				t.Errorf("%s: %v", row.why, err)
			}
		})
	}
}

// TestPrimitives: values of every width leave the next one in its place, and a
// member of another kind is no number.
func TestPrimitives(t *testing.T) {
	t.Parallel()
	w := &nrbf{}
	w.WriteString("\x00\x01\x00\x00\x00\xff\xff\xff\xff\x01\x00\x00\x00\x00\x00\x00\x00\x04")
	w.i32(1)
	w.text("Class")
	members := []string{"ascii", "three", "two", "long", "text", "minus", "last"}
	w.i32(int32(len(members)))
	for _, m := range members {
		w.text(m)
	}
	w.WriteString("\x00\x00\x00\x00\x01\x00\x00") // [MS-NRBF] 2.1.2.2: 0 a primitive, 1 a string
	w.WriteString("\x03\x03\x03\x09\x08\x08")     // [MS-NRBF] 2.1.2.3: 3 Char, 9 Int64, 8 Int32
	w.WriteString("a\u20ac\u00e4")
	w.WriteString("\x2a\x00\x00\x00\x01\x00\x00\x00")
	w.WriteByte(6)
	w.i32(2)
	w.text("16")
	w.i32(-3)
	w.i32(7)
	w.WriteByte(11)
	root, s, err := readStream(w.Bytes())
	require.NoError(t, err)
	for member, want := range map[string]int64{"long": 1<<32 + 42, "last": 7, "text": -1, "minus": -1, "absent": -1} {
		require.Equal(t, want, s.numberOr(root, member, -1), member)
	}
}

// TestSiblings: what stands beside each other is not nested.
func TestSiblings(t *testing.T) {
	t.Parallel()
	f := facts{der: []byte{0x30, 0}, sites: append(slices.Repeat([]string{"IIS://MX1/W3SVC/1"}, 2*maxNesting), "")}
	got, err := readSerialized(f.stream())
	require.NoError(t, err)
	require.Len(t, got.sites, 2*maxNesting, "one has no name")
}

// TestNumbers: which numbers documents explain (Get-ExchangeCertificate; public
// exports have 0 and 3 of RootCAType).
func TestNumbers(t *testing.T) {
	t.Parallel()
	for root, want := range map[int64]exchange.RootCAType{-1: exchange.RootUnspecified, 0: exchange.RootNone, 3: exchange.RootRegistry, 5: exchange.RootUnknown, 6: exchange.RootUnspecified} {
		var c exchange.Certificate
		err := (&serialized{root: root, status: -1, services: -1}).apply(&c)
		require.Equal(t, want, c.RootCAType, root)
		require.Equal(t, root == 6, err != nil, root)
	}
}

func TestSignedFaults(t *testing.T) {
	t.Parallel()
	stream := facts{der: []byte{0x30, 0}}.stream()
	for more, want := range map[int]error{0: nil, 1: errStreamEnds, 4: errStreamEnds, 8: errStreamEnds} {
		signed := binary.LittleEndian.AppendUint32([]byte("#sig#"), uint32(len(stream)+more))
		_, err := readSerialized(append(signed, stream...))
		require.ErrorIs(t, err, want, "%d bytes more than there are", more)
	}
	// The last one is whole: its stream is empty, and has no header.
	for data, want := range map[string]error{"#sig#": errStreamEnds, "#sig#\xff\xff\xff\xff": errStreamEnds, "#sig#\x00\x00\x00\x00": errStream} {
		_, err := readSerialized([]byte(data))
		require.ErrorIs(t, err, want, "%q", data)
	}
	_, err := readSerialized(facts{der: nil}.stream())
	require.NoError(t, err)
}

// TestKeyProvider: the third number of CRYPT_KEY_PROV_INFO is the type of the
// provider, and 0 is that of a key storage provider.
func TestKeyProvider(t *testing.T) {
	t.Parallel()
	numbers := "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
	for n, want := range map[int]schannel.Truth{12: schannel.Yes, 11: schannel.Unknown} {
		var out serialized
		require.NoError(t, out.readElements([]byte("\x02\x00\x00\x00\x01\x00\x00\x00"+string(rune(n))+"\x00\x00\x00"+numbers[:n])))
		require.Equal(t, want, out.cng, "%d bytes", n)
	}
}

func TestElementFaults(t *testing.T) {
	t.Parallel()
	var odd serialized
	require.NoError(t, odd.readElements([]byte("\x0b\x00\x00\x00\x01\x00\x00\x00\x03\x00\x00\x00a\x00b")))
	require.Equal(t, "a", odd.friendlyName, "half a unit is none")
	whole := facts{der: []byte{1, 2, 3}}.elements()
	for n := 1; n < len(whole); n++ {
		var out serialized
		err := out.readElements(whole[:n])
		if n != 12+32 && n != 12+32+12+2 {
			require.ErrorIs(t, err, errElements, n)
		}
	}
}
