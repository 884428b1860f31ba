// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import "github.com/schanneltrust/schannel"

// The machines on which files are collected.
var (
	whereClient   = schannel.Phrase{Code: "diagnose.where.client", Text: "the computer of the client, as its user"}
	whereDomain   = schannel.Phrase{Code: "diagnose.where.domain", Text: "a computer of the client's domain"}
	whereExchange = schannel.Phrase{Code: "diagnose.where.exchange", Text: "the Exchange server, in the Exchange Management Shell"}
	whereFailing  = schannel.Phrase{Code: "diagnose.where.failing", Text: "the computer that shows the failure"}
	whereIIS      = schannel.Phrase{Code: "diagnose.where.iis", Text: "the Exchange server, in PowerShell as an administrator"}
	whereNetwork  = schannel.Phrase{Code: "diagnose.where.network", Text: "a computer that reaches the server and has OpenSSL"}
	whereProxy    = schannel.Phrase{Code: "diagnose.where.proxy", Text: "the computer of the client, in a proxy that saves HAR"}
	whereRecorded = schannel.Phrase{Code: "diagnose.where.recorded", Text: "the computer that shows the failure, while it fails, with Wireshark: follow the TCP stream there, and save each direction as raw bytes"}
	whereServer   = schannel.Phrase{Code: "diagnose.where.server", Text: "the server that asks for client certificates, as an administrator"}
)

// collected is how a kind of file comes about.
type collected struct {
	kind    Kind
	where   schannel.Phrase
	command string // documented, read-only; words in capitals stand for names
}

const schannelKey = `HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`

// commands has the kinds that somebody collects, with the commands of
// docs/collecting.md. The stores are exported from the registry because that
// works on every release.
var commands = [...]collected{
	{TrustedRoots, whereServer, `reg export HKLM\SOFTWARE\Microsoft\SystemCertificates\ROOT\Certificates root.reg & reg export HKLM\SOFTWARE\Microsoft\SystemCertificates\AuthRoot\Certificates authroot.reg`},
	{ClientAuthIssuers, whereServer, `reg export HKLM\SOFTWARE\Microsoft\SystemCertificates\ClientAuthIssuer\Certificates issuers.reg`},
	{SiteStore, whereServer, `reg export HKLM\SOFTWARE\Microsoft\SystemCertificates\STORE\Certificates site.reg`},
	{Untrusted, whereServer, `reg export HKLM\SOFTWARE\Microsoft\SystemCertificates\Disallowed\Certificates disallowed.reg`},
	{ClientChain, whereClient, `certutil -user -store My THUMBPRINT client.cer`},
	{HostCertificate, whereNetwork, `openssl s_client -connect HOST:443 -servername HOST -showcerts < /dev/null > HOST.txt`},
	{PersonalStore, whereExchange, `certutil -store My > my.txt`},
	{SchannelRegistry, whereServer, `reg export ` + schannelKey + ` schannel.reg`},
	{OutlookRegistry, whereClient, `reg query HKCU\Software\Microsoft\Office\16.0\Outlook\AutoDiscover /s > outlook.txt & reg query HKCU\Software\Policies\Microsoft\Office\16.0\Outlook\AutoDiscover /s > policies.txt`},
	{Registry, whereFailing, `reg export ` + schannelKey + ` schannel.reg`},
	{HTTPBindings, whereServer, `netsh http show sslcert > sslcert.txt`},
	{Updates, whereFailing, `powershell -Command "Get-HotFix | Format-List HotFixID, InstalledOn" > updates.txt`},
	{SystemLog, whereFailing, `wevtutil qe System "/q:*[System[Provider[@Name='Schannel']]]" /f:xml > schannel.xml`},
	{ApplicationLog, whereFailing, `wevtutil qe Application "/q:*[System[Provider[@Name='MSExchangeTransport' or @Name='MSExchangeFrontEndTransport']]]" /f:xml > exchange.xml`},
	{EventXML, whereFailing, `wevtutil qe LOG /rd:true /c:1000 /f:xml > events.xml`},
	{EventText, whereFailing, `wevtutil qe LOG /rd:true /c:100 /f:text > events.txt`},
	{Capture, whereRecorded, `dumpcap -i INTERFACE -f "tcp port 443" -w tls.pcapng`},
	{SClientText, whereNetwork, `openssl s_client -connect HOST:443 -msg < /dev/null > messages.txt`},
	{KeyLog, whereNetwork, `openssl s_client -connect HOST:443 -keylogfile keys.log < /dev/null`},
	{ExchangeCertificates, whereExchange, `Get-ExchangeCertificate -Server NAME | Format-List > certificates.txt`},
	{Connectors, whereExchange, `Get-ReceiveConnector -Server NAME | Format-List > receive.txt; Get-SendConnector | Format-List > send.txt`},
	{ExchangeServers, whereExchange, `Get-ExchangeServer NAME | Format-List > server.txt; Get-TransportService NAME | Format-List > transport.txt`},
	{AuthConfig, whereExchange, `Get-AuthConfig | Format-List > auth.txt`},
	{MailSettings, whereExchange, `Get-PopSettings -Server NAME | Format-List > pop.txt; Get-ImapSettings -Server NAME | Format-List > imap.txt`},
	{WebBindings, whereIIS, `Get-WebBinding | Format-List > webbindings.txt`},
	{ProtocolLog, whereExchange, `Get-TransportService NAME | Format-List *ProtocolLogPath`},
	{SCPs, whereDomain, `ldifde -f scp.ldf -u -d "CN=Configuration,DC=contoso,DC=com" -r "(&(objectClass=serviceConnectionPoint)(|(keywords=77378F46-2C66-4aa9-A6A6-3E7A48B19596)(keywords=67661D7F-8FC4-4fa7-BFAC-E1D7794C1F68)))" -l cn,objectClass,keywords,serviceBindingInformation,whenCreated`},
	{Recording, whereProxy, ""},
	{Answers, whereClient, ""},
}

// Collecting says on which machine a kind of file is collected, and the command
// that does it there without changing anything. The phrase has no code, and the
// command is empty, where there is none.
func Collecting(kind Kind) (where schannel.Phrase, command string) {
	for _, c := range commands {
		if c.kind == kind {
			return c.where, c.command
		}
	}
	return schannel.Phrase{}, ""
}
