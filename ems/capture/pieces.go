// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// Piece is part of a stream, with or without a gap before it.
type Piece struct {
	Missing int // how many bytes of the stream are missing before these
	Bytes   []byte
}

// Gap is a place where a stream lacks bytes, such as those of packets that were
// not captured.
type Gap struct {
	Sender  ems.Side `json:"sender"`
	Offset  int      `json:"offset"`  // where they are missing, in the bytes that are there
	Missing int      `json:"missing"` // how many
	Behind  int      `json:"behind"`  // how many bytes after them were searched for alerts only
}

// ReadPieces reads the first handshake of a connection as [Read] does, from
// streams that may lack bytes. A stream is read up to the first gap after the
// beginning of its TLS, because it cannot be told where a message begins after a
// gap; what stands there is searched for alerts in clear. Offsets count the bytes
// that are there.
func ReadPieces(client, server []Piece) (Capture, error) {
	var streams [2]pieces
	for i, given := range [...][]Piece{client, server} {
		var err error
		if streams[i], err = joined(given); err != nil {
			return Capture{}, err
		}
	}
	c, err := Read(streams[0].read, streams[1].read)
	if err != nil {
		return Capture{}, err
	}
	for i, side := range [...]ems.Side{ems.Client, ems.Server} {
		if c.Swapped {
			i = 1 - i
		}
		streams[i].addTo(&c, side)
	}
	return c, nil
}

// pieces is a stream that has been looked at for gaps.
type pieces struct {
	read   []byte // up to the first gap behind the beginning of TLS
	gaps   []Gap
	behind []Piece // what follows the last of these gaps, if reading ends there
}

// joined puts pieces together as far as they are read.
func joined(given []Piece) (pieces, error) {
	var s pieces
	total, found := 0, false
	for i, p := range given {
		if p.Missing < 0 {
			return pieces{}, captureError(codeCapturePieces, fmt.Sprintf("piece %d", i), errors.New("less than nothing is missing"))
		}
		if p.Missing > 0 {
			s.gaps = append(s.gaps, Gap{Offset: total, Missing: p.Missing})
			if found {
				s.behind = given[i:]
				break
			}
		}
		total += len(p.Bytes)
		s.read = append(s.read, p.Bytes...)
		found = found || hasTLS(p.Bytes)
	}
	if len(given) == 1 {
		s.read = given[0].Bytes
	}
	return s, nil
}

// hasTLS reports whether something of TLS begins in the bytes.
func hasTLS(stream []byte) bool {
	f, err := tlswire.NewFlow(stream)
	if err != nil {
		return false
	}
	for item, more := f.Next(); more; item, more = f.Next() {
		if item.Kind != tlswire.Outside {
			return true
		}
	}
	return f.Cut()
}

// addTo adds the gaps of a side, and the alerts behind the one at which reading
// ended.
func (s pieces) addTo(c *Capture, side ems.Side) {
	f := flow{side: side}
	gaps, offset := s.gaps, len(s.read)
	for i, p := range s.behind {
		if i > 0 && p.Missing > 0 {
			gaps = append(gaps, Gap{Offset: offset, Missing: p.Missing})
		}
		gaps[len(gaps)-1].Behind += len(p.Bytes)
		f.alertsBehind(p.Bytes, offset)
		offset += len(p.Bytes)
	}
	for i, g := range gaps {
		g.Sender = side
		if i < maxNoted {
			c.Gaps = append(c.Gaps, g)
			continue
		}
		last := &c.Gaps[len(c.Gaps)-1]
		last.Missing, last.Behind, c.MoreGaps = last.Missing+g.Missing, last.Behind+g.Behind, c.MoreGaps+1
	}
	c.Alerts = append(c.Alerts, f.alerts...)
	c.MoreAlerts += f.moreAlerts
	slices.SortStableFunc(c.Alerts, func(a, b SentAlert) int { return cmp.Compare(a.Sender, b.Sender) })
}

// alertsBehind takes note of the alerts in clear of a piece behind a gap.
func (f *flow) alertsBehind(stream []byte, offset int) {
	reader, err := tlswire.NewFlow(stream)
	if err != nil {
		return
	}
	for item, more := reader.Next(); more && !f.ended; item, more = reader.Next() {
		if item.Kind != tlswire.Alert {
			continue
		}
		before := len(f.alerts)
		f.alert(item)
		for i := before; i < len(f.alerts); i++ {
			f.alerts[i].Offset, f.alerts[i].BehindGap = f.alerts[i].Offset+offset, true
		}
	}
}

// gapBefore reports whether a stream lacks bytes before one of those that are
// there.
func (c Capture) gapBefore(side ems.Side, offset int) bool {
	return slices.ContainsFunc(c.Gaps, func(g Gap) bool { return g.Sender == side && g.Offset <= offset })
}

// gapFindings tells what the streams lack.
func (c Capture) gapFindings() []schannel.Finding {
	var findings []schannel.Finding
	for _, side := range [...]ems.Side{ems.Client, ems.Server} {
		missing, behind, first := 0, 0, schannel.NoOffset
		for _, g := range c.Gaps {
			if g.Sender != side {
				continue
			}
			if first == schannel.NoOffset {
				first = g.Offset
			}
			missing, behind = missing+g.Missing, behind+g.Behind
		}
		if missing == 0 {
			continue
		}
		subject := schannel.Subject{Kind: "stream", Index: -1, Offset: first, Name: side.String()}
		findings = append(findings, schannel.NewFinding(ruleGap, schannel.Basis{Certainty: schannel.Certain}, subject,
			schannel.Word("side", side), schannel.Number("missing", missing), schannel.Number("behind", behind)))
	}
	return findings
}

var ruleGap = schannel.Rule{
	Code:     "ems.capture.gap",
	Title:    "Bytes of a stream are missing",
	Severity: schannel.Warning,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 6.2.1"}},
	Message:  "The stream of the {side} lacks {missing} bytes; the {behind} bytes after them were searched for alerts only, because it cannot be told where a message begins there.",
}
