// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"strings"

	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// connector reads an object of Get-ReceiveConnector or Get-SendConnector.
func (t *taker) connector(send bool) exchange.Connector {
	c := exchange.Connector{
		Send:               send,
		Name:               t.text("Name"),
		FQDN:               t.text("Fqdn"),
		TLSCertificateName: t.text("TlsCertificateName"),
		Enabled:            t.truth("Enabled"),
		RequireTLS:         t.truth("RequireTLS"),
		DomainSecure:       t.truth("DomainSecureEnabled"),
	}
	server, name, ok := strings.Cut(t.text("Identity"), "\\")
	if !ok {
		server, name = "", server
	}
	if c.Name == "" {
		c.Name = name
	}
	if send {
		t.sendConnector(&c)
	} else {
		c.Server = server
		t.receiveConnector(&c)
	}
	return c
}

func (t *taker) receiveConnector(c *exchange.Connector) {
	if server := t.text("Server"); server != "" {
		c.Server = server
	}
	c.Auth = t.mechanism("AuthMechanism")
	c.Bindings, _ = t.list("Bindings")
	c.TLSDomainCapabilities, _ = t.list("TlsDomainCapabilities")
	c.SuppressXAnonymousTLS = t.truth("SuppressXAnonymousTls")
	switch role := t.text("TransportRole"); {
	case strings.EqualFold(role, "FrontendTransport"):
		c.TransportRole = exchange.FrontendTransport
	case strings.EqualFold(role, "HubTransport"):
		c.TransportRole = exchange.HubTransport
	}
	c.Complete = t.hasAll("Identity", "Server", "Bindings", "Fqdn", "TlsCertificateName", "TlsDomainCapabilities") && !t.selected()
}

func (t *taker) sendConnector(c *exchange.Connector) {
	c.SourceServers, _ = t.list("SourceTransportServers")
	c.AddressSpaces, _ = t.list("AddressSpaces")
	c.SmartHosts, _ = t.list("SmartHosts")
	c.Auth = t.mechanism("SmartHostAuthMechanism")
	c.TLSAuthLevel = named[exchange.TLSAuthLevel](t, "TlsAuthLevel")
	c.TLSDomain = t.text("TlsDomain")
	c.DNSRouting = t.truth("DNSRoutingEnabled")
	c.IgnoreSTARTTLS = t.truth("IgnoreSTARTTLS")
	c.CloudServicesMail = t.truth("CloudServicesMailEnabled")
	c.Complete = t.hasAll("Name", "Fqdn", "TlsCertificateName", "TlsDomain", "TlsAuthLevel", "SmartHosts", "AddressSpaces",
		"SourceTransportServers") && !t.selected()
}

// selected reports whether only some properties were taken out of an object.
func (t *taker) selected() bool {
	return len(t.object.Types) > 0 && strings.HasPrefix(t.object.Types[0], "Selected.")
}

func (t *taker) mechanism(name string) exchange.AuthMechanism {
	v, _ := t.value(name)
	auth, err := exchange.ParseAuthMechanism(v.Text) // of no text none is known
	if err != nil {
		t.fault(at(err, name, v))
		return 0
	}
	return auth
}
