// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package batch

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// line is a line of the input.
type line struct {
	number int // from 1
	text   []byte
	long   bool // longer than MaxLine; its text was not kept
}

// lines reads lines that hold something.
type lines struct {
	from   *bufio.Reader
	number int
}

func newLines(in io.Reader) *lines { return &lines{from: bufio.NewReaderSize(in, 1<<16)} }

// next returns the next line that is not blank; at the end the error is io.EOF.
func (r *lines) next() (line, error) {
	for {
		l, err := r.one()
		if err != nil {
			return line{}, err
		}
		if l.long || len(bytes.TrimSpace(l.text)) > 0 {
			return l, nil
		}
	}
}

// one returns the next line, without its end.
func (r *lines) one() (line, error) {
	r.number++
	l := line{number: r.number}
	for {
		part, err := r.from.ReadSlice('\n')
		ended := err == nil
		part = bytes.TrimSuffix(part, []byte("\n"))
		if len(l.text)+len(part) > MaxLine {
			l.long, l.text = true, nil
		}
		if !l.long {
			l.text = append(l.text, part...)
		}
		switch {
		case ended:
			return l, nil
		case errors.Is(err, bufio.ErrBufferFull):
		case err == io.EOF && (l.long || len(l.text) > 0):
			return l, nil
		default:
			return line{}, err
		}
	}
}
