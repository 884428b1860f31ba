// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"encoding/binary"
	"errors"
)

// The reader below takes apart what .NET's BinaryFormatter writes, [MS-NRBF],
// as far as the facts that the shell serializes with its objects need it: it
// makes numbers, texts, bytes and records of named members, never an object.

// record is a class with its members in order ([MS-NRBF] 2.3).
type record struct {
	class   *class
	members []any // bool, int64, string, []byte, *record, []any, reference or nil
}

// class is what a record is made of ([MS-NRBF] 2.3.1).
type class struct {
	names []string
	types []memberType
}

// memberType is the type of a member ([MS-NRBF] 2.1.2.2), and which primitive
// it is ([MS-NRBF] 2.1.2.3).
type memberType struct{ binary, primitive byte }

// reference stands for an object that may come later ([MS-NRBF] 2.5.3).
type reference int32

// stream is a stream that is being read.
type stream struct {
	data    []byte
	err     error
	objects map[int32]any
	classes map[int32]*class
	depth   int
}

const maxNesting = 64

var (
	errStreamEnds = errors.New("the stream ends within a record")
	errStream     = errors.New("the stream is none that .NET's BinaryFormatter writes")
)

// readStream returns the root of a stream and the objects that references lead
// to.
func readStream(data []byte) (*record, *stream, error) {
	s := &stream{data: data, objects: map[int32]any{}, classes: map[int32]*class{}}
	// [MS-NRBF] 2.6.1: SerializationHeaderRecord, version 1.0.
	if s.byte() != 0 {
		return nil, nil, errStream
	}
	root := s.int32()
	s.int32()
	if s.int32() != 1 || s.int32() != 0 {
		return nil, nil, errStream
	}
	for s.err == nil && !s.ended() {
		s.record()
	}
	if s.err != nil {
		return nil, nil, s.err
	}
	object, ok := s.objects[root].(*record)
	if !ok {
		return nil, nil, errStream
	}
	return object, s, nil
}

// ended takes the MessageEnd record ([MS-NRBF] 2.6.3), if it is next.
func (s *stream) ended() bool { return len(s.data) > 0 && s.data[0] == 11 }

// member returns a member of a record, where a reference leads.
func (s *stream) member(r *record, name string) any {
	if r == nil {
		return nil
	}
	for i, n := range r.class.names {
		if n == name {
			return s.follow(r.members[i])
		}
	}
	return nil
}

func (s *stream) follow(v any) any {
	if to, ok := v.(reference); ok {
		return s.objects[int32(to)]
	}
	return v
}

// numberOr is a member that is a number, or an enumeration, which is a record of
// its number; if there is none, it is what stands for that.
func (s *stream) numberOr(r *record, name string, none int64) int64 {
	v := s.member(r, name)
	if enum, ok := v.(*record); ok {
		v = s.member(enum, "value__")
	}
	if n, ok := v.(int64); ok && n >= 0 {
		return n
	}
	return none
}

func (s *stream) fail(err error) any {
	if s.err == nil {
		s.err = err
	}
	return nil
}

func (s *stream) take(n int) []byte {
	if s.err != nil || n < 0 || n > len(s.data) {
		s.fail(errStreamEnds)
		return nil
	}
	taken := s.data[:n]
	s.data = s.data[n:]
	return taken
}

func (s *stream) byte() byte {
	if b := s.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (s *stream) int32() int32 {
	if b := s.take(4); b != nil {
		return int32(binary.LittleEndian.Uint32(b)) //nolint:gosec // the same bits
	}
	return 0
}

// count is a number of things that take at least a byte each.
func (s *stream) count() int {
	n := int(s.int32())
	if n < 0 || n > len(s.data) {
		s.fail(errStreamEnds)
		return 0
	}
	return n
}

// text is a LengthPrefixedString ([MS-NRBF] 2.1.1.6).
func (s *stream) text() string {
	n := 0
	for shift := 0; shift < 35; shift += 7 {
		b := s.byte()
		n |= int(b&0x7f) << shift
		if b < 0x80 {
			return string(s.take(n))
		}
	}
	s.fail(errStream)
	return ""
}

// nulls is a run of nulls in an array ([MS-NRBF] 2.5.5, 2.5.6).
type nulls int

// record reads a record ([MS-NRBF] 2.1.2.1).
func (s *stream) record() any {
	if s.depth++; s.depth > maxNesting {
		return s.fail(errStream)
	}
	defer func() { s.depth-- }()
	for s.err == nil {
		switch kind := s.byte(); kind {
		case 12: // BinaryLibrary, which may stand before any record
			s.int32()
			s.text()
			continue
		case 1: // ClassWithId
			id := s.int32()
			return s.values(id, s.classes[s.int32()])
		case 4, 5: // SystemClassWithMembersAndTypes, ClassWithMembersAndTypes
			return s.classRecord(kind == 5)
		case 6: // BinaryObjectString
			return s.keep(s.int32(), s.text)
		case 7: // BinaryArray
			return s.binaryArray()
		case 8: // MemberPrimitiveTyped
			return s.primitive(s.byte())
		case 9: // MemberReference
			return reference(s.int32())
		case 10: // ObjectNull
			return nil
		case 13: // ObjectNullMultiple256
			return nulls(s.byte())
		case 14: // ObjectNullMultiple
			return nulls(s.int32())
		case 15: // ArraySinglePrimitive
			return s.primitiveArray()
		case 16, 17: // ArraySingleObject, ArraySingleString
			id, n := s.int32(), int(s.int32())
			return s.array(id, n)
		default:
			return s.fail(errStream)
		}
	}
	return nil
}

func (s *stream) keep(id int32, read func() string) any {
	v := read()
	s.objects[id] = v
	return v
}

// classRecord reads a record that brings its class along ([MS-NRBF] 2.3.2).
func (s *stream) classRecord(library bool) any {
	id := s.int32()
	s.text()
	n := s.count()
	c := &class{names: make([]string, 0, n), types: make([]memberType, n)}
	for range n {
		c.names = append(c.names, s.text())
	}
	for i := range n {
		c.types[i].binary = s.byte()
	}
	for i := range n {
		c.types[i].primitive = s.typeInfo(c.types[i].binary)
	}
	if library {
		s.int32()
	}
	s.classes[id] = c
	return s.values(id, c)
}

// typeInfo reads what a type of a member has beside it ([MS-NRBF] 2.3.1.2).
func (s *stream) typeInfo(binary byte) (primitive byte) {
	switch binary {
	case 0, 7: // Primitive, PrimitiveArray
		return s.byte()
	case 1, 2, 5, 6: // String, Object, ObjectArray, StringArray
	case 3: // SystemClass
		s.text()
	case 4: // Class
		s.text()
		s.int32()
	default:
		s.fail(errStream)
	}
	return 0
}

// values reads the members of a record.
func (s *stream) values(id int32, c *class) any {
	if c == nil || s.err != nil {
		return s.fail(errStream)
	}
	r := &record{class: c}
	s.objects[id] = r
	s.classes[id] = c
	for _, t := range c.types {
		if s.err != nil {
			return nil
		}
		if t.binary == 0 {
			r.members = append(r.members, s.primitive(t.primitive))
		} else {
			r.members = append(r.members, s.record())
		}
	}
	if s.err != nil {
		delete(s.objects, id)
	}
	return r
}

// primitive reads a value ([MS-NRBF] 2.1.1).
func (s *stream) primitive(kind byte) any {
	switch kind {
	case 1:
		return s.byte() != 0
	case 2:
		return int64(s.byte())
	case 3, 5, 18: // Char, which is UTF-8, Decimal, String
		if kind == 3 {
			s.char()
			return nil
		}
		return s.text()
	case 7, 14:
		b := s.take(2)
		if b == nil {
			return nil
		}
		return int64(int16(binary.LittleEndian.Uint16(b))) //nolint:gosec // the same bits
	case 8, 15:
		return int64(s.int32())
	case 10:
		return int64(int8(s.byte())) //nolint:gosec // the same bits
	case 11: // Single
		s.take(4)
		return nil
	case 6, 12, 13: // Double, TimeSpan, DateTime
		s.take(8)
		return nil
	case 9, 16:
		b := s.take(8)
		if b == nil {
			return nil
		}
		return int64(binary.LittleEndian.Uint64(b)) //nolint:gosec // the same bits
	}
	return s.fail(errStream)
}

func (s *stream) char() {
	switch b := s.byte(); {
	case b >= 0xf0:
		s.take(3)
	case b >= 0xe0:
		s.take(2)
	case b >= 0xc0:
		s.take(1)
	}
}

// primitiveArray reads an array of values ([MS-NRBF] 2.4.3.3). Only one of
// bytes is kept.
func (s *stream) primitiveArray() any {
	id := s.int32()
	n := s.count()
	kind := s.byte()
	if kind == 2 {
		raw := s.take(n)
		s.objects[id] = raw
		return raw
	}
	for range n {
		if s.err != nil {
			return nil
		}
		s.primitive(kind)
	}
	return nil
}

// binaryArray reads an array of any kind, of one dimension ([MS-NRBF] 2.4.3.1).
func (s *stream) binaryArray() any {
	id := s.int32()
	kind := s.byte()
	if rank := s.int32(); kind > 2 || rank != 1 {
		return s.fail(errStream)
	}
	n := int(s.int32())
	binary := s.byte()
	primitive := s.typeInfo(binary)
	if binary != 0 {
		return s.array(id, n)
	}
	for range n {
		if s.err != nil {
			return nil
		}
		s.primitive(primitive)
	}
	return nil
}

// array reads the items of an array. Nulls are left out.
func (s *stream) array(id int32, n int) any {
	if n < 0 {
		return s.fail(errStream)
	}
	var items []any
	for read := 0; read < n && s.err == nil; {
		switch item := s.record().(type) {
		case nulls:
			if item <= 0 {
				return s.fail(errStream)
			}
			read += int(item)
		case nil:
			read++
		default:
			items = append(items, item)
			read++
		}
	}
	s.objects[id] = items
	return items
}
