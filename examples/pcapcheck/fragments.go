// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/ip4defrag"
	"github.com/gopacket/gopacket/ip6defrag"
	"github.com/gopacket/gopacket/layers"
)

// fragments puts fragments of IP together (RFC 791, Section 3.2; RFC 8200,
// Section 4.5), and counts those that make no whole packet.
type fragments struct {
	four  *ip4defrag.IPv4Defragmenter
	six   *ip6defrag.IPv6Defragmenter
	alone map[packetID]int // how many there are so far of a packet that is not whole
}

// packetID is what the fragments of a packet have in common.
type packetID struct {
	hosts    gopacket.Flow
	protocol layers.IPProtocol
	id       uint32
}

func newFragments() *fragments {
	return &fragments{ip4defrag.NewIPv4Defragmenter(), ip6defrag.NewIPv6Defragmenter(), map[packetID]int{}}
}

// add returns the packet that is whole now, and its hosts: the one given, if it
// is no fragment, and none if fragments are missing.
func (f *fragments) add(packet gopacket.Packet) (gopacket.Flow, gopacket.Packet) {
	switch ip := packet.NetworkLayer().(type) {
	case *layers.IPv4:
		if ip.Flags&layers.IPv4MoreFragments != 0 || ip.FragOffset != 0 {
			return f.addFour(ip)
		}
	case *layers.IPv6:
		if fragment, ok := packet.Layer(layers.LayerTypeIPv6Fragment).(*layers.IPv6Fragment); ok {
			return f.addSix(ip, fragment)
		}
	}
	return packet.NetworkLayer().NetworkFlow(), packet
}

func (f *fragments) addFour(ip *layers.IPv4) (gopacket.Flow, gopacket.Packet) {
	hosts := ip.NetworkFlow()
	id := packetID{hosts, ip.Protocol, uint32(ip.Id)}
	f.alone[id]++
	whole, err := f.four.DefragIPv4(ip)
	if err != nil || whole == nil {
		return hosts, nil
	}
	delete(f.alone, id)
	return hosts, gopacket.NewPacket(whole.Payload, whole.NextLayerType(), decoding)
}

func (f *fragments) addSix(ip *layers.IPv6, fragment *layers.IPv6Fragment) (gopacket.Flow, gopacket.Packet) {
	hosts := ip.NetworkFlow()
	id := packetID{hosts, layers.IPProtocolIPv6Fragment, fragment.Identification}
	f.alone[id]++
	whole := f.six.DefragIPv6(ip, fragment)
	if whole == nil {
		return hosts, nil
	}
	delete(f.alone, id)
	return hosts, gopacket.NewPacket(whole.Payload, whole.NextHeader.LayerType(), decoding)
}

// left is how many fragments make no whole packet.
func (f *fragments) left() int {
	count := 0
	for _, n := range f.alone {
		count += n
	}
	return count
}

// byHosts is left for each two hosts, in either order.
func (f *fragments) byHosts() map[gopacket.Flow]int {
	counts := map[gopacket.Flow]int{}
	for id, n := range f.alone {
		counts[id.hosts] += n
		if back := id.hosts.Reverse(); back != id.hosts {
			counts[back] += n
		}
	}
	return counts
}
