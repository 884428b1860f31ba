// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag

import (
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// consider adds a cause: likely if something confirms it or the symptom says it
// itself, with insufficient data if nothing rules it out. It reports whether
// something shows the cause; that nothing is found in the list of the shell does
// not, as the list leaves out what has no private key.
func (v *view) consider(id causeID, g *group, seen schannel.Finding, answers []asked) (shown bool) {
	c := &causes[id]
	if g.connector == "" && len(answers) == 1 {
		named := *g
		named.connector = answers[0].connector.Label()
		g = &named
	}
	confirmed := v.confirmed(id, g, answers)
	switch {
	case confirmed != nil:
		v.cause(id, g, confirmedBy(seen, *confirmed), confirmed)
	case v.ruledOut(id, g, answers) && !slices.Contains(c.from, seen.Code):
	case c.missing == nil, slices.Contains(c.from, seen.Code):
		v.cause(id, g, schannel.Basis{Certainty: schannel.Likely, Premises: []schannel.Finding{seen}}, nil)
	default:
		missing := c.missing
		if missing == &missingList && v.At.IsZero() && len(v.Server.Certificates) > 0 && len(v.Connectors) > 0 {
			missing = &missingFailure // the list is there, and cannot be asked
		}
		basis := schannel.Basis{Certainty: schannel.InsufficientData, Premises: []schannel.Finding{seen}, Missing: []schannel.Phrase{*missing}}
		v.cause(id, g, basis, nil)
	}
	return confirmed != nil && confirmed.Certainty != schannel.InsufficientData && (confirmed.Code != "exchangecert.select.none" || v.Server.WholeStore == schannel.Yes)
}

// confirmedBy is the basis of a cause that a finding confirms. Where documents
// leave open what follows from a fact, the symptom shows that it did follow, so
// the cause rests on the symptom alone.
func confirmedBy(seen, confirmed schannel.Finding) schannel.Basis {
	basis := schannel.Basis{Certainty: schannel.Likely, Premises: []schannel.Finding{seen}}
	if confirmed.Certainty != schannel.Undocumented {
		basis.Premises = append(basis.Premises, confirmed)
	}
	return basis
}

// cause adds the finding with what helps: the remedies of the finding that
// confirms it, if there is one and it has any, else those of the cause.
func (v *view) cause(id causeID, g *group, basis schannel.Basis, confirmed *schannel.Finding) {
	c := &causes[id]
	f := schannel.NewFinding(*c.rule, basis, g.subject(), g.args()...)
	// Against a TlsCertificateName that nothing matches no other certificate helps.
	if confirmed != nil && (id != staleName || confirmed.Code != "exchangecert.select.none") {
		f.Remedies = confirmed.Remedies
	}
	switch none := len(f.Remedies) == 0; {
	case expires(c.rule) && (none || v.Server.Version.Is2007()):
		about := v.certificateOf(confirmed)
		if about.Thumbprint == (schannel.Thumbprint{}) {
			about = v.namedCertificate(g)
		}
		f.Remedies = exchangecert.Renewals(v.serverNamed(g), about) // KB953354
	case none && id == edgeSubscription:
		f.Remedies = exchangecert.EdgeSubscription(v.Server)
	case none && c.remedy != nil:
		f.Remedies = v.fitting(c.remedy.With(argsOf(g)...))
	}
	v.causes = append(v.causes, f)
}

// certificateOf is the certificate that a finding is about; zero if it is about
// none, or there is no finding.
func (v *view) certificateOf(f *schannel.Finding) (c exchange.Certificate) {
	if f != nil && f.Subject.Kind == "certificate" && f.Subject.Index >= 0 && f.Subject.Index < len(v.Server.Certificates) {
		c = v.Server.Certificates[f.Subject.Index]
	}
	return c
}

// expires reports whether a renewal helps.
func expires(r *schannel.Rule) bool {
	return r == &ruleExpired || r == &ruleInternalExpired || r == &ruleInternalSoon || r == &ruleSoon
}

// serverNamed is the server with the FQDN that the symptom has for it, if none
// is known: that of a name whose first label is the server.
func (v *view) serverNamed(g *group) exchange.Server {
	s := v.Server
	if fqdn, _ := s.FQDN(); fqdn != "" {
		return s
	}
	host := s.Name
	for _, c := range v.Connectors {
		if host == "" && named(c, g.connector) {
			host = c.Server
		}
	}
	if host != "" && len(g.name) > len(host) && strings.EqualFold(g.name[:len(host)+1], host+".") {
		s.DNS.DNSPhysicalFullyQualifiedDomainName = g.name
	}
	return s
}

func (v *view) fitting(remedies ...schannel.Remedy) []schannel.Remedy {
	var all []schannel.Remedy
	for _, r := range remedies {
		if fits, ok := r.For(v.known, nil); ok {
			all = append(all, fits)
		}
	}
	return all
}

// confirmed returns the finding that confirms a cause, or nil. If the log has
// the certificate that was sent, that one counts and no prediction.
func (v *view) confirmed(id causeID, g *group, answers []asked) *schannel.Finding {
	from := causes[id].from
	if s := v.sentIn(g); s != nil {
		return v.find(func(f schannel.Finding) bool { return slices.Contains(from, f.Code) && f.Subject == s.subject() })
	}
	switch g.sign.topic {
	case aboutInbound, aboutOutbound, aboutInternal:
	case aboutTrust, aboutAuth, aboutNothing:
		return v.find(func(f schannel.Finding) bool { return slices.Contains(from, f.Code) })
	}
	for _, a := range answers {
		for i := range a.answer.Findings {
			if f := &a.answer.Findings[i]; slices.Contains(from, f.Code) && !v.ofAnother(g, *f) {
				return f
			}
		}
		if nothing := a.nothing(); nothing != nil && (id == staleName || id == nameAbsent) && (id == staleName) == strings.HasPrefix(a.answer.Name, "<") {
			return nothing
		}
	}
	return v.find(func(f schannel.Finding) bool {
		return slices.Contains(from, f.Code) && f.Subject.Kind == "connector" && v.concerns(f, answers)
	})
}

func (v *view) find(is func(schannel.Finding) bool) *schannel.Finding {
	if i := slices.IndexFunc(v.facts, is); i >= 0 {
		return &v.facts[i]
	}
	return nil
}

// concerns reports whether a fact is about one of the connectors.
func (v *view) concerns(f schannel.Finding, answers []asked) bool {
	name, _, _ := strings.Cut(f.Subject.Name, "/")
	return slices.ContainsFunc(answers, func(a asked) bool { return a.connector.Label() == name })
}

// nothing returns the finding that no certificate is found, if none comes near
// either.
func (a asked) nothing() *schannel.Finding {
	findings := a.answer.Findings
	if len(findings) == 0 || findings[0].Code != "exchangecert.select.none" {
		return nil
	}
	for _, f := range findings {
		if strings.HasPrefix(string(f.Code), "exchangecert.candidate.") {
			return nil
		}
	}
	return &findings[0]
}

// sentIn returns what the log shows of the certificate in the sessions of a
// group, or nil.
func (v *view) sentIn(g *group) *sentBy {
	if g.sent == nil || g.sent.Thumbprint == (schannel.Thumbprint{}) || !v.Server.Seen() {
		return nil
	}
	return &sentBy{connector: g.connector, certificate: g.sent}
}

// ruledOut reports whether what is known leaves no room for a cause.
func (v *view) ruledOut(id causeID, g *group, answers []asked) bool {
	if id == internalNotPublished {
		return false // nothing of the server tells
	}
	if v.sentIn(g) != nil {
		return v.ruledOutBySent(id, g)
	}
	if g.excludes(id) {
		return true
	}
	if c := v.namedCertificate(g); expires(causes[id].rule) && c.Thumbprint != (schannel.Thumbprint{}) {
		out, _ := c.OutOfDate(v.At)
		return id == internalExpired && out == schannel.No
	}
	switch g.sign.topic {
	case aboutTrust:
		return v.trustDecided(id)
	case aboutAuth:
		return v.Server.Auth.Seen && v.Server.Seen()
	case aboutNothing:
		return id == untrustedDuplicate && v.Server.Seen()
	case aboutInbound, aboutOutbound, aboutInternal:
	}
	switch id { //nolint:exhaustive // the others depend on the answers
	case peerNoTLS, fleetDiffers, internalUndescribed:
		return false
	case noPrivateKey:
		// The shell's list cannot show it.
		if v.Server.WholeStore != schannel.Yes {
			return false
		}
	}
	if len(answers) == 0 {
		return false
	}
	return !slices.ContainsFunc(answers, func(a asked) bool { return a.answer.Certainty == schannel.InsufficientData })
}

// excludes reports whether the name in a 12014 leaves no room for a cause: where
// TlsCertificateName is set, it stands in place of the domain name (KB2989382).
func (g *group) excludes(id causeID) bool {
	if g.sign.seen != &seenNone || g.name == "" {
		return false
	}
	if strings.HasPrefix(g.name, "<") {
		return id == nameAbsent
	}
	return id == staleName
}

// ruledOutBySent: the certificate is known, so it is its facts that count. That
// a Send connector found it shows that TlsCertificateName names it.
func (v *view) ruledOutBySent(id causeID, g *group) bool {
	i := v.Server.Find(g.sent.Thumbprint)
	switch id { //nolint:exhaustive // the others are not about the certificate
	case staleName:
		return true
	case noService:
		return i >= 0 && v.Server.Certificates[i].Services != 0 || i < 0 && g.sign.seen == &seenNoCredentials
	case noPrivateKey:
		return i >= 0 && v.Server.HasKey(i) != schannel.Unknown
	case badStatus:
		return i < 0 || v.Server.Certificates[i].Status != exchange.StatusUnspecified
	}
	return false
}

// earliest is the first time that the symptoms and sessions have.
func earliest(i Incident) time.Time {
	var first time.Time
	see := func(t time.Time) {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	for _, row := range i.Symptoms {
		see(row.Event.Time)
	}
	for _, s := range i.Sessions {
		see(s.Start)
	}
	return first
}
