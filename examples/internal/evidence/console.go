// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"bytes"
	"iter"
	"regexp"

	"github.com/schanneltrust/schannel/winreg"
)

// keyLine begins values of the registry, as reg query prints them and as an
// export has them.
var keyLine = regexp.MustCompile(`^(?:\[?-?HKEY_[A-Z_]+\\|Windows Registry Editor|REGEDIT4)`)

// promptLine is a command behind the prompt of a shell of Windows.
var promptLine = regexp.MustCompile(`^(?:\[PS\] ?|PS )?[A-Za-z]:\\[^>]*>`)

// Bounds of what is looked through for what stands between other things: nobody
// pastes more.
const (
	mostPasted  = 1 << 20 // bytes of a text
	mostOutputs = 50      // of forms of their own
)

// commandsWithin reads what commands on a console have printed, as far as each
// prints a form of its own. It returns the rest in its places, or nothing if that
// is nothing but commands.
func (c *collector) commandsWithin(f file, content []byte) (rest []byte) {
	if len(content) > mostPasted || !bytes.Contains(content, []byte(`:\`)) || !isText(content) {
		return content
	}
	rest = content
	taken := 0
	for begin, end := range outputs(content) {
		what, _ := identify(content[begin:end])
		switch what { //nolint:exhaustive // the others are read together
		case formNetsh, formListing, formSClient, formRegistry, formStore, formLDIF:
		default:
			continue
		}
		if taken++; taken > mostOutputs {
			break
		}
		piece := blank(content)
		copy(piece[begin:end], content[begin:end])
		if c.takeForm(f, piece, what) != nil {
			continue // which only a case gives
		}
		rest = bytes.Clone(rest)
		copy(rest[begin:end], blank(content[begin:end]))
	}
	return unlessCommands(content, rest)
}

// outputs yields where the outputs of commands begin and end, each behind its
// prompt.
func outputs(content []byte) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		begin, at := -1, 0
		for line := range bytes.Lines(content) {
			if promptLine.Match(line) {
				if begin >= 0 && begin < at && !yield(begin, at) {
					return
				}
				begin = at + len(line)
			}
			at += len(line)
		}
		if begin >= 0 && begin < at {
			yield(begin, at)
		}
	}
}

// unlessCommands returns what is left of a text, or nothing if something was
// taken and nothing but commands is left.
func unlessCommands(content, rest []byte) []byte {
	if bytes.Equal(content, rest) {
		return content
	}
	for line := range bytes.Lines(rest) {
		if line = bytes.TrimSpace(line); len(line) > 0 && !promptLine.Match(line) {
			return rest
		}
	}
	return nil
}

// registryWithin reads the values of the registry that stand in a text between
// other things: the screen of a console, or what was put into a ticket together.
// It returns the rest in its places, or nothing if that is nothing but commands.
func (c *collector) registryWithin(f file, content []byte) (rest []byte) {
	if len(content) > mostPasted || !bytes.Contains(content, []byte("HKEY_")) {
		return content
	}
	values, rest := apart(content)
	if read, _ := winreg.ReadLenient(values); len(read) == 0 {
		return content
	}
	c.registry(f, values)
	return unlessCommands(content, rest)
}

// apart puts the lines of registry values and the others into two texts, in both
// of which each line stands where it stood.
func apart(content []byte) (values, rest []byte) {
	values, rest = blank(content), bytes.Clone(content)
	within, at := false, 0
	for line := range bytes.Lines(content) {
		within = keyLine.Match(line) || within && isValueLine(line)
		if within {
			copy(values[at:], line)
			copy(rest[at:], blank(line))
		}
		at += len(line)
	}
	return values, rest
}

// isValueLine reports whether a line can stand below a key: what reg query
// prints is indented, what an export has begins with a name.
func isValueLine(line []byte) bool {
	switch line[0] {
	case ' ', '\t', '\r', '\n', '"', '@', ';':
		return true
	}
	return bytes.Contains(line, []byte(" REG_"))
}

// blank is a text with nothing but its ends of lines, as many bytes long.
func blank(text []byte) []byte {
	out := bytes.Clone(text)
	for i, b := range out {
		if b != '\r' && b != '\n' {
			out[i] = ' '
		}
	}
	return out
}
