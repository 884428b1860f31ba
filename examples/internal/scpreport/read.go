// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpreport

import (
	"errors"
	"fmt"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/recording"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/internal/textfile"
	"github.com/schanneltrust/schannel/winreg"
)

// Problem is something in a file that could not be read.
type Problem struct {
	File   string          `json:"file"`
	Defect *schannel.Error `json:"defect"`
}

// Directory is what was read of a directory: its entries, what is odd with
// them, and what could not be read.
type Directory struct {
	Directory autodiscover.Directory
	Findings  []schannel.Finding
	Problems  []Problem
	Known     bool // something was read, if only that there are no entries
}

// ReadDirectory reads the service connection points of files as those of one
// directory. Of several files nobody knows in which order the directory returns
// their entries.
func ReadDirectory(host string, files ...string) (Directory, error) {
	d := Directory{Directory: autodiscover.Directory{Host: host}, Known: len(files) > 0}
	for _, name := range files {
		content, err := cli.ReadFile(name)
		if err != nil {
			return Directory{}, err
		}
		f := scpfile.ReadLenient(host, content)
		if len(f.Directory.SCPs) == 0 && len(f.Defects) > 0 {
			return Directory{}, fmt.Errorf("%s: %w", name, f.Defects[0])
		}
		d.Directory.SCPs = append(d.Directory.SCPs, f.Directory.SCPs...)
		d.Findings = append(d.Findings, f.Findings...)
		d.Problems = append(d.Problems, problems(name, f.Defects)...)
		d.Directory.Incomplete = d.Directory.Incomplete || f.Directory.Incomplete
		if len(files) == 1 {
			d.Directory.InOrder = f.Directory.InOrder
		}
	}
	return d, nil
}

func problems(file string, defects []*schannel.Error) []Problem {
	all := make([]Problem, 0, len(defects))
	for _, d := range defects {
		all = append(all, Problem{file, d})
	}
	return all
}

// Question is what is asked, with every file read but those of the directories.
type Question struct {
	Options   Options
	Setup     walk.Setup
	Recording *walk.Recording // nil: none was given
	Seen      []string
	Problems  []Problem
}

// Load reads the files that the flags name.
func (o *Options) Load() (Question, error) {
	q := Question{Options: *o, Setup: walk.Setup{
		Client: autodiscover.Client{Product: o.client(), Mail: plainAddress(o.Mail), Site: strings.TrimSpace(o.Site), Joined: o.Joined},
		Policy: o.Policy, As: o.WalkAs, Windows: o.Windows, At: o.At,
	}}
	for _, load := range []func() error{q.loadRegistry, q.loadPeers, q.loadSuffixes, q.loadAnswers, q.loadSeen} {
		if err := load(); err != nil {
			return Question{}, err
		}
	}
	return q, nil
}

// plainAddress takes an address out of what people copy: <ADDRESS>, a name before
// it, blanks around it.
func plainAddress(text string) string {
	if read, err := mail.ParseAddress(text); err == nil {
		return read.Address
	}
	return text
}

func (q *Question) loadRegistry() error {
	name := q.Options.Registry
	if name == "" {
		return nil
	}
	content, err := cli.ReadFile(name)
	if err != nil {
		return err
	}
	values, defects := winreg.ReadLenient(content)
	if len(values) == 0 && len(defects) > 0 {
		return fmt.Errorf("%s: %w", name, defects[0])
	}
	q.Setup.Client.Registry = values
	q.Problems = append(q.Problems, problems(name, defects)...)
	return nil
}

func (q *Question) loadPeers() error {
	for _, p := range q.Options.Peers {
		content, err := cli.ReadFile(p.File)
		if err != nil {
			return err
		}
		peer, err := ParsePeer(p.Host, content)
		if err != nil {
			return fmt.Errorf("%s: %w", p.File, err)
		}
		q.Setup.Peers = append(q.Setup.Peers, peer)
	}
	return nil
}

// loadSuffixes reads the public suffixes, which may stand on the command line.
func (q *Question) loadSuffixes() error {
	text := q.Options.Suffix
	if text == "" {
		return nil
	}
	list := strings.ReplaceAll(text, ",", "\n")
	if name, ok := strings.CutPrefix(text, "@"); ok {
		content, err := cli.ReadFile(name)
		if err != nil {
			return err
		}
		list = textfile.Decode(content).String
	}
	s := parseSuffixes(list)
	if len(s) == 0 {
		return errors.New("no public suffix is given")
	}
	q.Setup.Suffix = s.of
	return nil
}

// loadAnswers reads a recording. Bodies in files are taken from beside it, and
// from nowhere else.
func (q *Question) loadAnswers() error {
	name := q.Options.Answers
	if name == "" {
		return nil
	}
	content, err := cli.ReadFile(name)
	if err != nil {
		return err
	}
	folder, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer folder.Close()
	r, err := recording.Read(content, folder.FS())
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	q.Recording = &r
	if q.Setup.At.IsZero() {
		q.Setup.At = r.Began
	}
	return nil
}

func (q *Question) loadSeen() error {
	if q.Options.Seen == "" {
		return nil
	}
	content, err := cli.ReadFile(q.Options.Seen)
	if err != nil {
		return err
	}
	for _, line := range linesOf(textfile.Decode(content).String) {
		q.Seen = append(q.Seen, hostsOf(line)...)
	}
	return nil
}

// hostsOf returns what names a host in a line: the line itself, or in one of
// several words, as logs have them, those that are URLs, stand behind CONNECT or
// begin like hosts of Autodiscover. A line of other words stays as it is, to be
// told.
func hostsOf(line string) []string {
	var hosts []string
	before := ""
	for word := range strings.FieldsSeq(line) {
		word = strings.Trim(withDots(word), `"'<>()[],;`)
		if before == "CONNECT" || strings.Contains(word, "://") || strings.HasPrefix(strings.ToLower(word), "autodiscover.") {
			hosts = append(hosts, word)
		}
		before = strings.ToUpper(word)
	}
	if len(hosts) == 0 {
		return []string{line}
	}
	return hosts
}

// withDots is a name out of the debug log of a DNS server of Windows, which has
// the length of each label before it, such as (12)autodiscover(2)co(2)uk(0).
func withDots(word string) string {
	if !strings.HasPrefix(word, "(") || !strings.HasSuffix(word, "(0)") {
		return word
	}
	return strings.Trim(labelLength.ReplaceAllString(word, "."), ".")
}

var labelLength = regexp.MustCompile(`\(\d+\)`)

// linesOf returns the lines that are neither empty nor comments.
func linesOf(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "//") {
			lines = append(lines, line)
		}
	}
	return lines
}

// AnswerFiles answers for directories that stand in files.
func AnswerFiles(o Options, own []string, others []HostFile) (Report, error) {
	q, err := o.Load()
	if err != nil {
		return Report{}, err
	}
	d, err := ReadDirectory("", own...)
	if err != nil {
		return Report{}, err
	}
	var read []Directory
	for _, other := range others {
		d, err := ReadDirectory(other.Host, other.File)
		if err != nil {
			return Report{}, err
		}
		read = append(read, d)
	}
	return Answer(q, d, read), nil
}
