// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive_test

import (
	"crypto/sha256"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"

	"github.com/schanneltrust/schannel/ems/derive"
)

// messageTypes are the names by which tests write a sequence of handshake
// messages; each gets its own name as its body.
var messageTypes = map[string]byte{
	"hello_request": 0, "client_hello": 1, "server_hello": 2, "hello_verify_request": 3, "new_session_ticket": 4,
	"certificate": 11, "server_key_exchange": 12, "certificate_request": 13, "server_hello_done": 14,
	"certificate_verify": 15, "client_key_exchange": 16, "finished": 20, "certificate_status": 22,
	"supplemental_data": 23, "unheard_of": 99,
}

func handshakeMessage(messageType byte, body string) string {
	return string([]byte{messageType, byte(len(body) >> 16), byte(len(body) >> 8), byte(len(body))}) + body
}

func tlsMessage(name string) string { return handshakeMessage(messageTypes[name], name) }

// dtlsMessage returns a message with its message_seq.
func dtlsMessage(name string, sequence int) string {
	m := tlsMessage(name)
	return m[:4] + string([]byte{byte(sequence >> 8), byte(sequence)}) + "\x00\x00\x00" + m[1:4] + m[4:]
}

// sequenced cuts "name:3" into the name and the message_seq.
func sequenced(text string) (name string, sequence int) {
	name, number, _ := strings.Cut(text, ":")
	sequence, _ = strconv.Atoi(number)
	return name, sequence
}

func TestTranscript(t *testing.T) {
	t.Parallel()
	for _, tt := range transcriptRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			message := tlsMessage
			if tt.dtls {
				message = func(text string) string { return dtlsMessage(sequenced(text)) }
			}
			transcript, err := derive.Transcript{DTLS: tt.dtls}, error(nil)
			for name := range strings.FieldsSeq(tt.add) {
				require.NoError(t, err, "only the last message is refused")
				err = transcript.Add([]byte(message(name)))
			}
			if tt.code != "" {
				requireCode(t, tt.code, err)
				return
			}
			require.NoError(t, err, tt.why)
			want := sha256.New()
			for name := range strings.FieldsSeq(tt.hashed) {
				want.Write([]byte(message(name)))
			}
			require.NoError(t, transcript.Err())
			got, err := transcript.AppendSessionHash(nil, derive.SHA256)
			require.NoError(t, err)
			messages := sha256.Sum256(transcript.AppendMessages(nil))
			require.Equal(t, messages[:], got, "what is hashed")
			if diff := cmp.Diff(want.Sum(nil), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

func TestTranscriptRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		why     string
		dtls    bool
		message string
		want    schannel.Code
	}{
		{"empty", "no header", false, "", "ems.transcript.length"},
		{"half-header", "a header has 4 bytes", false, "\x01\x00\x00", "ems.transcript.length"},
		{"cut", "the header says more", false, "\x01\x00\x00\x02x", "ems.transcript.length"},
		{"two-at-once", "one message a call", false, tlsMessage("client_hello") + "x", "ems.transcript.length"},
		{"tls-header", "RFC 6347, Section 4.2.2: a header has 12 bytes", true, "\x01\x00\x00\x00", "ems.transcript.length"},
		{"fragment", "RFC 6347, Section 4.2.6: as if in a single fragment", true, "\x01\x00\x00\x01\x00\x00\x00\x00\x01\x00\x00\x01x", "ems.transcript.fragment"},
		{"fragment-length", "RFC 6347, Section 4.2.6: as if in a single fragment", true, "\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00x", "ems.transcript.fragment"},
		{"long", "more than a handshake takes", false, handshakeMessage(1, strings.Repeat("x", 1<<20)), "ems.transcript.limit"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			transcript := derive.Transcript{DTLS: tt.dtls}
			requireCode(t, tt.want, transcript.Add([]byte(tt.message)))
			_, err := transcript.AppendSessionHash(nil, derive.SHA256)
			requireCode(t, tt.want, err)
			require.Equal(t, err, transcript.Err())
			message := tlsMessage("client_hello")
			if tt.dtls {
				message = dtlsMessage("client_hello", 0)
			}
			require.Error(t, transcript.Add([]byte(message)), "%s: the refused message would be missing", tt.why)
		})
	}
}

// TestTranscriptKeepsItsError refuses a message in the middle: what follows
// must not make a hash without it.
// TestTranscriptSaysLengths: what the header says, and what follows its four bytes.
func TestTranscriptSaysLengths(t *testing.T) {
	t.Parallel()
	var transcript derive.Transcript
	require.ErrorContains(t, transcript.Add([]byte("\x01\x00\x00\x03x")), "the header says 3 bytes, 1 follow it")
}

func TestTranscriptKeepsItsError(t *testing.T) {
	t.Parallel()
	var transcript derive.Transcript
	for _, name := range []string{"client_hello", "server_hello"} {
		require.NoError(t, transcript.Add([]byte(tlsMessage(name))))
	}
	requireCode(t, "ems.transcript.limit", transcript.Add([]byte(handshakeMessage(11, strings.Repeat("x", 1<<20)))))
	for _, name := range []string{"server_hello_done", "client_key_exchange"} {
		requireCode(t, "ems.transcript.limit", transcript.Add([]byte(tlsMessage(name))))
	}
	require.False(t, transcript.Complete())
	_, err := transcript.AppendSessionHash(nil, derive.SHA256)
	requireCode(t, "ems.transcript.limit", err)
}

// TestTranscriptOutlivesWhatFollows: RFC 7627, Section 3: the session hash ends
// with the ClientKeyExchange, and what is refused behind it spoils nothing.
func TestTranscriptOutlivesWhatFollows(t *testing.T) {
	t.Parallel()
	var transcript derive.Transcript
	for name := range strings.FieldsSeq("client_hello server_hello server_hello_done client_key_exchange") {
		require.NoError(t, transcript.Add([]byte(tlsMessage(name))))
	}
	want, err := transcript.AppendSessionHash(nil, derive.SHA256)
	require.NoError(t, err)
	for _, message := range []string{tlsMessage("client_hello"), tlsMessage("server_hello_done"), "\x0b", handshakeMessage(20, strings.Repeat("x", 1<<20))} {
		_ = transcript.Add([]byte(message))
		require.NoError(t, transcript.Err())
		got, err := transcript.AppendSessionHash(nil, derive.SHA256)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}

// TestTranscriptLimit: a handshake of 1 MiB is taken, one byte more is not.
func TestTranscriptLimit(t *testing.T) {
	t.Parallel()
	const limit, header = 1 << 20, 4
	for _, more := range []int{0, 1} {
		var transcript derive.Transcript
		require.NoError(t, transcript.Add([]byte(tlsMessage("client_hello"))))
		require.NoError(t, transcript.Add([]byte(tlsMessage("server_hello"))))
		rest := limit - len(tlsMessage("client_hello")) - len(tlsMessage("server_hello")) - header
		err := transcript.Add([]byte(handshakeMessage(11, strings.Repeat("x", rest+more))))
		if more == 0 {
			require.NoError(t, err)
			require.Len(t, transcript.AppendMessages(nil), limit)
		} else {
			requireCode(t, "ems.transcript.limit", err)
		}
	}
}

// TestTranscriptOffsets: an error names the field that is wrong, from the
// beginning of the message.
func TestTranscriptOffsets(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, before, message string
		dtls                  bool
		offset                int
	}{
		{"no-header", "", "\x01\x00", false, 2},
		{"length", "", "\x01\x00\x00\x05x", false, 1},
		{"type", "", tlsMessage("server_hello"), false, 0},
		{"limit", "client_hello server_hello", handshakeMessage(11, strings.Repeat("x", 1<<20)), false, schannel.NoOffset},
		{"sequence", "client_hello server_hello", dtlsMessage("certificate", 5), true, 4},
		{"fragment", "", "\x01\x00\x00\x01\x00\x00\x00\x00\x01\x00\x00\x01x", true, 6},
	} {
		transcript := derive.Transcript{DTLS: tt.dtls}
		for name := range strings.FieldsSeq(tt.before) {
			message := tlsMessage(name)
			if tt.dtls {
				message = dtlsMessage(name, 0)
			}
			require.NoError(t, transcript.Add([]byte(message)))
		}
		fault, ok := errors.AsType[*schannel.Error](transcript.Add([]byte(tt.message)))
		require.True(t, ok, tt.name)
		require.Equal(t, tt.offset, fault.Offset, tt.name)
	}
}

func FuzzTranscript(f *testing.F) {
	f.Fuzz(func(t *testing.T, dtls bool, stream []byte) {
		transcript, header := derive.Transcript{DTLS: dtls}, 4
		if dtls {
			header = 12
		}
		for len(stream) >= header {
			n := min(len(stream), header+int(stream[1])<<16+int(stream[2])<<8+int(stream[3]))
			complete := transcript.Complete()
			before, _ := transcript.AppendSessionHash(nil, derive.SHA256)
			err := transcript.Add(stream[:n])
			if complete {
				after, _ := transcript.AppendSessionHash(nil, derive.SHA256)
				require.Equal(t, before, after, "the session hash is fixed")
			}
			if err != nil {
				require.Equal(t, complete, transcript.Complete())
			}
			stream = stream[n:]
		}
	})
}
