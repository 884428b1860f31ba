// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory_test

import (
	"fmt"
	"time"

	"github.com/schanneltrust/schannel/exchangecert/inventory"
)

const printed = `
[PS] C:\>Get-ExchangeCertificate | Format-List

CertificateDomains : {mail.contoso.com, autodiscover.contoso.com}
NotAfter           : 16.02.2029 18:00:00
Services           : IIS, SMTP
Subject            : CN=mail.contoso.com
Thumbprint         : 0123456789ABCDEF0123456789ABCDEF01234567
`

func ExampleReadLenient() {
	got, faults := inventory.ReadLenient([]byte(printed), inventory.Culture{Name: "de-DE", Zone: time.FixedZone("CET", 3600)})
	for _, fault := range faults {
		fmt.Println(fault)
	}
	for _, c := range got.Certificates {
		fmt.Println(c.Subject, c.Services, c.NotAfter)
	}
	fmt.Println("format:", got.Format)
	fmt.Println("is this the store?", got.WholeStore)
	// Output:
	// CN=mail.contoso.com IIS, SMTP 2029-02-16 17:00:00 +0000 UTC
	// format: printed
	// is this the store? no
}

func ExampleCertificatesLenient() {
	text := "Thumbprint : 0123456789ABCDEF0123456789ABCDEF01234567\nNotAfter   : 2/12/2028 1:53:00 PM\n"
	for c, err := range inventory.CertificatesLenient([]byte(text), inventory.Culture{}) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(c.Thumbprint, c.NotAfter.IsZero())
	}
	// Output:
	// schannel: NotAfter at byte 67: line 2: "2/12/2028 1:53:00 PM" is 2028-02-12T13:53:00 or 2028-12-02T13:53:00; name the culture of the shell
	// 0123456789abcdef0123456789abcdef01234567 true
}

func ExampleConnectorsLenient() {
	text := "AuthMechanism : Tls, ExchangeServer\nFqdn          : mx1.contoso.com\nIdentity      : MX1\\Default MX1\n"
	for c, err := range inventory.ConnectorsLenient([]byte(text)) {
		fmt.Println(c.Server, c.Name, c.FQDN, c.Auth, err)
	}
	// Output: MX1 Default MX1 mx1.contoso.com Tls, ExchangeServer <nil>
}

func ExampleSessionsLenient() {
	log := `#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context
2019-05-02T06:32:14.001Z,Outbound,08D6,16,192.0.2.10:28252,198.51.100.36:25,*,,Sending certificate
2019-05-02T06:32:14.001Z,Outbound,08D6,20,192.0.2.10:28252,198.51.100.36:25,*,0123456789ABCDEF0123456789ABCDEF01234567,Certificate thumbprint
2019-05-02T06:32:14.009Z,Outbound,08D6,22,192.0.2.10:28252,198.51.100.36:25,*,,TLS negotiation failed with error NoCredentials
`
	for s, err := range inventory.SessionsLenient([]byte(log)) {
		fmt.Println(s.Connector, s.Sent[0].Thumbprint, s.Errors, err)
	}
	// Output: Outbound 0123456789abcdef0123456789abcdef01234567 [NoCredentials] <nil>
}

func ExampleInternalLenient() {
	text := "Name : MX1\nInternalTransportCertificateThumbprint : 0123456789ABCDEF0123456789ABCDEF01234567\n"
	internal, _ := inventory.InternalLenient([]byte(text))
	fmt.Println(internal.Published, internal.Thumbprint)
	// Output: yes 0123456789abcdef0123456789abcdef01234567
}

func ExampleFormatOf() {
	fmt.Println(inventory.FormatOf([]byte("================ Zertifikat 0 ================\n")))
	// Output: certutil
}
