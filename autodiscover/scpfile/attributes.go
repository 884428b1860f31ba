// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile

import (
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/dotnet"
	"github.com/schanneltrust/schannel/internal/gather"
)

// FromAttributes makes a service connection point of the attributes of an
// entry of a directory, whose names are compared in any case, and reports what
// the result no longer shows. What can be seen in the result, [Check] reports.
//
// Of the attributes, keywords, serviceBindingInformation, whenCreated, cn,
// serviceDNSName, objectClass and objectCategory are read.
func FromAttributes(dn string, attributes map[string][]string) (autodiscover.SCP, []schannel.Finding) {
	var g gather.Groups
	scp := fromAttributes(dn, attributesOf(attributes), &g)
	return scp, g.Findings()
}

func fromAttributes(dn string, read values, g *gather.Groups) autodiscover.SCP {
	scp := autodiscover.SCP{DN: dn, Server: read.name(dn), Bindings: slices.Clone(read["servicebindinginformation"])}
	subject := schannel.Whole("scp").Named(nameOf(scp))
	for _, k := range read["keywords"] {
		plain, quoted := unquoted(k)
		if quoted {
			g.Add(ruleQuoted, subject)
		}
		scp.Keywords = append(scp.Keywords, plain)
	}
	scp.Kind = autodiscover.KindOf(scp.Keywords)
	if created := read["whencreated"]; len(created) > 0 {
		var ok bool
		if scp.Created, ok = parseTime(created[0]); !ok {
			g.Add(ruleBadTime, subject)
		}
	}
	if !read.isSCP() {
		g.Add(ruleOtherClass, subject)
	}
	return scp
}

// values is attributes by their names in lower case.
type values map[string][]string

// attributesOf joins the values of names that differ in case, in the order of
// the names.
func attributesOf(attributes map[string][]string) values {
	read := values{}
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		lower := strings.ToLower(name)
		read[lower] = append(read[lower], attributes[name]...)
	}
	return read
}

// name is what the entry is called: cn, or the first part of its name, or the
// server that it says it is.
func (v values) name(dn string) string {
	if cn := v["cn"]; len(cn) > 0 {
		return cn[0]
	}
	if rest, ok := dotnet.CutPrefix(strings.TrimSpace(dn), "CN="); ok {
		return firstValue(rest)
	}
	if dns := v["servicednsname"]; len(dns) > 0 {
		return dns[0]
	}
	return ""
}

// firstValue is the value of the first part of a name, in which a backslash
// stands before a character of the value, or before two digits of one (RFC 4514,
// Section 2.4). Active Directory writes a line feed into the names of entries
// that it renamed after a conflict; it becomes a blank.
func firstValue(dn string) string {
	var value strings.Builder
	for i := 0; i < len(dn) && dn[i] != ','; i++ {
		c := dn[i]
		if c == '\\' && i+2 < len(dn) && isHexPair(dn[i+1:i+3]) {
			pair, _ := hex.DecodeString(dn[i+1 : i+3]) // both are digits
			c, i = pair[0], i+2
		} else if c == '\\' && i+1 < len(dn) {
			i++
			c = dn[i]
		}
		value.WriteByte(max(c, ' '))
	}
	return strings.ToValidUTF8(value.String(), "\ufffd")
}

func isHexPair(text string) bool {
	return strings.Trim(text, "0123456789abcdefABCDEF") == ""
}

// isSCP reports whether the classes of the entry, where they were exported,
// are those for which clients filter: objectClass in the EWS Managed API,
// objectCategory in MS-OXDISCO, Section 2.2.1.2.
func (v values) isSCP() bool {
	const class = "serviceConnectionPoint"
	classes := v["objectclass"]
	if len(classes) > 0 {
		return slices.ContainsFunc(classes, func(c string) bool { return strings.EqualFold(c, class) })
	}
	for _, category := range v["objectcategory"] {
		name, _, _ := strings.Cut(category, ",")
		name, _ = dotnet.CutPrefix(name, "CN=")
		return strings.EqualFold(name, class) || strings.EqualFold(name, "Service-Connection-Point")
	}
	return true
}

// unquoted takes a value out of quotation marks, in which the example of
// MS-OXDISCO, Section 4.2, prints its GUIDs.
func unquoted(text string) (string, bool) {
	if n := len(text); n >= 2 && text[0] == '"' && text[n-1] == '"' {
		return text[1 : n-1], true
	}
	return text, false
}

// parseTime reads a generalized time as Active Directory writes it
// (20190401120000.0Z), or with less or more of a fraction.
func parseTime(text string) (time.Time, bool) {
	for _, layout := range []string{"20060102150405Z", "20060102150405.9Z"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

var (
	ruleQuoted = schannel.Rule{
		Code: "autodiscover.scp.quoted_keyword", Title: "A keyword is in quotation marks", Severity: schannel.Warning, Evidence: schannel.Specified,
		Sources: []schannel.Source{{Document: "MS-OXDISCO", Section: "Section 4.2"}, {Document: "MS-OXDISCO", Section: "Section 2.2.1.2"}},
		Message: "Keywords are in quotation marks, as in the example of the specification: {names} ({count} in all). The marks are left out here; if they are in the directory, no client finds the entry.",
	}
	ruleBadTime = schannel.Rule{
		Code: "autodiscover.scp.bad_time", Title: "The creation time cannot be read", Severity: schannel.Info, Evidence: schannel.Specified,
		Sources: []schannel.Source{{Document: "RFC 4517", Section: "Section 3.3.13"}},
		Message: "The attribute whenCreated is not a generalized time and is taken as unknown: {names} ({count} in all).",
	}
	ruleOtherClass = schannel.Rule{
		Code: "autodiscover.scp.other_class", Title: "The entry is of another class", Severity: schannel.Warning, Evidence: schannel.Specified,
		Sources: []schannel.Source{{Document: "MS-OXDISCO", Section: "Section 2.2.1.2"}, {Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}},
		Message: "Entries are of a class other than serviceConnectionPoint, for which clients filter: {names} ({count} in all).",
	}
)
