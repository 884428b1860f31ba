// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// Operation is a cmdlet, or a renewal, which is two of them.
type Operation uint8

const (
	OperationUnspecified Operation = 0 // "unspecified": not an operation
	Enable               Operation = 1 // "enable": Enable-ExchangeCertificate
	New                  Operation = 2 // "new": New-ExchangeCertificate, self-signed
	Remove               Operation = 3 // "remove": Remove-ExchangeCertificate
	Import               Operation = 4 // "import": Import-ExchangeCertificate
	Renew                Operation = 5 // "renew": import another certificate and enable it for the services of the old one
)

// Change is one operation with its questions answered.
type Change struct {
	Operation   Operation            `json:"operation"`
	Thumbprint  schannel.Thumbprint  `json:"thumbprint"`  // of Enable and Remove; of Renew the old one
	Services    exchange.Services    `json:"services"`    // of Enable
	Domains     []string             `json:"domains"`     // of New; none: host and FQDN of the server
	Certificate exchange.Certificate `json:"certificate"` // of Import and Renew
	At          time.Time            `json:"at"`          // of New: when

	// ReplaceDefault answers whether to overwrite the default SMTP
	// certificate. -Force is Yes. Unknown is taken for No, and the answer says
	// so.
	ReplaceDefault schannel.Truth `json:"replace_default"`
}

// MarshalJSON writes every field, empty lists as lists.
func (c Change) MarshalJSON() ([]byte, error) {
	type plain Change
	p := plain(c)
	p.Domains = jsonlist.Of(p.Domains)
	return json.Marshal(p)
}

// The refusals, and what a change brings along.
var (
	ruleNoCertificate = schannel.Rule{
		Code: "exchangecert.change.not_found", Title: "Refused: no such certificate",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Enable-ExchangeCertificate"}, {Document: "Remove-ExchangeCertificate"}},
		Message: "Refused: {thumbprint} is not among the certificates of this server.",
	}
	ruleNoOperation = schannel.Rule{
		Code: "exchangecert.change.unknown", Title: "No operation",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Enable-ExchangeCertificate"}},
		Message: "The change names no operation.",
	}
	ruleNoPrivateKey = schannel.Rule{
		Code: "exchangecert.change.private_key_missing", Title: "Refused: PrivateKeyMissing",
		Severity: schannel.Failure, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "Enable-ExchangeCertificate"}, {Document: "KB4495258"}},
		Message: "Refused with PrivateKeyMissing: {thumbprint} has no private key on this server.",
	}
	ruleKeyAlgorithm = schannel.Rule{
		Code: "exchangecert.change.key_algorithm", Title: "Refused: KeyAlgorithmUnsupported",
		Severity: schannel.Failure, Evidence: schannel.Implemented, Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "Diagnostics/HealthChecker/Analyzer/Invoke-AnalyzerFrequentConfigurationIssues.ps1"}, {Document: "Enable-ExchangeCertificate"}},
		Message: "Refused with KeyAlgorithmUnsupported: the key of {thumbprint} is on an elliptic curve, which Exchange takes from the update of April 2024 on.",
	}
	ruleKeyProvider = schannel.Rule{
		Code: "exchangecert.change.key_provider", Title: "A key of CNG for the web sites",
		Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB3032024"}},
		Message: "The key of {thumbprint} is in a key storage provider: OWA and ECP ask for credentials again and again with such a certificate.",
	}
	ruleTagged = schannel.Rule{
		Code: "exchangecert.change.tagged", Title: "Refused: a Send connector names it",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Can't remove a certificate"}},
		Message: "Refused: issuer and subject of {thumbprint} are those of TlsCertificateName of the Send connectors {connectors}.",
	}
	ruleInUse = schannel.Rule{
		Code: "exchangecert.change.in_use", Title: "Refused: it is the internal transport certificate",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Remove-ExchangeCertificate"}},
		Message: "Refused: {thumbprint} is the internal transport certificate; another one has to be made first.",
	}
	ruleBackEnd = schannel.Rule{
		Code: "exchangecert.change.bound", Title: "A web site is bound to it",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB2779694"}},
		Message: "The web site {site} is bound to {thumbprint}: without it clients and the shell cannot connect.",
	}
	ruleBadDomain = schannel.Rule{
		Code: "exchangecert.change.domain", Title: "Refused: no name of a host",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "New-ExchangeCertificate"}},
		Message: "Refused: {domain} has more than 255 characters, or characters other than letters, digits, hyphens and dots.",
	}
	ruleThere = schannel.Rule{
		Code: "exchangecert.change.already_there", Title: "It is there already",
		Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Get-ExchangeCertificate"}},
		Message: "{thumbprint} is among the certificates of this server already.",
	}
	ruleReplaced = schannel.Rule{
		Code: "exchangecert.change.default_replaced", Title: "It becomes the internal transport certificate",
		Severity: schannel.Warning, Evidence: schannel.Inferred, Sources: []schannel.Source{{Document: "Enable-ExchangeCertificate"}, {Document: "New-ExchangeCertificate"}},
		Message: "{thumbprint} becomes the internal transport certificate of {server}.",
	}
	ruleUnanswered = schannel.Rule{
		Code: "exchangecert.change.unanswered", Title: "A question that was not answered",
		Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Enable-ExchangeCertificate"}},
		Message: "Exchange asks whether to overwrite the default SMTP certificate; the answer No is assumed.",
	}
	ruleResubscribe = schannel.Rule{
		Code: "exchangecert.change.edge_subscription", Title: "The Edge subscription is no longer valid",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB953354"}, {Document: "Event 10104"}},
		Message: "The internal transport certificate of the Edge server {server} changes: EdgeSync stops until the server is subscribed again.",
	}
	ruleRequireSSL = schannel.Rule{
		Code: "exchangecert.change.require_ssl", Title: "The default web site gets the certificate and requires SSL",
		Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Enable-ExchangeCertificate"}},
		Message: "The default web site gets {thumbprint}, and SSL is required there unless the cmdlet is told not to.",
	}
	ruleWildcardMail = schannel.Rule{
		Code: "exchangecert.change.wildcard_mail", Title: "A wildcard certificate for POP3 or IMAP4",
		Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Enable-ExchangeCertificate"}, {Document: "KB948896"}},
		Message: "{thumbprint} has a wildcard: it should not be enabled for POP3 and IMAP4; set X509CertificateName instead.",
	}
)

// Apply carries a change out on a copy of the server. What Exchange refuses is
// a finding of severity error, and the server is as before.
func Apply(s exchange.Server, connectors []exchange.Connector, c Change) (exchange.Server, []schannel.Finding) {
	a := applying{server: s, connectors: connectors, change: c}
	a.server.Certificates = slices.Clone(s.Certificates)
	a.server.Bindings = slices.Clone(s.Bindings)
	ok := false
	switch c.Operation {
	case Enable:
		ok = a.enable(c.Thumbprint, c.Services)
	case New:
		ok = a.create()
	case Remove:
		ok = a.remove()
	case Import:
		ok = true
		a.add(c.Certificate)
	case Renew:
		ok = a.renew()
	case OperationUnspecified:
		a.say(ruleNoOperation)
	}
	if !ok {
		return s, a.findings
	}
	return a.server, a.findings
}

// applying is a change on its way.
type applying struct {
	server     exchange.Server
	connectors []exchange.Connector
	change     Change
	findings   []schannel.Finding
}

func (a *applying) say(rule schannel.Rule, args ...schannel.Arg) *schannel.Finding {
	return a.sure(schannel.Certain, rule, args...)
}

func (a *applying) sure(c schannel.Certainty, rule schannel.Rule, args ...schannel.Arg) *schannel.Finding {
	a.findings = append(a.findings, schannel.NewFinding(rule, schannel.Basis{Certainty: c}, schannel.Whole("change"), args...))
	return &a.findings[len(a.findings)-1]
}

func thumbArg(t schannel.Thumbprint) schannel.Arg { return schannel.Text("thumbprint", t.String()) }

func (a *applying) find(t schannel.Thumbprint) (int, bool) {
	i := a.server.Find(t)
	if i < 0 {
		a.say(ruleNoCertificate, thumbArg(t))
	}
	return i, i >= 0
}

// enable adds services; none is ever taken away.
func (a *applying) enable(t schannel.Thumbprint, services exchange.Services) bool {
	i, ok := a.find(t)
	if !ok {
		return false
	}
	if a.server.HasKey(i) == schannel.No {
		a.say(ruleNoPrivateKey, thumbArg(t))
		return false
	}
	c := &a.server.Certificates[i]
	if !a.takesKey(c) {
		return false
	}
	services &^= exchange.NoServices
	if services != 0 {
		c.Services = c.Services&^exchange.NoServices | services
	}
	if services&(exchange.POP|exchange.IMAP) != 0 && slices.ContainsFunc(c.Domains, func(d string) bool { return strings.HasPrefix(d, "*.") }) {
		a.say(ruleWildcardMail, thumbArg(t))
	}
	if services&exchange.IIS != 0 {
		if c.CNG == schannel.Yes && c.KeyAlgorithm != "ECDSA" {
			a.sure(schannel.Likely, ruleKeyProvider, thumbArg(t))
		}
		a.bind(t)
	}
	if services&exchange.SMTP != 0 {
		a.replaceDefault(i)
	}
	return true
}

// takesKey reports whether the server takes the algorithm of a key: one on an
// elliptic curve from an update on that Exchange 2016 and 2019 have, later ones
// always.
func (a *applying) takesKey(c *exchange.Certificate) bool {
	v := a.server.Version
	switch {
	case c.KeyAlgorithm != "ECDSA" || v == exchange.ExchangeSE:
		return true
	case v != exchange.VersionUnspecified && v < exchange.Exchange2016:
		a.sure(schannel.Likely, ruleKeyAlgorithm, thumbArg(c.Thumbprint))
		return false
	}
	basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingUpdates}}
	a.findings = append(a.findings, schannel.NewFinding(ruleKeyAlgorithm, basis, schannel.Whole("change"), thumbArg(c.Thumbprint)))
	return true
}

var missingUpdates = schannel.Phrase{Code: "exchangecert.missing.updates", Text: "whether the server has the update of April 2024 or a later one"}

// bind gives the default web site the certificate.
func (a *applying) bind(t schannel.Thumbprint) {
	a.say(ruleRequireSSL, thumbArg(t))
	for i, b := range a.server.Bindings {
		if strings.EqualFold(b.Site, "W3SVC/1") || strings.EqualFold(b.Site, "Default Web Site") {
			a.server.Bindings[i].Thumbprint = t
		}
	}
}

// replaceDefault publishes the certificate, as far as the question was answered
// so. Exchange 2007 does not ask: it publishes one whose subject is the FQDN of
// the computer.
func (a *applying) replaceDefault(i int) {
	c := a.server.Certificates[i]
	replace := a.change.ReplaceDefault == schannel.Yes
	if a.server.Version.Is2007() {
		fqdn, _ := a.server.FQDN()
		replace = fqdn != "" && strings.EqualFold(c.Subject, "CN="+fqdn)
	} else if a.change.ReplaceDefault == schannel.Unknown {
		a.sure(schannel.Likely, ruleUnanswered)
	}
	if !replace || a.server.Internal.CertificateThumbprint() == c.Thumbprint {
		return
	}
	a.server.Internal = exchange.Internal{Published: schannel.Yes, Thumbprint: c.Thumbprint, Raw: c.Raw}
	server := schannel.Text("server", a.server.Name)
	a.say(ruleReplaced, thumbArg(c.Thumbprint), server)
	if slices.Contains(a.server.Roles, exchange.Edge) {
		a.say(ruleResubscribe, server).Remedies = exchangecert.EdgeSubscription(a.server)
	}
}

// create makes a self-signed certificate as New-ExchangeCertificate does: the
// first name is the subject, services IMAP, POP and SMTP, five years, in
// Exchange 2007 one. What does not exist yet has a thumbprint of zeros that
// ends in its number.
func (a *applying) create() bool {
	domains := a.change.Domains
	if len(domains) == 0 {
		domains = a.ownNames()
	}
	for _, d := range domains {
		if !validDomain(d) {
			a.say(ruleBadDomain, schannel.Text("domain", d))
			return false
		}
	}
	if len(domains) == 0 {
		a.say(ruleBadDomain, schannel.Text("domain", "?"))
		return false
	}
	years := 5
	if a.server.Version.Is2007() {
		years = 1
	}
	c := exchange.Certificate{
		FriendlyName: "Microsoft Exchange", Subject: "CN=" + domains[0], Issuer: "CN=" + domains[0],
		Domains: slices.Clone(domains), DomainsComplete: schannel.Yes, NotBefore: a.change.At.UTC(), NotAfter: a.change.At.UTC().AddDate(years, 0, 0),
		Services: exchange.IMAP | exchange.POP | exchange.SMTP, SelfSigned: schannel.Yes, RootCAType: exchange.RootNone, Status: exchange.StatusValid,
		PrivateKey: schannel.Yes, Exportable: schannel.No, KeyAlgorithm: "RSA", KeyBits: 2048, CNG: schannel.No, X509Version: 3, ServerAuth: schannel.Yes,
	}
	if a.change.At.IsZero() {
		c.NotBefore, c.NotAfter = time.Time{}, time.Time{}
	}
	for n := byte(1); n != 0; n++ {
		c.Thumbprint[len(c.Thumbprint)-1] = n
		if a.server.Find(c.Thumbprint) < 0 {
			break
		}
	}
	a.server.Certificates = append(a.server.Certificates, c)
	a.replaceDefault(len(a.server.Certificates) - 1)
	return true
}

// ownNames is the host name and the FQDN of the server.
func (a *applying) ownNames() []string {
	fqdn, _ := a.server.FQDN()
	host, _, _ := strings.Cut(a.server.Name, ".")
	return slices.DeleteFunc([]string{host, fqdn}, func(n string) bool { return n == "" })
}

// validDomain is what New-ExchangeCertificate takes.
func validDomain(d string) bool {
	d = strings.TrimPrefix(d, "*.")
	return d != "" && len(d) <= 255 && !strings.ContainsFunc(d, func(r rune) bool {
		return r != '-' && r != '.' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
}

// remove takes a certificate out of the store, unless it is in use.
func (a *applying) remove() bool {
	t := a.change.Thumbprint
	i, ok := a.find(t)
	if !ok {
		return false
	}
	c := a.server.Certificates[i]
	var tagged []string
	for _, connector := range a.connectors {
		if name, _, _ := connector.CertificateName(); connector.Send && names(name, c) {
			tagged = append(tagged, connector.Label())
		}
	}
	if len(tagged) > 0 {
		a.sure(schannel.Likely, ruleTagged, thumbArg(t), schannel.Text("connectors", strings.Join(tagged, ", "))) // in which build this began is not documented
		return false
	}
	if a.server.Internal.CertificateThumbprint() == t {
		a.say(ruleInUse, thumbArg(t))
		return false
	}
	for _, b := range a.server.Bindings {
		if b.Thumbprint == t {
			a.say(ruleBackEnd, schannel.Text("site", b.Site), thumbArg(t))
		}
	}
	a.server.Certificates = slices.Delete(a.server.Certificates, i, i+1)
	return true
}

// names reports whether a TlsCertificateName is one of the certificate. The zero
// name, of a property that is not set or is malformed, is of none.
func names(n exchange.CertificateName, c exchange.Certificate) bool {
	issuer, subject := n.Compare(c)
	fits := func(m exchange.NameMatch) bool { return m == exchange.ExactName || m == exchange.RewrittenName }
	return fits(issuer) && fits(subject)
}

// add puts a certificate into the store; it is enabled for nothing.
func (a *applying) add(c exchange.Certificate) {
	if a.server.Find(c.Thumbprint) >= 0 {
		a.say(ruleThere, thumbArg(c.Thumbprint))
		return
	}
	if c.Services == 0 {
		c.Services = exchange.NoServices
	}
	a.server.Certificates = append(a.server.Certificates, c)
}

// renew imports the new certificate, enables it for the services of the old
// one, and checks what is lost.
func (a *applying) renew() bool {
	i, ok := a.find(a.change.Thumbprint)
	if !ok {
		return false
	}
	old := a.server.Certificates[i]
	a.add(a.change.Certificate)
	if !a.enable(a.change.Certificate.Thumbprint, old.Services) {
		return false
	}
	a.findings = append(a.findings, CheckRenewal(old, a.server.Certificates[a.server.Find(a.change.Certificate.Thumbprint)], a.connectors)...)
	return true
}
