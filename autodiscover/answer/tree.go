// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package answer

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
)

// element is an element of a body with what stands in it.
type element struct {
	space, name string
	attributes  []xml.Attr
	text        []byte
	children    []*element
	offset      int
}

// parseTree reads a body as a tree of elements.
func parseTree(body []byte) (*element, error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	var open []*element
	var root *element
	count := 0
	for {
		at := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) && root != nil && len(open) == 0 {
			return root, nil
		}
		if err != nil {
			return nil, fault(errMalformed, "body", at)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if count++; len(open) == maxDepth || count > maxElements {
				return nil, fault(errTooDeep, "body", at)
			}
			e := &element{space: token.Name.Space, name: token.Name.Local, attributes: token.Copy().Attr, offset: at}
			if len(open) > 0 {
				parent := open[len(open)-1]
				parent.children = append(parent.children, e)
			} else if root == nil {
				root = e
			} else {
				return nil, fault(errMalformed, "body", at)
			}
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				e := open[len(open)-1]
				e.text = append(e.text, token...)
			}
		case xml.Directive:
			return nil, fault(errDoctype, "body", at)
		}
	}
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

// path follows first children of those names.
func (e *element) path(names ...string) *element {
	for _, name := range names {
		e = e.child(name)
	}
	return e
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
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
