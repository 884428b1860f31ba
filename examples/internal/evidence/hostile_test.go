// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
)

const onePeer = "trusted=no\nself-signed=yes\n"

// TestHostileFolder holds that what is no plain file is told and not opened.
func TestHostileFolder(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("d/", 9)
	folder := folderOf(t, map[string]string{
		"mail.contoso.example.txt":   onePeer,
		"empty.xml":                  "",
		"sub/evidence.json":          "{}",
		deep + "root.pem":            "too deep",
		"\x1b[2J\u202egnp.pem":       "escape sequences",
		"half\xff\xfe.txt":           "no valid name",
		"line\nforged: unreadable":   "\x00\x01\x02",
		"secret/keys.log":            "CLIENT_RANDOM " + strings.Repeat("5a", 32) + " " + strings.Repeat("a5", 48) + "\n",
		"secret/private.contoso.pem": "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n",
	})
	require.NoError(t, os.Symlink("/etc/passwd", filepath.Join(folder, "passwd.txt")))
	require.NoError(t, os.Symlink("/etc", filepath.Join(folder, "etc")))
	require.NoError(t, os.Symlink("/dev/zero", filepath.Join(folder, "zero")))
	if err := exec.Command("mkfifo", filepath.Join(folder, "pipe")).Run(); err != nil {
		t.Skip("mkfifo is missing: it is in the Debian package coreutils")
	}
	c, err := evidence.Collect([]string{folder}, evidence.Options{})
	require.NoError(t, err)
	want := []string{
		"mail.contoso.example.txt host-certificate 1",
		"secret/keys.log key-log 0",
		"d/d/d/d/d/d/d/d/d diagnose.left_out.depth",
		"etc diagnose.left_out.link", "passwd.txt diagnose.left_out.link", "zero diagnose.left_out.link", "pipe diagnose.left_out.device",
		"\x1b[2J\u202egnp.pem diagnose.left_out.text",
		"empty.xml diagnose.left_out.empty",
		"half\ufffd.txt diagnose.left_out.unreadable",
		"line\nforged: unreadable diagnose.left_out.binary",
		"secret/keys.log diagnose.left_out.key_log",
		"secret/private.contoso.pem diagnose.left_out.private_key", "secret/private.contoso.pem diagnose.left_out.defect",
		"sub/evidence.json diagnose.left_out.settings",
	}
	got := seen(c)
	slices.Sort(want)
	slices.Sort(got)
	require.Equal(t, want, got)
	text, err := json.Marshal(c)
	require.NoError(t, err)
	require.NotContains(t, string(text), "a5a5a5a5", "no secret stands in a case")
}

// TestGivenDevices holds the same for paths that are given.
func TestGivenDevices(t *testing.T) {
	t.Parallel()
	folder := folderOf(t, map[string]string{"mail.contoso.example.txt": onePeer})
	link := filepath.Join(folder, "link")
	require.NoError(t, os.Symlink(filepath.Join(folder, "mail.contoso.example.txt"), link))
	for path, why := range map[string]string{
		"/dev/zero": "a device, a pipe or a socket is not read", link: "a link is not followed", filepath.Join(folder, "none"): "no such file",
	} {
		_, err := evidence.Collect([]string{path}, evidence.Options{})
		require.ErrorContains(t, err, why)
		require.NotContains(t, err.Error(), "\n")
	}
	c, err := evidence.Collect([]string{link, filepath.Join(folder, "mail.contoso.example.txt")}, evidence.Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"mail.contoso.example.txt host-certificate 1", "link diagnose.left_out.link"}, seen(c))
}

// TestPathsStayInside holds that no name in settings, in a case or in a
// recording leads out of the folder.
func TestPathsStayInside(t *testing.T) {
	t.Parallel()
	outside := folderOf(t, map[string]string{"outside.txt": onePeer})
	for _, name := range []string{"../outside.txt", "/etc/passwd", "a/../../outside.txt", `..\\outside.txt/..`, ".."} {
		for _, settings := range []string{`{"files": {"%s": "host-certificate"}}`, `{"chain": "%s"}`} {
			folder := folderOf(t, map[string]string{"evidence.json": fmt.Sprintf(settings, name), "x.txt": onePeer})
			_, err := evidence.Collect([]string{folder}, evidence.Options{})
			require.ErrorContains(t, err, "leads out of the folder", "%s in %s", name, settings)
			require.ErrorContains(t, err, "line 1, column")
		}
		c := casefile.Case{Format: casefile.Format, Files: []casefile.File{{Name: filepath.ToSlash(name)}}}
		require.ErrorContains(t, evidence.Add(&c, os.DirFS(outside)), "leads out of the folder", name)
	}
	folder := folderOf(t, map[string]string{
		"answers.json": `[{"request": {"method": "GET", "url": "https://mail.contoso.example/"}, "response": {"status": 200, "body_file": "link"}}]`,
	})
	require.NoError(t, os.Symlink(filepath.Join(outside, "outside.txt"), filepath.Join(folder, "link")))
	_, err := evidence.Collect([]string{folder}, evidence.Options{})
	require.ErrorContains(t, err, "nothing of what was given is read")
}

// TestManyFiles holds that the files beyond the bound are counted.
func TestManyFiles(t *testing.T) {
	t.Parallel()
	folder := fstest.MapFS{}
	for i := range 10_000 {
		folder[fmt.Sprintf("mail%05d.contoso.example.txt", i)] = &fstest.MapFile{Data: []byte(onePeer)}
	}
	c, err := evidence.CollectFS(folder, evidence.Options{})
	require.NoError(t, err)
	require.Len(t, c.Origin, 2000)
	require.Len(t, c.Autodiscover.Peers, 2000)
	require.Equal(t, []string{"diagnose.left_out.count"}, seen(c)[2000:])
	require.Equal(t, "8000 further files are not read; 2000 are read at most", c.LeftOut[0].Reason.Text)
}

// TestHugeFile holds that a file beyond the bound is refused by its size alone.
func TestHugeFile(t *testing.T) {
	t.Parallel()
	folder := folderOf(t, map[string]string{"huge.pem": "", "mail.contoso.example.txt": onePeer})
	require.NoError(t, os.Truncate(filepath.Join(folder, "huge.pem"), 1<<33)) // takes no room
	c, err := evidence.Collect([]string{folder}, evidence.Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"mail.contoso.example.txt host-certificate 1", "huge.pem diagnose.left_out.size"}, seen(c))
}
