// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// What makes a capture unusable.
const (
	codeCaptureEmpty  schannel.Code = "ems.capture.empty"
	codeCaptureNotTLS schannel.Code = "ems.capture.not_tls"
	codeCaptureOrder  schannel.Code = "ems.capture.order"
)

// HandshakeKind is what a handshake turned out to be.
type HandshakeKind uint8

const (
	UnknownHandshake     HandshakeKind = 0 // "unknown": the capture does not show it
	FullHandshake        HandshakeKind = 1 // "full"
	AbbreviatedHandshake HandshakeKind = 2 // "abbreviated": it resumes a session
)

// maxAlerts is how many alerts of a stream are noted; the others are counted.
const maxAlerts = 100

// Capture is what the two directions of a connection show of its first
// handshake. What has a zero value was not seen.
type Capture struct {
	Version schannel.TLSVersion `json:"version"` // what the server chose
	Suite   derive.Suite        `json:"suite"`   // what the server chose
	Hash    derive.Hash         `json:"hash"`    // of the session hash; zero also where there is none, or the suite is unknown

	Handshake HandshakeKind   `json:"handshake"`
	KnownBy   schannel.Phrase `json:"known_by"` // what shows it

	ClientHello Hello `json:"client_hello"`
	ServerHello Hello `json:"server_hello"`

	ServerCertificate  bool `json:"server_certificate"`  // the server sent one
	CertificateRequest bool `json:"certificate_request"` // the server asked for one in this handshake
	ServerHelloDone    bool `json:"server_hello_done"`   // the server sent it
	ClientCertificate  bool `json:"client_certificate"`  // the client sent one, and not an empty list
	ClientKeyExchange  bool `json:"client_key_exchange"` // the client sent it
	NewSessionTicket   bool `json:"new_session_ticket"`  // the server issued a ticket in clear

	// An end that sends ChangeCipherSpec or Finished has accepted what the
	// other one said before.
	ClientFinished bool `json:"client_finished"`
	ServerFinished bool `json:"server_finished"`

	Renegotiation bool `json:"renegotiation"` // another handshake follows in clear; it is not read

	Alerts     []SentAlert `json:"alerts"`      // those of the client first, of each stream the first 100
	MoreAlerts int         `json:"more_alerts"` // how many more there are
	Cut        []ems.Side  `json:"cut"`         // whose stream ends in the middle of a record or message

	// What a derivation needs.
	Messages          []byte          `json:"messages"`           // of which the session hash is made, as far as they are there, with their headers
	Refused           *schannel.Error `json:"refused"`            // why a message could not be one of them; nil if all could
	CertificateVerify []byte          `json:"certificate_verify"` // the whole message, if it was sent
	PrimeLen          int             `json:"prime_len"`          // of the Diffie-Hellman group, in bytes; zero if none was seen
}

// SentAlert is an alert in a capture.
type SentAlert struct {
	Sender    ems.Side  `json:"sender"`
	Fatal     bool      `json:"fatal"`
	Alert     ems.Alert `json:"alert"`
	Encrypted bool      `json:"encrypted"` // it can be seen that there is an alert, and not which
	Offset    int       `json:"offset"`    // in the stream of its sender
}

// Read reads the first handshake of a connection from the bytes of its
// two directions, client to server and back. Each is a stream of TLS records or
// of bare handshake messages, in any fragmentation; one may be empty. The
// result aliases them.
//
// A stream that ends early is no error, see [Capture.Cut]. Everything else that
// is not TLS is one, with its place in the stream: a protocol that begins in
// clear and then changes to TLS, such as FTP with AUTH TLS, is to be cut off
// first. Two streams of different connections are found out only where one of
// them is of a full handshake and the other is not: Handshake is unknown then.
//
// The two streams come out of a packet capture with tcpflow, which writes a file
// for each direction, named after the addresses and ports of sender and receiver
// (tcpflow -r capture.pcap), or with Wireshark: Follow TCP Stream, one direction,
// shown as raw, Save As. A program that sees the connection can copy what it
// reads and writes. DTLS is not read.
func Read(client, server []byte) (Capture, error) {
	if len(client)+len(server) == 0 {
		return Capture{}, captureError(codeCaptureEmpty, "both streams", errors.New("no bytes"))
	}
	r := captureReader{client: flow{side: ems.Client, stream: client}, server: flow{side: ems.Server, stream: server}}
	if err := r.read(); err != nil {
		return Capture{}, err
	}
	for _, f := range []*flow{&r.client, &r.server} {
		r.c.Alerts = append(r.c.Alerts, f.alerts...)
		r.c.MoreAlerts += f.moreAlerts
		if f.cut {
			r.c.Cut = append(r.c.Cut, f.side)
		}
	}
	r.c.Messages = r.transcript.AppendMessages(nil)
	r.c.Refused, _ = errors.AsType[*schannel.Error](r.transcript.Err())
	r.classify()
	return r.c, nil
}

// captureReader fills a Capture.
type captureReader struct {
	c              Capture
	client, server flow
	transcript     derive.Transcript
	fullBy         schannel.Phrase // the first message that only a full handshake has
	retried        bool            // a HelloRetryRequest has been seen
}

// flow is one direction.
type flow struct {
	side   ems.Side
	stream []byte
	reader *tlswire.Reader
	alerts []SentAlert
	cut    bool

	moreAlerts int
	ended      bool // a fatal alert has ended the connection
}

// read reads in the order in which the messages of a full handshake follow
// each other: ClientHello, everything of the server, the rest of the client.
func (r *captureReader) read() error {
	for _, f := range []*flow{&r.client, &r.server} {
		if err := f.begin(); err != nil {
			return err
		}
	}
	if err := r.drain(&r.client, true); err != nil {
		return err
	}
	if err := r.drain(&r.server, false); err != nil {
		return err
	}
	return r.drain(&r.client, false)
}

// drain reads a stream to its end, or to the ClientHello.
func (r *captureReader) drain(f *flow, toHello bool) error {
	for !toHello || !r.c.ClientHello.Seen {
		if more, err := r.next(f); err != nil || !more {
			return err
		}
	}
	return nil
}

// begin finds out what the stream consists of.
func (f *flow) begin() error {
	switch {
	case tlswire.LooksLikeRecords(f.stream):
		f.reader = tlswire.NewReader(f.stream)
	case len(f.stream) == 0 || f.stream[0] <= tlswire.TypeServerHello:
		f.reader = tlswire.NewMessageReader(f.stream)
	default:
		return f.fault(codeCaptureNotTLS, 0, errors.New("neither a TLS record nor a hello"))
	}
	return nil
}

func (f *flow) fault(code schannel.Code, offset int, err error) error {
	return &schannel.Error{Code: code, Field: f.name(), Offset: offset, Err: err}
}

func (f *flow) name() string { return f.side.String() + " stream" }

// next reads one item; more is false at the end.
func (r *captureReader) next(f *flow) (more bool, err error) {
	if f.ended {
		return false, nil
	}
	item, err := f.reader.Next()
	switch fault, ok := errors.AsType[*schannel.Error](err); {
	case errors.Is(err, io.EOF):
		return false, nil
	case ok && fault.Offset == len(f.stream):
		f.cut = true
		return false, nil
	case err != nil:
		return false, f.wrap(err)
	}
	switch item.Kind {
	case tlswire.Message:
		if err := r.message(f, item); err != nil {
			return false, f.wrap(err)
		}
	case tlswire.ChangeCipherSpec:
		// RFC 8446, Appendix D.4: it means nothing there
		if !f.reader.TLS13 {
			*r.finished(f.side) = true
		}
	case tlswire.Alert:
		f.alert(item)
	case tlswire.Encrypted:
		if f.recordType(item) == recordAlert {
			f.note(SentAlert{Sender: f.side, Encrypted: true, Offset: item.Offset})
		}
	case tlswire.ApplicationData, tlswire.KindUnspecified, tlswire.Outside, tlswire.HelloSSL2, tlswire.Other:
	}
	return true, nil
}

const (
	recordHeaderLen = 5
	recordAlert     = 21
)

// recordType reads the type of the record whose payload the item is.
func (f *flow) recordType(item tlswire.Item) byte { return f.stream[item.Offset-recordHeaderLen] }

// wrap names the stream in an error about it.
func (f *flow) wrap(err error) error {
	fault, ok := errors.AsType[*schannel.Error](err)
	if !ok || fault.Field == f.name() {
		return err
	}
	return &schannel.Error{Code: fault.Code, Field: f.name() + ", " + fault.Field, Offset: fault.Offset, Err: fault.Err}
}

// finished returns whether the side has sent ChangeCipherSpec or Finished.
func (r *captureReader) finished(side ems.Side) *bool {
	if side == ems.Client {
		return &r.c.ClientFinished
	}
	return &r.c.ServerFinished
}

// alert takes note of a record of alerts. RFC 5246, Section 7.2: an alert has
// two bytes; in clear it stands alone, and what is longer is an encrypted one.
// A fatal one ends the connection (Section 7.2.2): nothing behind it is read.
func (f *flow) alert(item tlswire.Item) {
	const fatal, alertLen = 2, 2
	if len(item.Raw) != alertLen {
		f.note(SentAlert{Sender: f.side, Encrypted: true, Offset: item.Offset})
		return
	}
	f.ended = item.Raw[0] == fatal
	f.note(SentAlert{Sender: f.side, Fatal: f.ended, Alert: ems.Alert(item.Raw[1]), Offset: item.Offset})
}

func (f *flow) note(a SentAlert) {
	if len(f.alerts) == maxAlerts {
		f.moreAlerts++
		if !a.Fatal {
			return
		}
		f.alerts = f.alerts[:maxAlerts-1] // the one that ends the connection is told
	}
	f.alerts = append(f.alerts, a)
}

// message takes note of a handshake message in clear.
func (r *captureReader) message(f *flow, item tlswire.Item) error {
	if *r.finished(f.side) {
		// Only a stream of bare messages gets here. RFC 5246, Section 7.4.1:
		// a hello begins a renegotiation.
		r.c.Renegotiation = r.c.Renegotiation || item.Type() <= tlswire.TypeServerHello
		return nil
	}
	take := r.clientMessage
	if f.side == ems.Server {
		take = r.serverMessage
	}
	if err := take(f, item); err != nil {
		return err
	}
	switch item.Type() {
	case tlswire.TypeNewSessionTicket:
		// It follows the ClientKeyExchange, and is read before it.
	case tlswire.TypeFinished:
		*r.finished(f.side) = true
	default:
		// Messages that make no session hash are facts all the same. The
		// transcript keeps the error and gives no hash.
		_ = r.transcript.Add(item.Raw)
	}
	return nil
}

func (r *captureReader) clientMessage(f *flow, item tlswire.Item) (err error) {
	hello, seen := item.Type() == tlswire.TypeClientHello, r.c.ClientHello.Seen
	switch {
	case hello && (!seen || r.retried):
		r.c.ClientHello, err = readClientHello(item)
		return err
	case hello || !seen:
		return r.outOfOrder(f, item)
	}
	switch item.Type() {
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

func (r *captureReader) serverMessage(f *flow, item tlswire.Item) error {
	if hello := item.Type() == tlswire.TypeServerHello; hello == r.c.ServerHello.Seen && item.Type() != tlswire.TypeHelloRequest {
		return r.outOfOrder(f, item)
	}
	switch item.Type() {
	case tlswire.TypeServerHello:
		return r.serverHello(item)
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
	}
	return nil
}

func (r *captureReader) serverHello(item tlswire.Item) error {
	hello, suite, err := readServerHello(item)
	if err != nil {
		return err
	}
	if hello.Version == schannel.TLS13 {
		r.client.reader.TLS13, r.server.reader.TLS13 = true, true
	}
	// RFC 8446, Section 4.1.4: a HelloRetryRequest looks like a ServerHello,
	// and another one follows.
	if string(hello.Random) == helloRetryRandom {
		r.retried = true
		return nil
	}
	r.c.ServerHello, r.c.Version, r.c.Suite = hello, hello.Version, suite
	r.c.Hash = suite.Hash(hello.Version)
	return nil
}

// helloRetryRandom is the random of a HelloRetryRequest (RFC 8446, Section
// 4.1.3): the SHA-256 of that word.
const helloRetryRandom = "\xcf\x21\xad\x74\xe5\x9a\x61\x11\xbe\x1d\x8c\x02\x1e\x65\xb8\x91" +
	"\xc2\xa2\x11\x16\x7a\xbb\x8c\x5e\x07\x9e\x09\xe2\xc8\xa8\x33\x9c"

func (r *captureReader) outOfOrder(f *flow, item tlswire.Item) error {
	return f.fault(codeCaptureOrder, item.Offset, fmt.Errorf("a message of type %d cannot come here; are the streams the right way round?", item.Type()))
}

// full notes the first message that shows a full handshake.
func (r *captureReader) full(message schannel.Phrase) {
	if r.fullBy.Code == "" {
		r.fullBy = message
	}
}

// contradicts reports whether one stream is that of a full handshake of TLS 1.2
// or older and the other one cannot be: then they are of two connections. RFC
// 5246, Section 7.3: a full handshake has both ServerHelloDone and
// ClientKeyExchange before the first ChangeCipherSpec.
func (c Capture) contradicts() bool {
	if c.Version == schannel.TLS13 {
		return c.ClientKeyExchange
	}
	return c.ClientKeyExchange && c.ServerFinished && !c.ServerHelloDone ||
		c.ServerHelloDone && c.ClientFinished && !c.ClientKeyExchange
}

// classify says what kind of handshake it was, and what shows it.
func (r *captureReader) classify() {
	c := &r.c
	client, server := c.ClientHello, c.ServerHello
	known := func(kind HandshakeKind, by schannel.Phrase) { c.Handshake, c.KnownBy = kind, by }
	switch {
	case c.contradicts():
	case r.fullBy.Code != "":
		known(FullHandshake, r.fullBy)
	case !server.Seen:
	case c.Version == schannel.TLS13 && server.PreSharedKey:
		// RFC 8446, Section 2.2
		known(AbbreviatedHandshake, knownByPreSharedKey)
	case c.Version == schannel.TLS13:
		known(FullHandshake, knownByNoPreSharedKey)
	case c.ServerFinished:
		// RFC 5246, Section 7.3: only then does it follow the ServerHello
		known(AbbreviatedHandshake, knownByFinished)
	case !client.Seen:
	case len(client.SessionID) > 0 && bytes.Equal(client.SessionID, server.SessionID):
		// RFC 5246, Section 7.4.1.3; with a ticket RFC 5077, Section 3.4
		known(AbbreviatedHandshake, knownByEcho)
	case len(client.SessionID) > 0:
		known(FullHandshake, knownByOtherID)
	case client.TicketLen == 0:
		known(FullHandshake, knownByNoOffer)
	}
}

// What shows of which kind a handshake is.
var (
	knownByCertificate        = schannel.Phrase{Code: "ems.capture.known_by.certificate", Text: "Certificate"}
	knownByCertificateRequest = schannel.Phrase{Code: "ems.capture.known_by.certificate_request", Text: "CertificateRequest"}
	knownByClientKeyExchange  = schannel.Phrase{Code: "ems.capture.known_by.client_key_exchange", Text: "ClientKeyExchange"}
	knownByEcho               = schannel.Phrase{Code: "ems.capture.known_by.echo", Text: "the session_id echoed"}
	knownByFinished           = schannel.Phrase{Code: "ems.capture.known_by.finished", Text: "nothing of a full handshake between ServerHello and ChangeCipherSpec or Finished"}
	knownByNoOffer            = schannel.Phrase{Code: "ems.capture.known_by.no_offer", Text: "no session offered"}
	knownByNoPreSharedKey     = schannel.Phrase{Code: "ems.capture.known_by.no_pre_shared_key", Text: "no pre_shared_key in the ServerHello"}
	knownByOtherID            = schannel.Phrase{Code: "ems.capture.known_by.other_id", Text: "another session_id in the ServerHello"}
	knownByPreSharedKey       = schannel.Phrase{Code: "ems.capture.known_by.pre_shared_key", Text: "pre_shared_key in the ServerHello"}
	knownByServerHelloDone    = schannel.Phrase{Code: "ems.capture.known_by.server_hello_done", Text: "ServerHelloDone"}
	knownByServerKeyExchange  = schannel.Phrase{Code: "ems.capture.known_by.server_key_exchange", Text: "ServerKeyExchange"}
)
