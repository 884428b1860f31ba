// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

var (
	nameA = trustlist.Name(dntest.CN("a"))
	nameB = trustlist.Name(dntest.Name(dntest.Of(dntest.Country, dntest.PrintableString, "ZZ"), dntest.Of(dntest.CommonName, dntest.UTF8String, "b")))
)

func join(parts ...string) string {
	var b bytes.Buffer
	for _, p := range parts {
		b.WriteString(p)
	}
	return b.String()
}

// message puts a handshake header before a body.
func message(messageType byte, body string) string {
	n := len(body)
	return string([]byte{messageType, byte(n >> 16), byte(n >> 8), byte(n)}) + body
}

// datagramMessage gives a message the header of DTLS (RFC 6347, Section 4.2.2).
func datagramMessage(msg string) string {
	return msg[:4] + "\x00\x00" + "\x00\x00\x00" + msg[1:4] + msg[4:]
}

// validRequests are messages in the form of each version, with what they say.
func validRequests(t *testing.T) []struct {
	name    string
	message string
	want    certreq.CertificateRequest
} {
	t.Helper()
	vector, err := trustlist.List{nameA, nameB}.MarshalBinary()
	require.NoError(t, err)
	v := string(vector)
	both := trustlist.List{nameA, nameB}
	extension := func(extensionType byte, data string) string {
		return string([]byte{0, extensionType, byte(len(data) >> 8), byte(len(data))}) + data
	}
	block := func(parts ...string) string {
		all := join(parts...)
		return string([]byte{byte(len(all) >> 8), byte(len(all))}) + all
	}
	return []struct {
		name    string
		message string
		want    certreq.CertificateRequest
	}{
		{"tls10", message(13, "\x02\x01\x40"+v), certreq.CertificateRequest{Version: schannel.TLS10, Types: []byte{1, 64}, Authorities: both}},
		{"tls11-empty", message(13, "\x01\x01\x00\x00"), certreq.CertificateRequest{Version: schannel.TLS11, Types: []byte{1}, Authorities: trustlist.List{}}},
		{
			"tls12", message(13, "\x01\x01\x00\x04\x04\x01\x08\x04"+v),
			certreq.CertificateRequest{Version: schannel.TLS12, Types: []byte{1}, SignatureAlgorithms: []uint16{0x0401, 0x0804}, Authorities: both},
		},
		{
			"tls13", message(13, "\x00"+block(extension(13, "\x00\x02\x08\x04"), extension(47, v))),
			certreq.CertificateRequest{
				Version: schannel.TLS13, Context: []byte{}, SignatureAlgorithms: []uint16{0x0804}, Authorities: both,
				Extensions: []certreq.Extension{{Type: 13}, {Type: 47}},
			},
		},
		{
			"tls13-other-order", message(13, "\x02cx"+block(extension(47, v), extension(5, "\x01"), extension(13, "\x00\x02\x08\x04"))),
			certreq.CertificateRequest{
				Version: schannel.TLS13, Context: []byte("cx"), SignatureAlgorithms: []uint16{0x0804}, Authorities: both,
				Extensions: []certreq.Extension{{Type: 47}, {Type: 5, Data: []byte{1}}, {Type: 13}},
			},
		},
		{
			"tls13-no-list", message(13, "\x00"+block(extension(13, "\x00\x02\x08\x04"))),
			certreq.CertificateRequest{
				Version: schannel.TLS13, Context: []byte{}, SignatureAlgorithms: []uint16{0x0804},
				Extensions: []certreq.Extension{{Type: 13}},
			},
		},
	}
}

func TestCertificateRequest(t *testing.T) {
	t.Parallel()
	for _, tt := range validRequests(t) {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := certreq.ParseCertificateRequest(tt.want.Version, []byte(tt.message))
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			written, err := got.MarshalBinary()
			require.NoError(t, err)
			require.Equal(t, tt.message, string(written), "what is accepted is written again")
			for n := range tt.message {
				_, err := certreq.ParseCertificateRequest(tt.want.Version, []byte(tt.message[:n]))
				require.Error(t, err, "the first %d of %d bytes", n, len(tt.message))
			}
			for n := range tt.message {
				requireNoNameLost(t, tt.want, tt.message, n)
			}
			lenient, defects := certreq.ParseCertificateRequestLenient(tt.want.Version, []byte(tt.message))
			require.Empty(t, defects)
			require.Equal(t, got, lenient)
		})
	}
}

// requireNoNameLost cuts a message after n bytes and checks that a lenient
// reading has every name of it that is there as a whole.
func requireNoNameLost(t *testing.T, whole certreq.CertificateRequest, message string, n int) {
	t.Helper()
	cut := message[:n]
	var there trustlist.List
	for _, name := range whole.Authorities {
		if bytes.Contains([]byte(cut), name) {
			there = append(there, name)
		}
	}
	got, defects := certreq.ParseCertificateRequestLenient(whole.Version, []byte(cut))
	require.NotEmpty(t, defects, "%d bytes", n)
	require.Len(t, got.Authorities, len(there), "%d bytes", n)
	for i := range there {
		require.Equal(t, there[i], got.Authorities[i])
	}
}

func TestCertificateRequestFaults(t *testing.T) {
	t.Parallel()
	list, err := trustlist.List{nameA}.MarshalBinary()
	require.NoError(t, err)
	v := string(list)
	big, err := listtest.Synthesize(listtest.Synthesis{Bytes: 65535})
	require.NoError(t, err)
	bigVector, err := big.MarshalBinary()
	require.NoError(t, err)
	// 65,535 and 16 more: an encoder that writes the low 16 bits says 15.
	wrapped := "\x00\x0f" + string(bigVector[2:]) + v[2:]
	tests := []struct {
		name    string
		why     string
		version schannel.TLSVersion
		message string
		code    schannel.Code
		offset  int
		names   int // that a lenient reading keeps
	}{
		{"empty-list-tls10", "RFC 2246, Section 7.4.4: <3..2^16-1>; servers send it all the same", schannel.TLS10, message(13, "\x01\x01\x00\x00"), "trustlist.list.empty", 6, 0},
		{"zero-name", "RFC 5246, Section 7.4.4: a name has at least one byte; the rest is kept", schannel.TLS11, message(13, "\x01\x01\x00\x12\x00\x00"+v[2:]), "trustlist.name.empty", 8, 1},
		{"entry-behind-list", "the list is cut in the middle of a name", schannel.TLS11, message(13, "\x01\x01\x00\x14"+v[2:]+"\x00\x09ab"), "trustlist.list.cut", 24, 1},
		{"wrapped", "an encoder that writes the length modulo 65,536", schannel.TLS11, message(13, "\x01\x01"+wrapped), "trustlist.list.wrapped", 6, len(big) + 1},
		{"wrapped-and-cut", "the header of the message tells how long the list is", schannel.TLS11, message(13, "\x01\x01"+wrapped)[:60000], "trustlist.message.cut", 60000, namesWithin(big, 60000-8)},
		{"list-trailing", "the list ends before the message", schannel.TLS11, message(13, "\x01\x01"+v+"zz"), "trustlist.list.trailing", 24, 1},
		{"list-one-more", "the message is whole, so the length is wrong and nothing is cut", schannel.TLS11, message(13, "\x01\x01\x00\x11"+v[2:]), "trustlist.list.length", 6, 1},
		{"list-one-less", "the names fill the message, so the length is wrong", schannel.TLS11, message(13, "\x01\x01\x00\x0f"+v[2:]), "trustlist.list.length", 6, 1},
		{"bare-names", "RFC 5246, Section 7.4.4: each name has a length of its own", schannel.TLS11, message(13, "\x01\x01\x00\x1c"+string(nameA)+string(nameA)), "trustlist.name.bare", 8, 2},
		{"bare-behind", "the same behind a name that has one", schannel.TLS11, message(13, "\x01\x01\x00\x1e"+v[2:]+string(nameA)), "trustlist.name.bare", 24, 2},
		{"bare-and-beyond", "the last of them goes beyond the list", schannel.TLS11, message(13, "\x01\x01\x00\x11"+string(nameA)+"\x30\x05a"), "trustlist.name.bare", 8, 1},
		{"bare-tls13", "RFC 8446, Section 4.2.4", schannel.TLS13, message(13, "\x00\x00\x1c\x00\x0d\x00\x04\x00\x02\x08\x04\x00\x2f\x00\x10\x00\x0e"+string(nameA)), "trustlist.name.bare", 21, 1},
		{"list-one-more-tls13", "the extension is whole", schannel.TLS13, message(13, "\x00\x00\x1e\x00\x0d\x00\x04\x00\x02\x08\x04\x00\x2f\x00\x12\x00\x11"+v[2:]), "trustlist.list.length", 19, 1},
		{"empty-list-ssl30", "RFC 6101, Section 5.6.4: <3..2^16-1>", schannel.SSL30, message(13, "\x01\x01\x00\x00"), "trustlist.list.empty", 6, 0},
		{"message-trailing", "the message ends before the input", schannel.TLS11, message(13, "\x01\x01"+v) + "zz", "trustlist.message.trailing", 24, 1},
		{"no-types", "RFC 5246, Section 7.4.4: certificate_types<1..2^8-1>", schannel.TLS11, message(13, "\x00"+v), "trustlist.message.field", 4, 1},
		{"odd-algorithms", "an algorithm has two bytes", schannel.TLS12, message(13, "\x01\x01\x00\x03\x04\x01\x08"+v), "trustlist.message.field", 8, 1},
		{"odd-algorithms-tls13", "RFC 8446, Section 4.2.3: a SignatureScheme has two bytes", schannel.TLS13, message(13, "\x00\x00\x09\x00\x0d\x00\x05\x00\x03\x08\x04\x08"), "trustlist.message.field", 13, 0},
		{"no-algorithms", "RFC 5246, Section 7.4.4: supported_signature_algorithms<2..2^16-2>", schannel.TLS12, message(13, "\x01\x01\x00\x00"+v), "trustlist.message.field", 6, 1},
		{"other-message", "a ServerHelloDone", schannel.TLS12, message(14, ""), "trustlist.message.type", 0, 0},
		{"other-version", "DTLS has another header", schannel.DTLS12, message(13, "\x01\x01"+v), "trustlist.message.version", -1, 0},
		{"tls13-empty-list", "RFC 8446, Section 4.2.4: authorities<3..2^16-1>", schannel.TLS13, message(13, "\x00\x00\x0e\x00\x0d\x00\x04\x00\x02\x08\x04\x00\x2f\x00\x02\x00\x00"), "trustlist.list.empty", 19, 0},
		{"tls13-no-algorithms", "RFC 8446, Section 4.3.2: signature_algorithms MUST be specified", schannel.TLS13, message(13, "\x00\x00\x05\x00\x05\x00\x01\x00"), "trustlist.extension.missing", 12, 0},
		{"tls13-twice", "RFC 8446, Section 4.2: one extension of a type", schannel.TLS13, message(13, "\x00\x00\x10\x00\x0d\x00\x04\x00\x02\x08\x04\x00\x0d\x00\x04\x00\x02\x08\x04"), "trustlist.extension.duplicate", 15, 0},
		{"tls13-trailing", "the extensions end before the message", schannel.TLS13, message(13, "\x00\x00\x08\x00\x0d\x00\x04\x00\x02\x08\x04zz"), "trustlist.message.trailing", 15, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := certreq.ParseCertificateRequest(tt.version, []byte(tt.message))
			require.Error(t, err, tt.why)
			vocabtest.Fault(t, err, tt.code, tt.offset)
			require.Equal(t, certreq.CertificateRequest{}, got)
			lenient, defects := certreq.ParseCertificateRequestLenient(tt.version, []byte(tt.message))
			require.NotEmpty(t, defects)
			require.Equal(t, tt.code, defects[0].Code)
			require.Len(t, lenient.Authorities, tt.names, tt.why)
		})
	}
}

// TestFaultsCount: an error says how many bytes are there and how many should be.
func TestFaultsCount(t *testing.T) {
	t.Parallel()
	list, err := trustlist.List{nameA}.MarshalBinary()
	require.NoError(t, err)
	v := string(list) // 2 and 16 bytes, of which nameA has 14
	algorithms := "\x00\x0d\x00\x04\x00\x02\x08\x04"
	tests := []struct {
		name    string
		version schannel.TLSVersion
		message string
		text    string
	}{
		{"header", schannel.TLS11, "\x0d\x00", "the header needs 4 bytes, 2 are there"},
		{"cut", schannel.TLS11, message(13, "\x01\x01"+v)[:20], "the message needs 24 bytes, 20 are there"},
		{"trailing", schannel.TLS11, message(13, "\x01\x01"+v) + "zzz", "3 bytes follow the message"},
		{"types", schannel.TLS11, message(13, "\x05\x01\x02"), "5 bytes announced, 2 are left"},
		{"no-length", schannel.TLS12, message(13, "\x01\x01\x04"), "the length needs 2 bytes, 1 are left"},
		{"no-list", schannel.TLS11, message(13, "\x01\x01\x00"), "the length needs 2 bytes, 1 are there"},
		{"odd", schannel.TLS12, message(13, "\x01\x01\x00\x03\x04\x01\x08"+v), "3 bytes, which is odd"},
		{"few", schannel.TLS12, message(13, "\x01\x01\x00\x01\x04"+v), "1 bytes, at least 2 are needed"},
		{"list-trailing", schannel.TLS11, message(13, "\x01\x01"+v+"zz"), "2 bytes follow the list"},
		{"list-length", schannel.TLS11, message(13, "\x01\x01\x00\x12"+v[2:]), "the length says 18, and by the lengths around it 16 bytes follow"},
		{"wrapped", schannel.TLS11, message(13, "\x01\x01\x00\x10\xff\xfe"+string(make([]byte, 65534))+v[2:]), "the length says 16, but 65552 bytes follow"},
		{"entry", schannel.TLS11, message(13, "\x01\x01\x00\x14"+v[2:]+"\x00\x09ab"), "the entry needs 11 bytes, 4 are left of the list"},
		{"extensions-trailing", schannel.TLS13, message(13, "\x00\x00\x08"+algorithms+"zz"), "2 bytes follow the extensions"},
		{"extension-type", schannel.TLS13, message(13, "\x00\x00\x09"+algorithms+"z"), "the type needs 2 bytes, 1 are left"},
		{"vector-trailing", schannel.TLS13, message(13, "\x00\x00\x0b\x00\x0d\x00\x07\x00\x02\x08\x04zzz"), "3 bytes follow the vector"},
	}
	for _, tt := range tests {
		_, err := certreq.ParseCertificateRequest(tt.version, []byte(tt.message))
		require.ErrorContains(t, err, tt.text, tt.name)
	}
}

// TestLaterFaults: a lenient reading goes on behind a fault, tells each once and
// where it stands, and keeps what follows.
func TestLaterFaults(t *testing.T) {
	t.Parallel()
	list, err := trustlist.List{nameA}.MarshalBinary()
	require.NoError(t, err)
	v := string(list) // 2 and 16 bytes
	block13 := func(extensions string) string {
		return message(13, "\x00\x00"+string([]byte{byte(len(extensions))})+extensions)
	}
	const algorithms = "\x00\x0d\x00\x04\x00\x02\x08\x04"
	bare13 := "\x00\x2f\x00\x10\x00\x0e" + string(nameA)
	tests := []struct {
		name, why  string
		version    schannel.TLSVersion
		message    string
		want       []string
		names      int
		algorithms int
	}{
		{"nothing", "RFC 5246, Section 7.4: a header has four bytes", schannel.TLS12, "", []string{"trustlist.message.cut@0"}, 0, 0},
		{"header-cut", "the same", schannel.TLS12, "\x0d\x00", []string{"trustlist.message.cut@2"}, 0, 0},
		{"other-type", "what is no CertificateRequest is not read as one", schannel.TLS12, message(14, ""), []string{"trustlist.message.type@0"}, 0, 0},
		{"behind-the-list", "offsets in a list that ends before the message", schannel.TLS11, message(13, "\x01\x01\x00\x12\x00\x00"+v[2:]+"zz"), []string{"trustlist.list.trailing@26", "trustlist.name.empty@8"}, 1, 0},
		{"bare-cut", "the message ends inside the second name", schannel.TLS11, message(13, "\x01\x01\x00\x1c"+string(nameA)+string(nameA))[:30], []string{"trustlist.message.cut@30", "trustlist.list.cut@30", "trustlist.name.bare@8", "trustlist.list.cut@22"}, 1, 0},
		{"no-name-tls10", "a list that is cut in its first name is not empty", schannel.TLS10, message(13, "\x01\x01"+v)[:20], []string{"trustlist.message.cut@20", "trustlist.list.cut@20", "trustlist.list.cut@8"}, 0, 0},
		{"bare-and-text", "what follows is no SEQUENCE, so these are no names", schannel.TLS11, message(13, "\x01\x01\x00\x10"+string(nameA)+"zz"), []string{"trustlist.list.cut@8"}, 0, 0},
		{"bare-then-algorithms", "RFC 8446, Section 4.2: extensions come in any order", schannel.TLS13, block13(bare13 + algorithms), []string{"trustlist.name.bare@13"}, 1, 1},
		{"less-and-cut", "the names go beyond what the list says, and the message beyond the bytes", schannel.TLS11, message(13, "\x01\x01\x00\x0f"+v[2:]+"\x00\x09abcdefghi")[:24], []string{"trustlist.message.cut@24", "trustlist.list.length@6"}, 1, 0},
		{"more-and-cut-tls13", "the length of the extension tells that the list says too much", schannel.TLS13, block13(algorithms + "\x00\x2f\x00\x12\x00\x11" + v[2:])[:30], []string{"trustlist.message.cut@30", "trustlist.message.cut@30", "trustlist.message.cut@30", "trustlist.list.length@19", "trustlist.list.cut@21"}, 0, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, defects := certreq.ParseCertificateRequestLenient(tt.version, []byte(tt.message))
			if diff := cmp.Diff(tt.want, places(defects)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			require.Equal(t, []int{tt.names, tt.algorithms}, []int{len(got.Authorities), len(got.SignatureAlgorithms)}, tt.why)
		})
	}
}

// places is the codes of faults and where they stand.
func places(faults []*schannel.Error) []string {
	all := []string{}
	for _, e := range faults {
		all = append(all, fmt.Sprintf("%s@%d", e.Code, e.Offset))
	}
	return all
}

// namesWithin counts the names of a list that end within n bytes.
func namesWithin(list trustlist.List, n int) int {
	count, sum := 0, 0
	for _, name := range list {
		if sum += 2 + len(name); sum <= n {
			count++
		}
	}
	return count
}

// TestDefectsAreCapped reads a list of names of no length: a defect every two
// bytes, over records of one byte each.
func TestDefectsAreCapped(t *testing.T) {
	t.Parallel()
	msg := message(13, "\x01\x01\xff\xfe"+string(make([]byte, 65534)))
	_, defects := certreq.ParseCertificateRequestLenient(schannel.TLS11, []byte(msg))
	require.Len(t, defects, 101)
	require.Equal(t, schannel.Code("trustlist.message.more_defects"), defects[100].Code)
	const more = "32667 more defects are not listed" // 65,534 bytes are 32,767 names
	require.EqualError(t, defects[100].Err, more)
	var capture []byte
	for i := range msg {
		capture = append(capture, 22, 3, 2, 0, 1, msg[i])
	}
	f, defects := certreq.ParseFlightLenient(capture, 0)
	require.Len(t, defects, 101)
	require.EqualError(t, defects[100].Err, more)
	require.Equal(t, 8*6+5, defects[0].Offset, "the ninth byte of the message, in a record of its own")
	require.Equal(t, len(msg), f.Records)
	_, defects = certreq.ParseFlightLenient(append([]byte("\x16\x03\x02\x00\x00"), capture...), 0)
	require.Len(t, defects, 101)
	require.EqualError(t, defects[100].Err, "32668 more defects are not listed", "an empty record before it")
}

func TestCertificateRequestRefusesToWrite(t *testing.T) {
	t.Parallel()
	big, err := listtest.Synthesize(listtest.Synthesis{Bytes: 65535})
	require.NoError(t, err)
	fits13, err := listtest.Synthesize(listtest.Synthesis{Bytes: 65521})
	require.NoError(t, err)
	algorithms := []uint16{0x0804}
	tests := []struct {
		name    string
		why     string
		request certreq.CertificateRequest
		code    schannel.Code // "" where it is written
	}{
		{"no-version", "the form depends on the version", certreq.CertificateRequest{}, "trustlist.message.version"},
		{"no-types", "certificate_types<1..2^8-1>", certreq.CertificateRequest{Version: schannel.TLS11}, "trustlist.message.field"},
		{"no-algorithms", "supported_signature_algorithms<2..2^16-2>", certreq.CertificateRequest{Version: schannel.TLS12, Types: []byte{1}}, "trustlist.message.field"},
		{"empty-tls10", "certificate_authorities<3..2^16-1>", certreq.CertificateRequest{Version: schannel.TLS10, Types: []byte{1}}, "trustlist.list.empty"},
		{"full-tls12", "65,535 bytes of names go into TLS 1.2", certreq.CertificateRequest{Version: schannel.TLS12, Types: []byte{1}, SignatureAlgorithms: algorithms, Authorities: big}, ""},
		{"full-tls13", "RFC 8446, Section 4.3.2: one vector of extensions, so 65,521 is the most", certreq.CertificateRequest{Version: schannel.TLS13, SignatureAlgorithms: algorithms, Authorities: fits13}, ""},
		{"over-tls13", "RFC 8446, Section 4.3.2: extensions<2..2^16-1>", certreq.CertificateRequest{Version: schannel.TLS13, SignatureAlgorithms: algorithms, Authorities: append(slices.Clone(fits13[:len(fits13)-1]), append(fits13[len(fits13)-1].Clone(), 0))}, "trustlist.message.long"},
		{"no-place-for-the-list", "Extensions says what is written", certreq.CertificateRequest{Version: schannel.TLS13, SignatureAlgorithms: algorithms, Authorities: big[:1], Extensions: []certreq.Extension{{Type: 13}}}, "trustlist.message.field"},
		{"no-algorithms-tls13", "RFC 8446, Section 4.3.2", certreq.CertificateRequest{Version: schannel.TLS13, SignatureAlgorithms: algorithms, Extensions: []certreq.Extension{{Type: 5}}}, "trustlist.extension.missing"},
		{"extension-twice", "RFC 8446, Section 4.2", certreq.CertificateRequest{Version: schannel.TLS13, SignatureAlgorithms: algorithms, Extensions: []certreq.Extension{{Type: 13}, {Type: 5}, {Type: 5}}}, "trustlist.extension.duplicate"},
		{"data-in-the-wrong-place", "the content of 13 is SignatureAlgorithms", certreq.CertificateRequest{Version: schannel.TLS13, SignatureAlgorithms: algorithms, Extensions: []certreq.Extension{{Type: 13, Data: []byte{1}}}}, "trustlist.message.field"},
		{"context-tls12", "TLS 1.2 has none", certreq.CertificateRequest{Version: schannel.TLS12, Types: []byte{1}, SignatureAlgorithms: algorithms, Context: []byte{1}}, "trustlist.message.field"},
		{"algorithms-tls11", "TLS 1.1 has none", certreq.CertificateRequest{Version: schannel.TLS11, Types: []byte{1}, SignatureAlgorithms: algorithms}, "trustlist.message.field"},
		{"types-tls13", "TLS 1.3 has none", certreq.CertificateRequest{Version: schannel.TLS13, Types: []byte{1}, SignatureAlgorithms: algorithms}, "trustlist.message.field"},
		{"most-types", "certificate_types<1..2^8-1>", certreq.CertificateRequest{Version: schannel.TLS11, Types: make([]byte, 255)}, ""},
		{"most-algorithms", "supported_signature_algorithms<2..2^16-2>", certreq.CertificateRequest{Version: schannel.TLS12, Types: []byte{1}, SignatureAlgorithms: make([]uint16, 32767)}, ""},
		{"longest-context", "certificate_request_context<0..2^8-1>", certreq.CertificateRequest{Version: schannel.TLS13, SignatureAlgorithms: algorithms, Context: make([]byte, 255)}, ""},
		{"extensions-tls12", "TLS 1.2 has none", certreq.CertificateRequest{Version: schannel.TLS12, Types: []byte{1}, SignatureAlgorithms: algorithms, Context: []byte{1}, Extensions: []certreq.Extension{{Type: 13}}}, "trustlist.message.field"},
		{"many-types", "certificate_types<1..2^8-1>", certreq.CertificateRequest{Version: schannel.TLS11, Types: make([]byte, 256)}, "trustlist.message.field"},
		{"many-algorithms", "supported_signature_algorithms<2..2^16-2>", certreq.CertificateRequest{Version: schannel.TLS12, Types: []byte{1}, SignatureAlgorithms: make([]uint16, 32768)}, "trustlist.message.field"},
		{"long-context", "certificate_request_context<0..2^8-1>", certreq.CertificateRequest{Version: schannel.TLS13, SignatureAlgorithms: algorithms, Context: make([]byte, 256)}, "trustlist.message.field"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.request.AppendBinary([]byte("dst"))
			if tt.code == "" {
				require.NoError(t, err, tt.why)
				_, err = certreq.ParseCertificateRequest(tt.request.Version, got[3:])
				require.NoError(t, err)
				return
			}
			vocabtest.Fault(t, err, tt.code, schannel.NoOffset)
			require.Equal(t, "dst", string(got))
		})
	}
}

func TestClientHello(t *testing.T) {
	t.Parallel()
	extension, err := certreq.AppendExtension(nil, trustlist.List{nameA, nameB})
	require.NoError(t, err)
	vector, err := trustlist.List{nameA, nameB}.MarshalBinary()
	require.NoError(t, err)
	require.Equal(t, join("\x00\x2f\x00", string([]byte{byte(len(vector))}), string(vector)), string(extension), "RFC 8446, Section 4.2: type, length, data")
	head := "\x03\x03" + string(make([]byte, 32)) + "\x01s\x00\x02\x13\x01\x01\x00"
	hello := func(extensions string) string {
		return message(1, head+string([]byte{byte(len(extensions) >> 8), byte(len(extensions))})+extensions)
	}
	whole := hello("\x00\x17\x00\x00" + string(extension))
	list, err := certreq.ParseClientHello([]byte(whole))
	require.NoError(t, err)
	require.Equal(t, trustlist.List{nameA, nameB}, list)
	for n := range whole {
		_, err := certreq.ParseClientHello([]byte(whole[:n]))
		require.Error(t, err, "the first %d bytes", n)
		requireNoHelloNameLost(t, whole[:n])
	}
	for _, without := range []string{message(1, head), hello(""), hello("\x00\x17\x00\x00")} {
		list, err := certreq.ParseClientHello([]byte(without))
		require.NoError(t, err)
		require.Nil(t, list, "no extension, no list")
	}
	body := whole[4:]
	for n := range body { // as above, with a header that fits
		if n == len(head) {
			continue // RFC 5246, Section 7.4.1.2: the extensions may be missing
		}
		_, err := certreq.ParseClientHello([]byte(message(1, body[:n])))
		require.Error(t, err, "a message of %d bytes", n)
	}
	_, err = certreq.ParseClientHello([]byte(message(1, head+"\x00\x00x")))
	vocabtest.Fault(t, err, "trustlist.message.trailing", 4+len(head)+2)
	_, err = certreq.ParseClientHello([]byte(hello("x")))
	vocabtest.Fault(t, err, "trustlist.message.cut", 4+len(head)+2)
	_, defects := certreq.ParseClientHelloLenient([]byte(message(1, head+"\x00\x06\x00\x2f\x00\x02\x00\x00zz")))
	require.Equal(t, []string{
		fmt.Sprintf("trustlist.message.trailing@%d", 4+len(head)+2+6), fmt.Sprintf("trustlist.list.empty@%d", 4+len(head)+2+4),
	}, places(defects), "two bytes follow the extensions, in which there is an empty list")
	_, err = certreq.ParseClientHello([]byte(hello("\x00\x17\x00\x02x")))
	vocabtest.Fault(t, err, "trustlist.message.cut", 4+len(head)+2+5)
	_, err = certreq.ParseClientHello([]byte(hello("\x00\x2f\x00\x02\x00\x00")))
	vocabtest.Fault(t, err, "trustlist.list.empty", 4+34+2+4+2+2+4)
	_, err = certreq.ParseClientHello([]byte(hello(string(extension) + string(extension))))
	vocabtest.Fault(t, err, "trustlist.extension.duplicate", 4+34+2+4+2+2+len(extension))
	_, err = certreq.AppendExtension(nil, trustlist.List{})
	vocabtest.Fault(t, err, "trustlist.list.empty", schannel.NoOffset)
	_, err = certreq.AppendExtension(nil, trustlist.List{make(trustlist.Name, 65531)})
	require.NoError(t, err, "RFC 8446, Section 4.2: extension_data<0..2^16-1>, of which the list's length takes two")
	_, err = certreq.AppendExtension(nil, trustlist.List{make(trustlist.Name, 65532)})
	vocabtest.Fault(t, err, "trustlist.list.long", schannel.NoOffset)
}

func requireNoHelloNameLost(t *testing.T, cut string) {
	t.Helper()
	want := 0
	for _, n := range []trustlist.Name{nameA, nameB} {
		if bytes.Contains([]byte(cut), n) {
			want++
		}
	}
	list, defects := certreq.ParseClientHelloLenient([]byte(cut))
	require.NotEmpty(t, defects)
	require.Len(t, list, want)
}

func FuzzCertificateRequest(f *testing.F) {
	f.Fuzz(func(t *testing.T, v uint16, msg []byte) {
		version := schannel.TLSVersion(v)
		got, err := certreq.ParseCertificateRequest(version, msg)
		lenient, defects := certreq.ParseCertificateRequestLenient(version, msg)
		require.Equal(t, err == nil, len(defects) == 0)
		for _, d := range defects {
			require.LessOrEqual(t, d.Offset, len(msg))
		}
		if err != nil {
			require.Equal(t, certreq.CertificateRequest{}, got)
			return
		}
		require.Equal(t, got, lenient)
		written, err := got.MarshalBinary()
		require.NoError(t, err)
		require.True(t, bytes.Equal(msg, written))
		for n := range msg {
			_, err := certreq.ParseCertificateRequest(version, msg[:n])
			require.Error(t, err)
		}
	})
}

func FuzzClientHello(f *testing.F) {
	f.Fuzz(func(t *testing.T, msg []byte) {
		list, err := certreq.ParseClientHello(msg)
		lenient, defects := certreq.ParseClientHelloLenient(msg)
		require.Equal(t, err == nil, len(defects) == 0)
		if err != nil {
			require.Nil(t, list)
			return
		}
		require.Equal(t, list, lenient)
		for n := range msg {
			_, err := certreq.ParseClientHello(msg[:n])
			require.Error(t, err)
		}
	})
}

func ExampleParseCertificateRequest() {
	message := []byte("\x0d\x00\x00\x18\x01\x40\x00\x02\x04\x01\x00\x10\x00\x0e\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x13\x01a")
	request, err := certreq.ParseCertificateRequest(schannel.TLS12, message)
	fmt.Println(request.Version, request.Authorities, err)
	// Output: TLS 1.2 [CN=a] <nil>
}

// TestAllocations holds how often reading a request allocates: for the list,
// for the algorithms, and nothing for each name.
func TestAllocations(t *testing.T) {
	if vocabtest.Race {
		return // the race detector allocates on its own
	}
	list, err := listtest.Synthesize(listtest.Synthesis{Names: 150, Bytes: 150 * 122})
	require.NoError(t, err)
	request := certreq.CertificateRequest{Version: schannel.TLS12, Types: []byte{1, 64}, SignatureAlgorithms: []uint16{0x0401, 0x0804}, Authorities: list}
	message, err := request.MarshalBinary()
	require.NoError(t, err)
	got := testing.AllocsPerRun(100, func() {
		if _, err := certreq.ParseCertificateRequest(schannel.TLS12, message); err != nil {
			t.Error(err)
		}
	})
	if got > 3 {
		t.Errorf("%v allocations, at most 3", got)
	}
}

func BenchmarkParseCertificateRequest(b *testing.B) {
	list, err := listtest.Synthesize(listtest.Synthesis{Names: 150, Bytes: 150 * 122})
	require.NoError(b, err)
	message, err := certreq.CertificateRequest{Version: schannel.TLS11, Types: []byte{1}, Authorities: list}.MarshalBinary()
	require.NoError(b, err)
	b.SetBytes(int64(len(message)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := certreq.ParseCertificateRequest(schannel.TLS11, message); err != nil {
			b.Fatal(err)
		}
	}
}
