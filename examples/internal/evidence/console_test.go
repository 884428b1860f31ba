// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
)

const (
	asked    = "C:\\Windows\\system32>reg query HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\r\n"
	exported = "Windows Registry Editor Version 5.00\r\n\r\n[" + schannelOfWindows + "]\r\n\"SendTrustedIssuerList\"=dword:00000001\r\n"
)

// TestRegistryWithin: values of the registry are read wherever they stand in a
// text, and so is what stands around them.
func TestRegistryWithin(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, why, content string
		want               []string
	}{
		{"console", "the command stands above what it prints", asked + queried, []string{"x.txt schannel-registry 1"}},
		{"console-end", "and a prompt below it", asked + queried + "C:\\Windows\\system32>", []string{"x.txt schannel-registry 1"}},
		{
			"ticket", "an event and a query in one ticket",
			"Here is what you asked for.\r\n\r\n" + viewed + "\r\n" + asked + queried + "Regards\r\n",
			[]string{"x.txt schannel-registry 1", "x.txt system-log 1"},
		},
		{"export", "an export in a ticket", viewed + "\r\n" + exported, []string{"x.txt schannel-registry 1", "x.txt system-log 1"}},
		{
			"unindented", "a forum takes the blanks at the beginning of lines away",
			viewed + "\r\n" + strings.ReplaceAll(queried, "\n    ", "\n"),
			[]string{"x.txt schannel-registry 1", "x.txt system-log 1"},
		},
		{"named", "a key that a text names has no values", viewed + "\r\nSee\r\n" + schannelOfWindows + "\r\n", []string{"x.txt system-log 1"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := evidence.Collect([]string{folderOf(t, map[string]string{"x.txt": tt.content})}, evidence.Options{})
			require.NoError(t, err)
			var origins []string
			for _, line := range seen(c) {
				if !strings.Contains(line, "left_out") {
					origins = append(origins, line)
				}
			}
			require.Equal(t, tt.want, origins, tt.why)
			if c.Trustlist != nil {
				require.Equal(t, uint64(1), c.Trustlist.Host.Registry[0].Number)
			}
		})
	}
}

// TestPlaceWithin: what is wrong with a value is told with its place in the file.
func TestPlaceWithin(t *testing.T) {
	t.Parallel()
	const bad = "    EventLogging    REG_DWORD    0xQ\r\n"
	content := viewed + "\r\n" + asked + strings.TrimRight(queried, "\r\n") + "\r\n" + bad
	c, err := evidence.Collect([]string{folderOf(t, map[string]string{"x.txt": content})}, evidence.Options{})
	require.NoError(t, err)
	var fault *schannel.Error
	for _, left := range c.LeftOut {
		if left.Error != nil {
			fault = left.Error
		}
	}
	require.NotNil(t, fault)
	at := strings.Index(content, "EventLogging    REG_DWORD")
	require.True(t, fault.Offset >= at-4 && fault.Offset < at+len(bad), "byte %d, the line is at %d", fault.Offset, at)
}
