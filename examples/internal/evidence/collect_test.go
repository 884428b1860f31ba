// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// options are flags, NAME=TEXT.
func options(tb testing.TB, flags ...string) evidence.Options {
	tb.Helper()
	var o evidence.Options
	for _, f := range flags {
		name, text, _ := strings.Cut(f, "=")
		require.NoError(tb, o.Set(name, text))
	}
	return o
}

// seen is what a folder was read as: FILE KIND ITEMS, and FILE REASON.
func seen(c casefile.Case) []string {
	var all []string
	for _, o := range c.Origin {
		all = append(all, fmt.Sprintf("%s %s %d", o.File, o.Kind, o.Items))
	}
	for _, l := range c.LeftOut {
		all = append(all, strings.TrimSpace(l.File+" "+string(l.Reason.Code)))
	}
	return all
}

// programOnce is made once: as many roots as the limit of Windows Server 2008 R2
// cuts, which is 0x4000 bytes.
var programOnce sync.Once

var programRoots []identity

// program is those roots.
func program(tb testing.TB) []identity {
	tb.Helper()
	programOnce.Do(func() { programRoots = authorities(tb, 120) })
	return programRoots
}

// the files of the server of KB2464556, with the client's authority at the end
// of the store.
func truncated(tb testing.TB, roots string) (files map[string]string, chain string) {
	tb.Helper()
	all := program(tb)
	last := all[len(all)-1]
	client := clientOf(tb, last, "client of Contoso")
	store := asPEM(all...)
	switch roots {
	case "roots.sst":
		store = asSST(all...)
	case "root.reg":
		store = asRegistry(systemCertificates+"ROOT", all...)
	}
	return map[string]string{
		roots:          store,
		"schannel.reg": asValues(schannelOfWindows, map[string]uint32{"EventLogging": 3}),
		"system.xml":   asEvent("System", "Schannel", 36885, 3, "2013-01-02T03:04:05.000000000Z", ""),
	}, asPEM(client, last)
}

func TestTruncatedList(t *testing.T) {
	t.Parallel()
	for _, roots := range []string{"roots.pem", "roots.sst", "root.reg"} {
		t.Run(roots, func(t *testing.T) {
			t.Parallel()
			files, chain := truncated(t, roots)
			aside := folderOf(t, map[string]string{"4711.txt": chain})
			byFlags, err := evidence.Collect([]string{folderOf(t, files)}, options(t, "release=server2008r2", "chain="+filepath.Join(aside, "4711.txt")))
			require.NoError(t, err)
			files["x/4711.txt"] = chain
			files["evidence.json"] = `{"release": "server2008r2", "chain": "x/4711.txt"}`
			byFile, err := evidence.Collect([]string{folderOf(t, files)}, evidence.Options{})
			require.NoError(t, err)

			require.Len(t, byFlags.Trustlist.Host.Stores.TrustedRoots, len(program(t)))
			require.Len(t, byFlags.Trustlist.Client, 2)
			require.Equal(t, schannel.Server2008R2, byFlags.Trustlist.Host.Release)
			require.Len(t, byFlags.Trustlist.Host.Registry, 1)
			require.Len(t, byFlags.EMS.Local.Registry, 1, "the extended master secret has its values below the same key")
			require.Len(t, byFlags.Symptoms, 1)
			byFlags.Origin, byFile.Origin = nil, nil
			want, err := json.Marshal(byFlags)
			require.NoError(t, err)
			got, err := json.Marshal(byFile)
			require.NoError(t, err)
			require.True(t, bytes.Equal(want, got), "flags and evidence.json say the same")
		})
	}
}

func TestUpdatedWindows(t *testing.T) {
	t.Parallel()
	folder := folderOf(t, map[string]string{
		"system.xml": asEvent("System", "Schannel", 36887, 2, "2019-10-20T03:04:05.000000000Z", "<EventData><Data Name='AlertDesc'>20</Data></EventData>"),
	})
	c, err := evidence.Collect([]string{folder}, options(t, "product=Windows 10 1809", "kb=KB4519338"))
	require.NoError(t, err)
	require.Equal(t, []string{"system.xml system-log 1"}, seen(c))
	require.Equal(t, "Windows 10 1809", c.EMS.Local.Product)
	require.Equal(t, []string{"KB4519338"}, c.EMS.Local.Updates)
	value, _ := c.Symptoms[0].Event.Value("AlertDesc")
	require.Equal(t, "20", value)
}

// ldif is two servers as ldifde writes their service connection points.
const ldif = `dn: CN=CAS2010,CN=Autodiscover,CN=Protocols,CN=CAS2010,CN=Servers,CN=Exchange Administrative Group,CN=Administrative Groups,CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=corp,DC=example
changetype: add
objectClass: top
objectClass: leaf
objectClass: connectionPoint
objectClass: serviceConnectionPoint
cn: CAS2010
keywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596
keywords: Site=Default-First-Site-Name
serviceBindingInformation: https://cas2010.corp.example/Autodiscover/Autodiscover.xml
serviceClassName: ms-Exchange-AutoDiscover-Service
serviceDNSName: CAS2010
whenCreated: 20091110090000.0Z

dn: CN=CAS2007,CN=Autodiscover,CN=Protocols,CN=CAS2007,CN=Servers,CN=Exchange Administrative Group,CN=Administrative Groups,CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=corp,DC=example
changetype: add
objectClass: serviceConnectionPoint
cn: CAS2007
keywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596
keywords: Site=Default-First-Site-Name
serviceBindingInformation: https://cas2007.corp.example/Autodiscover/Autodiscover.xml
serviceClassName: ms-Exchange-AutoDiscover-Service
serviceDNSName: CAS2007
whenCreated: 20070601090000.0Z
`

// redirected is the files of KB2006728.
func redirected(tb testing.TB) map[string]string {
	tb.Helper()
	return map[string]string{
		"scps.ldf":                 ldif,
		"cas2010.corp.example.pem": asPEM(selfSigned(tb, madeFrom, time.Date(2014, 11, 10, 9, 0, 0, 0, time.UTC), "CAS2010", "cas2010.corp.example")),
		"servers.txt": asList(
			[]string{"Name", "CAS2010", "Fqdn", "cas2010.corp.example", "AdminDisplayVersion", "Version 14.0 (Build 639.21)", "ServerRole", "ClientAccess, Mailbox"},
			[]string{"Name", "CAS2007", "Fqdn", "cas2007.corp.example", "AdminDisplayVersion", "Version 8.2 (Build 176.2)", "ServerRole", "ClientAccess"},
		),
	}
}

func TestRedirectedOutlook(t *testing.T) {
	t.Parallel()
	c, err := evidence.Collect([]string{folderOf(t, redirected(t))},
		options(t, "product=Outlook 2007", "version=2010", "mail=user@corp.example", "site=Default-First-Site-Name", "joined=yes", "at=2009-11-13"))
	require.NoError(t, err)
	require.Equal(t, []string{"cas2010.corp.example.pem host-certificate 1", "scps.ldf scps 2", "servers.txt exchange-servers 2"}, seen(c), "ldifde writes every entry as an addition: nothing is left out")
	a := c.Autodiscover
	require.Equal(t, autodiscover.Outlook2007, a.Client.Product)
	require.Equal(t, schannel.Yes, a.Client.Joined)
	require.Equal(t, schannel.Yes, a.Forest.Own.InOrder, "LDIF is in the order of the directory")
	require.Equal(t, "cas2010.corp.example", a.Peers[0].Host)
	require.Equal(t, schannel.Yes, a.Peers[0].SelfSigned)
	require.Equal(t, "exchange2010", a.Mailbox.String())
	require.Len(t, a.Servers, 2)
	require.Equal(t, "cas2007.corp.example", a.Servers[1].Host)
	require.Equal(t, "exchange2007", a.Servers[1].Version.String())
	require.Equal(t, time.Date(2009, 11, 13, 0, 0, 0, 0, time.UTC), c.At)
	require.Nil(t, c.Exchangecert, "versions alone are no question about certificates of Exchange")
}

// TestShownByHost: what the command of docs/collecting.md writes in a file named
// after a host is that host's certificate.
func TestShownByHost(t *testing.T) {
	t.Parallel()
	own := selfSigned(t, madeFrom, madeUntil, "CAS2010", "cas2010.corp.example")
	root := authority(t, "Contoso Root")
	begin := "CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = CAS2010\n   i:CN = CAS2010\n"
	end := "---\nServer certificate\nsubject=CN = CAS2010\nissuer=CN = CAS2010\n---\n"
	none, names := "No client certificate CA names sent\n---\n", "Acceptable client certificate CA names\nC = DE, O = Contoso, CN = Contoso Root\n---\n"
	for _, tt := range []struct{ name, text, trusted, why string }{
		{"certificate", begin + asPEM(own) + end + none, "unknown", "openssl s_client -showcerts"},
		{"asks for a certificate", begin + asPEM(own) + end + names, "unknown", "the names of the list are beside it"},
		{"chain", begin + asPEM(root, own) + end + none, "unknown", "the one that names the host"},
		{"verdict", begin + asPEM(own) + end + none + "trusted=no\n", "no", "what the administrator knows of the client"},
		{"chain with a verdict", asPEM(own, root) + "trusted = Yes\r\n", "yes", "the same of a file of PEM"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := evidence.Collect([]string{folderOf(t, map[string]string{"cas2010.corp.example.txt": tt.text})}, evidence.Options{})
			require.NoError(t, err)
			require.Equal(t, "cas2010.corp.example.txt host-certificate 1", seen(c)[0])
			require.Len(t, c.Autodiscover.Peers, 1)
			p := c.Autodiscover.Peers[0]
			require.Equal(t, "CAS2010", p.CommonName, tt.why)
			require.Equal(t, tt.trusted, p.Trusted.String(), tt.why)
		})
	}
}

// expired is the files of KB953354.
func expired(tb testing.TB) map[string]string {
	tb.Helper()
	old := selfSigned(tb, time.Date(2008, 1, 10, 9, 0, 0, 0, time.UTC), time.Date(2009, 1, 10, 9, 0, 0, 0, time.UTC), "HUB1", "hub1.contoso.example")
	return map[string]string{
		"application.xml": asEvent("Application", "MSExchangeTransport", 12015, 3, "2009-01-12T03:04:05.000000000Z",
			"<EventData><Data>"+thumb(old)+"</Data></EventData>") +
			asEvent("Application", "MSExchangeTransport", 12014, 2, "2009-01-12T03:04:06.000000000Z",
				"<EventData><Data>hub1.contoso.example</Data><Data>Internal</Data></EventData>"),
		"certificates.txt": asList([]string{
			"AccessRules", "{System.Security.AccessControl.CryptoKeyAccessRule}", "CertificateDomains", "{HUB1, hub1.contoso.example}",
			"HasPrivateKey", "True", "IsSelfSigned", "True", "Issuer", "CN=HUB1", "NotAfter", "1/10/2009 9:00:00 AM", "NotBefore", "1/10/2008 9:00:00 AM",
			"PublicKeySize", "2048", "RootCAType", "None", "SerialNumber", "02", "Services", "IMAP, POP, IIS, SMTP", "Status", "DateInvalid",
			"Subject", "CN=HUB1", "Thumbprint", thumb(old),
		}),
		"send.txt": asList([]string{
			"AddressSpaces", "{SMTP:*;1}", "AuthenticationCredential", "", "Comment", "", "Enabled", "True", "Fqdn", "hub1.contoso.example",
			"Identity", "Internal", "IgnoreSTARTTLS", "False", "Name", "Internal", "RequireTLS", "False", "SmartHostAuthMechanism", "None",
			"SourceTransportServers", "{HUB1}",
		}),
		"servers.txt": asList([]string{"Name", "HUB1", "Fqdn", "hub1.contoso.example", "AdminDisplayVersion", "Version 8.1 (Build 240.6)", "ServerRole", "Mailbox, ClientAccess, HubTransport"}),
	}
}

func TestExpiredExchange(t *testing.T) {
	t.Parallel()
	c, err := evidence.Collect([]string{folderOf(t, expired(t))}, options(t, "culture=en-US", "zone=UTC"))
	require.NoError(t, err)
	require.Equal(t, []string{
		"application.xml application-log 2", "certificates.txt exchange-certificates 1", "send.txt connectors 1", "servers.txt exchange-servers 1",
	}, seen(c))
	require.Len(t, c.Exchangecert.Servers, 1)
	server := c.Exchangecert.Servers[0].Server
	require.Equal(t, "HUB1", server.Name)
	require.Equal(t, exchange.Exchange2007SP1, server.Version)
	require.Equal(t, schannel.No, server.WholeStore)
	require.Len(t, server.Certificates, 1)
	require.Equal(t, time.Date(2009, 1, 10, 9, 0, 0, 0, time.UTC), server.Certificates[0].NotAfter)
	require.Len(t, c.Exchangecert.Connectors, 1)
}

// TestServerOfList: a list that names no server is of the one that is told of,
// in however many files.
func TestServerOfList(t *testing.T) {
	t.Parallel()
	all := expired(t)
	server := []string{"Name", "HUB1", "Fqdn", "hub1.contoso.example", "AdminDisplayVersion", "Version 8.1 (Build 240.6)", "ServerRole", "HubTransport"}
	other := []string{"Name", "HUB2", "Fqdn", "hub2.contoso.example", "AdminDisplayVersion", "Version 14.0 (Build 639.21)", "ServerRole", "HubTransport"}
	transport := []string{"Name", "HUB1", "AntispamAgentsEnabled", "False", "InternalTransportCertificateThumbprint", strings.Repeat("AB", 20)}
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
		why   string
	}{
		{"one file", map[string]string{"server.txt": asList(server)}, "HUB1 2007sp1 unknown", "Get-ExchangeServer alone"},
		{"two files", map[string]string{"server.txt": asList(server), "transport.txt": asList(transport)}, "HUB1 2007sp1 yes", "as docs/collecting.md has it: Get-TransportService beside it"},
		{"transport alone", map[string]string{"transport.txt": asList(transport)}, "HUB1 unspecified yes", "it has the name too"},
		{"whole organization", map[string]string{"server.txt": asList(other, server), "transport.txt": asList(transport)}, "HUB1 2007sp1 yes", "setup makes the certificate for the name of the server"},
		{"others only", map[string]string{"server.txt": asList(other, []string{"Name", "HUB3", "Fqdn", "hub3.contoso.example", "AdminDisplayVersion", "Version 14.0 (Build 639.21)", "ServerRole", "Edge"})}, " unspecified unknown", "nobody knows whose the list is"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.files["certificates.txt"] = all["certificates.txt"]
			c, err := evidence.Collect([]string{folderOf(t, tt.files)}, options(t, "culture=en-US", "zone=UTC"))
			require.NoError(t, err)
			require.Len(t, c.Exchangecert.Servers, 1)
			s := c.Exchangecert.Servers[0].Server
			require.Equal(t, tt.want, fmt.Sprint(s.Name, " ", s.Version, " ", s.Internal.Published), tt.why)
		})
	}
}

func TestDirectTrust(t *testing.T) {
	t.Parallel()
	c, err := evidence.Collect([]string{folderOf(t, map[string]string{
		"application.xml": asEvent("Application", "MSExchangeTransport", 1037, 3, "2007-09-13T03:04:05.000000000Z", "") +
			asEvent("Application", "MSExchangeTransport", 2019, 3, "2007-09-13T03:04:06.000000000Z", ""),
		"servers.txt": expired(t)["servers.txt"],
	})}, evidence.Options{})
	require.NoError(t, err)
	require.Equal(t, "HUB1", c.Exchangecert.Servers[0].Server.Name)
	require.Equal(t, exchange.Exchange2007SP1, c.Exchangecert.Servers[0].Server.Version)
	require.Len(t, c.Symptoms, 2)
}
