// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package recording

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
)

// Caps of a recording.
const (
	maxRecording = 64 << 20
	maxExchanges = 20_000
	maxBody      = 4 << 20
	maxNotes     = 100
	maxHeaders   = 1_000 // of an answer
	maxRecords   = 100
	maxNames     = 1_000
	maxKept      = 100 // schemes, and endpoints, of an answer
	maxScheme    = 40
	maxDigits    = 20
)

// Kinds of recordings that are not read, and what each means.
var (
	errFormat      = schannel.Phrase{Code: "autodiscover.recording.format", Text: "the file is neither HAR nor the small form, a list of requests with their responses"}
	errSize        = schannel.Phrase{Code: "autodiscover.recording.too_large", Text: "the recording is larger, or has more of something, than is read"}
	errSyntax      = schannel.Phrase{Code: "autodiscover.recording.syntax", Text: "the JSON is malformed, or a value has another type than its key calls for"}
	errMissingFile = schannel.Phrase{Code: "autodiscover.recording.missing_file", Text: "a body is in a file that does not exist"}
	errBody        = schannel.Phrase{Code: "autodiscover.recording.body", Text: "a body is not in the encoding that the recording names"}
)

func fault(kind schannel.Phrase, field string, offset int, err error) *schannel.Error {
	if err == nil {
		err = errors.New(kind.Text)
	}
	return &schannel.Error{Code: kind.Code, Field: field, Offset: offset, Err: err}
}

// Read reads HAR 1.2, as browsers and Fiddler save it, or the small
// form: a list of objects with "request" ("method" and "url", or "dns" and
// "name"), and "response" ("status", "headers", "body" or "body_file",
// "records"), "error", and "peer". Bodies in files are taken from files, which
// may be nil.
func Read(file []byte, files fs.FS) (walk.Recording, error) {
	if len(file) > maxRecording {
		return walk.Recording{}, fault(errSize, "recording", maxRecording, nil)
	}
	begin := len(file) - len(bytes.TrimLeft(bytes.TrimPrefix(file, []byte("\xef\xbb\xbf")), space))
	start := file[begin:]
	switch {
	case len(start) == 0:
		return walk.Recording{}, fault(errFormat, "recording", 0, errors.New("the file is empty"))
	case start[0] != '[' && start[0] != '{':
		return walk.Recording{}, fault(errFormat, "recording", begin, foundInstead(file, start))
	}
	top, err := wellFormed(file, begin)
	if err != nil {
		return walk.Recording{}, err
	}
	r := reader{files: files}
	if top.is('[') {
		r.small(top)
	} else {
		r.top(top)
	}
	return r.result()
}

// foundInstead names the format of a file that is not JSON, and how to get a
// recording. Start is the file behind blanks, with which some formats begin.
func foundInstead(file, start []byte) error {
	const (
		record  = "record the requests in a proxy, and save them as HAR"
		logHelp = "it does not hold the answers; " + record
		byHand  = "write it in the small form, or record it in a proxy and save it as HAR"
		tests   = "a result of the Remote Connectivity Analyzer"
	)
	begin := start[:min(len(start), 1<<16)]
	for _, known := range [...]struct {
		begins           bool // the file; else it stands somewhere in it
		text, name, help string
	}{
		{true, "PK\x03\x04", "a ZIP archive, such as a session archive of Fiddler", "export it as HTTPArchive 1.2"},
		{true, "\xd4\xc3\xb2\xa1", "a packet capture", record},
		{true, "\x0a\x0d\x0d\x0a", "a packet capture", record},
		{true, "\xff\xfe", "UTF-16", "save it as UTF-8"},
		{false, "<testresult ", tests, logHelp},
		{false, "Connectivity Analyzer", tests, logHelp},
		{false, "Autodiscover to http", "a log of Outlook", logHelp}, // KB2785498, as the next ones
		{false, "Attempting URL http", "a log of Outlook", logHelp},
		{false, "Local autodiscover for ", "a log of Outlook", logHelp},
		{false, "Srv Record lookup for ", "a log of Outlook", logHelp},
		{false, "; httpStatus=", "a log of Outlook", logHelp}, // in every language
		{false, "\n< HTTP/", "what curl -v prints", byHand},
		{true, "<Trace ", "a trace of the EWS Managed API", record},
		{false, "DEBUG:exchangelib", "a log of exchangelib", logHelp},
		{true, "<", "XML", "an answer by itself is read by package answer, or as the body_file of a response in the small form"},
		{true, "HTTP/", "an HTTP answer as it is sent", byHand},
		{true, "POST ", "an HTTP request as it is sent", byHand},
		{true, "GET ", "an HTTP request as it is sent", byHand},
		{true, "dn:", "LDIF", "the directory is read by package scpfile"},
	} {
		text := []byte(known.text)
		if bytes.HasPrefix(start, text) || bytes.HasPrefix(file, text) || !known.begins && bytes.Contains(begin, text) {
			return fmt.Errorf("this is %s, no JSON: %s", known.name, known.help)
		}
	}
	return errors.New(errFormat.Text)
}

// top reads HAR, or what the account detection of Outlook answers.
func (r *reader) top(object value) {
	part := r.object(object, "recording", pass, "log", "protocols", "email", "services")
	switch {
	case !part[0].absent():
		r.har(part[0])
	case !part[1].absent() && (part[2].text != nil || part[3].text != nil):
		r.detection(part[1])
	default:
		r.fail(errFormat, "recording", object, nil)
	}
}

// detection keeps the hosts that the account detection of Outlook named.
func (r *reader) detection(protocols value) {
	for protocol := range r.list(protocols, "protocols", maxNotes) {
		part := r.object(protocol, "protocols", pass, "hostname")
		r.recording.Detection = append(r.recording.Detection, r.text(part[0], "protocols.hostname"))
	}
	if len(r.recording.Detection) == 0 {
		r.recording.Detection = []string{""}
	}
}

// ignore notes what was not understood.
func ignore(r *walk.Recording, what string) {
	const longest = 80
	if len(what) > longest {
		what = strings.ToValidUTF8(what[:longest], "")
	}
	if len(r.Ignored) < maxNotes && !slices.Contains(r.Ignored, what) {
		r.Ignored = append(r.Ignored, what)
	}
}

// readFile reads a body that stands in a file.
func readFile(files fs.FS, name string) ([]byte, error) {
	if files == nil {
		return nil, fault(errMissingFile, "body_file", schannel.NoOffset, fmt.Errorf("no files are given, and the body stands in %q", name))
	}
	f, err := files.Open(name)
	if err != nil {
		return nil, fault(errMissingFile, "body_file", schannel.NoOffset, fmt.Errorf("%q: %w", name, err))
	}
	defer func() { _ = f.Close() }() // nothing was written
	body, err := io.ReadAll(io.LimitReader(f, maxBody+1))
	switch {
	case err != nil:
		return nil, fault(errMissingFile, "body_file", schannel.NoOffset, fmt.Errorf("%q: %w", name, err))
	case len(body) > maxBody:
		return nil, fault(errSize, "body_file", schannel.NoOffset, nil)
	}
	return body, nil
}

// failureOf tells the kind of a failure by its text.
func failureOf(text string) walk.Failure {
	text = strings.ToLower(text)
	for _, known := range [...]struct {
		part string
		kind walk.Failure
	}{
		{"refused", walk.Refused}, // as Go, .NET and Chromium say it
		{"no such name", walk.NoName},
		{"no such host", walk.NoName},
		{"no such record", walk.NoName},
		{"name not", walk.NoName},
		{"not known", walk.NoName},
		{"does not exist", walk.NoName},
		{"not resolve", walk.NoName}, // curl: Could not resolve host
		{"could not be resolved", walk.NoName},
		{"name_not_resolved", walk.NoName},
		{"nxdomain", walk.NoName},
		{"non-existent", walk.NoName}, // nslookup
		{"enotfound", walk.NoName},    // Node.js
		{"12007", walk.NoName},        // WinINet, ERROR_INTERNET_NAME_NOT_RESOLVED
		{"0x80072ee7", walk.NoName},
		{"timed out", walk.TimedOut},
		{"timed_out", walk.TimedOut},
		{"timedout", walk.TimedOut},
		{"timeout", walk.TimedOut},
		{"properly respond", walk.TimedOut}, // Winsock, WSAETIMEDOUT
		{"cert", walk.TLSFailed},
		{"tls", walk.TLSFailed},
		{"ssl", walk.TLSFailed},
		{"handshake", walk.TLSFailed},
	} {
		if strings.Contains(text, known.part) {
			return known.kind
		}
	}
	return walk.OtherFault
}

func methodOf(text string) (autodiscover.Method, bool) {
	switch strings.ToUpper(text) {
	case "POST":
		return autodiscover.Post, true
	case "GET":
		return autodiscover.Get, true
	}
	return autodiscover.MethodNone, false
}
