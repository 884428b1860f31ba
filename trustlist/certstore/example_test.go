// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore_test

import (
	"encoding/base64"
	"fmt"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

func ExampleCertificates() {
	store := []byte(`# our roots
-----BEGIN CERTIFICATE-----
MIIBDDCBv6ADAgECAgIAwTAFBgMrZXAwIzEQMA4GA1UEChMHRXhhbXBsZTEPMA0G
A1UEAxMGUm9vdCAxMB4XDTAwMDEwMTAwMDAwMFoXDTQ5MTIzMTIzNTk1OVowIzEQ
MA4GA1UEChMHRXhhbXBsZTEPMA0GA1UEAxMGUm9vdCAxMCowBQYDK2VwAyEArNzI
SU1Fj0SnqqwdaoTsYk2u6IQ22yribme6ZFoQYiijFzAVMBMGA1UdJQQMMAoGCCsG
AQUFBwMBMAUGAytlcANBANafAoayboWHpBiVcKVc9l3hc1IlkUiprEo5r5pvANqs
hlJz1+d2db+iSDCoOZrG877RNVnqlCI5684k07p4IAQ=
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBDDCBv6ADAgECAgIAwTAFBgMrZXAwIzEQ
`)
	fmt.Println(certstore.FormatOf(store))
	for c, err := range certstore.Certificates(store) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(c.Subject, "from byte", c.Offset)
	}
	// Output:
	// pem
	// CN=Root 1,O=Example from byte 12
	// trustlist: store[1].CERTIFICATE at byte 436: no END line
}

func ExampleReadLenient() {
	certificates, defects := certstore.ReadLenient([]byte(`-----BEGIN CERTIFICATE-----
MIIBDDCBv6ADAgECAgIAwTAFBgMrZXAwIzEQMA4GA1UEChMHRXhhbXBsZTEPMA0G
A1UEAxMGUm9vdCAxMB4XDTAwMDEwMTAwMDAwMFoXDTQ5MTIzMTIzNTk1OVowIzEQ
MA4GA1UEChMHRXhhbXBsZTEPMA0GA1UEAxMGUm9vdCAxMCowBQYDK2VwAyEArNzI
SU1Fj0SnqqwdaoTsYk2u6IQ22yribme6ZFoQYiijFzAVMBMGA1UdJQQMMAoGCCsG
AQUFBwMBMAUGAytlcANBANafAoayboWHpBiVcKVc9l3hc1IlkUiprEo5r5pvANqs
hlJz1+d2db+iSDCoOZrG877RNVnqlCI5684k07p4IAQ=
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBDDCBv6ADAgECAgIAwTAFBgMrZXAwIzEQ
`))
	fmt.Println(len(certificates), "read,", len(defects), "defect")
	// Output: 1 read, 1 defect
}

func ExampleParseCertificate() {
	der, _ := base64.StdEncoding.DecodeString(`
MIIBDDCBv6ADAgECAgIAwTAFBgMrZXAwIzEQMA4GA1UEChMHRXhhbXBsZTEPMA0G
A1UEAxMGUm9vdCAxMB4XDTAwMDEwMTAwMDAwMFoXDTQ5MTIzMTIzNTk1OVowIzEQ
MA4GA1UEChMHRXhhbXBsZTEPMA0GA1UEAxMGUm9vdCAxMCowBQYDK2VwAyEArNzI
SU1Fj0SnqqwdaoTsYk2u6IQ22yribme6ZFoQYiijFzAVMBMGA1UdJQQMMAoGCCsG
AQUFBwMBMAUGAytlcANBANafAoayboWHpBiVcKVc9l3hc1IlkUiprEo5r5pvANqs
hlJz1+d2db+iSDCoOZrG877RNVnqlCI5684k07p4IAQ=`)
	c, err := certstore.ParseCertificate(der)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Subject, "serial", c.Serial)
	fmt.Println("for client authentication:", c.Allows(certstore.ClientAuthentication))
	fmt.Println("expired in 2050:", c.Expired(time.Date(2050, 1, 1, 0, 0, 0, 0, time.UTC)))
	fmt.Println("self-issued:", c.SelfIssued, "self-signed:", c.SelfSigned())
	// Output:
	// CN=Root 1,O=Example serial 00c1
	// for client authentication: false
	// expired in 2050: true
	// self-issued: true self-signed: yes
}

func ExampleJoin() {
	root := schannel.Thumbprint{0xaa}
	entries := []certstore.TrustEntry{
		{SHA1: root, FriendlyName: "First root", Purposes: certstore.Purposes{Limited: true, OIDs: []string{"1.3.6.1.5.5.7.3.1"}}},
		{SHA1: schannel.Thumbprint{0xbb}},
	}
	joined, unlisted, missing := certstore.Join(entries, []certstore.Certificate{{SHA1: root}})
	fmt.Println(joined[0].FriendlyName, joined[0].Property.OIDs)
	fmt.Println(len(unlisted), "not on the list,", len(missing), "without a certificate")
	// Output:
	// First root [1.3.6.1.5.5.7.3.1]
	// 0 not on the list, 1 without a certificate
}

func ExampleUntrustedCertificates() {
	export := []byte(`Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\SystemCertificates\Disallowed\Certificates\76A96A3F263198A3D89ABF2773973D2EBEB30159]
"Blob"=hex:20,00,00,00,01,00,00,00,d1,00,00,00,30,81,ce,30,81,81,a0,03,02,\
  01,02,02,01,01,30,05,06,03,2b,65,70,30,11,31,0f,30,0d,06,03,55,04,03,13,06,\
  42,61,64,20,43,41,30,1e,17,0d,30,30,30,31,30,31,30,30,30,30,30,30,5a,17,0d,\
  34,39,31,32,33,31,32,33,35,39,35,39,5a,30,11,31,0f,30,0d,06,03,55,04,03,13,\
  06,42,61,64,20,43,41,30,2a,30,05,06,03,2b,65,70,03,21,00,8a,88,e3,dd,74,09,\
  f1,95,fd,52,db,2d,3c,ba,5d,72,ca,67,09,bf,1d,94,12,1b,f3,74,88,01,b4,0f,6f,\
  5c,30,05,06,03,2b,65,70,03,41,00,5b,75,41,d3,a2,b6,d4,95,0f,cf,85,26,0a,51,\
  ec,04,ea,02,c5,60,79,9b,bb,b4,60,22,b0,15,a0,56,3a,4e,e9,c5,33,ee,86,51,4d,\
  9b,b3,f0,15,9f,be,77,2c,4d,4f,17,c7,05,7c,1d,4b,00,30,21,59,51,0a,ff,79,04
`)
	for c, err := range certstore.UntrustedCertificates(export) {
		fmt.Println(c.Store, c.Subject, err)
	}
	// Output: Disallowed CN=Bad CA <nil>
}

func ExampleTrustEntries() {
	list, _ := base64.StdEncoding.DecodeString(`
MIGpBgkqhkiG9w0BBwKggZswgZgCAQExADCBjgYJKwYBBAGCNwoBoIGAMH4wDAYK
KwYBBAGCNwoDCQIBARcNMTIxMTAyMjEyNDA2WjAJBgUrDgMCGgUAMFEwQAQUdHdl
bnR5IGJ5dGVzIG9mIHRleHQxKDAmBgorBgEEAYI3CgsLMRgEFkYAaQByAHMAdAAg
AHIAbwBvAHQAAAAwDQQJdG9vIHNob3J0MQAxAA==`)
	for e, err := range certstore.TrustEntries(list) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(e.SHA1, e.FriendlyName)
	}
	// Output:
	// 7477656e7479206279746573206f662074657874 First root
	// trustlist: ctl[1].subjectIdentifier at byte 159: 9 bytes; SHA-1 has 20
}
