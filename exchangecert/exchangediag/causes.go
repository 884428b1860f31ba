// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag

import "github.com/schanneltrust/schannel"

// causeID is the place of a cause in the table.
type causeID uint8

const (
	staleName causeID = iota
	noService
	noPrivateKey
	badStatus
	expired
	nameAbsent
	tlsNotEnabled
	internalNotPublished
	internalNotInStore
	internalUndescribed
	internalExpired
	internalSoon
	soon
	trustService
	trustKey
	trustNames
	trustBalanced
	peerNotKnown
	peerExpired
	peerNoTLS
	peerName
	peerCapabilities
	edgeSubscription
	untrustedDuplicate
	presentsSelfSigned
	fleetDiffers
	notSelection
	tagged
	keyMissing
	flagMissing
	issuerList
	keyAlgorithm
	requireTLS
	authMissing
	oldProtocol
	peerValidation
)

// cause is what may be behind a symptom.
type cause struct {
	rule *schannel.Rule

	// from are the findings about the server or its log that confirm it. An
	// answer that is complete without one of them rules it out.
	from []schannel.Code

	// missing is what would tell, where nothing confirms it or rules it out. If
	// there is none, the symptom itself says it.
	missing *schannel.Phrase

	// remedy helps, unless the finding that confirms it has remedies itself.
	remedy *schannel.Remedy
}

// What may be behind it.
var (
	ruleStaleName = schannel.Rule{
		Code: "exchangecert.cause.stale_name", Title: "TlsCertificateName still names an old certificate", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB2989382"}, {Document: "lalitbisht on mail flow to Office 365"}},
		Message: "TlsCertificateName of the connector still names issuer and subject of an old certificate.",
	}
	ruleNoService = schannel.Rule{
		Code: "exchangecert.cause.no_service", Title: "The certificate is not enabled for SMTP", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB4051498"}, {Document: "Event 12014"}},
		Message: "The certificate for the connector is not enabled for SMTP.",
	}
	ruleNoPrivateKey = schannel.Rule{
		Code: "exchangecert.cause.no_private_key", Title: "The private key is missing on this server", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB4495258"}},
		Message: "The certificate for the connector has no private key on this server; the shell does not list such a certificate.",
	}
	ruleBadStatus = schannel.Rule{
		Code: "exchangecert.cause.status", Title: "The status of the certificate", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "lalitbisht on mail flow to Office 365"}},
		Message: "The status of the certificate for the connector is Invalid or RevocationCheckFailure.",
	}
	ruleExpired = schannel.Rule{
		Code: "exchangecert.cause.expired", Title: "The certificate has expired", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB953354"}, {Document: "Event 12016"}},
		Message: "The certificate with the name that the connector looks for has expired.",
	}
	ruleNameAbsent = schannel.Rule{
		Code: "exchangecert.cause.name_absent", Title: "No certificate has the name", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12014"}},
		Message: "No certificate of this server holds the name that the connector looks for.",
	}
	ruleTLSNotEnabled = schannel.Rule{
		Code: "exchangecert.cause.tls_not_enabled", Title: "The connector has no TLS", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Selection of inbound STARTTLS certificates"}, {Document: "Event 11012"}},
		Message: "AuthMechanism of the connector lacks Tls: STARTTLS is not offered.",
	}
	ruleInternalNotPublished = schannel.Rule{
		Code: "exchangecert.cause.internal_not_published", Title: "The directory lacks the internal transport certificate", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12012"}},
		Message: "The directory holds no internal transport certificate of this server, or an older one than the server has.",
	}
	ruleInternalNotInStore = schannel.Rule{
		Code: "exchangecert.cause.internal_not_in_store", Title: "The internal transport certificate is not in the store", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12013"}},
		Message: "The certificate that the directory names was removed from this server, or lost its private key.",
	}
	ruleInternalUndescribed = schannel.Rule{
		Code: "exchangecert.cause.internal_undescribed", Title: "A fault of the internal transport certificate that no document describes", Severity: schannel.Warning, Evidence: schannel.Inferred, Sources: []schannel.Source{{Document: "Event 12013"}, {Document: "Event 12024"}},
		Message: "No document says what is behind event 12023.",
	}
	ruleInternalExpired = schannel.Rule{
		Code: "exchangecert.cause.internal_expired", Title: "The internal transport certificate has expired", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB953354"}, {Document: "Event 12015"}},
		Message: "The internal transport certificate of this server has expired; it is still offered and used.",
	}
	ruleInternalSoon = schannel.Rule{
		Code: "exchangecert.cause.internal_expires_soon", Title: "The internal transport certificate expires soon", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12017"}},
		Message: "The internal transport certificate of this server expires soon.",
	}
	ruleSoon = schannel.Rule{
		Code: "exchangecert.cause.expires_soon", Title: "A certificate expires soon", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12018"}},
		Message: "The certificate for STARTTLS expires soon.",
	}
	rulePeerNotKnown = schannel.Rule{
		Code: "exchangecert.cause.peer_not_published", Title: "The certificate of the other server is not in the directory", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 1036"}, {Document: "Event 2018"}, {Document: "Direct trust errors 1037 and 2019"}},
		Message: "The certificate that the other server presents is not the one that the directory, or AD LDS on an Edge server, holds of it.",
	}
	rulePeerExpired = schannel.Rule{
		Code: "exchangecert.cause.peer_expired", Title: "The certificate of another server has expired", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12019"}},
		Message: "The internal transport certificate of the other server has expired: it is to be renewed there.",
	}
	rulePeerNoTLS = schannel.Rule{
		Code: "exchangecert.cause.peer_no_tls", Title: "The other end did not begin or offer TLS", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 2015"}, {Document: "Event 11012"}},
		Message: "The other end did not offer STARTTLS, or did not begin it.",
	}
	rulePeerName = schannel.Rule{
		Code: "exchangecert.cause.peer_name", Title: "The certificate of the other end lacks the domain", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 11015"}},
		Message: "Neither subject nor domains of the certificate that the other end presents hold the secure domain.",
	}
	rulePeerCapabilities = schannel.Rule{
		Code: "exchangecert.cause.peer_chain", Title: "The certificate of the other end does not pass", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 11022"}},
		Message: "The certificate of the domain that TlsDomainCapabilities names does not pass the validation of this server; the status in the event says why.",
	}
	ruleEdgeSubscription = schannel.Rule{
		Code: "exchangecert.cause.edge_subscription", Title: "The Edge subscription has another certificate", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 10104"}, {Document: "KB953354"}},
		Message: "The internal transport certificate of the Edge or the Hub server was changed since the subscription.",
	}
	ruleUntrusted = schannel.Rule{
		Code: "exchangecert.cause.untrusted_duplicate", Title: "Two certificates for the domain, and the untrusted one is chosen", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB2888788"}},
		Message: "Two certificates for the domain are enabled for SMTP, and the one that is chosen is of an authority that the other end does not trust.",
	}
	ruleSelfSigned = schannel.Rule{
		Code: "exchangecert.cause.presents_self_signed", Title: "The self-signed certificate is presented", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "exchangechallengeaccepted 2017"}},
		Message: "The connector presents the self-signed certificate that its Fqdn finds, and not the public one.",
	}
	ruleFleet = schannel.Rule{
		Code: "exchangecert.cause.servers_differ", Title: "One server of several lacks TlsCertificateName", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "exchangechallengeaccepted 2017"}},
		Message: "The connectors of the servers differ in TlsCertificateName: mail fails on some of them.",
	}
	ruleNotSelection = schannel.Rule{
		Code: "exchangecert.cause.not_selection", Title: "No documented link to the choice of a certificate", Severity: schannel.Info, Evidence: schannel.Inferred, Sources: []schannel.Source{{Document: "postalserver/postal#829"}},
		Message: "No document links this error to the choice of a certificate; it says that the bytes of the handshake were not understood.",
	}
	ruleTagged = schannel.Rule{
		Code: "exchangecert.cause.tagged", Title: "A Send connector names issuer and subject", Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Can't remove a certificate"}},
		Message: "Issuer and subject of the certificate are those of TlsCertificateName of {connector}; a renewed one with the same names is locked as well.",
	}
	ruleKeyMissing = schannel.Rule{
		Code: "exchangecert.cause.key_not_here", Title: "The private key is not on this computer", Severity: schannel.Failure, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "Enable-ExchangeCertificate"}, {Document: "KB4495258"}},
		Message: "The certificate was imported without its private key.",
	}
	ruleFlagMissing = schannel.Rule{
		Code: "exchangecert.cause.flag_missing", Title: "The hybrid certificate is not enabled for SMTP", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB3058190"}},
		Message: "The certificate that was chosen for secure mail is not enabled for SMTP on the server that the wizard names.",
	}
	ruleIssuerList = schannel.Rule{
		Code: "exchangecert.cause.issuer_list", Title: "The list of trusted authorities was cut", Severity: schannel.Failure, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "jaapwesselius 2013-02-07"}},
		Message:  "The server trusts so many authorities that the list of them was cut, and the other end found its own no longer in it.",
		CausedBy: []schannel.Code{"trustlist.list.truncated", "trustlist.cause.cut"},
	}
	ruleKeyAlgorithm = schannel.Rule{
		Code: "exchangecert.cause.key_algorithm", Title: "A key on an elliptic curve", Severity: schannel.Failure, Evidence: schannel.Implemented, Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "Diagnostics/HealthChecker/Analyzer/Invoke-AnalyzerFrequentConfigurationIssues.ps1"}},
		Message: "The key of the certificate is one on an elliptic curve, which Exchange takes from the update of April 2024 on, and then not for OAuth and federation.",
	}
	ruleRequireTLS = schannel.Rule{
		Code: "exchangecert.cause.require_tls", Title: "TlsCertificateName without RequireTLS", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB3062283"}},
		Message: "RequireTLS of the Send connector is not True although its TlsCertificateName is set.",
	}
	ruleAuthMissing = schannel.Rule{
		Code: "exchangecert.cause.auth_missing", Title: "The certificate for OAuth is not there", Severity: schannel.Failure, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "learn Q&A 1166428"}, {Document: "CSS-Exchange", Section: "Admin/MonitorExchangeAuthCertificate/DataCollection/Get-ExchangeAuthCertificateStatus.ps1"}},
		Message: "The certificate that Get-AuthConfig names is not on this server, or none is named.",
	}
	ruleOldProtocol = schannel.Rule{
		Code: "exchangecert.cause.tls_version", Title: "TLS 1.2 is not enabled on this server", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Can't send or receive email with TLS 1.0"}},
		Message: "The server speaks no more than TLS 1.1, which Microsoft 365 takes no longer.",
	}
	rulePeerValidation = schannel.Rule{
		Code: "exchangecert.cause.peer_validation", Title: "The certificate of the other end does not pass what TlsAuthLevel asks for", Severity: schannel.Failure, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "Set-SendConnector"}, {Document: "learn Q&A 1556853"}},
		Message: "TlsAuthLevel of the Send connector has chain and revocation checked, and with DomainValidation the name; what the other end, or something before it, presents does not pass. The certificates of this server play no part.",
	}
	ruleUnexplained = schannel.Rule{
		Code: "exchangecert.cause.not_shown", Title: "Nothing that was handed in shows the cause", Severity: schannel.Warning, Evidence: schannel.Inferred, Sources: []schannel.Source{{Document: "Selection of inbound STARTTLS certificates"}},
		Message: "Nothing that is known of the server explains what was seen: it may be of another time, connector or server.",
	}
)

// What would tell.
var (
	missingList       = schannel.Phrase{Code: "exchangecert.missing.list", Text: "the list of Get-ExchangeCertificate, and the connector (Get-ReceiveConnector or Get-SendConnector | Format-List)"}
	missingStore      = schannel.Phrase{Code: "exchangecert.missing.store", Text: "the store itself (Get-ChildItem Cert:\\LocalMachine\\My | Format-List Subject, Thumbprint, HasPrivateKey): the shell leaves out what has no private key"}
	missingPublished  = schannel.Phrase{Code: "exchangecert.missing.published", Text: "the internal transport certificate of the server (Get-TransportService, before Exchange 2013 Get-TransportServer, | Format-List Name, InternalTransportCertificateThumbprint) and the list of Get-ExchangeCertificate"}
	missingFailure    = schannel.Phrase{Code: "exchangecert.missing.failure_time", Text: "when it failed, with the time zone"}
	missingKeyAccess  = schannel.Phrase{Code: "exchangecert.missing.key_access", Text: "whether NETWORK SERVICE may read the keys in the container MachineKeys"}
	missingComputer   = schannel.Phrase{Code: "exchangecert.missing.computer_names", Text: "the four DNS names of the computer, and the names of its internal transport certificate"}
	missingBalancing  = schannel.Phrase{Code: "exchangecert.missing.load_balancing", Text: "whether the server is in a cluster or in Network Load Balancing"}
	missingMessage    = schannel.Phrase{Code: "exchangecert.missing.event_text", Text: "the text of the event"}
	missingRemote     = schannel.Phrase{Code: "exchangecert.missing.other_end", Text: "the protocol log of the session: what the other end offers and presents"}
	missingServers    = schannel.Phrase{Code: "exchangecert.missing.other_servers", Text: "the connectors of the other servers that receive for the same name"}
	missingNegotiated = schannel.Phrase{Code: "exchangecert.missing.protocols", Text: "the protocol versions and cipher suites of both ends"}
	missingRoots      = schannel.Phrase{Code: "exchangecert.missing.roots", Text: "how many authorities the server trusts, and whether Schannel logged event 36885"}
	missingDuplicates = schannel.Phrase{Code: "exchangecert.missing.duplicates", Text: "the certificates that are enabled for SMTP, with their authorities"}
	missingAuthConfig = schannel.Phrase{Code: "exchangecert.missing.auth", Text: "Get-AuthConfig | Format-List, and the list of Get-ExchangeCertificate"}
	missingAuth       = schannel.Phrase{Code: "exchangecert.missing.auth_mechanism", Text: "AuthMechanism of the Receive connector"}
)

// causes is every cause, at the place of its number.
var causes = [...]cause{
	staleName: {
		rule: &ruleStaleName, from: []schannel.Code{"exchangecert.name.other_issuer"},
		missing: &missingList, remedy: &remedyName,
	},
	noService: {
		rule: &ruleNoService, from: []schannel.Code{"exchangecert.candidate.no_service", "exchangecert.chosen.no_service", "exchangecert.log.sent_no_service"},
		missing: &missingList, remedy: &remedyServices,
	},
	noPrivateKey: {
		rule: &ruleNoPrivateKey, from: []schannel.Code{"exchangecert.candidate.no_private_key", "exchangecert.chosen.no_private_key", "exchangecert.log.sent_no_key", "exchangecert.log.not_in_list"},
		missing: &missingStore, remedy: &remedyKey,
	},
	badStatus: {
		rule: &ruleBadStatus, from: []schannel.Code{"exchangecert.candidate.status", "exchangecert.chosen.status", "exchangecert.log.sent_status"},
		missing: &missingList, remedy: &remedyStatus,
	},
	expired: {
		rule: &ruleExpired, from: []schannel.Code{"exchangecert.candidate.expired", "exchangecert.chosen.expired", "exchangecert.seen.expired"},
		missing: &missingList,
	},
	nameAbsent:           {rule: &ruleNameAbsent, missing: &missingList, remedy: &remedyNew},
	tlsNotEnabled:        {rule: &ruleTLSNotEnabled, from: []schannel.Code{"exchangecert.select.not_offered"}, missing: &missingAuth, remedy: &remedyTLS},
	internalNotPublished: {rule: &ruleInternalNotPublished, from: []schannel.Code{"exchangecert.internal.not_published"}, remedy: &remedyPublish},
	internalNotInStore:   {rule: &ruleInternalNotInStore, from: []schannel.Code{"exchangecert.internal.not_in_store"}, remedy: &remedyPublish},
	internalUndescribed:  {rule: &ruleInternalUndescribed, missing: &missingMessage},
	internalExpired:      {rule: &ruleInternalExpired, from: []schannel.Code{"exchangecert.internal.expired"}},
	internalSoon:         {rule: &ruleInternalSoon, from: []schannel.Code{"exchangecert.internal.expires_soon"}},
	soon:                 {rule: &ruleSoon, from: []schannel.Code{"exchangecert.chosen.expires_soon"}},
	trustService:         {rule: &ruleTrustService, from: []schannel.Code{"exchangecert.trust.no_service"}, missing: &missingPublished, remedy: &remedyTrustService},
	trustKey:             {rule: &ruleTrustKey, from: []schannel.Code{"exchangecert.trust.no_key_access"}, missing: &missingKeyAccess, remedy: &remedyTrustKey},
	trustNames: {
		rule: &ruleTrustNames, from: []schannel.Code{"exchangecert.dns.query_failed", "exchangecert.trust.names", "exchangecert.dns.host_differs"},
		missing: &missingComputer, remedy: &remedyTrustNames,
	},
	trustBalanced: {
		rule: &ruleTrustBalanced, from: []schannel.Code{"exchangecert.dns.load_balanced", "exchangecert.dns.unexpected"},
		missing: &missingBalancing, remedy: &remedyTrustBalanced,
	},
	peerNotKnown:       {rule: &rulePeerNotKnown, remedy: &remedyPeer},
	peerExpired:        {rule: &rulePeerExpired, remedy: &remedyPeerRenew},
	peerNoTLS:          {rule: &rulePeerNoTLS, missing: &missingRemote, remedy: &remedyPeerTLS},
	peerName:           {rule: &rulePeerName, remedy: &remedyPeerName},
	peerCapabilities:   {rule: &rulePeerCapabilities, remedy: &remedyPeerChain},
	edgeSubscription:   {rule: &ruleEdgeSubscription},
	untrustedDuplicate: {rule: &ruleUntrusted, from: []schannel.Code{"exchangecert.duplicate.untrusted"}, missing: &missingDuplicates, remedy: &remedyUntrusted},
	presentsSelfSigned: {rule: &ruleSelfSigned, from: []schannel.Code{"exchangecert.presented.self_signed"}, missing: &missingList, remedy: &remedyPublic},
	fleetDiffers:       {rule: &ruleFleet, from: []schannel.Code{"exchangecert.fleet.certificate_name"}, missing: &missingServers, remedy: &remedyFleet},
	notSelection:       {rule: &ruleNotSelection, missing: &missingNegotiated, remedy: &remedyProtocols},
	tagged:             {rule: &ruleTagged, remedy: &remedyTagged},
	keyMissing:         {rule: &ruleKeyMissing, remedy: &remedyKey},
	flagMissing:        {rule: &ruleFlagMissing, remedy: &remedyServices},
	keyAlgorithm:       {rule: &ruleKeyAlgorithm, remedy: &remedyRSA},
	requireTLS:         {rule: &ruleRequireTLS, remedy: &remedyRequireTLS},
	authMissing:        {rule: &ruleAuthMissing, from: []schannel.Code{"exchangecert.auth.not_in_store", "exchangecert.auth.none"}, missing: &missingAuthConfig, remedy: &remedyAuth},
	oldProtocol:        {rule: &ruleOldProtocol, missing: &missingNegotiated, remedy: &remedyTLS12},
	peerValidation:     {rule: &rulePeerValidation, remedy: &remedyPeerValidation},
	issuerList:         {rule: &ruleIssuerList, from: []schannel.Code{"exchangecert.seen.list_cut"}, missing: &missingRoots, remedy: &remedyRoots},
}
