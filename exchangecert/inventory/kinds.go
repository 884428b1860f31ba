// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"strings"

	"github.com/schanneltrust/schannel/internal/pstext"
)

// kind is what an object is of.
type kind uint8

const (
	unknownKind kind = iota
	certificateKind
	receiveKind
	sendKind
	authKind
	serverKind
	bindingKind
	mailKind
	sessionKind
	storeKind // the heading of a listing of the Cert: drive
)

// kindOf tells what an object is by properties that nothing else has.
func (t *taker) kindOf() kind {
	switch {
	case t.has("CurrentCertificateThumbprint"):
		return authKind
	case t.has("AuthMechanism", "PermissionGroups", "RemoteIPRanges", "TransportRole"):
		return receiveKind
	case t.has("AddressSpaces", "SourceTransportServers", "SmartHostAuthMechanism", "TlsAuthLevel", "CloudServicesMailEnabled"):
		return sendKind
	case t.has("InternalTransportCertificateThumbprint", "InternalTransportCertificate"), t.hasAll("AdminDisplayVersion", "ServerRole"):
		return serverKind
	case t.has("X509CertificateName"):
		return mailKind
	case t.has("certificateHash"):
		return bindingKind
	case t.has("CertificateDomains", "RootCAType", "RawData", "Thumbprint"), t.hasAll("Subject", "NotAfter"), t.hasAll("Subject", "Services"):
		return certificateKind
	case len(t.object.Properties) == 1 && inStore(t.object):
		return storeKind
	}
	return t.connectorKind()
}

// connectorKind tells the direction of a connector of which few properties
// were printed: only those of Receive connectors are of a server.
func (t *taker) connectorKind() kind {
	identity, named := t.object.Get("Identity")
	switch {
	case t.hasAll("Identity", "Bindings"): // the table of Get-ReceiveConnector
		return receiveKind
	case !t.has("TlsCertificateName") && (!t.has("Fqdn") || !t.has("RequireTLS", "TlsDomain")):
		return unknownKind
	case t.has("TlsDomain", "DNSRoutingEnabled", "IgnoreSTARTTLS", "SmartHosts"), named && !strings.Contains(identity.Text, "\\"):
		return sendKind
	case t.has("Server", "Bindings", "TlsDomainCapabilities"), named:
		return receiveKind
	}
	return unknownKind
}

// inStore reports whether an object is of the Personal store of the computer,
// as the Cert: drive lists it.
func inStore(o pstext.Object) bool {
	for _, p := range o.Properties {
		path := strings.ToLower(p.Value.Text)
		if strings.Contains(path, "\\certificate::localmachine\\my") {
			return true
		}
	}
	return false
}

// ofShell reports whether a certificate is one of Get-ExchangeCertificate.
func (t *taker) ofShell() bool {
	for _, name := range t.object.Types {
		if strings.HasSuffix(name, ".ExchangeCertificate") {
			return true
		}
	}
	return t.has("Services", "RootCAType", "IsSelfSigned", "CertificateDomains", "Status")
}
