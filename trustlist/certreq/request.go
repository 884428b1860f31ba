// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"

	"golang.org/x/crypto/cryptobyte"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/trustlist"
)

const (
	typeCertificateRequest = 13
	handshakeHeader        = 4

	extensionAlgorithms  = 13 // signature_algorithms: RFC 8446, Section 4.2.3
	extensionAuthorities = 47 // certificate_authorities: RFC 8446, Section 4.2.4
)

// CertificateRequest is the message by which a server asks for a client
// certificate, in the form of one protocol version.
type CertificateRequest struct {
	Version schannel.TLSVersion // SSL30, TLS10, TLS11, TLS12 or TLS13

	// Types is certificate_types, up to TLS 1.2.
	Types []byte

	// SignatureAlgorithms is supported_signature_algorithms of TLS 1.2 or the
	// extension signature_algorithms of TLS 1.3.
	SignatureAlgorithms []uint16

	// Context is certificate_request_context of TLS 1.3.
	Context []byte

	// Extensions is the extensions of TLS 1.3 in the order of the wire. Those
	// of SignatureAlgorithms and Authorities are in it without Data: their
	// content is in the fields. Without any, AppendBinary writes these two in
	// that order, the second only if there are Authorities.
	Extensions []Extension

	// Authorities is the list. Up to TLS 1.2 an empty one is sent as such; in
	// TLS 1.3 the extension is left out.
	Authorities trustlist.List
}

// Extension is an extension of a TLS 1.3 message that is kept as it is.
type Extension struct {
	Type uint16
	Data []byte
}

// hexadecimal is bytes as they stand in JSON.
type hexadecimal = trustlist.Name

// requestJSON is the JSON form of a request.
type requestJSON struct {
	Version     schannel.TLSVersion `json:"version"`
	Types       hexadecimal         `json:"types"`
	Algorithms  []uint16            `json:"signature_algorithms"`
	Context     hexadecimal         `json:"context"`
	Extensions  []Extension         `json:"extensions"`
	Authorities trustlist.List      `json:"authorities"`
}

// MarshalJSON writes bytes in hexadecimal and every field, whatever the
// version.
func (r CertificateRequest) MarshalJSON() ([]byte, error) {
	return json.Marshal(requestJSON{
		r.Version, r.Types, jsonlist.Of(r.SignatureAlgorithms), r.Context,
		jsonlist.Of(r.Extensions), r.Authorities,
	})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *CertificateRequest) UnmarshalJSON(text []byte) error {
	var form requestJSON
	if err := json.Unmarshal(text, &form); err != nil {
		return err
	}
	*r = CertificateRequest{form.Version, form.Types, form.Algorithms, form.Context, form.Extensions, form.Authorities}
	return nil
}

type extensionJSON struct {
	Type uint16      `json:"type"`
	Data hexadecimal `json:"data"`
}

// MarshalJSON writes the data in hexadecimal.
func (e Extension) MarshalJSON() ([]byte, error) { return json.Marshal(extensionJSON{e.Type, e.Data}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (e *Extension) UnmarshalJSON(text []byte) error {
	var form extensionJSON
	if err := json.Unmarshal(text, &form); err != nil {
		return err
	}
	*e = Extension{form.Type, form.Data}
	return nil
}

// ParseCertificateRequest reads a whole handshake message, its 4-byte header
// included, in the form of the version, from SSL30 to TLS13. The
// result aliases message. What it accepts, AppendBinary writes again with the
// same bytes.
func ParseCertificateRequest(version schannel.TLSVersion, message []byte) (CertificateRequest, error) {
	d := decoder{input: message}
	request, ok := d.request(version)
	if !ok {
		return CertificateRequest{}, d.defects[0]
	}
	return request, nil
}

// ParseCertificateRequestLenient reads what can be read of the message and
// tells what was wrong with it. Every name that is there as a whole is in the
// result: of a message cut short the good prefix, of a list whose length was
// written modulo 65,536 all of it.
func ParseCertificateRequestLenient(version schannel.TLSVersion, message []byte) (CertificateRequest, []*schannel.Error) {
	d := decoder{input: message, lenient: true}
	request, _ := d.request(version)
	return request, d.noted()
}

func (d *decoder) request(version schannel.TLSVersion) (CertificateRequest, bool) {
	r := CertificateRequest{Version: version}
	if !knownVersion(version) {
		d.defect(fault(codeVersion, "version", schannel.NoOffset, "%v has no CertificateRequest that is read here", version))
		return r, false
	}
	body, end, ok := d.header(typeCertificateRequest, "CertificateRequest")
	if !ok {
		return r, false
	}
	if version == schannel.TLS13 {
		return r, d.body13(&r, body, end)
	}
	return r, d.body(&r, body, end)
}

func knownVersion(v schannel.TLSVersion) bool {
	return v >= schannel.SSL30 && v <= schannel.TLS13
}

// header reads the header of a handshake message and returns its body, which
// ends at the offset end of the input.
func (d *decoder) header(messageType byte, field string) (body cryptobyte.String, end int, ok bool) {
	s := cryptobyte.String(d.input)
	var got byte
	var n uint32
	if !s.ReadUint8(&got) {
		d.defect(fault(codeMessageCut, field, 0, "the header needs %d bytes, none is there", handshakeHeader))
		return nil, 0, false
	}
	if got != messageType {
		d.defect(fault(codeMessageType, field, 0, "a message of type %d, not %d", got, messageType))
		return nil, 0, false
	}
	if !s.ReadUint24(&n) {
		d.defect(fault(codeMessageCut, field, len(d.input), "the header needs %d bytes, %d are there", handshakeHeader, len(d.input)))
		return nil, 0, false
	}
	end = handshakeHeader + int(n)
	switch {
	case end > len(d.input):
		ok = d.defect(fault(codeMessageCut, field, len(d.input), "the message needs %d bytes, %d are there", end, len(d.input)))
		d.missing = end - len(d.input)
		return s, len(d.input), ok
	case end < len(d.input):
		ok = d.defect(fault(codeMessageTrail, field, end, "%d bytes follow the message", len(d.input)-end))
		return s[:n], end, ok
	}
	return s, end, true
}

// body reads the message of TLS 1.0 to 1.2: RFC 2246, RFC 4346 and RFC 5246,
// all Section 7.4.4.
func (d *decoder) body(r *CertificateRequest, s cryptobyte.String, end int) bool {
	types, ok := d.vector(&s, end, 1, 1, "certificate_types")
	if !ok {
		return false
	}
	r.Types = types
	if r.Version == schannel.TLS12 {
		start := at(end, s)
		algorithms, ok := d.vector(&s, end, 2, 2, "supported_signature_algorithms")
		if !ok {
			return false
		}
		if r.SignatureAlgorithms, ok = d.algorithms(algorithms, start+2); !ok {
			return false
		}
	}
	start := at(end, s)
	if r.Authorities, ok = d.list(s, end); !ok {
		return false
	}
	// RFC 6101, Section 5.6.4, and RFC 2246, Section 7.4.4:
	// certificate_authorities<3..2^16-1>. From RFC 4346 on the vector may be
	// empty. Servers send an empty one in TLS 1.0 too.
	if r.Version <= schannel.TLS10 && len(r.Authorities) == 0 {
		return d.defect(fault(codeListEmpty, fieldList, start, "an empty list is not allowed in %v", r.Version))
	}
	return true
}

// vector reads a vector with a length of the given width. A lenient decoder
// takes what is there of one that is cut.
func (d *decoder) vector(s *cryptobyte.String, end, width, least int, field string) ([]byte, bool) {
	start := at(end, *s)
	if len(*s) < width {
		d.defect(fault(codeMessageCut, field, start, "the length needs %d bytes, %d are left", width, len(*s)))
		return nil, false
	}
	n := 0
	for _, b := range (*s)[:width] {
		n = n<<8 | int(b)
	}
	*s = (*s)[width:]
	if n < least && !d.defect(fault(codeMessageField, field, start, "%d bytes, at least %d are needed", n, least)) {
		return nil, false
	}
	if n > len(*s) {
		if !d.defect(fault(codeMessageCut, field, end, "%d bytes announced, %d are left", n, len(*s))) {
			return nil, false
		}
		d.missing = n - len(*s) // nothing follows but what is in this vector
		n = len(*s)
	}
	content := (*s)[:n:n]
	*s = (*s)[n:]
	return content, true
}

// algorithms splits the content of a vector of SignatureScheme, which begins at
// the offset start.
func (d *decoder) algorithms(content []byte, start int) ([]uint16, bool) {
	if len(content)%2 != 0 &&
		!d.defect(fault(codeMessageField, "signature_algorithms", start, "%d bytes, which is odd", len(content))) {
		return nil, false
	}
	algorithms := make([]uint16, 0, len(content)/2)
	for ; len(content) > 1; content = content[2:] {
		algorithms = append(algorithms, binary.BigEndian.Uint16(content))
	}
	return algorithms, true
}

// body13 reads the message of TLS 1.3: RFC 8446, Section 4.3.2.
func (d *decoder) body13(r *CertificateRequest, s cryptobyte.String, end int) bool {
	context, ok := d.vector(&s, end, 1, 0, "certificate_request_context")
	if !ok {
		return false
	}
	r.Context = context
	extensions, ok := d.vector(&s, end, 2, 2, "extensions")
	if !ok {
		return false
	}
	end -= len(s)
	if len(s) > 0 && !d.defect(fault(codeMessageTrail, "extensions", end, "%d bytes follow the extensions", len(s))) {
		return false
	}
	if !d.extensions(r, extensions, end) {
		return false
	}
	// RFC 8446, Section 4.3.2: signature_algorithms MUST be specified.
	if !slices.ContainsFunc(r.Extensions, func(e Extension) bool { return e.Type == extensionAlgorithms }) {
		return d.defect(fault(codeNoAlgorithms, "extensions", end, "no signature_algorithms"))
	}
	return true
}

func (d *decoder) extensions(r *CertificateRequest, s cryptobyte.String, end int) bool {
	seen := map[uint16]bool{}
	for len(s) > 0 {
		start := at(end, s)
		var e Extension
		if !s.ReadUint16(&e.Type) {
			return d.defect(fault(codeMessageCut, "extension", start, "the type needs 2 bytes, %d are left", len(s)))
		}
		d.missing = 0 // an extension has a length of its own
		data, ok := d.vector(&s, end, 2, 0, "extension")
		if !ok {
			return false
		}
		// RFC 8446, Section 4.2: no two extensions of one type in a block.
		if seen[e.Type] {
			if !d.defect(fault(codeExtension, "extension", start, "a second extension of type %d", e.Type)) {
				return false
			}
			continue
		}
		seen[e.Type] = true
		if !d.extension(r, &e, data, at(end, s)) {
			return false
		}
		r.Extensions = append(r.Extensions, e)
	}
	return true
}

// extension takes the data of an extension, which ends at the offset end.
func (d *decoder) extension(r *CertificateRequest, e *Extension, data []byte, end int) (ok bool) {
	s := cryptobyte.String(data)
	switch e.Type {
	case extensionAlgorithms:
		content, ok := d.vector(&s, end, 2, 2, "signature_algorithms")
		if !ok {
			return d.lenient
		}
		if len(s) > 0 && !d.defect(fault(codeMessageTrail, "signature_algorithms", at(end, s), "%d bytes follow the vector", len(s))) {
			return false
		}
		r.SignatureAlgorithms, ok = d.algorithms(content, end-len(data)+2)
		return ok
	case extensionAuthorities:
		r.Authorities, ok = d.list(s, end)
		// RFC 8446, Section 4.2.4: authorities<3..2^16-1>.
		if ok && len(r.Authorities) == 0 {
			return d.defect(fault(codeListEmpty, fieldList, end-len(data), "an empty list: the extension must be left out instead"))
		}
		return ok
	}
	e.Data = data
	return true
}

// AppendBinary appends the whole handshake message, its 4-byte header included.
// It refuses what ParseCertificateRequest would refuse, and then returns dst
// as it was.
func (r CertificateRequest) AppendBinary(dst []byte) ([]byte, error) {
	if !knownVersion(r.Version) {
		return dst, fault(codeVersion, "version", schannel.NoOffset, "%v has no CertificateRequest that is written here", r.Version)
	}
	if err := r.checkFields(); err != nil {
		return dst, err
	}
	start := len(dst)
	out := append(dst, typeCertificateRequest, 0, 0, 0)
	var err error
	if r.Version == schannel.TLS13 {
		out, err = r.appendBody13(out)
	} else {
		out, err = r.appendBody(out)
	}
	if err != nil {
		return dst, err
	}
	n := len(out) - start - handshakeHeader // three vectors of 65,535 bytes at most
	out[start+1], out[start+2], out[start+3] = byte(n>>16), byte(n>>8), byte(n)
	return out, nil
}

// MarshalBinary returns what [CertificateRequest.AppendBinary] appends to
// nothing.
func (r CertificateRequest) MarshalBinary() ([]byte, error) { return r.AppendBinary(nil) }

// checkFields refuses what the form of the version has no place for, so that
// nothing is left out in silence.
func (r CertificateRequest) checkFields() error {
	refuse := func(field, why string) error {
		return fault(codeMessageField, field, schannel.NoOffset, "%s in %v", why, r.Version)
	}
	switch {
	case r.Version < schannel.TLS12 && len(r.SignatureAlgorithms) > 0:
		return refuse("signature_algorithms", "there are none")
	case r.Version == schannel.TLS13 && len(r.Types) > 0:
		return refuse("certificate_types", "there are none")
	case r.Version != schannel.TLS13 && len(r.Context)+len(r.Extensions) > 0:
		return refuse("extensions", "there are no context and extensions")
	}
	return r.checkExtensions()
}

// checkExtensions holds Extensions against RFC 8446, Section 4.2, and against
// the fields that it refers to.
func (r CertificateRequest) checkExtensions() error {
	if len(r.Extensions) == 0 {
		return nil
	}
	seen := map[uint16]bool{}
	for i, e := range r.Extensions {
		field := fmt.Sprintf("extensions[%d]", i)
		if seen[e.Type] {
			return fault(codeExtension, field, schannel.NoOffset, "a second extension of type %d", e.Type)
		}
		seen[e.Type] = true
		if (e.Type == extensionAlgorithms || e.Type == extensionAuthorities) && len(e.Data) > 0 {
			return fault(codeMessageField, field, schannel.NoOffset, "the content of type %d stands in its own field", e.Type)
		}
	}
	if !seen[extensionAlgorithms] {
		return fault(codeNoAlgorithms, "extensions", schannel.NoOffset, "no signature_algorithms")
	}
	if !seen[extensionAuthorities] && len(r.Authorities) > 0 {
		return fault(codeMessageField, "extensions", schannel.NoOffset, "no place for the %d authorities", len(r.Authorities))
	}
	return nil
}

func (r CertificateRequest) appendBody(out []byte) ([]byte, error) {
	if len(r.Types) == 0 || len(r.Types) > 1<<8-1 {
		return nil, fault(codeMessageField, "certificate_types", schannel.NoOffset, "%d types; 1 to 255 are allowed", len(r.Types))
	}
	if r.Version <= schannel.TLS10 && len(r.Authorities) == 0 {
		return nil, fault(codeListEmpty, fieldList, schannel.NoOffset, "an empty list is not allowed in %v", r.Version)
	}
	out = append(append(out, byte(len(r.Types))), r.Types...)
	if r.Version == schannel.TLS12 {
		var err error
		if out, err = r.appendAlgorithms(out); err != nil {
			return nil, err
		}
	}
	return r.Authorities.AppendBinary(out)
}

func (r CertificateRequest) appendAlgorithms(out []byte) ([]byte, error) {
	n := 2 * len(r.SignatureAlgorithms)
	if n == 0 || n > maxVector {
		return nil, fault(codeMessageField, "signature_algorithms", schannel.NoOffset, "%d algorithms; 1 to 32,767 are allowed", n/2)
	}
	out = binary.BigEndian.AppendUint16(out, uint16(n))
	for _, a := range r.SignatureAlgorithms {
		out = binary.BigEndian.AppendUint16(out, a)
	}
	return out, nil
}

func (r CertificateRequest) appendBody13(out []byte) ([]byte, error) {
	if len(r.Context) > 1<<8-1 {
		return nil, fault(codeMessageField, "certificate_request_context", schannel.NoOffset, "%d bytes; 255 are allowed", len(r.Context))
	}
	out = append(append(out, byte(len(r.Context))), r.Context...)
	start := len(out)
	out = append(out, 0, 0)
	for _, e := range r.orderedExtensions() {
		header := len(out)
		out = append(binary.BigEndian.AppendUint16(out, e.Type), 0, 0)
		var err error
		if out, err = r.appendExtension(out, e); err != nil {
			return nil, err
		}
		if err := putLength(out, header+2, "extension"); err != nil {
			return nil, err
		}
	}
	return out, putLength(out, start, "extensions")
}

// orderedExtensions returns which extensions to write.
func (r CertificateRequest) orderedExtensions() []Extension {
	if len(r.Extensions) > 0 {
		return r.Extensions
	}
	if len(r.Authorities) == 0 {
		return []Extension{{Type: extensionAlgorithms}}
	}
	return []Extension{{Type: extensionAlgorithms}, {Type: extensionAuthorities}}
}

func (r CertificateRequest) appendExtension(out []byte, e Extension) ([]byte, error) {
	switch e.Type {
	case extensionAlgorithms:
		return r.appendAlgorithms(out)
	case extensionAuthorities:
		if len(r.Authorities) == 0 {
			return nil, fault(codeListEmpty, fieldList, schannel.NoOffset, "an empty list: the extension must be left out instead")
		}
		return r.Authorities.AppendBinary(out)
	}
	return append(out, e.Data...), nil
}

// putLength writes into the two bytes at the offset start how many follow.
func putLength(out []byte, start int, field string) error {
	n := len(out) - start - 2
	if n > maxVector {
		return fault(codeMessageLong, field, schannel.NoOffset, "%d bytes; 65,535 are allowed", n)
	}
	binary.BigEndian.PutUint16(out[start:], uint16(n))
	return nil
}
