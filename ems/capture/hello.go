// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"errors"
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// What makes a hello unreadable.
const (
	codeHelloDuplicate schannel.Code = "ems.hello.duplicate"
	codeHelloLength    schannel.Code = "ems.hello.length"
	codeHelloTrailing  schannel.Code = "ems.hello.trailing"
)

// Extension numbers of IANA's registry.
const (
	extensionEMS               = 23     // RFC 7627, Section 5.1
	extensionSessionTicket     = 35     // RFC 5077, Section 3.2
	extensionPreSharedKey      = 41     // RFC 8446, Section 4.2.11
	extensionSupportedVersions = 43     // RFC 8446, Section 4.2.1
	extensionRenegotiationInfo = 0xff01 // RFC 5746, Section 3.2
)

// scsvRenegotiation stands for an empty renegotiation_info in the suites of a
// ClientHello (RFC 5746, Section 3.3).
const scsvRenegotiation = 0x00ff

const randomLen = 32

// Hello is what a ClientHello or ServerHello says that matters here. Random,
// SessionID and Offered alias the stream that was read.
type Hello struct {
	Seen    bool                `json:"seen"`    // the hello is in the capture
	Offset  int                 `json:"offset"`  // where it begins in its stream
	Version schannel.TLSVersion `json:"version"` // the highest one offered, or the one chosen

	Random    []byte `json:"random"`     // 32 bytes
	SessionID []byte `json:"session_id"` // at most 32 bytes
	Offered   []byte `json:"offered"`    // the ticket in the session_ticket extension; nil if there is none

	EMS     bool `json:"ems"`      // the extension is there
	EMSData int  `json:"ems_data"` // how many bytes of data it has: none, if it is right

	Ticket            bool `json:"ticket"`             // the session_ticket extension is there
	PreSharedKey      bool `json:"pre_shared_key"`     // the pre_shared_key extension of TLS 1.3 is there
	RenegotiationInfo bool `json:"renegotiation_info"` // secure renegotiation (RFC 5746) is signalled
}

// OffersSession tells whether a ClientHello offers a session of TLS 1.2 or older,
// by its session_id or by a ticket. In one of TLS 1.3 a session_id may also be
// there for middleboxes (RFC 8446, Section 4.1.2): unknown.
func (h Hello) OffersSession() schannel.Truth {
	switch {
	case !h.Seen:
		return schannel.Unknown
	case len(h.Offered) > 0:
		return schannel.Yes
	case len(h.SessionID) == 0:
		return schannel.No
	case isTLS13(h.Version):
		return schannel.Unknown
	}
	return schannel.Yes
}

// CarriesEMS tells whether the hello has the extension: unknown for one that was
// not seen.
func (h Hello) CarriesEMS() schannel.Truth {
	switch {
	case h.Seen && h.EMS:
		return schannel.Yes
	case h.Seen:
		return schannel.No
	}
	return schannel.Unknown
}

// helloReader takes a hello apart. After the first fault it reads nothing.
type helloReader struct {
	item  tlswire.Item
	pos   int // in the message, header included
	hello Hello
	suite derive.Suite // of a ServerHello
	err   *schannel.Error
	twice *schannel.Error // the first extension that stands twice: the hello can be read all the same
}

// readClientHello takes a whole ClientHello apart (RFC 5246, Section 7.4.1.2).
func readClientHello(item tlswire.Item) *helloReader {
	r := newHelloReader(item)
	r.sessionID()
	if item.HeaderLen() == tlswire.DatagramHeaderLen {
		r.vector("cookie", 1) // RFC 6347, Section 4.2.1
	}
	suites := r.vector("cipher_suites", 2)
	if len(suites)%2 != 0 {
		r.fail(codeHelloLength, "cipher_suites", errors.New("not a list of pairs of bytes"))
	}
	for ; len(suites) >= 2; suites = suites[2:] {
		if uint16At(suites) == scsvRenegotiation {
			r.hello.RenegotiationInfo = true
		}
	}
	r.vector("compression_methods", 1)
	r.extensions(r.clientExtension)
	return r.end()
}

// readServerHello takes a whole ServerHello apart (RFC 5246, Section 7.4.1.3).
func readServerHello(item tlswire.Item) *helloReader {
	r := newHelloReader(item)
	number, draft := tlswire.Draft(r.hello.Version)
	short := draft && number <= lastShortDraft
	if !short {
		r.sessionID()
	}
	r.suite = derive.Suite(uint16At(r.take("cipher_suite", 2)))
	if !short {
		r.take("compression_method", 1)
	}
	r.extensions(r.serverExtension)
	return r.end()
}

// lastShortDraft is the last draft of TLS 1.3 whose ServerHello has neither
// session_id nor compression_method.
const lastShortDraft = 21

// newHelloReader reads what both hellos begin with.
func newHelloReader(item tlswire.Item) *helloReader {
	r := &helloReader{item: item, pos: item.HeaderLen()}
	r.hello = Hello{Seen: true, Offset: item.Offset}
	r.hello.Version = schannel.TLSVersion(uint16At(r.take("version", 2)))
	r.hello.Random = r.take("random", randomLen)
	return r
}

func (r *helloReader) sessionID() {
	r.hello.SessionID = r.vector("session_id", 1)
	if len(r.hello.SessionID) > 32 {
		r.fail(codeHelloLength, "session_id", fmt.Errorf("%d bytes are more than 32", len(r.hello.SessionID)))
	}
}

// end refuses bytes behind the end of the hello.
func (r *helloReader) end() *helloReader {
	if r.err == nil && r.pos != len(r.item.Raw) {
		r.fail(codeHelloTrailing, "extensions", fmt.Errorf("%d bytes follow", len(r.item.Raw)-r.pos))
	}
	return r
}

// extensions reads the extensions, which may be absent as a whole.
func (r *helloReader) extensions(known func(number uint16, data []byte)) {
	if r.err != nil || r.pos == len(r.item.Raw) {
		return
	}
	list := r.vector("extensions", 2)
	end := r.pos
	r.pos -= len(list)
	var seen [5]bool
	for r.err == nil && r.pos < end {
		number := uint16At(r.take("extension_type", 2))
		// RFC 5246, Section 7.4.1.4: no type more than once
		if i := knownExtension(number); i >= 0 {
			if seen[i] && r.twice == nil {
				r.twice = r.fault(codeHelloDuplicate, "extensions", fmt.Errorf("extension %d stands twice", number))
			}
			seen[i] = true
		}
		data := r.vector("extension_data", 2)
		if r.err == nil && r.pos > end {
			r.fail(codeHelloLength, "extension_data", errors.New("goes beyond the extensions"))
		}
		known(number, data)
	}
}

func knownExtension(number uint16) int {
	switch number {
	case extensionEMS:
		return 0
	case extensionSessionTicket:
		return 1
	case extensionPreSharedKey:
		return 2
	case extensionSupportedVersions:
		return 3
	case extensionRenegotiationInfo:
		return 4
	}
	return -1
}

func (r *helloReader) clientExtension(number uint16, data []byte) {
	if number != extensionSupportedVersions {
		r.extension(number, data)
		return
	}
	if len(data) == 0 || len(data)%2 != 1 || int(data[0]) != len(data)-1 {
		r.fail(codeHelloLength, "supported_versions", errors.New("not a list of pairs of bytes"))
		return
	}
	// RFC 8446, Section 4.2.1: the list takes the place of the version field.
	r.hello.Version = 0
	for list := data[1:]; len(list) > 0; list = list[2:] {
		if v := schannel.TLSVersion(uint16At(list)); age(v) > age(r.hello.Version) {
			r.hello.Version = v
		}
	}
}

// age orders versions: the later one has the higher number, drafts of TLS 1.3
// are before it. Values that stand for no real version (RFC 8701) have none.
func age(v schannel.TLSVersion) int {
	draft, isDraft := tlswire.Draft(v)
	switch {
	case isDraft:
		return int(schannel.TLS12)*0x100 + draft
	case v.IsDTLS():
		return int(schannel.TLS13)*0x100 - int(v&0xff) // RFC 6347, Section 4.1: they count down
	case v <= schannel.TLS13:
		return int(v) * 0x100
	}
	return 0
}

func (r *helloReader) serverExtension(number uint16, data []byte) {
	if number != extensionSupportedVersions {
		r.extension(number, data)
		return
	}
	if len(data) != 2 {
		r.fail(codeHelloLength, "supported_versions", errors.New("not one version"))
		return
	}
	r.hello.Version = schannel.TLSVersion(uint16At(data))
}

func (r *helloReader) extension(number uint16, data []byte) {
	switch number {
	case extensionEMS:
		r.hello.EMS, r.hello.EMSData = true, max(r.hello.EMSData, len(data))
	case extensionSessionTicket:
		r.hello.Ticket = true
		if len(data) > 0 {
			r.hello.Offered = data
		}
	case extensionPreSharedKey:
		r.hello.PreSharedKey = true
	case extensionRenegotiationInfo:
		r.hello.RenegotiationInfo = true
	}
}

// vector reads a vector whose length stands in the given number of bytes.
func (r *helloReader) vector(field string, lengthLen int) []byte {
	n := 0
	for _, b := range r.take(field, lengthLen) {
		n = n<<8 | int(b)
	}
	return r.take(field, n)
}

// take reads n bytes; nil if they are not there.
func (r *helloReader) take(field string, n int) []byte {
	if r.err == nil && n > len(r.item.Raw)-r.pos {
		r.fail(codeHelloLength, field, fmt.Errorf("needs %d bytes, the message has %d more", n, len(r.item.Raw)-r.pos))
	}
	if r.err != nil {
		return nil
	}
	r.pos += n
	return r.item.Raw[r.pos-n : r.pos : r.pos]
}

func (r *helloReader) fail(code schannel.Code, field string, err error) {
	if r.err == nil {
		r.err = r.fault(code, field, err)
	}
}

// fault is an error about the hello at the place where it is read.
func (r *helloReader) fault(code schannel.Code, field string, err error) *schannel.Error {
	name := "ClientHello"
	if r.item.Type() == tlswire.TypeServerHello {
		name = "ServerHello"
	}
	if r.item.HeaderLen() == tlswire.DatagramHeaderLen {
		name = "DTLS " + name
	}
	return &schannel.Error{Code: code, Field: name + "." + field, Offset: r.item.StreamOffset(r.pos), Err: err}
}

// uint16At reads the first two bytes; 0 if there are none.
func uint16At(b []byte) uint16 {
	if len(b) < 2 {
		return 0
	}
	return uint16(b[0])<<8 | uint16(b[1])
}
