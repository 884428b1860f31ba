// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// auth reads Get-AuthConfig.
func (t *taker) auth() exchange.AuthConfig {
	a := exchange.AuthConfig{Seen: true}
	a.Current, _ = t.thumbprint("CurrentCertificateThumbprint")
	a.Next, _ = t.thumbprint("NextCertificateThumbprint")
	v, ok := t.value("NextCertificateEffectiveDate")
	if !ok || v.Text == "" {
		return a
	}
	date, known, e := t.dates.parse(v.Text)
	if e != nil {
		t.fault(at(e, "NextCertificateEffectiveDate", v))
		return a
	}
	if !known {
		t.fault(fault(codeZone, "NextCertificateEffectiveDate", v.Offset, "line %d: %.64q is a time of a zone that nobody named", v.Line, v.Text))
	}
	a.Effective = date
	return a
}

// server reads Get-ExchangeServer, and Get-TransportService or
// Get-TransportServer, as far as a server's facts go.
func (t *taker) server() exchange.Server {
	s := exchange.Server{Name: t.text("Name"), Version: t.version(), Roles: t.roles()}
	if s.Name == "" {
		s.Name = t.text("Identity")
	}
	// That the property is the name of the computer of that kind is inferred
	// from their names.
	s.DNS.DNSFullyQualifiedDomainName = t.text("Fqdn")
	if t.has("InternalTransportCertificateThumbprint", "InternalTransportCertificate") {
		s.Internal = t.internal()
	}
	return s
}

// internal reads the internal transport certificate of a server: its
// thumbprint, or the certificate itself, as the attribute has it.
func (t *taker) internal() exchange.Internal {
	var i exchange.Internal
	if v, ok := t.object.Get("InternalTransportCertificate"); ok {
		if raw, ok := v.Bytes(); ok {
			i = exchange.Internal{Published: schannel.Yes, Raw: raw}
			c, err := exchange.ParseCertificate(raw)
			if err != nil {
				t.fault(at(err, "InternalTransportCertificate", v))
				return exchange.Internal{}
			}
			i.Thumbprint = c.Thumbprint
			return i
		}
	}
	v, ok := t.value("InternalTransportCertificateThumbprint")
	switch {
	case !ok:
	case v.Text == "":
		i.Published = schannel.No
	default:
		if i.Thumbprint, ok = t.thumbprint("InternalTransportCertificateThumbprint"); ok {
			i.Published = schannel.Yes
		}
	}
	return i
}

// firstBuildOfSE is that of the release of the Subscription Edition, which has
// the version number of Exchange 2019: 15.2.2562.17 of July 2025 ("Exchange
// Server build numbers and release dates"; samuraj-cz.com, "Exchange Server 2016
// to Subscription Edition (SE) migration, part 1").
const firstBuildOfSE = 2562

// version reads AdminDisplayVersion, such as "Version 15.2 (Build 986.5)".
func (t *taker) version() exchange.Version {
	v, _ := t.value("AdminDisplayVersion")
	if v.Text == "" {
		return exchange.VersionUnspecified
	}
	numbers := strings.FieldsFunc(v.Text, func(r rune) bool { return r < '0' || r > '9' })
	var n [3]int
	for i := range min(len(numbers), len(n)) {
		n[i], _ = strconv.Atoi(numbers[i])
	}
	switch {
	case len(numbers) < 2:
	case n[0] == 8 && n[1] <= 3:
		return exchange.Exchange2007RTM + exchange.Version(n[1]) //nolint:gosec // at most three
	case n[0] == 14:
		return exchange.Exchange2010
	case n[0] == 15 && n[1] == 0:
		return exchange.Exchange2013
	case n[0] == 15 && n[1] == 1:
		return exchange.Exchange2016
	case n[0] == 15 && n[1] == 2 && n[2] >= firstBuildOfSE:
		return exchange.ExchangeSE
	case n[0] == 15 && n[1] == 2 && len(numbers) > 2:
		return exchange.Exchange2019
	}
	t.fault(fault(codeValue, "AdminDisplayVersion", v.Offset, "line %d: %.64q is no version that is known", v.Line, v.Text))
	return exchange.VersionUnspecified
}

// roleNames are the roles as ServerRole prints them.
var roleNames = [...]struct {
	name string
	role exchange.Role
}{
	{"HubTransport", exchange.HubTransport},
	{"Edge", exchange.Edge},
	{"FrontendTransport", exchange.FrontendTransport},
	{"Mailbox", exchange.Mailbox},
	{"ClientAccess", exchange.ClientAccess},
	{"UnifiedMessaging", exchange.UnifiedMessaging},
}

// roles reads ServerRole, in print "Mailbox, ClientAccess".
func (t *taker) roles() []exchange.Role {
	text := t.text("ServerRole")
	var roles []exchange.Role
	for name := range strings.SplitSeq(strings.Trim(text, "{}"), ",") {
		for _, known := range roleNames {
			if strings.EqualFold(strings.TrimSpace(name), known.name) {
				roles = append(roles, known.role)
			}
		}
	}
	return roles
}

// webBinding reads Get-WebBinding. Its path names the site, and its number
// where it is there.
func (t *taker) webBinding() (exchange.Binding, bool) {
	b := exchange.Binding{Endpoint: t.text("bindingInformation")}
	path := t.text("ItemXPath")
	b.Site = quotedBehind(path, "@name=")
	if id := quotedBehind(path, "@id="); id != "" {
		b.Site = "W3SVC/" + id
	}
	var ok bool
	b.Thumbprint, ok = t.thumbprint("certificateHash")
	return b, ok
}

func quotedBehind(text, mark string) string {
	_, rest, _ := strings.Cut(text, mark)
	if rest == "" {
		return ""
	}
	value, _, _ := strings.Cut(rest[1:], rest[:1])
	return value
}

// mailSettings reads Get-PopSettings and Get-ImapSettings.
func (t *taker) mailSettings() (exchange.Server, bool) {
	s := exchange.Server{Name: t.text("Server")}
	name := t.text("X509CertificateName")
	protocol := strings.ToUpper(t.text("ProtocolName"))
	if len(t.object.Types) > 0 {
		protocol += strings.ToUpper(t.object.Types[0])
	}
	switch {
	case strings.Contains(protocol, "POP"):
		s.POPCertificateName = name
	case strings.Contains(protocol, "IMAP"):
		s.IMAPCertificateName = name
	default:
		return exchange.Server{}, false
	}
	return s, true
}
