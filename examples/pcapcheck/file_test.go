// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/gopacket/gopacket/pcapgo"
	"github.com/stretchr/testify/require"
)

// sent is bytes that an end wrote at once.
type sent struct {
	server bool
	data   []byte
}

// talk is what two ends wrote, in order.
type talk struct {
	mu   sync.Mutex
	sent []sent
}

// end is a connection that keeps what is written.
type end struct {
	net.Conn
	talk   *talk
	server bool
}

func (e end) Write(b []byte) (int, error) {
	e.talk.mu.Lock()
	e.talk.sent = append(e.talk.sent, sent{e.server, bytes.Clone(b)})
	e.talk.mu.Unlock()
	return e.Conn.Write(b)
}

// pipe is the two ends of a connection whose talk is kept.
func pipe(t *testing.T) (client, server net.Conn, kept *talk) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	here, err := net.Dial("tcp", listener.Addr().String())
	require.NoError(t, err)
	there, err := listener.Accept()
	require.NoError(t, err)
	t.Cleanup(func() {
		_ = here.Close()
		_ = there.Close()
	})
	kept = &talk{}
	return end{here, kept, false}, end{there, kept, true}, kept
}

// packetFile collects packets.
type packetFile struct {
	t       *testing.T
	packets [][]byte
	pause   int // the packet behind ten minutes in which nothing happens; 0: none
}

// tcp is how a conversation is written.
type tcp struct {
	port    uint16 // of the server
	from    uint16 // of the client
	sent    []sent
	late    bool  // without the packets that open the connection
	segment int   // bytes to a segment; 0: 1400
	bare    bool  // without the packet that closes the connection
	lost    []int // the segments with data, counted from 0, that were not captured
	mess    bool  // every other segment is sent again, and pairs come in the wrong order
}

// add writes a conversation.
func (f *packetFile) add(c tcp) {
	seq := [2]uint32{0xfffffff0 - uint32(len(f.packets)), 1000} // the client's goes round
	if !c.late {
		f.segment(c, false, seq, func(s *layers.TCP) { s.SYN, s.ACK = true, false })
		seq[0]++
		f.segment(c, true, seq, func(s *layers.TCP) { s.SYN = true })
		seq[1]++
		f.segment(c, false, seq, nil)
	}
	size := c.segment
	if size == 0 {
		size = 1400
	}
	count := 0
	for _, s := range c.sent {
		var written [][]byte
		for rest := s.data; len(rest) > 0; {
			n := min(size, len(rest))
			if !slices.Contains(c.lost, count) {
				written = append(written, f.build(c, s.server, seq, rest[:n], nil))
			}
			count++
			seq[index(s.server)] += uint32(n)
			rest = rest[n:]
		}
		for i := 0; c.mess && i+1 < len(written); i += 2 {
			written[i], written[i+1] = written[i+1], written[i]
		}
		for i, packet := range written {
			f.packets = append(f.packets, packet)
			if c.mess && i%2 == 0 {
				f.packets = append(f.packets, packet)
			}
		}
	}
	if !c.bare {
		f.segment(c, false, seq, func(s *layers.TCP) { s.FIN = true })
	}
}

func index(server bool) int {
	if server {
		return 1
	}
	return 0
}

func (f *packetFile) segment(c tcp, server bool, seq [2]uint32, change func(*layers.TCP)) {
	f.packets = append(f.packets, f.build(c, server, seq, nil, change))
}

func (f *packetFile) build(c tcp, server bool, seq [2]uint32, payload []byte, change func(*layers.TCP)) []byte {
	f.t.Helper()
	me := index(server)
	ports := [2]layers.TCPPort{layers.TCPPort(c.from), layers.TCPPort(c.port)}
	s := &layers.TCP{SrcPort: ports[me], DstPort: ports[1-me], Seq: seq[me], Ack: seq[1-me], ACK: true, Window: 65535}
	if change != nil {
		change(s)
	}
	ip := network(server, layers.IPProtocolTCP)
	require.NoError(f.t, s.SetNetworkLayerForChecksum(ip))
	return f.serialize(ip, s, payload)
}

// datagram writes one of UDP.
func (f *packetFile) datagram(server bool, from, port uint16, payload []byte) {
	f.t.Helper()
	me := index(server)
	ports := [2]layers.UDPPort{layers.UDPPort(from), layers.UDPPort(port)}
	ip := network(server, layers.IPProtocolUDP)
	u := &layers.UDP{SrcPort: ports[me], DstPort: ports[1-me]}
	require.NoError(f.t, u.SetNetworkLayerForChecksum(ip))
	f.packets = append(f.packets, f.serialize(ip, u, payload))
}

func network(server bool, protocol layers.IPProtocol) *layers.IPv4 {
	hosts := [2]net.IP{{192, 0, 2, 1}, {192, 0, 2, 2}}
	me := index(server)
	return &layers.IPv4{Version: 4, TTL: 64, Protocol: protocol, SrcIP: hosts[me], DstIP: hosts[1-me]}
}

func (f *packetFile) serialize(ip *layers.IPv4, transport gopacket.SerializableLayer, payload []byte) []byte {
	f.t.Helper()
	ethernet := &layers.Ethernet{SrcMAC: net.HardwareAddr{2, 0, 0, 0, 0, 1}, DstMAC: net.HardwareAddr{2, 0, 0, 0, 0, 2}, EthernetType: layers.EthernetTypeIPv4}
	buffer := gopacket.NewSerializeBuffer()
	options := gopacket.SerializeOptions{FixLengths: true, ComputeChecksums: true}
	require.NoError(f.t, gopacket.SerializeLayers(buffer, options, ethernet, ip, transport, gopacket.Payload(payload)))
	return bytes.Clone(buffer.Bytes())
}

// info is that of the packet n; a file has no clock of its own.
func (f *packetFile) info(n int, packet []byte) gopacket.CaptureInfo {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC).Add(time.Duration(n) * time.Millisecond)
	if f.pause > 0 && n >= f.pause {
		at = at.Add(10 * time.Minute)
	}
	return gopacket.CaptureInfo{Timestamp: at, CaptureLength: len(packet), Length: len(packet)}
}

// write writes the packets into a file of pcap, or of pcapng.
func (f *packetFile) write(ng bool) string {
	f.t.Helper()
	var b bytes.Buffer
	f.encode(&b, ng)
	return write(f.t, b.Bytes())
}

func (f *packetFile) encode(b *bytes.Buffer, ng bool) {
	f.t.Helper()
	if !ng {
		w := pcapgo.NewWriter(b)
		require.NoError(f.t, w.WriteFileHeader(65536, layers.LinkTypeEthernet))
		for n, packet := range f.packets {
			require.NoError(f.t, w.WritePacket(f.info(n, packet), packet))
		}
		return
	}
	w, err := pcapgo.NewNgWriter(b, layers.LinkTypeEthernet)
	require.NoError(f.t, err)
	for n, packet := range f.packets {
		require.NoError(f.t, w.WritePacket(f.info(n, packet), packet))
	}
	require.NoError(f.t, w.Flush())
}

func write(t *testing.T, content []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(name, content, 0o600))
	return name
}
