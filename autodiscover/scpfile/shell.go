// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile

import (
	"iter"
	"strings"
	"time"
	"unicode"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/gather"
	"github.com/schanneltrust/schannel/internal/pstext"
)

// The properties of what Get-ClientAccessServer and Get-ClientAccessService
// print; the last two also stand in what Get-ADObject prints.
const (
	propertyName     = "Name"
	propertyIdentity = "Identity"
	propertyURI      = "AutoDiscoverServiceInternalUri"
	propertySites    = "AutoDiscoverSiteScope"
	propertyUTC      = "WhenCreatedUTC"
	propertyCreated  = "WhenCreated"
	propertyDN       = "DistinguishedName"

	// keywordURL is the GUID that Setup gives to the entry of each server; the
	// cmdlets do not print it.
	keywordURL = "77378F46-2C66-4aa9-A6A6-3E7A48B19596"
)

// shellItems yields the servers of what a shell printed or exported.
func shellItems(file []byte) iter.Seq[item] {
	return func(yield func(item) bool) {
		culture := cultureOf(file)
		for object, err := range shellObjects(file) {
			var next item
			if err == nil {
				next = shellItem(object, culture)
			} else {
				next.fault = fault(err.Code, err.Field, err.Offset, err.Err)
			}
			if !yield(next) {
				return
			}
		}
	}
}

// shellItem reads an object: an entry of the directory, which has one of the
// attributes that are read, or else a server.
func shellItem(o pstext.Object, culture pstext.Culture) item {
	_, keywords := o.Get("keywords")
	_, binding := o.Get("serviceBindingInformation")
	if keywords || binding {
		return entryItem(o, culture)
	}
	return serverItem(o, culture)
}

// serverItem makes an entry of a server. One whose URL was cut by the width of
// the window, or was not asked for, is not known, which is not none.
func serverItem(o pstext.Object, culture pstext.Culture) item {
	uri, asked := o.Get(propertyURI)
	switch {
	case !asked:
		return item{fault: fault(codeProperty, propertyURI, o.Offset, reason("the output does not have this property; ask for it with Format-List"))}
	case uri.Cut:
		return item{fault: fault(codeCut, propertyURI, uri.Offset, reason("the value was cut; print it with Format-List"))}
	}
	sites, scoped := o.Get(propertySites)
	if cutList(sites) {
		return item{fault: fault(codeCut, propertySites, sites.Offset, reason("the value was cut; set $FormatEnumerationLimit to -1 and print it with Format-List"))}
	}
	if at := controls(o); at != "" {
		return item{fault: fault(codeControl, at, o.Offset, reason("the value holds a control character"))}
	}
	return item{read: func(g *gather.Groups) autodiscover.SCP {
		scp := server(o, uri, sites)
		subject := schannel.Whole("scp").Named(scp.Server)
		if !scoped {
			g.AddWith(ruleNoScope, schannel.Basis{
				Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingScope},
			}, subject)
		}
		if scp.Created = dated(o, culture, subject, g); !scp.Created.IsZero() {
			g.AddWith(ruleServerCreated, schannel.Basis{Certainty: schannel.Likely}, subject)
		}
		return scp
	}}
}

// entryItem makes an entry of what Get-ADObject prints: attributes under their
// own names, those that may have several values as lists.
func entryItem(o pstext.Object, culture pstext.Culture) item {
	attributes := values{}
	for _, name := range [...]string{"keywords", "serviceBindingInformation", "serviceDNSName", "cn", "objectClass", "objectCategory", propertyDN} {
		read, wrong := attribute(o, name)
		if wrong.Code != "" {
			return item{fault: wrong}
		}
		attributes[strings.ToLower(name)] = read
	}
	dn := strings.Join(attributes[strings.ToLower(propertyDN)], ", ")
	if !attributes.isSCP() {
		return item{note: func(g *gather.Groups) { g.Add(ruleOtherEntry, schannel.Whole("entry").Named(dn)) }}
	}
	return item{read: func(g *gather.Groups) autodiscover.SCP {
		scp := fromAttributes(dn, attributes, g)
		scp.Created = dated(o, culture, schannel.Whole("scp").Named(nameOf(scp)), g)
		return scp
	}}
}

// attribute returns the values of an attribute that a shell printed. Keywords
// and binding are needed. Keywords that are no list and no GUID are one line of
// several, as dsquery prints them, and those of the others are lost.
func attribute(o pstext.Object, name string) ([]string, schannel.Error) {
	value, asked := o.Get(name)
	if !asked && (name == "keywords" || name == "serviceBindingInformation") {
		return nil, fault(codeProperty, name, o.Offset, reason("the output does not have this property; ask for it with -Properties, and print it with Format-List"))
	}
	if cutList(value) {
		return nil, fault(codeCut, name, value.Offset, reason("the value was cut; set $FormatEnumerationLimit to -1 and print it with Format-List"))
	}
	var read []string
	for one := range value.Items() {
		text := strings.TrimSpace(one.Text)
		if strings.ContainsFunc(text, unicode.IsControl) {
			return nil, fault(codeControl, name, value.Offset, reason("the value holds a control character"))
		}
		if text != "" {
			read = append(read, text)
		}
	}
	if name == "keywords" && len(read) > 0 && !value.IsList() && autodiscover.KindOf(read) == autodiscover.KindUnknown {
		return nil, fault(codeProperty, name, value.Offset, reason("the value is not printed as a list; print it with Format-List"))
	}
	return read, schannel.Error{}
}

// dated returns when the object was created, and says so if that was printed and
// cannot be read.
func dated(o pstext.Object, culture pstext.Culture, subject schannel.Subject, g *gather.Groups) time.Time {
	at, printed := created(o, culture)
	if printed && at.IsZero() {
		g.Add(ruleBadDate, subject)
	}
	return at
}

// cutList reports whether the window or $FormatEnumerationLimit cut the list:
// an ellipsis stands at its end, or behind its last item.
func cutList(sites pstext.Value) bool {
	for site := range sites.Items() {
		if site.Cut || strings.HasSuffix(site.Text, "...") || strings.HasSuffix(site.Text, "…") {
			return true
		}
	}
	return sites.Cut
}

func server(o pstext.Object, uri, sites pstext.Value) autodiscover.SCP {
	name, ok := o.Get(propertyName)
	if !ok {
		name, _ = o.Get(propertyIdentity)
	}
	dn, _ := o.Get(propertyDN)
	scp := autodiscover.SCP{
		Kind: autodiscover.URLEntry, Server: strings.TrimSpace(name.Text), DN: strings.TrimSpace(dn.Text), Keywords: []string{keywordURL},
	}
	for site := range sites.Items() {
		if text := strings.TrimSpace(site.Text); text != "" {
			scp.Keywords = append(scp.Keywords, "Site="+text)
		}
	}
	if text := strings.TrimSpace(uri.Text); text != "" {
		scp.Bindings = []string{text}
	}
	return scp
}

// controls names a property of the entry that holds a control character.
func controls(o pstext.Object) string {
	for _, name := range []string{propertyName, propertyIdentity, propertyDN, propertyURI, propertySites} {
		value, _ := o.Get(name)
		for item := range value.Items() {
			if strings.ContainsFunc(item.Text, unicode.IsControl) {
				return name
			}
		}
	}
	return ""
}

// created returns when the server was created, zero if that cannot be read,
// and whether it was printed at all. Local times of one shell are compared
// with each other only, so that their zone does not matter.
func created(o pstext.Object, culture pstext.Culture) (time.Time, bool) {
	value := single(o, propertyUTC)
	if value.IsNull() {
		value = single(o, propertyCreated)
	}
	if value.IsNull() {
		return time.Time{}, false
	}
	moment, err := culture.Parse(value.Text)
	if err != nil || value.Cut {
		return time.Time{}, true
	}
	return moment.Clock.UTC(), true
}

const (
	codeProperty schannel.Code = "autodiscover.file.property"
	codeCut      schannel.Code = "autodiscover.file.cut"
)

var (
	meaningProperty = schannel.Phrase{Code: "autodiscover.file.property", Text: "What a shell printed lacks a property that is needed."}
	meaningCut      = schannel.Phrase{Code: "autodiscover.file.cut", Text: "A value was cut by the width of the window or the number of items."}
)

var ruleNoScope = schannel.Rule{
	Code: "autodiscover.file.no_scope", Title: "The sites were not asked for", Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Set-ClientAccessService", Section: "-AutoDiscoverSiteScope"}},
	Message: "Servers are printed without AutoDiscoverSiteScope, and are read as scoped to no site: {names} ({count} in all).",
}

var ruleBadDate = schannel.Rule{
	Code: "autodiscover.file.date", Title: "The creation time cannot be read", Severity: schannel.Info, Evidence: schannel.Reported,
	Sources: []schannel.Source{{Document: "SCP information via PowerShell"}},
	Message: "WhenCreated cannot be read, or reads in two ways, and is taken as unknown: {names} ({count} in all).",
}

var ruleServerCreated = schannel.Rule{
	Code: "autodiscover.file.server_created", Title: "The creation time may be the server's", Severity: schannel.Info, Evidence: schannel.Reported,
	Sources: []schannel.Source{{Document: "SCP information via PowerShell"}},
	Message: "The cmdlet prints a WhenCreated, and no document says whether it is that of the server or of its service connection point: {names} ({count} in all).",
}

var missingScope = schannel.Phrase{Code: "autodiscover.missing.scope", Text: "the sites of the servers (AutoDiscoverSiteScope)"}
