// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import (
	"errors"
	"fmt"
	"slices"

	"github.com/schanneltrust/schannel"
)

// maxNoted is how many defects of a stream are kept; the rest is counted.
const maxNoted = 100

// Defects is what was wrong with a stream.
type Defects struct {
	Count int               // of all
	Noted []*schannel.Error // the first hundred, in the order of reading
}

// Note counts a defect, and keeps it if there is room: only then is its text
// made, so that hostile input costs no more than its bytes.
func (d *Defects) Note(code schannel.Code, field string, offset int, format string, args ...int) {
	if len(d.Noted) == maxNoted {
		d.Count++
		return
	}
	numbers := make([]any, len(args))
	for i, n := range args {
		numbers[i] = n
	}
	d.add(&schannel.Error{Code: code, Field: field, Offset: offset, Err: fmt.Errorf(format, numbers...)})
}

func (d *Defects) add(e *schannel.Error) {
	d.Count++
	if len(d.Noted) < maxNoted {
		d.Noted = append(d.Noted, e)
	}
}

// Has reports whether a defect of the code was noted.
func (d *Defects) Has(code schannel.Code) bool {
	return slices.ContainsFunc(d.Noted, func(e *schannel.Error) bool { return errors.Is(e, &schannel.Error{Code: code}) })
}
