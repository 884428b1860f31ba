// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"encoding/json"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/capturefile"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/internal/textfile"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// SClientNames is what openssl s_client prints of a CertificateRequest. The
// names are text, in the form of that release of OpenSSL: the bytes of the
// message are not in it, so nothing is known of their encoding, of the size of
// the list, nor of names that print alike.
type SClientNames struct {
	// Sent is whether the server named authorities: No where s_client says that
	// none were sent, Unknown where the text says nothing. A request with an
	// empty list is not told from none.
	Sent  schannel.Truth `json:"sent"`
	Names []string       `json:"names"` // as printed, in the order of the list
}

var ruleSClientNames = schannel.Rule{
	Code: "trustlist.sclient.names", Title: "The names are text and not bytes",
	Severity: schannel.Info, Evidence: schannel.Implemented,
	Message: "Openssl s_client printed {names} names. It prints them as text, so nothing is known of their encoding and of the size of the list, nor whether a client finds the same bytes in its certificates. Its option -msg gives the bytes.",
	Sources: []schannel.Source{{Document: "OpenSSL", Section: "apps/lib/s_cb.c, print_ca_names"}},
}

var ruleSClientNone = schannel.Rule{
	Code: "trustlist.sclient.none", Title: "No names were sent, or no certificate was asked for",
	Severity: schannel.Info, Evidence: schannel.Implemented,
	Message:  "Openssl s_client printed that no names were sent. It prints that of a request with an empty list, of one without a list and of no request at all.",
	Sources:  []schannel.Source{{Document: "OpenSSL", Section: "apps/lib/s_cb.c, print_ca_names"}},
	Excludes: []schannel.Code{"trustlist.sclient.names"},
}

// Findings says what the text does not tell.
func (n SClientNames) Findings() []schannel.Finding {
	switch {
	case len(n.Names) > 0:
		return []schannel.Finding{schannel.NewFinding(ruleSClientNames, certain, schannel.Whole("list"), schannel.Number("names", len(n.Names)))}
	case n.Sent == schannel.No:
		return []schannel.Finding{schannel.NewFinding(ruleSClientNone, certain, schannel.Whole("list"))}
	}
	return []schannel.Finding{}
}

// MarshalJSON writes no names as an empty list.
func (n SClientNames) MarshalJSON() ([]byte, error) {
	type plain SClientNames
	p := plain(n)
	p.Names = jsonlist.Of(p.Names)
	return json.Marshal(p)
}

// The lines of s_client around the names, which it prints for the first three
// versions of TLS and for TLS 1.3 alike.
const (
	sclientNames = "Acceptable client certificate CA names"
	sclientNone  = "No client certificate CA names sent"
)

// IsSClient reports whether a file is what openssl s_client prints, without the
// bytes of messages that its option -msg adds.
func IsSClient(file []byte) bool { return capturefile.Detect(file) == capturefile.SClient }

// ParseSClientLenient reads the names in what openssl s_client prints, up to
// the line after them. A text that says nothing of names gives none, and a
// defect; so does one that has each attribute in a line of its own, as the
// option -nameopt multiline prints them, because no line tells where a name ends.
func ParseSClientLenient(file []byte) (SClientNames, []*schannel.Error) {
	names := SClientNames{Names: []string{}}
	if len(file) > tlswire.MaxInput {
		return names, []*schannel.Error{asError(tlswire.TooLong(len(file)))}
	}
	inList, ended, aligned, start := false, false, false, 0
	decoded := textfile.Decode(file)
	for line := range decoded.Lines() {
		text := strings.TrimRight(textfile.Unquote(line.Text), " \t")
		switch {
		case names.Sent == schannel.Unknown && text == sclientNone:
			names.Sent = schannel.No
		case names.Sent == schannel.Unknown && text == sclientNames:
			names.Sent, inList, start = schannel.Yes, true, line.Offset
			names.Names = make([]string, 0, strings.Count(decoded.String, "\n")) // grown, it would take five times that
		case inList && endsNames(text):
			inList, ended = false, true
		case inList:
			names.Names = append(names.Names, text)
			aligned = aligned || isAligned(text)
		}
	}
	switch {
	case aligned:
		names.Names = []string{}
		return names, []*schannel.Error{fault(codeTextLines, "names", start, "each attribute stands in a line of its own, and where a name ends is not told: run s_client without -nameopt multiline")}
	case names.Sent == schannel.Unknown:
		return names, []*schannel.Error{fault(codeNoRequest, "text", len(file), "no line %q or %q", sclientNames, sclientNone)}
	case inList && !ended:
		return names, []*schannel.Error{fault(codeTextCut, "names", start, "the text ends inside the names: more may have followed the %d that are there", len(names.Names))}
	}
	return names, nil
}

// isAligned recognises an attribute that XN_FLAG_MULTILINE of OpenSSL prints:
// its long name in 25 columns or more, and an equals sign between blanks.
func isAligned(line string) bool {
	const columns = 25
	name, _, found := strings.Cut(line, " = ")
	return found && len(name) >= columns && !strings.ContainsAny(strings.TrimRight(name, " "), " =,/")
}

// endsNames recognises the line behind the names: that of the types or of the
// algorithms, that of the key of the server, or the rule between paragraphs.
func endsNames(line string) bool {
	for _, begin := range [...]string{
		"---", "Client Certificate Types:", "Requested Signature Algorithms:", "Shared Requested Signature Algorithms:",
		"Peer signing digest:", "Peer signature type:", "Server Temp Key:", "Peer Temp Key:", "Negotiated TLS1.3 group:",
	} {
		if strings.HasPrefix(line, begin) {
			return true
		}
	}
	return line == ""
}
