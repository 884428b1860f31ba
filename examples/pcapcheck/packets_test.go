// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/gopacket/gopacket/layers"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/emsreport"
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
		{"gap", "what follows a gap is not put to what stands before it", []piece{{99, syn}, {100, "ab"}, {103, "d"}}, "ab"},
		{"late", "without the beginning the first byte that was seen begins", []piece{{102, "cd"}, {100, "ab"}}, "abcd"},
		{"round", "numbers go round", []piece{{0xfffffffe, syn}, {0xffffffff, "ab"}, {1, "cd"}}, "abcd"},
		{"first-lost", "the first segment was lost", []piece{{99, syn}, {102, "cd"}}, "cd"},
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
		require.Equal(t, tt.want, string(w.bytes()), "%s: %s", tt.name, tt.why)
	}
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
	require.LessOrEqual(t, len(w.bytes()), maxKept+len(payload))
}

// FuzzPackets holds that every file is read without a panic, and gives answers
// that can be written.
func FuzzPackets(f *testing.F) {
	for _, ng := range []bool{false, true} {
		var b bytes.Buffer
		t := &testing.T{}
		file := &packetFile{t: t}
		for _, d := range dtlsTalk() {
			file.datagram(d.server, 50001, 4433, d.data)
		}
		file.add(tcp{from: 1, port: 2, sent: []sent{{false, []byte("\x16\x03\x01\x00\x05\x01\x00\x00\x01x")}}})
		file.encode(&b, ng)
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		p, err := readPackets(bytes.NewReader(content), func(int, bool) {})
		if err != nil {
			return
		}
		answers, err := emsreport.AboutStreams(p.streams("file"), schannel.Server2019, nil)
		require.NoError(t, err)
		for _, a := range answers {
			require.NoError(t, a.WriteJSON(&bytes.Buffer{}))
			require.NoError(t, a.WriteText(&bytes.Buffer{}))
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
