// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package recording

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// Caps of a recording.
const (
	maxRecording = 64 << 20
	maxExchanges = 20_000
	maxBody      = 4 << 20
	maxNotes     = 100
	maxRecords   = 100
	maxNames     = 1_000
	maxScheme    = 40
)

// Kinds of recordings that are not read, and what each means.
var (
	errFormat      = schannel.Phrase{Code: "autodiscover.recording.format", Text: "the file is neither HAR nor the small form, a list of requests with their responses"}
	errSize        = schannel.Phrase{Code: "autodiscover.recording.too_large", Text: "the recording is larger, or has more of something, than is read"}
	errSyntax      = schannel.Phrase{Code: "autodiscover.recording.syntax", Text: "the JSON is malformed, or a value has another type than its key calls for"}
	errMissingFile = schannel.Phrase{Code: "autodiscover.recording.missing_file", Text: "a body stands in a file that is not there"}
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
	file = bytes.TrimPrefix(file, []byte("\xef\xbb\xbf"))
	start := bytes.TrimLeft(file, " \t\r\n")
	switch {
	case len(start) == 0:
		return walk.Recording{}, fault(errFormat, "recording", 0, errors.New("the file is empty"))
	case start[0] == '[':
		return readSmall(file, files)
	case start[0] == '{':
		return readObject(file)
	}
	return walk.Recording{}, fault(errFormat, "recording", len(file)-len(start), foundInstead(start))
}

// foundInstead names the format of a file that is not JSON, and how to get a
// recording.
func foundInstead(start []byte) error {
	for _, known := range [...]struct{ prefix, name, help string }{
		{"PK\x03\x04", "a ZIP archive, such as a session archive of Fiddler", "export it as HTTPArchive 1.2"},
		{"\xd4\xc3\xb2\xa1", "a packet capture", "record the requests in a proxy, and save them as HAR"},
		{"\x0a\x0d\x0d\x0a", "a packet capture", "record the requests in a proxy, and save them as HAR"},
		{"<", "XML", "an answer by itself is read by package answer"},
		{"dn:", "LDIF", "the directory is read by package scpfile"},
		{"\xff\xfe", "UTF-16", "save it as UTF-8"},
	} {
		if bytes.HasPrefix(start, []byte(known.prefix)) {
			return fmt.Errorf("this is %s, no JSON: %s", known.name, known.help)
		}
	}
	return errors.New(errFormat.Text)
}

// syntax wraps an error of encoding/json with its place.
func syntax(field string, base int, err error) error {
	offset := schannel.NoOffset
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = base + int(e.Offset)
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		offset = base + int(e.Offset)
		err = errors.New("a value has another type than its key calls for")
	}
	return fault(errSyntax, field, offset, err)
}

// readObject reads HAR, or what the account detection of Outlook answers.
func readObject(file []byte) (walk.Recording, error) {
	var top map[string]json.RawMessage
	if err := json.Unmarshal(file, &top); err != nil {
		return walk.Recording{}, syntax("recording", 0, err)
	}
	switch {
	case top["log"] != nil:
		return readHAR(top["log"], bytes.Index(file, top["log"]))
	case top["protocols"] != nil && (top["email"] != nil || top["services"] != nil):
		return readDetection(top["protocols"])
	}
	return walk.Recording{}, fault(errFormat, "recording", 0, nil)
}

// readDetection keeps the hosts that the account detection of Outlook named.
func readDetection(protocols json.RawMessage) (walk.Recording, error) {
	var listed []struct {
		Host string `json:"hostname"`
	}
	if err := json.Unmarshal(protocols, &listed); err != nil {
		return walk.Recording{}, syntax("protocols", 0, err)
	}
	r := walk.Recording{Detection: []string{}}
	for _, p := range listed[:min(len(listed), maxNotes)] {
		r.Detection = append(r.Detection, p.Host)
	}
	if len(r.Detection) == 0 {
		r.Detection = []string{""}
	}
	return r, nil
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

// setHeader keeps the headers of an answer that decide something.
func setHeader(a *walk.Answer, name, value string) {
	switch strings.ToLower(name) {
	case "location":
		a.Location = weburl.WithoutUser(value)
	case "www-authenticate":
		a.Challenges = append(a.Challenges, schemes(value)...)
	case "x-soap-enabled", "x-wssecurity-enabled", "x-wssecurity-symmetrickey-enabled", "x-wssecurity-x509cert-enabled", "x-oauth-enabled":
		if value != "" {
			a.Endpoints = append(a.Endpoints, name)
		}
	}
}

// schemes lists the schemes in a WWW-Authenticate header (RFC 9110, Section
// 11.6.1): the words that are followed by a blank, a comma or nothing, and not
// by an equals sign.
func schemes(value string) []string {
	var found []string
	for part := range strings.SplitSeq(value, ",") {
		scheme, _, _ := strings.Cut(strings.TrimSpace(part), " ")
		if scheme != "" && !strings.ContainsAny(scheme, `="`) && len(scheme) <= maxScheme && len(found) < 10 {
			found = append(found, scheme)
		}
	}
	return found
}

// failureOf tells the kind of a failure by its text.
func failureOf(text string) walk.Failure {
	text = strings.ToLower(text)
	for _, known := range [...]struct {
		part string
		kind walk.Failure
	}{
		{"refused", walk.Refused},
		{"no such name", walk.NoName},
		{"no such host", walk.NoName},
		{"no such record", walk.NoName},
		{"name not", walk.NoName},
		{"nxdomain", walk.NoName},
		{"name_not_resolved", walk.NoName},
		{"not known", walk.NoName},
		{"could not be resolved", walk.NoName},
		{"timed out", walk.TimedOut},
		{"timed_out", walk.TimedOut},
		{"timeout", walk.TimedOut},
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
