// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// recordOf is a record as it stands on the wire.
func recordOf(kind byte, content string) string {
	return string(binary.BigEndian.AppendUint16([]byte{kind, 3, 3}, uint16(len(content)))) + content
}

// arrivals are those up to the end of a stream, or to what is no TLS.
func arrivals(t *testing.T, stream string) (kinds []arrivalKind) {
	t.Helper()
	w := recorded(t, schannel.TLS12, []byte(stream))
	for {
		a := w.next()
		kinds = append(kinds, a.kind)
		if a.kind == theEnd || a.kind == aGarbage {
			return kinds
		}
	}
}

// TestArrivals: RFC 5246, Sections 6.2.1 and 7: what records are to the raw peer.
func TestArrivals(t *testing.T) {
	t.Parallel()
	ccs, data := recordOf(recordChangeCipherSpec, "\x01"), recordOf(recordData, "x")
	warning, fatal := recordOf(recordAlert, "\x01\x5a"), recordOf(recordAlert, "\x02\x28")
	done := string(message(tlswire.TypeServerHelloDone, nil))
	long := string(message(tlswire.TypeCertificate, make([]byte, maxMessage)))
	var longest strings.Builder
	for part := long; part != ""; part = part[min(len(part), maxPlaintext):] {
		longest.WriteString(recordOf(recordHandshake, part[:min(len(part), maxPlaintext)]))
	}
	filling := string(message(tlswire.TypeCertificate, make([]byte, maxFragment-tlswire.HeaderLen)))
	for _, tt := range []struct {
		name, stream string
		want         []arrivalKind
		why          string
	}{
		{"nothing", "", []arrivalKind{theEnd}, "the connection is closed"},
		{"ccs", ccs, []arrivalKind{aChangeCipherSpec, theEnd}, "it stands alone"},
		{"data", data + fatal, []arrivalKind{anAlert, theEnd}, "what an application says is passed over"},
		{"warning", warning + ccs, []arrivalKind{aChangeCipherSpec, theEnd}, "user_canceled says nothing of the handshake"},
		{"no-renegotiation", recordOf(recordAlert, "\x01\x64"), []arrivalKind{anAlert, theEnd}, "the one warning that answers"},
		{"close-notify", recordOf(recordAlert, "\x01\x00"), []arrivalKind{theEnd}, "the connection is closed"},
		{"alert-cut", recordOf(recordAlert, "\x02") + ccs, []arrivalKind{aGarbage}, "an alert has two bytes"},
		{"unknown", recordOf(24, "x") + ccs, []arrivalKind{aGarbage}, "nobody has negotiated heartbeats"},
		{"version", "\x16\x02\x03\x00\x01x", []arrivalKind{aGarbage}, "no record of TLS begins like this"},
		{"message", recordOf(recordHandshake, done), []arrivalKind{aMessage, theEnd}, "one record, one message"},
		{"two-messages", recordOf(recordHandshake, done+done), []arrivalKind{aMessage, aMessage, theEnd}, "one record, two messages"},
		{"header-alone", recordOf(recordHandshake, done[:3]) + recordOf(recordHandshake, done[3:]), []arrivalKind{aMessage, theEnd}, "a message may be split anywhere"},
		{"split", recordOf(recordHandshake, filling[:5]) + recordOf(recordHandshake, filling[5:]), []arrivalKind{aMessage, theEnd}, "a message may be split anywhere"},
		{"full-record", recordOf(recordHandshake, filling), []arrivalKind{aMessage, theEnd}, "as long as a record may be"},
		{"longer-record", recordOf(recordHandshake, filling+"x"), []arrivalKind{aGarbage}, "a byte more"},
		{"pending", longest.String(), []arrivalKind{aMessage, theEnd}, "no more than the most is pending when its last record comes"},
		{"endless", strings.Repeat(recordOf(recordHandshake, "\x0b\xff\xff\xff"+strings.Repeat("x", 1000)), 300), []arrivalKind{aGarbage}, "nobody hears it out"},
		{"records", strings.Repeat(warning, maxRecords-1) + ccs, []arrivalKind{aChangeCipherSpec, theEnd}, "as many as are heard"},
		{"more-records", strings.Repeat(warning, maxRecords) + ccs, []arrivalKind{aGarbage}, "one more"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, arrivals(t, tt.stream)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestTicketMalformed: RFC 5077, Section 3.3: a lifetime of four bytes comes first.
func TestTicketMalformed(t *testing.T) {
	t.Parallel()
	stream := recordOf(recordHandshake, string(message(tlswire.TypeNewSessionTicket, []byte{0})))
	x := &exchange{wire: recorded(t, schannel.TLS12, []byte(stream)), side: ems.Client}
	instead, done := x.receive(x.next(), derive.MasterSecret{}, keys{})
	require.False(t, done)
	require.Equal(t, aGarbage, instead.kind)
}

// TestShareMalformed: RFC 8422, Section 5.4: a curve by its name, and a point.
func TestShareMalformed(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", "\x03", "\x03\x00", "\x03\x00\x1d", "\x03\x00\x1d\x02x", "\x02\x00\x1d\x20" + strings.Repeat("p", 32), "\x03\xff\xff\x20" + strings.Repeat("p", 32)} {
		share := serverShare{keyExchange: message(tlswire.TypeServerKeyExchange, []byte(body))}
		_, _, err := share.answerECDHE()
		require.ErrorIs(t, err, errShare, "%x", body)
	}
}
