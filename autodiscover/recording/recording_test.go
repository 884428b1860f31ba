// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package recording_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/recording"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

const settings = `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account><Action>settings</Action></Account></Response></Autodiscover>`

func ExampleRead() {
	r, err := recording.Read([]byte(`[
 {"request": {"method": "POST", "url": "https://corp.example/autodiscover/autodiscover.xml"}, "error": "connection refused"},
 {"request": {"method": "POST", "url": "https://autodiscover.corp.example/autodiscover/autodiscover.xml"},
  "response": {"status": 401, "headers": {"WWW-Authenticate": "Negotiate"}}},
 {"request": {"method": "GET", "url": "http://autodiscover.corp.example/autodiscover/autodiscover.xml"}, "error": "connection refused"},
 {"request": {"dns": "SRV", "name": "_autodiscover._tcp.corp.example"}, "error": "no such name"}
]`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	o := walk.Replay(walk.Setup{Client: autodiscover.Client{Product: autodiscover.EWSManagedAPI, Mail: "user@corp.example", Joined: schannel.No}}, r)
	fmt.Println(o.End)
	for _, f := range o.Findings {
		fmt.Println(f.Certainty, f.Text)
	}
	// Output:
	// AutodiscoverCouldNotBeLocated
	// likely autodiscover.corp.example answered with 401, and no other place did better: the credentials, not the discovery, are the likely cause, whatever the client reports.
}

// har is a HAR file with these entries.
func har(entries ...string) string {
	return `{"log":{"version":"1.2","creator":{"name":"x","version":"1"},"entries":[` + strings.Join(entries, ",") + `]}}`
}

// entry is an entry of a HAR file as a browser writes it, password and cookies
// included.
func entry(method, url string, status int, headers, content string) string {
	return fmt.Sprintf(`{"startedDateTime":"2026-01-01T00:00:00Z","time":1,"request":{"method":%q,"url":%q,"httpVersion":"HTTP/1.1",
"cookies":[{"name":"session","value":"COOKIE-SECRET"}],"headers":[{"name":"Authorization","value":"Basic UEFTU1dPUkQ="},{"name":"Cookie","value":"session=COOKIE-SECRET"}],
"queryString":[],"postData":{"mimeType":"text/xml","text":"<Password>BODY-SECRET</Password>"},"headersSize":1,"bodySize":1},
"response":{"status":%d,"statusText":"","httpVersion":"HTTP/1.1","cookies":[{"name":"session","value":"COOKIE-SECRET"}],"headers":[%s{"name":"Set-Cookie","value":"session=COOKIE-SECRET"}],
"content":{%s"size":1,"mimeType":"text/xml"},"redirectURL":"","headersSize":1,"bodySize":1},"cache":{},"timings":{}}`, method, url, status, headers, content)
}

func quoted(t *testing.T, s string) string {
	t.Helper()
	text, err := json.Marshal(s)
	require.NoError(t, err)
	return string(text)
}

func TestHAR(t *testing.T) {
	t.Parallel()
	file := har(
		entry("CONNECT", "https://corp.example:443", 200, "", ""),
		entry("POST", "https://user:PASSWORD@corp.example/autodiscover/autodiscover.xml", 302, `{"name":"location","value":"https://u:PASSWORD@b.corp.example/autodiscover/autodiscover.xml"},`, ""),
		entry("POST", "https://b.corp.example/autodiscover/autodiscover.xml", 401, `{"name":"WWW-Authenticate","value":"Negotiate"},{"name":"WWW-Authenticate","value":"Basic realm=\"a, b\""},`, ""),
		entry("POST", "https://b.corp.example/autodiscover/autodiscover.xml", 200, `{"name":"X-SOAP-Enabled","value":"True"},`, `"text":`+quoted(t, settings)+`,`),
		entry("POST", "https://c.corp.example/", 200, "", `"encoding":"base64","text":"`+base64.StdEncoding.EncodeToString([]byte(settings))+`",`),
		entry("GET", "http://d.corp.example/", 0, "", ""),
	)
	r, err := recording.Read([]byte("\xef\xbb\xbf"+file), nil)
	require.NoError(t, err)
	vocabtest.Equal(t, walk.Recording{
		Exchanges: []walk.Exchange{
			{Method: autodiscover.Post, URL: "https://corp.example/autodiscover/autodiscover.xml", Answer: walk.Answer{Status: 302, Location: "https://b.corp.example/autodiscover/autodiscover.xml"}},
			{Method: autodiscover.Post, URL: "https://b.corp.example/autodiscover/autodiscover.xml", Answer: walk.Answer{Status: 401, Challenges: []string{"Negotiate", "Basic"}}},
			{Method: autodiscover.Post, URL: "https://b.corp.example/autodiscover/autodiscover.xml", Answer: walk.Answer{Status: 200, Endpoints: []string{"X-SOAP-Enabled"}, Body: []byte(settings)}},
			{Method: autodiscover.Post, URL: "https://c.corp.example/", Answer: walk.Answer{Status: 200, Body: []byte(settings)}},
			{Method: autodiscover.Get, URL: "http://d.corp.example/", Answer: walk.Answer{Failure: walk.OtherFault}},
		},
		Began:   time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		Ignored: []string{"CONNECT"},
	}, r)
	noSecret(t, r)
	o := walk.Replay(walk.Setup{Client: autodiscover.Client{Mail: "user@corp.example"}}, r)
	if o.End != walk.EndSettings {
		t.Errorf("ends with %s", o.End)
	}
	noSecret(t, o)
}

// TestBegan: the earliest request counts, in whatever order they stand; a time
// that cannot be read is noted.
func TestBegan(t *testing.T) {
	t.Parallel()
	first := entry("GET", "http://a.example/", 200, "", "")
	late := strings.Replace(first, "2026-01-01T00:00:00Z", "2026-01-02T01:00:00.0000000+02:00", 1)
	early := strings.Replace(first, "2026-01-01T00:00:00Z", "2026-01-01T23:00:00+01:00", 1)
	none := strings.Replace(first, "2026-01-01T00:00:00Z", "yesterday", 1)
	for _, row := range []struct {
		entries []string
		want    time.Time
		ignored []string
	}{
		{[]string{late}, time.Date(2026, 1, 1, 23, 0, 0, 0, time.UTC), nil},
		{[]string{late, early, late}, time.Date(2026, 1, 1, 22, 0, 0, 0, time.UTC), nil},
		{[]string{none, early}, time.Date(2026, 1, 1, 22, 0, 0, 0, time.UTC), []string{"startedDateTime"}},
		{[]string{none}, time.Time{}, []string{"startedDateTime"}},
	} {
		r, err := recording.Read([]byte(har(row.entries...)), nil)
		require.NoError(t, err)
		require.Equal(t, row.want, r.Began)
		require.Equal(t, row.ignored, r.Ignored)
	}
}

// TestChallenges: of WWW-Authenticate the schemes are kept, and whether NTLM or
// Negotiate carries a token, but not the token.
func TestChallenges(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		headers   []string
		schemes   []string
		handshake bool
		why       string
	}{
		{[]string{"Negotiate", "NTLM"}, []string{"Negotiate", "NTLM"}, false, "RFC 4559, Section 4.1: the first 401 has no token"},
		{[]string{"Negotiate, NTLM"}, []string{"Negotiate", "NTLM"}, false, "RFC 9110, Section 11.6.1: a list in one header"},
		{[]string{"Negotiate\nNTLM\nBasic realm=\"a\""}, []string{"Negotiate", "NTLM", "Basic"}, false, "some programs join headers by line feeds"},
		{[]string{"NTLM TlRMTVNTSECRET=="}, []string{"NTLM"}, true, "RFC 4559, Section 4.1: a token answers the client's"},
		{[]string{"negotiate oYIBSECRET"}, []string{"negotiate"}, true, "schemes have no case"},
		{[]string{"Negotiate", "NTLM TlRMTVNTSECRET="}, []string{"Negotiate", "NTLM"}, true, "one of them is enough"},
		{[]string{"Basic realm=\"a, b\""}, []string{"Basic"}, false, "a parameter is no token"},
		{[]string{"Bearer client_id=\"x\", trusted_issuers=\"y\""}, []string{"Bearer"}, false, "what follows Bearer is no handshake"},
		{[]string{strings.Repeat("a", 40) + ", " + strings.Repeat("b", 41)}, []string{strings.Repeat("a", 40)}, false, "no scheme has more than 40 bytes"},
		{[]string{"a,b,c,d,e,f,g,h,i,j,k"}, []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}, false, "ten of a header are kept"},
	} {
		var headers strings.Builder
		for _, h := range row.headers {
			headers.WriteString(`{"name":"www-authenticate","value":` + quoted(t, h) + `},`)
		}
		r, err := recording.Read([]byte(har(entry("POST", "https://a.example/", 401, headers.String(), ""))), nil)
		require.NoError(t, err)
		got := r.Exchanges[0].Answer
		require.Equal(t, row.schemes, got.Challenges, row.why)
		require.Equal(t, row.handshake, got.Handshake, row.why)
		noSecret(t, r)
	}
}

// noSecret: what a client sent, and cookies, are nowhere in a value, however it
// is printed.
func noSecret(t *testing.T, v any) {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	for _, print := range []string{string(text), fmt.Sprintf("%+v", v), fmt.Sprintf("%#v", v)} {
		for _, secret := range []string{"UEFTU1dPUkQ=", "SECRET", "PASSWORD"} {
			if strings.Contains(print, secret) {
				t.Errorf("%s is in %.300s", secret, print)
			}
		}
	}
}

func TestSmallForm(t *testing.T) {
	t.Parallel()
	file := `[
 {"request": {"method": "post", "url": "https://u:PASSWORD@corp.example/x", "mail": "a@corp.example", "headers": {"Authorization": "Basic UEFTU1dPUkQ="}, "body": "SECRET"},
  "response": {"status": 302, "headers": {"location": "https://b.corp.example/x", "set-cookie": "SECRET", "WWW-Authenticate": ["NTLM", "Basic realm=\"x\""]}},
  "time": "2012-06-13T12:00:01+02:00",
  "peer": {"names": ["corp.example"], "common_name": "corp.example", "trusted": "no", "self_signed": true, "not_before": "2009-01-01", "not_after": "2010-01-01T00:00:00Z"}},
 {"request": {"method": "POST", "url": "https://b.corp.example/x"}, "response": {"status": 200, "body_file": "a/settings.xml", "peer": {"trusted": true}, "colour": "blue"}, "time": "2012-06-13T10:00:00.5Z"},
 {"request": {"method": "POST", "url": "https://c.corp.example/x"}, "response": {"status": 200, "body": "It works!"}, "note": "x"},
 {"request": {"method": "OPTIONS", "url": "https://d.corp.example/x"}, "response": {"status": 200}},
 {"request": {"dns": "SRV", "name": "_autodiscover._tcp.corp.example"}, "response": {"records": [{"priority": 1, "weight": 2, "port": 443, "target": "x.corp.example"}]}},
 {"request": {"dns": "TXT", "name": "corp.example"}},
 {"request": {"method": "GET", "url": "http://e.corp.example/x"}, "error": "name not resolved"}
]`
	r, err := recording.Read([]byte(file), fstest.MapFS{"a/settings.xml": {Data: []byte(settings)}})
	require.NoError(t, err)
	year := func(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC) }
	vocabtest.Equal(t, walk.Recording{
		Exchanges: []walk.Exchange{
			{Method: autodiscover.Post, URL: "https://corp.example/x", Mail: "a@corp.example", Answer: walk.Answer{
				Status: 302, Location: "https://b.corp.example/x", Challenges: []string{"NTLM", "Basic"},
				Peer: walk.Peer{Names: []string{"corp.example"}, CommonName: "corp.example", NotBefore: year(2009), NotAfter: year(2010), Trusted: schannel.No, SelfSigned: schannel.Yes},
			}},
			{Method: autodiscover.Post, URL: "https://b.corp.example/x", Answer: walk.Answer{Status: 200, Body: []byte(settings), Peer: walk.Peer{Trusted: schannel.Yes}}},
			{Method: autodiscover.Post, URL: "https://c.corp.example/x", Answer: walk.Answer{Status: 200, Body: []byte("It works!")}},
			{Method: autodiscover.DNS, Name: "_autodiscover._tcp.corp.example", Answer: walk.Answer{Records: []walk.SRV{{Priority: 1, Weight: 2, Port: 443, Target: "x.corp.example"}}}},
			{Method: autodiscover.Get, URL: "http://e.corp.example/x", Answer: walk.Answer{Failure: walk.NoName, Fault: "name not resolved"}},
		},
		Began:   time.Date(2012, 6, 13, 10, 0, 0, 500_000_000, time.UTC),
		Ignored: []string{"colour", "note", "OPTIONS", "TXT"},
	}, r)
	noSecret(t, r)
}

// TestNumbers: a number counts up to the ends of its range, and not beyond.
func TestNumbers(t *testing.T) {
	t.Parallel()
	record := func(number string) string {
		return `[{"request":{"dns":"SRV","name":"x"},"response":{"records":[{"priority":` + number + `,"weight":` + number + `,"port":` + number + `}]}}]`
	}
	status := func(number string) string {
		return `[{"request":{"method":"GET","url":"http://a.example/"},"response":{"status":` + number + `}}]`
	}
	for _, row := range []struct {
		file, why string
		want      walk.Answer
		refused   bool
	}{
		{record("0"), "RFC 2782: 0 to 65535", walk.Answer{Records: []walk.SRV{{}}}, false},
		{record("65535"), "RFC 2782: 0 to 65535", walk.Answer{Records: []walk.SRV{{Priority: 65535, Weight: 65535, Port: 65535}}}, false},
		{record("-1"), "RFC 2782: 0 to 65535", walk.Answer{}, true},
		{record("65536"), "RFC 2782: 0 to 65535", walk.Answer{}, true},
		{status(strconv.Itoa(math.MinInt)), "the least number, which has the most characters", walk.Answer{Status: math.MinInt}, false},
		{status(strconv.Itoa(math.MinInt) + "0"), "a digit more is beyond it", walk.Answer{}, true},
	} {
		r, err := recording.Read([]byte(row.file), nil)
		if row.refused {
			require.ErrorIs(t, err, &schannel.Error{Code: "autodiscover.recording.syntax"}, row.why)
			continue
		}
		require.NoError(t, err, row.why)
		vocabtest.Equal(t, row.want, r.Exchanges[0].Answer)
	}
}

// TestPeerHost: the host of a peer is kept, and a later peer that names none
// leaves it.
func TestPeerHost(t *testing.T) {
	t.Parallel()
	r, err := recording.Read([]byte(`[{"request":{"method":"GET","url":"http://a.example/"},"response":{"peer":{"host":"b.example"}},"certificate":{"trusted":"yes"}}]`), nil)
	require.NoError(t, err)
	vocabtest.Equal(t, walk.Peer{Host: "b.example", Trusted: schannel.Yes}, r.Exchanges[0].Answer.Peer)
}

func TestDetection(t *testing.T) {
	t.Parallel()
	const protocols = `"protocols":[{"protocol":"imap","hostname":"imap.elsewhere.example","port":993},{"protocol":"smtp","hostname":"smtp.elsewhere.example"}]}`
	for _, row := range []struct{ before, why string }{
		{`{"email":"a@b.example","services":[],`, "the answer as it comes"},
		{`{"services":[],`, "the address is taken out before a file is passed on"},
		{`{"email":"a@b.example",`, "what is empty is taken out"},
	} {
		r, err := recording.Read([]byte(row.before+protocols), nil)
		require.NoError(t, err, row.why)
		vocabtest.Equal(t, walk.Recording{Detection: []string{"imap.elsewhere.example", "smtp.elsewhere.example"}}, r)
	}
}

// TestIgnored: a key is named once, and a hundred are.
func TestIgnored(t *testing.T) {
	t.Parallel()
	var keys strings.Builder
	var want []string
	for n := range 101 {
		fmt.Fprintf(&keys, `"key %d":0,"key %d":0,`, n, n)
		want = append(want, fmt.Sprintf("key %d", n))
	}
	r, err := recording.Read([]byte("[{"+keys.String()+`"request":{"method":"GET"}}]`), nil)
	require.NoError(t, err)
	require.Equal(t, want[:100], r.Ignored)
}

func TestFailures(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]walk.Failure{
		"name not resolved":                                     walk.NoName,
		"no such name":                                          walk.NoName,
		"net::ERR_NAME_NOT_RESOLVED":                            walk.NoName,
		"NXDOMAIN":                                              walk.NoName,
		"connection refused":                                    walk.Refused,
		"net::ERR_CONNECTION_REFUSED":                           walk.Refused,
		"timed out":                                             walk.TimedOut,
		"net::ERR_CONNECTION_TIMED_OUT":                         walk.TimedOut,
		"net::ERR_CERT_AUTHORITY_INVALID":                       walk.TLSFailed,
		"the TLS handshake failed":                              walk.TLSFailed,
		"net::ERR_CONNECTION_RESET":                             walk.OtherFault,
		"server misbehaving":                                    walk.OtherFault,
		"curl: (6) Could not resolve host":                      walk.NoName,
		"The remote name could not be resolved: 'corp.example'": walk.NoName,
		"No such host is known":                                 walk.NoName,
		"Name or service not known":                             walk.NoName,
		"no such record":                                        walk.NoName,
		"DNS name does not exist":                               walk.NoName,
		"*** can't find corp.example: Non-existent domain":      walk.NoName,
		"getaddrinfo ENOTFOUND corp.example":                    walk.NoName,
		"GetLastError=12007":                                    walk.NoName,
		"0x80072EE7":                                            walk.NoName,
		"i/o timeout":                                           walk.TimedOut,
		"ETIMEDOUT":                                             walk.TimedOut,
		"the connected party did not properly respond after a period of time":   walk.TimedOut,
		"Could not establish trust relationship for the SSL/TLS secure channel": walk.TLSFailed,
		"x509: certificate signed by unknown authority":                         walk.TLSFailed,
		"certificate is not for this name ":                                     walk.TLSFailed,
	} {
		r, err := recording.Read([]byte(`[{"request":{"method":"GET","url":"https://a.example/"},"error":`+quoted(t, text)+`}]`), nil)
		require.NoError(t, err)
		if got := r.Exchanges[0].Answer.Failure; got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, file string
		code       string
		says       string
	}{
		{"empty", " ", "autodiscover.recording.format", "empty"},
		{"session archive of Fiddler", "PK\x03\x04x", "autodiscover.recording.format", "HTTPArchive"},
		{"packet capture", "\xd4\xc3\xb2\xa1\x02", "autodiscover.recording.format", "HAR"},
		{"packet capture of Wireshark", "\x0a\x0d\x0d\x0a\x02", "autodiscover.recording.format", "packet capture"},
		{"HTTP as it is sent", "HTTP/1.1 302 Found\r\nLocation: https://a.example/\r\n", "autodiscover.recording.format", "small form"},
		{"log of Outlook", "Autodiscover to https://corp.example/autodiscover/autodiscover.xml starting\r\n", "autodiscover.recording.format", "log of Outlook"},
		{"log of Outlook that begins with the directory", "12:00\tAttempting URL https://a.example/x found through SCP\r\n", "autodiscover.recording.format", "log of Outlook"},
		{"log of Outlook that knows no directory", "Local autodiscover for corp.example starting\r\n", "autodiscover.recording.format", "log of Outlook"},
		{"log of Outlook, the service record", "Srv Record lookup for corp.example FAILED (0x8004010F)\r\n", "autodiscover.recording.format", "log of Outlook"},
		{"log of Outlook in another language", "AutoErmittlung\r\nGetLastError=12175; httpStatus=0.\r\n", "autodiscover.recording.format", "log of Outlook"},
		{"Remote Connectivity Analyzer", "The Microsoft Connectivity Analyzer is attempting to test Autodiscover for u@corp.example.\r\n", "autodiscover.recording.format", "Remote Connectivity Analyzer"},
		{"Remote Connectivity Analyzer as XML", `<?xml version="1.0"?><testresult status="Error" testdescription="Autodiscover">`, "autodiscover.recording.format", "Remote Connectivity Analyzer"},
		{"trace of the EWS Managed API", "<Trace Tag=\"AutodiscoverConfiguration\" Tid=\"9\" Time=\"2024-03-01 10:11:12Z\">\r\nStarting SCP lookup\r\n</Trace>\r\n", "autodiscover.recording.format", "trace of the EWS Managed API"},
		{"log of exchangelib", "DEBUG:exchangelib.autodiscover:Attempting autodiscover on email user@corp.example\n", "autodiscover.recording.format", "log of exchangelib"},
		{"curl -v", "* Connected\n> POST /autodiscover/autodiscover.xml HTTP/1.1\n>\n< HTTP/1.1 401 Unauthorized\n", "autodiscover.recording.format", "curl"},
		{"HTTP request as it is sent", "POST https://corp.example/autodiscover/autodiscover.xml HTTP/1.1\r\n", "autodiscover.recording.format", "small form"},
		{"HTTP request of a browser", "GET /autodiscover/autodiscover.xml HTTP/1.1\r\n", "autodiscover.recording.format", "small form"},
		{"UTF-16", "\xff\xfe[\x00]\x00", "autodiscover.recording.format", "UTF-8"},
		{"XML", "<Autodiscover/>", "autodiscover.recording.format", "XML"},
		{"LDIF", "dn: CN=x", "autodiscover.recording.format", "LDIF"},
		{"text", "hello", "autodiscover.recording.format", "HAR"},
		{"another object", `{"a":1}`, "autodiscover.recording.format", "HAR"},
		{"protocols of something else", `{"protocols":[{"hostname":"a.example"}]}`, "autodiscover.recording.format", "HAR"},
		{"cut off", `[{"request":`, "autodiscover.recording.syntax", ""},
		{"cut off HAR", `{"log":`, "autodiscover.recording.syntax", ""},
		{"another type", `{"log":{"entries":[{"request":{"method":1}}]}}`, "autodiscover.recording.syntax", "type"},
		{"another type in the small form", `[{"request":{"method":1}}]`, "autodiscover.recording.syntax", "type"},
		{"a date that is none", `[{"request":{"method":"GET","url":"x"},"peer":{"not_after":"tomorrow"}}]`, "autodiscover.recording.syntax", "3339"},
		{"no files", `[{"request":{"method":"GET","url":"x"},"response":{"body_file":"a.xml"}}]`, "autodiscover.recording.missing_file", "a.xml"},
		{"no base64", har(entry("GET", "http://a.example/", 200, "", `"encoding":"base64","text":"*",`)), "autodiscover.recording.body", ""},
		{"too many", "[" + strings.Repeat("{},", 20_000) + "{}]", "autodiscover.recording.too_large", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			r, err := recording.Read([]byte(row.file), nil)
			if !errors.Is(err, &schannel.Error{Code: schannel.Code(row.code)}) || !strings.Contains(err.Error(), row.says) {
				t.Errorf("%v, want %s that says %q", err, row.code, row.says)
			}
			vocabtest.Equal(t, walk.Recording{}, r)
		})
	}
	_, err := recording.Read([]byte(`[{"request":{"method":"GET","url":"x"},"response":{"body_file":"../../etc/passwd"}}]`), fstest.MapFS{})
	if !errors.Is(err, &schannel.Error{Code: "autodiscover.recording.missing_file"}) {
		t.Errorf("%v", err)
	}
}

// TestBounds is not parallel: it counts what the process allocates. The output
// of a walk is bounded by what was recorded.
func TestBounds(t *testing.T) {
	if vocabtest.Race {
		return // the race detector allocates on its own
	}
	long := strings.Repeat("x", 1<<20)
	exchange := func(answer string) string {
		return `[{"request":{"method":"POST","url":"https://corp.example/autodiscover/autodiscover.xml"},` + answer + `}]`
	}
	for name, file := range map[string]string{
		"many requests":  "[" + strings.Repeat(`{"request":{"method":"POST","url":"https://corp.example/autodiscover/autodiscover.xml"},"response":{"status":302,"headers":{"Location":"https://corp.example/autodiscover/autodiscover.xml"}}},`, 19_000) + "{}]",
		"a long target":  exchange(`"response":{"status":302,"headers":{"Location":"https://` + long + `"}}`),
		"a long path":    exchange(`"response":{"status":302,"headers":{"Location":"https://a.example/autodiscover/autodiscover.xml?` + long + `"}}`),
		"a long error":   exchange(`"response":{"status":200,"body":` + quoted(t, strings.Replace(settings, "<Action>settings</Action>", "<Error><ErrorCode>"+long+"</ErrorCode></Error>", 1)) + `}`),
		"a long URL":     exchange(`"response":{"status":200,"body":` + quoted(t, strings.Replace(settings, "<Action>settings</Action>", "<Action>redirectUrl</Action><RedirectUrl>https://a.example/"+long+"</RedirectUrl>", 1)) + `}`),
		"a long address": exchange(`"response":{"status":200,"body":` + quoted(t, strings.Replace(settings, "<Action>settings</Action>", "<Action>redirectAddr</Action><RedirectAddr>a@"+long+"</RedirectAddr>", 1)) + `}`),
		"a long scheme":  exchange(`"response":{"status":401,"headers":{"WWW-Authenticate":"` + long + `"}}`),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r, err := recording.Read([]byte(file), nil)
		require.NoError(t, err, name)
		for product := autodiscover.Outlook2007; product <= autodiscover.DocsClient; product++ {
			text, err := json.Marshal(walk.Replay(walk.Setup{Client: autodiscover.Client{Product: product, Mail: "user@corp.example"}, Consent: schannel.Yes}, r))
			require.NoError(t, err)
			if len(text) > 4*len(file)+1<<20 {
				t.Errorf("%s, %s: %d bytes of outcome for %d", name, product, len(text), len(file))
			}
		}
		runtime.ReadMemStats(&after)
		if got, most := after.TotalAlloc-before.TotalAlloc, uint64(7*(16*len(file)+64<<20)); got > most {
			t.Errorf("%s: %d bytes allocated, more than %d", name, got, most)
		}
	}
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "autodiscover", recording.Catalog())
}

func FuzzHAR(f *testing.F) {
	f.Add([]byte(har(entry("POST", "https://corp.example/autodiscover/autodiscover.xml", 302, `{"name":"location","value":"https://b.example/"},`, ""))))
	f.Fuzz(holds)
}

func FuzzSmallForm(f *testing.F) {
	f.Add([]byte(`[{"request":{"method":"POST","url":"https://corp.example/x"},"response":{"status":401,"headers":{"WWW-Authenticate":"NTLM"}}}]`))
	f.Fuzz(holds)
}

// holds: an error leaves nothing, and whatever was read is walked to an end and
// is the same the second time.
func holds(t *testing.T, file []byte) {
	files := fstest.MapFS{"a": {Data: []byte(settings)}}
	r, err := recording.Read(file, files)
	if err != nil {
		if e, ok := errors.AsType[*schannel.Error](err); !ok || e.Offset > len(file) {
			t.Fatalf("%v", err)
		}
		vocabtest.Equal(t, walk.Recording{}, r)
		return
	}
	again, err := recording.Read(file, files)
	if diff := cmp.Diff(r, again); err != nil || diff != "" {
		t.Fatalf("%v %s", err, diff)
	}
	text, err := json.Marshal(r)
	if err != nil || len(text) > 8*len(file)+1<<20 {
		t.Fatalf("%d bytes of JSON for %d: %v", len(text), len(file), err)
	}
	for _, product := range []autodiscover.Product{autodiscover.EWSManagedAPI, autodiscover.Outlook2013, autodiscover.DocsClient} {
		o := walk.Replay(walk.Setup{Client: autodiscover.Client{Product: product, Mail: "user@corp.example"}, Consent: schannel.Yes}, r)
		if o.End == walk.EndNone {
			t.Fatal("no end")
		}
		vocabtest.Findings(t, o.Findings)
	}
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzHAR": 4, "FuzzSmallForm": 5, "FuzzValue": 5})
}
