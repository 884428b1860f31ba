// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package translation reads the texts of a report in another language from
// files, one JSON object each:
//
//   - words.json has the words for enumerations: for what they are about, as
//     report.Language names it, the word for each value. Those below "" hold
//     wherever there is no other.
//   - sentences.json has the sentences that come with the cases of the program
//     itself, by their English text.
//   - Every other file has entries by their code: the title and the text of a
//     rule, the text of a phrase or of a kind of error, the title and the steps
//     of a remedy. Codes may be spread over files in any way.
//
// A text has the same {names} as the English one, in any order.
package translation

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// Files that hold no entries by code.
const (
	WordsFile     = "words.json"
	SentencesFile = "sentences.json"
)

// Entry is what a language says for a code.
type Entry struct {
	Title string   `json:"title"` // of a rule or a remedy
	Text  string   `json:"text"`  // of a rule, a phrase or a kind of error
	Steps []string `json:"steps"` // of a remedy, in the order of their numbers
}

// Texts are all texts of a language.
type Texts struct {
	Entries   map[schannel.Code]Entry
	Words     map[string]map[string]string // by what they are about
	Sentences map[string]string            // by the English one
}

// Read reads every JSON file of a folder. A key that has no meaning, or a code
// that stands in two files, is an error.
func Read(folder fs.FS) (*Texts, error) {
	t := &Texts{Entries: map[schannel.Code]Entry{}}
	names, err := fs.Glob(folder, "*.json")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err == nil {
			err = t.add(name, text)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return t, nil
}

// add reads one file.
func (t *Texts) add(name string, text []byte) error {
	switch name {
	case WordsFile:
		return decode(text, &t.Words)
	case SentencesFile:
		return decode(text, &t.Sentences)
	}
	var entries map[schannel.Code]Entry
	if err := decode(text, &entries); err != nil {
		return err
	}
	for code, entry := range entries {
		if _, twice := t.Entries[code]; twice {
			return fmt.Errorf("%s stands in another file too", code)
		}
		t.Entries[code] = entry
	}
	return nil
}

func decode(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// Language returns the texts as a language of reports.
func (t *Texts) Language(tag string) report.Language {
	return report.Language{Tag: tag, Title: t.title, Text: t.text, Step: t.step, Word: t.word, Input: t.input}
}

func (t *Texts) title(code schannel.Code) (string, bool) { return found(t.Entries[code].Title) }

func (t *Texts) text(code schannel.Code) (string, bool) { return found(t.Entries[code].Text) }

func (t *Texts) step(remedy schannel.Code, number int) (string, bool) {
	steps := t.Entries[remedy].Steps
	if number < 1 || number > len(steps) {
		return "", false
	}
	return found(steps[number-1])
}

func (t *Texts) word(about, value string) (string, bool) {
	if word, ok := t.Words[about][value]; ok {
		return word, true
	}
	if word, ok := t.Words[""][value]; ok {
		return word, true
	}
	return t.called(schannel.Code(value))
}

// called returns what a code is called inside a sentence: its title, or a text
// that has no places, without its full stop.
func (t *Texts) called(code schannel.Code) (string, bool) {
	e := t.Entries[code]
	if e.Title != "" || strings.Contains(e.Text, "{") {
		return found(e.Title)
	}
	return found(strings.TrimRight(e.Text, ".。"))
}

func (t *Texts) input(sentence string) (string, bool) { return found(t.Sentences[sentence]) }

// found says of no text that there is none.
func found(text string) (string, bool) { return text, text != "" }
