// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/symptom"
)

// view is an incident that is being looked at.
type view struct {
	Incident
	known  schannel.Scope
	taken  symptom.Taken
	groups []group
	facts  []schannel.Finding
	causes []schannel.Finding

	dropped    int // sights beyond the bound
	errors     int // of the log, that are not known
	firstError string
	errorItems []schannel.Subject
	listCut    bool // Schannel logged that a list of authorities was cut

	asked      []asked
	trustAsked bool
}

// asked is an answer about the server, of which the findings are facts now.
type asked struct {
	connector exchange.Connector
	answer    exchangecert.Selection
}

func newView(i Incident) *view {
	v := &view{Incident: i, known: i.Server.Scope()}
	if v.At.IsZero() {
		v.At = earliest(i)
	}
	return v
}

// fact adds a finding about what is known.
func (v *view) fact(rule schannel.Rule, basis schannel.Basis, subject schannel.Subject, args ...schannel.Arg) {
	v.facts = append(v.facts, schannel.NewFinding(rule, basis, subject, args...))
}

// explain adds what a group of sights says, and what may be behind it.
func (v *view) explain(g *group) {
	seen := v.seen(g)
	if g.sign.seen == &seenMessaging && v.listCut {
		v.fact(factListCut, schannel.Basis{Certainty: schannel.Certain, Premises: []schannel.Finding{seen}}, schannel.Whole("server").Named(v.Server.Name))
	}
	v.tellNamed(g, seen)
	answers := v.askFor(g, seen)
	shown := len(v.causes)
	sure := false
	for _, id := range g.sign.causes {
		sure = v.consider(id, g, seen, answers) || sure
	}
	if sure && g.sign.topic != aboutTrust {
		// One is shown; of the others nothing is.
		v.causes = slices.Concat(v.causes[:shown:shown], slices.DeleteFunc(slices.Clone(v.causes[shown:]), func(f schannel.Finding) bool {
			return f.Certainty == schannel.InsufficientData
		}))
	}
	if len(v.causes) == shown && len(g.sign.causes) > 0 {
		v.causes = append(v.causes, schannel.NewFinding(ruleUnexplained, schannel.Basis{Certainty: schannel.Likely, Premises: []schannel.Finding{seen}},
			g.subject()))
	}
}

// subject is named by the code of the finding that says what was seen, and by
// the connector and the name that it has.
func (g *group) subject() schannel.Subject {
	name := []string{string(g.sign.seen.Code), g.connector, g.name}
	if g.thumbprint != (schannel.Thumbprint{}) {
		name = append(name, g.thumbprint.String())
	}
	name = slices.DeleteFunc(name, func(part string) bool { return part == "" })
	return schannel.Whole("symptom").Named(strings.Join(name, " "))
}

// args are those of the findings about a group.
func (g *group) args() []schannel.Arg {
	name := g.name
	if name == "" {
		name = "?"
	}
	return []schannel.Arg{connectorArg(g.connector), schannel.Text("name", name), schannel.Number("count", g.count)}
}

// seen is the fact that it was seen: certain by provider and number, likely by
// a number or a text alone.
func (v *view) seen(g *group) schannel.Finding {
	basis := schannel.Basis{Certainty: schannel.Likely}
	if g.sure {
		basis.Certainty = schannel.Certain
	}
	f := schannel.NewFinding(*g.sign.seen, basis, g.subject(), g.args()...)
	f.Items = g.items
	v.facts = append(v.facts, f)
	return f
}

// Facts that stand beside what was seen.
var (
	factListCut = schannel.Rule{
		Code: "exchangecert.seen.list_cut", Title: "Schannel cut its list of authorities", Severity: schannel.Warning, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "jaapwesselius 2013-02-07"}},
		Message: "Schannel logged event 36885: the list of authorities was cut.",
	}
	factFixedName = schannel.Rule{
		Code: "exchangecert.connector.fixed_name", Title: "The connector takes no other Fqdn", Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Set-ReceiveConnector"}, {Document: "networksteve 14128"}},
		Message: "{connector} has Exchange Server authentication: its Fqdn can be the FQDN of the server, its NetBIOS name or nothing; another name there is no way out.",
	}
	factSelfSigned = schannel.Rule{
		Code: "exchangecert.presented.self_signed", Title: "A self-signed certificate is presented", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "exchangechallengeaccepted 2017"}, {Document: "Selection of inbound STARTTLS certificates"}},
		Message: "{connector} presents the self-signed certificate {certificate}.",
	}
	factDuplicate = schannel.Rule{
		Code: "exchangecert.duplicate.untrusted", Title: "Two certificates for a name, of different authorities", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB2888788"}},
		Message: "{certificate} and {other} hold the same name and are enabled for SMTP; the root of the first is not one that Windows comes with or a public authority has.",
	}
)

// askFor asks about what the symptom concerns, and returns the answers.
func (v *view) askFor(g *group, seen schannel.Finding) []asked {
	switch g.sign.topic {
	case aboutInternal:
		v.askInternal()
		return v.answersOf(exchangecert.DirectTrust)
	case aboutTrust:
		v.askTrust()
		return v.answersOf(exchangecert.DirectTrust)
	case aboutInbound, aboutOutbound:
		return v.askConnectors(g, seen)
	case aboutAuth:
		if v.Server.Auth.Seen && v.Server.Seen() {
			v.facts = append(v.facts, change.CheckAuth(v.Server, v.At)...)
		}
	case aboutNothing:
		if g.sign.seen == &seenUntrusted {
			v.duplicates()
		}
	}
	return nil
}

func (v *view) answersOf(p exchangecert.Purpose) []asked {
	var all []asked
	for _, a := range v.asked {
		if a.answer.Purpose == p {
			all = append(all, a)
		}
	}
	return all
}

// maxAsked is how many connectors are looked at.
const maxAsked = 50

// askConnectors asks about the connectors that a symptom names, or about all of
// its direction.
func (v *view) askConnectors(g *group, seen schannel.Finding) []asked {
	if !v.Server.Seen() {
		return nil
	}
	var all []asked
	for _, c := range v.connectorsOf(g) {
		if a, ok := v.ask(c, purposeOf(c)); ok {
			all = append(all, a)
			v.besides(a, seen)
		}
	}
	return all
}

func (v *view) connectorsOf(g *group) []exchange.Connector {
	send := g.sign.topic == aboutOutbound
	if g.send != schannel.Unknown {
		send = g.send == schannel.Yes
	}
	var direct, all []exchange.Connector
	elsewhere := false
	for _, c := range v.Connectors {
		switch {
		case !c.Of(v.Server):
			elsewhere = elsewhere || named(c, g.connector)
		case named(c, g.connector), g.connector == "" && c.Send == send && looksFor(c, g.name):
			direct = append(direct, c)
		case c.Send == send:
			all = append(all, c)
		}
	}
	switch {
	case len(direct) > 0:
		return direct
	case elsewhere:
		return nil // of another server
	case strings.HasPrefix(g.name, "<I>"):
		return []exchange.Connector{{Name: cmp.Or(g.connector, g.name), Send: send, Complete: true, TLSCertificateName: g.name}}
	case g.name != "":
		return []exchange.Connector{{Name: cmp.Or(g.connector, g.name), Send: send, Complete: true, FQDN: g.name}}
	case g.connector != "":
		return nil // another one than those that are known
	}
	return all
}

// looksFor reports whether a connector has the name that a symptom gives.
func looksFor(c exchange.Connector, name string) bool {
	return name != "" && (strings.EqualFold(c.FQDN, name) || c.TLSCertificateName == name)
}

// ask asks once about a connector, and makes the findings facts.
func (v *view) ask(c exchange.Connector, p exchangecert.Purpose) (asked, bool) {
	for _, a := range v.asked {
		if a.answer.Purpose != p || !strings.EqualFold(a.connector.Label(), c.Label()) {
			continue
		}
		// Of two states of one connector the first counts, as findings know
		// it by its name.
		return a, a.connector.FQDN == c.FQDN && a.connector.TLSCertificateName == c.TLSCertificateName && a.connector.Auth == c.Auth
	}
	if len(v.asked) == maxAsked {
		return asked{}, false
	}
	a := asked{c, exchangecert.Select(v.Server, exchangecert.Request{Purpose: p, Connector: c, At: v.At})}
	v.asked = append(v.asked, a)
	v.facts = append(v.facts, a.answer.Findings...)
	return a, true
}

// besides adds what matters of a connector beside its certificate.
func (v *view) besides(a asked, seen schannel.Finding) {
	c, label := a.connector, a.connector.Label()
	subject := schannel.Whole("connector").Named(label)
	if !c.Send && c.Auth.Has(exchange.AuthExchangeServer) == schannel.Yes && c.HasFQDN() && !strings.HasPrefix(a.answer.Name, "<") && !v.has(factFixedName.Code, subject) &&
		(seen.Code == seenNone.Code || seen.Code == seenExpired.Code) {
		v.fact(factFixedName, schannel.Basis{Certainty: schannel.Certain}, subject, connectorArg(label))
	}
	if seen.Code != seenMismatch.Code || a.answer.Winner == nil || v.has(factSelfSigned.Code, subject) {
		return
	}
	if i := v.Server.Find(*a.answer.Winner); i >= 0 && v.Server.Certificates[i].IssuedByAuthority() == schannel.No {
		v.fact(factSelfSigned, schannel.Basis{Certainty: schannel.Certain, Premises: a.answer.Findings[:1]}, subject,
			connectorArg(label), schannel.Text("certificate", a.answer.Winner.String()))
	}
	v.compareServers()
}

// compareServers looks whether connectors of other servers differ.
func (v *view) compareServers() {
	for _, f := range change.CheckFleet(nil, v.Connectors, v.At) {
		if !v.has(f.Code, f.Subject) {
			v.facts = append(v.facts, f)
		}
	}
}

func (v *view) has(code schannel.Code, subject schannel.Subject) bool {
	return slices.ContainsFunc(v.facts, func(f schannel.Finding) bool { return f.Code == code && f.Subject == subject })
}

// maxCompared bounds the certificates among which duplicates are looked for.
const maxCompared = 10_000

// duplicates looks for two certificates of one name that are enabled for SMTP,
// of which one has its root in the store of the computer alone.
func (v *view) duplicates() {
	all := v.Server.Certificates
	first := map[string]int{} // by name
	for i := range all[:min(len(all), maxCompared)] {
		c := &all[i]
		if c.Services.Has(exchange.SMTP) != schannel.Yes {
			continue
		}
		for _, name := range append([]string{c.Subject}, c.Domains...) {
			name = strings.ToLower(name)
			other, ok := first[name]
			if !ok {
				first[name] = i
			} else if other != i && ownRoot(&all[other]) != ownRoot(c) {
				v.duplicate(other, i)
				return
			}
		}
	}
}

// ownRoot reports whether the root of a certificate is one that only the
// organization knows.
func ownRoot(c *exchange.Certificate) bool {
	return c.RootCAType == exchange.RootRegistry || c.RootCAType == exchange.RootNone || c.RootCAType == exchange.RootEnterprise
}

func (v *view) duplicate(untrusted, public int) {
	all := v.Server.Certificates
	if ownRoot(&all[public]) {
		untrusted, public = public, untrusted
	}
	v.fact(factDuplicate, schannel.Basis{Certainty: schannel.Likely}, schannel.Nth("certificate", untrusted),
		schannel.Text("certificate", all[untrusted].Thumbprint.String()), schannel.Text("other", all[public].Thumbprint.String()))
}
