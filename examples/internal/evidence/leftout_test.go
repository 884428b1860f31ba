// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
)

// leftRow is a folder, and what is told of it.
type leftRow struct {
	name  string
	files map[string]string
	want  []string
	why   string
}

// leftOfStores is about certificates.
func leftOfStores(t *testing.T) []leftRow {
	t.Helper()
	roots := authorities(t, 12)
	leaf := clientOf(t, roots[0], "leaf")
	return []leftRow{
		{
			"taken for roots",
			map[string]string{"bundle.pem": asPEM(append(roots, leaf)...)},
			[]string{"bundle.pem trusted-roots 13", "bundle.pem diagnose.left_out.assumed"},
			"so many certificates are no chain",
		},
		{
			"anybody's",
			map[string]string{"bundle.pem": asPEM(roots[0], leaf), "evidence.json": "{}"},
			[]string{"evidence.json evidence-json 1", "bundle.pem diagnose.left_out.role"},
			"no guess is made about two",
		},
		{
			"bindings that differ",
			map[string]string{"x.txt": sslcert + strings.Replace(sslcert, "Partners", "(null)", 1)},
			[]string{"x.txt http-bindings 2", "x.txt diagnose.left_out.bindings"},
			"nobody knows which of them is meant",
		},
		{
			"two lists of bindings",
			map[string]string{"a.txt": sslcert, "b.txt": strings.Replace(sslcert, "Partners", "Others", 1)},
			[]string{"a.txt http-bindings 1", "b.txt http-bindings 1", "b.txt diagnose.left_out.bindings"},
			"the first one stands",
		},
		{
			"bound store",
			map[string]string{"x.txt": sslcert, "a.reg": asRegistry(systemCertificates+"Partners", roots[0]), "b.reg": asRegistry(systemCertificates+"CA", roots[1])},
			[]string{"a.reg site-store 1", "b.reg site-store 1", "x.txt http-bindings 1", "b.reg diagnose.left_out.store"},
			"a list is made of the store that the binding names, and of no other",
		},
		{
			"of a user",
			map[string]string{"a.reg": asRegistry(strings.Replace(systemCertificates, "HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER", 1)+"ROOT", roots[0])},
			[]string{"a.reg personal-store 1", "a.reg diagnose.left_out.store"},
			"the server's list is made of the computer's stores",
		},
		{
			"twice",
			map[string]string{"root.pem": asPEM(roots[:3]...), "roots.sst": asSST(roots[1:]...)},
			[]string{"root.pem trusted-roots 3", "roots.sst trusted-roots 11", "roots.sst diagnose.left_out.twice"},
			"two exports of one store",
		},
		{
			"trust list",
			map[string]string{"authroot.stl": "\x30\x0b\x06\x09\x2b\x06\x01\x04\x01\x82\x37\x0a\x01", "mail.contoso.example.txt": onePeer},
			[]string{"mail.contoso.example.txt host-certificate 1", "authroot.stl diagnose.left_out.trust_list"},
			"",
		},
	}
}

// leftOfTexts is about registry exports, texts and what a shell printed.
func leftOfTexts(t *testing.T) []leftRow {
	t.Helper()
	return []leftRow{
		{
			"other values",
			map[string]string{"x.reg": asValues(`HKEY_LOCAL_MACHINE\SOFTWARE\Contoso`, map[string]uint32{"A": 1, "B": 2}), "mail.contoso.example.txt": onePeer},
			[]string{"mail.contoso.example.txt host-certificate 1", "x.reg diagnose.left_out.values"},
			"",
		},
		{
			"another computer",
			map[string]string{
				"a.reg": asValues(schannelOfWindows, map[string]uint32{"EventLogging": 3}), "b.reg": asValues(strings.ToLower(schannelOfWindows), map[string]uint32{"EVENTLOGGING": 1}), "c.txt": queried,
			},
			[]string{"a.reg schannel-registry 1", "c.txt schannel-registry 1", "b.reg diagnose.left_out.differing"},
			"nobody knows which of the two is meant",
		},
		{
			"other objects",
			map[string]string{"x.txt": expired(t)["servers.txt"] + asList([]string{"Name", "Mailbox Database 1", "Recovery", "False"})},
			[]string{"x.txt exchange-servers 1", "x.txt diagnose.left_out.objects"},
			"objects that nobody reads are counted",
		},
		{
			"log of whom",
			map[string]string{
				"a/c.txt": strings.ReplaceAll(expired(t)["certificates.txt"], "HUB1", "HUB2"), "b/c.txt": expired(t)["certificates.txt"], "c/send.log": sentLog, "evidence.json": `{"culture": "en-US", "zone": "UTC"}`,
			},
			[]string{"a/c.txt exchange-certificates 1", "b/c.txt exchange-certificates 1", "c/send.log smtp-protocol-log 1", "evidence.json evidence-json 1", "c/send.log diagnose.left_out.sessions"},
			"the log of a Send connector does not say which server wrote it",
		},
		{
			"texts beside",
			map[string]string{"x.txt": viewed + "\n\nWe saw it on Monday.\n\nAnd on Tuesday.\n"},
			[]string{"x.txt system-log 1"},
			"what follows a description belongs to it",
		},
		{
			"text before",
			map[string]string{"x.txt": "We saw it on Monday.\n\n0x80090326\n"},
			[]string{"x.txt event-text 1", "x.txt diagnose.left_out.texts"},
			"a text that nobody knows is no evidence",
		},
		{
			"keys of the store",
			map[string]string{
				"a.txt":         expired(t)["certificates.txt"],
				"b.txt":         asList([]string{"Subject", "CN=mail.contoso.example", "Thumbprint", strings.Repeat("5A", 20), "HasPrivateKey", "False"}),
				"evidence.json": `{"culture": "en-US", "zone": "UTC"}`,
			},
			[]string{"a.txt exchange-certificates 1", "b.txt personal-store 1", "evidence.json evidence-json 1"},
			"KB4495258: Get-ExchangeCertificate lists nothing without a key; Get-ChildItem Cert: does, and has no services",
		},
		{
			"dates of no culture",
			map[string]string{"x.txt": twoWays(t), "y.txt": twoWays(t) + "\n" + twoWays(t)},
			[]string{"x.txt exchange-certificates 1", "y.txt exchange-certificates 1", "x.txt diagnose.left_out.culture", "y.txt diagnose.left_out.culture"},
			"one line a file, however many dates there are; a certificate that stands twice is one",
		},
		{
			"lines of a log",
			map[string]string{"u_ex.log": iisLog},
			[]string{"u_ex.log event-text 2", "u_ex.log diagnose.left_out.lines"},
			"IIS: 200 and 404 say nothing about certificates, 403.7 and 403.16 do (KB2802568)",
		},
		{
			"second case",
			map[string]string{"a.json": `{"format": "schannel-case/1"}`, "b.json": `{"format": "schannel-case/1"}`},
			[]string{"a.json case 1", "b.json diagnose.left_out.second_case"},
			"",
		},
	}
}

// twoWays is a certificate whose dates are of April or of November, by culture.
func twoWays(t *testing.T) string {
	t.Helper()
	return asList([]string{"Subject", "CN=a", "NotBefore", "04.11.2018 09:00:00", "NotAfter", "04.11.2019 09:00:00", "Services", "SMTP", "Thumbprint", strings.Repeat("5A", 20)})
}

// iisLog is a log in the default columns of IIS.
const iisLog = `#Software: Microsoft Internet Information Services 8.5
#Version: 1.0
#Date: 2019-11-19 08:00:00
#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken
2019-11-19 08:00:01 192.0.2.9 GET / - 443 - 192.0.2.77 Mozilla/5.0 - 200 0 0 15
2019-11-19 08:00:04 192.0.2.9 GET /secure/ - 443 - 192.0.2.77 Mozilla/5.0 - 403 16 2148204809 31
2019-11-19 08:00:05 192.0.2.9 GET /secure/ - 443 - 192.0.2.77 Mozilla/5.0 - 403 7 64 15
2019-11-19 08:00:06 192.0.2.9 GET /x/ - 443 - 192.0.2.77 Mozilla/5.0 - 404 0 2 15
`

// leftOfTraffic is about captures and recordings.
func leftOfTraffic(t *testing.T) []leftRow {
	t.Helper()
	client, server := handshake(t)
	return []leftRow{
		{
			"three connections",
			map[string]string{"1.bin": server, "2.bin": server, "3.bin": server},
			[]string{"1.bin tls-capture 1", "2.bin tls-capture 1", "3.bin tls-capture 1", "3.bin diagnose.left_out.third_connection"},
			"a second one may resume the first; of a third nothing is asked",
		},
		{
			"two directions",
			map[string]string{"a.bin": server, "b.bin": client},
			[]string{"a.bin tls-capture 1", "b.bin tls-capture 1"},
			"their content tells whose they are",
		},
		{
			"no handshake",
			map[string]string{"a.bin": "\x16\xfe\xff" + strings.Repeat("\x00", 9) + "\x10\x01\x00\x00\x04" + strings.Repeat("\x00", 7) + "\x04\xfe\xff\x00\x00", "mail.contoso.example.txt": onePeer},
			[]string{"mail.contoso.example.txt host-certificate 1", "a.bin diagnose.left_out.defect"},
			"it begins as a record does",
		},
		{
			"not understood",
			map[string]string{"x.json": strings.Replace(smallForm, `"response"`, `"nonsense": 1, "response"`, 1)},
			[]string{"x.json recording 1", "x.json diagnose.left_out.recording"},
			"",
		},
		{
			"body outside",
			map[string]string{"x.json": strings.Replace(smallForm, `"status": 302`, `"status": 200, "body_file": "../x.txt"`, 1), "mail.contoso.example.txt": onePeer},
			[]string{"mail.contoso.example.txt host-certificate 1", "x.json diagnose.left_out.defect"},
			"no path leaves the folder",
		},
	}
}

// TestLeftOut holds that what is recognised and does not stand in the case is
// told.
func TestLeftOut(t *testing.T) {
	t.Parallel()
	for _, tt := range slices.Concat(leftOfStores(t), leftOfTexts(t), leftOfTraffic(t)) {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := evidence.Collect([]string{folderOf(t, tt.files)}, evidence.Options{})
			require.NoError(t, err)
			require.Equal(t, tt.want, seen(c), tt.why)
		})
	}
}

// TestTranscript holds that what somebody pasted one behind the other is read by
// all whom it concerns.
func TestTranscript(t *testing.T) {
	t.Parallel()
	c, err := evidence.Collect([]string{folderOf(t, map[string]string{"x.txt": expired(t)["servers.txt"] + hotFixes + viewed})}, evidence.Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"x.txt exchange-servers 1", "x.txt updates 2", "x.txt system-log 1"}, seen(c)[:3])
}

// TestPrintedAgain holds that a case that was printed and read says the same
// however often that is done.
func TestPrintedAgain(t *testing.T) {
	t.Parallel()
	text := `{"format": "schannel-case/1", "origin": [{"file": "a.xml", "kind": "system-log", "items": 1}]}`
	for range 3 {
		c, err := evidence.Collect([]string{folderOf(t, map[string]string{"case.json": text})}, evidence.Options{})
		require.NoError(t, err)
		require.Equal(t, []string{"a.xml system-log 1", "case.json case 1"}, sorted(seen(c)))
		printed, err := json.Marshal(c)
		require.NoError(t, err)
		text = string(printed)
	}
}

func sorted(lines []string) []string {
	slices.Sort(lines)
	return lines
}

// TestConnections holds which bytes are whose.
func TestConnections(t *testing.T) {
	t.Parallel()
	client, server := handshake(t)
	again, back := handshake(t)
	c, err := evidence.Collect([]string{folderOf(t, map[string]string{
		"192.0.2.1.51000-192.0.2.2.443": client, "192.0.2.1.51001-192.0.2.2.443": again,
		"192.0.2.2.443-192.0.2.1.51000": server, "192.0.2.2.443-192.0.2.1.51001": back,
	})}, evidence.Options{})
	require.NoError(t, err)
	require.Equal(t, []casefile.Connection{
		{Client: casefile.Bytes(client), Server: casefile.Bytes(server)},
		{Client: casefile.Bytes(again), Server: casefile.Bytes(back)},
	}, c.EMS.Connections)
	require.Equal(t, casefile.Bytes(server), c.Trustlist.Captured, "the first that asks for a certificate")
}

// TestBounds holds what is not read of too much.
func TestBounds(t *testing.T) {
	t.Parallel()
	c, err := evidence.CollectWithin(fstest.MapFS{
		"a.contoso.example.txt": {Data: []byte(onePeer)}, "b.contoso.example.txt": {Data: []byte(onePeer + "#")}, "c.contoso.example.txt": {Data: []byte(onePeer)},
	}, 30, 40)
	require.NoError(t, err)
	require.Equal(t, []string{"a.contoso.example.txt host-certificate 1", "b.contoso.example.txt diagnose.left_out.total", "c.contoso.example.txt diagnose.left_out.total"}, seen(c))

	crowd := fstest.MapFS{"mail.contoso.example.txt": {Data: []byte(onePeer)}}
	for i := range 1<<16 + 1 {
		crowd[fmt.Sprintf("crowd/%d", i)] = &fstest.MapFile{}
	}
	c, err = evidence.CollectFS(crowd, evidence.Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"mail.contoso.example.txt host-certificate 1", "crowd diagnose.left_out.crowd"}, seen(c))

	c, err = evidence.CollectFS(fstest.MapFS{"x.xml": {Data: []byte(strings.Repeat(asEvent("System", "Schannel", 36885, 3, "2013-01-02T03:04:05Z", ""), 10_002))}}, evidence.Options{})
	require.NoError(t, err)
	require.Len(t, c.Symptoms, 10_000)
	require.Equal(t, []string{"x.xml system-log 10000", "diagnose.left_out.more_symptoms"}, seen(c))

	defects := fstest.MapFS{"x.reg": {Data: []byte("Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\X]\r\n" + strings.Repeat("nonsense\r\n", 100))}, "m.contoso.example.txt": {Data: []byte(onePeer)}}
	c, err = evidence.CollectFS(defects, evidence.Options{})
	require.NoError(t, err)
	require.Equal(t, "x.reg diagnose.left_out.more_defects", seen(c)[21])

	many := fstest.MapFS{"m.contoso.example.txt": {Data: []byte(onePeer)}}
	for i := range 1500 {
		many[fmt.Sprintf("empty/%d", i)] = &fstest.MapFile{}
	}
	c, err = evidence.CollectFS(many, evidence.Options{})
	require.NoError(t, err)
	require.Len(t, c.LeftOut, 1001)
	require.Equal(t, "diagnose.left_out.more", string(c.LeftOut[1000].Reason.Code))
}

func codeOf(t *testing.T, err error) schannel.Code {
	t.Helper()
	var fault *schannel.Error
	require.ErrorAs(t, err, &fault)
	return fault.Code
}

// TestErrors holds the codes of what is refused as a whole.
func TestErrors(t *testing.T) {
	t.Parallel()
	c := casefile.Case{Files: []casefile.File{{Name: "../x"}}}
	require.Equal(t, "diagnose.evidence.path", string(codeOf(t, evidence.Add(&c, os.DirFS(t.TempDir())))))
	c.Files[0] = casefile.File{Name: "x", Role: "nonsense"}
	require.Equal(t, "diagnose.evidence.value", string(codeOf(t, evidence.Add(&c, os.DirFS(t.TempDir())))))
	c.Files[0] = casefile.File{Name: "answers.har", Role: "recording"}
	require.NoError(t, evidence.Add(&c, fstest.MapFS{"answers.har": {Data: []byte(har)}}))
	require.Empty(t, c.Files, "they stand in the case now")
	require.Len(t, c.Autodiscover.Recording.Exchanges, 1)

	unreadable, err := evidence.Collect([]string{folderOf(t, map[string]string{"half\xff.txt": "x", "mail.contoso.example.txt": onePeer})}, evidence.Options{})
	require.NoError(t, err)
	require.Equal(t, "diagnose.evidence.unreadable", string(unreadable.LeftOut[0].Error.Code))

	_, err = evidence.Collect([]string{t.TempDir()}, evidence.Options{})
	require.EqualError(t, err, "nothing to read")
	_, err = evidence.Collect(nil, evidence.Options{})
	require.EqualError(t, err, "nothing to read")
}
