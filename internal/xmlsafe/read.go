// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package xmlsafe

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// Kind says what a [Token] is.
type Kind uint8

const (
	Start Kind = 1 // an element begins
	End   Kind = 2 // an element ends
	Text  Kind = 3 // characters
)

// Token is a part of a document. Comments and the declaration yield none.
type Token struct {
	Kind   Kind
	Space  string // the namespace of an element
	Local  string // its name
	Attrs  []Attr // without declarations of namespaces
	Text   string
	Offset int // where it begins in the input
}

// Attr is an attribute.
type Attr struct {
	Space, Local, Value string
}

// Attr returns the value of the attribute of that name in any namespace.
func (t Token) Attr(local string) (value string, ok bool) {
	for _, a := range t.Attrs {
		if a.Local == local {
			return a.Value, true
		}
	}
	return "", false
}

// Limits are the bounds of a document. Zero means the default of each.
type Limits struct {
	Bytes int // of the input; 16 MiB
	Depth int // of elements within each other; 64
	Attrs int // of an element; 64
	Token int // bytes of a token as UTF-8; 1 MiB

	// Elements is how many there may be; 200,000, and one more for every 20
	// bytes. In memory one takes some 200 bytes, whatever it is in the input.
	Elements int
}

func (l Limits) orDefault() Limits {
	if l.Bytes == 0 {
		l.Bytes = 16 << 20
	}
	if l.Depth == 0 {
		l.Depth = 64
	}
	if l.Attrs == 0 {
		l.Attrs = 64
	}
	if l.Token == 0 {
		l.Token = 1 << 20
	}
	return l
}

// forSize completes the limits for an input of so many bytes.
func (l Limits) forSize(size int) Limits {
	const least, bytesEach = 200_000, 20
	if l.Elements == 0 {
		l.Elements = least + size/bytesEach
	}
	return l
}

// Fault says why a document is refused.
type Fault uint8

const (
	Malformed   Fault = 1 // it is not well-formed, or ends within an element
	TooLong     Fault = 2 // above one of the limits
	DTD         Fault = 3 // a document type
	Instruction Fault = 4 // a processing instruction other than the declaration
	Encoding    Fault = 5 // neither UTF-8 nor UTF-16
)

// Error says where a document is refused and why.
type Error struct {
	Fault  Fault
	Offset int // bytes from the start of the input
	Err    error
}

func (e *Error) Error() string { return fmt.Sprintf("XML at byte %d: %v", e.Offset, e.Err) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Reader reads a document.
type Reader struct {
	text   textfile.Text
	limits Limits
	refuse *Error // from the start

	decoder *xml.Decoder
	input   *meter
	base    int            // where decoder began in text
	place   textfile.Place // of the last token
	depth   int
	count   int // of elements so far
}

// NewReader returns a reader of a document. Several elements at the top are
// accepted: who allows one only has to count.
func NewReader(input []byte, limits Limits) *Reader {
	r := &Reader{limits: limits.orDefault()}
	if len(input) > r.limits.Bytes {
		r.refuse = &Error{TooLong, r.limits.Bytes, fmt.Errorf("%d bytes; %d are read at most", len(input), r.limits.Bytes)}
		return r
	}
	r.text = textfile.Decode(input)
	if r.text.Guessed >= 0 {
		r.refuse = &Error{Encoding, r.text.Guessed, errors.New("neither UTF-8 nor UTF-16")}
		return r
	}
	r.limits = r.limits.forSize(len(input))
	r.begin(0)
	return r
}

// NewTextReader returns a reader of a text that was decoded already, whatever
// encoding it was in: offsets are those of its file.
func NewTextReader(text textfile.Text, limits Limits) *Reader {
	r := &Reader{text: text, limits: limits.orDefault().forSize(len(text.String))}
	r.begin(0)
	return r
}

// begin starts the tokenizer at a position in the text.
func (r *Reader) begin(at int) {
	r.base, r.depth = at, 0
	r.input = &meter{text: r.text.String[at:], most: r.limits.Token}
	r.decoder = xml.NewDecoder(r.input)
	// The text is UTF-8 by now, whatever its declaration says.
	r.decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
}

// Position returns where the next token begins, in bytes of the text as UTF-8:
// at its end, if none is read any more.
func (r *Reader) Position() int {
	switch {
	case r.decoder == nil:
		return 0
	case r.refuse != nil:
		return len(r.text.String)
	}
	return r.base + int(r.decoder.InputOffset())
}

// Resume goes on at a position in the text that is not before [Reader.Position],
// as if a document began there.
func (r *Reader) Resume(position int) {
	r.place = r.text.Advance(r.place, position)
	r.begin(position)
}

// Next returns the next token. The error is io.EOF at the end, or an [*Error].
func (r *Reader) Next() (Token, error) {
	if r.refuse != nil {
		return Token{}, r.refuse
	}
	for {
		r.place = r.text.Advance(r.place, r.Position())
		offset := r.text.Offset(r.place)
		r.input.left = r.input.most
		token, err := r.decoder.Token()
		if err != nil || r.input.exceeded { // text that was cut off comes without an error
			return Token{}, r.failed(offset, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			return r.start(token, offset)
		case xml.EndElement:
			r.depth--
			return Token{Kind: End, Space: token.Name.Space, Local: token.Name.Local, Offset: offset}, nil
		case xml.CharData:
			return Token{Kind: Text, Text: string(token), Offset: offset}, nil
		case xml.Directive:
			return Token{}, &Error{DTD, offset, errors.New("a document type is refused")}
		case xml.ProcInst:
			if !strings.EqualFold(token.Target, "xml") {
				return Token{}, &Error{Instruction, offset, errors.New("a processing instruction is refused")}
			}
		}
	}
}

// failed tells what stopped the tokenizer, which itself does not say whether
// the meter did.
func (r *Reader) failed(offset int, err error) error {
	switch {
	case r.input.exceeded:
		return &Error{TooLong, offset, fmt.Errorf("a token of more than %d bytes", r.limits.Token)}
	case errors.Is(err, io.EOF) && r.depth == 0:
		return io.EOF
	}
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		err = errors.New(syntax.Msg) // its line is that of the tokenizer
	}
	return &Error{Malformed, offset, err}
}

func (r *Reader) start(token xml.StartElement, offset int) (Token, error) {
	r.depth++
	if r.count++; r.count > r.limits.Elements {
		r.refuse = &Error{TooLong, offset, fmt.Errorf("more than %d elements", r.limits.Elements)}
		return Token{}, r.refuse
	}
	if r.depth > r.limits.Depth {
		return Token{}, &Error{TooLong, offset, fmt.Errorf("more than %d elements within each other", r.limits.Depth)}
	}
	if len(token.Attr) > r.limits.Attrs {
		return Token{}, &Error{TooLong, offset, fmt.Errorf("more than %d attributes", r.limits.Attrs)}
	}
	t := Token{Kind: Start, Space: token.Name.Space, Local: token.Name.Local, Offset: offset}
	for _, a := range token.Attr {
		if a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" {
			continue
		}
		t.Attrs = append(t.Attrs, Attr{a.Name.Space, a.Name.Local, a.Value})
	}
	return t, nil
}

// meter gives the tokenizer byte after byte, and at most so many for a token.
type meter struct {
	text string
	at   int
	most int
	left int

	exceeded bool
}

var errLong = errors.New("token too long")

func (m *meter) ReadByte() (byte, error) {
	if m.at == len(m.text) {
		return 0, io.EOF
	}
	if m.left == 0 {
		m.exceeded = true
		return 0, errLong
	}
	m.left--
	m.at++
	return m.text[m.at-1], nil
}

// Read is there for the tokenizer's signature only; it uses ReadByte.
func (m *meter) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := m.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = b
	return 1, nil
}
