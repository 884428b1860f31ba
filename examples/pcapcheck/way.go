// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/gopacket/gopacket/layers"

	"github.com/schanneltrust/schannel/ems/capture"
)

// maxKept is how many bytes of a direction are kept. A handshake has fewer, and
// what follows it says nothing here.
const maxKept = 1 << 20

// way is one direction of a conversation.
type way struct {
	begun    bool   // there was a packet
	opened   bool   // with a SYN
	base     uint32 // the sequence number of the first byte, or of the first one seen
	segments []segment
	kept     int
	skipped  bool // a segment was not kept
	acked    int  // how many bytes the other end says that it has
	end      int  // how many bytes there are, where the packet that ends them was captured

	datagrams [][]byte
	isDTLS    bool
}

// segment is bytes at their place behind the base, which may be negative where
// the beginning was not captured.
type segment struct {
	at   int
	data []byte
}

// addSegment keeps the bytes of a segment.
func (w *way) addSegment(s *layers.TCP) {
	seq := s.Seq
	if s.SYN {
		seq++ // RFC 9293, Section 3.4: it takes a number of its own
	}
	switch {
	case !w.begun:
		w.begun, w.opened, w.base = true, s.SYN, seq
	case s.SYN && !w.opened && len(w.segments) == 0:
		w.opened, w.base = true, seq
	}
	at := int(int32(seq - w.base)) // RFC 9293, Section 3.4: numbers go round
	size := len(s.Payload)
	if s.FIN && at+size > 0 {
		w.end = at + size
	}
	if at > maxKept || w.kept+size > 2*maxKept {
		w.skipped = true
		return
	}
	if size == 0 || w.opened && at < 0 {
		return
	}
	w.kept += size
	w.segments = append(w.segments, segment{at, bytes.Clone(s.Payload)})
}

// addAcknowledgment notes how far the other end has the bytes.
func (w *way) addAcknowledgment(s *layers.TCP) {
	if at := int(int32(s.Ack - w.base)); w.begun && s.ACK && !s.RST && at <= maxKept {
		w.acked = max(w.acked, at)
	}
}

// missingAtEnd is how many bytes are missing behind those that were captured,
// which end there. The packet that ends a stream has a number of its own (RFC
// 9293, Section 3.4): one more may be that.
func (w *way) missingAtEnd(end int) int {
	missing := w.acked - end
	if w.end > 0 {
		missing = w.end - end
	}
	if w.skipped || w.end == 0 && missing == 1 {
		return 0
	}
	return max(missing, 0)
}

// pieces puts the segments in order. Of bytes that were sent twice the first
// copy counts. Bytes may be missing behind the last segment too, and before the
// first one where the packet that opens the connection was captured.
func (w *way) pieces() []capture.Piece {
	slices.SortStableFunc(w.segments, func(a, b segment) int { return cmp.Compare(a.at, b.at) })
	var all []capture.Piece
	end := 0
	for i, s := range w.segments {
		if i == 0 && !w.opened {
			end = s.at
		}
		if missing := s.at - end; missing > 0 || i == 0 {
			all, end = append(all, capture.Piece{Missing: max(missing, 0)}), s.at
		}
		if known := end - s.at; known < len(s.data) {
			last := &all[len(all)-1]
			last.Bytes, end = append(last.Bytes, s.data[known:]...), s.at+len(s.data)
		}
	}
	if missing := w.missingAtEnd(end); missing > 0 && (w.opened || len(all) > 0) {
		all = append(all, capture.Piece{Missing: missing})
	}
	return all
}

// addDatagram keeps a datagram of DTLS; what comes between them is kept too,
// since its records look otherwise (RFC 9147, Section 4).
func (w *way) addDatagram(payload []byte) {
	const firstContent, lastContent, dtlsMajor, recordLen = 20, 26, 0xfe, 13
	begins := len(payload) >= recordLen && payload[0] >= firstContent && payload[0] <= lastContent && payload[1] == dtlsMajor
	w.isDTLS = w.isDTLS || begins
	if !w.isDTLS || w.kept+len(payload) > maxKept {
		return
	}
	w.kept += len(payload)
	w.datagrams = append(w.datagrams, bytes.Clone(payload))
}
