// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"errors"
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// captureReader fills a Capture.
type captureReader struct {
	c              Capture
	client, server flow
	transcript     derive.Transcript
	fullBy         schannel.Phrase // the first message that only a full handshake has
	retry          bool            // the server has asked for another ClientHello
	hellos         int             // of the client, so far
	tls13          bool
}

// flow is one direction.
type flow struct {
	side   ems.Side
	reader *tlswire.Flow
	begun  bool // something of TLS has been seen
	facts  bool // and has been understood
	late   bool
	ended  bool // a fatal alert has ended the connection, or a fault the reading

	fault       *schannel.Error // why reading ended
	twice       *schannel.Error // an extension that the hello has twice
	alerts      []SentAlert
	moreAlerts  int
	outside     []Stretch
	moreOutside int
}

// read reads in the order in which the messages of a full handshake follow
// each other: ClientHello, everything of the server, the rest of the client.
// Where the server asks for another ClientHello, that comes between.
func (r *captureReader) read(open func(second bool) (*tlswire.Flow, error), swapped bool) (err error) {
	r.client.side, r.server.side = ems.Client, ems.Server
	if r.client.reader, err = open(swapped); err != nil {
		return err
	}
	if r.server.reader, err = open(!swapped); err != nil {
		return err
	}
	for hellos := 1; ; hellos++ {
		for r.hellos < hellos && r.next(&r.client) {
		}
		r.retry = false
		for !r.retry && r.next(&r.server) {
		}
		if !r.retry {
			break
		}
	}
	for r.next(&r.client) {
	}
	return nil
}

// next reads one item; it is false at the end.
func (r *captureReader) next(f *flow) bool {
	if f.ended {
		return false
	}
	item, more := f.reader.Next()
	if !more {
		return false
	}
	if item.Kind == tlswire.Outside {
		f.addOutside(item)
		return true
	}
	f.begins(item)
	switch item.Kind {
	case tlswire.Message:
		r.message(f, item)
	case tlswire.HelloSSL2:
		r.helloSSL2(f, item)
	case tlswire.ChangeCipherSpec:
		// RFC 8446, Appendix D.4: it means nothing there
		if !r.tls13 {
			*r.finished(f.side) = true
		}
	case tlswire.Alert:
		f.alert(item)
	case tlswire.Encrypted:
		if item.Content == tlswire.ContentAlert {
			f.note(SentAlert{Sender: f.side, Encrypted: true, Offset: item.Offset})
		}
	case tlswire.ApplicationData, tlswire.KindUnspecified, tlswire.Outside, tlswire.Other:
	}
	f.facts = f.facts || f.fault == nil
	return true
}

// begins looks at the first item of TLS: what follows a hello shows that the
// stream begins late.
func (f *flow) begins(item tlswire.Item) {
	if f.begun || item.Kind == tlswire.Other {
		return // which may be the beginning of a hello that is cut
	}
	f.begun = true
	switch item.Kind {
	case tlswire.HelloSSL2, tlswire.Alert:
	case tlswire.Message:
		f.late = item.Type() > tlswire.TypeHelloVerifyRequest && item.Type() != tlswire.TypeHelloRetryRequest
	case tlswire.ChangeCipherSpec, tlswire.Encrypted, tlswire.ApplicationData, tlswire.Other, tlswire.KindUnspecified, tlswire.Outside:
		f.late = true
	}
}

func (f *flow) addOutside(item tlswire.Item) {
	if len(f.outside) == maxNoted {
		f.moreOutside++
		return
	}
	f.outside = append(f.outside, Stretch{f.side, item.Offset, len(item.Raw), item.Protocol.String()})
}

// stop ends the reading of a stream at a fault. What was read stays.
func (f *flow) stop(fault *schannel.Error) {
	f.ended, f.fault = true, f.named(fault)
}

// finished returns whether the side has sent ChangeCipherSpec or Finished.
func (r *captureReader) finished(side ems.Side) *bool {
	if side == ems.Client {
		return &r.c.ClientFinished
	}
	return &r.c.ServerFinished
}

// Lengths of records of alerts. RFC 5246, Section 7.2: an alert has two bytes,
// and Section 6.2.1 lets several share a record. An encrypted one has at least
// a MAC or a tag of ten bytes more (RFC 3268 has 20, RFC 6655, Section 6.1,
// eight behind eight of a nonce).
const (
	alertLen      = 2
	maxClearAlert = 5 * alertLen
)

// alert takes note of a record of alerts. A fatal one ends the connection (RFC
// 5246, Section 7.2.2): nothing behind it is read.
func (f *flow) alert(item tlswire.Item) {
	const warning, fatal = 1, 2
	raw := item.Raw
	clear := len(raw)%alertLen == 0 && len(raw) <= maxClearAlert
	for i := 0; clear && len(raw) > alertLen && i < len(raw); i += alertLen {
		clear = raw[i] == warning || raw[i] == fatal
	}
	if !clear {
		f.note(SentAlert{Sender: f.side, Encrypted: true, Offset: item.Offset})
		return
	}
	for i := 0; i < len(raw) && !f.ended; i += alertLen {
		f.ended = raw[i] == fatal
		f.note(SentAlert{Sender: f.side, Fatal: f.ended, Alert: ems.AlertOf(raw[i+1]), Offset: item.Offset + i})
	}
}

func (f *flow) note(a SentAlert) {
	if len(f.alerts) == maxNoted {
		f.moreAlerts++
		if !a.Fatal {
			return
		}
		f.alerts = f.alerts[:maxNoted-1] // the one that ends the connection is told
	}
	f.alerts = append(f.alerts, a)
}

// message takes note of a handshake message in clear.
func (r *captureReader) message(f *flow, item tlswire.Item) {
	if *r.finished(f.side) {
		// Only a stream of bare messages gets here. RFC 5246, Section 7.4.1:
		// a hello begins a renegotiation.
		r.c.Renegotiation = r.c.Renegotiation || item.Type() <= tlswire.TypeServerHello
		return
	}
	take := r.clientMessage
	if f.side == ems.Server {
		take = r.serverMessage
	}
	if err := take(f, item); err != nil {
		f.stop(err)
		return
	}
	switch item.Type() {
	case tlswire.TypeNewSessionTicket:
		// It follows the ClientKeyExchange, and is read before it.
	case tlswire.TypeFinished:
		*r.finished(f.side) = true
	default:
		// Messages that make no session hash are facts all the same. The
		// transcript keeps the error and gives no hash.
		r.transcript.DTLS = item.HeaderLen() == tlswire.DatagramHeaderLen
		_ = r.transcript.Add(item.Raw)
	}
}

func (r *captureReader) clientMessage(f *flow, item tlswire.Item) *schannel.Error {
	switch item.Type() {
	case tlswire.TypeClientHello:
		return r.clientHello(f, item)
	case tlswire.TypeCertificate:
		// RFC 5246, Section 7.4.6: an empty list if there is no certificate
		const emptyList = 3
		r.c.ClientCertificate = len(item.Body()) > emptyList
	case tlswire.TypeClientKeyExchange:
		r.full(knownByClientKeyExchange)
		r.c.ClientKeyExchange = true
	case tlswire.TypeCertificateVerify:
		r.c.CertificateVerify = item.Raw
	}
	return nil
}

func (r *captureReader) clientHello(f *flow, item tlswire.Item) *schannel.Error {
	read := readClientHello(item)
	switch before := r.c.ClientHello; {
	case read.err != nil:
		return read.err
	case r.c.ClientKeyExchange || r.c.ClientCertificate:
		return outOfOrder(item)
	// RFC 8446, Section 4.1.2 and RFC 6347, Section 4.2.1: a hello comes again
	// with the same random, behind a HelloRetryRequest or HelloVerifyRequest.
	case before.Seen && string(before.Random) != string(read.hello.Random):
		return outOfOrder(item)
	}
	r.hellos++
	f.twice = read.twice
	r.c.ClientHello = read.hello
	return nil
}

// helloSSL2 takes note of a ClientHello in the format of SSL 2.0 (RFC 5246,
// Appendix E.2), which has no extensions.
func (r *captureReader) helloSSL2(f *flow, item tlswire.Item) {
	hello, err := tlswire.ReadSSL2Hello(item)
	if err != nil {
		fault, _ := errors.AsType[*schannel.Error](err)
		f.stop(fault)
		return
	}
	random := hello.Random()
	r.hellos++
	r.c.ClientHello = Hello{Seen: true, Offset: item.Offset, Version: hello.Version, Random: random[:], SessionID: hello.SessionID}
	for suite := range hello.Suites {
		r.c.ClientHello.RenegotiationInfo = r.c.ClientHello.RenegotiationInfo || suite == scsvRenegotiation
	}
}

func (r *captureReader) serverMessage(f *flow, item tlswire.Item) *schannel.Error {
	switch item.Type() {
	case tlswire.TypeServerHello:
		return r.serverHello(f, item)
	case tlswire.TypeHelloVerifyRequest, tlswire.TypeHelloRetryRequest:
		r.retry = true
	case tlswire.TypeCertificate:
		r.full(knownByCertificate)
		r.c.ServerCertificate = true
	case tlswire.TypeServerKeyExchange:
		r.full(knownByServerKeyExchange)
		if r.c.Suite.KeyExchange() == derive.DHE {
			// RFC 5246, Section 7.4.3: dh_p comes first
			r.c.PrimeLen = int(uint16At(item.Body()))
		}
	case tlswire.TypeCertificateRequest:
		r.full(knownByCertificateRequest)
		r.c.CertificateRequest = true
	case tlswire.TypeServerHelloDone:
		r.full(knownByServerHelloDone)
		r.c.ServerHelloDone = true
	case tlswire.TypeNewSessionTicket:
		r.c.NewSessionTicket = true
		r.c.NewTicket = ticketOf(item.Body())
	}
	return nil
}

// ticketOf takes the ticket out of a NewSessionTicket (RFC 5077, Section 3.3):
// four bytes of lifetime, and a vector; nil if it is none.
func ticketOf(body []byte) []byte {
	const lifetimeLen, lengthLen = 4, 2
	if len(body) < lifetimeLen+lengthLen {
		return nil
	}
	ticket := body[lifetimeLen+lengthLen:]
	if int(uint16At(body[lifetimeLen:])) != len(ticket) {
		return nil
	}
	return ticket
}

func (r *captureReader) serverHello(f *flow, item tlswire.Item) *schannel.Error {
	if r.c.ServerHello.Seen || r.c.ServerCertificate || r.c.ServerHelloDone {
		return outOfOrder(item)
	}
	read := readServerHello(item)
	hello := read.hello
	if read.err != nil {
		return read.err
	}
	if tlswire.IsTLS13(hello.Version) {
		r.tls13 = true
		r.client.reader.SetTLS13()
		r.server.reader.SetTLS13()
	}
	// RFC 8446, Section 4.1.4: a HelloRetryRequest looks like a ServerHello,
	// and another one follows.
	if tlswire.IsRetry(item.Body()) {
		r.retry = true
		return nil
	}
	f.twice = read.twice
	r.c.ServerHello, r.c.Version, r.c.Suite = hello, hello.Version, read.suite
	r.c.Hash = read.suite.Hash(hello.Version)
	return nil
}

func outOfOrder(item tlswire.Item) *schannel.Error {
	return &schannel.Error{
		Code: codeCaptureOrder, Field: "handshake message", Offset: item.Offset,
		Err: fmt.Errorf("a message of type %d cannot come here", item.Type()),
	}
}

// full notes the first message that shows a full handshake.
func (r *captureReader) full(message schannel.Phrase) {
	if r.fullBy.Code == "" {
		r.fullBy = message
	}
}
