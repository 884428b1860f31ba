// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert_test

import (
	"fmt"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// exampleServer has a certificate of an authority and a newer self-signed one.
func exampleServer() exchange.Server {
	certificate := func(n byte, self schannel.Truth, from int) exchange.Certificate {
		return exchange.Certificate{
			Thumbprint: schannel.Thumbprint{n}, Subject: "CN=mail.contoso.com", SelfSigned: self,
			Domains: []string{"mail.contoso.com"}, DomainsComplete: schannel.Yes, Services: exchange.SMTP, Status: exchange.StatusValid,
			NotBefore: time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(from+5, 1, 1, 0, 0, 0, 0, time.UTC),
		}
	}
	return exchange.Server{
		Name: "EX1", Version: exchange.Exchange2016, WholeStore: schannel.No, // the list of the shell
		Certificates: []exchange.Certificate{certificate(0xaa, schannel.Yes, 2024), certificate(0xbb, schannel.No, 2022)},
	}
}

func ExampleSelect() {
	answer := exchangecert.Select(exampleServer(), exchangecert.Request{
		Purpose:   exchangecert.InboundSTARTTLS,
		Connector: exchange.Connector{FQDN: "mail.contoso.com", Auth: exchange.AuthTLS, Complete: true},
		At:        time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC),
	})
	fmt.Println(answer.Winner, answer.Certainty, answer.Offered)
	for _, c := range answer.Trace {
		fmt.Println(c.Thumbprint, c.Verdict, c.Because.Text)
	}
	// Output:
	// bb00000000000000000000000000000000000000 certain yes
	// aa00000000000000000000000000000000000000 lost lost to bb00000000000000000000000000000000000000 because that one is issued by an authority and this one is self-signed
	// bb00000000000000000000000000000000000000 won it comes first of 2 that remain
}

func ExampleSelectAll() {
	connectors := []exchange.Connector{
		{Name: "Default EX1", Server: "EX1", FQDN: "ex1.contoso.com", Auth: exchange.AuthTLS, Complete: true, TransportRole: exchange.HubTransport},
		{Name: "Outbound", Send: true, FQDN: "mail.contoso.com", Complete: true},
	}
	at := time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
	for answer := range exchangecert.SelectAll(exampleServer(), connectors, at) {
		fmt.Println(answer.Connector, answer.Winner != nil)
		for _, e := range answer.Events() {
			fmt.Println(e.Provider, e.ID, e.Level)
		}
	}
	// Output:
	// Default EX1 false
	// MSExchangeTransport 12014 error
	// Outbound true
}

func ExampleRenewals() {
	edge := exchange.Server{Name: "EDGE1", Version: exchange.Exchange2007SP3, Roles: []exchange.Role{exchange.Edge}}
	for _, remedy := range exchangecert.Renewals(edge, exchange.Certificate{SelfSigned: schannel.Yes}) {
		fmt.Println(remedy.Title)
	}
	// Output:
	// Replace the self-signed certificate by one of an authority
	// Renew the self-signed certificate of a Hub or Edge server
	// Subscribe the Edge server again
}

// The certificate of the authority has expired. Documents differ about what that
// means; a policy takes one of their readings.
func ExamplePolicy() {
	for _, reading := range []exchangecert.Reading{exchangecert.ReadingOpen, exchangecert.Excludes, exchangecert.NoPart} {
		answer := exchangecert.Select(exampleServer(), exchangecert.Request{
			Purpose:   exchangecert.InboundSTARTTLS,
			Connector: exchange.Connector{FQDN: "mail.contoso.com", Auth: exchange.AuthTLS, Complete: true},
			At:        time.Date(2028, 6, 1, 0, 0, 0, 0, time.UTC),
			Policy:    exchangecert.Policy{Dates: reading},
		})
		fmt.Println(reading, answer.Certainty, answer.Winner.String()[:2])
	}
	// Output:
	// open undocumented bb
	// excludes certain aa
	// no-part certain bb
}
