// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package textfile_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// TestStamps checks what is taken from before the lines of a program.
func TestStamps(t *testing.T) {
	t.Parallel()
	const program = "CONNECTED(00000003)\n---\nAcceptable client certificate CA names\n/C=SI/O=A b\n\n  indented\n"
	rows := []struct{ name, stamp, why string }{
		{"docker", "2026-01-02T03:04:05.123456789Z ", "docker logs --timestamps; builds of GitHub"},
		{"offset", "2026-01-02T03:04:05+01:00 ", "a time by RFC 3339"},
		{"offset-tight", "2026-01-02 03:04:05,123+0100 ", "a time of ISO 8601"},
		{"compose", "web-1  | ", "docker compose logs"},
		{"compose-time", "web-1  | 2026-01-02T03:04:05Z ", "the same with times"},
		{"kubectl", "[pod/web-7c/app] ", "kubectl logs --prefix"},
		{"kubectl-time", "[pod/web-7c/app] 2026-01-02T03:04:05Z ", "the same with times"},
		{"syslog", "Jan  2 03:04:05 host openssl[123]: ", "RFC 3164, Section 4.1; journalctl"},
		{"syslog-no-number", "Jan 12 03:04:05 host openssl: ", "the number of the process may be missing"},
		{"syslog-new", "2026-01-02T03:04:05.123456+01:00 host openssl[123]: ", "rsyslog's own form"},
		{"nginx", "2026/01/02 03:04:05 ", "a time of nginx and of Go's log"},
		{"ts", "Jan 02 03:04:05 ", "ts of moreutils"},
	}
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			stamped := tt.stamp + strings.ReplaceAll(strings.TrimSuffix(program, "\n"), "\n", "\n"+tt.stamp) + "\n"
			for _, file := range []string{
				stamped, "\ufeff" + stamped, strings.ReplaceAll(stamped, "\n", "\r\n"),
				"\x1b[36m" + strings.ReplaceAll(stamped, "\n", "\x1b[0m\n\x1b[36m"),
				"-- Logs begin here --\n" + stamped, strings.Replace(stamped, "A", "\xc4", 1),
			} {
				plain := textfile.Decode([]byte(file)).WithoutStamps()
				got := strings.TrimPrefix(strings.ReplaceAll(plain.String, "\r", ""), "-- Logs begin here --\n")
				if diff := cmp.Diff(program, strings.Replace(got, "Ä", "A", 1)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", tt.why, diff)
				}
				for line := range plain.Lines() {
					require.True(t, strings.HasPrefix(file[line.Offset:], strings.Replace(line.Text, "Ä", "\xc4", 1)), "where the line %q stands", line.Text)
				}
				require.Equal(t, plain.String, plain.WithoutStamps().String, "nothing is taken out twice")
			}
			wide := []byte{}
			for _, r := range stamped {
				wide = append(wide, byte(r), 0)
			}
			plain := textfile.Decode(wide).WithoutStamps()
			require.Equal(t, program, plain.String)
			for line := range plain.Lines() {
				require.True(t, strings.HasPrefix(stamped[line.Offset/2:], line.Text), "where the line %q stands in UTF-16", line.Text)
			}
		})
	}
}

// TestNoStamps checks texts that stay as they are.
func TestNoStamps(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, why string }{
		{"plain", "CONNECTED(00000003)\n---\n---\n", "a program alone"},
		{"two", "2026-01-02T03:04:05Z a\n2026-01-02T03:04:05Z b\n", "too few lines to tell"},
		{"some", "2026-01-02 03:04:05 a\nb\n2026-01-02 03:04:05 c\nd\n2026-01-02 03:04:05 e\nf\n", "a log of its own, with lines in between"},
		{"dump", "0000 | 16 03 03\n0010 | 00 31 02\n00a0 | 00 00 2d\n", "rows of a dump, whose places say what is missing"},
		{"debug", "|<5>| REC[0x1]: a\n|<5>| REC[0x1]: b\n|<5>| REC[0x1]: c\n", "a log of GnuTLS"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := textfile.Decode([]byte(tt.text)).WithoutStamps().String; got != tt.text {
				t.Errorf("%s: %q", tt.why, got)
			}
		})
	}
}
