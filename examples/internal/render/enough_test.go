// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"bytes"
	"errors"
	"testing"

	"github.com/schanneltrust/schannel/examples/internal/report"
)

// TestBriefly: the first level that is not too much is taken, and nothing of
// those before it is left.
func TestBriefly(t *testing.T) {
	t.Parallel()
	for level, size := range map[int]int{0: enough, 1: enough + 1} {
		got, err := briefly(func(to *limited, within report.Bounds) error {
			if within == levels[0] {
				_, err := to.Write(make([]byte, size))
				return err
			}
			_, err := to.Write([]byte("less"))
			return err
		})
		if err != nil || bytes.Equal(got, []byte("less")) != (level > 0) {
			t.Errorf("%d bytes: %d, %v", size, len(got), err)
		}
	}
	broken := errors.New("broken")
	if _, err := briefly(func(*limited, report.Bounds) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}
