// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
)

// innermost returns the hosts and the transport of the packet that a tunnel
// carries, such as one through which traffic is mirrored; of another packet its
// own. The ends of a tunnel are not those of a connection, and may be the same
// for both of its directions. What was put together from fragments has no header
// that tells whether it is one.
func innermost(hosts gopacket.Flow, packet gopacket.Packet, fragments bool) (gopacket.Flow, gopacket.Layer) {
	var transport gopacket.Layer = packet.TransportLayer()
	if !fragments && !tunnels(packet) {
		return hosts, transport
	}
	for _, layer := range packet.Layers() {
		switch layer := layer.(type) {
		case gopacket.NetworkLayer:
			hosts = layer.NetworkFlow()
		case *layers.TCP, *layers.UDP:
			transport = layer
		}
	}
	return hosts, transport
}

// tunnels tells whether a packet carries another one. It is asked first, since
// to take all layers of a packet apart takes long.
func tunnels(packet gopacket.Packet) bool {
	switch ip := packet.NetworkLayer().(type) {
	case *layers.IPv4:
		if carries(ip.Protocol) {
			return true
		}
	case *layers.IPv6:
		if carries(ip.NextHeader) {
			return true
		}
	}
	const vxlan, geneve = 4789, 6081 // RFC 7348, Section 8; RFC 8926, Section 3.3
	udp, ok := packet.TransportLayer().(*layers.UDP)
	return ok && (udp.DstPort == vxlan || udp.DstPort == geneve)
}

func carries(p layers.IPProtocol) bool {
	return p == layers.IPProtocolGRE || p == layers.IPProtocolIPv4 || p == layers.IPProtocolIPv6
}
