// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"

	"github.com/schanneltrust/schannel/examples/internal/casefile"
)

// casesFirst reads the case among files, and returns the others: what they hold
// is added to it.
func (c *collector) casesFirst(files []file) ([]file, error) {
	rest := make([]file, 0, len(files))
	for _, f := range files {
		role := c.roles[f.place()]
		if role != Case && (role != Unknown || f.base() == SettingsName || !c.beginsObject(f)) {
			rest = append(rest, f)
			continue
		}
		left := c.left
		content, ok := c.load(f)
		switch {
		case !ok:
		case role == Case || isCase(content):
			if err := c.caseFile(f, content); err != nil {
				return nil, fmt.Errorf("%s: %w", f.shown, err)
			}
		default:
			c.left = left // it is read again
			rest = append(rest, f)
		}
	}
	return rest, nil
}

// beginsObject reports whether a file begins as an object of JSON does.
func (c *collector) beginsObject(f file) bool {
	if regular(f.folder, f.path) != nil {
		return false
	}
	open, err := f.folder.Open(f.path)
	if err != nil {
		return false
	}
	defer open.Close()
	var begin [256]byte
	n, _ := io.ReadFull(open, begin[:])
	text := bytes.TrimLeft(bytes.TrimPrefix(begin[:n], []byte("\xef\xbb\xbf")), " \t\r\n")
	return bytes.HasPrefix(text, []byte("{"))
}

// caseFile reads a case. It is written by somebody who knows what it says: one
// that is malformed is an error.
func (c *collector) caseFile(f file, content []byte) error {
	if c.hasCase || c.adds {
		c.leave(f.shown, leftSecondCase)
		return nil
	}
	read, err := casefile.Parse(content)
	if err != nil {
		return err
	}
	c.hasCase = true
	isCase := func(o casefile.Origin) bool { return o.Kind == Case.String() }
	read.Origin = slices.DeleteFunc(read.Origin, isCase) // the one that this was printed of
	before := c.out
	c.out = read
	c.out.Origin, c.out.LeftOut = append(before.Origin, read.Origin...), append(before.LeftOut, read.LeftOut...)
	c.origin(f, Case, 1)
	if f.given && len(read.Files) > 0 {
		return errors.New("the case names files: give the folder that it stands in")
	}
	return add(&c.out, beside{f.folder, path.Dir(f.path)}, c.told)
}
