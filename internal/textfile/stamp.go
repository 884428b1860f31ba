// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package textfile

import (
	"slices"
	"strings"
	"time"
)

// stamps are the parts of the file that [Text.WithoutStamps] took out.
type stamps []stampedPart

type stampedPart struct{ at, size int }

// WithoutStamps takes away what a container, a log of the system or a build puts
// before each line that a program prints: the time, the names of computer,
// program and container. A text of which most lines have none stays as it is.
func (t Text) WithoutStamps() Text {
	if t.stamps != nil || !mostlyStamped(t.String) {
		return t
	}
	var b strings.Builder
	b.Grow(len(t.String))
	var out stamps
	at := Place{}
	for at.Text < len(t.String) {
		line := t.String[at.Text:]
		if n := strings.IndexByte(line, '\n'); n >= 0 {
			line = line[:n+1]
		}
		if n := stamp(strings.TrimRight(line, "\r\n")); n > 0 {
			behind := t.Advance(at, at.Text+n)
			out = append(out, stampedPart{at.File, behind.File - at.File})
			at, line = behind, line[n:]
		}
		b.WriteString(line)
		at = t.Advance(at, at.Text+len(line))
	}
	lead := out.sizeAt(0)
	for i := range out {
		out[i].at -= lead
	}
	t.String, t.stamps, t.start = b.String(), slices.DeleteFunc(out, func(e stampedPart) bool { return e.at < 0 }), t.start+lead
	return t
}

// sizeAt returns how many bytes of the file were taken out at a place.
func (s stamps) sizeAt(at int) int {
	i, found := slices.BinarySearchFunc(s, at, func(e stampedPart, at int) int { return e.at - at })
	if !found {
		return 0
	}
	return s[i].size
}

// mostlyStamped reports whether three of four lines begin with a stamp, blank
// ones apart, and three at least.
func mostlyStamped(text string) bool {
	stamped, plain := 0, 0
	for line := range strings.Lines(text) {
		switch line = strings.TrimRight(line, "\r\n"); {
		case line == "":
		case stamp(line) > 0:
			stamped++
		default:
			plain++
		}
		if plain > 16 && stamped < plain {
			return false
		}
	}
	return stamped >= 3 && stamped >= 3*plain
}

// stamp returns how long the stamp is that a line begins with, with the blank
// behind it: what docker and kubectl call a container, a time, and after it the
// names that a system log has.
func stamp(line string) int {
	n := container(line)
	size, old := timeIn(line[n:])
	if n += size; size > 0 {
		n += programIn(line[n:], old)
	}
	if n > 0 && n < len(line) && line[n] == ' ' {
		n++
	}
	return n
}

// container returns the length of "name  |" (docker compose) or "[pod/name/name]"
// (kubectl logs --prefix), and of a blank behind it if a time follows.
func container(line string) int {
	const longest = 256
	line = line[:min(len(line), longest)]
	n := 0
	if end := strings.IndexByte(line, ']'); strings.HasPrefix(line, "[pod/") && end > 0 {
		n = end + 1
	} else if name, rest, found := strings.Cut(line, " "); found && !isOffset(name) && !strings.Contains(name, "|") {
		bar := strings.TrimLeft(rest, " ")
		if !strings.HasPrefix(bar, "|") || len(bar) > 1 && bar[1] != ' ' {
			return 0
		}
		n = len(line) - len(bar) + 1
	}
	if n > 0 && n < len(line) && line[n] == ' ' {
		if size, _ := timeIn(line[n+1:]); size > 0 {
			n++
		}
	}
	return n
}

// isOffset reports whether a name may be the place of a row of a dump.
func isOffset(name string) bool { return strings.Trim(name, "0123456789abcdefABCDEFx:") == "" }

// timeIn returns the length of the time that a line begins with, by RFC 3339 or
// nearly so, or in the older form of system logs.
func timeIn(line string) (n int, old bool) {
	for _, layout := range [...]string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006/01/02 15:04:05", time.Stamp} {
		if len(line) < len(layout) {
			continue
		}
		if _, err := time.Parse(layout, line[:len(layout)]); err == nil {
			n, old = len(layout), layout == time.Stamp
			break
		}
	}
	if n == 0 {
		return 0, false
	}
	if n < len(line) && (line[n] == '.' || line[n] == ',') {
		n++
		n += digits(line[n:])
	}
	return n + zone(line[n:]), old
}

// zone returns the length of Z, +hh:mm or +hhmm.
func zone(text string) int {
	switch {
	case strings.HasPrefix(text, "Z"):
		return 1
	case text == "" || text[0] != '+' && text[0] != '-' || digits(text[1:]) < 2:
		return 0
	}
	n := 1 + digits(text[1:])
	if n < len(text) && text[n] == ':' {
		n += 1 + digits(text[n+1:])
	}
	return n
}

func digits(text string) int {
	return len(text) - len(strings.TrimLeft(text, "0123456789"))
}

// programIn returns the length of " computer program[1]:" (RFC 3164, Section
// 4.1); behind a time in the older form the number may be missing.
func programIn(line string, old bool) int {
	const longest = 256
	rest, found := strings.CutPrefix(line[:min(len(line), longest)], " ")
	computer, rest, two := strings.Cut(rest, " ")
	program, _, _ := strings.Cut(rest, " ")
	name, colon := strings.CutSuffix(program, ":")
	if !found || !two || computer == "" || !colon || name == "" || !old && !strings.HasSuffix(name, "]") {
		return 0
	}
	return len(" ") + len(computer) + len(" ") + len(program)
}
