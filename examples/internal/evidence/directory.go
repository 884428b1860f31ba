// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"bytes"
	"encoding/json"
	"path"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/recording"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/autodiscover/walk"
)

// additions is the rule of scpfile for entries that are written as additions.
const additions = "autodiscover.file.adds"

// directory reads service connection points. A directory that was read and has
// none is a fact too.
func (c *collector) directory(f file, content []byte) {
	read := scpfile.ReadLenient("", content)
	c.defects(f, read.Defects)
	if len(read.Directory.SCPs) == 0 && (read.Format != scpfile.LDIF || len(read.Defects) > 0) {
		return
	}
	for _, odd := range read.Findings {
		if odd.Code == additions {
			continue // nothing was left out: ldifde writes every entry so
		}
		c.leave(f.shown, schannel.Phrase{Code: odd.Code, Args: odd.Args, Text: odd.Text})
	}
	own := &c.autodiscover().Forest.Own
	own.SCPs = append(own.SCPs, read.Directory.SCPs...)
	own.Incomplete = own.Incomplete || read.Directory.Incomplete
	own.InOrder = read.Directory.InOrder
	if c.scpFiles++; c.scpFiles > 1 {
		own.InOrder = schannel.Unknown // nobody knows which file came first
	}
	c.origin(f, SCPs, len(read.Directory.SCPs))
}

// json reads a recording, or else events.
func (c *collector) json(f file, content []byte) {
	files := bodies{noFiles{}, &c.bodies}
	if !f.given {
		files.folder = beside{f.folder, path.Dir(f.path)}
	}
	read, err := recording.Read(content, files)
	anything := err == nil && len(read.Exchanges)+len(read.Detection) > 0
	switch {
	case !anything && c.roles[f.place()] == Unknown && !looksRecorded(content):
		if !c.events(f, content, hasEvents) {
			c.leave(f.shown, foreignJSON)
		}
		return
	case err != nil:
		c.defect(f, err)
		return
	}
	for _, what := range read.Ignored {
		c.leave(f.shown, leftRecording.With(schannel.Text("what", what)))
	}
	a := c.autodiscover()
	if a.Recording == nil {
		a.Recording = &walk.Recording{}
	}
	a.Recording.Exchanges = append(a.Recording.Exchanges, read.Exchanges...)
	a.Recording.Detection = append(a.Recording.Detection, read.Detection...)
	c.origin(f, Recording, len(read.Exchanges)+len(read.Detection))
	if t := recordedAt(content); t.After(c.recorded) {
		c.recorded = t
	}
}

// answer keeps an answer of Autodiscover of which nobody knows to what request it
// was given, such as one that Outlook stores or shows.
func (c *collector) answer(f file, content []byte) {
	if _, err := answer.Parse(content); err != nil {
		c.defect(f, err)
		return
	}
	a := c.autodiscover()
	a.Answers = append(a.Answers, strings.ToValidUTF8(string(content), "\uFFFD"))
	c.origin(f, Answers, 1)
}

// recordedAt is when the last request of a HAR was made (HAR 1.2, entries). The
// small form of a recording has no times.
func recordedAt(content []byte) (last time.Time) {
	var har struct {
		Log struct {
			Entries []struct {
				Started string `json:"startedDateTime"`
			} `json:"entries"`
		} `json:"log"`
	}
	if json.Unmarshal(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf")), &har) != nil {
		return time.Time{}
	}
	for _, e := range har.Log.Entries {
		if t, err := time.Parse(time.RFC3339, e.Started); err == nil && t.After(last) {
			last = t.UTC()
		}
	}
	return last
}

// looksRecorded reports whether JSON that could not be read as a recording was
// meant as one: its first keys are those of one.
func looksRecorded(content []byte) bool {
	begin := content[:min(len(content), 1<<10)]
	return bytes.Contains(begin, []byte(`"request"`)) || bytes.Contains(begin, []byte(`"log"`)) && bytes.Contains(begin, []byte(`"creator"`))
}
