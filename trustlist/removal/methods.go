// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package removal

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// Method is one of the three methods of KB2464556.
type Method uint8

const (
	MethodUnspecified Method = 0 // "unspecified": not a method
	RemoveRoots       Method = 1 // "remove-roots": remove trusted roots that are not used
	EnterprisePolicy  Method = 2 // "enterprise-policy": have a group policy trust enterprise roots only
	SendNoList        Method = 3 // "send-no-list": set SendTrustedIssuerList to 0
)

// Change is a method and what it needs.
type Change struct {
	Method     Method
	Remove     []schannel.Thumbprint   // of RemoveRoots: what goes from the trusted roots
	Enterprise []certstore.Certificate // of EnterprisePolicy: the roots that the policy distributes
}

// Effect is what a change does to a host and to its clients.
type Effect struct {
	Host     compose.Host        `json:"-"`      // after the change
	Before   compose.Composition `json:"before"` // its Offers tells what a client does before the change
	After    compose.Composition `json:"after"`
	Findings []schannel.Finding  `json:"findings"` // about the change itself and the clients
}

const codeMethodUnknown schannel.Code = "trustlist.method.unknown"

// Apply carries out a method on a host and shows the list and what clients with
// the chains do, before and after. The host that is given stays as it is.
// A method that cannot be used on the host changes nothing, which a finding
// says. Errors are those of [compose.Compose], and a method that is none.
func Apply(h compose.Host, change Change, clients ...[]certstore.Certificate) (Effect, error) {
	before, err := compose.Compose(h)
	if err != nil {
		return Effect{}, err
	}
	e := Effect{Host: h, Before: before, Findings: []schannel.Finding{}}
	switch change.Method {
	case RemoveRoots:
		e.removeRoots(change.Remove)
	case EnterprisePolicy:
		e.trustEnterprise(change.Enterprise)
	case SendNoList:
		e.Host.Registry = append(slices.Clone(h.Registry), schannel.DWORD(compose.RegistryKey, compose.SendTrustedIssuerList, 0))
	case MethodUnspecified:
		return Effect{}, fault(codeMethodUnknown, "method", schannel.NoOffset, "no method is named")
	default:
		return Effect{}, fault(codeMethodUnknown, "method", schannel.NoOffset, "%v is none of the three", change.Method)
	}
	if e.After, err = compose.Compose(e.Host); err != nil {
		return Effect{}, err
	}
	e.judgeList()
	for i, chain := range clients {
		e.judgeClient(i, chain, h.Stores.TrustedRoots)
	}
	return e, nil
}

func (e *Effect) add(findings ...schannel.Finding) { e.Findings = append(e.Findings, findings...) }

var ruleMethodAbsent = schannel.Rule{
	Code: "trustlist.method.absent", Title: "A root that is to be removed is not in the store",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "No trusted root has the thumbprint {sha1}.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}},
}

// removeRoots is method 1.
func (e *Effect) removeRoots(remove []schannel.Thumbprint) {
	roots := e.Host.Stores.TrustedRoots
	for i, thumbprint := range remove {
		if !slices.ContainsFunc(roots, func(c certstore.Certificate) bool { return c.SHA1 == thumbprint }) {
			e.add(schannel.NewFinding(ruleMethodAbsent, schannel.Basis{Certainty: schannel.Certain}, schannel.Nth("removal", i), schannel.Text("sha1", thumbprint.String())))
		}
	}
	for _, f := range certstore.CheckRequired(e.Host.Release, roots, remove) {
		if f.Code == codeRequiredRemoved {
			e.add(f)
		}
	}
	gone := make(map[schannel.Thumbprint]bool, len(remove))
	for _, thumbprint := range remove {
		gone[thumbprint] = true
	}
	e.Host.Stores.TrustedRoots = slices.DeleteFunc(slices.Clone(roots), func(c certstore.Certificate) bool { return gone[c.SHA1] })
}

var ruleMethodDomain = schannel.Rule{
	Code: "trustlist.method.domain", Title: "The policy works on members of a domain only",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "Group policy reaches the server only if it is a member of a domain.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 2"}},
}

var ruleMethodEnterprise = schannel.Rule{
	Code: "trustlist.method.enterprise_only", Title: "Servers and clients trust the enterprise roots alone",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "The policy leaves {after} trusted roots of {before}. The servers and clients that it reaches trust nothing else: the roots that Windows requires and those of all certificates in use must be in it.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 2"},
		{Document: "KB293781"},
	},
}

// trustEnterprise is method 2. KB2464556: it is for servers that are members
// of a domain, and servers and clients trust the enterprise roots alone then.
func (e *Effect) trustEnterprise(roots []certstore.Certificate) {
	switch e.Host.DomainMember {
	case schannel.No:
		e.add(schannel.NewFinding(ruleMethodDomain, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("host")))
		return
	case schannel.Unknown:
		f := schannel.NewFinding(ruleMethodDomain, schannel.Basis{Certainty: schannel.InsufficientData}, schannel.Whole("host"))
		f.Missing = []string{"whether the server is a member of a domain"}
		e.add(f)
	case schannel.Yes:
	}
	e.add(schannel.NewFinding(ruleMethodEnterprise, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("host"),
		schannel.Number("before", len(e.Host.Stores.TrustedRoots)), schannel.Number("after", len(roots))))
	e.add(certstore.CheckRequired(e.Host.Release, roots, nil)...)
	e.Host.Stores.TrustedRoots = roots
}

var ruleMethodFits = schannel.Rule{
	Code: "trustlist.method.fits", Title: "The list is no longer cut after the change",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "After the change nothing is cut off: {names} names are sent.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Workaround"}},
}

var ruleMethodNoEffect = schannel.Rule{
	Code: "trustlist.method.no_effect", Title: "The change does not change what is sent",
	Severity: schannel.Warning, Evidence: schannel.Inferred,
	Message: "What the server sends is the same before and after the change.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Workaround"},
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
	},
}

var ruleMethodShort = schannel.Rule{
	Code: "trustlist.method.short", Title: "The list is still cut after the change",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "After the change the list is still {over} bytes too long; {dropped} names are dropped.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "More Information"}},
}

// judgeList says what the change does to the list.
func (e *Effect) judgeList() {
	before, after := e.Before.Shown(), e.After.Shown()
	t := e.After.Truncation
	switch {
	case e.Before.Sent == e.After.Sent && slices.EqualFunc(before, after, func(a, b trustlist.Name) bool { return string(a) == string(b) }):
		e.add(schannel.NewFinding(ruleMethodNoEffect, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("list")))
	case e.After.Sent != schannel.No && t.Truncated:
		e.add(schannel.NewFinding(ruleMethodShort, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("list"), schannel.Number("over", t.Over()), schannel.Number("dropped", t.Dropped)))
	case e.Before.Truncation.Truncated:
		e.add(schannel.NewFinding(ruleMethodFits, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("list"), schannel.Number("names", len(after))))
	}
}

var ruleMethodGains = schannel.Rule{
	Code: "trustlist.method.gains", Title: "A client offers its certificate after the change",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "Client {client} offered nothing before the change and does so after it, with: {programs}.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Workaround"}},
}

var ruleMethodLoses = schannel.Rule{
	Code: "trustlist.method.loses", Title: "A client offers its certificate no longer after the change",
	Severity: schannel.Failure, Evidence: schannel.Inferred,
	Message: "Client {client} offered its certificate before the change and offers nothing after it, with: {programs}.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Workaround"}},
}

var ruleMethodUntrusted = schannel.Rule{
	Code: "trustlist.method.untrusted", Title: "The server does not trust a client after the change",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "The root of client {client} is among the trusted roots before the change and not after it. Even if the client offers its certificate, the server does not accept it, unless the automatic update of roots brings the root back.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 1"},
		{Document: "KB2464556", Section: "Method 2"},
	},
}

// judgeClient says what the change does to one client.
func (e *Effect) judgeClient(i int, chain, roots []certstore.Certificate) {
	offersBefore, offersAfter := e.Before.Offers(chain), e.After.Offers(chain)
	var gains, loses []string
	for k, rule := range slices.Collect(offer.FamilyRules()) {
		before, after := offersBefore[k].Verdict.Offered(), offersAfter[k].Verdict.Offered()
		switch {
		case !before && after:
			gains = append(gains, rule.Product)
		case before && !after:
			loses = append(loses, rule.Product)
		}
	}
	subject, index := schannel.Nth("client", i), schannel.Number("client", i)
	if gains != nil {
		e.add(schannel.NewFinding(ruleMethodGains, schannel.Basis{Certainty: schannel.Likely}, subject, index, schannel.Text("programs", strings.Join(gains, "; "))))
	}
	if loses != nil {
		e.add(schannel.NewFinding(ruleMethodLoses, schannel.Basis{Certainty: schannel.Likely}, subject, index, schannel.Text("programs", strings.Join(loses, "; "))))
	}
	if endsIn(chain, roots) && !endsIn(chain, e.Host.Stores.TrustedRoots) {
		e.add(schannel.NewFinding(ruleMethodUntrusted, schannel.Basis{Certainty: schannel.Likely}, subject, index))
	}
}

// endsIn reports whether an issuer of the chain is the subject of a root.
func endsIn(chain, roots []certstore.Certificate) bool {
	return slices.ContainsFunc(chain, func(c certstore.Certificate) bool {
		return slices.ContainsFunc(roots, func(root certstore.Certificate) bool { return string(root.Subject) == string(c.Issuer) })
	})
}
