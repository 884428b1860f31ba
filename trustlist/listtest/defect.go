// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package listtest

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
)

// Defect is a CertificateRequest with one thing wrong in it.
type Defect struct {
	Name    string              `json:"name"` // stable, such as "list-length-one-more"
	Version schannel.TLSVersion `json:"version"`
	Message []byte              `json:"message"` // the handshake message, its 4-byte header included

	// Code is that of the error of certreq.ParseCertificateRequest. The defect
	// "name-no-der" it accepts, as stacks do; there the code is that of
	// [trustlist.List.Check].
	Code schannel.Code `json:"code"`

	// Ends is whether the message ends before its header says: a peer that gets
	// it waits for the rest.
	Ends bool `json:"ends"`
}

type defectJSON struct {
	Message trustlist.Name `json:"message"` // for its text form
	plainDefect
}

type plainDefect Defect

// MarshalJSON writes every field, bytes in hexadecimal.
func (d Defect) MarshalJSON() ([]byte, error) {
	return json.Marshal(defectJSON{d.Message, plainDefect(d)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Defect) UnmarshalJSON(text []byte) error {
	var form defectJSON
	if err := json.Unmarshal(text, &form); err != nil {
		return err
	}
	form.plainDefect.Message = form.Message
	*d = Defect(form.plainDefect)
	return nil
}

// Codes of the strict reader.
const (
	codeDuplicate = "trustlist.extension.duplicate"
	codeMissing   = "trustlist.extension.missing"
	codeCut       = "trustlist.message.cut"
	codeField     = "trustlist.message.field"
	codeTrailing  = "trustlist.message.trailing"
	codeListCut   = "trustlist.list.cut"
	codeListEmpty = "trustlist.list.empty"
	codeListLen   = "trustlist.list.length"
	codeListTrail = "trustlist.list.trailing"
	codeWrapped   = "trustlist.list.wrapped"
	codeBare      = "trustlist.name.bare"
	codeNameDER   = "trustlist.name.der"
	codeNameEmpty = "trustlist.name.empty"
)

// Defects yields a CertificateRequest of the version with each kind of defect:
// cut at each boundary, by its header and against it, each length one off in
// either direction, a length modulo 65,536, names without lengths, an empty
// name, trailing bytes, what must not be empty, extensions twice or missing,
// and a name that is no DER. There are none but for SSL 3.0 to TLS 1.3.
func Defects(version schannel.TLSVersion) iter.Seq[Defect] {
	return func(yield func(Defect) bool) {
		if version < schannel.SSL30 || version > schannel.TLS13 {
			return
		}
		m := newMaker(version)
		for _, group := range [...]func() []Defect{m.cuts, m.lengths, m.lists, m.fields} {
			for _, d := range group() {
				if !yield(d) {
					return
				}
			}
		}
	}
}

// part is a field of a message.
type part struct {
	name  string
	bytes []byte
}

// maker makes the defects of one version out of a sound message.
type maker struct {
	version schannel.TLSVersion
	names   trustlist.List
	parts   []part
}

func newMaker(version schannel.TLSVersion) *maker {
	names, _ := Synthesize(Synthesis{Names: 2, Bytes: 200}) // two names of so many bytes can be made
	m := &maker{version: version, names: names}
	m.parts = m.message(vector(names))
	return m
}

// length16 is a length of two bytes.
func length16(n int) []byte { return binary.BigEndian.AppendUint16(nil, uint16(n)) }

// vector is a list in its encoding, whose length may have lost 65,536.
func vector(names trustlist.List) []byte {
	out := length16(names.Size())
	for _, name := range names {
		out = append(append(out, length16(len(name))...), name...)
	}
	return out
}

// list splits a list of two names into its fields.
func (m *maker) list(vector []byte) []part {
	first := 2 + 2 + len(m.names[0])
	return []part{
		{"list-length", vector[:2]},
		{"first-length", vector[2:4]},
		{"first-name", vector[4:first]},
		{"last-length", vector[first : first+2]},
		{"last-name", vector[first+2:]},
	}
}

// message is the fields of a message with the list of the two names.
func (m *maker) message(vector []byte) []part {
	if m.version == schannel.TLS13 {
		return append(m.head(2+len(extension13)+4+len(vector)), append([]part{
			{"authorities-type", []byte{0, 47}},
			{"authorities-length", length16(len(vector))},
		}, m.list(vector)...)...)
	}
	return append(m.head(0), m.list(vector)...)
}

// extension13 is the extension signature_algorithms of TLS 1.3, from the type
// to the data (RFC 8446, Section 4.2.3).
const extension13 = "\x00\x0d\x00\x06\x00\x04\x08\x04\x04\x03"

// head is the fields before the list (RFC 5246, Section 7.4.4), and in TLS 1.3
// before its extension, for extensions of so many bytes and their length.
func (m *maker) head(extensions int) []part {
	if m.version == schannel.TLS13 {
		return []part{
			{"context-length", []byte{0}},
			{"extensions-length", length16(extensions - 2)},
			{"algorithms-type", []byte(extension13[:2])},
			{"algorithms-extension-length", []byte(extension13[2:4])},
			{"algorithms-length", []byte(extension13[4:6])},
			{"algorithms", []byte(extension13[6:])},
		}
	}
	if m.version == schannel.TLS12 {
		return []part{
			{"types-length", []byte{2}},
			{"types", []byte{1, 64}},
			{"algorithms-length", length16(4)},
			{"algorithms", []byte{4, 1, 4, 3}},
		}
	}
	return []part{{"types-length", []byte{2}}, {"types", []byte{1, 64}}}
}

// join puts the header of a message before its fields.
func join(parts []part) []byte {
	n := 0
	for _, p := range parts {
		n += len(p.bytes)
	}
	out := []byte{13, byte(n >> 16), byte(n >> 8), byte(n)}
	for _, p := range parts {
		out = append(out, p.bytes...)
	}
	return out
}

func (m *maker) defect(name string, code schannel.Code, message []byte) Defect {
	return Defect{Name: name, Version: m.version, Message: message, Code: code}
}

// of is a defect with that list.
func (m *maker) of(name string, code schannel.Code, vector []byte) Defect {
	if m.version != schannel.TLS13 {
		return m.defect(name, code, join(append(m.head(0), part{"list", vector})))
	}
	return m.extended(name, code, []byte(extension13), extension47(vector))
}

func extension47(data []byte) []byte {
	return append(append([]byte{0, 47}, length16(len(data))...), data...)
}

// extended is a message of TLS 1.3 with those extensions.
func (m *maker) extended(name string, code schannel.Code, extensions ...[]byte) Defect {
	block := bytes.Join(extensions, nil)
	return m.defect(name, code, join([]part{{"context-length", []byte{0}}, {"extensions", append(length16(len(block)), block...)}}))
}

// cuts cuts the message behind each field: once with a header that fits what is
// left, so that the message is whole and ends too early, and once without.
func (m *maker) cuts() []Defect {
	var all []Defect
	whole := join(m.parts)
	for n := range m.parts {
		behind := "header"
		if n > 0 {
			behind = m.parts[n-1].name
		}
		short := join(m.parts[:n])
		all = append(all, m.defect("short-behind-"+behind, m.shortCode(behind), short))
		ends := m.defect("cut-behind-"+behind, codeCut, whole[:len(short)])
		ends.Ends = true
		all = append(all, ends)
	}
	ends := m.defect("cut-in-header", codeCut, whole[:2])
	ends.Ends = true
	return append(all, ends)
}

// shortCode is the code for a message that ends behind a field: where the list
// has begun, its length is wrong. In TLS 1.3 the length of the extensions is
// the first that is wrong.
func (m *maker) shortCode(behind string) schannel.Code {
	if m.version == schannel.TLS13 {
		return codeCut
	}
	last := "types"
	if m.version == schannel.TLS12 {
		last = "algorithms"
	}
	switch behind {
	case last:
		return codeListCut
	case "list-length", "first-length", "first-name", "last-length":
		return codeListLen
	}
	return codeCut
}

// lengths makes each length one too large and one too small.
func (m *maker) lengths() []Defect {
	all := []Defect{
		m.off("message-length", 1, codeCut, 3),
		m.off("message-length", -1, codeTrailing, 3),
	}
	all[0].Ends = true
	at := 4
	for _, p := range m.parts {
		at += len(p.bytes)
		for _, row := range m.lengthRows() {
			if row.field == p.name {
				all = append(all, m.off(p.name, 1, row.more, at-1))
				if row.less != "" {
					all = append(all, m.off(p.name, -1, row.less, at-1))
				}
			}
		}
	}
	return all
}

// off changes the byte at the end of a length.
func (m *maker) off(field string, by int, code schannel.Code, at int) Defect {
	name := field + "-one-more"
	if by == -1 {
		name = field + "-one-less"
	}
	message := join(m.parts)
	message[at] = byte(int(message[at]) + by)
	return m.defect(name, code, message)
}

type lengthRow struct {
	field      string
	more, less schannel.Code // less is empty for a length of zero
}

// lengthRows is what a wrong length leads to. A field that is read too long or
// too short shifts what follows, up to the first length that is impossible.
func (m *maker) lengthRows() []lengthRow {
	rows := []lengthRow{
		{"list-length", codeListLen, codeListLen},
		{"first-length", codeListCut, codeListCut},
		{"last-length", codeListCut, codeListCut},
	}
	if m.version == schannel.TLS13 {
		return append(
			rows,
			lengthRow{"context-length", codeCut, ""},
			lengthRow{"extensions-length", codeCut, codeTrailing},
			lengthRow{"algorithms-extension-length", codeTrailing, codeCut},
			lengthRow{"algorithms-length", codeCut, codeTrailing},
			lengthRow{"authorities-length", codeCut, codeListLen},
		)
	}
	if m.version == schannel.TLS12 {
		return append(rows, lengthRow{"types-length", codeCut, codeCut}, lengthRow{"algorithms-length", codeField, codeField})
	}
	return append(rows, lengthRow{"types-length", codeListLen, codeListLen})
}

// lists is what can be wrong in the list.
func (m *maker) lists() []Defect {
	sound := vector(m.names)
	last := len(m.names[1])
	withEmpty := append(length16(len(sound)), sound[2:]...)
	bare := bytes.Join([][]byte{m.names[0], m.names[1]}, nil)
	all := []Defect{
		m.of("list-ends-before-last-name", codeListTrail, append(length16(len(sound)-2-2-last), sound[2:]...)),
		m.of("list-trailing-byte", codeListTrail, append(append([]byte{}, sound...), 'x')),
		m.of("list-no-length", codeListTrail, sound[2:]),
		m.of("names-no-lengths", codeBare, append(length16(len(bare)), bare...)),
		m.of("name-empty", codeNameEmpty, append(withEmpty, 0, 0)),
		m.of("name-no-der", codeNameDER, vector(trustlist.List{m.names[0], trustlist.Name("no DER")})),
	}
	if m.version <= schannel.TLS10 || m.version == schannel.TLS13 {
		all = append(all, m.of("list-empty", codeListEmpty, []byte{0, 0}))
	}
	if m.version != schannel.TLS13 { // there the length of the extension is lost too
		long, _ := Synthesize(Synthesis{Bytes: 1 << 16}) // of names of usual length any such list can be made
		all = append(all, m.of("list-length-modulo-65536", codeWrapped, vector(append(long, m.names...))))
	}
	return all
}

// fields is what can be wrong beside the list.
func (m *maker) fields() []Defect {
	sound := part{"list", vector(m.names)}
	behind := m.defect("bytes-behind-message", codeTrailing, append(join(m.parts), 'x'))
	if m.version == schannel.TLS13 {
		algorithms, authorities := []byte(extension13), extension47(sound.bytes)
		trailing := append([]part{}, m.parts...)
		return []Defect{
			behind,
			m.defect("extensions-trailing-byte", codeTrailing, join(append(trailing, part{"", []byte{'x'}}))),
			m.extended("authorities-twice", codeDuplicate, algorithms, authorities, authorities),
			m.extended("algorithms-twice", codeDuplicate, algorithms, algorithms, authorities),
			m.extended("algorithms-missing", codeMissing, authorities),
			m.extended("algorithms-empty", codeField, []byte{0, 13, 0, 2, 0, 0}, authorities),
			m.extended("algorithms-odd", codeField, []byte{0, 13, 0, 5, 0, 3, 8, 4, 8}, authorities),
			m.extended("authorities-no-data", codeListCut, algorithms, extension47(nil)),
		}
	}
	if m.version == schannel.TLS12 {
		types := part{"types", []byte{1, 1}}
		return []Defect{
			behind,
			m.defect("types-empty", codeField, join([]part{{"types", []byte{0}}, {"algorithms", []byte{0, 2, 4, 1}}, sound})),
			m.defect("algorithms-empty", codeField, join([]part{types, {"algorithms", []byte{0, 0}}, sound})),
			m.defect("algorithms-odd", codeField, join([]part{types, {"algorithms", []byte{0, 3, 4, 1, 4}}, sound})),
		}
	}
	return []Defect{behind, m.defect("types-empty", codeField, join([]part{{"types", []byte{0}}, sound}))}
}
