// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel/internal/textfile"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// magics are beginnings of files that are no captures of one direction.
var magics = [...]struct {
	prefix string
	kind   Kind
}{
	{"\xd4\xc3\xb2\xa1", Pcap},
	{"\xa1\xb2\xc3\xd4", Pcap},
	{"\x4d\x3c\xb2\xa1", Pcap}, // with nanoseconds
	{"\xa1\xb2\x3c\x4d", Pcap},
	{"\x34\xcd\xb2\xa1", Pcap}, // as Alexey Kuznetsov changed it
	{"\x0a\x0d\x0d\x0a", PcapNG},
	{"GMBU", NetworkMonitor},
	{"RTSS", NetworkMonitor},
	{"snoop\x00\x00\x00", Snoop},
	{"\xfe\xed\xfe\xed", JavaKeyStore},
	{"\xce\xce\xce\xce", JavaKeyStore}, // JCEKS
	{"\x00\x00\x00\x00CERT", SerializedStore},
	{"\x1f\x8b", Archive},
	{"PK\x03\x04", Archive},
	{"MSCF", Archive},
	{"BZh", Archive},
	{"\x28\xb5\x2f\xfd", Archive},
	{"\xfd7zXZ\x00", Archive},
	{"\x30\x80\x06", DER},                // BER, as of PKCS #7
	{"\x30\x80\x02\x01\x03\x30", PKCS12}, // BER; see derKind
	{"ElfFile\x00", Document},
	{"regf", Document},
	{"MZ", Document},
	{"%PDF-", Document},
	{"\xd0\xcf\x11\xe0", Document},
}

// Detect tells what a file is, by its content alone.
func Detect(file []byte) Kind {
	kind, _, _ := classify(file)
	return kind
}

// classify tells what a file is, its text, if it is one, and the bytes that it
// spells, if they had to be read to know it.
func classify(file []byte) (Kind, text, Direction) {
	if kind := binaryKind(file); kind != UnknownKind {
		return kind, text{}, Direction{}
	}
	if t, ok := asText(file); ok {
		kind, d := textKind(t)
		return kind, t, d
	}
	if len(file) == 0 {
		return UnknownKind, text{}, Direction{}
	}
	return Raw, text{}, Direction{}
}

// binaryKind recognises files that are no text.
func binaryKind(file []byte) Kind {
	for _, m := range magics {
		if bytes.HasPrefix(file, []byte(m.prefix)) {
			return m.kind
		}
	}
	return derKind(file)
}

// derKind recognises a long SEQUENCE that fills the file, and a PKCS #12 by its
// version 3 and the SEQUENCE behind it (RFC 7292, Section 4). A message of LDAP
// is shorter than the stream that it begins, and its first INTEGER is followed by
// an operation.
func derKind(file []byte) Kind {
	const least = 256 // bytes; shorter ones may be messages
	var inside cryptobyte.String
	whole := cryptobyte.String(file)
	switch {
	case !whole.ReadASN1(&inside, asn1.SEQUENCE), len(whole) > 0, len(inside) < least:
		return UnknownKind
	case bytes.HasPrefix(inside, []byte("\x02\x01\x03\x30")):
		return PKCS12
	}
	return DER
}

// text is the text of a file and how its characters lie in it.
type text struct {
	textfile.Text
	unit int // bytes of the file that a character of ASCII has
}

// along tells where characters of the text stand in the file. It goes forwards
// only.
func (t text) along() func(i int) int {
	var at textfile.Place
	return func(i int) int {
		at = t.Advance(at, i)
		return t.Offset(at)
	}
}

// columns tells where the characters of a line stand in the file, whatever
// stands before them. It goes forwards only.
type columns struct {
	text     text
	line     string
	at, file int // in the line, in the file
}

func (t text) columns(line textfile.Line) columns { return columns{t, line.Text, 0, line.Offset} }

func (c *columns) place(column int) int {
	for c.at < column {
		r, size := utf8.DecodeRuneInString(c.line[c.at:])
		c.at += size
		c.file = c.text.Behind(c.file, r)
	}
	return c.file
}

// asText decodes a file that is text: nothing in it is a control character that
// no text has, as the records of TLS have everywhere.
func asText(file []byte) (text, bool) {
	unit := textfile.Unit(file)
	if len(file) == 0 || unit == 1 && hasControls(file) { // most binary files need not be decoded
		return text{}, false
	}
	t := text{textfile.Decode(file).WithoutStamps(), unit}
	return t, !hasControls(t.String)
}

func hasControls[T string | []byte](raw T) bool {
	const escape = 0x1b
	for i := range len(raw) {
		if b := raw[i]; b < ' ' && b != escape && (b < '\b' || b > '\r') {
			return true
		}
	}
	return false
}

// signs are what lines of logs and of other texts have, or begin with. Those
// that are read come first: a log holds certificates as PEM too.
var signs = [...]struct {
	sign   string
	begins bool
	kind   Kind
}{
	{"Raw read", false, JavaDebug},
	{"Raw write", false, JavaDebug},
	{mbedOutput, false, MbedTLSDebug},
	{mbedInput, false, MbedTLSDebug},
	{arrayOfC, false, Arrays},
	{arrayOfGo, false, Arrays},
	{arrayOfCSharp, false, Arrays},
	{arrayOfCSharpTight, false, Arrays},
	{"Follow: tcp,raw", true, FollowRaw},
	{"Frame 1: ", true, PacketDetails},
	{": Flags [", false, PacketDetails}, // tcpdump
	{"Handshake Protocol: ", false, PacketDetails},
	{"data: !!binary", false, Streams},
	{"=> Send SSL data, ", true, CurlTrace},
	{"<= Recv SSL data, ", true, CurlTrace},
	{"- Server has requested a certificate.", true, GnuTLSLog},
	{"- Server's trusted authorities:", true, GnuTLSLog},
	{"javax.net.ssl|", true, JavaHandshake},
	{"*** ClientHello, ", true, JavaHandshake},
	{"*** CertificateRequest", true, JavaHandshake},
	{" TLS handshake, Request CERT (13):", false, Report}, // curl
	{"CA List for Client Auth", false, Report},            // testssl.sh
	{"| ssl-", true, Report},                              // nmap
	{"|<5>| REC[", true, GnuTLSLog},
	{"|<4>| HSK[", true, GnuTLSLog},
	{"|<3>| HSK[", true, GnuTLSLog},
	{"Sent Record", true, OpenSSLTrace},
	{"Received Record", true, OpenSSLTrace},
	{"CONNECTED(", true, SClient},
	{"Acceptable client certificate CA names", true, SClient},
	{"No client certificate CA names sent", true, SClient},
	{"-----BEGIN ", true, PEM},
	{"CLIENT_RANDOM ", true, KeyLog},
	{"CLIENT_HANDSHAKE_TRAFFIC_SECRET ", true, KeyLog},
	{"SERVER_HANDSHAKE_TRAFFIC_SECRET ", true, KeyLog},
	{"CLIENT_TRAFFIC_SECRET_0 ", true, KeyLog},
	{"SERVER_TRAFFIC_SECRET_0 ", true, KeyLog},
	{"CLIENT_EARLY_TRAFFIC_SECRET ", true, KeyLog},
	{"RSA Session-ID:", true, KeyLog},
}

// textKind tells what a text is: a log by its lines, or one of the forms of
// bytes as text. What is none of them may be a protocol in clear.
func textKind(t text) (Kind, Direction) {
	best := len(signs)
	for line := range t.Lines() {
		if line.Text == "" {
			continue
		}
		if _, ok := msgHeader(line.Text); ok {
			return OpenSSLMsg, Direction{}
		}
		if _, _, ok := debugHeader(line.Text); ok {
			return t.debugOrMsg(), Direction{}
		}
		unquoted := textfile.Unquote(line.Text)
		for i, row := range signs[:best] {
			if strings.HasPrefix(unquoted, row.sign) || !row.begins && strings.Contains(line.Text, row.sign) {
				best = i
				break
			}
		}
	}
	if best < len(signs) {
		return signs[best].kind, Direction{}
	}
	return formKind(t)
}

// debugOrMsg tells a log with both -debug and -msg from one with -debug alone:
// decrypted messages say more.
func (t text) debugOrMsg() Kind {
	for line := range t.Lines() {
		if _, ok := msgHeader(line.Text); ok {
			return OpenSSLMsg
		}
	}
	return OpenSSLDebug
}

// formKind tells the forms of bytes as text.
func formKind(t text) (Kind, Direction) {
	if kind := dumpKind(t); kind == HexDump && noOffsets(t) {
		if d, ok := readHex(t, 0); ok {
			return Hex, d
		}
		return HexDump, Direction{}
	} else if kind != UnknownKind {
		return kind, Direction{}
	}
	if tabbed(t) {
		return FollowRaw, Direction{}
	}
	if d, ok := readHex(t, 0); ok {
		return Hex, d
	}
	if d, ok := readStrings(t); ok && d.isTLS() {
		return Strings, d
	}
	if d, ok := readBase64(t); ok && d.isTLS() {
		return Base64, d
	}
	return valueKind(t)
}

// valueKind tells values of languages, and what is none of the forms that are
// read.
func valueKind(t text) (Kind, Direction) {
	from := literal(t.String)
	if d, ok := readHex(t, from); ok && d.isTLS() {
		return Hex, d
	}
	if d, ok := readNumbers(t, from); ok && d.isTLS() {
		return Numbers, d
	}
	switch kind := textfile.Textual(t.String); {
	case kind.XML || strings.HasPrefix(kind.Name, "JSON"):
		return Structured, Direction{}
	case kind.Name != "":
		return Document, Direction{}
	}
	return Raw, Direction{}
}

// isTLS reports whether TLS is found in bytes that a text seems to spell.
func (d *Direction) isTLS() bool {
	flow, err := tlswire.NewFlow(d.Bytes)
	return err == nil && flow.Form() != tlswire.UnknownForm
}
