// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"fmt"

	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dn"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

var ruleStringType = schannel.Rule{
	Code: "trustlist.flight.string_type", Title: "A name has a string type that its attribute does not allow",
	Severity: schannel.Warning, Evidence: schannel.Reported,
	Message: "Names with an attribute in a string type that its definition does not allow: {count}, the first of them no. {number}, whose {attribute} is encoded as {type} instead of {defined}. Most stacks take any bytes for a name; Erlang/OTP without the fix of its issue 11338 ends the handshake with decode_error (50).",
	Sources: []schannel.Source{{Document: "RFC 5280", Section: "Appendix A.1"}, {Document: "erlang/otp#11338"}},
}

// directory stands for the string types of a DirectoryString.
const directory asn1.Tag = 0

// defined is the string types of attributes (RFC 5280, Appendix A.1).
var defined = [...]struct {
	oid, name string
	tag       asn1.Tag
}{
	{"\x55\x04\x06", "countryName", asn1.PrintableString},
	{"\x55\x04\x05", "serialNumber", asn1.PrintableString},
	{"\x55\x04\x2e", "dnQualifier", asn1.PrintableString},
	{"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19", "domainComponent", asn1.IA5String},
	{"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", "emailAddress", asn1.IA5String},
	{"\x55\x04\x03", "commonName", directory},
	{"\x55\x04\x04", "surname", directory},
	{"\x55\x04\x07", "localityName", directory},
	{"\x55\x04\x08", "stateOrProvinceName", directory},
	{"\x55\x04\x0a", "organizationName", directory},
	{"\x55\x04\x0b", "organizationalUnitName", directory},
	{"\x55\x04\x0c", "title", directory},
	{"\x55\x04\x29", "name", directory},
	{"\x55\x04\x2a", "givenName", directory},
	{"\x55\x04\x2b", "initials", directory},
	{"\x55\x04\x2c", "generationQualifier", directory},
	{"\x55\x04\x41", "pseudonym", directory},
}

// String types that cryptobyte has no name for (X.680, Section 8.4).
const (
	numericString   asn1.Tag = 18
	universalString asn1.Tag = 28
	bmpString       asn1.Tag = 30
)

// allows reports whether an attribute of which one type is defined may have
// another one.
func allows(definition, tag asn1.Tag) bool {
	if definition != directory {
		return tag == definition
	}
	switch tag {
	case asn1.T61String, asn1.PrintableString, universalString, asn1.UTF8String, bmpString:
		return true
	}
	return false
}

// tagName is the name of a string type of X.680, or the number of another tag.
func tagName(tag asn1.Tag) string {
	for _, row := range [...]struct {
		tag  asn1.Tag
		name string
	}{
		{asn1.PrintableString, "PrintableString"},
		{asn1.UTF8String, "UTF8String"},
		{asn1.IA5String, "IA5String"},
		{asn1.T61String, "TeletexString"},
		{numericString, "NumericString"},
		{universalString, "UniversalString"},
		{bmpString, "BMPString"},
		{directory, "DirectoryString"},
	} {
		if row.tag == tag {
			return row.name
		}
	}
	return fmt.Sprintf("tag 0x%02x", uint8(tag))
}

// stringTypes tells which names have a string type that is not allowed, in one
// finding.
func stringTypes(list trustlist.List) []schannel.Finding {
	var found []schannel.Subject
	var args []schannel.Arg
	for i, name := range list {
		first, ok := wrongType(name)
		if !ok {
			continue
		}
		found = append(found, schannel.Nth("name", i))
		if len(found) == 1 {
			args = first
		}
	}
	if len(found) == 0 {
		return nil
	}
	args = append([]schannel.Arg{schannel.Number("count", len(found)), schannel.Number("number", found[0].Index+1)}, args...)
	return []schannel.Finding{say.Counted(schannel.NewFinding(ruleStringType, certain, found[0], args...), found)}
}

// wrongType looks for the first attribute with a string type that is not
// allowed. What is no name is told elsewhere.
func wrongType(name trustlist.Name) (args []schannel.Arg, found bool) {
	for a, fault := range dn.Attributes(name) {
		if fault != nil {
			return nil, false
		}
		for _, d := range defined {
			if string(a.OID) == d.oid && !allows(d.tag, a.Tag) {
				return []schannel.Arg{
					schannel.Text("attribute", d.name), schannel.Text("type", tagName(a.Tag)), schannel.Text("defined", tagName(d.tag)),
				}, true
			}
		}
	}
	return nil, false
}
