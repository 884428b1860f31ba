// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"time"

	"github.com/schanneltrust/schannel"
)

func dateOf(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// What an answer goes by.
var (
	factMore = schannel.Phrase{Code: "diagnose.fact.more", Text: "the first {shown} of {count}:"}

	factRest = schannel.Phrase{Code: "diagnose.fact.rest", Text: "further facts: {count}"}

	factEvent         = schannel.Phrase{Code: "diagnose.fact.event", Text: "symptom no. {number}: event {id} of {provider}"}
	factEventOnly     = schannel.Phrase{Code: "diagnose.fact.event_number", Text: "symptom no. {number}: event {id}"}
	factEventComputer = schannel.Phrase{Code: "diagnose.fact.event_computer", Text: "… on {computer}"}
	factEventData     = schannel.Phrase{Code: "diagnose.fact.event_data", Text: "… with {name} {value}"}
	factEventValue    = schannel.Phrase{Code: "diagnose.fact.event_value", Text: "… with {value}"}
	factCode          = schannel.Phrase{Code: "diagnose.fact.code", Text: "symptom no. {number}: {code}"}
	factCodeIn        = schannel.Phrase{Code: "diagnose.fact.code_in", Text: "symptom no. {number}: {code}, from the line: {text}"}
	factCodeName      = schannel.Phrase{Code: "diagnose.fact.code_name", Text: "{code} is {name}"}
	factText          = schannel.Phrase{Code: "diagnose.fact.text", Text: "symptom no. {number}: {text}"}
	factTimes         = schannel.Phrase{Code: "diagnose.fact.times", Text: "… {count} times"}

	factRelease   = schannel.Phrase{Code: "diagnose.fact.release", Text: "server of the list: {product}"}
	factSynthetic = schannel.Phrase{Code: "diagnose.fact.synthetic", Text: "list: {names} names, {bytes} bytes in all; the names are made up, for only their sizes matter"}
	factRoots     = schannel.Phrase{Code: "diagnose.fact.trusted_roots", Text: "certificates among the trusted roots: {count}"}
	factIssuers   = schannel.Phrase{Code: "diagnose.fact.client_auth_issuers", Text: "certificates among the Client Authentication Issuers: {count}"}
	factSite      = schannel.Phrase{Code: "diagnose.fact.site_store", Text: "certificates in the store of the site or application: {count}"}
	factUntrusted = schannel.Phrase{Code: "diagnose.fact.untrusted", Text: "certificates among the Untrusted Certificates: {count}"}
	factRegistry  = schannel.Phrase{Code: "diagnose.fact.registry", Text: "values of the registry of the server: {count}"}
	factNamed     = schannel.Phrase{Code: "diagnose.fact.named", Text: "names that s_client printed: {count}"}
	factCaptured  = schannel.Phrase{Code: "diagnose.fact.captured", Text: "what was captured of the server, in bytes of its file: {count}"}
	factClient    = schannel.Phrase{Code: "diagnose.fact.client", Text: "client certificate: {subject}, issued by {issuer}; certificates in its chain: {count}"}

	factLocal       = schannel.Phrase{Code: "diagnose.fact.local", Text: "this end: {product}"}
	factLocalUpdate = schannel.Phrase{Code: "diagnose.fact.local_update", Text: "this end has {update}"}
	factLocalBuild  = schannel.Phrase{Code: "diagnose.fact.local_build", Text: "this end has build {build}"}
	factSide        = schannel.Phrase{Code: "diagnose.fact.side", Text: "this end is the {side} of the connection"}
	factPeer        = schannel.Phrase{Code: "diagnose.fact.peer", Text: "other end: {product}"}
	factPeerUpdate  = schannel.Phrase{Code: "diagnose.fact.peer_update", Text: "the other end has {update}"}
	factPeerBuild   = schannel.Phrase{Code: "diagnose.fact.peer_build", Text: "the other end has build {build}"}
	factPeerWithout = schannel.Phrase{Code: "diagnose.fact.peer_without", Text: "other end: without the extended master secret"}
	factPeerWith    = schannel.Phrase{Code: "diagnose.fact.peer_with", Text: "other end: with the extended master secret ({behaviour})"}
	factSuite       = schannel.Phrase{Code: "diagnose.fact.suite", Text: "cipher suite: {suite}"}
	factRate        = schannel.Phrase{Code: "diagnose.fact.rate", Text: "failures: {failures} of {attempts} attempts"}
	factResuming    = schannel.Phrase{Code: "diagnose.fact.resuming", Text: "the handshakes that fail offer a session"}
	factFTP         = schannel.Phrase{Code: "diagnose.fact.ftp_data", Text: "the connections that fail carry data of FTP"}
	factLate        = schannel.Phrase{Code: "diagnose.fact.late_cert_request", Text: "the other end asks for a client certificate only in a full handshake that follows a resumption"}
	factConnections = schannel.Phrase{Code: "diagnose.fact.connections", Text: "captured connections: {count}"}

	factServer          = schannel.Phrase{Code: "diagnose.fact.exchange_server", Text: "server: {server}, Exchange {version}"}
	factServerOnly      = schannel.Phrase{Code: "diagnose.fact.exchange_server_name", Text: "Exchange server: {server}"}
	factExchange        = schannel.Phrase{Code: "diagnose.fact.exchange_version", Text: "version of Exchange: {version}"}
	factRole            = schannel.Phrase{Code: "diagnose.fact.exchange_role", Text: "role of {server}: {role}"}
	factCertificate     = schannel.Phrase{Code: "diagnose.fact.exchange_certificate", Text: "certificate on {server}: {thumbprint}, {subject}"}
	factCertificateOnly = schannel.Phrase{Code: "diagnose.fact.exchange_certificate_only", Text: "certificate: {thumbprint}, {subject}"}
	factServices        = schannel.Phrase{Code: "diagnose.fact.exchange_services", Text: "{thumbprint} is enabled for {services}"}
	factUntil           = schannel.Phrase{Code: "diagnose.fact.exchange_until", Text: "{thumbprint} is valid until {date}"}
	factSessions        = schannel.Phrase{Code: "diagnose.fact.exchange_sessions", Text: "sessions in the protocol log of {server}: {count}"}
	factSessionsOnly    = schannel.Phrase{Code: "diagnose.fact.exchange_sessions_only", Text: "sessions in the protocol log: {count}"}
	factTime            = schannel.Phrase{Code: "diagnose.fact.exchange_time", Text: "time that counts on {server}, when the failure was first seen: {time}"}
	factTimeOnly        = schannel.Phrase{Code: "diagnose.fact.exchange_time_only", Text: "time that counts, when the failure was first seen: {time}"}
	factConnectors      = schannel.Phrase{Code: "diagnose.fact.exchange_connectors", Text: "connectors: {count}"}

	factProduct   = schannel.Phrase{Code: "diagnose.fact.client_product", Text: "client: {product}"}
	factMail      = schannel.Phrase{Code: "diagnose.fact.client_mail", Text: "mail address: {mail}"}
	factADSite    = schannel.Phrase{Code: "diagnose.fact.client_site", Text: "site of the client: {site}"}
	factJoined    = schannel.Phrase{Code: "diagnose.fact.client_joined", Text: "the client is joined to a domain: {joined}"}
	factSCP       = schannel.Phrase{Code: "diagnose.fact.scp", Text: "service connection point: {server}, {url}"}
	factCreated   = schannel.Phrase{Code: "diagnose.fact.scp_created", Text: "the service connection point of {server} was created on {date}"}
	factVersion   = schannel.Phrase{Code: "diagnose.fact.server_version", Text: "behind {host}: {version}"}
	factMailbox   = schannel.Phrase{Code: "diagnose.fact.mailbox", Text: "mailbox: on {version}"}
	factFirst     = schannel.Phrase{Code: "diagnose.fact.first", Text: "asked first: {server}"}
	factRecording = schannel.Phrase{Code: "diagnose.fact.recording", Text: "recorded answers: {count}"}
	factAnswer    = schannel.Phrase{Code: "diagnose.fact.answer", Text: "Autodiscover answered with {action}: {target}"}
)

func phrases() []schannel.Phrase {
	return []schannel.Phrase{
		factMore, factRest, factEvent, factEventOnly, factEventComputer, factEventData, factEventValue, factCode, factCodeIn, factCodeName, factText, factTimes,
		factRelease, factSynthetic, factRoots, factIssuers, factSite, factUntrusted, factRegistry, factNamed, factCaptured, factClient,
		factLocal, factLocalUpdate, factLocalBuild, factSide, factPeer, factPeerUpdate, factPeerBuild, factPeerWithout, factPeerWith,
		factSuite, factRate, factResuming, factFTP, factLate, factConnections,
		factServer, factServerOnly, factExchange, factRole, factCertificate, factCertificateOnly, factServices, factUntil, factSessions, factSessionsOnly, factTime, factTimeOnly, factConnectors,
		factProduct, factMail, factADSite, factJoined, factSCP, factCreated, factVersion, factMailbox, factFirst, factRecording, factAnswer,
		leftEMS, leftConnection, leftThird, leftCaptured, leftFaults, leftSynthetic, leftAnswer, leftAnswers, leftFirst, leftSymptoms, leftServers, leftConnectors, leftFindings, leftFamily,
		noteEMS, noteNoEMS, noteEMSData, noteTicket, noteID, noteKey, noteVersion, noteSuite, noteResumed, noteEncrypted, noteAlert, noteFatal, noteRenegotiates,
		needChain, needConnection, needSymptoms, needEvents, needCertificates, needConnectors, needTime, needCulture, needRecording, needShown, needSCPs, needMail,
	}
}
