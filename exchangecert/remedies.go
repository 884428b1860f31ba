// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"cmp"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/psquote"
)

var (
	rightsServer       = schannel.Phrase{Code: "exchangecert.rights.server", Text: "the right to manage certificates of the server; in Exchange 2007 the Exchange Server Administrator role and the local group Administrators, on an Edge server that group alone"}
	rightsOrganization = schannel.Phrase{Code: "exchangecert.rights.connectors", Text: "the right to change connectors"}
	sideDefault        = schannel.Phrase{Code: "exchangecert.side.default_certificate", Text: "a certificate that becomes the default SMTP certificate is published as the internal transport certificate; an Edge server must then be subscribed again"}
	sideAdditive       = schannel.Phrase{Code: "exchangecert.side.additive", Text: "services that the certificate is already enabled for are kept"}
)

// sinceDefaultPrompt is the versions that ask about the default certificate.
var sinceDefaultPrompt = []string{"2010", "2013", "2016", "2019", "se"}

const answerNo = "Answer No when asked whether to overwrite the default SMTP certificate, unless this one is to encrypt mail inside the organization."

// What helps against a connector without its certificate.
var (
	remedyEnable = schannel.Remedy{
		Code: "exchangecert.remedy.enable", Title: "Enable the certificate for the service",
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "Enable the certificate for {service}.", Command: "Enable-ExchangeCertificate -Thumbprint {thumbprint} -Services {service}"},
			{Number: 2, Text: answerNo, Scope: schannel.Scope{Versions: sinceDefaultPrompt}},
		},
		SideEffects: []schannel.Phrase{sideAdditive, sideDefault},
		Sources:     []schannel.Source{srcEnable, srcNoFlag},
	}
	remedyNew = schannel.Remedy{
		Code: "exchangecert.remedy.new", Title: "Create or obtain a certificate with the name",
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "Create a certificate with {name}, or have an authority issue one and import it.", Command: "New-ExchangeCertificate -DomainName '{name}'"},
			{Number: 2, Text: answerNo, Scope: schannel.Scope{Versions: sinceDefaultPrompt}},
		},
		SideEffects: []schannel.Phrase{sideDefault},
		Sources:     []schannel.Source{srcNew, {Document: "Event 12014"}, {Document: "Event 12016"}},
	}
	remedyFQDN = schannel.Remedy{
		Code: "exchangecert.remedy.connector_fqdn", Title: "Give the connector a name that a certificate holds",
		Rights: []schannel.Phrase{rightsOrganization},
		Steps: []schannel.Step{
			{Number: 1, Text: "Set the Fqdn of the connector to a name that a certificate with the service holds."},
		},
		Sources: []schannel.Source{{Document: "Event 12014"}, srcReceive},
	}
	remedyReceiveName = schannel.Remedy{
		Code: "exchangecert.remedy.receive_certificate_name", Title: "Rewrite or clear TlsCertificateName of the Receive connector",
		Rights: []schannel.Phrase{rightsOrganization},
		Steps: []schannel.Step{
			{Number: 1, Text: "Clear TlsCertificateName of the Receive connector, or set it to issuer and subject of {thumbprint}.", Command: "Set-ReceiveConnector -Identity '{server}\\{connector}' -TlsCertificateName $null"},
			{Number: 2, Text: answerNo},
			{Number: 3, Text: "In a hybrid organization run the Hybrid Configuration Wizard again."},
		},
		Sources: []schannel.Source{srcStaleName},
	}
	remedySendName = schannel.Remedy{
		Code: "exchangecert.remedy.send_certificate_name", Title: "Rewrite TlsCertificateName of the Send connector",
		Rights: []schannel.Phrase{rightsOrganization},
		Steps: []schannel.Step{
			{Number: 1, Text: "Set TlsCertificateName of the Send connector to issuer and subject of {thumbprint}.", Command: "$c = Get-ExchangeCertificate -Thumbprint {thumbprint}; Set-SendConnector -Identity '{connector}' -TlsCertificateName \"<I>$($c.Issuer)<S>$($c.Subject)\""},
		},
		Sources: []schannel.Source{srcSend, srcMailflow},
	}
	remedyImport = schannel.Remedy{
		Code: "exchangecert.remedy.import_key", Title: "Import the certificate with its private key",
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "Look in the store whether the certificate has its private key.", Command: `Get-ChildItem Cert:\LocalMachine\My\{thumbprint} | Format-List Subject, HasPrivateKey`},
			{Number: 2, Text: "Remove it and import it again together with its private key."},
			{Number: 3, Text: "Enable it for SMTP.", Command: "Enable-ExchangeCertificate -Thumbprint {thumbprint} -Services SMTP"},
		},
		Sources: []schannel.Source{srcNoKey},
	}
	remedyRevocation = schannel.Remedy{
		Code: "exchangecert.remedy.revocation", Title: "Let the server reach the revocation list",
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "See which proxy Windows uses for services, and set the right one.", Command: "netsh winhttp show proxy"},
			{Number: 2, Text: "Fetch the revocation list that the certificate names from this server."},
		},
		Sources: []schannel.Source{{Document: "KB979694"}, {Document: "techcommunity 591628"}},
	}
)

// thumbArg names certificate i in a command; -1 is one that the person chooses.
func (b *builder) thumbArg(i int) schannel.Arg {
	if i < 0 {
		return schannel.Text("thumbprint", "THUMBPRINT")
	}
	return schannel.Text("thumbprint", windowsHex(b.q.server.Certificates[i].Thumbprint))
}

func (b *builder) enable(i int) schannel.Remedy {
	return remedyEnable.With(b.thumbArg(i), schannel.Word("service", b.q.service))
}

func (b *builder) importWithKey(i int) schannel.Remedy { return remedyImport.With(b.thumbArg(i)) }

// create is the remedy for a name that no usable certificate holds. For a
// TlsCertificateName the names are not those of hosts, and the connector's are
// taken.
func (b *builder) create() schannel.Remedy {
	name := b.q.host
	if b.q.byName {
		name = b.q.connector.FQDN
	}
	fqdn, _ := b.q.server.FQDN()
	return remedyNew.With(schannel.Text("name", psquote.Single(cmp.Or(name, fqdn, b.q.server.Name))))
}

// rewriteName is the remedy for a TlsCertificateName that does not name
// certificate i, the one that is meant.
func (b *builder) rewriteName(i int) schannel.Remedy {
	connector := schannel.Text("connector", psquote.Single(b.answer.Connector))
	if b.q.connector.Send {
		return remedySendName.With(b.thumbArg(i), connector)
	}
	return remedyReceiveName.With(b.thumbArg(i), connector, schannel.Text("server", psquote.Single(cmp.Or(b.q.connector.Server, b.q.server.Name, "SERVER"))))
}

// remediesOfNone help where no certificate comes near: a new one, unless
// TlsCertificateName does not name it; that is rewritten if its names stand in
// the opposite order. Another Fqdn is offered only where the connector takes one:
// with ExchangeServer a Receive connector has the server's.
func (b *builder) remediesOfNone() []schannel.Remedy {
	if b.q.byName {
		turned := slices.IndexFunc(b.q.server.Certificates, b.q.wanted.Reversed)
		if turned < 0 {
			return nil
		}
		return []schannel.Remedy{b.rewriteName(turned)}
	}
	remedies := []schannel.Remedy{b.create()}
	if b.q.purpose == InboundSTARTTLS && b.q.connector.Auth.Has(exchange.AuthExchangeServer) == schannel.No {
		remedies = append(remedies, remedyFQDN)
	}
	return remedies
}
