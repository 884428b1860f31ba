// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"bytes"
	"errors"

	"github.com/schanneltrust/schannel/examples/internal/report"
)

// enough is how many bytes a person reads, and a program mails: what is made of
// a small input is never more, whatever stands in it.
const enough = 1 << 20

// levels are how much of a report is written out. The first is taken that stays
// below enough.
var levels = [...]report.Bounds{
	{},
	{Findings: 100, Rows: 50, Text: 1000},
	{Findings: 20, Rows: 15, Text: 200},
}

var errEnough = errors.New("enough")

// limited keeps at most so many bytes.
type limited struct {
	bytes.Buffer
	most int
	full bool
}

// Write fails once there is no room.
func (l *limited) Write(text []byte) (int, error) {
	if l.full = l.full || l.Len()+len(text) > l.most; l.full {
		return 0, errEnough
	}
	return l.Buffer.Write(text)
}

// briefly calls write with less and less of a report until what it writes is
// not too much. The last level is taken whatever its size.
func briefly(write func(to *limited, within report.Bounds) error) ([]byte, error) {
	for i, level := range levels {
		to := &limited{most: enough}
		if i == len(levels)-1 {
			to.most = 1 << 30
		}
		err := write(to, level)
		if err != nil && !to.full {
			return nil, err
		}
		if !to.full {
			return to.Bytes(), nil
		}
	}
	return nil, errEnough
}
