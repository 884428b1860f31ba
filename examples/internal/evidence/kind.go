// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

// Kind is what a file is evidence of. Its text is the role that evidence.json,
// and a case, give to a file.
type Kind uint8

const (
	Unknown  Kind = 0 // "unknown": not recognised
	Case     Kind = 1 // "case": a case in JSON
	Settings Kind = 2 // "evidence-json": what the flags say, as a file

	TrustedRoots      Kind = 3 // "trusted-roots": the store Trusted Root Certification Authorities of a server
	ClientAuthIssuers Kind = 4 // "client-auth-issuers": its store Client Authentication Issuers
	SiteStore         Kind = 5 // "site-store": the store that its site is bound to
	Untrusted         Kind = 6 // "untrusted-certificates": its store Untrusted Certificates
	ClientChain       Kind = 7 // "client-chain": the chain of a client, its own certificate first
	HostCertificate   Kind = 8 // "host-certificate": what a host shows, in a file named after it
	PersonalStore     Kind = 9 // "personal-store": the store Personal of an Exchange server

	SchannelRegistry Kind = 10 // "schannel-registry": values below SecurityProviders\SCHANNEL
	OutlookRegistry  Kind = 11 // "outlook-registry": values of Outlook
	Registry         Kind = 12 // "registry": both, or values of another kind
	HTTPBindings     Kind = 13 // "http-bindings": netsh http show sslcert
	Updates          Kind = 14 // "updates": what Get-HotFix or systeminfo prints

	SystemLog      Kind = 15 // "system-log": events of the log System
	ApplicationLog Kind = 16 // "application-log": events of the log Application
	EventXML       Kind = 17 // "event-xml": events of another log, or of several
	EventText      Kind = 18 // "event-text": pasted events, codes and messages

	Capture     Kind = 19 // "tls-capture": bytes of a TLS connection, in any form
	SClientText Kind = 20 // "s-client-text": what openssl s_client prints, without bytes
	KeyLog      Kind = 21 // "key-log": secrets of TLS connections

	ExchangeCertificates Kind = 22 // "exchange-certificates": Get-ExchangeCertificate
	Connectors           Kind = 23 // "connectors": Get-ReceiveConnector, Get-SendConnector
	ExchangeServers      Kind = 24 // "exchange-servers": Get-ExchangeServer, Get-TransportService
	AuthConfig           Kind = 25 // "auth-config": Get-AuthConfig
	MailSettings         Kind = 26 // "mail-settings": Get-PopSettings, Get-ImapSettings
	WebBindings          Kind = 27 // "web-bindings": Get-WebBinding
	ProtocolLog          Kind = 28 // "smtp-protocol-log": of Receive or Send connectors

	SCPs      Kind = 29 // "scps": service connection points, as LDIF or as a cmdlet prints them
	Recording Kind = 30 // "recording": requests with their answers, as HAR or in the small form
	Answers   Kind = 31 // "autodiscover-answers": what Autodiscover answered, POX or SOAP, without the request
)
