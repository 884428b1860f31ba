// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import "github.com/schanneltrust/schannel"

// What may be missing, in the words of what to hand in.
var (
	missingPurpose      = schannel.Phrase{Code: "exchangecert.missing.purpose", Text: "what the certificate is wanted for"}
	missingConnector    = schannel.Phrase{Code: "exchangecert.missing.connector", Text: "a connector of the right direction: a Receive connector for inbound sessions, a Send connector for outbound ones"}
	missingFQDN         = schannel.Phrase{Code: "exchangecert.missing.server_fqdn", Text: "the physical FQDN of the server, which is looked for where a connector has no Fqdn"}
	missingLookedFor    = schannel.Phrase{Code: "exchangecert.missing.looked_for", Text: "Fqdn and TlsCertificateName of the connector (Get-ReceiveConnector or Get-SendConnector | Format-List)"}
	missingServiceName  = schannel.Phrase{Code: "exchangecert.missing.service_name", Text: "X509CertificateName of Get-PopSettings or Get-ImapSettings"}
	missingCertificates = schannel.Phrase{Code: "exchangecert.missing.certificates", Text: "the list of Get-ExchangeCertificate"}
	missingInternal     = schannel.Phrase{Code: "exchangecert.missing.internal", Text: "the internal transport certificate of the server (Get-TransportService, before Exchange 2013 Get-TransportServer: InternalTransportCertificateThumbprint)"}
	missingBinding      = schannel.Phrase{Code: "exchangecert.missing.binding", Text: "the binding of the web site (Get-WebBinding | fl)"}
	missingTime         = schannel.Phrase{Code: "exchangecert.missing.time", Text: "the time that the question is about"}
	missingNames        = schannel.Phrase{Code: "exchangecert.missing.names", Text: "all names of {certificate} (Get-ExchangeCertificate | fl)"}
	missingServices     = schannel.Phrase{Code: "exchangecert.missing.services", Text: "the services of {certificate} (Get-ExchangeCertificate | fl)"}
	missingKey          = schannel.Phrase{Code: "exchangecert.missing.private_key", Text: "whether {certificate} has its private key on this computer (HasPrivateKey of Get-ChildItem Cert:\\LocalMachine\\My | fl *)"}
	missingStatus       = schannel.Phrase{Code: "exchangecert.missing.status", Text: "the status of {certificate} (Get-ExchangeCertificate | fl)"}
	missingDates        = schannel.Phrase{Code: "exchangecert.missing.dates", Text: "from when and until when {certificate} is valid, with the time zone"}
	missingIssuer       = schannel.Phrase{Code: "exchangecert.missing.issuer", Text: "whether {certificate} is self-signed (Get-ExchangeCertificate | fl)"}
)

// ruleMissing is the answer where there is none.
var ruleMissing = schannel.Rule{
	Code: "exchangecert.select.missing", Title: "The question cannot be answered", Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{srcSTARTTLS, srcAnonymousIn}, Message: "Which certificate is taken for {purpose} cannot be said without what is missing.",
}

// ruleUnknownFacts is that the answer depends on facts that were not seen.
var ruleUnknownFacts = schannel.Rule{
	Code: "exchangecert.unknown.facts", Title: "The answer depends on facts that were not seen", Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{srcSTARTTLS, srcGet}, Message: "{certificate} is assumed to meet the conditions about which nothing was seen; if it does not, or ranks elsewhere, the answer is another one.",
}

// restOn adds the finding about unknown facts.
func (b *builder) restOn() {
	b.grounds = b.run.rests()
	g := b.grounds
	if g.of < 0 {
		return
	}
	certificate := schannel.Text("certificate", b.q.label(g.of))
	basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: b.missingOf(g, certificate)}
	b.premise(ruleUnknownFacts, basis, schannel.Nth("certificate", g.of), certificate)
}

func (b *builder) missingOf(g grounds, certificate schannel.Arg) []schannel.Phrase {
	var missing []schannel.Phrase
	add := func(is bool, p schannel.Phrase) {
		if is {
			missing = append(missing, p.With(certificate))
		}
	}
	add(g.name, missingNames)
	add(g.fields.has(fieldFlag), missingServices)
	add(g.fields.has(fieldKey), missingKey)
	add(g.fields.has(fieldStatus), missingStatus)
	dates := g.fields.has(fieldDates)
	if dates && b.q.at.IsZero() {
		missing, dates = append(missing, missingTime), false
	}
	add(dates, missingDates)
	if g.rank {
		i := g.of
		if b.facts[i].ranked() {
			i = b.run.winner // it is the winner of which too little is known
		}
		certificate = schannel.Text("certificate", b.q.label(i))
		add(b.facts[i].issued == schannel.Unknown, missingIssuer)
		add(b.facts[i].notBefore.IsZero(), missingDates)
	}
	return missing
}
