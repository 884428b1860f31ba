// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence_test

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/evidence"
)

// sslcert is what netsh http show sslcert prints.
const sslcert = "\r\nSSL Certificate bindings: \r\n------------------------- \r\n\r\n" +
	"    IP:port                      : 0.0.0.0:443\r\n" +
	"    Certificate Hash             : 0123456789abcdef0123456789abcdef01234567\r\n" +
	"    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}\r\n" +
	"    Certificate Store Name       : MY\r\n" +
	"    Verify Client Certificate Revocation : Enabled\r\n" +
	"    Verify Revocation Using Cached Client Certificate Only : Disabled\r\n" +
	"    Usage Check                  : Enabled\r\n" +
	"    Revocation Freshness Time    : 0\r\n" +
	"    URL Retrieval Timeout        : 0\r\n" +
	"    Ctl Identifier               : (null)\r\n" +
	"    Ctl Store Name               : Partners\r\n" +
	"    DS Mapper Usage              : Disabled\r\n" +
	"    Negotiate Client Certificate : Enabled\r\n"

const (
	sentLog = "#Software: Microsoft Exchange Server\n#Version: 15.0.0.0\n#Log-type: SMTP Send Protocol Log\n#Date: 2019-05-02T06:00:00.001Z\n" +
		"#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n" +
		"2019-05-02T06:32:14.001Z,Out,08D6CEC4,1,192.0.2.10:28252,198.51.100.36:25,*,,TLS negotiation failed with error NoCredentials\n"

	sClient = "CONNECTED(00000003)\n---\nAcceptable client certificate CA names\nC = DE, O = Contoso, CN = Contoso Root\n" +
		"Client Certificate Types: RSA sign, ECDSA sign\n---\n"

	har = `{"log": {"version": "1.2", "creator": {"name": "proxy", "version": "1"}, "entries": [{"request": {"method": "POST",
		"url": "https://mail.contoso.example/autodiscover/autodiscover.xml", "headers": []},
		"response": {"status": 401, "headers": [{"name": "WWW-Authenticate", "value": "Negotiate"}], "content": {"text": ""}}}]}}`

	smallForm = `[{"request": {"method": "GET", "url": "http://autodiscover.contoso.example/autodiscover/autodiscover.xml"}, "response": {"status": 302, "headers": {"Location": "https://mail.contoso.example/"}}}]`

	hotFixes = "\r\nHotFixID    : KB4519338\r\nInstalledOn : 10/9/2019 12:00:00 AM\r\n\r\nHotFixID    : KB4512577\r\nInstalledOn : 9/10/2019 12:00:00 AM\r\n\r\n"

	queried = "\r\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\r\n    SendTrustedIssuerList    REG_DWORD    0x1\r\n\r\n"

	viewed = "Log Name:      System\r\nSource:        Schannel\r\nDate:          1/2/2013 3:04:05 AM\r\nEvent ID:      36885\r\nTask Category: None\r\n" +
		"Level:         Warning\r\nKeywords:      \r\nUser:          SYSTEM\r\nComputer:      srv.contoso.example\r\nDescription:\r\nWhen asking for client authentication, this server sends a list.\r\n"
)

// identified is files as people have them, with what they are.
func identified(t *testing.T) []struct {
	name, content, kind, why string
} {
	t.Helper()
	roots := authorities(t, 3)
	client := clientOf(t, roots[0], "somebody")
	toServer, toClient := handshake(t)
	listing := "Root \"Trusted Root Certification Authorities\"\r\n================ Certificate 0 ================\r\nSerial Number: 1b\r\n" + asPEM(roots[0]) + "CertUtil: -store command completed successfully.\r\n"
	return []struct{ name, content, kind, why string }{
		{"trusted.sst", asSST(roots...), "trusted-roots", "several that name themselves are roots"},
		{"server-roots.pem", asPEM(roots[0]), "trusted-roots", "a word of the name"},
		{"roots/a.cer", string(roots[0].Raw), "trusted-roots", "a word of the folder's name"},
		{"x.b64", base64.StdEncoding.EncodeToString(roots[0].Raw), "unknown", "one certificate is anybody's"},
		{"x.pem", asPEM(roots[0]), "unknown", "one certificate is anybody's"},
		{"x.pem", asPEM(client, roots[0]), "client-chain", "a leaf for client authentication alone"},
		{"client.pem", asPEM(roots[0]), "client-chain", "a word of the name"},
		{"ClientAuthIssuer.sst", asSST(roots...), "client-auth-issuers", "the name counts for more than the content"},
		{"client-auth-issuers.pem", asPEM(roots[0]), "client-auth-issuers", "all words of the name"},
		{"disallowed.pem", asPEM(roots[0]), "untrusted-certificates", "as certutil names the store"},
		{"site.pem", asPEM(roots[0]), "site-store", "a word of the name"},
		{"mail.contoso.com.pem", asPEM(roots[0]), "host-certificate", "named after a host"},
		{"mail.contoso.com.cer", string(roots[0].Raw), "host-certificate", "named after a host"},
		{"root.contoso.com.pem", asPEM(roots[0]), "host-certificate", "three labels are a host, whatever the first one"},
		{"roots.old.pem", asPEM(roots[0]), "trusted-roots", "two labels with a word for a store are none"},
		{"mail.contoso.com.txt", "# of the server\nmail.contoso.com\nself-signed=yes\n", "host-certificate", "facts of a certificate"},
		{"readme.md", "A folder of evidence about mail, with two files.\n", "unknown", "a name with a dot makes no host of a text"},
		{"x.txt", listing, "trusted-roots", "certutil prints the store's name, which is not translated"},
		{"my.txt", strings.Replace(listing, "Root \"Trusted", "My \"Trusted", 1), "personal-store", "the Personal store is Exchange's"},
		{"x.reg", asRegistry(systemCertificates+"ROOT", roots[0]), "trusted-roots", "the key tells the store"},
		{"roots.reg", asRegistry(systemCertificates+"Disallowed", roots[0]), "untrusted-certificates", "the key counts for more than the name"},
		{"x.reg", asRegistry(systemCertificates+"Partners", roots[0]), "site-store", "it is, if a binding names it"},
		{"x.reg", asValues(schannelOfWindows, map[string]uint32{"SendTrustedIssuerList": 1}), "schannel-registry", ""},
		{"x.txt", queried, "schannel-registry", "reg query"},
		{"select.txt", "\r\nHKEY_LOCAL_MACHINE\\SYSTEM\\Select\r\n    Current    REG_DWORD    0x1\r\n\r\n", "schannel-registry", "it tells which control set is the current one"},
		{"x.txt", "\"SendTrustedIssuerList\"=dword:00000001\r\n", "unknown", "values without their key are nobody's"},
		{"x.reg", asValues(`HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`, map[string]uint32{"ExcludeScpLookup": 1}), "outlook-registry", ""},
		{"x.xml", asEvent("System", "Schannel", 36885, 3, "2013-01-02T03:04:05Z", ""), "system-log", ""},
		{"x.xml", "<?xml version=\"1.0\"?><Log>" + asEvent("Application", "MSExchangeTransport", 12014, 2, "2013-01-02T03:04:05Z", "") + "</Log>", "application-log", "below another root"},
		{"x.xml", asEvent("System", "Schannel", 36885, 3, "2013-01-02T03:04:05Z", "") + asEvent("Application", "X", 1, 3, "2013-01-02T03:04:05Z", ""), "event-xml", "of two logs"},
		{"x.txt", viewed, "system-log", "copied from the Event Viewer"},
		{"x.txt", "Event Source:\tMSExchangeTransport\r\nEvent ID:\t1037\r\n", "event-text", "pasted from a Windows that shows no log"},
		{"x.xml", wide(asEvent("", "MSExchangeTransport", 1037, 3, "2013-01-02T03:04:05Z", "")), "event-xml", "of no log, in UTF-16"},
		{"x.txt", "The request was aborted: Could not create SSL/TLS secure channel.\n", "event-text", "a message that a family knows"},
		{"x.txt", "0x80090326\n", "event-text", "a code"},
		{"x.txt", "Nothing of this has anything to do with certificates.\n", "unknown", "a text that nobody knows is no evidence"},
		{"x.txt", sslcert, "http-bindings", ""},
		{"x.txt", "\r\n\r\nSendTrustedIssuerList : 1\r\nPSPath                : Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\r\n", "schannel-registry", "Get-ItemProperty"},
		{"x.txt", sClient, "s-client-text", ""},
		{"x.txt", "protocol           : https\nbindingInformation : *:443:\ncertificateHash    : " + strings.Repeat("5A", 20) + "\nItemXPath          : /system.applicationHost/sites/site[@name='Default Web Site' and @id='1']\n", "web-bindings", "Get-WebBinding"},
		{"x.log", "CLIENT_RANDOM " + strings.Repeat("5a", 32) + " " + strings.Repeat("a5", 48) + "\n", "key-log", ""},
		{"x.bin", toClient, "tls-capture", "raw bytes"},
		{"x.txt", hex.EncodeToString([]byte(toServer)), "tls-capture", "hexadecimal text"},
		{"x.txt", base64.StdEncoding.EncodeToString([]byte(toServer)), "tls-capture", "base64"},
		{"x.txt", expired(t)["certificates.txt"], "exchange-certificates", "Get-ExchangeCertificate | Format-List"},
		{"x.txt", expired(t)["send.txt"], "connectors", "Get-SendConnector | Format-List"},
		{"x.txt", expired(t)["servers.txt"], "exchange-servers", "Get-ExchangeServer | Format-List"},
		{"x.txt", asList([]string{"CurrentCertificateThumbprint", thumb(roots[0]), "NextCertificateThumbprint", ""}), "auth-config", "Get-AuthConfig | Format-List"},
		{"x.txt", asList([]string{"ProtocolName", "POP3", "X509CertificateName", "mail.contoso.com"}), "mail-settings", "Get-PopSettings | Format-List"},
		{"x.log", sentLog, "smtp-protocol-log", ""},
		{"x.ldf", ldif, "scps", ""},
		{"x.txt", asList([]string{"Name", "CAS1", "AutoDiscoverServiceInternalUri", "https://mail.contoso.com/Autodiscover/Autodiscover.xml", "AutoDiscoverSiteScope", "{Berlin}"}), "scps", "Get-ClientAccessServer | Format-List"},
		{"Autodiscover.xml", "\xef\xbb\xbf<?xml version=\"1.0\"?>\r\n<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\"><Response><Error><ErrorCode>600</ErrorCode></Error></Response></Autodiscover>", "autodiscover-answers", "what a browser shows"},
		{"x.xml", "<?xml version=\"1.0\"?><Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/mobilesync/requestschema/2006\"><Request/></Autodiscover>", "unknown", "a request is no answer"},
		{"x.txt", "[{LRT=2/13/2026 9:12:44 AM};{LED=454 4.7.5 The certificate specified in TlsCertificateName of the SendConnector could not be found.};{FQDN=mail.contoso.com};{IP=192.0.2.1}]", "event-text", "the last error of a queue"},
		{"x.har", har, "recording", ""},
		{"x.json", smallForm, "recording", "the small form"},
		{"x.txt", hotFixes, "updates", "Get-HotFix"},
		{"x.csv", "Level,Date and Time,Source,Event ID,Task Category\r\nError,11/19/2019 8:12:31 AM,Schannel,36887,None,x\r\n", "event-text", "the Event Viewer saves it"},
		{"x.json", `[{"Id": 36887, "ProviderName": "Schannel", "Message": "x"}]`, "event-text", "Get-WinEvent | ConvertTo-Json"},
		{"x.json", `{"winlog": {"event_id": 36887, "provider_name": "Schannel", "channel": "System"}}`, "system-log", "as a collector sends it"},
		{"x.csv", "\"Id\",\"ProviderName\",\"Message\"\r\n\"36887\",\"Schannel\",\"x\"\r\n", "event-text", "Get-WinEvent | Export-Csv"},
		{"x.txt", "\n   ProviderName: Schannel\n\nTimeCreated                     Id LevelDisplayName Message\n-----------                     -- ---------------- -------\n11/19/2019 8:12:31 AM        36887 Error            x\n", "event-text", "Get-WinEvent"},
		{"x.json", `[{"Id": 36887, "ProviderName": "Schannel", "Message": "x"}]`, "event-text", "Get-WinEvent | ConvertTo-Json"},
		{"x.json", `{"format": "schannel-case/1"}`, "case", ""},
	}
}

func TestDetect(t *testing.T) {
	t.Parallel()
	for _, row := range identified(t) {
		require.Equal(t, row.kind, evidence.Detect(row.name, []byte(row.content)).String(), "%s: %s %.60q", row.why, row.name, row.content)
	}
}

// TestForeign holds that what is known and not read is named.
func TestForeign(t *testing.T) {
	t.Parallel()
	rows := []struct{ content, code string }{
		{"PK\x03\x04\x14\x00", "diagnose.left_out.archive"},
		{"7z\xbc\xaf\x27\x1c\x00", "diagnose.left_out.archive"},
		{"\x01\x02\x03\x04\x00\x00", "diagnose.left_out.binary"},
		{"#TYPE System.Management.Automation.PSObject\r\n\"Name\"\r\n\"x\"\r\n", "diagnose.left_out.csv"},
		{"\"Level\",\"Source\",\"Event ID\"\r\n", "diagnose.left_out.csv"},
		{"\"Thumbprint\",\"Subject\"\r\n\"00\",\"CN=x\"\r\n", "diagnose.left_out.csv"},
		{"\x30\x82\x01\x00" + strings.Repeat("\x05\x00", 128), "diagnose.left_out.der"},
		{"\x30\x00\x00\x00LfLe\x01\x00", "diagnose.left_out.evt"},
		{"ElfFile\x00\x00\x00", "diagnose.left_out.evtx"},
		{"|<5>| REC[0x1]: Preparing Packet Handshake(22)\n", "diagnose.left_out.gnutls"},
		{"regf\x01\x00\x00\x00", "diagnose.left_out.hive"},
		{"<!DOCTYPE html>\n<html></html>\n", "diagnose.left_out.html"},
		{"\x89PNG\r\n\x1a\n\x00\x00", "diagnose.left_out.image"},
		{"\xff\xd8\xff\xe0\x00\x10JFIF", "diagnose.left_out.image"},
		{"javax.net.ssl|DEBUG|01|main|ClientHello.java:1|Produced ClientHello\n", "diagnose.left_out.java_log"},
		{"\xfe\xed\xfe\xed\x00\x00\x00\x02", "diagnose.left_out.jks"},
		{`{"some": "object"}`, "diagnose.left_out.json"},
		{`[]`, "diagnose.left_out.json"},
		{`{"log": {"creator": {}, "entries": [` + strings.Repeat("{},", 70_000) + `{}]}}`, "diagnose.left_out.defect"},
		{`[{"a": ` + strings.Repeat("[", 2000) + strings.Repeat("]", 2000) + `}]`, "diagnose.left_out.json"},
		{asList([]string{"Subject", "CN=a", "Services", "SMTP", "Thumbprint", "none"}), "diagnose.left_out.defect"},
		{"From: a@contoso.example\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe alert is =\r\n20.\r\n", "diagnose.left_out.mail"},
		{"GMBU\x00\x02", "diagnose.left_out.netmon"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "diagnose.left_out.office"},
		{"Sent Record\nHeader:\n", "diagnose.left_out.openssl_trace"},
		{"\xd4\xc3\xb2\xa1\x02\x00\x04\x00", "diagnose.left_out.pcap"},
		{"\x0a\x0d\x0d\x0a\x1c\x00\x00\x00", "diagnose.left_out.pcap"},
		{"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "diagnose.left_out.pdf"},
		{"\x30\x82\x01\x00\x02\x01\x03\x30" + strings.Repeat("\x00", 252), "diagnose.left_out.pfx"},
		{"PReg\x01\x00\x00\x00", "diagnose.left_out.policy"},
		{"MZ\x90\x00\x03\x00", "diagnose.left_out.program"},
		{"\x7fELF\x02\x01", "diagnose.left_out.program"},
		{"12:00:00.000001 IP 10.0.0.1.443 > 10.0.0.2.49152: Flags [P.], seq 1:10, ack 1, win 1024, length 9\n\t0x0000:  4500 0031 0001 0000 4006 0000 0a00 0001\n", "diagnose.left_out.packet_details"},
		{"0000000 0316 0001 7b01 0000 0377 0c03 7d5f\n0000020 0316 0001 7b01 0000 0377 0c03 7d5f\n", "diagnose.left_out.words"},
		{"<?xml version=\"1.0\"?>\n<Autodiscover/>\n", "diagnose.left_out.xml"},
	}
	for _, row := range rows {
		c, err := evidence.Collect([]string{folderOf(t, map[string]string{"x": row.content, "mail.contoso.example.txt": onePeer})}, evidence.Options{})
		require.NoError(t, err)
		require.Equal(t, []string{"mail.contoso.example.txt host-certificate 1", "x " + row.code}, seen(c), "%.40q", row.content)
	}
}
