// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"crypto/tls"
	"encoding/binary"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/cli"
)

// Lengths of headers.
const (
	ethernetLen = 14
	fourLen     = 20
	sixLen      = 40
)

// inFragments cuts a packet of IPv4 into fragments (RFC 791, Section 3.2) that
// carry at most size bytes, a multiple of eight.
func inFragments(packet []byte, id uint16, size int) [][]byte {
	header, payload := packet[:ethernetLen+fourLen], payloadOf(packet)
	var cut [][]byte
	for at := 0; at < len(payload); at += size {
		part := payload[at:min(at+size, len(payload))]
		fragment := slices.Concat(header, part)
		ip := fragment[ethernetLen:]
		binary.BigEndian.PutUint16(ip[2:], uint16(fourLen+len(part)))
		binary.BigEndian.PutUint16(ip[4:], id)
		binary.BigEndian.PutUint16(ip[6:], uint16(at/8)|more(at+size < len(payload), 0x2000))
		cut = append(cut, fragment)
	}
	return cut
}

// payloadOf is what a packet of IPv4 carries, without what fills the frame.
func payloadOf(packet []byte) []byte {
	return packet[ethernetLen+fourLen : ethernetLen+int(binary.BigEndian.Uint16(packet[ethernetLen+2:]))]
}

// more is the bit that says that more fragments follow.
func more(follow bool, bit uint16) uint16 {
	if follow {
		return bit
	}
	return 0
}

// six is a packet of IPv4 as one of IPv6.
func six(packet []byte) []byte {
	payload := payloadOf(packet)
	all := slices.Concat(packet[:12], []byte{0x86, 0xdd, 0x60, 0, 0, 0}, make([]byte, 4), make([]byte, 32), payload)
	ip := all[ethernetLen:]
	binary.BigEndian.PutUint16(ip[4:], uint16(len(payload)))
	ip[6], ip[7] = packet[ethernetLen+9], 64
	for i, from := range []int{12, 16} { // 2001:db8::/96 and the address of IPv4
		copy(ip[8+16*i:], []byte{0x20, 0x01, 0x0d, 0xb8})
		copy(ip[8+16*i+12:], packet[ethernetLen+from:ethernetLen+from+4])
	}
	return all
}

// inFragmentsOfSix cuts a packet of IPv6 (RFC 8200, Section 4.5).
func inFragmentsOfSix(packet []byte, id uint32, size int) [][]byte {
	header, payload := packet[:ethernetLen+sixLen], packet[ethernetLen+sixLen:]
	var cut [][]byte
	for at := 0; at < len(payload); at += size {
		part := payload[at:min(at+size, len(payload))]
		extension := []byte{header[ethernetLen+6], 0, 0, 0, 0, 0, 0, 0}
		binary.BigEndian.PutUint16(extension[2:], uint16(at)|more(at+size < len(payload), 1))
		binary.BigEndian.PutUint32(extension[4:], id)
		fragment := slices.Concat(header, extension, part)
		binary.BigEndian.PutUint16(fragment[ethernetLen+4:], uint16(len(extension)+len(part)))
		fragment[ethernetLen+6] = 44
		cut = append(cut, fragment)
	}
	return cut
}

// TestFragments puts fragments of IP together, in any order and sent twice;
// tshark does so too.
func TestFragments(t *testing.T) {
	t.Parallel()
	p := newPeers(t)
	whole := &packetFile{t: t}
	whole.add(tcp{from: 50001, port: 443, sent: p.connect(t, nil)})
	for _, d := range dtlsTalk() {
		whole.datagram(d.server, 50001, 4433, d.data)
	}
	for _, version := range []int{4, 6} {
		f := &packetFile{t: t}
		for n, packet := range whole.packets {
			cut := inFragments(packet, uint16(n), 72)
			if version == 6 {
				cut = inFragmentsOfSix(six(packet), uint32(n), 72)
			}
			if len(cut) > 2 {
				slices.Reverse(cut)
				cut = slices.Insert(cut, 1, cut[0]) // sent twice
			}
			f.packets = append(f.packets, cut...)
		}
		file := f.write(version == 6)
		got := lines(t, file)
		require.Len(t, got, 2)
		for i, want := range []string{"tcp 0: TLS 1.2 full", "udp 0: DTLS 1.2 full"} {
			require.Equal(t, want, fmt.Sprintf("%s: %s %s", got[i].Stream, got[i].EMS.Version, got[i].EMS.Handshake))
			require.Zero(t, got[i].Fragments)
			require.Empty(t, got[i].EMS.Capture.Gaps)
		}
		compare(t, file, got[:1], "tls", "tcp")
		compare(t, file, got[1:], "dtls", "udp")
	}
}

// TestFragmentsLost: a packet of which a fragment is missing is missing, and
// that is told beside the connection.
func TestFragmentsLost(t *testing.T) {
	t.Parallel()
	p := newPeers(t)
	talk := p.connect(t, nil)
	whole := &packetFile{t: t}
	whole.add(tcp{from: 50001, port: 443, sent: talk, segment: 400})
	for _, version := range []int{4, 6} {
		f := &packetFile{t: t}
		large := 0
		for n, packet := range whole.packets {
			cut := inFragments(packet, uint16(n), 200)
			if version == 6 {
				cut = inFragmentsOfSix(six(packet), uint32(n), 200)
			}
			if len(cut) == 3 {
				if large++; large == 2 { // of the server
					cut = slices.Delete(cut, 1, 2)
				}
			}
			f.packets = append(f.packets, cut...)
		}
		file := f.write(false)
		stdout, stderr := check(t, cli.Answered, file)
		require.Contains(t, stderr, "2 fragments of IP make no whole packet")
		require.Contains(t, stdout, "fragments:   2 of IP between the two hosts make no whole packet\n")
		require.Contains(t, stdout, "400 bytes are missing at byte ")
		got := lines(t, file)
		require.Equal(t, 2, got[0].Fragments)
		require.Contains(t, got[0].codes(), "ems.capture.gap certain")
	}
}

// TestFragmentsOfOldPackets: a number that comes again after a while is that of
// another packet (RFC 791, Section 3.2): nothing of the one before is put into
// it.
func TestFragmentsOfOldPackets(t *testing.T) {
	t.Parallel()
	p := newPeers(t)
	f := &packetFile{t: t}
	f.datagram(false, 1, 2, bytes.Repeat([]byte("old"), 200))
	f.packets = inFragments(f.packets[0], 7, 72)[:5] // the beginning of a packet of UDP
	for _, packet := range f.packets {
		packet[ethernetLen+9] = 6
	}
	f.pause = len(f.packets)
	whole := &packetFile{t: t}
	whole.add(tcp{from: 50001, port: 443, sent: p.connect(t, nil)})
	for _, packet := range whole.packets {
		f.packets = append(f.packets, inFragments(packet, 7, 72)...)
	}
	file := f.write(false)
	got := lines(t, file)
	require.Equal(t, "full", got[0].EMS.Handshake)
	require.Empty(t, got[0].EMS.Capture.Gaps)
	require.Equal(t, 5, got[0].Fragments)
	_, stderr := check(t, cli.Answered, file)
	require.Contains(t, stderr, ": 5 fragments of IP make no whole packet\n")
}

// TestGap: of a connection whose packets were not all captured, what stands
// before the gap is told, the alert behind it, and what is missing. tshark tells
// the alert too, where both ends are there.
func TestGap(t *testing.T) {
	t.Parallel()
	p := newPeers(t)
	talk := p.connect(t, func(client, _ *tls.Config) { client.ClientSessionCache = nil })
	handshake := slices.Clone(talk[:2]) // ClientHello, and the flight of the server
	handshake = append(handshake, sent{false, []byte("\x15\x03\x03\x00\x02\x02\x2a")})
	f := &packetFile{t: t}
	size := len(talk[0].data)
	f.add(tcp{from: 50001, port: 443, sent: handshake, segment: size, lost: []int{2}})
	compare(t, f.write(false), lines(t, f.write(false)), "tls", "tcp")
	f.add(tcp{from: 50002, port: 443, sent: append(handshake[:1:1], sent{false, []byte("never seen")}, handshake[2]), segment: size, lost: []int{1}})
	got := lines(t, f.write(false))
	require.Len(t, got, 2)
	require.Equal(t, []gapLine{{Sender: "server", Offset: size, Missing: size, Behind: len(talk[1].data) - 2*size}}, got[0].EMS.Capture.Gaps)
	require.True(t, *got[0].EMS.ServerHello, "it stands before the gap")
	require.Equal(t, []string{"ems.full.extended certain", "ems.capture.aborted certain", "ems.capture.gap certain"}, got[0].codes())
	require.Equal(t, []gapLine{{Sender: "client", Offset: size, Missing: 10, Behind: 7}}, got[1].EMS.Capture.Gaps)
	require.Equal(t, []string{"ems.capture.incomplete insufficient-data", "ems.capture.aborted certain", "ems.capture.gap certain"}, got[1].codes())
	end := &packetFile{t: t}
	end.add(tcp{from: 50001, port: 443, sent: []sent{{false, talk[0].data}, {true, talk[1].data[:size+40]}, {false, []byte("more")}}, segment: size, lost: []int{2}})
	last := lines(t, end.write(false))
	require.Equal(t, []gapLine{{Sender: "server", Offset: size, Missing: 40}}, last[0].EMS.Capture.Gaps, "RFC 9293, Section 3.4: the client has acknowledged them")
	stdout, _ := check(t, cli.Answered, f.write(false))
	require.Contains(t, stdout, "alert:       of the client, fatal, bad_certificate (42), behind a gap\n")
	require.Contains(t, stdout, fmt.Sprintf("gap:         of the client, 10 bytes are missing at byte %d\n", size))
}
