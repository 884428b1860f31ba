// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

const identifier = "<I>CN=CA, O=Trust<S>CN=mail.contoso.com"

var connectorRows = []struct {
	name, why, data string
	want            []exchange.Connector
	faults          string
}{
	{
		name: "receive", why: "Get-ReceiveConnector | fl",
		data: "AuthMechanism         : Tls, Integrated, ExchangeServer\nBindings              : {[::]:25, 0.0.0.0:25}\nEnabled               : True\nFqdn                  : mx1.contoso.com\nRequireTLS            : False\nSuppressXAnonymousTls : False\nDomainSecureEnabled   : True\nTlsCertificateName    : " + identifier + "\nTlsDomainCapabilities : {mail.protection.outlook.com:AcceptCloudServicesMail}\nServer                : MX1\nTransportRole         : FrontendTransport\nName                  : Default Frontend MX1\nIdentity              : MX1\\Default Frontend MX1\n",
		want: []exchange.Connector{{
			Name: "Default Frontend MX1", Complete: true, Server: "MX1", TransportRole: exchange.FrontendTransport,
			Bindings: []string{"[::]:25", "0.0.0.0:25"}, FQDN: "mx1.contoso.com", TLSCertificateName: identifier,
			Auth: exchange.AuthTLS | exchange.AuthIntegrated | exchange.AuthExchangeServer, Enabled: schannel.Yes, RequireTLS: schannel.No,
			SuppressXAnonymousTLS: schannel.No, DomainSecure: schannel.Yes,
			TLSDomainCapabilities: []string{"mail.protection.outlook.com:AcceptCloudServicesMail"},
		}},
	},
	{
		name: "receive-2007", why: "a few properties, the server in the identity",
		data: "AuthMechanism : Tls\nFqdn          : \nIdentity      : MX1\\Default MX1\n",
		want: []exchange.Connector{{Name: "Default MX1", Server: "MX1", Auth: exchange.AuthTLS}},
	},
	{
		name: "send", why: "Get-SendConnector | fl",
		data: "AddressSpaces            : {smtp:contoso.mail.onmicrosoft.com;1, smtp:*;2}\nCloudServicesMailEnabled : True\nDNSRoutingEnabled        : False\nFqdn                     : mail.contoso.com\nIgnoreSTARTTLS           : False\nName                     : Outbound to Office 365\nRequireTLS               : True\nSmartHostAuthMechanism   : None\nSmartHosts               : {}\nSourceTransportServers   : {EX1, EX2}\nTlsAuthLevel             : DomainValidation\nTlsCertificateName       : " + identifier + "\nTlsDomain                : mail.protection.outlook.com\n",
		want: []exchange.Connector{{
			Name: "Outbound to Office 365", Send: true, Complete: true, SourceServers: []string{"EX1", "EX2"},
			AddressSpaces: []string{"smtp:contoso.mail.onmicrosoft.com;1", "smtp:*;2"}, FQDN: "mail.contoso.com", TLSCertificateName: identifier,
			Auth: exchange.NoAuth, RequireTLS: schannel.Yes, TLSAuthLevel: exchange.DomainValidation, TLSDomain: "mail.protection.outlook.com",
			DNSRouting: schannel.No, IgnoreSTARTTLS: schannel.No, CloudServicesMail: schannel.Yes,
		}},
	},
	{
		name: "few", why: "of few properties the identity tells the direction",
		data: "Identity           : MX1\\Default\nFqdn               : a\nTlsCertificateName : \n\nIdentity           : Out\nFqdn               : b\nTlsCertificateName : \n",
		want: []exchange.Connector{{Name: "Default", Server: "MX1", FQDN: "a"}, {Name: "Out", Send: true, FQDN: "b"}},
	},
	{
		name: "empty-mechanism", why: "a property without a value is not known, and no fault",
		data: "AuthMechanism : \nFqdn          : a\nIdentity      : MX1\\Default MX1\n",
		want: []exchange.Connector{{Name: "Default MX1", Server: "MX1", FQDN: "a"}},
	},
	{
		name: "table-of-receive", why: "Get-ReceiveConnector without more prints Identity, Bindings and Enabled: which connectors there are, and not which name they look for",
		data: "Identity    Bindings                Enabled\n--------    --------                -------\nMX1\\Default {[::]:25, 0.0.0.0:25}   True\n",
		want: []exchange.Connector{{Name: "Default", Server: "MX1", Bindings: []string{"[::]:25", "0.0.0.0:25"}, Enabled: schannel.Yes}},
	},
	{
		name: "names-of-certificates", why: "Get-SendConnector | fl Identity, TlsCertificateName: nothing but connectors has that property",
		data: "Identity           : MX1\\Default\nTlsCertificateName : " + identifier + "\n\nIdentity           : Out\nTlsCertificateName : " + identifier + "\n",
		want: []exchange.Connector{{Name: "Default", Server: "MX1", TLSCertificateName: identifier}, {Name: "Out", Send: true, TLSCertificateName: identifier}},
	},
	{
		name: "fqdn-and-tls", why: "RequireTLS beside Fqdn is of a connector",
		data: "Identity   : Out\nFqdn       : b\nRequireTLS : True\n",
		want: []exchange.Connector{{Name: "Out", Send: true, FQDN: "b", RequireTLS: schannel.Yes}},
	},
	{
		name: "fqdn-alone", why: "servers have one too",
		data: "Identity : Out\nFqdn     : b\n", faults: "exchangecert.inventory.object object",
	},
	{
		name: "tls-alone", why: "other settings have one too",
		data: "Identity   : Out\nRequireTLS : True\n", faults: "exchangecert.inventory.object object",
	},
	{
		name: "neither", why: "nothing tells the direction",
		data: "Name : a\nFqdn : b\nTlsCertificateName : c\n", faults: "exchangecert.inventory.object object",
	},
	{
		name: "clixml", why: "enumerations by their text; a null is none; a reference; complete",
		data: "<Objs><Obj RefId=\"0\"><TN RefId=\"0\"><T>Microsoft.Exchange.Data.Directory.SystemConfiguration.ReceiveConnector</T></TN><Props><Obj N=\"AuthMechanism\" RefId=\"1\"><ToString>Tls, BasicAuth</ToString><I32>5</I32></Obj><Obj N=\"Bindings\" RefId=\"2\"><LST><Obj RefId=\"3\"><ToString>0.0.0.0:25</ToString></Obj></LST></Obj><Obj N=\"Fqdn\" RefId=\"4\"><ToString>mx1.contoso.com</ToString><Props><S N=\"Domain\">x</S></Props></Obj><Obj N=\"TlsCertificateName\" RefId=\"5\"><ToString>" + escaped(identifier) + "</ToString></Obj><B N=\"RequireTLS\">true</B><Obj N=\"TlsDomainCapabilities\" RefId=\"6\"><LST/></Obj><Obj N=\"Server\" RefId=\"7\"><ToString>MX1</ToString></Obj><Obj N=\"TransportRole\" RefId=\"8\"><ToString>HubTransport</ToString><I32>32</I32></Obj><S N=\"Name\">Default</S><Obj N=\"Identity\" RefId=\"9\"><ToString>MX1\\Default</ToString></Obj></Props></Obj><Obj RefId=\"10\"><TN RefId=\"1\"><T>Selected.Microsoft.Exchange.Data.Directory.SystemConfiguration.SmtpSendConnectorConfig</T></TN><MS><S N=\"Name\">Out</S><Nil N=\"Fqdn\"/><Nil N=\"TlsCertificateName\"/><Nil N=\"TlsDomain\"/><Nil N=\"TlsAuthLevel\"/><Ref N=\"SmartHosts\" RefId=\"6\"/><Nil N=\"AddressSpaces\"/><Nil N=\"SourceTransportServers\"/></MS></Obj></Objs>",
		want: []exchange.Connector{
			{
				Name: "Default", Complete: true, Server: "MX1", TransportRole: exchange.HubTransport, Bindings: []string{"0.0.0.0:25"},
				FQDN: "mx1.contoso.com", TLSCertificateName: identifier, Auth: exchange.AuthTLS | exchange.AuthBasic, RequireTLS: schannel.Yes,
			},
			{Name: "Out", Send: true},
		},
	},
	{
		name: "wrapped", why: "a name that the shell wrapped at its width",
		data: "AuthMechanism      : Tls, Integrated, \n                     BasicAuth\nTlsCertificateName : <I>CN=CA, O=Trust<S>CN=mail.contoso.com, \n                     O=Contoso\nIdentity           : MX1\\Default\n",
		want: []exchange.Connector{{
			Name: "Default", Server: "MX1", TLSCertificateName: "<I>CN=CA, O=Trust<S>CN=mail.contoso.com, O=Contoso",
			Auth: exchange.AuthTLS | exchange.AuthIntegrated | exchange.AuthBasic,
		}},
	},
	{
		name: "values", why: "values of the wrong kind stay unknown and are told",
		data: "AuthMechanism : Tls, Magic\nRequireTLS    : vielleicht\nIdentity      : MX1\\a\n",
		want: []exchange.Connector{{Name: "a", Server: "MX1"}}, faults: "exchangecert.inventory.value RequireTLS; exchangecert.auth_mechanism.malformed AuthMechanism",
	},
}

func codes(errs []*schannel.Error) string {
	var all []string
	for _, e := range errs {
		all = append(all, fmt.Sprintf("%s %s", e.Code, e.Field))
	}
	return strings.Join(all, "; ")
}

func TestConnectors(t *testing.T) {
	t.Parallel()
	for _, row := range connectorRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, errs := ReadLenient([]byte(row.data), Culture{})
			if diff := cmp.Diff(row.want, got.Connectors, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
			if diff := cmp.Diff(row.faults, codes(errs)); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
}
