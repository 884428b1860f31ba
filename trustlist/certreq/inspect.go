// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"bytes"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/tlswire"
	"github.com/schanneltrust/schannel/trustlist"
)

// Inspect is [trustlist.Inspect] for the list of the capture, under the rules
// of its version, and tells what followed the request. Of a list not read to
// its end it tells only that; of one that is malformed, that the server is at
// fault.
func (f Flight) Inspect() trustlist.Captured {
	captured := f.inspectList()
	add := func(f schannel.Finding) { captured.Findings = append(captured.Findings, f) }
	captured.Findings = append(captured.Findings, stringTypes(f.Request.Authorities)...)
	if i := f.ownName(); i >= 0 {
		add(schannel.NewFinding(ruleOwnLeaf, schannel.Basis{Certainty: schannel.Likely}, schannel.Nth("name", i), schannel.Number("number", i+1)))
	}
	captured.Findings = append(captured.Findings, f.followed()...)
	if f.Prelude != "" {
		add(schannel.NewFinding(rulePrelude, certain, schannel.Whole("capture"), schannel.Number("begins", f.Begins), schannel.Text("protocol", f.Prelude)))
	}
	if f.Guessed {
		add(schannel.NewFinding(ruleGuessed, schannel.Basis{Certainty: schannel.Likely}, schannel.Whole("capture"), schannel.Word("version", f.Version)))
	}
	return captured
}

var rulePrelude = schannel.Rule{
	Code: "trustlist.flight.prelude", Title: "TLS begins after a dialogue in clear",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message: "TLS begins at byte {begins}. What comes before it is {protocol}.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 6.2.1"}},
}

var ruleGuessed = schannel.Rule{
	Code: "trustlist.flight.guessed", Title: "The version is guessed",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "No ServerHello gives the version. By its form the message is one of {version}; the form of TLS 1.1 is that of SSL 3.0 and TLS 1.0 too.",
	Sources: []schannel.Source{
		{Document: "RFC 4346", Section: "Section 7.4.4"},
		{Document: "RFC 5246", Section: "Section 7.4.4"},
		{Document: "RFC 8446", Section: "Section 4.3.2"},
	},
}

func (f Flight) inspectList() trustlist.Captured {
	list := f.Request.Authorities
	bare := trustlist.Captured{Names: len(list), Bytes: list.Size()}
	switch {
	case f.Malformed:
		bare.Findings = []schannel.Finding{schannel.NewFinding(ruleMalformed, schannel.Basis{Certainty: schannel.Certain},
			schannel.Whole("list"), schannel.Number("names", bare.Names), schannel.Number("bytes", bare.Bytes))}
		return bare
	case len(list) == 0 && f.hasNoList():
		bare.Cut = schannel.No
		bare.Findings = []schannel.Finding{schannel.NewFinding(ruleNoList, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("list"))}
		return bare
	case f.Whole && len(list) == 0 && f.forbidsEmpty():
		bare.Cut = schannel.No
		bare.Findings = []schannel.Finding{schannel.NewFinding(ruleEmptyList, schannel.Basis{Certainty: schannel.Certain},
			schannel.Whole("list"), schannel.Word("version", f.Version))}
		return bare
	case f.Whole:
		return trustlist.Inspect(list)
	}
	return trustlist.InspectPart(list)
}

var ruleMalformed = schannel.Rule{
	Code: "trustlist.flight.malformed", Title: "The server encodes the list wrongly",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Message: "The lengths in the list contradict each other or the message. That is the fault of the server, not of the capture, and clients that check lengths refuse the message. {names} names could be read; encoded correctly, they take {bytes} bytes.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.4"}, {Document: "RFC 8446", Section: "Section 4.2.4"}},
	Excludes: []schannel.Code{
		"trustlist.captured.cut", "trustlist.captured.whole", "trustlist.captured.beyond", "trustlist.captured.incomplete",
	},
}

// hasNoList reports whether the request is one of TLS 1.3, all of which is
// there, without the extension.
func (f Flight) hasNoList() bool {
	named := func(e Extension) bool { return e.Type == extensionAuthorities }
	return tlswire.IsTLS13(f.Version) && len(f.Request.Extensions) > 0 && !slices.ContainsFunc(f.Request.Extensions, named)
}

var ruleNoList = schannel.Rule{
	Code: "trustlist.flight.no_list", Title: "The request names nobody",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message: "The CertificateRequest of TLS 1.3 has no extension certificate_authorities: a client may offer any certificate that fits the other extensions.",
	Sources: []schannel.Source{{Document: "RFC 8446", Section: "Section 4.3.2"}, {Document: "RFC 8446", Section: "Section 4.2.4"}},
}

func (f Flight) forbidsEmpty() bool {
	return !f.Guessed && f.Version <= schannel.TLS10 || tlswire.IsTLS13(f.Version)
}

var ruleEmptyList = schannel.Rule{
	Code: "trustlist.flight.empty", Title: "The list is empty, which the version does not allow",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Message: "The list is empty. {version} requires at least one name, so a client may refuse the message. Only of TLS 1.1 and 1.2 is it written that an empty list lets a client send any certificate.",
	Sources: []schannel.Source{
		{Document: "RFC 2246", Section: "Section 7.4.4"},
		{Document: "RFC 4346", Section: "Section 7.4.4"},
		{Document: "RFC 8446", Section: "Section 4.2.4"},
	},
	Excludes: []schannel.Code{"trustlist.list.none"},
}

var ruleOwnLeaf = schannel.Rule{
	Code: "trustlist.flight.own_leaf", Title: "The list names the server itself",
	Severity: schannel.Warning, Evidence: schannel.Reported,
	Message: "Entry no. {number} is the subject of the certificate that the server itself sent, which is no authority. This happens when a server is given its own certificate as the file of authorities; nobody has a certificate of that issuer.",
	Sources: []schannel.Source{{Document: "radsecproxy/radsecproxy#154"}},
}

// ownName returns which name is the subject of the server's certificate, or -1.
// A certificate that its own key may have signed can be an authority too.
func (f Flight) ownName() int {
	issuer, subject := namesOf(f.Leaf)
	if subject == nil || bytes.Equal(issuer, subject) {
		return -1
	}
	return slices.IndexFunc(f.Request.Authorities, func(n trustlist.Name) bool { return bytes.Equal(n, subject) })
}

// namesOf returns the names of a certificate (RFC 5280, Section 4.1), or
// nothing.
func namesOf(der []byte) (issuer, subject []byte) {
	const tagVersion asn1.Tag = 0xa0
	s := cryptobyte.String(der)
	var certificate, tbs, from, to cryptobyte.String
	if !s.ReadASN1(&certificate, asn1.SEQUENCE) || !certificate.ReadASN1(&tbs, asn1.SEQUENCE) || !tbs.SkipOptionalASN1(tagVersion) ||
		!tbs.SkipASN1(asn1.INTEGER) || !tbs.SkipASN1(asn1.SEQUENCE) || !tbs.ReadASN1Element(&from, asn1.SEQUENCE) ||
		!tbs.SkipASN1(asn1.SEQUENCE) || !tbs.ReadASN1Element(&to, asn1.SEQUENCE) {
		return nil, nil
	}
	return from, to
}
