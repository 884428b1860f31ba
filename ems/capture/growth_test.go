// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"strings"
	"testing"

	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/internal/growtest"
)

// longConnection is both directions of one, with n records of data.
func longConnection(n int) [2][]byte {
	client, server := benchmarkStreams()
	return [2][]byte{client, append(server, strings.Repeat(script{}.record(23, strings.Repeat("d", 200)), n)...)}
}

func BenchmarkGrowRead(b *testing.B) {
	growtest.Run(b, longConnection, func(streams [2][]byte, _ int) func() bool {
		return func() bool {
			_, err := capture.Read(streams[0], streams[1])
			return err == nil
		}
	})
}

// BenchmarkBoundRead walks along the headers of records.
func BenchmarkBoundRead(b *testing.B) {
	growtest.Run(b, longConnection, func(streams [2][]byte, n int) func() bool {
		return func() bool {
			records := 0
			for _, rest := range streams {
				for ; len(rest) >= 5; records++ {
					rest = rest[5+(int(rest[3])<<8|int(rest[4])):]
				}
			}
			return records > n
		}
	})
}
