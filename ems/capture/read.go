// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"errors"
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/capturefile"
	"github.com/schanneltrust/schannel/internal/prelude"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// What makes a capture unusable, or a part of it.
const (
	codeCaptureEmpty  schannel.Code = "ems.capture.empty"
	codeCaptureNotTLS schannel.Code = "ems.capture.not_tls"
	codeCaptureOrder  schannel.Code = "ems.capture.order"
	codeCapturePieces schannel.Code = "ems.capture.pieces"
	codeCaptureSides  schannel.Code = "ems.capture.sides"
)

// Read reads the first handshake of a connection from the bytes of its two
// directions, client to server and back; one may be empty. Which stream is whose
// is taken from their messages where those tell, see [Capture.Swapped]. The
// result aliases the streams.
//
// Each stream consists of TLS or DTLS records or of bare handshake messages, in
// any fragmentation, as people capture it: a dialogue in clear may come first,
// such as that of FTP with AUTH TLS, the beginning may be missing, and something
// else may follow. The packets of SQL Server's TDS that carry a handshake are
// opened; offsets after them do not count their headers. What was read stays
// read, and what is wrong after it is told in [Capture.Defects]. It is an error if
// neither stream has anything of TLS; the error then names the protocol, if it is
// a known one.
//
// That two streams belong to different connections is noticed only where one
// shows a full handshake and the other cannot: Handshake is unknown then.
//
// The two streams come out of a packet capture with tcpflow, which writes a file
// for each direction, named after the addresses and ports of sender and receiver
// (tcpflow -r capture.pcap), or with Wireshark: Follow TCP Stream, one direction,
// shown as raw, Save As. A program that sees the connection can copy what it
// reads and writes.
func Read(client, server []byte) (Capture, error) {
	if len(client)+len(server) == 0 {
		return Capture{}, captureError(codeCaptureEmpty, "both streams", errors.New("no bytes"))
	}
	return readBoth(func(second bool) (*tlswire.Flow, error) {
		if second {
			return tlswire.NewFlow(server)
		}
		return tlswire.NewFlow(client)
	})
}

// ReadDatagrams reads the first handshake of DTLS from the datagrams of the two
// directions, as [Read] does. Offsets count through the datagrams of a
// direction as if they followed each other without a gap.
func ReadDatagrams(client, server [][]byte) (Capture, error) {
	if len(client)+len(server) == 0 {
		return Capture{}, captureError(codeCaptureEmpty, "both streams", errors.New("no datagrams"))
	}
	return readBoth(func(second bool) (*tlswire.Flow, error) {
		if second {
			return tlswire.NewDatagrams(server)
		}
		return tlswire.NewDatagrams(client)
	})
}

// ReadFiles reads the first handshake from one file or two in any known form: raw
// bytes, hexadecimal text, hex dumps, base64, arrays of bytes in C, C# or Go, a
// stream as tshark or Wireshark prints it, logs of openssl s_client -msg or
// -debug and of javax.net.debug. One file holds one direction, or both if its
// form tells them apart; two files are those of client and server. Offsets count
// the bytes that a file spells.
func ReadFiles(files ...[]byte) (Capture, error) {
	var directions []capturefile.Direction
	var defects []*schannel.Error
	for i, file := range files {
		read, err := capturefile.Read(file)
		switch {
		case err != nil && len(file) > 0:
			return Capture{}, err
		case err == nil && len(read.Directions) > 1 && len(files) > 1:
			return Capture{}, captureError(codeCaptureSides, fmt.Sprintf("file %d", i+1), errors.New("it holds both directions and stands beside another file"))
		case err != nil:
			read.Directions = []capturefile.Direction{{}}
		}
		directions = append(directions, read.Directions...)
		defects = append(defects, read.Defects...)
	}
	total := 0
	for i := range directions {
		total += len(directions[i].Bytes)
	}
	if total == 0 && len(defects) > 0 {
		return Capture{}, defects[0]
	}
	if total == 0 || len(directions) > 2 {
		return Capture{}, captureError(codeCaptureEmpty, "files", fmt.Errorf("%d directions, %d bytes", len(directions), total))
	}
	directions = append(directions, capturefile.Direction{})
	c, err := readBoth(func(second bool) (*tlswire.Flow, error) {
		if second {
			return directions[1].Flow()
		}
		return directions[0].Flow()
	})
	if err != nil {
		return Capture{}, err
	}
	c.Defects = append(defects, c.Defects...)
	return c, nil
}

// readBoth reads the streams as told, and the other way round if it turns out
// that they are so.
func readBoth(open func(second bool) (*tlswire.Flow, error)) (Capture, error) {
	var r captureReader
	if err := r.read(open, false); err != nil {
		return Capture{}, err
	}
	client, server := r.client.reader.Side(), r.server.reader.Side()
	both := client == prelude.BothSides || server == prelude.BothSides
	switch {
	case both || client == server && client != prelude.UnknownSide:
		return Capture{}, captureError(codeCaptureSides, "both streams", fmt.Errorf("messages of %v in the first, of %v in the second", client, server))
	case client == prelude.Server || server == prelude.Client:
		r = captureReader{}
		if err := r.read(open, true); err != nil {
			return Capture{}, err
		}
		r.c.Swapped = true
	}
	r.c.SidesFound = client != prelude.UnknownSide || server != prelude.UnknownSide
	return r.result()
}

// result is what was read, or the error if that is nothing of TLS.
func (r *captureReader) result() (Capture, error) {
	flows := [...]*flow{&r.client, &r.server}
	if !r.client.facts && !r.server.facts {
		for _, f := range flows {
			if f.fault != nil {
				return Capture{}, f.fault
			}
		}
		for _, f := range flows {
			if len(f.outside) > 0 {
				return Capture{}, f.notTLS()
			}
		}
	}
	for _, f := range flows {
		r.c.Alerts = append(r.c.Alerts, f.alerts...)
		r.c.MoreAlerts += f.moreAlerts
		r.c.Outside = append(r.c.Outside, f.outside...)
		r.c.MoreOutside += f.moreOutside
		if f.reader.Cut() {
			r.c.Cut = append(r.c.Cut, f.side)
		}
		if f.late {
			r.c.Late = append(r.c.Late, f.side)
		}
		r.addDefects(f)
	}
	r.c.Messages = r.transcript.AppendMessages(nil)
	r.c.Refused, _ = errors.AsType[*schannel.Error](r.transcript.Err())
	r.classify()
	return r.c, nil
}

func (r *captureReader) addDefects(f *flow) {
	defects := f.reader.Defects()
	for _, d := range defects.Noted {
		r.c.Defects = append(r.c.Defects, f.named(d))
	}
	r.c.MoreDefects += defects.Count - len(defects.Noted)
	if f.twice != nil {
		r.c.Defects = append(r.c.Defects, f.named(f.twice))
	}
	if f.fault != nil {
		r.c.Defects = append(r.c.Defects, f.fault)
	}
}

// notTLS is the error for a stream that is something else.
func (f *flow) notTLS() error {
	cause := errors.New("no TLS is in it")
	if name := f.outside[0].Protocol; name != prelude.UnknownProtocol.String() {
		cause = fmt.Errorf("it looks like %s, and no TLS is in it", name)
	}
	return &schannel.Error{Code: codeCaptureNotTLS, Field: f.name(), Offset: f.outside[0].Offset, Err: cause}
}

// named names the stream in an error about it.
func (f *flow) named(fault *schannel.Error) *schannel.Error {
	return &schannel.Error{Code: fault.Code, Field: f.name() + ", " + fault.Field, Offset: fault.Offset, Err: fault.Err}
}

func (f *flow) name() string {
	if f.side == ems.Client {
		return "client stream"
	}
	return "server stream"
}
