// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"encoding/base64"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/schanneltrust/schannel/internal/xmlsafe"
)

// value reads a value of CLIXML, whose element has begun.
func (r *xmlReader) value(token xmlsafe.Token) Value {
	v := Value{Type: token.Local, Line: r.lineNow(), Offset: token.Offset}
	switch token.Local {
	case "Obj":
		return r.nested(token, v)
	case "Ref":
		r.skip()
		return r.referred(token, v)
	case "S", "C", "URI", "XD", "SBK":
		v.Text = unescape(r.content())
	case "B", "DT", "TS", "By", "SB", "U16", "I16", "U32", "I32", "U64", "I64", "Sg", "Db", "D", "BA", "G", "Version":
		v.Text = strings.TrimSpace(r.content())
	case "Nil":
		r.skip()
	case "SS", "PR":
		r.skip() // an encrypted text, a progress bar: nothing to read
	default:
		r.out.defect(codeElement, token.Local, token.Offset, "is no value of CLIXML")
		r.skip()
		v.Type = ""
	}
	return v
}

// nested reads an object within an object.
func (r *xmlReader) nested(token xmlsafe.Token, v Value) Value {
	id := attr(token, "RefId")
	r.begin(id)
	r.children(func(child xmlsafe.Token) {
		switch child.Local {
		case "TN", "TNRef":
			r.typeNames(child)
		case "ToString":
			v.Text = unescape(r.content())
		case "LST", "IE", "QUE", "STK":
			v.Type = "LST"
			r.children(func(item xmlsafe.Token) { v.List = append(v.List, r.value(item)) })
		default:
			v.Properties = r.members(child, v.Properties)
		}
	})
	r.refs[id] = v
	return v
}

// members reads the other children of an object: its properties, those that
// PowerShell added to it, the entries of a dictionary, the number of an
// enumeration.
func (r *xmlReader) members(child xmlsafe.Token, properties []Property) []Property {
	switch child.Local {
	case "Props", "MS":
		r.children(func(member xmlsafe.Token) {
			properties = append(properties, Property{unescape(attr(member, "N")), r.value(member)})
		})
	case "DCT":
		r.children(func(entry xmlsafe.Token) {
			properties = append(properties, r.entry(entry))
		})
	default:
		properties = append(properties, Property{valueName, r.value(child)})
	}
	return properties
}

// valueName is the name of the property that holds the number of an
// enumeration, as the .NET Framework names its field.
const valueName = "value__"

// entry reads an entry of a dictionary.
func (r *xmlReader) entry(token xmlsafe.Token) Property {
	var p Property
	r.children(func(part xmlsafe.Token) {
		v := r.value(part)
		if attr(part, "N") == "Key" {
			p.Name = v.Text
		} else {
			p.Value = v
		}
	})
	if token.Local != "En" {
		r.out.defect(codeElement, token.Local, token.Offset, "where an entry of a dictionary stands")
	}
	return p
}

func (r *xmlReader) referred(token xmlsafe.Token, v Value) Value {
	to, ok := r.refs[attr(token, "RefId")]
	if !ok {
		r.out.defect(codeReference, token.Local, token.Offset, "there is no object %q before it", attr(token, "RefId"))
		return v
	}
	to.Line, to.Offset = v.Line, v.Offset
	return to
}

// typeNames reads the names of a type, which stand where the type is first
// met.
func (r *xmlReader) typeNames(token xmlsafe.Token) []string {
	id := attr(token, "RefId")
	if token.Local == "TNRef" {
		r.skip()
		names, ok := r.types[id]
		if !ok {
			r.out.defect(codeReference, token.Local, token.Offset, "there is no type %q before it", id)
		}
		return names
	}
	var names []string
	r.children(func(xmlsafe.Token) { names = append(names, unescape(r.content())) })
	r.types[id] = names
	return names
}

// converted reads an object or a property of ConvertTo-Xml, whose element has
// begun: children with a name are its properties, those without its items.
func (r *xmlReader) converted(token xmlsafe.Token) Value {
	v := Value{Type: "S", Line: r.lineNow(), Offset: token.Offset}
	var text strings.Builder
	for {
		child, ok := r.next()
		if !ok || child.Kind == xmlsafe.End {
			break
		}
		if child.Kind == xmlsafe.Text {
			text.WriteString(child.Text)
			continue
		}
		part := r.converted(child)
		if name, named := child.Attr("Name"); named {
			v.Properties = append(v.Properties, Property{name, part})
		} else {
			v.Type = "LST"
			v.List = append(v.List, part)
		}
	}
	v.Text = strings.TrimSpace(text.String())
	return v
}

// unescape replaces _xHHHH_ by the character with that number, in UTF-16.
func unescape(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var b strings.Builder
	var units []uint16
	for text != "" {
		if unit, ok := escape(text); ok {
			units = append(units, unit)
			text = text[len("_xHHHH_"):]
			continue
		}
		b.WriteString(string(utf16.Decode(units)))
		units = units[:0]
		next := strings.Index(text[1:], "_x")
		if next < 0 {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:next+1])
		text = text[next+1:]
	}
	b.WriteString(string(utf16.Decode(units)))
	return b.String()
}

func escape(text string) (uint16, bool) {
	if len(text) < len("_xHHHH_") || !strings.HasPrefix(text, "_x") || text[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(text[2:6], 16, 16)
	return uint16(n), err == nil
}

// Bytes returns the bytes of a value, base64 in CLIXML or numbers in a list,
// and whether there are any. Printed lists of bytes are cut after a few.
func (v Value) Bytes() ([]byte, bool) {
	if v.Type == "BA" {
		raw, err := base64.StdEncoding.DecodeString(v.Text)
		if err != nil || len(raw) == 0 {
			return nil, false
		}
		return raw, true
	}
	if v.Cut {
		return nil, false
	}
	var raw []byte
	for item := range v.Items() {
		n, err := strconv.ParseUint(item.Text, 10, 8)
		if err != nil {
			return nil, false
		}
		raw = append(raw, byte(n))
	}
	return raw, raw != nil
}
