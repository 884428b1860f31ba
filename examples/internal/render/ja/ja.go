// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package ja has the texts of reports in Japanese: titles as noun phrases,
// messages and steps in the polite form, phrases (what is missing, what may
// happen, reasons) in the plain one, as they stand in lists. The terms are those
// of Microsoft's Japanese editions of Windows, Exchange and Outlook.
//
// It is also the example for any other language: copy the folder, translate the
// values of the JSON files, and let the tests of this package tell what lacks.
package ja

import (
	"embed"

	"github.com/schanneltrust/schannel/examples/internal/render/translation"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// Tag is the language by BCP 47.
const Tag = "ja"

//go:embed *.json
var files embed.FS

// Texts returns all texts.
func Texts() (*translation.Texts, error) { return translation.Read(files) }

// Language returns the language of reports.
func Language() (report.Language, error) {
	texts, err := Texts()
	if err != nil {
		return report.Language{}, err
	}
	return texts.Language(Tag), nil
}
