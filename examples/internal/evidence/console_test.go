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

// bound is what netsh http show sslcert prints.
const bound = "C:\\>netsh http show sslcert\r\n\r\nSSL Certificate bindings:\r\n-------------------------\r\n\r\n" +
	"    IP:port                      : 0.0.0.0:443\r\n" +
	"    Certificate Hash             : 1111111111111111111111111111111111111111\r\n" +
	"    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}\r\n" +
	"    Certificate Store Name       : MY\r\n" +
	"    Ctl Store Name               : ClientAuthIssuer\r\n" +
	"    Negotiate Client Certificate : Enabled\r\n\r\n"

// origins is what was recognised of a text.
func origins(t *testing.T, content string) []string {
	t.Helper()
	c, err := evidence.Collect([]string{folderOf(t, map[string]string{"x.txt": content})}, evidence.Options{})
	require.NoError(t, err)
	var all []string
	for _, line := range seen(c) {
		if !strings.Contains(line, "left_out") {
			all = append(all, line)
		}
	}
	return all
}

// TestCommandsWithin: of a console everything is read that one of its commands
// has printed.
func TestCommandsWithin(t *testing.T) {
	t.Parallel()
	_, unprompted, _ := strings.Cut(bound, "\n")
	for _, tt := range []struct {
		name, why, content string
		want               []string
	}{
		{"bindings-events", "neither hides the other", bound + "C:\\>wevtutil qe System /f:text\r\n" + viewed, []string{"x.txt http-bindings 1", "x.txt system-log 1"}},
		{"events-bindings", "in the other order", "PS C:\\> Get-WinEvent System\r\n" + viewed + "\r\n" + bound, []string{"x.txt http-bindings 1", "x.txt system-log 1"}},
		{"no-prompts", "of what was pasted together without its commands", unprompted + viewed, []string{"x.txt http-bindings 1", "x.txt system-log 1"}},
		{"three", "and what is about other things", bound + asked + queried + "C:\\>systeminfo\r\n" + systemInfo, []string{"x.txt http-bindings 1", "x.txt schannel-registry 1", "x.txt updates 3"}},
		{"many", "as many as anybody pastes", strings.Repeat(asked+queried, 200), []string{"x.txt schannel-registry 1"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, origins(t, tt.content), tt.why)
		})
	}
}

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
			require.Equal(t, tt.want, origins(t, tt.content), tt.why)
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
