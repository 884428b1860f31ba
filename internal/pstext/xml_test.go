// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

const head = `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">`

// objs is a document of CLIXML.
func objs(inside string) string { return head + inside + "</Objs>" }

// props is an object with properties.
func props(inside string) string { return objs(`<Obj RefId="0"><Props>` + inside + "</Props></Obj>") }

var xmlRows = []struct{ name, why, data, want string }{
	{
		name: "primitives", why: "[MS-PSRP] 2.2.5.1: the primitive types",
		data: props(`<S N="S">a</S><B N="B">true</B><I32 N="I">-1</I32><DT N="D">2023-02-03T14:16:02+00:00</DT><BA N="R">AQI=</BA><G N="G">x</G><Nil N="N"/><C N="C">97</C><URI N="U">https://a.example/</URI><TS N="T">PT1S</TS>`),
		want: "S=a; B=true; I=-1; D=2023-02-03T14:16:02+00:00; R=AQI=; G=x; N=; C=97; U=https://a.example/; T=PT1S",
	},
	{
		name: "escapes", why: "[MS-PSRP] 2.2.5.3.2: _xHHHH_ is a unit of UTF-16",
		data: props(`<S N="a_x0020_b">1_x000D__x000A_2 _xD83D__xDE00_ _x005F_x0041_ _xZZZZ_ _x</S>`),
		want: "a b=1\r\n2 😀 _x0041_ _xZZZZ_ _x",
	},
	{
		name: "text-and-added", why: "Props and MS are properties both, in order",
		data: objs(`<Obj RefId="0"><TN RefId="0"><T>A</T><T>B</T></TN><ToString>me</ToString><Props><S N="P">1</S></Props><MS><S N="M">2</S></MS></Obj>`),
		want: "P=1; M=2",
	},
	{
		name: "list", why: "LST, IE, STK and QUE are lists",
		data: props(`<Obj N="L" RefId="1"><LST><S>a</S><S>b, c</S></LST></Obj><Obj N="E" RefId="2"><IE/></Obj><Obj N="Q" RefId="3"><QUE><I32>1</I32></QUE></Obj><Obj N="K" RefId="4"><STK><Obj RefId="5"><ToString>d</ToString></Obj></STK></Obj>`),
		want: "L=[a|b, c]; E=[]; Q=[1]; K=[d]",
	},
	{
		name: "enumeration", why: "its text, and its number within",
		data: props(`<Obj N="Auth" RefId="1"><ToString>Tls, BasicAuth</ToString><I32>5</I32></Obj>`),
		want: "Auth=Tls, BasicAuth",
	},
	{
		name: "reference", why: "an object that was there already stands as a reference",
		data: props(`<Obj N="A" RefId="1"><LST><S>a</S></LST></Obj><Ref N="B" RefId="1"/><Ref N="C" RefId="9"/>`),
		want: "!schannel.powershell.reference@«<Ref N=\"C\"» / A=[a]; B=[a]; C=",
	},
	{
		name: "reference-to-itself", why: "an object may hold one that refers to it",
		data: props(`<Ref N="Me" RefId="0"/>`), want: "Me=",
	},
	{
		name: "types", why: "a type is spelled out once",
		data: objs(`<Obj RefId="0"><TN RefId="0"><T>A</T></TN><Props><S N="P">1</S></Props></Obj><Obj RefId="1"><TNRef RefId="0"/><Props><S N="P">2</S></Props></Obj><Obj RefId="2"><TNRef RefId="7"/><Props><S N="P">3</S></Props></Obj>`),
		want: "P=1 / P=2 / !schannel.powershell.reference@«<TNRef RefId=\"7\"» / P=3",
	},
	{
		name: "dictionary", why: "entries are properties",
		data: objs(`<Obj RefId="0"><DCT><En><S N="Key">k</S><S N="Value">v</S></En><En><S N="Key">l</S><Nil N="Value"/></En></DCT></Obj>`),
		want: "k=v; l=",
	},
	{
		name: "list-at-top", why: "a list that was exported as one object stands for its items",
		data: objs(`<Obj RefId="0"><TN RefId="0"><T>System.Object[]</T></TN><LST><Obj RefId="1"><Props><S N="P">1</S></Props></Obj><Obj RefId="2"><Props><S N="P">2</S></Props></Obj></LST></Obj>`),
		want: "P=1 / P=2",
	},
	{
		name: "converttoxml", why: "ConvertTo-Xml: properties have names, items have none",
		data: `<?xml version="1.0" encoding="utf-8"?><Objects><Object Type="X"><Property Name="A" Type="System.String">a</Property><Property Name="L" Type="System.String[]"><Property Type="System.String">b</Property><Property Type="System.String">c</Property></Property><Property Name="N" Type="System.String" /></Object></Objects>`,
		want: "A=a; L=[b|c]; N=",
	},
	{
		name: "utf16", why: "Export-Clixml of Windows PowerShell writes UTF-16",
		data: "\xff\xfe" + strings.Join(strings.Split(props(`<S N="P">1</S>`), ""), "\x00") + "\x00",
		want: "P=1",
	},
	{
		name: "shell-in-shell", why: "the line that a shell within a shell begins with",
		data: "#< CLIXML\r\n" + props(`<S N="P">1</S>`), want: "P=1",
	},
	{
		name: "cut", why: "what was read stays read",
		data: head + `<Obj RefId="0"><Props><S N="P">1</S></Props></Obj><Obj RefId="1"><Props><S N="Q">some`,
		want: "P=1 / !schannel.powershell.xml@«some»",
	},
	{
		name: "unknown-element", why: "an element that is none is told, the rest is read",
		data: props(`<Q N="A"><S>x</S></Q><S N="B">1</S>`), want: "!schannel.powershell.element@«<Q N» / A=; B=1",
	},
	{
		name: "doctype", why: "no export has a document type",
		data: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>` + props(`<S N="P">&a;</S>`), want: "!schannel.powershell.format@0",
	},
	{
		name: "entity", why: "no entities but the five of XML",
		data: props(`<S N="P">&a;</S>`), want: "!schannel.powershell.xml@«&a;»",
	},
	{
		name: "instruction", why: "no processing instructions",
		data: head + "<?php x ?>" + "</Objs>", want: "!schannel.powershell.xml@«<?php»",
	},
	{
		name: "deep", why: "the depth is bounded",
		data: head + strings.Repeat(`<Obj RefId="0"><LST>`, 63) + `<Obj RefId="0"><IE><S>`, want: "!schannel.powershell.size@«<IE>»",
	},
}

// placed replaces what stands between the marks by its last place in the data.
func placed(want, data string) string {
	before, rest, marked := strings.Cut(want, "«")
	what, after, _ := strings.Cut(rest, "»")
	if !marked {
		return want
	}
	return before + strconv.Itoa(strings.LastIndex(data, what)) + after
}

func TestXML(t *testing.T) {
	t.Parallel()
	for _, row := range xmlRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(placed(row.want, row.data), shown(row.data)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
		})
	}
}

func TestNested(t *testing.T) {
	t.Parallel()
	data := objs(`<Obj RefId="0"><TN RefId="0"><T>A</T><T>B</T></TN><ToString>me</ToString><Props>
<Obj N="Auth" RefId="1"><ToString>Tls</ToString><I32>1</I32></Obj><BA N="Raw">AQI=</BA></Props></Obj>`)
	var all []Object
	for o, e := range Objects([]byte(data)) {
		require.Nil(t, e)
		all = append(all, o)
	}
	require.Len(t, all, 1)
	o := all[0]
	if diff := cmp.Diff([]string{"A", "B"}, o.Types); diff != "" {
		t.Error(diff)
	}
	auth, ok := o.Get("auth")
	require.True(t, ok, "names go by any case")
	number, ok := auth.Get("value__")
	require.True(t, ok)
	raw, _ := o.Get("Raw")
	octets, ok := raw.Bytes()
	require.True(t, ok)
	got := []any{o.Text, o.Line, auth.Text, auth.Line, number.Text, number.Type, octets}
	if diff := cmp.Diff([]any{"me", 1, "Tls", 2, "1", "I32", []byte{1, 2}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestBytes(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, why, data string
		want            []byte
	}{
		{"base64", "CLIXML", props(`<BA N="R">AQI=</BA>`), []byte{1, 2}},
		{"numbers", "ConvertTo-Xml", `<Objects><Object><Property Name="R"><Property>1</Property><Property>2</Property></Property></Object></Objects>`, []byte{1, 2}},
		{"printed", "a list that was not cut", "R : {1, 2}\n", []byte{1, 2}},
		{"printed-cut", "bytes that were cut are none", "R : {1, 2...}\n", nil},
		{"no-base64", "not base64", props(`<BA N="R">A*</BA>`), nil},
		{"no-number", "not bytes", "R : {1, 256}\n", nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			for o := range Objects([]byte(row.data)) {
				v, _ := o.Get("R")
				got, ok := v.Bytes()
				if diff := cmp.Diff(row.want, got); diff != "" || ok != (row.want != nil) {
					t.Errorf("%s: %v\n%s", row.why, ok, diff)
				}
			}
		})
	}
}

// TestShared: values that refer to each other twice, sixty deep, are shared;
// written out they would be more than there is memory for.
func TestShared(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := 1; i <= 60; i++ {
		ref := `<Ref RefId="` + strconv.Itoa(i-1) + `"/>`
		b.WriteString(`<Obj N="a` + strconv.Itoa(i) + `" RefId="` + strconv.Itoa(i) + `"><LST>` + ref + ref + `</LST></Obj>`)
	}
	for o, e := range Objects([]byte(props(b.String()))) {
		require.Nil(t, e)
		require.Len(t, o.Properties, 60)
		require.Len(t, o.Properties[59].Value.List, 2)
	}
}
