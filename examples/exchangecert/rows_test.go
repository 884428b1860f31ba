// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import "strings"

// us are the culture and the zone of most of the test data.
func us(args ...string) []string {
	return append([]string{"-culture", "en-US", "-zone", "UTC"}, args...)
}

func german(args ...string) []string {
	return append([]string{"-culture", "de-DE", "-zone", "Europe/Berlin"}, args...)
}

// reports have golden files, and lists of what they must hold.
var reports = []struct {
	name string
	args []string
}{
	{"renewed", german("-inventory", "renewed.txt", "-version", "2013", "-connectors", "renewed-connectors.txt", "-at", "2020-01-01",
		"-event", "MSExchangeFrontEndTransport 12014 Microsoft Exchange could not find a certificate that contains the domain name <I>CN=Fabrikam Issuing CA 1, O=Fabrikam, C=US<S>CN=mx.fabrikam.example, O=Fabrikam, S=Bavaria, C=DE in the personal store on the local computer. Therefore, it is unable to support the STARTTLS SMTP verb for the connector Internet EX9 with a FQDN parameter of <I>CN=Fabrikam Issuing CA 1, O=Fabrikam, C=US<S>CN=mx.fabrikam.example, O=Fabrikam, S=Bavaria, C=DE.")},
	{"renewal", us("-inventory", "renewal.txt", "-connectors", "renewal-connectors.txt", "-at", "2022-03-05", "-calendar", "-until", "2022-07-01", "-what-if", "remove "+thumb("b1"))},
	{"nokey", us("-inventory", "nokey.txt", "-edge", "-log", "nokey.log", "-connectors", "nokey-connectors.txt")},
	{"revocation", us("-inventory", "revocation.txt", "-fqdn", "mx.fabrikam.example", "-version", "2010", "-at", "2012-01-01")},
	{"expired", us("-inventory", "expired.txt", "-version", "2007sp1", "-connectors", "expired-connectors.txt", "-at", "2010-03-01",
		"-event", "MSExchangeTransport 12016 There is no valid SMTP Transport Layer Security (TLS) certificate for the FQDN of ex9.fabrikam.example. The existing certificate for that FQDN has expired.")},
	{"auth", german("-inventory", "auth.txt", "-auth", "authconfig.txt", "-at", "2023-03-31")},
}

// questions are answered with certificates, written by their first two digits.
var questions = []struct {
	name string
	args []string
	want string
	why  string
}{
	{"authority-first", us("-inventory", "three.txt", "-fqdn", "ex9.fabrikam.example", "-at", "2021-06-01"), "inbound-starttls 32 certain", "issued by an authority, although the self-signed one is newer"},
	{"by-name", us("-inventory", "three.txt", "-fqdn", "a.fabrikam.example", "-at", "2021-06-01"), "inbound-starttls 31 certain", "the name decides"},
	{"table-of-connectors", us("-inventory", "three.txt", "-connectors", "table-connectors.txt", "-at", "2021-06-01"), "EX9/Default EX9 inbound-starttls none insufficient-data", "Get-ReceiveConnector prints neither Fqdn nor TlsCertificateName in its table"},
	{"none", us("-inventory", "three.txt", "-fqdn", "c.example", "-at", "2021-06-01"), "inbound-starttls none certain", "no certificate is an answer"},
	{
		"every-name", us("-inventory", "three.txt", "-at", "2021-06-01"),
		"inbound-starttls 31 certain; inbound-starttls 32 certain; inbound-starttls 32 certain; inbound-starttls 33 certain", "with an inventory alone: each name that a certificate for SMTP holds",
	},
	{
		"certificate-name", us("-inventory", "three.txt", "-purpose", "outbound-starttls", "-at", "2021-06-01", "-tls-certificate-name", "<I>CN=Fabrikam Issuing CA 2, O=Fabrikam, C=US<S>CN=b.fabrikam.example"),
		"outbound-starttls 32 certain", "issuer and subject",
	},
	{"direct-trust", us("-inventory", "three.txt", "-internal", thumb("33"), "-purpose", "direct-trust", "-at", "2021-06-01"), "direct-trust 33 certain", "the certificate of the directory"},
	{"direct-trust-unpublished", us("-inventory", "three.txt", "-internal", "none", "-purpose", "direct-trust", "-at", "2021-06-01"), "direct-trust none certain", "12012"},
	{"pop", us("-inventory", "three.txt", "-purpose", "pop", "-fqdn", "ex9.fabrikam.example", "-version", "2016", "-at", "2021-06-01"), "pop 33 likely", "the only one that is enabled for POP; whether one that is not is chosen is open"},
	{
		"connectors-to-their-servers", german("-inventory", "renewed.txt", "-inventory", "second.txt", "-connectors", "renewed-connectors.txt", "-connectors", "second-connectors.txt", "-at", "2020-01-01"),
		"EX9/Internet EX9 inbound-starttls none certain; EX8/Internet EX8 inbound-starttls a8 certain", "each server answers for its own",
	},
	{
		"one-connector", german("-inventory", "renewed.txt", "-inventory", "second.txt", "-connectors", "renewed-connectors.txt", "-connectors", "second-connectors.txt", "-connector", "internet ex8", "-at", "2020-01-01"),
		"EX8/Internet EX8 inbound-starttls a8 certain", "-connector",
	},
	{
		"options-of-a-server", german("-at", "2020-01-01", "-inventory", "renewed.txt", "-internal", thumb("a2"), "-server-fqdn", "ex9.fabrikam.example", "-inventory", "second.txt", "-internal", "none", "-server-fqdn", "ex8.fabrikam.example", "-purpose", "direct-trust"),
		"ex9.fabrikam.example direct-trust a2 certain; ex8.fabrikam.example direct-trust none certain", "they belong to the inventory before them",
	},
	{
		"options-of-all", german("-at", "2020-01-01", "-internal", "none", "-inventory", "renewed.txt", "-inventory", "second.txt", "-internal", thumb("a8"), "-purpose", "direct-trust"),
		"direct-trust none certain; direct-trust a8 certain", "before the first inventory they belong to all",
	},
	{"facts-in-a-file", us("-inventory", "three.txt", "-inventory", "pop.txt", "-at", "2021-06-01", "-purpose", "pop"), "EX9 pop none certain", "X509CertificateName is a wildcard (KB948896)"},
	{"no-inventory", []string{"-event", "MSExchangeTransport 12013"}, "", "a symptom alone"},
}

// times are those of the answers.
var times = []struct {
	args []string
	want string
	why  string
}{
	{us("-inventory", "three.txt", "-at", "2021-06-01T08:00:00Z"), "2021-06-01T08:00:00Z given", "-at"},
	{german("-inventory", "auth.txt", "-at", "2023-03-31"), "2023-03-30T22:00:00Z given", "midnight in Berlin"},
	{us("-inventory", "nokey.txt", "-log", "nokey.log"), "2021-03-02T07:00:01Z seen", "the session"},
	{us("-inventory", "three.txt"), "2021-03-20T00:00:00Z listed", "what the shell calls valid has expired by now"},
	{[]string{"-event", "MSExchangeTransport 12013"}, "2026-11-26T12:00:00Z now", "nothing says otherwise"},
}

// changes are tried; the answer is what connectors get, before and after.
var changes = []struct {
	name  string
	args  []string
	want  string
	codes string
	why   string
}{
	{
		"remove-refused", us("-inventory", "renewal.txt", "-connectors", "renewal-connectors.txt", "-at", "2022-03-05", "-what-if", "remove "+thumb("b1")),
		"", "exchangecert.change.tagged exchangecert.renewal.issuer exchangecert.renewal.connector", "a Send connector names it",
	},
	{
		"remove", us("-inventory", "renewal.txt", "-connectors", "renewal-connectors.txt", "-at", "2022-03-05", "-what-if", "remove "+thumb("b2")),
		"", "", "nothing uses the new one yet",
	},
	{
		"remove-winner", us("-inventory", "three.txt", "-fqdn", "ex9.fabrikam.example", "-at", "2021-06-01", "-what-if", "remove "+thumb("32")),
		"ex9.fabrikam.example 32 33", "", "the self-signed one is left",
	},
	{
		"enable-answered", us("-inventory", "three.txt", "-version", "2016", "-at", "2021-06-01", "-what-if", "enable "+strings.ToUpper(thumb("31"))+" SMTP,IIS overwrite=yes"),
		"", "exchangecert.change.default_replaced exchangecert.change.require_ssl", "the prompt is answered",
	},
	{
		"new", us("-inventory", "three.txt", "-fqdn", "c.example", "-version", "2016", "-at", "2021-06-01", "-what-if", "new c.example,d.example"),
		"c.example none 00", "exchangecert.change.unanswered", "self-signed, not there yet",
	},
	{
		"in-order", us("-inventory", "three.txt", "-fqdn", "c.example", "-version", "2016", "-at", "2021-06-01", "-what-if", "new c.example", "-what-if", "remove "+strings.Repeat("00", 19)+"01"),
		"", "", "the second undoes the first",
	},
	{
		"import-then-enable", us("-inventory", "nokey.txt", "-fqdn", "a.fabrikam.example", "-version", "2016", "-at", "2021-06-01", "-what-if", "import testdata/three.txt", "-what-if", "enable "+thumb("31")+" SMTP overwrite=no"),
		"a.fabrikam.example none 31", "", "the first certificate of the file",
	},
	{
		"renew", us("-inventory", "renewal.txt", "-connectors", "renewal-connectors.txt", "-version", "2016", "-at", "2022-03-05", "-what-if", "renew "+thumb("b1")+" testdata/three.txt overwrite=no"),
		"", "exchangecert.renewal.issuer exchangecert.renewal.subject exchangecert.renewal.connector", "another subject",
	},
	{
		"not-there", us("-inventory", "three.txt", "-at", "2021-06-01", "-what-if", "remove "+thumb("99")),
		"", "exchangecert.change.not_found", "no such certificate",
	},
}

// unusable is refused, and says why.
var unusable = []struct {
	name string
	args []string
	says []string
}{
	{"nothing", nil, []string{"nothing to look at"}},
	{"argument", []string{"file"}, []string{"belongs to no flag"}},
	{"flag", []string{"-nonsense"}, []string{"nonsense"}},
	{"two-ways", []string{"-inventory", "two-ways.txt"}, []string{"two-ways.txt", "line 7", "2023-05-06", "2023-06-05", "-culture en-US", "-culture en-GB"}},
	{"culture", []string{"-inventory", "three.txt", "-culture", "xx-XX"}, []string{"xx-XX"}},
	{"zone", []string{"-inventory", "three.txt", "-zone", "Nowhere/At-all"}, []string{"Nowhere"}},
	{"time", []string{"-inventory", "three.txt", "-at", "soon"}, []string{"soon"}},
	{"version", []string{"-inventory", "three.txt", "-version", "2000"}, []string{"version"}},
	{"purpose", []string{"-inventory", "three.txt", "-purpose", "fax"}, []string{"purpose"}},
	{"no-file", []string{"-inventory", "none.txt"}, []string{"none.txt"}},
	{"no-inventory-in-it", []string{"-inventory", "main_test.go"}, []string{"main_test.go", "Get-ExchangeCertificate | Format-List"}},
	{"no-connector-in-it", us("-connectors", "three.txt"), []string{"no connector", "Get-ReceiveConnector"}},
	{"auth", us("-inventory", "three.txt", "-auth", "three.txt"), []string{"Get-AuthConfig"}},
	{"no-auth-in-it", us("-inventory", "three.txt", "-auth", "main_test.go"), []string{"main_test.go", "run Get-AuthConfig"}},
	{"no-store-in-it", us("-inventory", "three.txt", "-store", "main_test.go"), []string{"main_test.go", "certutil -store My"}},
	{"internal", us("-inventory", "three.txt", "-internal", "three.txt"), []string{"Get-TransportService"}},
	{"change", us("-inventory", "three.txt", "-what-if", "burn it"), []string{"enable, new, remove, import or renew"}},
	{"change-thumbprint", us("-inventory", "three.txt", "-what-if", "remove it"), []string{"remove it"}},
	{"change-service", us("-inventory", "three.txt", "-what-if", "enable "+thumb("31")+" FAX"), []string{"FAX"}},
	{"event", []string{"-event", "MSExchangeTransport"}, []string{"PROVIDER ID TEXT"}},
	{"symptom", []string{"-symptom", " "}, []string{"empty"}},
	{"endless", []string{"-inventory", "/dev/zero"}, []string{"larger than"}},
	{"both-names", us("-inventory", "three.txt", "-fqdn", "a", "-tls-certificate-name", "<I>a<S>b"), []string{"exclude"}},
	{"until", us("-inventory", "three.txt", "-at", "2021-06-01", "-until", "2021-01-01"), []string{"-until"}},
}
