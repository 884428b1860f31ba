// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"time"

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
	alone map[packetID]waiting
	lost  map[gopacket.Flow]int // whose time is over
	swept time.Time
}

// packetID is what the fragments of a packet have in common.
type packetID struct {
	hosts    gopacket.Flow
	protocol layers.IPProtocol
	id       uint32
}

// waiting is the fragments so far of a packet that is not whole.
type waiting struct {
	count int
	since time.Time
}

// patience is how long a packet waits for its fragments: RFC 8200, Section 4.5,
// has a minute. Behind it the number of the packet is that of another one.
const patience = time.Minute

func newFragments() *fragments {
	return &fragments{
		ip4defrag.NewIPv4Defragmenter(), ip6defrag.NewIPv6Defragmenter(), map[packetID]waiting{}, map[gopacket.Flow]int{}, time.Time{},
	}
}

// add returns the packet that is whole now, and its hosts: the one given, if it
// is no fragment, and none if fragments are missing.
func (f *fragments) add(packet gopacket.Packet, at time.Time) (gopacket.Flow, gopacket.Packet) {
	switch ip := packet.NetworkLayer().(type) {
	case *layers.IPv4:
		if ip.Flags&layers.IPv4MoreFragments != 0 || ip.FragOffset != 0 {
			return f.addFour(ip, at)
		}
	case *layers.IPv6:
		if fragment, ok := packet.Layer(layers.LayerTypeIPv6Fragment).(*layers.IPv6Fragment); ok {
			return f.addSix(ip, fragment, at)
		}
	}
	return packet.NetworkLayer().NetworkFlow(), packet
}

func (f *fragments) addFour(ip *layers.IPv4, at time.Time) (gopacket.Flow, gopacket.Packet) {
	id := packetID{ip.NetworkFlow(), ip.Protocol, uint32(ip.Id)}
	f.count(id, at)
	whole, err := f.four.DefragIPv4WithTimestamp(ip, at)
	if err != nil || whole == nil {
		return id.hosts, nil
	}
	delete(f.alone, id)
	return id.hosts, gopacket.NewPacket(whole.Payload, whole.NextLayerType(), decoding)
}

func (f *fragments) addSix(ip *layers.IPv6, fragment *layers.IPv6Fragment, at time.Time) (gopacket.Flow, gopacket.Packet) {
	id := packetID{ip.NetworkFlow(), layers.IPProtocolIPv6Fragment, fragment.Identification}
	f.count(id, at)
	whole := f.six.DefragIPv6(ip, fragment)
	if whole == nil {
		return id.hosts, nil
	}
	delete(f.alone, id)
	return id.hosts, gopacket.NewPacket(whole.Payload, whole.NextHeader.LayerType(), decoding)
}

// count counts a fragment, and gives up those before it that have waited too
// long. The defragmenter of IPv6 knows no time but that of the machine.
func (f *fragments) count(id packetID, at time.Time) {
	w, known := f.alone[id]
	if known && at.Sub(w.since) > patience {
		f.lost[id.hosts] += w.count
		known = false
		if at.Sub(f.swept) > time.Second { // it looks at all packets that wait
			f.four.DiscardOlderThan(at.Add(-patience))
			f.swept = at
		}
	}
	if !known {
		w = waiting{since: at}
	}
	w.count++
	f.alone[id] = w
}

// left is how many fragments make no whole packet.
func (f *fragments) left() int {
	count := 0
	for _, n := range f.lost {
		count += n
	}
	for _, w := range f.alone {
		count += w.count
	}
	return count
}

// byHosts is left for each two hosts, in either order.
func (f *fragments) byHosts() map[gopacket.Flow]int {
	counts := map[gopacket.Flow]int{}
	add := func(hosts gopacket.Flow, n int) {
		counts[hosts] += n
		if back := hosts.Reverse(); back != hosts {
			counts[back] += n
		}
	}
	for hosts, n := range f.lost {
		add(hosts, n)
	}
	for id, w := range f.alone {
		add(id.hosts, w.count)
	}
	return counts
}
