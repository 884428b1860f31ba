// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import "github.com/schanneltrust/schannel"

// The steps of the selection, in the order in which a trace has them.
var (
	stepHost = schannel.Rule{
		Code: "exchangecert.step.host", Title: "The subject or a domain holds the name", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, {Document: "Exchange certificates"}}, Message: "The subject or the subject alternative name contains the name that is looked for; a wildcard covers one level.",
	}
	stepName = schannel.Rule{
		Code: "exchangecert.step.certificate_name", Title: "Issuer and subject are those of TlsCertificateName", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSend, srcReceive, {Document: "CSS-Exchange", Section: "Diagnostics/HealthChecker/Analyzer/Get-ExchangeConnectorCustomObject.ps1"}}, Message: "Issuer and subject are those of TlsCertificateName.",
	}
	stepRequest = schannel.Rule{
		Code: "exchangecert.step.request", Title: "It is a certificate, not a pending request", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcGet}, Message: "It is a certificate and not a request that waits for one.",
	}
	stepVersion = schannel.Rule{
		Code: "exchangecert.step.x509_version", Title: "X.509 version 3 or later", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS}, Message: "The certificate is of X.509 version 3 or later.",
	}
	stepServerAuth = schannel.Rule{
		Code: "exchangecert.step.server_auth", Title: "Fit for server authentication (Exchange 2007)", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcWhitePaper}, Message: "Its extended key usage names server authentication, or there is none.",
	}
	stepKeyLength = schannel.Rule{
		Code: "exchangecert.step.key_length", Title: "An RSA key of 1,024 bits or more (Exchange 2007)", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcWhitePaper}, Message: "Its RSA key has 1,024 bits or more.",
	}
	stepPrivateKey = schannel.Rule{
		Code: "exchangecert.step.private_key", Title: "Its private key is here", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, srcNoKey}, Message: "The private key is on this computer.",
	}
	stepService = schannel.Rule{
		Code: "exchangecert.step.service", Title: "Enabled for the service", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, {Document: "Event 12014"}, srcDirectTrust}, Message: "The certificate is enabled for the service.",
	}
	stepStatus = schannel.Rule{
		Code: "exchangecert.step.status", Title: "No failed check in its Status", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcWhitePaper, srcMailflow}, Message: "Its Status reports neither an untrusted chain nor a failed revocation check.",
	}
	stepDates = schannel.Rule{
		Code: "exchangecert.step.dates", Title: "In date", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, srcExpired2007}, Message: "The time of the request lies between NotBefore and NotAfter.",
	}
	stepThumbprint = schannel.Rule{
		Code: "exchangecert.step.thumbprint", Title: "It is the certificate that is configured", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcAnonymousIn}, Message: "Its thumbprint is the one that is configured.",
	}
	stepRank = schannel.Rule{
		Code: "exchangecert.step.first", Title: "First of those that remain", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS}, Message: "It comes first among the certificates that remain.",
	}
	rankIssued = schannel.Rule{
		Code: "exchangecert.rank.issued", Title: "Issued by an authority before self-signed", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS}, Message: "A certificate that an authority issued comes before a self-signed one, however old.",
	}
	rankNewest = schannel.Rule{
		Code: "exchangecert.rank.newest", Title: "The newest NotBefore first", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, srcDirectTrust}, Message: "The newest NotBefore comes first.",
	}
	rankLongest = schannel.Rule{
		Code: "exchangecert.rank.longest", Title: "The latest NotAfter first", Severity: schannel.Info, Evidence: schannel.Reported,
		Sources: []schannel.Source{{Document: "microsoft/CSS-Exchange#1165"}}, Message: "The latest NotAfter comes first.",
	}
	rankWildcard = schannel.Rule{
		Code: "exchangecert.rank.wildcard", Title: "The name itself before a wildcard", Severity: schannel.Info, Evidence: schannel.Inferred,
		Sources: []schannel.Source{srcSTARTTLS}, Message: "A certificate with the name itself comes before one whose wildcard covers it, in a reading that no document gives.",
	}
	rankName = schannel.Rule{
		Code: "exchangecert.rank.known_name", Title: "A known name before an assumed one", Severity: schannel.Info, Evidence: schannel.Inferred,
		Sources: []schannel.Source{srcSTARTTLS}, Message: "A certificate that is known to hold the name comes before one of which not all names are known.",
	}
	rankInput = schannel.Rule{
		Code: "exchangecert.rank.input", Title: "No difference: the order of the list", Severity: schannel.Info, Evidence: schannel.Inferred,
		Sources: []schannel.Source{srcGet}, Message: "No document ranks the two; the one that the list has first is shown.",
	}
)

// nameRule is the step by which a question compares names.
func (q *question) nameRule() schannel.Code {
	if q.byName {
		return stepName.Code
	}
	return stepHost.Code
}
