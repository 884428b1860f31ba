// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag

import "github.com/schanneltrust/schannel"

// topic is what of a server a symptom asks for.
type topic uint8

const (
	aboutNothing  topic = iota // the other end, or no certificate at all
	aboutInbound               // the connector that offers STARTTLS
	aboutOutbound              // the connector that presents a certificate
	aboutInternal              // the internal transport certificate
	aboutTrust                 // the same, with what direct trust needs
	aboutAuth                  // the certificates for OAuth
)

// provider is who writes an event.
type provider uint8

const (
	byNobody provider = iota
	byTransport
	byEdgeSync
	byMessaging
	byAuth
)

// sign is a symptom that is known here: how it is recognised, and what
// documents name as its causes, in their order.
type sign struct {
	seen   *schannel.Rule
	topic  topic
	by     provider
	events []int
	alone  bool        // the number means this also without its provider
	texts  [][]string  // a text that holds all of one list, in lower case
	reply  [][4]uint32 // SMTP replies
	errors []string    // of "TLS negotiation failed with error …"
	causes []causeID
}

// What was seen. The events are those of Microsoft's pages about them.
var (
	seenUnreadable = schannel.Rule{
		Code: "exchangecert.seen.internal_unreadable", Title: "Event 12012", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12012"}},
		Message: "The transport service could not read its internal transport certificate from the directory ({count} seen).",
	}
	seenNotLoaded = schannel.Rule{
		Code: "exchangecert.seen.internal_not_loaded", Title: "Event 12013", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12013"}},
		Message: "The internal transport certificate that the directory names could not be loaded from the store ({count} seen).",
	}
	seenNone = schannel.Rule{
		Code: "exchangecert.seen.no_certificate", Title: "Event 12014", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12014"}, {Document: "KB953354"}},
		Message: "For the connector {connector} no certificate with the name {name} was found: it does not offer STARTTLS ({count} seen).",
	}
	seenInternalExpired = schannel.Rule{
		Code: "exchangecert.seen.internal_expired", Title: "Event 12015", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12015"}, {Document: "KB953354"}},
		Message: "The internal transport certificate has expired ({count} seen).",
	}
	seenExpired = schannel.Rule{
		Code: "exchangecert.seen.expired", Title: "Event 12016", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12016"}, {Document: "networksteve 14128"}},
		Message: "The certificate for {name} has expired ({count} seen).",
	}
	seenInternalSoon = schannel.Rule{
		Code: "exchangecert.seen.internal_expires_soon", Title: "Event 12017", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12017"}},
		Message: "The internal transport certificate expires soon ({count} seen).",
	}
	seenSoon = schannel.Rule{
		Code: "exchangecert.seen.expires_soon", Title: "Event 12018", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12018"}},
		Message: "A certificate for STARTTLS expires soon ({count} seen).",
	}
	seenPeerExpired = schannel.Rule{
		Code: "exchangecert.seen.peer_expired", Title: "Event 12019", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12019"}},
		Message: "The internal transport certificate of another server has expired ({count} seen).",
	}
	seenInstead = schannel.Rule{
		Code: "exchangecert.seen.another_instead", Title: "Event 12023", Severity: schannel.Warning, Evidence: schannel.Inferred, Sources: []schannel.Source{{Document: "Event 12013"}, {Document: "Event 12024"}},
		Message: "Event 12023 was seen {count} times; no public page describes it, its neighbours are about an internal transport certificate that cannot be loaded.",
	}
	seenEphemeral = schannel.Rule{
		Code: "exchangecert.seen.ephemeral", Title: "Event 12024", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12024"}},
		Message: "The internal transport certificate could not be loaded, and a temporary self-signed one is used instead ({count} seen).",
	}
	seenOwnTrust = schannel.Rule{
		Code: "exchangecert.seen.direct_trust", Title: "Events 1037 and 2019", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Direct trust errors 1037 and 2019"}},
		Message: "This server could not validate its own internal transport certificate ({count} seen).",
	}
	seenPeerTrust = schannel.Rule{
		Code: "exchangecert.seen.direct_trust_peer", Title: "Events 1036 and 2018", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 1036"}, {Document: "Event 2018"}},
		Message: "Direct trust refused the certificate of another server ({count} seen).",
	}
	seenUntrusted = schannel.Rule{
		Code: "exchangecert.seen.untrusted", Title: "454 4.7.0 with UntrustedRoot", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB2888788"}},
		Message: "The other end refused a certificate because its root is not trusted there ({count} seen).",
	}
	seenDelivery = schannel.Rule{
		Code: "exchangecert.seen.delivery_failed", Title: "Event 2004", Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB2888788"}},
		Message: "A delivery failed; the reply in the event says why ({count} seen).",
	}
	seenRequired = schannel.Rule{
		Code: "exchangecert.seen.tls_required", Title: "Event 2015", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 2015"}},
		Message: "TLS is required for a domain and did not come about ({count} seen).",
	}
	seenEdgeSync = schannel.Rule{
		Code: "exchangecert.seen.edgesync", Title: "Event 10104", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 10104"}},
		Message: "EdgeSync could not match a certificate and stopped ({count} seen).",
	}
	seenNoTLS = schannel.Rule{
		Code: "exchangecert.seen.secure_domain_plain", Title: "Event 11012", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 11012"}},
		Message: "A message of a secure domain came without TLS ({count} seen).",
	}
	seenPeerName = schannel.Rule{
		Code: "exchangecert.seen.secure_domain_name", Title: "Event 11015", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 11015"}},
		Message: "The certificate of a secure domain does not hold that domain ({count} seen).",
	}
	seenCapabilities = schannel.Rule{
		Code: "exchangecert.seen.capabilities", Title: "Event 11022", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 11022"}},
		Message: "The certificate of a domain in TlsDomainCapabilities failed its validation ({count} seen).",
	}
	seenMessaging = schannel.Rule{
		Code: "exchangecert.seen.unified_messaging", Title: "Event 1423", Severity: schannel.Failure, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "jaapwesselius 2013-02-07"}},
		Message: "Unified Messaging could not hand over a message: a call of TLS failed ({count} seen).",
		// The report has Schannel's event 36885 beside it, about a list that
		// was cut.
		CausedBy: []schannel.Code{"trustlist.list.truncated", "trustlist.cause.cut"},
	}
	seenMismatch = schannel.Rule{
		Code: "exchangecert.seen.validation_failed", Title: "450 4.7.320", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "exchangechallengeaccepted 2017"}},
		Message: "The other end refused the certificate that this organization presents, or its name ({count} seen).",
	}
	seenNotFound = schannel.Rule{
		Code: "exchangecert.seen.not_found", Title: "454 4.7.5", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "lalitbisht on mail flow to Office 365"}},
		Message: "A Send connector did not get a usable certificate ({count} seen).",
	}
	seenStartTLS = schannel.Rule{
		Code: "exchangecert.seen.starttls_required", Title: "451 5.7.3", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB2989382"}},
		Message: "The sender requires STARTTLS, which this server does not offer ({count} seen).",
	}
	seenNotSupported = schannel.Rule{
		Code: "exchangecert.seen.starttls_not_supported", Title: "4.7.321 starttls-not-supported", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "SMTP DANE in Exchange Online", Section: "Troubleshooting 4/5.7.321 starttls-not-supported"}},
		Message: "Exchange Online requires TLS of the destination server, which does not offer STARTTLS ({count} seen).",
	}
	seenPresentsExpired = schannel.Rule{
		Code: "exchangecert.seen.presents_expired", Title: "4.7.322 certificate-expired", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "SMTP DANE in Exchange Online", Section: "Troubleshooting 4/5.7.322 certificate-expired"}},
		Message: "Exchange Online refused the certificate of the destination server because it has expired ({count} seen).",
	}
	seenClosed = schannel.Rule{
		Code: "exchangecert.seen.connection_failed", Title: "421 4.4.1", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB4051498"}, {Document: "KB4495258"}, {Document: "lalitbisht on mail flow to Office 365"}},
		Message: "A connection of a Send connector failed; a handshake that finds no usable certificate is one of the ways ({count} seen).",
	}
	seenNoCredentials = schannel.Rule{
		Code: "exchangecert.seen.no_credentials", Title: "NoCredentials", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB4495258"}},
		Message: "TLS could not be negotiated: NoCredentials ({count} seen); the queue has 421 4.4.1.",
	}
	seenUnknownCredentials = schannel.Rule{
		Code: "exchangecert.seen.unknown_credentials", Title: "UnknownCredentials", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB4051498"}},
		Message: "TLS could not be negotiated: UnknownCredentials ({count} seen); the queue has 451 4.4.0 with 421 4.4.1 or 421 4.2.1.",
	}
	seenInvalidToken = schannel.Rule{
		Code: "exchangecert.seen.invalid_token", Title: "InvalidToken", Severity: schannel.Failure, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "postalserver/postal#829"}},
		Message: "TLS could not be negotiated: InvalidToken ({count} seen).",
	}
	seenSocketError = schannel.Rule{
		Code: "exchangecert.seen.socket_error", Title: "SocketError", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Can't send or receive email with TLS 1.0"}},
		Message: "The connection of a Send connector was dropped: SocketError ({count} seen).",
	}
	seenPlain = schannel.Rule{
		Code: "exchangecert.seen.starttls_first", Title: "451 5.7.3 Must issue a STARTTLS command first", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Can't send or receive email with TLS 1.0"}},
		Message: "A server requires TLS, and the one that sends did not begin it ({count} seen).",
	}
	seenPeerRefused = schannel.Rule{
		Code: "exchangecert.seen.peer_validation", Title: "454 4.7.5 Certificate validation failure", Severity: schannel.Failure, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "learn Q&A 1556853"}},
		Message: "A Send connector refused the certificate of the other end ({count} seen).",
	}
	seenTagged = schannel.Rule{
		Code: "exchangecert.seen.tagged", Title: "A certificate that cannot be removed", Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Can't remove a certificate"}},
		Message: "Exchange refused to remove a certificate because of the Send connectors {connector} ({count} seen).",
	}
	seenKeyMissing = schannel.Rule{
		Code: "exchangecert.seen.private_key_missing", Title: "PrivateKeyMissing", Severity: schannel.Failure, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "Enable-ExchangeCertificate"}},
		Message: "Exchange refused a certificate because its private key is missing ({count} seen).",
	}
	seenKeyAlgorithm = schannel.Rule{
		Code: "exchangecert.seen.key_algorithm", Title: "KeyAlgorithmUnsupported", Severity: schannel.Failure, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "Enable-ExchangeCertificate"}},
		Message: "Exchange refused a certificate because of the algorithm of its key ({count} seen).",
	}
	seenRequireTLS = schannel.Rule{
		Code: "exchangecert.seen.require_tls", Title: "RequireTLS is not set", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB3062283"}},
		Message: "The Hybrid Configuration Wizard refused a Send connector that has TlsCertificateName without RequireTLS ({count} seen).",
	}
	seenAuth = schannel.Rule{
		Code: "exchangecert.seen.auth", Title: "Event 2004, MSExchange OAuth", Severity: schannel.Failure, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "learn Q&A 1166428"}},
		Message: "The certificate with which the server signs for OAuth was not found ({count} seen).",
	}
	seenNotBound = schannel.Rule{
		Code: "exchangecert.seen.not_bound", Title: "Not bound to the SMTP service", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB3058190"}},
		Message: "The Hybrid Configuration Wizard refused a certificate that is not enabled for SMTP ({count} seen).",
	}
)

// signs is every symptom that is known here. Where two fit, the first counts.
var signs = [...]sign{
	{
		seen: &seenUnreadable, topic: aboutInternal, by: byTransport, events: []int{12012}, alone: true,
		texts: [][]string{{"internal transport certificate", "could not be read from active directory"}}, causes: []causeID{internalNotPublished},
	},
	{
		// It begins as 12013 does.
		seen: &seenEphemeral, topic: aboutInternal, by: byTransport, events: []int{12024}, alone: true,
		texts: [][]string{{"could not load the certificate with thumbprint", "an ephemeral, self-signed certificate"}}, causes: []causeID{internalNotInStore},
	},
	{
		seen: &seenNotLoaded, topic: aboutInternal, by: byTransport, events: []int{12013}, alone: true,
		texts: [][]string{{"could not load the certificate with thumbprint", "configured for authentication with other exchange servers"}}, causes: []causeID{internalNotInStore},
	},
	{
		seen: &seenNone, topic: aboutInbound, by: byTransport, events: []int{12014}, alone: true,
		texts: [][]string{
			{"could not find a certificate that contains the domain name"},
			{"couldn't find a certificate that contains the domain name"},
			{"ドメイン名", "を含む証明書が見つかりませんでした"},
		},
		causes: []causeID{staleName, noService, noPrivateKey, expired, nameAbsent},
	},
	{
		seen: &seenInternalExpired, topic: aboutInternal, by: byTransport, events: []int{12015}, alone: true,
		texts: [][]string{{"an internal transport certificate expired"}, {"内部トランスポート証明書の有効期限が切れています"}}, causes: []causeID{internalExpired},
	},
	{
		seen: &seenExpired, topic: aboutInbound, by: byTransport, events: []int{12016}, alone: true,
		texts: [][]string{{"no valid smtp transport layer security (tls) certificate for the fqdn of", "has expired"}}, causes: []causeID{expired},
	},
	{
		seen: &seenInternalSoon, topic: aboutInternal, by: byTransport, events: []int{12017}, alone: true,
		texts: [][]string{{"internal transport certificate will expire soon"}}, causes: []causeID{internalSoon},
	},
	{
		seen: &seenSoon, topic: aboutInbound, by: byTransport, events: []int{12018}, alone: true,
		texts: [][]string{{"the starttls certificate will expire soon"}}, causes: []causeID{soon},
	},
	{
		seen: &seenPeerExpired, by: byTransport, events: []int{12019}, alone: true,
		texts: [][]string{{"remote internal transport certificate expired"}}, causes: []causeID{peerExpired},
	},
	{seen: &seenInstead, topic: aboutInternal, by: byTransport, events: []int{12023}, alone: true, causes: []causeID{internalUndescribed}},
	{
		seen: &seenOwnTrust, topic: aboutTrust, by: byTransport, events: []int{1037, 2019}, alone: true,
		texts: [][]string{{"exchange authentication certificate must be updated"}}, causes: []causeID{trustService, trustKey, trustNames, trustBalanced},
	},
	{
		seen: &seenPeerTrust, by: byTransport, events: []int{1036, 2018}, alone: true,
		texts: [][]string{{"bound direct trust authentication failed for certificate"}}, causes: []causeID{peerNotKnown}, // inbound or outbound
	},
	{seen: &seenUntrusted, topic: aboutNothing, by: byTransport, texts: [][]string{{"454 4.7.0", "untrustedroot"}}, causes: []causeID{untrustedDuplicate}},
	{seen: &seenDelivery, by: byTransport, events: []int{2004}, causes: nil},
	{seen: &seenRequired, by: byTransport, events: []int{2015}, causes: []causeID{peerNoTLS}},
	{
		seen: &seenEdgeSync, by: byEdgeSync, events: []int{10104}, alone: true,
		texts: [][]string{{"couldn't match certificate when contacting"}, {"could not match certificate when contacting"}}, causes: []causeID{edgeSubscription},
	},
	{
		seen: &seenNoTLS, topic: aboutInbound, by: byTransport, events: []int{11012}, alone: true,
		texts: [][]string{{"message from domain-secured domain", "did not use transport layer security"}}, causes: []causeID{tlsNotEnabled, peerNoTLS},
	},
	{
		seen: &seenPeerName, by: byTransport, events: []int{11015}, alone: true,
		texts: [][]string{{"message from domain-secured domain", "certificate does not contain the domain name"}}, causes: []causeID{peerName},
	},
	{
		seen: &seenCapabilities, by: byTransport, events: []int{11022}, alone: true,
		texts: [][]string{{"failed to confirm domain capabilities", "certificate failed with status"}}, causes: []causeID{peerCapabilities},
	},
	{
		seen: &seenMessaging, by: byMessaging, events: []int{1423},
		texts: [][]string{{"tls api failure", "0x80090301"}}, causes: []causeID{issuerList},
	},
	{
		seen: &seenMismatch, topic: aboutInbound, reply: [][4]uint32{{450, 4, 7, 320}}, texts: [][]string{{"4.7.320", "certificate validation failed"}},
		causes: []causeID{presentsSelfSigned, fleetDiffers},
	},
	{
		seen: &seenPeerRefused, topic: aboutNothing, texts: [][]string{{"4.7.5", "certificate validation failure"}},
		causes: []causeID{peerValidation},
	},
	{
		seen: &seenPlain, topic: aboutNothing, texts: [][]string{{"5.7.3", "must issue a starttls command first"}},
		causes: []causeID{oldProtocol},
	},
	{
		seen: &seenSocketError, topic: aboutNothing, texts: [][]string{{"connection dropped due to socketerror"}}, errors: []string{"socketerror"},
		causes: []causeID{oldProtocol},
	},
	{
		seen: &seenNotFound, topic: aboutOutbound, reply: [][4]uint32{{454, 4, 7, 5}},
		texts:  [][]string{{"certificate specified in tlscertificatename of the sendconnector could not be found"}},
		causes: []causeID{staleName, noService, badStatus},
	},
	{
		seen: &seenStartTLS, topic: aboutInbound, reply: [][4]uint32{{451, 5, 7, 3}, {450, 4, 4, 101}}, texts: [][]string{{"5.7.3", "starttls is required"}},
		causes: []causeID{staleName, noService, expired, nameAbsent, tlsNotEnabled},
	},
	{
		seen: &seenNotSupported, topic: aboutInbound, reply: [][4]uint32{{450, 4, 7, 321}, {550, 5, 7, 321}}, texts: [][]string{{"7.321", "starttls-not-supported"}},
		causes: []causeID{staleName, noService, expired, nameAbsent, tlsNotEnabled},
	},
	{
		seen: &seenPresentsExpired, topic: aboutInbound, reply: [][4]uint32{{450, 4, 7, 322}, {550, 5, 7, 322}}, texts: [][]string{{"7.322", "certificate-expired"}},
		causes: []causeID{expired},
	},
	{seen: &seenClosed, topic: aboutOutbound, reply: [][4]uint32{{421, 4, 4, 1}, {421, 4, 2, 1}}, causes: []causeID{noPrivateKey, noService, staleName, badStatus}},
	{seen: &seenNoCredentials, topic: aboutOutbound, errors: []string{"nocredentials"}, causes: []causeID{noPrivateKey, staleName, noService, badStatus}},
	{seen: &seenUnknownCredentials, topic: aboutOutbound, errors: []string{"unknowncredentials"}, causes: []causeID{noService}},
	{seen: &seenInvalidToken, errors: []string{"invalidtoken"}, causes: []causeID{notSelection}},
	{seen: &seenTagged, topic: aboutNothing, texts: [][]string{{"certificates are tagged with following send connectors"}}, causes: []causeID{tagged}},
	{seen: &seenKeyMissing, texts: [][]string{{"privatekeymissing"}}, causes: []causeID{keyMissing}},
	{seen: &seenKeyAlgorithm, texts: [][]string{{"keyalgorithmunsupported"}}, causes: []causeID{keyAlgorithm}},
	{
		seen: &seenRequireTLS, texts: [][]string{{"requiretls", "tlscertificatename is specified"}, {"requiredtls", "tlscertificatename is specified"}},
		causes: []causeID{requireTLS},
	},
	{seen: &seenAuth, topic: aboutAuth, by: byAuth, events: []int{2004}, causes: []causeID{authMissing}},
	{seen: &seenNotBound, texts: [][]string{{"secure mail certificate", "not bound to the smtp service"}}, causes: []causeID{flagMissing}},
}
