// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shown is what is read, as text: "Name=value" a property, with ~ behind the
// value if it was cut and ^ if it was wrapped, objects joined by " / ", errors
// as their codes with the offset.
func shown(data string) string {
	var all []string
	for o, e := range Objects([]byte(data)) {
		if e != nil {
			all = append(all, fmt.Sprintf("!%s@%d", e.Code, e.Offset))
			continue
		}
		var parts []string
		for _, p := range o.Properties {
			parts = append(parts, p.Name+"="+shownValue(p.Value))
		}
		all = append(all, strings.Join(parts, "; "))
	}
	return strings.Join(all, " / ")
}

func shownValue(v Value) string {
	text := v.Text
	if v.IsList() {
		var items []string
		for item := range v.Items() {
			items = append(items, item.Text)
		}
		text = "[" + strings.Join(items, "|") + "]"
	}
	if v.Cut {
		text += "~"
	}
	if v.Wrapped {
		text += "^"
	}
	return text
}

var listRows = []struct{ name, why, data, want string }{
	{
		name: "two-objects", why: "an empty line ends an object",
		data: "Name : A\nHost : a.example\n\nName : B\nHost : b.example\n",
		want: "Name=A; Host=a.example / Name=B; Host=b.example",
	},
	{
		name: "windows-lines", why: "line ends of Windows, empty lines around",
		data: "\r\n\r\nName : A\r\nHost : a.example\r\n\r\n\r\n",
		want: "Name=A; Host=a.example",
	},
	{
		name: "utf16", why: "what > writes in Windows PowerShell",
		data: "\xff\xfeN\x00a\x00m\x00e\x00 \x00:\x00 \x00\xe4\x00\r\x00\n\x00",
		want: "Name=ä",
	},
	{
		name: "mark", why: "what Out-File -Encoding utf8 writes",
		data: "\xef\xbb\xbfName : A\n", want: "Name=A",
	},
	{
		name: "prompts", why: "people paste the window",
		data: "[PS] C:\\Windows\\system32>Get-X | fl\n\n\nName : A\n\n\n[PS] C:\\Windows\\system32>\nPS C:\\> Get-Y\nName : B\nPS>whoami\nC:\\>exit\n",
		want: "Name=A / Name=B",
	},
	{
		name: "quoted", why: "mail and forums put a mark before every line; places are those of the file",
		data: "> Name : A\n> Host : a\n>\n> ?\n\n>Name : B\n",
		want: "Name=A; Host=a / !schannel.powershell.line@26 / Name=B",
	},
	{
		name: "again", why: "the empty line was lost; no object has a property twice",
		data: "Name : A\nHost : a\nName : B\nHost : b\n",
		want: "Name=A; Host=a / Name=B; Host=b",
	},
	{
		name: "wrapped-trailing", why: "PowerShell wraps behind a blank, which stays at the end of the line",
		data: "Subject : CN=a, \n          O=b\nThumb   : 0123456789\n          abcdef\n",
		want: "Subject=CN=a, O=b^; Thumb=0123456789abcdef^",
	},
	{
		name: "wrapped-trimmed", why: "a program took the blanks from the ends; the word would have fitted into a line",
		data: "Subject : CN=mail.contoso.com, OU=IT,\n          O=Contoso, C=US\nOther   : x\n",
		want: "Subject=CN=mail.contoso.com, OU=IT, O=Contoso, C=US^; Other=x",
	},
	{
		name: "wrapped-word", why: "a word that is longer than a line is cut where the line ends",
		data: "Thumbprint : 0123456789012345678\n             9abcdef0123456789abc\nOther      : x\n",
		want: "Thumbprint=01234567890123456789abcdef0123456789abc^; Other=x",
	},
	{
		name: "wrapped-margin", why: "a mail program wraps at the margin, and only long lines",
		data: "Issuer : CN=A Certification Authority With A Long Name, O=Its Owner,\nC=US\nName : x\n",
		want: "Issuer=CN=A Certification Authority With A Long Name, O=Its Owner, C=US^; Name=x",
	},
	{
		name: "continued-like-property", why: "the indentation tells a wrapped value from a property",
		data: "Text : a\n       Note : b\nName : c\n",
		want: "Text=a Note : b^; Name=c",
	},
	{
		name: "lists", why: "braces; PowerShell up to 5.1 cuts with three full stops, later with one character",
		data: "A : {}\nB : {a}\nC : {a, b}\nD : {a, b, c, d...}\nE : {a, b, c, d…}\nF : {a, b\n",
		want: "A=[]; B=[a]; C=[a|b]; D=[a|b|c|d]~; E=[a|b|c|d]~; F=[a|b]~",
	},
	{
		name: "empty-value", why: "no value, with and without a blank behind the colon",
		data: "A : \nB :\nCurrentCertificateThumbprint: x\n",
		want: "A=; B=; CurrentCertificateThumbprint=x",
	},
	{
		name: "indented", why: "pasted as a block of code",
		data: "    Name : A\n    Host : a, \n           b\n\n    Name : B\n",
		want: "Name=A; Host=a, b^ / Name=B",
	},
	{
		name: "no-break", why: "web pages make no-break spaces of blanks; places are those of the file",
		data: "Name\u00a0: A\u00a0B\u00a0\n?\nHost\u00a0:\u00a0{a,\u00a0b}\n",
		want: "!schannel.powershell.line@15 / Name=A B; Host=[a|b]",
	},
	{
		name: "tabs", why: "editors make tabs of blanks",
		data: "Name\t: A\nHost\t:\ta\n",
		want: "Name=A; Host=a",
	},
	{
		name: "ticket", why: "the block of a ticket system ends the object",
		data: "{noformat}\nName : A\nHost : aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n{noformat}\n",
		want: "Name=A; Host=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	},
	{
		name: "double-spaced", why: "web pages put an empty line behind every line",
		data: "Name : A\n\nHost : a\n\n\nName : B\n\nHost : b\n\n",
		want: "Name=A; Host=a / Name=B; Host=b",
	},
	{
		name: "sentence", why: "a colon in a sentence is no property; nothing is lost silently",
		data: "This is what I see: nothing\n\nName : A\n\nWhy?\n",
		want: "!schannel.powershell.line@0 / Name=A / !schannel.powershell.line@39",
	},
	{
		name: "warnings-before", why: "about_Output_Streams: warnings and verbose messages reach the window too; they are no objects",
		data: "VERBOSE: Connecting to EX01.\nVERBOSE: Connected to EX01.\nWARNING: old\nName : A\n",
		want: "!schannel.powershell.line@0 / !schannel.powershell.line@29 / !schannel.powershell.line@57 / Name=A",
	},
	{
		name: "warnings-between", why: "a message comes when it comes, also between the lines of an object; twice it is no property again",
		data: "Name : A\nWARNING: x\nHost : a\nWARNING: y\nSite : b\n",
		want: "!schannel.powershell.line@9 / !schannel.powershell.line@29 / Name=A; Host=a; Site=b",
	},
	{
		name: "warning-behind-long", why: "a message is no rest of the value before it",
		data: "Issuer : CN=A Certification Authority With A Long Name, O=Its Owner\nWARNING: x\nName   : b\n",
		want: "!schannel.powershell.line@68 / Issuer=CN=A Certification Authority With A Long Name, O=Its Owner; Name=b",
	},
	{
		name: "warnings-in-french", why: "French has a blank before a colon; the same word twice is no pair of properties",
		data: "AVERTISSEMENT : x\nAVERTISSEMENT : y\nNom  : A\n",
		want: "!schannel.powershell.line@0 / !schannel.powershell.line@18 / Nom=A",
	},
	{
		name: "capitals", why: "a property may have a name in capitals: its colon stands under others",
		data: "CN   : a\nName : A\nSID  : x\n",
		want: "CN=a; Name=A; SID=x",
	},
	{
		name: "wrapped-warning", why: "the second line of a message is nothing, and the object goes on behind it",
		data: "Name : A\nWARNING: The object is corrupted, and it is in\nan inconsistent state.\nHost : a\n",
		want: "!schannel.powershell.line@9 / !schannel.powershell.line@56 / Name=A; Host=a",
	},
	{
		name: "transcript", why: "Start-Transcript writes about itself between two lines of 22 stars, at the beginning and at the end",
		data: stars + "\r\nWindows PowerShell transcript start\r\nUsername: CONTOSO\\admin\r\n" + stars + "\r\nPS>Get-X\r\n\r\nName : A\r\n\r\n" +
			stars + "\r\nWindows PowerShell transcript end\r\n" + stars + "\r\n",
		want: "Name=A",
	},
	{
		name: "transcript-file", why: "Start-Transcript and Stop-Transcript tell the file, in the language of the shell; a line of somebody else is told",
		data: stars + "\nPowerShell transcript start\n" + stars + "\nTranscript started, output file is C:\\t.txt\nName : A\n\n" +
			stars + "\nPowerShell transcript end\n" + stars + "\nDie Aufzeichnung wurde beendet. Die Ausgabedatei ist /home/a/t.txt\n\n" + stars + "\nx\n" + stars + "\nsent by my phone\n",
		want: "Name=A / !schannel.powershell.line@316",
	},
	{
		name: "coloured", why: "PowerShell 7 colours the names of properties and headings, over ssh and in transcripts",
		data: "\x1b[32;1mName : \x1b[0mA\n\x1b[32;1mHost : \x1b[0mb\n\n\x1b[32;1mName\x1b[0m\x1b[32;1m Host\x1b[0m\n\x1b[32;1m----\x1b[0m\x1b[32;1m ----\x1b[0m\nB    c\n",
		want: "Name=A; Host=b / Name=B; Host=c",
	},
	{
		name: "stars", why: "what stands between two lines that people drew is read",
		data: stars + "\nName : A\n\n" + stars + "\nName : B\n",
		want: "!schannel.powershell.line@0 / Name=A / !schannel.powershell.line@33 / Name=B",
	},
	{
		name: "stars-once", why: "one line of stars has no end",
		data: stars + "\nUsername: a\n", want: "!schannel.powershell.line@0 / Username=a",
	},
	{
		name: "calculated", why: "names with blanks, if the colons stand under each other",
		data: "Host name : A\nSite      : b\n",
		want: "Host name=A; Site=b",
	},
	{
		name: "quotes", why: "typographic quotation marks come from web pages; told once",
		data: "Subject : CN=a, O=“Acme, Inc.”\nName    : ‘x’\n",
		want: "!schannel.powershell.quotes@0 / Subject=CN=a, O=\"Acme, Inc.\"; Name='x'",
	},
	{
		name: "ansi", why: "a byte of a code page; where it began is told",
		data: "Name : M\xfcller\n", want: "!schannel.powershell.encoding@8 / Name=Müller",
	},
	{
		name: "url", why: "a colon inside a value is not the first one",
		data: "Url : https://mail.contoso.com/x\n", want: "Url=https://mail.contoso.com/x",
	},
}

func TestList(t *testing.T) {
	t.Parallel()
	for _, row := range listRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(row.want, shown(row.data)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	data := "\xff\xfe" + strings.Join(strings.Split("\nName : ä\nHost : b\n", ""), "\x00") + "\x00"
	data = strings.ReplaceAll(data, "ä\x00", "\xe4\x00")
	var got []string
	for o, e := range Objects([]byte(data)) {
		if e != nil {
			t.Fatal(e)
		}
		got = append(got, fmt.Sprint(o.Line, o.Offset))
		for _, p := range o.Properties {
			got = append(got, fmt.Sprint(p.Name, " ", p.Value.Line, p.Value.Offset))
		}
	}
	// A mark of two bytes and a line end of two; "Name : " takes 14 bytes.
	if diff := cmp.Diff([]string{"2 4", "Name 2 18", "Host 3 36"}, got); diff != "" {
		t.Error(diff)
	}
}
