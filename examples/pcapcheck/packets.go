// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/gopacket/gopacket/pcapgo"

	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/examples/internal/emsreport"
	"github.com/schanneltrust/schannel/internal/capturefile"
)

// source gives packets; link is the type of the link layer of the last one.
type source struct {
	next func() (data []byte, link layers.LinkType, at time.Time, err error)
}

// open finds out whether a file is pcap or pcapng.
func open(r io.Reader) (source, error) {
	buffered := bufio.NewReaderSize(r, 1<<16)
	head, _ := buffered.Peek(64)
	kind := capturefile.Detect(head)
	switch {
	case kind == capturefile.PcapNG:
		return openNG(buffered)
	case kind == capturefile.Pcap:
		return openPcap(buffered)
	case len(head) == 0:
		return source{}, errors.New("it is empty")
	}
	return source{}, fmt.Errorf("it is neither pcap nor pcapng; it looks like %s%s", kind, advice(kind))
}

// advice says how to get from a file of a kind a capture of packets.
func advice(kind capturefile.Kind) string {
	switch {
	case kind == capturefile.NetworkMonitor, kind == capturefile.Snoop:
		return ": write it as pcap with Wireshark, or with editcap -F pcap"
	case kind == capturefile.Raw:
		return ": a trace of netsh or pktmon (.etl) becomes pcapng with etl2pcapng, or with pktmon etl2pcap; the bytes of one connection are for emscheck -capture"
	case kind == capturefile.Archive:
		return ": " + kind.Advice()
	case kind.Readable():
		return ": emscheck -capture reads such a file"
	}
	return ""
}

func openNG(r io.Reader) (source, error) {
	ng, err := pcapgo.NewNgReader(r, pcapgo.NgReaderOptions{WantMixedLinkType: true, SkipUnknownVersion: true})
	if err != nil {
		return source{}, err
	}
	return source{func() ([]byte, layers.LinkType, time.Time, error) {
		data, info, err := ng.ReadPacketData()
		if err != nil || len(info.AncillaryData) == 0 {
			return nil, 0, time.Time{}, err
		}
		link, _ := info.AncillaryData[0].(layers.LinkType)
		return data, link, info.Timestamp, nil
	}}, nil
}

func openPcap(r io.Reader) (source, error) {
	plain, err := pcapgo.NewReader(r)
	if err != nil {
		return source{}, err
	}
	const maxPacket = 256 << 10 // some files have packets longer than they say
	plain.SetSnaplen(max(plain.Snaplen(), maxPacket))
	return source{func() ([]byte, layers.LinkType, time.Time, error) {
		data, info, err := plain.ReadPacketData()
		return data, plain.LinkType(), info.Timestamp, err
	}}, nil
}

var decoding = gopacket.DecodeOptions{Lazy: true, NoCopy: true}

// packets is what a file holds of TCP and of DTLS.
type packets struct {
	conversations []*conversation // by their first packet
	open          map[key]*conversation
	tcp, udp      int   // how many there are
	cut           error // what ended the reading early
	fragments     *fragments
}

// key is two ends, in the order of the bytes of their addresses.
type key struct {
	network, transport gopacket.Flow
	udp                bool
}

// conversation is what two ends sent each other.
type conversation struct {
	udp   bool
	index int // among those of TCP, or of UDP, in the file, as tshark counts them
	from  key // as its first packet has it
	ways  [2]way
}

// readPackets reads a file. What was read before a fault stays read.
func readPackets(r io.Reader, progress func(packets int, done bool)) (*packets, error) {
	file, err := open(r)
	if err != nil {
		return nil, err
	}
	p := &packets{open: map[key]*conversation{}, fragments: newFragments()}
	count := 0
	for ; ; count++ {
		data, link, at, err := file.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			p.cut = err
			break
		}
		p.add(data, link, at)
		progress(count+1, false)
	}
	progress(count, true)
	return p, nil
}

// add takes a packet apart.
func (p *packets) add(data []byte, link layers.LinkType, at time.Time) {
	packet := gopacket.NewPacket(data, link, decoding)
	network := packet.NetworkLayer()
	if network == nil {
		return
	}
	flow, whole := p.fragments.add(packet, at)
	if whole == nil {
		return
	}
	hosts, transport := innermost(flow, whole, whole != packet)
	switch transport := transport.(type) {
	case *layers.TCP:
		p.addTCP(hosts, transport)
	case *layers.UDP:
		c, back := p.of(key{hosts, transport.TransportFlow(), true})
		c.ways[back].addDatagram(transport.Payload)
	}
}

func (p *packets) addTCP(network gopacket.Flow, segment *layers.TCP) {
	k := key{network, segment.TransportFlow(), false}
	c, back := p.of(k)
	opens := segment.SYN && !segment.ACK
	if opens && c.ways[0].begun && (back == 1 || !c.ways[0].opened || c.ways[0].base != segment.Seq+1) {
		// The ends use their ports again.
		delete(p.open, c.from)
		c, back = p.of(k)
	}
	c.ways[back].addSegment(segment)
	c.ways[1-back].addAcknowledgment(segment)
}

// of returns the conversation of a packet, and 1 if it goes back.
func (p *packets) of(k key) (c *conversation, back int) {
	if c := p.open[k]; c != nil {
		return c, 0
	}
	if c := p.open[key{k.network.Reverse(), k.transport.Reverse(), k.udp}]; c != nil {
		return c, 1
	}
	c = &conversation{udp: k.udp, from: k}
	if k.udp {
		c.index, p.udp = p.udp, p.udp+1
	} else {
		c.index, p.tcp = p.tcp, p.tcp+1
	}
	p.open[k] = c
	p.conversations = append(p.conversations, c)
	return c, 0
}

// streams returns what can be read of the conversations.
func (p *packets) streams(file string) []emsreport.Stream {
	var streams []emsreport.Stream
	fragments := p.fragments.byHosts()
	for _, c := range p.conversations {
		s := emsreport.Stream{File: file, Hosts: [2]string{c.from.network.Src().String(), c.from.network.Dst().String()}}
		s.Fragments = fragments[c.from.network]
		s.Ports = [2]string{c.from.transport.Src().String(), c.from.transport.Dst().String()}
		if c.udp {
			s.Name = fmt.Sprintf("udp %d", c.index)
			s.Datagrams = [2][][]byte{c.ways[0].datagrams, c.ways[1].datagrams}
		} else {
			s.Name = fmt.Sprintf("tcp %d", c.index)
			s.Pieces = [2][]capture.Piece{c.ways[0].pieces(), c.ways[1].pieces()}
		}
		if len(s.Pieces[0])+len(s.Pieces[1])+len(s.Datagrams[0])+len(s.Datagrams[1]) > 0 {
			streams = append(streams, s)
		}
	}
	return streams
}
