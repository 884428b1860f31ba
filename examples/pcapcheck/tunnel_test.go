// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"net"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/stretchr/testify/require"
)

// tunnelled puts a packet into one of the given protocol between the ends of a
// tunnel, which are the same whatever the direction, as those of a mirror.
func tunnelled(t *testing.T, v6 bool, protocol layers.IPProtocol, port layers.UDPPort, head, packet []byte) []byte {
	t.Helper()
	var ip gopacket.NetworkLayer = &layers.IPv4{Version: 4, TTL: 64, Protocol: protocol, SrcIP: net.IP{198, 51, 100, 1}, DstIP: net.IP{198, 51, 100, 2}}
	etherType := layers.EthernetTypeIPv4
	if v6 {
		ip = &layers.IPv6{Version: 6, HopLimit: 64, NextHeader: protocol, SrcIP: net.ParseIP("2001:db8::1"), DstIP: net.ParseIP("2001:db8::2")}
		etherType = layers.EthernetTypeIPv6
	}
	stack := []gopacket.SerializableLayer{
		&layers.Ethernet{SrcMAC: net.HardwareAddr{2, 0, 0, 0, 0, 3}, DstMAC: net.HardwareAddr{2, 0, 0, 0, 0, 4}, EthernetType: etherType},
		ip.(gopacket.SerializableLayer),
	}
	if port != 0 {
		udp := &layers.UDP{SrcPort: 50000, DstPort: port}
		require.NoError(t, udp.SetNetworkLayerForChecksum(ip))
		stack = append(stack, udp)
	}
	buffer := gopacket.NewSerializeBuffer()
	options := gopacket.SerializeOptions{FixLengths: true, ComputeChecksums: true}
	require.NoError(t, gopacket.SerializeLayers(buffer, options, append(stack, gopacket.Payload(slices.Concat(head, packet)))...))
	return bytes.Clone(buffer.Bytes())
}

// TestTunnels: a connection is that of its own ends, whatever carries its
// packets.
func TestTunnels(t *testing.T) {
	t.Parallel()
	plain := packetFile{t: t}
	plain.add(tcp{port: 443, from: 50001, sent: newPeers(t).connect(t, nil)})
	want := lines(t, plain.write(false))
	require.Len(t, want, 1)
	for _, tt := range []struct {
		name, why string
		v6        bool
		protocol  layers.IPProtocol
		port      layers.UDPPort
		head      string
		frame     bool // with the header of Ethernet
	}{
		{"gre", "RFC 2784, Section 2", false, layers.IPProtocolGRE, 0, "\x00\x00\x08\x00", false},
		{"ip-in-ip", "RFC 2003, Section 3", false, layers.IPProtocolIPv4, 0, "", false},
		{"ip-in-ipv6", "RFC 2473, Section 3", true, layers.IPProtocolIPv4, 0, "", false},
		{"vxlan", "RFC 7348, Section 5", false, layers.IPProtocolUDP, 4789, "\x08\x00\x00\x00\x00\x00\x01\x00", true},
		{"geneve", "RFC 8926, Section 3", false, layers.IPProtocolUDP, 6081, "\x00\x00\x65\x58\x00\x00\x01\x00", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			file := packetFile{t: t}
			for _, packet := range plain.packets {
				if !tt.frame {
					packet = packet[ethernetLen:]
				}
				file.packets = append(file.packets, tunnelled(t, tt.v6, tt.protocol, tt.port, []byte(tt.head), packet))
			}
			got := lines(t, file.write(false))
			require.Len(t, got, 1)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestFragmentsOfTunnels: the packet of a tunnel that was cut is put together
// before what it carries is looked for.
func TestFragmentsOfTunnels(t *testing.T) {
	t.Parallel()
	file := packetFile{t: t}
	file.add(tcp{port: 443, from: 50001, sent: newPeers(t).connect(t, nil)})
	want := lines(t, file.write(false))
	cut := packetFile{t: t}
	for n, packet := range file.packets {
		outer := tunnelled(t, false, layers.IPProtocolGRE, 0, []byte("\x00\x00\x08\x00"), packet[ethernetLen:])
		cut.packets = append(cut.packets, inFragments(outer, uint16(n+1), 400)...)
	}
	got := lines(t, cut.write(false))
	require.Len(t, got, 1)
	require.Empty(t, cmp.Diff(want, got))
}
