// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package batch

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"reflect"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/jsonschema"
	"github.com/schanneltrust/schannel/examples/internal/strictjson"
	"github.com/schanneltrust/schannel/internal/catalog"
)

//go:generate go run ../schemagen refusal refusal.schema.json

// Refusal is what is written instead of a report where there is no case.
type Refusal struct {
	Format string `json:"format"`
	Error  Fault  `json:"error"`
}

// Fault is why a line is no case.
type Fault struct {
	Line   int           `json:"line"`   // of the input, from 1; 0: it is not known
	Column int           `json:"column"` // within it, from 1, in characters; 0: the line as a whole
	Offset int           `json:"offset"` // within it, from 0, in bytes; -1: the line as a whole
	Place  string        `json:"place"`  // the path of the field, such as trustlist.host.release
	Reason string        `json:"reason"`
	Code   schannel.Code `json:"code"`
}

// JSON is the format of refusals.
func JSON() jsonschema.Format {
	return jsonschema.Format{
		Name:  diagnosis.Format,
		ID:    "https://" + jsonschema.Module + "/schema/refusal/1",
		Title: "What diagnose -batch writes for a line that is no case",
		Type:  reflect.TypeFor[Refusal](),
	}
}

var (
	faultLong       = schannel.Phrase{Code: "diagnose.batch.long", Text: "the line is too long"}
	faultNoDir      = schannel.Phrase{Code: "diagnose.batch.no_folder", Text: "the case names files, and no folder was given in which they are read"}
	faultFile       = schannel.Phrase{Code: "diagnose.batch.file", Text: "a file that the case names cannot be read"}
	faultUnwritable = schannel.Phrase{Code: "diagnose.batch.unwritable", Text: "the report cannot be written as JSON"}
)

// Catalog yields what can be wrong with a line beside what can be wrong with a
// case.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{Errors: []schannel.Phrase{faultLong, faultNoDir, faultFile, faultUnwritable}}.All()
}

// Read reads the files that a case names out of a folder, and puts what they
// hold into the case, as evidence.Add does.
type Read func(to *casefile.Case, folder fs.FS) error

// Line answers one line, the number of which counts from 1 (0: it is not known):
// the report, or the refusal, as one line of JSON with its end. Names of files
// are refused if there is no folder.
func Line(number int, text []byte, folder fs.FS, read Read) []byte {
	report, err := answer(text, folder, read)
	if err != nil {
		return refuse(number, err)
	}
	var line bytes.Buffer
	if err := cli.WriteJSONLine(&line, report); err != nil {
		return refuse(number, whole(faultUnwritable, "report", err))
	}
	return line.Bytes()
}

func answer(text []byte, folder fs.FS, read Read) (diagnosis.Report, error) {
	c, err := casefile.Parse(text)
	switch {
	case err != nil:
		return diagnosis.Report{}, err
	case len(c.Files) == 0:
	case folder == nil || read == nil:
		return diagnosis.Report{}, whole(faultNoDir, "files", errors.New("names of files are refused unless a folder is given"))
	default:
		if err := read(&c, folder); err != nil {
			return diagnosis.Report{}, err
		}
	}
	return diagnosis.Run(c), nil
}

// whole is an error about a line as a whole.
func whole(kind schannel.Phrase, field string, err error) error {
	return &schannel.Error{Code: kind.Code, Field: field, Offset: schannel.NoOffset, Err: err}
}

// refuse writes a refusal.
func refuse(number int, err error) []byte {
	fault := Fault{Line: number, Offset: schannel.NoOffset, Place: "files", Reason: err.Error(), Code: faultFile.Code}
	if known, ok := errors.AsType[*schannel.Error](err); ok {
		fault.Offset, fault.Place, fault.Code = known.Offset, known.Field, known.Code
		if known.Err != nil {
			fault.Reason = known.Err.Error()
		}
	}
	if place, ok := errors.AsType[*strictjson.Error](err); ok {
		fault.Column, fault.Reason = place.Column, place.Reason.Error()
	}
	var line bytes.Buffer
	_ = cli.WriteJSONLine(&line, Refusal{diagnosis.Format, fault}) // texts and numbers, into memory
	return line.Bytes()
}

// tooLong is the refusal of a line that was not kept.
func tooLong(number int) []byte {
	return refuse(number, whole(faultLong, "case", fmt.Errorf("the line is longer than %d bytes", MaxLine)))
}
