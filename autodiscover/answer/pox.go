// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package answer

import (
	"cmp"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Namespaces of POX, without their scheme.
const (
	spaceRoot    = "://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"
	spaceOutlook = "://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
	spaceMobile  = "://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006"
)

// poxReader collects what is read, and what is odd.
type poxReader struct {
	response Response
	oddities oddities
}

func readPOX(root *element, declared bool) (Response, error) {
	body := root.child("Response")
	if body == nil {
		return Response{}, fault(errRoot, "Response", root.offset)
	}
	r := poxReader{response: Response{Form: POX, Declared: declared}}
	r.oddities.space(root, spaceRoot)
	r.oddities.space(body, spaceRoot, spaceOutlook, spaceMobile)
	r.oddities.mobile = strings.HasSuffix(body.space, spaceMobile)
	account := body.child("Account")
	action := body.child("Action") // as Exchange ActiveSync has it
	if account != nil {
		action = account.child("Action")
		r.protocols(account)
	}
	switch {
	case r.refusal(body), r.refusal(account), r.refusal(action):
	case action != nil:
		r.action(action, account)
	}
	r.response.Findings = r.oddities.findings(r.response)
	return r.response, nil
}

// refusal reads an Error below an element, if there is one. MS-OXDSCLI and
// every example put it below Response, the page on Error below Account,
// MS-ASCMD, Section 4.2.2, below Action.
func (r *poxReader) refusal(parent *element) bool {
	e := parent.child("Error")
	if e == nil {
		return false
	}
	code := e.value("ErrorCode")
	if code == "" {
		code = e.value("Status") // of Exchange ActiveSync
	}
	r.response.Action = Refusal
	r.response.Error = Fault{Code: code, Message: e.value("Message"), Element: parent.name, ID: e.attribute("Id")}
	return true
}

// action reads the action and the target that belongs to it.
func (r *poxReader) action(action, account *element) {
	switch text := action.content(); text {
	case "settings":
		r.response.Action = Settings
	case "redirectUrl":
		r.response.Action, r.response.Target = RedirectURL, account.value("RedirectUrl")
	case "redirectAddr":
		r.response.Action, r.response.Target = RedirectAddress, account.value("RedirectAddr")
	default:
		if redirect := action.value("Redirect"); redirect != "" { // Exchange ActiveSync
			r.response.Action, r.response.Target = RedirectAddress, redirect
			return
		}
		r.oddities.action = clip(text)
	}
}

// protocols reads the protocols of an account. The EWS Managed API fails on two
// of one type on one level; it knows three types, and takes all others for one.
func (r *poxReader) protocols(account *element) {
	seen := [4]bool{}
	for _, c := range account.children {
		if c.name != "Protocol" {
			continue
		}
		p := r.protocol(c, "")
		r.response.Protocols = append(r.response.Protocols, p)
		kind := protocolKind(p.Type)
		if seen[kind] && r.oddities.duplicate == "" {
			r.oddities.duplicate = named(p.Type)
		}
		seen[kind] = true
	}
}

func protocolKind(name string) int {
	switch name {
	case "EXCH":
		return 1
	case "EXPR":
		return 2
	case "WEB":
		return 3
	}
	return 0
}

// protocol reads one protocol and those inside it.
func (r *poxReader) protocol(e *element, place string) Protocol {
	p := Protocol{Type: e.value("Type"), Place: place, Server: e.value("Server"), AuthPackage: e.value("AuthPackage"), CertPrincipalName: e.value("CertPrincipalName")}
	if p.Type == "" {
		p.Type = e.attribute("Type")
	}
	for _, c := range e.children {
		switch c.name {
		case "Protocol":
			p.Inner = append(p.Inner, r.protocol(c, ""))
			r.oddities.nested++
		case "Internal", "External":
			r.placed(&p, c)
		default:
			p.URLs = append(p.URLs, c.urls(c.name+".")...)
		}
	}
	p.URLs = append(e.urls(""), p.URLs...)
	return p
}

// placed reads what stands in Internal or External: protocols and addresses.
func (r *poxReader) placed(p *Protocol, part *element) {
	p.URLs = append(p.URLs, part.urls(part.name+".")...)
	for _, c := range part.children {
		if c.name == "Protocol" {
			p.Inner = append(p.Inner, r.protocol(c, part.name))
			r.oddities.nested++
		}
	}
}

// urls lists the children that hold a URL.
func (e *element) urls(prefix string) []Setting {
	var found []Setting
	for _, c := range e.children {
		if len(c.children) == 0 && strings.Contains(strings.ToLower(c.name), "url") && c.content() != "" {
			found = append(found, Setting{Name: prefix + c.name, Value: c.content()})
		}
	}
	return found
}

// oddities are what is odd about a body that was read nevertheless.
type oddities struct {
	scheme, other string // namespaces: with https:, and unknown
	action        string // that no document knows
	duplicate     string // type that stands twice on one level
	mobile        bool   // the schema of Exchange ActiveSync
	nested        int    // protocols inside protocols
	users         int    // answers of SOAP that were not read
}

// space compares the namespace of an element with those that belong there.
func (o *oddities) space(e *element, known ...string) {
	for _, k := range known {
		switch e.space {
		case "http" + k:
			return
		case "https" + k:
			o.scheme = e.space
			return
		}
	}
	if o.other == "" {
		o.other = named(e.space)
	}
}

// named is a text from the network for a message, a hyphen for an empty one.
func named(text string) string { return cmp.Or(clip(text), "-") }

// findings says what is odd.
func (o *oddities) findings(r Response) []schannel.Finding {
	var all []schannel.Finding
	add := func(rule schannel.Rule, basis schannel.Basis, args ...schannel.Arg) {
		all = append(all, schannel.NewFinding(rule, basis, subject(), args...))
	}
	if r.Form == POX && !r.Declared {
		add(ruleUndeclared, certain())
	}
	if o.scheme != "" {
		add(ruleNamespaceScheme, certain(), schannel.Text("namespace", o.scheme))
	}
	if o.other != "" {
		add(ruleNamespace, certain(), schannel.Text("namespace", o.other))
	}
	if o.mobile {
		add(ruleMobile, certain())
	}
	if o.action != "" {
		add(ruleAction, schannel.Basis{
			Certainty: schannel.Undocumented,
			Outcomes:  []schannel.Phrase{outcomeRedirect, outcomeError}, Settle: []schannel.Phrase{settleWatch},
		}, schannel.Text("action", o.action))
	}
	if (r.Action == RedirectURL || r.Action == RedirectAddress) && r.Target == "" {
		add(ruleTarget, certain(), schannel.Word("action", r.Action))
	}
	if r.Action == Refusal && r.Form == POX && r.Error.Element != "Response" {
		add(rulePlacement, certain(), schannel.Text("element", r.Error.Element))
	}
	if o.duplicate != "" {
		add(ruleDuplicate, certain(), schannel.Text("type", o.duplicate))
	}
	if o.nested > 0 {
		add(ruleNested, certain(), schannel.Number("count", o.nested))
	}
	if o.users > 0 {
		add(ruleUsers, certain(), schannel.Number("count", o.users))
	}
	if len(r.SettingErrors) > 0 {
		f := schannel.NewFinding(ruleSettings, certain(), subject(), schannel.Number("count", len(r.SettingErrors)))
		for _, e := range r.SettingErrors[:min(len(r.SettingErrors), 10)] {
			f.Items = append(f.Items, schannel.Whole("setting").Named(clip(e.Setting)))
		}
		all = append(all, f)
	}
	switch {
	case r.Error.Element == elementFault:
		add(ruleFault, certain(), schannel.Text("code", clip(r.Error.Code)), schannel.Text("message", clip(r.Error.Message)))
	case r.Action == Refusal:
		all = append(all, Meaning(clip(r.Error.Code)))
	}
	return all
}
