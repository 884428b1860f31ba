// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package answer

import (
	"bytes"
	"errors"
	"io"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/xmlsafe"
)

// element is an element of a body with what stands in it.
type element struct {
	space, name string
	attributes  []xmlsafe.Attr
	text        []byte
	children    []*element
	offset      int
}

// parseTree reads a body as a tree of elements.
func parseTree(body []byte) (*element, error) {
	r := xmlsafe.NewReader(body, xmlsafe.Limits{Bytes: maxSize, Depth: maxDepth})
	var open []*element
	var root *element
	count := 0
	for {
		token, err := r.Next()
		if errors.Is(err, io.EOF) && root != nil {
			return root, nil
		}
		if err != nil {
			return nil, refused(err, len(body))
		}
		switch token.Kind {
		case xmlsafe.Start:
			if count++; count > maxElements {
				return nil, fault(errTooDeep, "body", token.Offset)
			}
			e := &element{space: token.Space, name: token.Local, attributes: token.Attrs, offset: token.Offset}
			switch {
			case len(open) > 0:
				parent := open[len(open)-1]
				parent.children = append(parent.children, e)
			case root != nil: // a document has one element at the top
				return nil, fault(errMalformed, "body", token.Offset)
			default:
				root = e
			}
			open = append(open, e)
		case xmlsafe.End:
			open = open[:len(open)-1]
		case xmlsafe.Text:
			if len(open) > 0 {
				e := open[len(open)-1]
				e.text = append(e.text, token.Text...)
			}
		}
	}
}

// refused tells why the XML is not read.
func refused(err error, size int) error {
	kind, offset := errMalformed, size
	if e, ok := errors.AsType[*xmlsafe.Error](err); ok {
		offset = e.Offset
		switch e.Fault {
		case xmlsafe.DTD:
			kind = errDoctype
		case xmlsafe.TooLong:
			kind = errTooDeep
		case xmlsafe.Malformed, xmlsafe.Instruction, xmlsafe.Encoding:
		}
	}
	return &schannel.Error{Code: kind.Code, Field: "body", Offset: offset, Err: err}
}

// child returns the first child of that name.
func (e *element) child(name string) *element {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// value is the text of the first child of that name, without blanks around it.
func (e *element) value(name string) string { return e.child(name).content() }

func (e *element) content() string {
	if e == nil {
		return ""
	}
	return string(bytes.TrimSpace(e.text))
}

func (e *element) attribute(name string) string {
	for _, a := range e.attributes {
		if a.Local == name {
			return a.Value
		}
	}
	return ""
}
