// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/hostname"
)

// The four causes of events 1037 and 2019, in the order of the article.
var (
	ruleTrustService = schannel.Rule{
		Code: "exchangecert.cause.trust_no_service", Title: "SMTP is not enabled on the certificate of direct trust", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Direct trust errors 1037 and 2019"}},
		Message: "SMTP is not enabled on the internal transport certificate; a certificate of your own has to be enabled for it, the self-signed one is.",
	}
	ruleTrustKey = schannel.Rule{
		Code: "exchangecert.cause.trust_no_key_access", Title: "NETWORK SERVICE cannot read the key", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Direct trust errors 1037 and 2019"}},
		Message: "The account NETWORK SERVICE lacks the right to read the keys in the container MachineKeys.",
	}
	ruleTrustNames = schannel.Rule{
		Code: "exchangecert.cause.trust_names", Title: "DNS or the names of the computer", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Direct trust errors 1037 and 2019"}},
		Message: "DNS or the names of the computer are not configured correctly: the query for the host name fails, or returns a name that the certificate does not hold.",
	}
	ruleTrustBalanced = schannel.Rule{
		Code: "exchangecert.cause.trust_load_balancing", Title: "Network Load Balancing or a cluster", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Direct trust errors 1037 and 2019"}},
		Message: "The server is in Network Load Balancing or in a cluster, which adds a name that is not expected; between Hub Transport servers this is not supported.",
	}
)

// What the names of the computer show.
var (
	factQueryFailed = schannel.Rule{
		Code: "exchangecert.dns.query_failed", Title: "The query for a name of the computer fails", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Direct trust errors 1037 and 2019"}},
		Message: "The server cannot find its own host names.",
	}
	factHostDiffers = schannel.Rule{
		Code: "exchangecert.dns.host_differs", Title: "Host name and FQDN do not go together", Severity: schannel.Warning, Evidence: schannel.Inferred, Sources: []schannel.Source{{Document: "Direct trust errors 1037 and 2019"}, {Document: "GetComputerNameEx"}},
		Message: "The host name {host} is not the first label of {fqdn}.",
	}
	factUnexpected = schannel.Rule{
		Code: "exchangecert.dns.unexpected", Title: "A name that is not the computer's own", Severity: schannel.Warning, Evidence: schannel.Inferred, Sources: []schannel.Source{{Document: "Direct trust errors 1037 and 2019"}, {Document: "GetComputerNameEx"}},
		Message: "{name} is not the physical name {physical} of the computer: a cluster or Network Load Balancing adds such a name.",
	}
	factLong = schannel.Rule{
		Code: "exchangecert.dns.long_host", Title: "A host name longer than a NetBIOS name", Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "GetComputerNameEx"}},
		Message: "The host name {host} has {length} characters; its NetBIOS name is cut after 15.",
	}
	factBalanced = schannel.Rule{
		Code: "exchangecert.dns.load_balanced", Title: "The server is load balanced", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Direct trust errors 1037 and 2019"}},
		Message: "The server is in a cluster or in Network Load Balancing, where Exchange Server authentication between Hub Transport servers is not supported.",
	}
)

// The fixes of the article, in its order.
var (
	remedyTrustService = schannel.Remedy{
		Code: "exchangecert.remedy.trust_service", Title: "See whether SMTP is enabled on the certificate",
		Rights: []schannel.Phrase{rightsView, rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "List the certificates with all properties.", Command: listAll, Scope: schannel.Scope{Versions: []string{"2007rtm"}}},
			{Number: 2, Text: "List the certificates; from Service Pack 1 on without the asterisk.", Command: listPlain, Scope: schannel.Scope{Versions: sinceSP1}},
			{Number: 3, Text: "If IsSelfSigned is True, the certificate was installed by Exchange; of several the valid one with the latest time stamp is used. If it is False, it is one of your own."},
			{Number: 4, Text: "If SMTP is not among its Services, enable it; or create a new certificate.", Command: enableShort},
		},
		SideEffects: []schannel.Phrase{sideAdditive},
		Sources:     []schannel.Source{{Document: "Direct trust errors 1037 and 2019"}},
	}
	remedyTrustKey = schannel.Remedy{
		Code: "exchangecert.remedy.trust_key", Title: "See whether NETWORK SERVICE may read the keys",
		Rights: []schannel.Phrase{rightsMonitor},
		Steps: []schannel.Step{
			{Number: 1, Text: `Give NETWORK SERVICE the right to read all keys in C:\Documents and Settings\All Users\Application Data\Microsoft\Crypto\RSA\MachineKeys, on the drive of Exchange.`, Scope: schannel.Scope{Versions: []string{"2007rtm", "2007sp1", "2007sp2", "2007sp3"}}},
			{Number: 2, Text: "Give NETWORK SERVICE the right to read the keys in the container MachineKeys.", Scope: schannel.Scope{Versions: sinceDefaultPrompt}},
			{Number: 3, Text: "Run Filemon until the event is logged again, and look for access that was denied."},
		},
		Sources: []schannel.Source{{Document: "Direct trust errors 1037 and 2019"}},
	}
	remedyTrustNames = schannel.Remedy{
		Code: "exchangecert.remedy.trust_names", Title: "Compare the DNS configuration with the certificate",
		Rights: []schannel.Phrase{rightsView, rightsMonitor},
		Steps: []schannel.Step{
			{Number: 1, Text: "Compare DnsFullyQualifiedDomainName, DnsHostName, DnsPhysicalFullyQualifiedDomainName and DnsPhysicalHostName with the names of the self-signed certificate."},
			{Number: 2, Text: `Trace with the Exchange Troubleshooting Assistant, tags Common\Certificate, NetworkingLayer\Certificate and Transport\Certificate: it shows which FQDN is looked for.`},
			{Number: 3, Text: "If it is not one of the certificate, find out where the name comes from."},
		},
		Sources: []schannel.Source{{Document: "Direct trust errors 1037 and 2019"}},
	}
	remedyTrustBalanced = schannel.Remedy{
		Code: "exchangecert.remedy.trust_load_balancing", Title: "Look for an unexpected name in the configuration of NLB",
		Rights: []schannel.Phrase{rightsComputer},
		Steps: []schannel.Step{
			{Number: 1, Text: "See whether a name that the trace shows and nobody expects is configured in Network Load Balancing."},
			{Number: 2, Text: "If it is, change that configuration so that the validation of the certificate does not meet it."},
		},
		Sources: []schannel.Source{{Document: "Direct trust errors 1037 and 2019"}},
	}
)

// askTrust adds what is known of the certificate of direct trust, of the names
// of the computer and of load balancing, once.
func (v *view) askTrust() {
	v.askInternal()
	if v.trustAsked {
		return
	}
	v.trustAsked = true
	computer := schannel.Whole("server").Named(v.Server.Name)
	if v.NamesFound == schannel.No {
		v.fact(factQueryFailed, schannel.Basis{Certainty: schannel.Certain}, computer)
	}
	n := v.Server.DNS
	v.hostName(n.DNSHostName, n.DNSFullyQualifiedDomainName)
	v.hostName(n.DNSPhysicalHostName, n.DNSPhysicalFullyQualifiedDomainName)
	v.physical(n.DNSFullyQualifiedDomainName, n.DNSPhysicalFullyQualifiedDomainName)
	v.physical(n.DNSHostName, n.DNSPhysicalHostName)
	if v.LoadBalanced == schannel.Yes {
		v.fact(factBalanced, schannel.Basis{Certainty: schannel.Certain}, computer)
	}
}

// netBIOS is the length of a NetBIOS name of a computer.
const netBIOS = 15

func (v *view) hostName(host, fqdn string) {
	subject := schannel.Whole("server").Named(host)
	if host != "" && fqdn != "" && !strings.EqualFold(host, hostname.FirstLabel(fqdn)) {
		v.fact(factHostDiffers, schannel.Basis{Certainty: schannel.Likely}, subject, schannel.Text("host", host), schannel.Text("fqdn", fqdn))
	}
	if length := len([]rune(host)); length > netBIOS {
		v.fact(factLong, schannel.Basis{Certainty: schannel.Certain}, subject, schannel.Text("host", host), schannel.Number("length", length))
	}
}

// physical compares a name with the physical one, which on a node of a cluster
// is another.
func (v *view) physical(name, physical string) {
	if name != "" && physical != "" && !strings.EqualFold(name, physical) {
		v.fact(factUnexpected, schannel.Basis{Certainty: schannel.Likely}, schannel.Whole("server").Named(name),
			schannel.Text("name", name), schannel.Text("physical", physical))
	}
}

// askInternal adds the answer about the internal transport certificate, once.
func (v *view) askInternal() {
	if v.Server.Seen() || v.Server.Internal.Published != schannel.Unknown {
		v.ask(exchange.Connector{Complete: true}, exchangecert.DirectTrust)
	}
}

// trustDecided reports whether what is known of the server rules out a cause of
// direct trust that nothing confirms.
func (v *view) trustDecided(id causeID) bool {
	c := v.internalCertificate()
	switch id { //nolint:exhaustive // the causes of direct trust alone
	case trustService:
		return c != nil && c.Services != 0
	case trustKey:
		return c != nil && c.NetworkServiceReads != schannel.Unknown
	case trustNames:
		return v.NamesFound == schannel.Yes && c != nil && c.DomainsComplete == schannel.Yes && len(v.Server.DNS.All()) > 0
	}
	return v.LoadBalanced == schannel.No
}

// internalCertificate is the one that the directory names, or nil.
func (v *view) internalCertificate() *exchange.Certificate {
	if i := v.Server.Find(v.Server.Internal.CertificateThumbprint()); i >= 0 {
		return &v.Server.Certificates[i]
	}
	return nil
}
