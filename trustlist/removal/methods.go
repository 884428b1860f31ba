// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package removal

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
	"github.com/schanneltrust/schannel/trustlist/offer"
	"github.com/schanneltrust/schannel/winreg"
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
	Method     Method                  `json:"method"`
	Remove     []schannel.Thumbprint   `json:"remove"`     // of RemoveRoots: what goes from the trusted roots
	Enterprise []certstore.Certificate `json:"enterprise"` // of EnterprisePolicy: the roots that the policy distributes
}

// Effect is what a change does to a host and to its clients.
type Effect struct {
	Host     compose.Host        `json:"host"`   // after the change
	Before   compose.Composition `json:"before"` // its Offers tells what a client does before the change
	After    compose.Composition `json:"after"`
	Findings []schannel.Finding  `json:"findings"` // about the change itself and the clients
}

// MarshalJSON writes every field, empty lists as lists.
func (c Change) MarshalJSON() ([]byte, error) {
	type plain Change
	p := plain(c)
	p.Remove, p.Enterprise = jsonlist.Of(p.Remove), jsonlist.Of(p.Enterprise)
	return json.Marshal(p)
}

// MarshalJSON writes every field, no findings as an empty list.
func (e Effect) MarshalJSON() ([]byte, error) {
	type plain Effect
	p := plain(e)
	p.Findings = jsonlist.Of(p.Findings)
	return json.Marshal(p)
}

const codeMethodUnknown schannel.Code = "trustlist.method.unknown"

var ruleMethodHost = schannel.Rule{
	Code: "trustlist.method.host", Title: "Nothing is known of the server",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "What a method changes depends on the release of the server and on its stores.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Workaround"}},
}

// Apply carries out a method on a host and shows the list and what clients with
// the chains do, before and after. The host that is given stays as it is.
// A method that cannot be used on the host changes nothing, which a finding
// says, and so it does if nothing is known of the host. The error is that of a
// method that is none.
func Apply(h compose.Host, change Change, clients ...[]certstore.Certificate) (Effect, error) {
	e := trial{Effect{Host: h, Before: compose.Compose(h), Findings: []schannel.Finding{}}}
	switch change.Method {
	case RemoveRoots:
		e.removeRoots(change.Remove)
	case EnterprisePolicy:
		e.trustEnterprise(change.Enterprise)
	case SendNoList:
		e.Host.Registry = silenced(h.Registry)
	case MethodUnspecified:
		return Effect{}, fault(codeMethodUnknown, "method", schannel.NoOffset, "no method is named")
	default:
		return Effect{}, fault(codeMethodUnknown, "method", schannel.NoOffset, "%v is none of the three", change.Method)
	}
	e.After = compose.Compose(e.Host)
	if e.Before.Profile.Limit == 0 {
		e.add(schannel.NewFinding(ruleMethodHost, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: e.Before.Missing(),
		}, schannel.Whole("host")))
		return e.Effect, nil
	}
	e.judgeList()
	for i, chain := range clients {
		e.judgeClient(i, chain)
	}
	return e.Effect, nil
}

// silenced returns the values with SendTrustedIssuerList as 0.
func silenced(values []schannel.RegistryValue) []schannel.RegistryValue {
	rest := []schannel.RegistryValue{}
	set := make(map[int]bool)
	for _, m := range winreg.Find(values, winreg.Setting{Key: compose.RegistryKey, Name: compose.SendTrustedIssuerList}) {
		set[m.Value] = m.Reads()
	}
	for i, value := range values {
		if !set[i] {
			rest = append(rest, value)
		}
	}
	return append(rest, schannel.DWORD(compose.RegistryKey, compose.SendTrustedIssuerList, 0))
}

// trial is a change being tried.
type trial struct{ Effect }

func (e *trial) add(findings ...schannel.Finding) { e.Findings = append(e.Findings, findings...) }

var ruleMethodAbsent = schannel.Rule{
	Code: "trustlist.method.absent", Title: "Roots that are to be removed are not in the store",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "Roots that are to be removed and are not among the trusted roots: {count}, the first of them {sha1}.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}},
}

// removeRoots is method 1.
func (e *trial) removeRoots(remove []schannel.Thumbprint) {
	roots := e.Host.Stores.TrustedRoots
	if absent := absentFrom(roots, remove, "removal"); len(absent) > 0 {
		e.add(say.Counted(schannel.NewFinding(ruleMethodAbsent, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("change"),
			schannel.Number("count", len(absent)), schannel.Text("sha1", absent[0].Name)), absent))
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

// absentFrom returns the thumbprints of which there is no certificate.
func absentFrom(certificates []certstore.Certificate, thumbprints []schannel.Thumbprint, kind string) []schannel.Subject {
	there := make(map[schannel.Thumbprint]bool, len(certificates))
	for _, c := range certificates {
		there[c.SHA1] = true
	}
	var absent []schannel.Subject
	for i, t := range thumbprints {
		if !there[t] {
			absent = append(absent, schannel.Nth(kind, i).Named(t.String()))
		}
	}
	return absent
}

var missingDomain = schannel.Phrase{Code: "trustlist.missing.domain", Text: "whether the server is a member of a domain"}

// trustEnterprise is method 2. KB2464556: it is for servers that are members
// of a domain, and servers and clients trust the enterprise roots alone then.
func (e *trial) trustEnterprise(roots []certstore.Certificate) {
	var member []schannel.Finding
	switch e.Host.DomainMember {
	case schannel.No:
		e.add(schannel.NewFinding(ruleMethodDomain, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("host")))
		return
	case schannel.Unknown:
		member = append(member, schannel.NewFinding(ruleMethodDomain, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingDomain},
		}, schannel.Whole("host")))
		e.add(member...)
	case schannel.Yes:
	}
	e.add(schannel.NewFinding(ruleMethodEnterprise, schannel.Basis{Certainty: schannel.Certain, Premises: member}, schannel.Whole("host"),
		schannel.Number("before", len(e.Host.Stores.TrustedRoots)), schannel.Number("after", len(roots))))
	e.add(certstore.CheckRequired(e.Host.Release, roots, nil)...)
	e.Host.Stores.TrustedRoots = roots
}

var ruleMethodFits = schannel.Rule{
	Code: "trustlist.method.fits", Title: "The list is no longer cut after the change",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message:  "After the change nothing is cut off: {names} names are sent.",
	Sources:  []schannel.Source{{Document: "KB2464556", Section: "Workaround"}},
	Excludes: []schannel.Code{"trustlist.method.short", "trustlist.method.no_effect"},
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
	Message:  "After the change the list is still {over} bytes too long; {dropped} names are dropped.",
	Sources:  []schannel.Source{{Document: "KB2464556", Section: "More Information"}},
	Excludes: []schannel.Code{"trustlist.method.fits"},
}

var ruleMethodGains = schannel.Rule{
	Code: "trustlist.method.gains", Title: "A client offers its certificate after the change",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "Client {client} offered nothing before the change and does so after it, with {count} families of programs: {families}.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Workaround"}},
}

var ruleMethodLoses = schannel.Rule{
	Code: "trustlist.method.loses", Title: "A client offers its certificate no longer after the change",
	Severity: schannel.Failure, Evidence: schannel.Inferred,
	Message: "Client {client} offered its certificate before the change and offers nothing after it, with {count} families of programs: {families}.",
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

// grounds are the findings by which a composition knows what is sent.
func grounds(compositions ...compose.Composition) []schannel.Finding {
	var all []schannel.Finding
	for _, c := range compositions {
		g := c.Seen().Grounds
		all = slices.Concat(all, g.Sending, g.Listing, g.Cutting)
	}
	return all
}

// resting is a basis no surer than findings of other answers, those before the
// change and after it, which Because therefore does not name.
func resting(certainty schannel.Certainty, on []schannel.Finding) schannel.Basis {
	f := schannel.NewFinding(schannel.Rule{}, schannel.Basis{Certainty: certainty, Premises: on}, schannel.Subject{})
	return schannel.Basis{Certainty: f.Certainty, Evidence: f.Evidence, Outcomes: f.Outcomes, Settle: f.Settle, Missing: f.Missing}
}

// judgeList says what the change does to the list.
func (e *trial) judgeList() {
	before, after := e.Before.Shown(), e.After.Shown()
	t := e.After.Truncation
	basis := resting(schannel.Certain, grounds(e.Before, e.After))
	switch {
	case e.Before.Sent == e.After.Sent && slices.EqualFunc(before, after, func(a, b trustlist.Name) bool { return string(a) == string(b) }):
		e.add(schannel.NewFinding(ruleMethodNoEffect, basis, schannel.Whole("list")))
	case e.After.Sent != schannel.No && t.Truncated:
		e.add(schannel.NewFinding(ruleMethodShort, basis, schannel.Whole("list"), schannel.Number("over", t.Over()), schannel.Number("dropped", t.Dropped)))
	case e.Before.Truncation.Truncated:
		e.add(schannel.NewFinding(ruleMethodFits, basis, schannel.Whole("list"), schannel.Number("names", len(after))))
	}
}

// judgeClient says what the change does to one client.
func (e *trial) judgeClient(i int, chain []certstore.Certificate) {
	offersBefore, offersAfter := e.Before.Offers(chain), e.After.Offers(chain)
	var gains, loses changed
	for k, before := range offersBefore {
		after := offersAfter[k]
		if before.Verdict == offer.VerdictUnspecified || after.Verdict == offer.VerdictUnspecified {
			continue
		}
		switch {
		case !before.Verdict.Offered() && after.Verdict.Offered():
			gains.add(before, after)
		case before.Verdict.Offered() && !after.Verdict.Offered():
			loses.add(before, after)
		}
	}
	e.addChanged(ruleMethodGains, i, gains)
	e.addChanged(ruleMethodLoses, i, loses)
	if compose.IssuedBy(e.Before.Trust.Roots, chain) >= 0 && compose.IssuedBy(e.After.Trust.Roots, chain) < 0 {
		e.add(schannel.NewFinding(ruleMethodUntrusted, schannel.Basis{Certainty: schannel.Likely}, schannel.Nth("client", i), schannel.Number("client", i)))
	}
}

// changed is the families of clients that do something else after a change.
type changed struct {
	families []string
	findings []schannel.Finding
}

func (c *changed) add(before, after offer.Offer) {
	c.families = append(c.families, before.Family.String())
	c.findings = append(c.findings, before.Finding, after.Finding)
}

func (e *trial) addChanged(rule schannel.Rule, client int, c changed) {
	if len(c.families) == 0 {
		return
	}
	e.add(schannel.NewFinding(rule, resting(schannel.Likely, c.findings), schannel.Nth("client", client),
		schannel.Number("client", client), schannel.Number("count", len(c.families)), schannel.Text("families", strings.Join(c.families, ", "))))
}
