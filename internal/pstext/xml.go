// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"errors"
	"io"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/textfile"
	"github.com/schanneltrust/schannel/internal/xmlsafe"
)

// maxDepth is how many elements stand within each other at most. Exports of
// the default depth have about ten.
const maxDepth = 128

// maxToken is how long a text within an element is at most.
const maxToken = 1 << 20

// xmlReader reads CLIXML ([MS-PSRP] 2.2.5) and the XML of ConvertTo-Xml.
type xmlReader struct {
	in     *xmlsafe.Reader
	text   textfile.Text
	out    *sink
	values int // of the object that is being read

	line, counted int // the line of a position in the text
	failed        bool

	types map[string][]string
	refs  map[string]Value // objects by RefId, whole
	fresh []string         // RefIds of the object that is being read
}

func readXML(text textfile.Text, out *sink) {
	// What goes before the document, such as "#< CLIXML", is none.
	start := max(strings.IndexByte(text.String, '<'), 0)
	if strings.HasPrefix(text.String[start:], "< CLIXML") {
		start++
		start += max(strings.IndexByte(text.String[start:], '<'), 0)
	}
	r := &xmlReader{
		text: text, out: out, line: 1,
		types: map[string][]string{}, refs: map[string]Value{},
	}
	r.in = xmlsafe.NewTextReader(text, xmlsafe.Limits{Depth: maxDepth, Token: maxToken})
	r.in.Resume(start)
	for !r.stopped() {
		token, ok := r.next()
		if !ok {
			return
		}
		switch {
		case token.Kind == xmlsafe.Start && (token.Local == "Objs" || token.Local == "Objects"):
			r.top()
		case token.Kind == xmlsafe.Start:
			r.out.defect(codeElement, token.Local, token.Offset, "where Objs or Objects begins a document")
			return
		}
	}
}

func (r *xmlReader) stopped() bool { return r.failed || r.out.done }

// next returns the next token. There is none at the end and behind a fault.
func (r *xmlReader) next() (xmlsafe.Token, bool) {
	if r.stopped() {
		return xmlsafe.Token{}, false
	}
	token, err := r.in.Next()
	switch {
	case errors.Is(err, io.EOF):
		r.failed = true
		return xmlsafe.Token{}, false
	case err != nil:
		r.failed = true
		r.out.fault(xmlFault(err))
		return xmlsafe.Token{}, false
	}
	if token.Kind == xmlsafe.Start && !r.spend(token.Offset) {
		return xmlsafe.Token{}, false
	}
	return token, true
}

// spend takes an element from the budgets of the file and of the object.
func (r *xmlReader) spend(offset int) bool {
	if r.values++; r.values > maxValues && !r.stopped() {
		r.failed = true
		r.out.fault(fault(codeSize, "object", offset, "more than %d values", maxValues))
		return false
	}
	return r.out.spend(offset)
}

func xmlFault(err error) *schannel.Error {
	var e *xmlsafe.Error
	if !errors.As(err, &e) {
		return fault(codeXML, "document", schannel.NoOffset, "%w", err)
	}
	if e.Fault == xmlsafe.TooLong {
		return fault(codeSize, "document", e.Offset, "%w", e.Err)
	}
	return fault(codeXML, "document", e.Offset, "%w", e.Err)
}

// lineNow is the line that the next token begins in.
func (r *xmlReader) lineNow() int {
	at := r.in.Position()
	r.line += strings.Count(r.text.String[r.counted:at], "\n")
	r.counted = at
	return r.line
}

// children calls take for each element within the one that has begun, up to
// its end. What take does not read is passed over.
func (r *xmlReader) children(take func(xmlsafe.Token)) {
	for {
		token, ok := r.next()
		if !ok || token.Kind == xmlsafe.End {
			return
		}
		if token.Kind == xmlsafe.Start {
			take(token)
		}
	}
}

// content is the text of an element up to its end, without its elements.
func (r *xmlReader) content() string {
	var text strings.Builder
	for {
		token, ok := r.next()
		if !ok || token.Kind == xmlsafe.End {
			return text.String()
		}
		if token.Kind == xmlsafe.Text {
			text.WriteString(token.Text)
			continue
		}
		r.out.defect(codeElement, token.Local, token.Offset, "within a text")
		r.skip()
	}
}

// skip passes over the rest of an element.
func (r *xmlReader) skip() {
	for depth := 1; depth > 0; {
		token, ok := r.next()
		if !ok {
			return
		}
		if token.Kind == xmlsafe.Start {
			depth++
		}
		if token.Kind == xmlsafe.End {
			depth--
		}
	}
}

// top reads the objects of a document, or of a list that was exported as one
// object, and yields each.
func (r *xmlReader) top() {
	r.children(func(token xmlsafe.Token) {
		r.values = 0
		o := Object{Line: r.lineNow(), Offset: token.Offset}
		switch token.Local {
		case "Obj":
			r.topObject(token, o)
		case "Object":
			o.Types = []string{attr(token, "Type")}
			v := r.converted(token)
			o.Text, o.Properties = v.Text, v.Properties
			r.emit(o)
		default:
			v := r.value(token)
			o.Text = v.Text
			r.emit(o)
		}
		r.forget()
	})
}

func (r *xmlReader) emit(o Object) {
	if !r.stopped() {
		r.out.object(o)
	}
}

// topObject reads an object at the top. A list there stands for its items.
func (r *xmlReader) topObject(token xmlsafe.Token, o Object) {
	id := attr(token, "RefId")
	list := false
	r.begin(id)
	r.children(func(child xmlsafe.Token) {
		switch child.Local {
		case "TN", "TNRef":
			o.Types = r.typeNames(child)
		case "LST", "IE", "QUE", "STK":
			list = true
			r.top()
		case "ToString":
			o.Text = unescape(r.content())
		default:
			o.Properties = r.members(child, o.Properties)
		}
	})
	r.refs[id] = Value{Type: "Obj", Text: o.Text, Properties: o.Properties, Line: o.Line, Offset: o.Offset}
	if !list || len(o.Properties) > 0 {
		r.emit(o)
	}
}

// begin notes an object of which the rest is still to come: what refers to it
// from within finds no more than that it is there.
func (r *xmlReader) begin(id string) {
	r.refs[id] = Value{Type: "Ref"}
	r.fresh = append(r.fresh, id)
}

// forget keeps of the object that was read only what later ones refer to: the
// texts. The rest is the caller's.
func (r *xmlReader) forget() {
	for _, id := range r.fresh {
		v := r.refs[id]
		v.List, v.Properties = nil, nil
		r.refs[id] = v
	}
	r.fresh = r.fresh[:0]
}

func attr(token xmlsafe.Token, name string) string {
	value, _ := token.Attr(name)
	return value
}
