// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/render"
)

// The only elements and attributes that a report has. None of them runs
// anything or loads anything but what href says when it is followed.
var (
	allowedElements = strings.Fields(`html head meta title style body header nav main section article footer
		h1 h2 h3 h4 p ul ol li dl dt dd div span strong code br a table caption thead tbody tr th td
		details summary svg desc defs pattern path rect text circle`)
	allowedAttributes = strings.Fields(`xmlns lang charset http-equiv content name id class href title rel role
		aria-labelledby tabindex scope viewBox x y dx dy cx cy r d width height fill text-anchor patternUnits`)
)

// document is a page as a strict XML parser sees it.
type document struct {
	elements   map[string]int
	texts      []string // of everything but the style, in their order
	visible    []string // the same without titles of drawings
	style      string
	policy     string
	language   string
	headings   []int
	ids        map[string]int
	references []string // ids that something points to
	links      []string // addresses outside
}

// parse reads a page and fails on what no report has.
func parse(t *testing.T, page []byte) document {
	t.Helper()
	d := document{elements: map[string]int{}, ids: map[string]int{}}
	decoder := xml.NewDecoder(bytes.NewReader(page))
	var open []string
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err, "well-formed")
		switch token := token.(type) {
		case xml.StartElement:
			open = append(open, token.Name.Local)
			d.start(t, token)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if text := strings.TrimSpace(string(token)); text != "" {
				d.text(open, text)
			}
		case xml.Directive:
			require.Equal(t, "DOCTYPE html", string(token))
		default:
			t.Errorf("%T in the page", token)
		}
	}
	return d
}

func (d *document) start(t *testing.T, e xml.StartElement) {
	t.Helper()
	name := e.Name.Local
	require.True(t, slices.Contains(allowedElements, name), "<%s>", name)
	d.elements[name]++
	if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
		d.headings = append(d.headings, int(name[1]-'0'))
	}
	policy := false
	for _, a := range e.Attr {
		require.True(t, slices.Contains(allowedAttributes, a.Name.Local), "<%s %s>", name, a.Name.Local)
		switch a.Name.Local {
		case "id":
			d.ids[a.Value]++
		case "aria-labelledby":
			d.references = append(d.references, strings.Fields(a.Value)...)
		case "href":
			if id, inside := strings.CutPrefix(a.Value, "#"); inside {
				d.references = append(d.references, id)
			} else {
				d.links = append(d.links, a.Value)
			}
		case "fill":
			if id, inside := strings.CutPrefix(a.Value, "url(#"); inside {
				d.references = append(d.references, strings.TrimSuffix(id, ")"))
			}
		case "lang":
			if name == "html" {
				d.language = a.Value
			}
		case "http-equiv":
			policy = a.Value == "Content-Security-Policy"
		case "content":
			if policy {
				d.policy = a.Value
			}
		}
	}
}

func (d *document) text(open []string, text string) {
	parent := open[len(open)-1]
	if parent == "style" {
		d.style += text
		return
	}
	d.texts = append(d.texts, text)
	if parent != "title" && parent != "desc" {
		d.visible = append(d.visible, text)
	}
}

// page renders a report and parses it.
func page(t *testing.T, r diagnosis.Report, o render.Options) ([]byte, document) {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, render.HTML(&b, r, o))
	return b.Bytes(), parse(t, b.Bytes())
}
