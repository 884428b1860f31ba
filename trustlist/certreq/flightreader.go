// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"bytes"
	"cmp"
	"io"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/capturefile"
	"github.com/schanneltrust/schannel/internal/prelude"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// flightReader is a flight being read.
type flightReader struct {
	Flight
	account
	told    schannel.TLSVersion
	lenient bool

	direction *capturefile.Direction
	flow      *tlswire.Flow
	bare      bool            // there are no records that tell a version
	found     bool            // the request was there
	another   bool            // another one came behind it
	done      bool            // the server's flight around it is over
	none      *schannel.Error // why no request can come any more
}

// read reads a capture and reports whether a strict reader takes it.
func (r *flightReader) read(capture []byte) bool {
	file, err := capturefile.Read(capture)
	if err != nil {
		r.note(asError(err))
		return false
	}
	server := serverOf(file)
	r.direction = &file.Directions[server]
	if r.flow, err = r.open(); err != nil {
		r.note(asError(err))
		return false
	}
	r.bare = r.flow.Form() == tlswire.Messages
	ok := r.readServer()
	r.noteFlow()
	r.noteFile(file)
	if r.found && len(file.Directions) > 1 {
		r.readAnswer(&file.Directions[1-server])
	}
	return ok
}

// noteFile takes over what was wrong with the text that spells the bytes.
func (r *flightReader) noteFile(file capturefile.File) {
	for _, e := range file.Defects {
		r.note(e)
	}
}

// serverOf picks the direction that the server sent.
func serverOf(file capturefile.File) int {
	best := 0
	for i := range file.Directions {
		switch file.Directions[i].Side() {
		case prelude.Server, prelude.BothSides:
			return i
		case prelude.Client:
			best = min(i+1, len(file.Directions)-1)
		case prelude.UnknownSide:
		}
	}
	return best
}

// open returns the items of the direction. Bytes that are no TLS of any form
// may still be a message that is malformed, if its version was told.
func (r *flightReader) open() (*tlswire.Flow, error) {
	flow, err := r.direction.Flow()
	if err != nil {
		return nil, err
	}
	raw := r.direction.Bytes
	switch flow.Form() {
	case tlswire.Messages:
		return tlswire.NewMessages(raw, r.told)
	case tlswire.UnknownForm:
		if r.told != 0 && bytes.HasPrefix(raw, []byte{typeCertificateRequest}) {
			return tlswire.NewMessages(raw, r.told)
		}
	case tlswire.Records, tlswire.Datagrams, tlswire.Decrypted:
	}
	return flow, nil
}

// readServer reads all that the server sent, and reports whether the request
// was there and a strict reader takes it.
func (r *flightReader) readServer() bool {
	ok := false
	for {
		item, more := r.flow.Next()
		if !more {
			break
		}
		switch {
		case r.found:
			r.behind(item, prelude.Server)
		case item.Kind == tlswire.Message && item.Type() == tlswire.TypeCertificateRequest:
			ok = r.take(item)
			if !r.lenient && (!ok || r.flow.Defects().Count > 0) {
				r.noteFlow()
				return false
			}
		default:
			r.pass(item)
		}
	}
	if r.found {
		return ok
	}
	return r.without()
}

// without ends the reading of a capture in which no whole request came. A
// lenient one takes the part of it that is there.
func (r *flightReader) without() bool {
	pending := r.flow.Pending()
	cut := r.lenient && len(pending.Raw) >= pending.HeaderLen() && pending.Type() == tlswire.TypeCertificateRequest
	switch flaws := r.flow.Defects(); {
	case cut:
		r.noteFlow()
		r.take(pending)
	case r.none != nil:
		r.note(r.none)
	case tlswire.IsTLS13(r.Version):
		r.note(encrypted(r.place(len(r.direction.Bytes))))
	case flaws.Count > 0:
		r.noteFlow()
	default:
		r.note(fault(codeNoRequest, "flight", r.place(len(r.direction.Bytes)), "the capture ends before a CertificateRequest: %w", io.ErrUnexpectedEOF))
	}
	return false
}

// noteFlow takes over what was wrong with the records, once.
func (r *flightReader) noteFlow() {
	if r.flow == nil {
		return
	}
	flaws := r.flow.Defects()
	for _, e := range flaws.Noted {
		r.note(e.Shifted(r.place(e.Offset) - e.Offset))
	}
	r.more += flaws.Count - len(flaws.Noted)
	r.flow = nil
}

// place returns where a byte of the direction stands in the file.
func (r *flightReader) place(n int) int { return r.direction.Offset(n) }

// pass looks at an item before the request.
func (r *flightReader) pass(item tlswire.Item) {
	at := r.place(item.Offset)
	switch item.Kind {
	case tlswire.Outside:
		r.outside(item)
	case tlswire.Alert:
		if number, fatal := fatalAlert(item); fatal {
			r.stop(fault(codeNoRequest, "alert", at, "the server ended the handshake with alert %d", number))
		}
	case tlswire.ChangeCipherSpec:
		if !tlswire.IsTLS13(r.Version) {
			r.stop(fault(codeNoRequest, "ChangeCipherSpec", at, "the session was resumed: the server asked for no certificate in this handshake; inside the connection it still may"))
		}
	case tlswire.ApplicationData, tlswire.Encrypted:
		if tlswire.IsTLS13(r.Version) {
			r.stop(encrypted(at))
		}
		r.stop(fault(codeEncrypted, "record", at, "no ServerHello in clear: what there is, is encrypted, the CertificateRequest too"))
	case tlswire.Message:
		r.passMessage(item)
	case tlswire.HelloSSL2:
		r.stop(clientBytes(at))
	case tlswire.KindUnspecified, tlswire.Other:
	}
}

// stop keeps the first reason why no request can come. Reading goes on: a
// decrypted log may hold another handshake.
func (r *flightReader) stop(reason *schannel.Error) {
	if r.none == nil {
		r.none = reason
	}
}

// outside names what stands before TLS, or instead of it.
func (r *flightReader) outside(item tlswire.Item) {
	at := r.place(item.Offset)
	if r.flow.Form() != tlswire.UnknownForm {
		if r.Prelude == "" && item.Offset < r.flow.Begins() {
			r.Prelude, r.Begins = item.Protocol.String(), r.place(r.flow.Begins())
		}
		return
	}
	switch {
	case item.Protocol == prelude.UnknownProtocol:
		r.stop(fault(codeNoRequest, "capture", at, "there is no record of TLS, no handshake message and no dialogue that leads to TLS"))
	case item.Protocol.Wraps():
		r.stop(fault(codeNoRequest, "capture", at, "this is %v, which carries TLS inside packets of its own: give the bytes that are inside them", item.Protocol))
	default:
		r.stop(fault(codeNoRequest, "capture", at, "this is %v, and no TLS follows it", item.Protocol))
	}
}

// encrypted says that what follows the ServerHello of TLS 1.3 is not to be
// seen (RFC 8446, Section 2).
func encrypted(offset int) *schannel.Error {
	return fault(codeEncrypted, "flight", offset, "TLS 1.3: what follows the ServerHello is encrypted, the CertificateRequest too")
}

func clientBytes(offset int) *schannel.Error {
	return fault(codeNoRequest, "ClientHello", offset, "these are the bytes of a client, not of a server")
}

func (r *flightReader) passMessage(item tlswire.Item) {
	at := r.place(item.Offset)
	switch item.Type() {
	case tlswire.TypeServerHello:
		r.Version = tlswire.SelectedVersion(item.Body())
		if r.none != nil && r.none.Field == "ClientHello" {
			r.none = nil // both ends in one stream
		}
	case tlswire.TypeCertificate:
		r.Leaf, _ = certificates(item.Body(), r.Version)
	case tlswire.TypeServerHelloDone:
		r.stop(fault(codeNoRequest, "ServerHelloDone", at, "the server asked for no certificate in this handshake; inside the connection it still may"))
	case tlswire.TypeClientHello:
		if r.Version == 0 {
			r.stop(clientBytes(at))
		}
	}
}

// take reads the request, and reports whether a strict reader takes it.
func (r *flightReader) take(item tlswire.Item) bool {
	r.found = true
	r.Message, r.Offset, r.Records = tlsMessage(item), r.place(item.Offset), item.Records
	d := r.decode(item.Version)
	r.Whole, r.Malformed = d.whole, d.wrong
	for _, e := range d.defects {
		if e.Offset != schannel.NoOffset {
			e.Offset = r.place(item.StreamOffset(inItem(item, e.Offset)))
		}
		r.note(e)
	}
	r.more += d.more
	return len(d.defects) == 0
}

// tlsMessage returns a message with the header that it would have in TLS.
func tlsMessage(item tlswire.Item) []byte {
	if item.HeaderLen() == handshakeHeader {
		return slices.Clip(item.Raw)
	}
	return slices.Concat(item.Raw[:handshakeHeader], item.Body())
}

// inItem returns where a byte of the message stands in the item.
func inItem(item tlswire.Item, n int) int {
	if n >= handshakeHeader {
		n += item.HeaderLen() - handshakeHeader
	}
	return n
}

// attempt is a message read in the form of one version.
type attempt struct {
	decoder
	version schannel.TLSVersion
	request CertificateRequest
}

func (r *flightReader) attempt(v schannel.TLSVersion) attempt {
	a := attempt{decoder: decoder{input: r.Message, lenient: true}, version: v}
	a.request, _ = a.decoder.request(formVersion(v))
	return a
}

// decode reads the message in the form of the version that is known, or else of
// that which it fits: first that of the record.
func (r *flightReader) decode(record schannel.TLSVersion) decoder {
	known := cmp.Or(r.Version, r.told)
	best := r.attempt(cmp.Or(known, record, schannel.TLS12))
	for _, v := range [...]schannel.TLSVersion{schannel.TLS12, schannel.TLS13, schannel.TLS11} {
		if known != 0 || len(best.defects) == 0 {
			break
		}
		if next := r.attempt(v); next.betters(best, record) {
			best = next
		}
	}
	if known != 0 && len(best.defects) > 0 && best.request.Authorities == nil {
		best = r.otherForm(best)
	}
	r.Version, r.Request = best.version, best.request
	r.Guessed = known == 0 && (best.version != record || r.bare)
	return best.decoder
}

// betters reports whether a message is rather of this form than of the best so
// far, which has defects. That of the record yields only to one that fits.
func (a attempt) betters(best attempt, record schannel.TLSVersion) bool {
	if len(a.defects) == 0 {
		return true
	}
	better := len(a.request.Authorities) > len(best.request.Authorities) || a.request.Authorities != nil && best.request.Authorities == nil
	return record == 0 && better
}

// otherForm takes the names of a message that has the form of another version
// than the one that was negotiated, such as TLS 1.2 without its algorithms. What
// is wrong with it stays.
func (r *flightReader) otherForm(negotiated attempt) attempt {
	for _, v := range [...]schannel.TLSVersion{schannel.TLS12, schannel.TLS13, schannel.TLS11} {
		if other := r.attempt(v); len(other.defects) == 0 {
			negotiated.request, negotiated.whole, negotiated.wrong = other.request, other.whole, true
			break
		}
	}
	return negotiated
}

// formVersion is the version whose CertificateRequest looks alike: DTLS has
// that of TLS (RFC 6347, Section 4.2), drafts of TLS 1.3 from 19 on that of the
// RFC.
func formVersion(v schannel.TLSVersion) schannel.TLSVersion {
	const firstLikeRFC = 19
	if draft, ok := tlswire.Draft(v); ok && draft >= firstLikeRFC {
		return schannel.TLS13
	}
	for _, row := range [...][2]schannel.TLSVersion{
		{schannel.DTLS10, schannel.TLS11}, {schannel.DTLS12, schannel.TLS12}, {schannel.DTLS13, schannel.TLS13},
	} {
		if v == row[0] {
			return row[1]
		}
	}
	return v
}

// asError returns an error of the packages below, all of which are of one type.
func asError(err error) *schannel.Error {
	e, _ := err.(*schannel.Error) //nolint:errorlint // made there, never wrapped
	return e
}
