// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange

import (
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
)

// DER is the encoding of a certificate; in JSON it is lower-case hexadecimal.
type DER []byte

// MarshalText returns the bytes in hexadecimal; the error is always nil.
func (d DER) MarshalText() ([]byte, error) { return hex.AppendEncode([]byte{}, d), nil }

// UnmarshalText reads hexadecimal.
func (d *DER) UnmarshalText(text []byte) (err error) {
	*d, err = hex.AppendDecode(nil, text)
	return err
}

// Certificate is what is known of a certificate. A field that was not seen is
// zero, and zero is never a statement: no services are [NoServices], no private
// key is [schannel.No]. [FromX509] and [ParseCertificate] fill in what the
// certificate itself says.
type Certificate struct {
	Thumbprint   schannel.Thumbprint `json:"thumbprint"`
	FriendlyName string              `json:"friendly_name"`
	Subject      string              `json:"subject"`       // as .NET prints it, such as "CN=mail.contoso.com, O=Contoso, C=US"
	Issuer       string              `json:"issuer"`        // as .NET prints it
	SerialNumber string              `json:"serial_number"` // upper-case hexadecimal

	// Domains is CertificateDomains: the host names of the subject
	// alternative name. DomainsComplete says whether these are all of them: No
	// if the list was cut ("…"), Unknown if there was none to see.
	Domains         []string       `json:"domains"`
	DomainsComplete schannel.Truth `json:"domains_complete"`

	NotBefore   time.Time `json:"not_before"`   // UTC
	NotAfter    time.Time `json:"not_after"`    // UTC
	ZoneUnknown bool      `json:"zone_unknown"` // the two times are local ones of a zone that nobody named

	Services            Services       `json:"services"`
	SelfSigned          schannel.Truth `json:"self_signed"`
	RootCAType          RootCAType     `json:"root_ca_type"`
	Status              Status         `json:"status"`
	PrivateKey          schannel.Truth `json:"private_key"`           // on this computer
	Exportable          schannel.Truth `json:"exportable"`            // the private key
	NetworkServiceReads schannel.Truth `json:"network_service_reads"` // the private key

	KeyAlgorithm string         `json:"key_algorithm"` // "RSA", "ECDSA", …
	KeyBits      int            `json:"key_bits"`
	CNG          schannel.Truth `json:"cng"`            // whether the key is in a key storage provider rather than a CryptoAPI one
	X509Version  int            `json:"x509_version"`   // 3 for all but antiques
	ServerAuth   schannel.Truth `json:"server_auth"`    // fit for server authentication: named, or no extended key usage at all
	ClientAuth   schannel.Truth `json:"client_auth"`    // the same of client authentication
	SubjectKeyID schannel.Truth `json:"subject_key_id"` // whether the extension is there

	Raw DER `json:"raw"`
}

// DNSNames is the four names of a computer that direct trust looks at, by the
// names that its troubleshooting document gives them.
type DNSNames struct {
	DNSFullyQualifiedDomainName         string `json:"dns_fully_qualified_domain_name"`
	DNSHostName                         string `json:"dns_host_name"`
	DNSPhysicalFullyQualifiedDomainName string `json:"dns_physical_fully_qualified_domain_name"`
	DNSPhysicalHostName                 string `json:"dns_physical_host_name"`
}

// Binding is the certificate of a web site.
type Binding struct {
	Site       string              `json:"site"`     // such as "W3SVC/1", or the name of the site
	Endpoint   string              `json:"endpoint"` // such as "*:443:"
	Thumbprint schannel.Thumbprint `json:"thumbprint"`
}

// AuthConfig is what Get-AuthConfig says of the certificates for OAuth.
type AuthConfig struct {
	Seen      bool                `json:"seen"`      // a zero thumbprint is none if true, unknown if false
	Current   schannel.Thumbprint `json:"current"`   // CurrentCertificateThumbprint
	Next      schannel.Thumbprint `json:"next"`      // NextCertificateThumbprint
	Effective time.Time           `json:"effective"` // NextCertificateEffectiveDate
}

// Internal is the internal transport certificate of a server as the directory
// has it, in Active Directory or, on an Edge server, in AD LDS.
type Internal struct {
	Published  schannel.Truth      `json:"published"` // No: the attribute is empty or cannot be read
	Thumbprint schannel.Thumbprint `json:"thumbprint"`
	Raw        DER                 `json:"raw"` // the value of msExchServerInternalTLSCert, if it was seen
}

// Server is an Exchange server with its certificates.
type Server struct {
	Name    string   `json:"name"` // host name or FQDN, as connectors name it
	DNS     DNSNames `json:"dns"`
	Version Version  `json:"version"`
	Roles   []Role   `json:"roles"` // empty: unknown

	// Certificates is what was read of the Personal store. WholeStore says
	// from where: Yes is the store itself, No the list that the shell prints,
	// which leaves out what has no private key. If there are none and it is
	// Unknown, the list was not seen.
	Certificates []Certificate  `json:"certificates"`
	WholeStore   schannel.Truth `json:"whole_store"`

	Internal Internal   `json:"internal"`
	Bindings []Binding  `json:"bindings"`
	Auth     AuthConfig `json:"auth"`

	POPCertificateName  string `json:"pop_certificate_name"`  // X509CertificateName of Get-PopSettings
	IMAPCertificateName string `json:"imap_certificate_name"` // X509CertificateName of Get-ImapSettings
}

// Connector is a Receive or a Send connector. Of a text property that is empty
// nobody can say whether it is not set or was not seen, unless Complete.
type Connector struct {
	Name     string `json:"name"`
	Send     bool   `json:"send"`
	Complete bool   `json:"complete"` // all properties were seen: an empty one is not set

	Server        string   `json:"server"`         // of a Receive connector
	TransportRole Role     `json:"transport_role"` // of a Receive connector
	Bindings      []string `json:"bindings"`       // of a Receive connector, such as "0.0.0.0:25"
	SourceServers []string `json:"source_servers"` // SourceTransportServers of a Send connector
	AddressSpaces []string `json:"address_spaces"` // of a Send connector
	SmartHosts    []string `json:"smart_hosts"`    // of a Send connector

	FQDN               string         `json:"fqdn"`
	TLSCertificateName string         `json:"tls_certificate_name"` // as it stands, "<I>issuer<S>subject"
	Auth               AuthMechanism  `json:"auth"`                 // AuthMechanism, or SmartHostAuthMechanism of a Send connector
	Enabled            schannel.Truth `json:"enabled"`
	RequireTLS         schannel.Truth `json:"require_tls"`

	TLSAuthLevel          TLSAuthLevel   `json:"tls_auth_level"`            // of a Send connector
	TLSDomain             string         `json:"tls_domain"`                // of a Send connector
	TLSDomainCapabilities []string       `json:"tls_domain_capabilities"`   // of a Receive connector
	DomainSecure          schannel.Truth `json:"domain_secure"`             // DomainSecureEnabled
	DNSRouting            schannel.Truth `json:"dns_routing"`               // DNSRoutingEnabled of a Send connector
	IgnoreSTARTTLS        schannel.Truth `json:"ignore_starttls"`           // of a Send connector
	CloudServicesMail     schannel.Truth `json:"cloud_services_mail"`       // CloudServicesMailEnabled of a Send connector
	SuppressXAnonymousTLS schannel.Truth `json:"suppress_x_anonymous_tls"`  // of a Receive connector
	RelayWithinSiteToEdge schannel.Truth `json:"relay_within_site_to_edge"` // whether mail is delivered as SmtpRelayWithinAdSiteToEdge
}

// LogSession is what the SMTP protocol log says of one session.
type LogSession struct {
	Connector string         `json:"connector"` // the connector-id
	ID        string         `json:"id"`        // the session-id
	Send      schannel.Truth `json:"send"`      // Yes: the log of a Send connector
	Start     time.Time      `json:"start"`     // UTC
	Local     string         `json:"local"`     // local endpoint
	Remote    string         `json:"remote"`    // remote endpoint
	Offered   schannel.Truth `json:"offered"`   // whether the reply to EHLO has STARTTLS

	// Sent and Received are the certificates, as far as the log has them.
	Sent     []Certificate `json:"sent"`
	Received []Certificate `json:"received"`
	Errors   []string      `json:"errors"`  // of "TLS negotiation failed with error …", such as "NoCredentials"
	Replies  []string      `json:"replies"` // SMTP replies of the 4xx and 5xx kind
}

// MarshalJSON writes every field, empty lists as lists.
func (c Certificate) MarshalJSON() ([]byte, error) {
	type plain Certificate
	p := plain(c)
	p.Domains = jsonlist.Of(p.Domains)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (s Server) MarshalJSON() ([]byte, error) {
	type plain Server
	p := plain(s)
	p.Roles, p.Certificates, p.Bindings = jsonlist.Of(p.Roles), jsonlist.Of(p.Certificates), jsonlist.Of(p.Bindings)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (c Connector) MarshalJSON() ([]byte, error) {
	type plain Connector
	p := plain(c)
	p.Bindings, p.SourceServers = jsonlist.Of(p.Bindings), jsonlist.Of(p.SourceServers)
	p.AddressSpaces, p.SmartHosts = jsonlist.Of(p.AddressSpaces), jsonlist.Of(p.SmartHosts)
	p.TLSDomainCapabilities = jsonlist.Of(p.TLSDomainCapabilities)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (s LogSession) MarshalJSON() ([]byte, error) {
	type plain LogSession
	p := plain(s)
	p.Sent, p.Received = jsonlist.Of(p.Sent), jsonlist.Of(p.Received)
	p.Errors, p.Replies = jsonlist.Of(p.Errors), jsonlist.Of(p.Replies)
	return json.Marshal(p)
}

// MarshalJSON writes every field, no sources as an empty list.
func (v NameVerdict) MarshalJSON() ([]byte, error) {
	type plain NameVerdict
	p := plain(v)
	p.Sources = jsonlist.Of(p.Sources)
	return json.Marshal(p)
}
