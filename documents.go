// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

// documents is every document that a rule, a number or a remedy of this module
// cites, ordered by ID. Titles and addresses stand here and nowhere else.
var documents = [...]Document{
	{
		"BoringSSL", "Source of BoringSSL",
		"https://github.com/google/boringssl",
	},
	{
		"Botan", "Source of Botan",
		"https://github.com/randombit/botan",
	},
	{
		"Bouncy Castle", "Source of Bouncy Castle for Java",
		"https://github.com/bcgit/bc-java",
	},
	{
		"CERT_CHAIN_FIND_BY_ISSUER_PARA", "CERT_CHAIN_FIND_BY_ISSUER_PARA structure (wincrypt.h)",
		"https://github.com/MicrosoftDocs/sdk-api/blob/05c8ecaa/sdk-api-src/content/wincrypt/ns-wincrypt-cert_chain_find_by_issuer_para.md",
	},
	{
		"CTX264377", "Citrix: TLS connections fail or slow down with the extended master secret enforcement of Windows",
		"https://support.citrix.com/external/article/264377",
	},
	{
		"Californium", "Source of Eclipse Californium",
		"https://github.com/eclipse-californium/californium",
	},
	{
		"CertCompareCertificateName", "CertCompareCertificateName function (wincrypt.h)",
		"https://learn.microsoft.com/en-us/windows/win32/api/wincrypt/nf-wincrypt-certcomparecertificatename",
	},
	{
		"DataForGeeks", "Data for Geeks: builds and articles from the titles of Microsoft's update history",
		"https://github.com/altrhombus/DataForGeeks",
	},
	{
		"Decrypting Schannel, part 2", "Decrypting Schannel TLS traffic. Part 2. Session resumption",
		"https://b.poc.fun/decrypting-schannel-tls-part-2/",
	},
	{
		"Disable-TlsCipherSuite", "Disable-TlsCipherSuite (TLS module of Windows PowerShell)",
		"https://learn.microsoft.com/powershell/module/tls/disable-tlsciphersuite",
	},
	{
		"GnuTLS", "Source of GnuTLS",
		"https://gitlab.com/gnutls/gnutls",
	},
	{
		"Go", "Source of Go",
		"https://go.googlesource.com/go",
	},
	{
		"JDK", "Source of OpenJDK",
		"https://github.com/openjdk/jdk",
	},
	{
		"KB2464556", "Failed TLS connection between unified communications peers generates an Schannel warning",
		"https://support.microsoft.com/kb/2464556",
	},
	{
		"KB2541763", "Update that enables Internet Explorer in Windows Vista or Windows Server 2008 to parse fragmented TLS and SSL handshake messages",
		"https://support.microsoft.com/kb/2541763",
	},
	{
		"KB260729", "How to enable Schannel event logging",
		"https://support.microsoft.com/kb/260729",
	},
	{
		"KB2801679", "SSL/TLS communication problems after you install KB 931125",
		"https://support.microsoft.com/kb/2801679",
	},
	{
		"KB2802568", "HTTP 403.7 or 403.16 with client certificates",
		"https://github.com/MicrosoftDocs/SupportArticles-docs/blob/262ba6b2/support/developer/webapps/iis/www-authentication-authorization/errors-403-7-reject-client-certificate-rquest.md",
	},
	{
		"KB2880390", "Client authentication fails on Windows 8 or Windows Server 2012 when the trusted root store is larger than 16 KB",
		"https://support.microsoft.com/en-us/help/2880390",
	},
	{
		"KB293781", "Trusted root certificates that are required",
		"https://github.com/MicrosoftDocs/SupportArticles-docs/blob/00461425/support/windows-server/identity/trusted-root-certificates-are-required.md",
	},
	{
		"KB293781 (Windows 10)", "Trusted root certificates that are required, edition for Windows 10 and newer",
		"https://github.com/MicrosoftDocs/SupportArticles-docs/blob/092984e7/support/windows-server/certificates-and-public-key-infrastructure-pki/trusted-root-certificates-are-required.md",
	},
	{
		"KB4528489", "Transport Layer Security (TLS) connections might fail or timeout when connecting or attempting a resumption",
		"https://support.microsoft.com/help/4528489",
	},
	{
		"KB4557473", "Errors when applications try to connect to SQL Server in Windows",
		"https://learn.microsoft.com/troubleshoot/windows-server/certificates-and-public-key-infrastructure-pki/apps-forcibly-closed-tls-connection-errors",
	},
	{
		"KB933430", "Clients cannot make connections if you require client certificates on a Web site or if you use IAS in Windows Server 2003",
		"https://support.microsoft.com/kb/933430",
	},
	{
		"Limilabs on FTP and EMS", "FTP TLS encrypted data connections fail (EMS), with the note of KB4517389",
		"https://www.limilabs.com/blog/ftp-tls-encrypted-data-connections-fail-ems",
	},
	{
		"MS15-121", "Security Update for Schannel to Address Spoofing (3081320)",
		"https://learn.microsoft.com/security-updates/securitybulletins/2015/ms15-121",
	},
	{
		"Mbed TLS", "Source of Mbed TLS",
		"https://github.com/Mbed-TLS/mbedtls",
	},
	{
		"NPS reason 266", "TechNet Wiki: IAS/NPS error 266 (Korean)",
		"https://learn.microsoft.com/ko-kr/archive/technet-wiki/13320.iasnps-error-266",
	},
	{
		"NPS reason codes", "Reason codes 256 and up of Network Policy Server",
		"https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-server-2008-r2-and-2008/dd197582(v=ws.10)",
	},
	{
		"NSS", "Source of Network Security Services",
		"https://hg.mozilla.org/projects/nss",
	},
	{
		"OpenSSL", "Source of OpenSSL",
		"https://github.com/openssl/openssl",
	},
	{
		"Platform SDK 2000", "Platform SDK, April 2000: Using SSPI with Schannel",
		"https://library.thedatadungeon.com/msdn-2000-04/logauth/hh/secspi/usingsspi_0omr.content.htm",
	},
	{
		"Prioritizing Schannel cipher suites", "Prioritizing Schannel Cipher Suites",
		"https://learn.microsoft.com/windows/win32/secauthn/prioritizing-schannel-cipher-suites",
	},
	{
		"RFC 4346", "The Transport Layer Security (TLS) Protocol Version 1.1",
		"https://www.rfc-editor.org/rfc/rfc4346",
	},
	{
		"RFC 5246", "The Transport Layer Security (TLS) Protocol Version 1.2",
		"https://www.rfc-editor.org/rfc/rfc5246",
	},
	{
		"RFC 5280", "Internet X.509 Public Key Infrastructure Certificate and CRL Profile",
		"https://www.rfc-editor.org/rfc/rfc5280",
	},
	{
		"RFC 7627", "Transport Layer Security (TLS) Session Hash and Extended Master Secret Extension",
		"https://www.rfc-editor.org/rfc/rfc7627",
	},
	{
		"RFC 8422", "Elliptic Curve Cryptography (ECC) Cipher Suites for Transport Layer Security (TLS) Versions 1.2 and Earlier",
		"https://www.rfc-editor.org/rfc/rfc8422",
	},
	{
		"RFC 8446", "The Transport Layer Security (TLS) Protocol Version 1.3",
		"https://www.rfc-editor.org/rfc/rfc8446",
	},
	{
		"Red Hat 7018256", "Red Hat: RHEL 9.2 in FIPS mode refuses ends without the extended master secret",
		"https://access.redhat.com/solutions/7018256",
	},
	{
		"Schannel SSP overview", "Overview of TLS - SSL (Schannel SSP)",
		"https://github.com/MicrosoftDocs/windowsserverdocs/blob/012c4d76046514904bcd9bc7c1c501cc6f57e581/WindowsServerDocs/security/tls/what-s-new-in-tls-ssl-schannel-ssp-overview.md",
	},
	{
		"Schannel error codes", "Schannel Error Codes for TLS and SSL Alerts",
		"https://learn.microsoft.com/windows/win32/secauthn/schannel-error-codes-for-tls-and-ssl-alerts",
	},
	{
		"Schannel events", "Schannel Events",
		"https://learn.microsoft.com/previous-versions/windows/it-pro/windows-server-2012-R2-and-2012/dn786445(v=ws.11)",
	},
	{
		"TLS handshake failing, 36888", "Transport Layer Security (TLS) Handshake Failing, SChannel Error 36888",
		"https://learn.microsoft.com/archive/blogs/keithab/transport-layer-security-tls-handshake-failing-schannel-error-36888",
	},
	{
		"TLS registry settings", "Transport Layer Security (TLS) registry settings",
		"https://github.com/MicrosoftDocs/windowsserverdocs/blob/0370b00e4420fa1cd87a74a98d376461be14a099/WindowsServerDocs/security/tls/tls-registry-settings.md",
	},
	{
		"chromium", "Source of Chromium",
		"https://chromium.googlesource.com/chromium/src",
	},
	{
		"coreTLS", "Source of Apple coreTLS",
		"https://github.com/apple-oss-distributions/coreTLS",
	},
	{
		"curl/curl#5488", "curl issue 5488: intermittent SEC_E_BUFFER_TOO_SMALL and SEC_E_MESSAGE_ALTERED on Windows 8.1 and below",
		"https://github.com/curl/curl/issues/5488",
	},
	{
		"detection-wiki Schannel", "Detection wiki: events of Schannel",
		"https://detection-wiki-dev.pages.dev/schannel/",
	},
	{
		"dotnet/corefx#7812", ".NET issue 7812: WinHttp buffer supplied to the function was too small error should not be exposed",
		"https://github.com/dotnet/corefx/issues/7812",
	},
	{
		"dotnet/runtime#60949", ".NET issue 60949: the list of a server holds NT AUTHORITY",
		"https://github.com/dotnet/runtime/issues/60949",
	},
	{
		"dotnet/runtime#60988", ".NET pull request 60988: SCH_CRED_NO_SYSTEM_MAPPER for lists of trusted issuers",
		"https://github.com/dotnet/runtime/pull/60988",
	},
	{
		"dotnet/runtime#77989", ".NET issue 77989: a CertificateRequest of more than 32,768 bytes fails with SEC_E_ILLEGAL_MESSAGE",
		"https://github.com/dotnet/runtime/issues/77989",
	},
	{
		"faq-o-matic 2012-12-20", "WLAN connections fail after Windows updates on an NPS server (German)",
		"https://faq-o-matic.net/2012/12/20/wlan-verbindungsausfall-nach-windows-updates-auf-nps-server",
	},
	{
		"gravitational/teleport#3870", "Teleport issue 3870: without the right server name all authorities are sent, and some 550 of them break the handshake",
		"https://github.com/gravitational/teleport/issues/3870",
	},
	{
		"hs-tls", "Source of the Haskell package tls",
		"https://github.com/haskell-tls/hs-tls",
	},
	{
		"itbasedtelco 2017-08-24", "The importance of knowing about certificates",
		"https://itbasedtelco.wordpress.com/2017/08/24/the-importance-of-knowing-about-certificates/",
	},
	{
		"jaapwesselius 2013-02-07", "Exchange 2010 UM: a TLS API failure occurred",
		"https://jaapwesselius.com/2013/02/07/exchange-2010-um-a-tls-api-failure-occurred/",
	},
	{
		"jpazureid 2018-11-01", "Troubleshooting certificate authentication with AD FS (Japanese), by Azure identity support",
		"https://blogs.technet.microsoft.com/jpazureid/2018/11/01/adfs-cba-ts/",
	},
	{
		"ldap389 2013-01-06", "PowerShell: monitor the trusted root certification authorities store (events 36885, 36887)",
		"http://www.ldap389.info/en/2013/01/06/powershell-monitor-the-trusted-root-certification-authorities-store-event-schannel-id-36885-36887/",
	},
	{
		"newbetuts 1050679", "How to use the Client Authentication Issuers certificate store on Windows Server 2016",
		"https://newbetuts.com/1050679-how-to-use-the-client-authentication-issuers-certificate-store-on-windows-server-2016",
	},
	{
		"onpremdiag/SfBServer", "OnPremDiag, diagnostics for Skype for Business Server",
		"https://github.com/onpremdiag/SfBServer/tree/b450e5fd/src/mode/sfbserver/rules/Services",
	},
	{
		"openssl/openssl#12331", "OpenSSL pull request 12331: also zero pad DHE public key in ClientKeyExchange message for interop",
		"https://github.com/openssl/openssl/pull/12331",
	},
	{
		"openssl/openssl#12436", "OpenSSL issue 12436: a list of 394 authorities ends the handshake with an internal error",
		"https://github.com/openssl/openssl/issues/12436",
	},
	{
		"openssl/openssl#29706", "OpenSSL pull request 29706: alert for a resumption that drops the extended master secret",
		"https://github.com/openssl/openssl/pull/29706",
	},
	{
		"openssl/openssl#3910", "OpenSSL pull request 3910: peers that cannot cope with the extended master secret",
		"https://github.com/openssl/openssl/pull/3910",
	},
	{
		"openssl/openssl#9791", "OpenSSL issue 9791: alert for a resumption that drops the extended master secret",
		"https://github.com/openssl/openssl/issues/9791",
	},
	{
		"proftpd/proftpd#1175", "ProFTPD issue 1175: data connections must reuse the session of the control connection",
		"https://github.com/proftpd/proftpd/issues/1175",
	},
	{
		"robinrodricks/FluentFTP#236", "FluentFTP issue 236: Support for SSL Session Reuse",
		"https://github.com/robinrodricks/FluentFTP/issues/236",
	},
	{
		"robstradling/authroot.stl", "Every release of the trust list of the Microsoft root program since 2006, with its certificates",
		"https://github.com/robstradling/authroot.stl",
	},
	{
		"rustls", "Source of rustls",
		"https://github.com/rustls/rustls",
	},
	{
		"s2n-tls", "Source of s2n-tls",
		"https://github.com/aws/s2n-tls",
	},
	{
		"serverfault 391959", "Server Fault: NPS EAP authentication failing after Windows Update",
		"https://serverfault.com/questions/391959/nps-eap-authentication-failing-after-windows-update",
	},
	{
		"signify", "signify, with the certificates of KB293781 from Windows Update by their thumbprints",
		"https://github.com/ralphje/signify",
	},
	{
		"silverf0x00 on EMS", "TLS Extended Master Secret breaking SSL proxies",
		"https://www.silverf0x00.com/tls-extended-master-secret-breaking-ssl-proxies/",
	},
	{
		"strongswan/strongswan#187", "strongSwan pull request 187: EAP-TLS clients refuse a CertificateRequest with many names",
		"https://github.com/strongswan/strongswan/pull/187",
	},
	{
		"tls-attacker/TLS-Attacker#50", "TLS-Attacker issue 50: IIS resets some TLS_DHE handshakes",
		"https://github.com/tls-attacker/TLS-Attacker/issues/50",
	},
	{
		"tlsfuzzer", "Source of tlsfuzzer",
		"https://github.com/tlsfuzzer/tlsfuzzer",
	},
	{
		"tlslite-ng", "Source of tlslite-ng",
		"https://github.com/tlsfuzzer/tlslite-ng",
	},
	{
		"vincenthz/hs-tls#406", "hs-tls pull request 406: extended master secret",
		"https://github.com/vincenthz/hs-tls/pull/406",
	},
	{
		"wolfSSL", "Source of wolfSSL",
		"https://github.com/wolfSSL/wolfssl",
	},
}
