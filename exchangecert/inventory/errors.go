// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"errors"
	"fmt"
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/internal/certutil"
	"github.com/schanneltrust/schannel/internal/pstext"
)

// Codes of the faults of files.
const (
	codeFormat      schannel.Code = "exchangecert.inventory.format"
	codeObject      schannel.Code = "exchangecert.inventory.object"
	codeThumbprint  schannel.Code = "exchangecert.inventory.no_thumbprint"
	codeCut         schannel.Code = "exchangecert.inventory.cut"
	codeValue       schannel.Code = "exchangecert.inventory.value"
	codeZone        schannel.Code = "exchangecert.inventory.zone"
	codeSerialized  schannel.Code = "exchangecert.inventory.serialized"
	codeUnexplained schannel.Code = "exchangecert.inventory.unexplained"
	codeLogRow      schannel.Code = "exchangecert.inventory.log_row"
	codeLogSize     schannel.Code = "exchangecert.inventory.log_size"
	codeMissing     schannel.Code = "exchangecert.inventory.missing"
	codeSize        schannel.Code = "exchangecert.inventory.size"
	codeTwice       schannel.Code = "exchangecert.inventory.twice"
)

var faultTexts = [...]schannel.Phrase{
	{Code: codeCut, Text: "A value was cut by the program that printed it; it stays unknown."},
	{Code: codeFormat, Text: "A file is none of those that are read."},
	{Code: codeLogRow, Text: "A row of a protocol log is malformed."},
	{Code: codeLogSize, Text: "A protocol log, or a session in it, is larger than what is read."},
	{Code: codeMissing, Text: "A file has nothing of the kind that was asked for."},
	{Code: codeThumbprint, Text: "A list of certificates has no thumbprints, so that nobody can tell which ones they are."},
	{Code: codeObject, Text: "An object is of none of the kinds that are read."},
	{Code: codeSize, Text: "A file holds more than any of its size does."},
	{Code: codeSerialized, Text: "What the shell serialized with a certificate is malformed."},
	{Code: codeUnexplained, Text: "A number stands for a fact that no document explains."},
	{Code: codeTwice, Text: "A certificate stands twice in a file, and not with the same facts; the later ones count."},
	{Code: codeValue, Text: "A value is not of the kind that its property has."},
	{Code: codeZone, Text: "A time is that of a zone which nobody named; it was read as UTC."},
}

// Catalog yields the codes of this package, ordered by code, and those of
// the readers below it: kinds of malformed input.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	all := append(pstext.Errors(), certutil.Errors()...)
	return catalog.Tables{Errors: append(all, faultTexts[:]...)}.All()
}

func fault(code schannel.Code, field string, offset int, format string, args ...any) *schannel.Error {
	return &schannel.Error{Code: code, Field: field, Offset: offset, Err: fmt.Errorf(format, args...)}
}

// at gives an error of a value its property and its place.
func at(err error, field string, v pstext.Value) *schannel.Error {
	var e *schannel.Error
	if !errors.As(err, &e) {
		return fault(codeValue, field, v.Offset, "line %d: %w", v.Line, err)
	}
	placed := *e
	placed.Field, placed.Offset = field, v.Offset
	placed.Err = fmt.Errorf("line %d: %w", v.Line, e.Err)
	return &placed
}
