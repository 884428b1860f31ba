// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package cli is what the example programs share: how they read files, print
// answers and fail. What they are given may come from anywhere, so files are
// read up to a limit, and nothing of them reaches a terminal as a control
// character.
package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// Exit statuses.
const (
	Answered = 0 // the question was answered
	Unusable = 2 // the input was unusable, or the answer could not be written
)

// MaxFile is how large a file may be, in bytes; maxStream how much a pipe or a
// device may give.
const (
	MaxFile   = 256 << 20
	maxStream = 64 << 20
)

// Run answers a command line and returns the exit status. The answer is printed
// whole, or not at all: then one line on stderr says why.
func Run(name string, args []string, stdout, stderr io.Writer, answer func(args []string, out io.Writer) error) int {
	var out bytes.Buffer
	err := answer(args, &out)
	if err == nil {
		_, err = stdout.Write(out.Bytes())
	}
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintf(stderr, "%s: %s\n", name, Printable(err.Error()))
		return Unusable
	}
	if err != nil { // the usage is the answer
		if _, err := stdout.Write(out.Bytes()); err != nil {
			return Unusable
		}
	}
	return Answered
}

// Parse reads the flags of a program, which may stand before, between and
// behind its other arguments, and returns those. For -h it prints what the
// program takes, usage and then the flags, and returns flag.ErrHelp.
func Parse(flags *flag.FlagSet, usage string, args []string, out io.Writer) (rest []string, err error) {
	flags.SetOutput(io.Discard)
	for {
		if err := flags.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				flags.SetOutput(out)
				fmt.Fprintf(out, "Usage: %s %s\n", flags.Name(), usage)
				flags.PrintDefaults()
			}
			return nil, err
		}
		if flags.NArg() == 0 {
			return rest, nil
		}
		rest, args = append(rest, flags.Arg(0)), flags.Args()[1:]
	}
}

// ReadFile returns a file of at most MaxFile bytes. Its error names the file
// once.
func ReadFile(name string) ([]byte, error) { return readFile(name, MaxFile) }

func readFile(name string, limit int64) ([]byte, error) {
	file, err := os.Open(name)
	if err == nil {
		defer file.Close()
		if info, statErr := file.Stat(); statErr == nil && !info.Mode().IsRegular() {
			limit = min(limit, maxStream)
		}
		var content []byte
		content, err = io.ReadAll(io.LimitReader(file, limit+1))
		if err == nil && int64(len(content)) > limit {
			err = fmt.Errorf("larger than %d bytes", limit)
		}
		if err == nil {
			return content, nil
		}
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return nil, fmt.Errorf("%s: %w", name, err)
}

// WriteJSON prints v with indentation. Control characters beyond ASCII and those
// that turn the direction of writing are escaped, so that the text is safe to
// look at.
func WriteJSON(w io.Writer, v any) error { return writeJSON(w, v, "  ") }

// WriteJSONLine prints v on one line.
func WriteJSONLine(w io.Writer, v any) error { return writeJSON(w, v, "") }

func writeJSON(w io.Writer, v any, indent string) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	if err := encoder.Encode(v); err != nil {
		return err
	}
	_, err := io.WriteString(w, escape(text.String(), misleading))
	return err
}

// TextWriter returns a writer for people: it passes on what is graphic and line
// ends, and escapes everything else. Each call of Write takes whole characters.
func TextWriter(w io.Writer) io.Writer { return textWriter{w} }

type textWriter struct{ to io.Writer }

func (t textWriter) Write(text []byte) (int, error) {
	if _, err := io.WriteString(t.to, escape(string(text), unprintable)); err != nil {
		return 0, err
	}
	return len(text), nil
}

// Printable returns a text so that it stays on its line and moves nothing on
// the screen.
func Printable(text string) string {
	return escape(strings.ReplaceAll(text, "\n", `\n`), unprintable)
}

// IsTerminal reports whether a person sees what is written to w.
func IsTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
