// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// full is a device that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestRun(t *testing.T) {
	t.Parallel()
	hello := func(_ []string, out io.Writer) error {
		_, err := io.WriteString(out, "hello\n")
		return err
	}
	failing := func(_ []string, out io.Writer) error {
		fmt.Fprintln(out, "half an answer")
		return errors.New("first\nforged: second \x1b[31m")
	}
	help := func(args []string, out io.Writer) error {
		_, err := Parse(flag.NewFlagSet("example", flag.ContinueOnError), "[flags] FILE…", args, out)
		return err
	}
	tests := []struct {
		name   string
		why    string
		answer func([]string, io.Writer) error
		stdout io.Writer
		status int
		out    string
		errs   string
	}{
		{"answered", "", hello, nil, Answered, "hello\n", ""},
		{"unusable", "one line, whatever the error holds, and nothing beside it", failing, nil, Unusable, "", "example: first\\nforged: second \\u001b[31m\n"},
		{"nothing-written", "an answer that nobody got is none", hello, full{}, Unusable, "", "example: no space left\n"},
		{"help", "the usage is an answer", help, nil, Answered, "Usage: example [flags] FILE…\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var out, errs bytes.Buffer
			stdout := tt.stdout
			if stdout == nil {
				stdout = &out
			}
			require.Equal(t, tt.status, Run("example", []string{"-h"}, stdout, &errs, tt.answer), tt.why)
			require.Equal(t, tt.out, out.String(), tt.why)
			require.Equal(t, tt.errs, errs.String(), tt.why)
		})
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	flags := flag.NewFlagSet("example", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "")
	rest, err := Parse(flags, "", []string{"one", "-json", "two"}, io.Discard)
	require.NoError(t, err)
	require.Equal(t, []string{"one", "two"}, rest)
	require.True(t, *asJSON)
	_, err = Parse(flags, "", []string{"-nonsense"}, io.Discard)
	require.Error(t, err)
}

func TestReadFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(name, []byte("12345"), 0o600))
	content, err := readFile(name, 5)
	require.NoError(t, err)
	require.Equal(t, "12345", string(content))
	_, err = readFile(name, 4)
	require.EqualError(t, err, name+": larger than 4 bytes", "one byte beyond the limit is enough to know")
	for _, wrong := range []string{dir, filepath.Join(dir, "none")} {
		_, err := ReadFile(wrong)
		require.ErrorContains(t, err, wrong)
		require.NotContains(t, err.Error()[len(wrong):], wrong, "the file is named once")
	}
}

func TestTextWriter(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	_, err := fmt.Fprint(TextWriter(&b), "ü 日本\n\x1b[2J\u009b1m\u202eabc\x7f\tx\xff\xef\U000e0001")
	require.NoError(t, err)
	require.Equal(t, "ü 日本\n"+`\u001b[2J\u009b1m\u202eabc\u007f\u0009x\xff\xef\U000e0001`, b.String())
	_, err = TextWriter(full{}).Write([]byte("x"))
	require.Error(t, err)
}

func TestWriteJSON(t *testing.T) {
	t.Parallel()
	value := map[string]string{"name": "a\u009b\u007f\u202e\u2066<b>ü"}
	var b bytes.Buffer
	require.NoError(t, WriteJSONLine(&b, value))
	require.Contains(t, b.String(), `"a\u009b\u007f\u202e\u2066<b>ü"`)
	var back map[string]string
	require.NoError(t, json.Unmarshal(b.Bytes(), &back))
	require.Equal(t, value, back, "what is escaped is not lost")
	b.Reset()
	require.NoError(t, WriteJSON(&b, value))
	require.Contains(t, b.String(), "{\n  \"name\"")
	require.Error(t, WriteJSON(&b, func() {}))
}
