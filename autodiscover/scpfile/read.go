// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile

import (
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/gather"
	"github.com/schanneltrust/schannel/internal/pstext"
	"github.com/schanneltrust/schannel/internal/textfile"
)

const (
	maxSize     = 64 << 20 // bytes of a file
	maxDefects  = 100      // that are told one by one
	freeEntries = 4096     // entries that a file may hold however short they are
	density     = 64       // bytes of the file to each entry beyond those
)

// Entry is a service connection point that was read, and what is odd about it.
type Entry struct {
	SCP      autodiscover.SCP   `json:"scp"`
	Findings []schannel.Finding `json:"findings"`
}

// MarshalJSON writes every field, empty lists as lists.
func (e Entry) MarshalJSON() ([]byte, error) {
	type plain Entry
	p := plain(e)
	p.Findings = jsonlist.Of(p.Findings)
	return json.Marshal(p)
}

// File is what a file holds.
type File struct {
	Format    Format                 `json:"format"`
	Directory autodiscover.Directory `json:"directory"`
	Defects   []*schannel.Error      `json:"defects"` // what is malformed, the first hundred
	Findings  []schannel.Finding     `json:"findings"`
}

// MarshalJSON writes every field, empty lists as lists.
func (f File) MarshalJSON() ([]byte, error) {
	type plain File
	p := plain(f)
	p.Defects, p.Findings = jsonlist.Of(p.Defects), jsonlist.Of(p.Findings)
	return json.Marshal(p)
}

// FormatOf tells the form of a file.
func FormatOf(file []byte) Format {
	if len(file) <= maxSize {
		switch text := textfile.Decode(file); {
		case otherTool(text) != "":
			return FormatUnknown
		case isLDIF(text):
			return LDIF
		}
	}
	switch pstext.FormatOf(file).Kind {
	case pstext.Text:
		return ShellText
	case pstext.CLIXML, pstext.XML:
		return CLIXML
	case pstext.Other:
	}
	return FormatUnknown
}

// Read yields the service connection points of a file, and an [*schannel.Error]
// in the place of what is malformed: for the first hundred, and then one at the
// end that counts the rest. A file of another kind gives one error, which names
// what was found and how to convert it.
func Read(file []byte) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		var seen defects
		for item := range items(file) {
			switch {
			case item.faulty():
				if kept := seen.note(item.fault); kept != nil && !yield(Entry{}, kept) {
					return
				}
			case item.read != nil:
				var g gather.Groups
				scp := item.read(&g)
				if !yield(Entry{SCP: scp, Findings: g.Findings()}, nil) {
					return
				}
			}
		}
		if more := seen.more(); more != nil {
			yield(Entry{}, more)
		}
	}
}

// ReadLenient reads the service connection points of a file, and reports
// everything that is malformed or odd. Host is the directory's, as a pointer
// names it, and empty for the client's own.
func ReadLenient(host string, file []byte) File {
	f := File{Format: FormatOf(file), Directory: autodiscover.Directory{Host: host}}
	if f.Format == LDIF {
		f.Directory.InOrder = schannel.Yes
	}
	var g gather.Groups
	var seen defects
	for item := range items(file) {
		switch {
		case item.faulty():
			f.Directory.Incomplete = f.Directory.Incomplete || concernsEntries(item.fault)
			if kept := seen.note(item.fault); kept != nil {
				f.Defects = append(f.Defects, kept)
			}
		case item.read != nil:
			f.Directory.SCPs = append(f.Directory.SCPs, item.read(&g))
		case item.note != nil:
			item.note(&g)
		}
	}
	if more := seen.more(); more != nil {
		f.Defects = append(f.Defects, more)
	}
	f.Findings = g.Findings()
	return f
}

// defects counts what is malformed.
type defects int

// note returns one that is told, nil behind the hundredth: a file of nothing else
// would take many times its size.
func (d *defects) note(fault schannel.Error) *schannel.Error {
	if *d++; *d > maxDefects {
		return nil
	}
	return &schannel.Error{Code: fault.Code, Field: fault.Field, Offset: fault.Offset, Err: fault.Err}
}

// more says how many were not told.
func (d *defects) more() *schannel.Error {
	if *d <= maxDefects {
		return nil
	}
	return &schannel.Error{
		Code: codeMore, Field: "file", Offset: schannel.NoOffset, Err: fmt.Errorf("%d further defects", *d-maxDefects),
	}
}

// concernsEntries reports whether an entry may lack something because of a fault:
// not if it is about the value of an attribute that is not used, or about cn, which
// its name holds too.
func concernsEntries(fault schannel.Error) bool {
	value := fault.Code == codeURL || fault.Code == codeBase64 || fault.Code == codeControl
	field := strings.ToLower(fault.Field)
	return !value || isRead(field) && field != "cn"
}

// item is an entry that can be read, something to be said about the file, or
// a fault, which is no pointer: most of many are only counted.
type item struct {
	read  func(*gather.Groups) autodiscover.SCP
	note  func(*gather.Groups)
	fault schannel.Error
}

func (i item) faulty() bool { return i.fault.Code != "" }

// items yields what stands in the file, with its size bounded and with no more
// entries than its length allows.
func items(file []byte) iter.Seq[item] {
	return func(yield func(item) bool) {
		if len(file) > maxSize {
			yield(item{fault: fault(codeSize, "file", maxSize, reason("the file is too large"))})
			return
		}
		entries := 0
		for it := range itemsOf(file) {
			if it.read != nil {
				entries++
			}
			if entries > freeEntries+len(file)/density {
				yield(item{fault: fault(codeSize, "file", schannel.NoOffset, reason("the file holds more entries than its length allows"))})
				return
			}
			if !yield(it) {
				return
			}
		}
	}
}

func itemsOf(file []byte) iter.Seq[item] {
	text := textfile.Decode(file)
	if tool := otherTool(text); tool != "" {
		return func(yield func(item) bool) { yield(item{fault: otherFault(tool)}) }
	}
	if isLDIF(text) {
		return ldifItems(text)
	}
	return shellItems(file)
}

// reason is what is wrong, in fixed words.
type reason string

func (r reason) Error() string { return string(r) }

func fault(code schannel.Code, field string, offset int, err error) schannel.Error {
	return schannel.Error{Code: code, Field: field, Offset: offset, Err: err}
}

// Codes of what can be wrong with a file, beside those of what a shell prints.
const (
	codeMore schannel.Code = "autodiscover.file.more"
	codeSize schannel.Code = "autodiscover.file.size"
)

var (
	meaningMore = schannel.Phrase{Code: "autodiscover.file.more", Text: "There are further defects, which are not listed."}
	meaningSize = schannel.Phrase{Code: "autodiscover.file.size", Text: "A file, or the number of entries in it, is larger than what is read."}
)
