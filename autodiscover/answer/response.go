// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package answer

import (
	"encoding/json"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// Form is the form of an answer.
type Form uint8

const (
	FormUnspecified Form = 0 // "unspecified": not a form
	POX             Form = 1 // "pox": plain XML, of autodiscover.xml
	SOAP            Form = 2 // "soap": of autodiscover.svc
)

// Action is what an answer asks of the client.
type Action uint8

const (
	ActionUnspecified Action = 0 // "unspecified": the answer names no action
	Settings          Action = 1 // "settings": the client is done
	RedirectURL       Action = 2 // "redirect-url": ask again there
	RedirectAddress   Action = 3 // "redirect-address": begin again with another mail address
	Refusal           Action = 4 // "error": see the error
)

// Start is how a body begins, after blanks and comments.
type Start uint8

const (
	StartNone        Start = 0 // "none": the body is empty
	StartDeclaration Start = 1 // "declaration": an XML declaration
	StartElement     Start = 2 // "element": an element, without an XML declaration
	StartOther       Start = 3 // "other": a document type definition, text, anything that is no XML
)

// Response is an answer of either form.
type Response struct {
	Form     Form   `json:"form"`
	Declared bool   `json:"declared"` // begins with an XML declaration
	Action   Action `json:"action"`
	Target   string `json:"target"` // of a redirect, as it is written
	Error    Fault  `json:"error"`  // of an error, or the code of a redirect in SOAP

	Protocols     []Protocol `json:"protocols"`      // of POX
	Settings      []Setting  `json:"settings"`       // of SOAP
	SettingErrors []Fault    `json:"setting_errors"` // of SOAP: settings that were asked for in vain

	Findings []schannel.Finding `json:"findings"`
}

// Fault is an error, or a code, in an answer.
type Fault struct {
	Code    string `json:"code"`    // as it is written, such as "600" or "ServerBusy"
	Message string `json:"message"` // as it is written
	Element string `json:"element"` // in which it stands: "Response", "Account", "Action", "UserResponse", "DomainResponse", "UserSettingError", "DomainSettingError", "Fault"
	Setting string `json:"setting"` // that it is about
	ID      string `json:"id"`      // of POX: a hash of the server's name
}

// Setting is a name with a value.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Protocol is one way to reach the mailbox.
type Protocol struct {
	Type              string     `json:"type"`                // EXCH, EXPR, WEB or EXHTTP
	Place             string     `json:"place"`               // "Internal" or "External" inside WEB and EXHTTP, else empty
	Server            string     `json:"server"`              //
	AuthPackage       string     `json:"auth_package"`        //
	CertPrincipalName string     `json:"cert_principal_name"` // empty: see Principal
	URLs              []Setting  `json:"urls"`                // every element whose name has Url in it
	Inner             []Protocol `json:"inner"`               // the protocols inside it
}

// Principal returns the name that Outlook expects on the certificate of the
// RPC proxy. It reports false for "none": the name is not compared.
func (p Protocol) Principal() (name string, compared bool) {
	// POX: CertPrincipalName: without the element it is msstd: and the server.
	switch p.CertPrincipalName {
	case "":
		return p.Server, p.Server != ""
	case "none":
		return "", false
	}
	const prefix = "msstd:"
	name = p.CertPrincipalName
	if hasPrefixFold([]byte(name), prefix) {
		name = name[len(prefix):]
	}
	return name, name != ""
}

// MarshalJSON writes every field, empty lists as lists.
func (r Response) MarshalJSON() ([]byte, error) {
	type plain Response
	p := plain(r)
	p.Protocols, p.Settings, p.SettingErrors = jsonlist.Of(p.Protocols), jsonlist.Of(p.Settings), jsonlist.Of(p.SettingErrors)
	p.Findings = jsonlist.Of(p.Findings)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (p Protocol) MarshalJSON() ([]byte, error) {
	type plain Protocol
	q := plain(p)
	q.URLs, q.Inner = jsonlist.Of(q.URLs), jsonlist.Of(q.Inner)
	return json.Marshal(q)
}
