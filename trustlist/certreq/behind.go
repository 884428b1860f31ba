// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"golang.org/x/crypto/cryptobyte"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/capturefile"
	"github.com/schanneltrust/schannel/internal/prelude"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// fatalAlert returns the number of an alert in clear, if it is a fatal one.
func fatalAlert(item tlswire.Item) (number uint8, fatal bool) {
	const levelFatal = 2
	if len(item.Raw) != 2 || item.Raw[0] != levelFatal {
		return 0, false
	}
	return item.Raw[1], true
}

// behind looks at an item that a side sent behind the request. In a stream that
// has messages of both sides nothing tells who sent an alert or a
// ChangeCipherSpec.
func (r *flightReader) behind(item tlswire.Item, side prelude.Side) {
	mixed := r.flow.Side() == prelude.BothSides
	switch item.Kind {
	case tlswire.Alert:
		if !mixed {
			r.alert(item, side)
		}
	case tlswire.ChangeCipherSpec:
		// RFC 5246, Section 7.3: the server's comes when it has taken what
		// the client sent. In TLS 1.3 it means nothing.
		if side == prelude.Server && !tlswire.IsTLS13(r.Version) && !mixed {
			r.Behind.Accepted = schannel.Yes
		}
	case tlswire.Message:
		r.behindMessage(item, side)
	case tlswire.KindUnspecified, tlswire.ApplicationData, tlswire.Encrypted, tlswire.Outside, tlswire.HelloSSL2, tlswire.Other:
	}
}

func (r *flightReader) alert(item tlswire.Item, side prelude.Side) {
	number, fatal := fatalAlert(item)
	if !fatal {
		// RFC 6101, Section 5.6.6: so a client of SSL 3.0 says that it has none.
		if side == prelude.Client && r.Version <= schannel.SSL30 && len(item.Raw) == 2 && item.Raw[1] == alertNoCertificate {
			r.Behind.Answer = AnswerNothing
		}
		return
	}
	place := &r.Behind.ServerAlert
	if side == prelude.Client {
		place = &r.Behind.ClientAlert
	}
	if *place == nil {
		*place = &Alert{number, r.place(item.Offset)}
	}
}

// behindMessage looks for the server's certificate, which TLS 1.3 puts behind
// the request, and for the client's (RFC 5246, Section 7.4.6; RFC 8446, Section
// 4.4.2).
func (r *flightReader) behindMessage(item tlswire.Item, side prelude.Side) {
	switch item.Type() {
	case tlswire.TypeCertificateRequest:
		if side == prelude.Server && !r.another {
			r.another = true
			r.note(fault(codeAnother, "CertificateRequest", r.place(item.Offset), "the server asked again; the first request is the one that is told"))
		}
	case tlswire.TypeServerHelloDone, tlswire.TypeFinished:
		r.done = true
	case tlswire.TypeCertificate:
		leaf, count := certificates(item.Body(), r.Version)
		switch {
		case side == prelude.Server && !r.done:
			if r.Leaf == nil {
				r.Leaf = leaf
			}
		case r.Behind.Answer != AnswerUnknown:
		case count == 0:
			r.Behind.Answer = AnswerNothing
		default:
			r.Behind.Answer, r.Behind.Certificates = AnswerCertificates, count
		}
	}
}

// certificates reads the body of a Certificate message as far as it goes: the
// first certificate, and how many there are.
func certificates(body []byte, v schannel.TLSVersion) (first []byte, count int) {
	s := cryptobyte.String(body)
	var context, list, certificate, extensions cryptobyte.String
	tls13 := tlswire.IsTLS13(v)
	if tls13 && !s.ReadUint8LengthPrefixed(&context) || !s.ReadUint24LengthPrefixed(&list) {
		return nil, 0
	}
	for list.ReadUint24LengthPrefixed(&certificate) {
		if count++; count == 1 {
			first = certificate
		}
		if tls13 && !list.ReadUint16LengthPrefixed(&extensions) {
			break
		}
	}
	return first, count
}

// readClient reads the capture of a client.
func (r *flightReader) readClient(capture []byte) {
	file, err := capturefile.Read(capture)
	if err != nil {
		r.note(asError(err))
		return
	}
	r.noteFile(file)
	for i := range file.Directions {
		if d := &file.Directions[i]; d.Side() == prelude.Client || len(file.Directions) == 1 && d.Side() != prelude.Server {
			r.readAnswer(d)
		}
	}
}

// readAnswer reads what the client sent.
func (r *flightReader) readAnswer(d *capturefile.Direction) {
	flow, err := d.Flow()
	if err != nil {
		r.note(asError(err))
		return
	}
	r.direction, r.flow = d, flow
	if tlswire.IsTLS13(r.Version) {
		flow.SetTLS13()
	}
	for {
		item, more := flow.Next()
		if !more {
			break
		}
		r.behind(item, prelude.Client)
	}
	r.noteFlow()
}
