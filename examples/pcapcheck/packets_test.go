// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/gopacket/gopacket/layers"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/emsreport"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestWay puts segments together: RFC 9293, Section 3.4, numbers go round, and
// segments may come again, overlap, or come in another order.
func TestWay(t *testing.T) {
	t.Parallel()
	type piece struct {
		seq  uint32
		data string
	}
	const syn = "SYN"
	for _, tt := range []struct {
		name, why string
		pieces    []piece
		want      string
	}{
		{"in-order", "as it was sent", []piece{{99, syn}, {100, "ab"}, {102, "cd"}}, "abcd"},
		{"other-order", "the later one first", []piece{{99, syn}, {102, "cd"}, {100, "ab"}}, "abcd"},
		{"again", "a segment that is sent again says nothing new", []piece{{99, syn}, {100, "ab"}, {100, "xy"}, {102, "cd"}}, "abcd"},
		{"overlap", "a longer one adds what is new", []piece{{99, syn}, {100, "ab"}, {101, "xcd"}}, "abcd"},
		{"keep-alive", "a byte before the next one, sent to see an answer", []piece{{99, syn}, {100, "ab"}, {101, "\x00"}, {102, "cd"}, {99, "\x00"}}, "abcd"},
		{"gap", "what follows a gap is not put to what stands before it", []piece{{99, syn}, {100, "ab"}, {103, "d"}}, "ab 1 d"},
		{"gaps", "each is as long as the numbers say", []piece{{99, syn}, {110, "k"}, {100, "ab"}, {103, "d"}}, "ab 1 d 6 k"},
		{"gap-late", "before the first byte that was seen nothing is known", []piece{{103, "d"}, {100, "ab"}}, "ab 1 d"},
		{"late", "without the beginning the first byte that was seen begins", []piece{{102, "cd"}, {100, "ab"}}, "abcd"},
		{"round", "numbers go round", []piece{{0xfffffffe, syn}, {0xffffffff, "ab"}, {1, "cd"}}, "abcd"},
		{"first-lost", "the first segment was lost", []piece{{99, syn}, {102, "cd"}}, " 2 cd"},
		{"far-away", "a number that no window has", []piece{{99, syn}, {100, "ab"}, {0x7fff0000, "x"}}, "ab"},
	} {
		var w way
		for _, p := range tt.pieces {
			s := &layers.TCP{Seq: p.seq}
			if p.data == syn {
				s.SYN = true
			} else {
				s.Payload = []byte(p.data)
			}
			w.addSegment(s)
		}
		require.Equal(t, tt.want, spelled(w.pieces()), "%s: %s", tt.name, tt.why)
	}
}

// TestWayEnds: what is missing at the end is known by what the other end has
// acknowledged, and by the packet that ends the stream (RFC 9293, Section 3.4).
func TestWayEnds(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, why string
		data      string // from byte 100 on, behind a SYN
		acked     uint32
		fin       uint32 // its number; 0: it was not captured
		want      string
	}{
		{"whole", "everything was acknowledged", "ab", 102, 0, "ab"},
		{"one-more", "the packet that ends the stream has a number of its own", "ab", 103, 0, "ab"},
		{"missing", "the other end has what was not captured", "ab", 110, 0, "ab 8 "},
		{"ended", "nothing is missing before the end", "ab", 103, 102, "ab"},
		{"missing-before-the-end", "the end has its number", "ab", 100, 105, "ab 3 "},
		{"missing-before-the-end-acked", "and is acknowledged", "ab", 106, 105, "ab 3 "},
		{"nothing", "of a direction of which nothing but its SYN was captured", "", 150, 0, " 50 "},
		{"not-yet", "an acknowledgment that comes late", "abcd", 101, 0, "abcd"},
		{"far-away", "a number that no window has", "ab", 0x7f000000, 0, "ab"},
	} {
		var w way
		w.addSegment(&layers.TCP{Seq: 99, SYN: true})
		if tt.data != "" {
			s := &layers.TCP{Seq: 100}
			s.Payload = []byte(tt.data)
			w.addSegment(s)
		}
		if tt.fin != 0 {
			w.addSegment(&layers.TCP{Seq: tt.fin, FIN: true})
		}
		w.addAcknowledgment(&layers.TCP{Ack: tt.acked, ACK: true})
		require.Equal(t, tt.want, spelled(w.pieces()), "%s: %s", tt.name, tt.why)
	}
}

// spelled is bytes, and between them how many are missing.
func spelled(pieces []capture.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Missing > 0 {
			fmt.Fprintf(&b, " %d ", p.Missing)
		}
		b.Write(p.Bytes)
	}
	return b.String()
}

// TestWayKeepsLittle: of a long stream the beginning is kept.
func TestWayKeepsLittle(t *testing.T) {
	t.Parallel()
	var w way
	payload := []byte(strings.Repeat("x", 1<<16))
	for n := range 100 {
		s := &layers.TCP{Seq: uint32(n << 16)}
		s.Payload = payload
		w.addSegment(s)
	}
	require.LessOrEqual(t, len(spelled(w.pieces())), maxKept+len(payload))
}

// TestManyConnections: of a file with next to nothing of each connection the
// answer stays in proportion, and says how many it leaves out.
func TestManyConnections(t *testing.T) {
	t.Parallel()
	const count = 5_000
	f := &packetFile{t: t}
	for n := range count {
		f.add(tcp{from: uint16(1024 + n), port: 443, late: true, bare: true, sent: []sent{{true, []byte("\x15\x03\x03\x00\x02\x02\x28")}}})
	}
	name := f.write(false)
	info, err := os.Stat(name)
	require.NoError(t, err)
	for _, form := range []string{"-json=true", "-json=false"} {
		stdout, stderr := check(t, cli.Answered, form, name)
		require.LessOrEqual(t, len(stdout), maxGrowth*int(info.Size())+allowance, form)
		told := strings.Count(stdout, "192.0.2.1 port")
		t.Logf("%s: a file of %d bytes, an answer of %d, %d of %d connections told", form, info.Size(), len(stdout), told, count)
		if told < count {
			require.Contains(t, stderr, fmt.Sprintf("pcapcheck: %d more connections are not told", count-told))
		}
	}
}

// TestFuzzSeeds counts the committed seeds, so that none gets lost.
func TestFuzzSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzPackets": 7})
}

// FuzzPackets holds that every file is read without a panic, that it gives
// answers that can be written, and that these stay in proportion to it.
func FuzzPackets(f *testing.F) {
	f.Fuzz(func(t *testing.T, content []byte) {
		p, err := readPackets(bytes.NewReader(content), func(int, bool) {})
		if err != nil {
			return
		}
		answers, err := emsreport.AboutStreams(p.streams("file"), schannel.Server2019, nil)
		require.NoError(t, err)
		for _, asJSON := range []bool{false, true} {
			var out bytes.Buffer
			_, err := writeLines(&out, answers, asJSON, int64(len(content)))
			require.NoError(t, err)
			require.LessOrEqual(t, out.Len(), maxGrowth*len(content)+allowance)
		}
	})
}

// TestLongFile reads a file of many packets of one connection in time.
func TestLongFile(t *testing.T) {
	t.Parallel()
	p := newPeers(t)
	talk := p.connect(t, nil)
	f := &packetFile{t: t}
	f.add(tcp{from: 50001, port: 443, sent: append(talk, sent{true, bytes.Repeat([]byte("\x17\x03\x03\x00\x01x"), 200_000)})})
	got := lines(t, f.write(false))
	require.Equal(t, "full", got[0].EMS.Handshake)
	info, err := os.Stat(f.write(false))
	require.NoError(t, err)
	require.Greater(t, info.Size(), int64(1_000_000))
}
