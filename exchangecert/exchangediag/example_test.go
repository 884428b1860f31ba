// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag_test

import (
	"fmt"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/symptom"
)

// A certificate was renewed by another authority, and the Receive connector
// still names the old one.
func ExampleDiagnose() {
	const old = "<I>CN=Contoso CA 1<S>CN=mail.contoso.com"
	d := exchangediag.Diagnose(exchangediag.Incident{
		Symptoms: []symptom.Row{{Event: symptom.Event{
			Provider: "MSExchangeFrontEndTransport", ID: 12014, Data: []symptom.Field{{Value: old}, {Value: "Default Frontend EX1"}},
		}}},
		Server: exchange.Server{
			Name: "EX1", Version: exchange.Exchange2016, WholeStore: schannel.Yes,
			Certificates: []exchange.Certificate{{Subject: "CN=mail.contoso.com", Issuer: "CN=Contoso CA 2", Services: exchange.SMTP}},
		},
	})
	for _, cause := range d.Causes {
		fmt.Println(cause.Certainty, cause.Title)
		for _, r := range cause.Remedies {
			fmt.Println(" ", r.Title)
		}
	}
	// Output:
	// likely TlsCertificateName still names an old certificate
	//   Rewrite or clear TlsCertificateName of the Receive connector
}

func ExampleCompareLog() {
	sent := exchange.Certificate{Thumbprint: schannel.Thumbprint{0x87, 0x11}}
	server := exchange.Server{Name: "EX1", WholeStore: schannel.No} // the shell lists none
	session := exchange.LogSession{
		Connector: "Outbound", Send: schannel.Yes, Start: time.Date(2024, time.June, 1, 0, 0, 0, 0, time.UTC), Sent: []exchange.Certificate{sent},
	}
	for _, f := range exchangediag.CompareLog(server, nil, []exchange.LogSession{session}) {
		fmt.Println(f.Certainty, f.Title)
	}
	// Output:
	// likely The certificate that was sent is not in the list
}

func ExampleCheckDirectTrust() {
	findings := exchangediag.CheckDirectTrust(exchangediag.Incident{
		Server: exchange.Server{DNS: exchange.DNSNames{
			DNSFullyQualifiedDomainName: "cluster.contoso.com", DNSPhysicalFullyQualifiedDomainName: "hub1.contoso.com",
		}},
		LoadBalanced: schannel.Yes,
	})
	for _, f := range findings {
		fmt.Println(f.Certainty, f.Text)
	}
	// Output:
	// likely cluster.contoso.com is not the physical name hub1.contoso.com of the computer: a cluster or Network Load Balancing adds such a name.
	// certain The server is in a cluster or in Network Load Balancing, where Exchange Server authentication between Hub Transport servers is not supported.
}
