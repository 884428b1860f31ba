// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag

import (
	"cmp"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/psquote"
)

// Who may carry the remedies out.
var (
	rightsView       = schannel.Phrase{Code: "exchangecert.rights.view", Text: "to list certificates: the Exchange View-Only Administrator role, on an Edge server the local group Administrators"}
	rightsServer     = schannel.Phrase{Code: "exchangecert.rights.certificates", Text: "to create or enable certificates: the Exchange Server Administrator role and the local group Administrators of the server, on an Edge server that group alone"}
	rightsMonitor    = schannel.Phrase{Code: "exchangecert.rights.monitor", Text: "to run Filemon: the local group Administrators of the server"}
	rightsConnectors = schannel.Phrase{Code: "exchangecert.rights.settings", Text: "the right to change connectors"}
	rightsOther      = schannel.Phrase{Code: "exchangecert.rights.other_server", Text: "the right to manage the other server"}
	rightsComputer   = schannel.Phrase{Code: "exchangecert.rights.computer", Text: "the local group Administrators of the server"}

	sideAdditive = schannel.Phrase{Code: "exchangecert.side.services_stay", Text: "services that the certificate is already enabled for are kept"}
	sideOutage   = schannel.Phrase{Code: "exchangecert.side.outage", Text: "no mail is sent from the source servers until the service runs again"}
)

// sinceSP1 is the versions in which the shell prints every property without an
// asterisk; sinceDefaultPrompt those that ask about the default certificate.
var (
	sinceSP1           = []string{"2007sp1", "2007sp2", "2007sp3", "2010", "2013", "2016", "2019", "se"}
	sinceDefaultPrompt = []string{"2010", "2013", "2016", "2019", "se"}
)

const (
	keyTLS12 = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2`

	answerNo    = "Answer No when asked whether to overwrite the default SMTP certificate."
	listAll     = "Get-ExchangeCertificate | Format-List *"
	listPlain   = "Get-ExchangeCertificate | Format-List"
	enableShort = "Enable-ExchangeCertificate -Thumbprint {thumbprint} -Services SMTP"
)

// What helps against symptoms of which the server is not known well enough to
// say which certificate is meant.
var (
	remedyName = schannel.Remedy{
		Code: "exchangecert.remedy.compare_name", Title: "Compare TlsCertificateName with the certificates",
		Rights: []schannel.Phrase{rightsConnectors},
		Steps: []schannel.Step{
			{Number: 1, Text: "Compare TlsCertificateName of the connector with issuer and subject of the certificates.", Command: "Get-ExchangeCertificate | Format-List Issuer, Subject, Services, NotAfter, Thumbprint"},
			{Number: 2, Text: "If no certificate has both, clear TlsCertificateName or rewrite it."},
			{Number: 3, Text: answerNo, Scope: schannel.Scope{Versions: sinceDefaultPrompt}},
			{Number: 4, Text: "In a hybrid organization run the Hybrid Configuration Wizard again."},
		},
		Sources: []schannel.Source{{Document: "KB2989382"}},
	}
	remedyServices = schannel.Remedy{
		Code: "exchangecert.remedy.check_services", Title: "See whether the certificate is enabled for SMTP",
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "See which services the certificate is enabled for.", Command: "Get-ExchangeCertificate | Format-List Subject, Services, Thumbprint"},
			{Number: 2, Text: "If SMTP is not among them, enable it.", Command: enableShort},
			{Number: 3, Text: answerNo, Scope: schannel.Scope{Versions: sinceDefaultPrompt}},
		},
		SideEffects: []schannel.Phrase{sideAdditive},
		Sources:     []schannel.Source{{Document: "KB4051498"}, {Document: "KB3058190"}},
	}
	remedyKey = schannel.Remedy{
		Code: "exchangecert.remedy.check_key", Title: "See whether the certificate has its private key",
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "See in the store whether the certificate has its private key.", Command: `Get-ChildItem Cert:\LocalMachine\My | Format-List Subject, Thumbprint, HasPrivateKey`},
			{Number: 2, Text: "If it has none, remove it and import it again together with its private key."},
			{Number: 3, Text: "Enable it for SMTP.", Command: enableShort},
		},
		Sources: []schannel.Source{{Document: "KB4495258"}},
	}
	remedyStatus = schannel.Remedy{
		Code: "exchangecert.remedy.check_status", Title: "See why the status is not Valid",
		Rights: []schannel.Phrase{rightsComputer},
		Steps: []schannel.Step{
			{Number: 1, Text: "See the status.", Command: "Get-ExchangeCertificate | Format-List Subject, Status, Thumbprint"},
			{Number: 2, Text: "If revocation could not be checked, set the proxy that Windows uses for services and fetch the revocation list.", Command: "netsh winhttp show proxy"},
		},
		Sources: []schannel.Source{{Document: "lalitbisht on mail flow to Office 365"}, {Document: "KB979694"}},
	}
	remedyNew = schannel.Remedy{
		Code: "exchangecert.remedy.name_needed", Title: "Provide a certificate with the name, or another Fqdn",
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "Create a certificate with the name that the event gives, or have an authority issue one."},
			{Number: 2, Text: "Or give the connector an Fqdn that a certificate holds; a Receive connector with Exchange Server authentication takes only names of its server."},
		},
		Sources: []schannel.Source{{Document: "Event 12014"}, {Document: "Set-ReceiveConnector"}},
	}
	remedyTLS = schannel.Remedy{
		Code: "exchangecert.remedy.auth_tls", Title: "Let the connector offer TLS",
		Rights: []schannel.Phrase{rightsConnectors},
		Steps: []schannel.Step{
			{Number: 1, Text: "Add Tls to AuthMechanism of the Receive connector; the other values stay."},
		},
		Sources: []schannel.Source{{Document: "Event 11012"}, {Document: "Set-ReceiveConnector"}},
	}
	remedyPublish = schannel.Remedy{
		Code: "exchangecert.remedy.publish", Title: "Publish the internal transport certificate again",
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "Enable the certificate for SMTP, which publishes it; later versions ask, and the answer is Yes.", Command: enableShort},
			{Number: 2, Text: "If it is gone, restore it from a backup."},
			{Number: 3, Text: "Otherwise create one with the FQDN of the server.", Command: "New-ExchangeCertificate"},
			{Number: 4, Text: "Wait for the directory to replicate."},
		},
		Sources: []schannel.Source{{Document: "Event 12012"}, {Document: "Event 12013"}},
	}
	remedyPeer = schannel.Remedy{
		Code: "exchangecert.remedy.peer_publish", Title: "Bring the certificate of the other server into the directory",
		Rights: []schannel.Phrase{rightsOther},
		Steps: []schannel.Step{
			{Number: 1, Text: "Run EdgeSync, if the other server is an Edge or this one is.", Command: "Start-EdgeSynchronization"},
			{Number: 2, Text: "Otherwise enable the internal transport certificate on the other server for SMTP again, and wait for the directory to replicate.", Command: enableShort},
		},
		Sources: []schannel.Source{{Document: "Event 1036"}, {Document: "Event 2018"}},
	}
	remedyPeerRenew = schannel.Remedy{
		Code: "exchangecert.remedy.peer_renew", Title: "Renew the certificate on the other server",
		Rights:  []schannel.Phrase{rightsOther},
		Steps:   []schannel.Step{{Number: 1, Text: "Renew the internal transport certificate on the server that the event names."}},
		Sources: []schannel.Source{{Document: "Event 12019"}},
	}
	remedyPeerTLS = schannel.Remedy{
		Code: "exchangecert.remedy.peer_tls", Title: "Have the other end offer and begin TLS",
		Rights:  []schannel.Phrase{rightsOther},
		Steps:   []schannel.Step{{Number: 1, Text: "See in the protocol log whether the other end offers STARTTLS, and what is between the two that takes it out."}},
		Sources: []schannel.Source{{Document: "Event 2015"}, {Document: "Event 11012"}},
	}
	remedyPeerName = schannel.Remedy{
		Code: "exchangecert.remedy.peer_name", Title: "Have the other end present a certificate with the domain",
		Rights:  []schannel.Phrase{rightsOther},
		Steps:   []schannel.Step{{Number: 1, Text: "Have the other end present a certificate that holds the secure domain, or take the domain off the list."}},
		Sources: []schannel.Source{{Document: "Event 11015"}},
	}
	remedyPeerChain = schannel.Remedy{
		Code: "exchangecert.remedy.peer_chain", Title: "See why the certificate of the other end does not pass",
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "See the status in the event, and check chain, names and revocation of the certificate on this server."},
			{Number: 2, Text: "In a hybrid organization run the Hybrid Configuration Wizard again."},
		},
		Sources: []schannel.Source{{Document: "Event 11022"}},
	}
	remedyUntrusted = schannel.Remedy{
		Code: "exchangecert.remedy.untrusted_duplicate", Title: "Take the untrusted certificate out of use",
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "Find the certificates for the domain that are enabled for SMTP.", Command: "Get-ExchangeCertificate | Format-List Subject, CertificateDomains, Issuer, Services, Thumbprint"},
			{Number: 2, Text: "Remove the one whose authority the other end does not trust, after another has taken over its services."},
		},
		Sources: []schannel.Source{{Document: "KB2888788"}},
	}
	remedyPublic = schannel.Remedy{
		Code: "exchangecert.remedy.public_certificate", Title: "Have the connector present the public certificate",
		Rights: []schannel.Phrase{rightsConnectors},
		Steps: []schannel.Step{
			{Number: 1, Text: "Set TlsCertificateName of the connector to issuer and subject of the public certificate, on every server that receives for the name."},
		},
		Sources: []schannel.Source{{Document: "exchangechallengeaccepted 2017"}},
	}
	remedyFleet = schannel.Remedy{
		Code: "exchangecert.remedy.same_connectors", Title: "Make the connectors of all servers alike",
		Rights: []schannel.Phrase{rightsConnectors},
		Steps: []schannel.Step{
			{Number: 1, Text: "Compare the connectors of all servers.", Command: "Get-ReceiveConnector | Format-List Identity, Fqdn, TlsCertificateName"},
			{Number: 2, Text: "Give the one that lacks it the TlsCertificateName that the others have."},
		},
		Sources: []schannel.Source{{Document: "exchangechallengeaccepted 2017"}},
	}
	remedyProtocols = schannel.Remedy{
		Code: "exchangecert.remedy.protocols", Title: "Look at the two ends of the handshake",
		Rights:  []schannel.Phrase{rightsComputer},
		Steps:   []schannel.Step{{Number: 1, Text: "Compare the protocol versions and the cipher suites of both ends, and what stands between them."}},
		Sources: []schannel.Source{{Document: "postalserver/postal#829"}},
	}
	remedyTLS12 = schannel.Remedy{
		Code: "exchangecert.remedy.tls12", Title: "Enable TLS 1.2 on the server",
		Rights: []schannel.Phrase{rightsComputer},
		Steps: []schannel.Step{
			{Number: 1, Text: "Install the latest updates of Windows and of Exchange: some versions have TLS 1.2 only with them."},
			{Number: 2, Text: "Enable TLS 1.2 for what the server sends.", Registry: schannel.DWORD(keyTLS12+`\Client`, "Enabled", 1)},
			{Number: 3, Text: "Let it be offered.", Registry: schannel.DWORD(keyTLS12+`\Client`, "DisabledByDefault", 0)},
			{Number: 4, Text: "Enable TLS 1.2 for what the server receives.", Registry: schannel.DWORD(keyTLS12+`\Server`, "Enabled", 1)},
			{Number: 5, Text: "Let it be taken.", Registry: schannel.DWORD(keyTLS12+`\Server`, "DisabledByDefault", 0)},
		},
		Restarts: []string{"computer"},
		Sources:  []schannel.Source{{Document: "Can't send or receive email with TLS 1.0"}},
	}
	remedyPeerValidation = schannel.Remedy{
		Code: "exchangecert.remedy.peer_validation", Title: "See which certificate the other end presents, and what is asked of it",
		Rights: []schannel.Phrase{rightsConnectors, rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "See where the connector sends mail to and what it asks for.", Command: "Get-SendConnector -Identity '{connector}' | Format-List SmartHosts, DNSRoutingEnabled, TlsAuthLevel, TlsDomain"},
			{Number: 2, Text: "See in the protocol log which certificate came, and whether it is that of the host which was meant."},
			{Number: 3, Text: "Check the chain, the revocation and the names of that certificate on this server."},
		},
		Sources: []schannel.Source{{Document: "Set-SendConnector"}},
	}
	remedyTagged = schannel.Remedy{
		Code: "exchangecert.remedy.untag", Title: "Take the name off the Send connectors for the time of the removal",
		Rights: []schannel.Phrase{rightsConnectors, rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "Stop the service MSExchangeTransport on the source servers of the Send connector."},
			{Number: 2, Text: "Clear TlsCertificateName.", Command: "Set-SendConnector -Identity '{connector}' -TlsCertificateName $null"},
			{Number: 3, Text: "Wait for Active Directory to replicate."},
			{Number: 4, Text: "Remove the certificate on every source server.", Command: "Remove-ExchangeCertificate -Thumbprint THUMBPRINT"},
			{Number: 5, Text: "Set TlsCertificateName again, to issuer and subject of the certificate that stays."},
			{Number: 6, Text: "Start the service MSExchangeTransport."},
		},
		SideEffects: []schannel.Phrase{sideOutage},
		Restarts:    []string{"MSExchangeTransport"},
		Sources:     []schannel.Source{{Document: "Can't remove a certificate"}},
	}
	remedyRSA = schannel.Remedy{
		Code: "exchangecert.remedy.key_algorithm", Title: "Use a certificate with an RSA key, or update the server",
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "Have the authority issue the certificate for an RSA key."},
			{Number: 2, Text: "Or install the update of April 2024 or a later one on every server, if the certificate is not for OAuth or federation.", Scope: schannel.Scope{Versions: []string{"2016", "2019"}}},
		},
		Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "Diagnostics/HealthChecker/Analyzer/Invoke-AnalyzerFrequentConfigurationIssues.ps1"}},
	}
	remedyRequireTLS = schannel.Remedy{
		Code: "exchangecert.remedy.require_tls", Title: "Set RequireTLS on the Send connector",
		Rights: []schannel.Phrase{rightsConnectors},
		Steps: []schannel.Step{
			{Number: 1, Text: "Set RequireTLS on the Send connector, and run the Hybrid Configuration Wizard again.", Command: "Set-SendConnector -Identity '{connector}' -RequireTLS $true"},
		},
		Sources: []schannel.Source{{Document: "KB3062283"}, {Document: "Set-SendConnector"}},
	}
	remedyAuth = schannel.Remedy{
		Code: "exchangecert.remedy.auth", Title: "Provide the certificate for OAuth",
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "See which certificate is configured.", Command: "Get-AuthConfig | Format-List CurrentCertificateThumbprint, NextCertificateThumbprint, NextCertificateEffectiveDate"},
			{Number: 2, Text: "If another server has it, export it there with its private key and import it here."},
			{Number: 3, Text: "If no server has it, or it has expired, let MonitorExchangeAuthCertificate.ps1 make and configure a new one."},
		},
		Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "docs/Admin/MonitorExchangeAuthCertificate.md"}, {Document: "learn Q&A 1166428"}},
	}
	remedyRoots = schannel.Remedy{
		Code: "exchangecert.remedy.fewer_roots", Title: "Let the list of authorities fit again",
		Rights:  []schannel.Phrase{rightsComputer},
		Steps:   []schannel.Step{{Number: 1, Text: "Remove authorities that nobody needs from the trusted roots of the server, or let it send no list."}},
		Sources: []schannel.Source{{Document: "jaapwesselius 2013-02-07"}},
	}
)

// argsOf are the connector and the certificate for the commands of remedies; what
// is not known stands as a word to replace.
func argsOf(g *group) []schannel.Arg {
	thumbprint, connector := "THUMBPRINT", psquote.Single(cmp.Or(g.connector, "CONNECTOR"))
	if g.sent != nil && g.sent.Thumbprint != (schannel.Thumbprint{}) {
		thumbprint = strings.ToUpper(g.sent.Thumbprint.String())
	}
	return []schannel.Arg{schannel.Text("connector", connector), schannel.Text("thumbprint", thumbprint)}
}
