// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
)

// TestSettingsAreStrict holds that whatever is not known in evidence.json is
// refused with its place.
func TestSettingsAreStrict(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		code       schannel.Code
		says       string
		offset     int
	}{
		{"no object", `["release"]`, "diagnose.evidence.syntax", "want an object", 1},
		{"nothing", ``, "diagnose.evidence.syntax", "want an object", 0},
		{"list cut", `{"kb": ["KB2919355"`, "diagnose.evidence.syntax", "does not end", 19},
		{"cut", `{"release": "server2008r2"`, "diagnose.evidence.syntax", "does not end", 26},
		{"trailing", `{} {}`, "diagnose.evidence.syntax", "something stands behind", 4},
		{"unknown key", "{\n  \"relase\": \"server2008r2\"\n}", "diagnose.evidence.key", "line 2, column 11: unknown key \"relase\"; known are release,", 12},
		{"a flag of the program", `{"json": "true"}`, "diagnose.evidence.key", "unknown key", 7},
		{"twice", `{"mail": "a@b", "mail": "c@d"}`, "diagnose.evidence.key", "stands twice", 22},
		{"wrong type", `{"release": 2008}`, "diagnose.evidence.value", "want a text", 16},
		{"list for one", `{"release": ["server2008r2"]}`, "diagnose.evidence.value", "want a text", 13},
		{"number in a list", `{"kb": ["KB1", 2]}`, "diagnose.evidence.value", "want a list of texts", 16},
		{"unknown release", `{"release": "server2009"}`, "diagnose.evidence.value", "server2008r2", 24},
		{"unknown product", `{"product": ["Windows 9"]}`, "diagnose.evidence.value", "outlook2016", 25},
		{"no update", `{"kb": "2919355"}`, "diagnose.evidence.value", "KB4519338", 16},
		{"no day", `{"updated": "10.03.2020"}`, "diagnose.evidence.value", "2020-03-10", 24},
		{"maybe", `{"joined": "maybe"}`, "diagnose.evidence.value", "neither yes nor no", 18},
		{"no culture", `{"culture": "xx-XX"}`, "diagnose.evidence.value", "xx-XX", 19},
		{"no zone", `{"zone": "../../etc/passwd"}`, "diagnose.evidence.value", "no time zone", 27},
		{"zone of the machine", `{"zone": "Local"}`, "diagnose.evidence.value", "no time zone", 16},
		{"no time", `{"at": "yesterday"}`, "diagnose.evidence.value", "2024-02-16", 18},
		{"unknown role", `{"files": {"a.pem": "rooots"}}`, "diagnose.evidence.value", "trusted-roots", 28},
		{"its own role", `{"files": {"a.json": "evidence-json"}}`, "diagnose.evidence.value", "no role", 36},
		{"files as a list", `{"files": ["a.pem"]}`, "diagnose.evidence.syntax", "want an object", 11},
		{"a file twice", `{"files": {"a.pem": "site-store", "a.pem": "site-store"}}`, "diagnose.evidence.key", "stands twice", 41},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := evidence.Collect([]string{folderOf(t, map[string]string{"evidence.json": tt.text, "mail.contoso.example.txt": onePeer})}, evidence.Options{})
			var fault *schannel.Error
			require.ErrorAs(t, err, &fault)
			require.Equal(t, tt.code, fault.Code)
			require.Equal(t, tt.offset, fault.Offset)
			require.ErrorContains(t, err, tt.says)
			require.NotContains(t, err.Error(), "\n")
		})
	}
}

// TestFlagsCountForMore holds the order of those who say something.
func TestFlagsCountForMore(t *testing.T) {
	t.Parallel()
	folder := folderOf(t, map[string]string{
		"evidence.json":            `{"release": "server2003", "mail": "a@contoso.example", "product": ["Windows 10 1809"], "files": {"root.pem": "client-chain"}}`,
		"root.pem":                 asPEM(authority(t, "Contoso")),
		"mail.contoso.example.pem": asPEM(authority(t, "Contoso")),
	})
	c, err := evidence.Collect([]string{folder}, options(t, "release=server2008r2", "product=Outlook 2016"))
	require.NoError(t, err)
	require.Equal(t, schannel.Server2008R2, c.Trustlist.Host.Release, "flags before evidence.json")
	require.Equal(t, "a@contoso.example", c.Autodiscover.Client.Mail)
	require.Nil(t, c.EMS, "what a flag says takes the place of all that the file says under that name")
	require.Len(t, c.Trustlist.Client, 1, "evidence.json before the content and the name")
	require.Equal(t, []string{"evidence.json evidence-json 1", "mail.contoso.example.pem host-certificate 1", "root.pem client-chain 1"}, seen(c))
}

// TestChainInFolder holds that a file is read once, whoever names it.
func TestChainInFolder(t *testing.T) {
	t.Parallel()
	folder := folderOf(t, map[string]string{
		"evidence.json":              `{"chain": "mail.contoso.example.pem"}`,
		"mail.contoso.example.pem":   asPEM(authority(t, "Contoso")),
		"client.contoso.example.pem": asPEM(clientOf(t, authority(t, "Contoso"), "client")),
	})
	c, err := evidence.Collect([]string{folder}, evidence.Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"client.contoso.example.pem host-certificate 1", "evidence.json evidence-json 1", "mail.contoso.example.pem client-chain 1"}, seen(c))
	c, err = evidence.Collect([]string{folder}, options(t, "chain="+filepath.Join(folder, "client.contoso.example.pem")))
	require.NoError(t, err)
	require.Equal(t, []string{"client.contoso.example.pem client-chain 1", "evidence.json evidence-json 1", "mail.contoso.example.pem host-certificate 1"}, seen(c))
}

func TestRoleWithoutFile(t *testing.T) {
	t.Parallel()
	folder := folderOf(t, map[string]string{
		"evidence.json":            `{"files": {"roots.pem": "trusted-roots", "mail.contoso.example.txt": "trusted-roots", "x.contoso.example.txt": "scps"}}`,
		"mail.contoso.example.txt": onePeer,
		"x.contoso.example.txt":    onePeer,
	})
	c, err := evidence.Collect([]string{folder}, evidence.Options{})
	require.NoError(t, err)
	require.Equal(t, []string{
		"evidence.json evidence-json 1", "mail.contoso.example.txt diagnose.left_out.defect", "mail.contoso.example.txt diagnose.left_out.not_role",
		"x.contoso.example.txt diagnose.left_out.defect", "x.contoso.example.txt diagnose.left_out.defect", "x.contoso.example.txt diagnose.left_out.not_role", "roots.pem diagnose.left_out.missing",
	}, seen(c), "a role is obeyed, and what does not fit it is told")
}
