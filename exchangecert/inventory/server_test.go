// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"encoding/base64"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// p1 is the thumbprint t1.
var p1 = schannel.Thumbprint{
	0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x01, 0x23, 0x45, 0x67,
}

func printOf(t *testing.T, text string) schannel.Thumbprint {
	t.Helper()
	p, err := schannel.ParseThumbprint(text)
	require.NoError(t, err)
	return p
}

func TestAuthConfig(t *testing.T) {
	t.Parallel()
	current, next := printOf(t, t1), printOf(t, t2)
	for _, row := range []struct {
		name, why, data string
		culture         Culture
		want            exchange.AuthConfig
		faults          string
	}{
		{
			name: "list", why: "names as wide as their column have no blank before the colon", culture: american,
			data: "CurrentCertificateThumbprint: " + t1 + "\nNextCertificateThumbprint   : " + t2 + "\nNextCertificateEffectiveDate: 2/3/2023 2:16:02 PM\n",
			want: exchange.AuthConfig{Seen: true, Current: current, Next: next, Effective: time.Date(2023, 2, 3, 14, 16, 2, 0, time.UTC)},
		},
		{
			name: "no-next", why: "nothing printed is none",
			data: "CurrentCertificateThumbprint  : " + t1 + "\nPreviousCertificateThumbprint : \nNextCertificateThumbprint     : \nNextCertificateEffectiveDate  : \n",
			want: exchange.AuthConfig{Seen: true, Current: current},
		},
		{
			name: "clixml", why: "a date with its offset",
			data: "<Objs><Obj RefId=\"0\"><Props><S N=\"CurrentCertificateThumbprint\">" + t1 + "</S><S N=\"NextCertificateThumbprint\">" + t2 + "</S><DT N=\"NextCertificateEffectiveDate\">2023-02-03T15:16:02+01:00</DT></Props></Obj></Objs>",
			want: exchange.AuthConfig{Seen: true, Current: current, Next: next, Effective: time.Date(2023, 2, 3, 14, 16, 2, 0, time.UTC)},
		},
		{
			name: "zone", why: "nobody named the zone", culture: Culture{Name: "en-US"},
			data:   "CurrentCertificateThumbprint : " + t1 + "\nNextCertificateEffectiveDate : 2/3/2023 2:16:02 PM\n",
			want:   exchange.AuthConfig{Seen: true, Current: current, Effective: time.Date(2023, 2, 3, 14, 16, 2, 0, time.UTC)},
			faults: "exchangecert.inventory.zone NextCertificateEffectiveDate",
		},
		{
			name: "two-ways", why: "a date that reads in two ways, and what is no thumbprint",
			data:   "CurrentCertificateThumbprint : none\nNextCertificateEffectiveDate : 2/3/2023 2:16:02 PM\n",
			want:   exchange.AuthConfig{Seen: true},
			faults: "schannel.thumbprint.malformed CurrentCertificateThumbprint; schannel.powershell.two_ways NextCertificateEffectiveDate",
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, errs := ReadLenient([]byte(row.data), row.culture)
			if diff := cmp.Diff(row.want, got.Auth); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
			if diff := cmp.Diff(row.faults, codes(errs)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

var serverRows = []struct {
	name, why, data string
	want            []exchange.Server
	bindings        []exchange.Binding
	faults          string
}{
	{
		name: "exchange-server", why: "version and roles of Get-ExchangeServer",
		data: "Name                : MX1\nFqdn                : mx1.contoso.com\nServerRole          : Mailbox, ClientAccess\nAdminDisplayVersion : Version 15.1 (Build 2507.6)\n",
		want: []exchange.Server{{
			Name: "MX1", Version: exchange.Exchange2016, Roles: []exchange.Role{exchange.Mailbox, exchange.ClientAccess},
			DNS: exchange.DNSNames{DNSFullyQualifiedDomainName: "mx1.contoso.com"},
		}},
	},
	{
		name: "no-build", why: "without the build nobody can tell 2019 from the Subscription Edition, nor what 15.3 is",
		data: "Name  ServerRole  AdminDisplayVersion\n----  ----------  -------------------\nA     Edge        Version 15.2\nB     Edge        Version 15.3 (Build 2600.1)\nC     Edge        Version 8.2\n",
		want: []exchange.Server{
			{Name: "A", Roles: []exchange.Role{exchange.Edge}},
			{Name: "B", Roles: []exchange.Role{exchange.Edge}},
			{Name: "C", Version: exchange.Exchange2007SP2, Roles: []exchange.Role{exchange.Edge}},
		},
		faults: "exchangecert.inventory.value AdminDisplayVersion; exchangecert.inventory.value AdminDisplayVersion",
	},
	{
		name: "table", why: "a server in each row",
		data: "Name  ServerRole  AdminDisplayVersion\n----  ----------  -------------------\nA     Edge        Version 8.1 (Build 240.6)\nB     Mailbox     Version 15.2 (Build 986.5)\nC     Mailbox     Version 15.2 (Build 2562.17)\nD     Mailbox     Version 15.0 (Build 1497.2)\nE     Mailbox     Version 14.3 (Build 123.4)\nF     Mailbox     Version 9.9 (Build 1.1)\n",
		want: []exchange.Server{
			{Name: "A", Version: exchange.Exchange2007SP1, Roles: []exchange.Role{exchange.Edge}},
			{Name: "B", Version: exchange.Exchange2019, Roles: []exchange.Role{exchange.Mailbox}},
			{Name: "C", Version: exchange.ExchangeSE, Roles: []exchange.Role{exchange.Mailbox}},
			{Name: "D", Version: exchange.Exchange2013, Roles: []exchange.Role{exchange.Mailbox}},
			{Name: "E", Version: exchange.Exchange2010, Roles: []exchange.Role{exchange.Mailbox}},
			{Name: "F", Roles: []exchange.Role{exchange.Mailbox}},
		},
		faults: "exchangecert.inventory.value AdminDisplayVersion",
	},
	{
		name: "last-of-each", why: "Exchange Server build numbers and release dates: 8.3 is the last service pack of 2007, 15.2 from build 2562 on the Subscription Edition",
		data: "Name  ServerRole  AdminDisplayVersion\n----  ----------  -------------------\nA     Edge        Version 8.3 (Build 83.6)\nB     Edge        Version 15.2 (Build 2999.1)\nC     Edge        Version 8.4 (Build 1.1)\n",
		want: []exchange.Server{
			{Name: "A", Version: exchange.Exchange2007SP3, Roles: []exchange.Role{exchange.Edge}},
			{Name: "B", Version: exchange.ExchangeSE, Roles: []exchange.Role{exchange.Edge}},
			{Name: "C", Roles: []exchange.Role{exchange.Edge}},
		},
		faults: "exchangecert.inventory.value AdminDisplayVersion",
	},
	{
		name: "no-version", why: "a property without a value is not known, and no fault",
		data: "Name                : MX1\nServerRole          : Edge\nAdminDisplayVersion : \n",
		want: []exchange.Server{{Name: "MX1", Roles: []exchange.Role{exchange.Edge}}},
	},
	{
		name: "internal-cut", why: "what was cut counts as not seen, which is not the same as not published",
		data: "Name  InternalTransportCertificateThumbprint\n----  --------------------------------------\nMX1   0123456...\n",
		want: []exchange.Server{{Name: "MX1"}}, faults: "exchangecert.inventory.cut InternalTransportCertificateThumbprint",
	},
	{
		name: "internal", why: "the thumbprint of Get-TransportService; nothing printed is not published",
		data: "Name                                   : MX1\nInternalTransportCertificateThumbprint : " + t1 + "\n\nName                                   : MX2\nInternalTransportCertificateThumbprint : \n",
		want: []exchange.Server{{Name: "MX1", Internal: exchange.Internal{Published: schannel.Yes, Thumbprint: p1}}, {Name: "MX2", Internal: exchange.Internal{Published: schannel.No}}},
	},
	{
		name: "mail", why: "POP and IMAP by the protocol, or by the type of the object",
		data: "ProtocolName        : POP3\nX509CertificateName : pop.contoso.com\nServer              : MX1\n",
		want: []exchange.Server{{Name: "MX1", POPCertificateName: "pop.contoso.com"}},
	},
	{
		name: "mail-clixml", why: "POP and IMAP by the protocol, or by the type of the object",
		data: "<Objs><Obj RefId=\"0\"><TN RefId=\"0\"><T>Microsoft.Exchange.Data.Directory.SystemConfiguration.Imap4AdConfiguration</T></TN><Props><S N=\"X509CertificateName\">imap.contoso.com</S></Props></Obj></Objs>",
		want: []exchange.Server{{IMAPCertificateName: "imap.contoso.com"}},
	},
	{
		name: "mail-unknown", why: "which of the two is not said",
		data: "X509CertificateName : pop.contoso.com\n", faults: "exchangecert.inventory.object ProtocolName",
	},
	{
		name: "web-cut", why: "a path that ends before the name of the site names none",
		data:     "protocol           : https\nbindingInformation : *:444:\ncertificateHash    : " + t1 + "\nItemXPath          : /system.applicationHost/sites/site[@name=\n",
		bindings: []exchange.Binding{{Endpoint: "*:444:", Thumbprint: p1}},
	},
	{
		name: "web", why: "Get-WebBinding: the number of the site is in its path; a site without a certificate has none",
		data:     "protocol           : https\nbindingInformation : *:444:\ncertificateHash    : " + t1 + "\nItemXPath          : /system.applicationHost/sites/site[@name='Exchange Back End' and @id='2']\n\nprotocol           : http\nbindingInformation : *:80:\ncertificateHash    : \n",
		bindings: []exchange.Binding{{Site: "W3SVC/2", Endpoint: "*:444:", Thumbprint: p1}},
	},
}

func TestServers(t *testing.T) {
	t.Parallel()
	for _, row := range serverRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, errs := ReadLenient([]byte(row.data), Culture{})
			if diff := cmp.Diff(row.want, got.Servers, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
			if diff := cmp.Diff(row.bindings, got.Bindings); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(row.faults, codes(errs)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestInternal(t *testing.T) {
	t.Parallel()
	der := mint(t, "MX1")
	encoded := base64.StdEncoding.EncodeToString(der)
	whole := exchange.Internal{Published: schannel.Yes, Thumbprint: printOf(t, thumb(der)), Raw: der}
	for _, row := range []struct {
		name, why, data string
		want            exchange.Internal
		faults          string
	}{
		{"thumbprint", "a thumbprint alone", "\r\n" + t1 + "\r\n", exchange.Internal{Published: schannel.Yes, Thumbprint: printOf(t, t1)}, ""},
		{"der", "the value of the attribute", string(der), whole, ""},
		{"clixml", "the certificate that a script exported", "<Objs><Obj RefId=\"0\"><Props><BA N=\"RawData\">" + encoded + "</BA></Props></Obj></Objs>", whole, ""},
		{"attribute", "the bytes in Get-ExchangeServer", "<Objs><Obj RefId=\"0\"><Props><BA N=\"InternalTransportCertificate\">" + encoded + "</BA></Props></Obj></Objs>", whole, ""},
		{"attribute-bad", "bytes that are no certificate", "<Objs><Obj RefId=\"0\"><Props><BA N=\"InternalTransportCertificate\">MAA=</BA></Props></Obj></Objs>", exchange.Internal{}, "exchangecert.certificate.malformed InternalTransportCertificate; exchangecert.inventory.missing internal transport certificate"},
		{"service", "Get-TransportService", "Name : MX1\nInternalTransportCertificateThumbprint : " + t1 + "\n", exchange.Internal{Published: schannel.Yes, Thumbprint: printOf(t, t1)}, ""},
		{"empty", "the attribute is empty", "Name : MX1\nInternalTransportCertificateThumbprint : \n", exchange.Internal{Published: schannel.No}, ""},
		{"other", "a file without it", "Identity : MX1\\a\nAuthMechanism : Tls\n", exchange.Internal{}, "exchangecert.inventory.missing internal transport certificate"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, errs := InternalLenient([]byte(row.data))
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
			if diff := cmp.Diff(row.faults, codes(errs)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestStore: what certutil prints, its dates by culture, its key by what is
// said of it.
func TestStore(t *testing.T) {
	t.Parallel()
	data := "C:\\>certutil -store my\nmy \"Personal\"\n================ Certificate 0 ================\nSerial Number: 1a2b\nIssuer: CN=CA\n NotBefore: 2/13/2026 1:00 AM\n NotAfter: 2/13/2027 1:00 PM\nSubject: CN=a\nCert Hash(sha1): " + t1 + "\n  Key Container = k\n  Provider = Microsoft RSA SChannel Cryptographic Provider\nPrivate key is NOT exportable\n\n================ Certificate 1 ================\nSerial Number: 1a2c\n NotAfter: 2/12/2027 1:00 PM\nCert Hash(sha1): " + t2 + "\nNo key provider information\n\n================ Certificate 2 ================\nSerial Number: 1a2d\n"
	want := []string{
		"thumb=0123; subject=CN=a; issuer=CN=CA; serial=1A2B; from=2026-02-13T01:00:00Z; to=2027-02-13T13:00:00Z; zone=unknown; key=yes; exportable=no; cng=no",
		"thumb=FEDC; serial=1A2C; key=no",
		"!schannel.powershell.two_ways NotAfter line 14",
		"!exchangecert.inventory.no_thumbprint Cert Hash(sha1) line 20",
	}
	if diff := cmp.Diff(want, shown(data, Culture{})); diff != "" {
		t.Error(diff)
	}
	got, _ := ReadLenient([]byte(data), Culture{})
	if diff := cmp.Diff([]any{schannel.Yes, FormatCertutil}, []any{got.WholeStore, got.Format}); diff != "" {
		t.Error(diff)
	}
}

// TestStoreName: only certutil -store My lists the store that Exchange takes its
// certificates from.
func TestStoreName(t *testing.T) {
	t.Parallel()
	for heading, want := range map[string]schannel.Truth{
		"My \"Personal\"": schannel.Yes, "Root \"Trusted Root Certification Authorities\"": schannel.Unknown,
	} {
		got, _ := ReadLenient([]byte(heading+"\n================ Certificate 0 ================\nCert Hash(sha1): "+t1+"\n"), Culture{})
		require.Equal(t, want, got.WholeStore, heading)
	}
}
