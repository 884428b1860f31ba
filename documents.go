// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

// documents is every document that a rule, a number or a remedy of this module
// cites, ordered by ID. Titles and addresses stand here and nowhere else.
var documents = [...]Document{
	{
		"AD FS: service communications certificates", "Service communications certificates (AD FS)",
		"https://learn.microsoft.com/windows-server/identity/ad-fs/design/service-communications-certificates",
	},
	{
		"Autodiscover endpoint list", "Generate a list of Autodiscover endpoints",
		"https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-generate-a-list-of-autodiscover-endpoints",
	},
	{
		"Autodiscover for Exchange", "Autodiscover for Exchange (for developers)",
		"https://learn.microsoft.com/exchange/client-developer/exchange-web-services/autodiscover-for-exchange",
	},
	{
		"Autodiscover service in Exchange Server", "Autodiscover service in Exchange Server",
		"https://github.com/MicrosoftDocs/OfficeDocs-Exchange/blob/52e8b70/Exchange/ExchangeServer/architecture/client-access/autodiscover.md",
	},
	{
		"AutodiscoverSiteScope and client-only sites", "Brad Hughes: AutodiscoverSiteScope and client-only sites",
		"https://learn.microsoft.com/en-us/archive/blogs/brad_hughes/autodiscoversitescope-and-client-only-sites",
	},
	{
		"Azure cloud blog on CertPrincipalName", "Azure cloud blog, 2012-01-02, after a Microsoft blog: CertPrincipalName and Windows XP",
		"https://azurecloudai.blog/2012/01/02/",
	},
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
		"CSS-Exchange", "Scripts of Microsoft's Exchange support, with HealthChecker",
		"https://github.com/microsoft/CSS-Exchange/tree/f88378b1e7a252e413cb2e579e88411393737c11",
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
		"Can't remove a certificate", "Can't remove an installed certificate: tagged with Send connectors",
		"https://github.com/MicrosoftDocs/OfficeDocs-Support/blob/36878e0e/Exchange/ExchangeServer/mailflow/cannot-remove-installed-certificate.md",
	},
	{
		"Can't send or receive email with TLS 1.0", "Can't send or receive email when using TLS 1.1 or TLS 1.0 (SocketError)",
		"https://learn.microsoft.com/en-us/exchange/troubleshoot/email-delivery/send-receive-emails-socketerror",
	},
	{
		"CertCompareCertificateName", "CertCompareCertificateName function (wincrypt.h)",
		"https://learn.microsoft.com/en-us/windows/win32/api/wincrypt/nf-wincrypt-certcomparecertificatename",
	},
	{
		"Client Access server of Exchange 2013", "Client Access server (Exchange 2013 help)",
		"https://github.com/MicrosoftDocs/OfficeDocs-Exchange/blob/52e8b70/Exchange/ExchangeServer2013/client-access-server-exchange-2013-help.md",
	},
	{
		"Client connectivity in an Exchange 2016 coexistence environment with Exchange 2010", "Exchange Team Blog: client connectivity in an Exchange 2016 coexistence environment with Exchange 2010",
		"https://techcommunity.microsoft.com/t5/exchange-team-blog/client-connectivity-in-an-exchange-2016-coexistence-environment/ba-p/604284",
	},
	{
		"DataForGeeks", "Data for Geeks: builds and articles from the titles of Microsoft's update history",
		"https://github.com/altrhombus/DataForGeeks",
	},
	{
		"Decommission on-premises Exchange", "How and when to decommission your on-premises Exchange servers in a hybrid deployment",
		"https://learn.microsoft.com/exchange/decommission-on-premises-exchange",
	},
	{
		"Decrypting Schannel, part 2", "Decrypting Schannel TLS traffic. Part 2. Session resumption",
		"https://b.poc.fun/decrypting-schannel-tls-part-2/",
	},
	{
		"Direct trust errors 1037 and 2019", "How to troubleshoot direct trust certificate errors 1037 and 2019 (Exchange 2007)",
		"https://learn.microsoft.com/previous-versions/office/exchange-server-2007/bb510126(v=exchg.80)",
	},
	{
		"Disable-TlsCipherSuite", "Disable-TlsCipherSuite (TLS module of Windows PowerShell)",
		"https://learn.microsoft.com/powershell/module/tls/disable-tlsciphersuite",
	},
	{
		"EBS blog 2010-08-17", "Exchange certificate expiration in EBS 2008",
		"http://blogs.technet.com/b/essentialbusinessserver/archive/2010/08/17/exchange-certificate-expiration-in-ebs-2008.aspx",
	},
	{
		"EWS Managed API", "Source of the EWS Managed API",
		"https://github.com/OfficeDev/ews-managed-api",
	},
	{
		"Enable-ExchangeCertificate", "Enable-ExchangeCertificate (Exchange PowerShell)",
		"https://github.com/MicrosoftDocs/office-docs-powershell/blob/93336da2/exchange/exchange-ps/ExchangePowerShell/Enable-ExchangeCertificate.md",
	},
	{
		"Event 10104", "Event 10104, MSExchange EdgeSync (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff985467(v=exchg.141)",
	},
	{
		"Event 1036", "Event 1036, MSExchangeTransport (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff980980(v=exchg.141)",
	},
	{
		"Event 11012", "Event 11012, MSExchangeTransport (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff982887(v=exchg.141)",
	},
	{
		"Event 11015", "Event 11015, MSExchangeTransport (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff983493(v=exchg.141)",
	},
	{
		"Event 11022", "Event 11022, MSExchangeTransport (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff985053(v=exchg.141)",
	},
	{
		"Event 12012", "Event 12012, MSExchangeTransport (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff984391(v=exchg.141)",
	},
	{
		"Event 12013", "Event 12013, MSExchangeTransport (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff985435(v=exchg.141)",
	},
	{
		"Event 12014", "How to troubleshoot event 12014, MSExchangeTransport",
		"https://technet.microsoft.com/library/bb510128",
	},
	{
		"Event 12015", "Event 12015, MSExchangeTransport (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff981561(v=exchg.141)",
	},
	{
		"Event 12016", "Event 12016, MSExchangeTransport (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff983405(v=exchg.141)",
	},
	{
		"Event 12017", "Event 12017, MSExchangeTransport (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff985092(v=exchg.141)",
	},
	{
		"Event 12018", "Event 12018, MSExchangeTransport (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff982351(v=exchg.141)",
	},
	{
		"Event 12019", "Event 12019, MSExchangeTransport (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff980723(v=exchg.141)",
	},
	{
		"Event 12024", "Event 12024, MSExchangeTransport (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff983190(v=exchg.141)",
	},
	{
		"Event 2015", "Event 2015, MSExchangeTransport (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff982694(v=exchg.141)",
	},
	{
		"Event 2018", "Event 2018, MSExchangeTransport (Exchange 2010)",
		"https://technet.microsoft.com/en-us/library/ff981963(v=exchg.141)",
	},
	{
		"Exchange 2007 TLS white paper", "White paper on TLS and certificates in Exchange 2007 (Domain Security)",
		"https://technet.microsoft.com/library/bb851505(EXCHG.80)",
	},
	{
		"Exchange 2007 and 2010 coexistence of Autodiscover", "InfoTechGuyz: Autodiscover in an Exchange 2007 and Exchange 2010 coexistence",
		"http://www.infotechguyz.com/exchange2010/AutodiscoverinExchange2007andExchange2010coexistence.html",
	},
	{
		"Exchange 2007 help on Outlook Anywhere", "Help of Exchange 2007: certificates and Outlook Anywhere",
		"http://unifiedpeople.ru/exchhelp",
	},
	{
		"Exchange 2013 Autodiscover service", "Autodiscover service (Exchange 2013 help)",
		"https://github.com/MicrosoftDocs/OfficeDocs-Exchange/blob/52e8b70/Exchange/ExchangeServer2013/autodiscover-service-for-exchange-2013.md",
	},
	{
		"Exchange 2013 interoperability", "Exchange 2013 interoperability with legacy Exchange versions",
		"https://vanhybrid.com/2012/10/09/exchange-2013-interoperability-with-legacy-exchange-versions/",
	},
	{
		"Exchange Active Directory deployment site", "Exchange Team Blog: Exchange Active Directory Deployment Site",
		"https://techcommunity.microsoft.com/t5/exchange-team-blog/exchange-active-directory-deployment-site/ba-p/604329",
	},
	{
		"Exchange certificates", "Digital certificates and encryption in Exchange Server",
		"https://github.com/MicrosoftDocs/OfficeDocs-Exchange/blob/52e8b70f/Exchange/ExchangeServer/architecture/client-access/certificates.md",
	},
	{
		"Federation (Exchange 2013)", "Federation (Exchange 2013)",
		"https://github.com/MicrosoftDocs/OfficeDocs-Exchange/blob/52e8b70f/Exchange/ExchangeServer2013/federation-exchange-2013-help.md",
	},
	{
		"Firefox", "Source of Firefox",
		"https://github.com/mozilla-firefox/firefox",
	},
	{
		"Get-ExchangeCertificate", "Get-ExchangeCertificate (Exchange PowerShell)",
		"https://github.com/MicrosoftDocs/office-docs-powershell/blob/93336da2/exchange/exchange-ps/ExchangePowerShell/Get-ExchangeCertificate.md",
	},
	{
		"GetComputerNameEx", "GetComputerNameEx and COMPUTER_NAME_FORMAT",
		"https://learn.microsoft.com/windows/win32/api/sysinfoapi/nf-sysinfoapi-getcomputernameexw",
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
		"Guardicore on Autodiscover", "Guardicore Labs: Autodiscovering the Great Leak",
		"https://www.guardicore.com/labs/autodiscovering-the-great-leak/",
	},
	{
		"HAR 1.2", "HTTP Archive (HAR) format, version 1.2",
		"http://www.softwareishard.com/blog/har-12-spec/",
	},
	{
		"HMC documentation", "Hosted Messaging and Collaboration: Autodiscover of hosted domains",
		"https://systemscenter.ru/hmc_help.en/html/10bb4fa1-0569-41ed-ae8a-86785158960e.htm",
	},
	{
		"HTTPSPolicyCallbackData", "HTTPSPolicyCallbackData structure (wincrypt.h)",
		"https://learn.microsoft.com/windows/win32/api/wincrypt/ns-wincrypt-httpspolicycallbackdata",
	},
	{
		"Handling Autodiscover error messages", "Handling Autodiscover error messages",
		"https://learn.microsoft.com/exchange/client-developer/exchange-web-services/handling-autodiscover-error-messages",
	},
	{
		"Hybrid certificate requirements", "Certificate requirements for hybrid deployments",
		"https://github.com/MicrosoftDocs/OfficeDocs-Exchange/blob/52e8b70f/Exchange/ExchangeHybrid/certificate-requirements.md",
	},
	{
		"IBM 5027181", "IBM support page 5027181: extended master secret in IBM Java",
		"https://www.ibm.com/support/pages/node/5027181",
	},
	{
		"IIS 6.0 SslCtlIdentifier", "SslCtlIdentifier and SslCtlStoreName of IIS 6.0",
		"https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-server-2003/cc778242(v=ws.10)",
	},
	{
		"JDK", "Source of OpenJDK",
		"https://github.com/openjdk/jdk",
	},
	{
		"JDK 7 updates", "Source of the updates of OpenJDK 7",
		"https://github.com/openjdk/jdk7u",
	},
	{
		"KB2006728", "Security Alert in Outlook when Exchange uses a self-signed certificate",
		"https://mskb.pkisolutions.com/kb/2006728",
	},
	{
		"KB2212902", "Unexpected Autodiscover behavior when there are registry settings under the Autodiscover key",
		"https://github.com/MicrosoftDocs/OfficeDocs-Support/blob/aa9f85a47/Outlook/Client/profiles-and-accounts/unexpected-autodiscover-behavior.md",
	},
	{
		"KB2464556", "Failed TLS connection between unified communications peers generates an Schannel warning",
		"https://support.microsoft.com/kb/2464556",
	},
	{
		"KB2480582", "How to suppress the Autodiscover redirect warning in Outlook",
		"https://github.com/MicrosoftDocs/OfficeDocs-Support/blob/36878e0/Outlook/Client/connectivity/how-to-suppress-autodiscover-redirect-warning.md",
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
		"KB2612922", "How to control Outlook Autodiscover by using Group Policy",
		"https://github.com/MicrosoftDocs/OfficeDocs-Support/blob/36878e0/Outlook/Client/profiles-and-accounts/how-to-control-autodiscover-via-group-policy.md",
	},
	{
		"KB2779694", "OWA, ECP and the shell cannot connect after the self-signed certificate is removed",
		"https://github.com/MicrosoftDocs/OfficeDocs-Support/blob/36878e0e/Exchange/ExchangeServer/client-connectivity/owa-ecp-ems-cannot-connect-after-self-signed-certificate-removed.md",
	},
	{
		"KB2783881", "Outlook shows a certificate warning about a name that does not match, during Autodiscover",
		"https://github.com/MicrosoftDocs/OfficeDocs-Support/blob/36878e0/Outlook/Client/connectivity/suppress-autodiscover-mismatch-warning.md",
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
		"KB2888788", "Event 2004 with 454 4.7.0 UntrustedRoot: two certificates for the domain",
		"https://support.microsoft.com/kb/2888788",
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
		"KB2989382", "Cannot receive mail after a new certificate is installed (hybrid)",
		"https://github.com/MicrosoftDocs/OfficeDocs-Support/blob/36878e0e/Exchange/ExchangeHybrid/email-delivery/cannot-receive-mail-with-new-certificate.md",
	},
	{
		"KB3032024", "OWA and ECP ask for credentials again and again with a certificate whose key is one of CNG",
		"https://support.microsoft.com/kb/3032024",
	},
	{
		"KB3049615", "Outlook and a third-party web server that answers Autodiscover",
		"https://support.microsoft.com/kb/3049615",
	},
	{
		"KB3058190", "Secure Mail Certificate on server is not bound to the SMTP service",
		"https://github.com/MicrosoftDocs/OfficeDocs-Support/blob/36878e0e/Exchange/ExchangeHybrid/hybrid-configuration-wizard-errors/secure-mail-certificate-on-server-is-not-bound-to-smtp-service-error.md",
	},
	{
		"KB3062283", "RequireTLS should be set to true if TlsCertificateName is specified",
		"https://github.com/MicrosoftDocs/OfficeDocs-Support/blob/36878e0e/Exchange/ExchangeHybrid/hybrid-configuration-wizard-errors/requiredtls-flag-should-be-set-to-true-if-tlscertificatename-is-specified-error.md",
	},
	{
		"KB3115825", "Get-FederationInformation warns of an unsecure redirect",
		"https://github.com/MicrosoftDocs/OfficeDocs-Support/blob/36878e0/Exchange/ExchangeOnline/administration/get-federationinformation-cmdlet-unsecure-redirect-warning.md",
	},
	{
		"KB3137323", "Delay when Outlook retrieves Autodiscover information",
		"https://github.com/MicrosoftDocs/OfficeDocs-Support/blob/36878e0/Exchange/ExchangeHybrid/administration/delay-when-outlook-retrieves-autodiscover-information.md",
	},
	{
		"KB3211279", "Outlook 2016 implementation of Autodiscover",
		"https://support.microsoft.com/en-us/topic/outlook-2016-implementation-of-autodiscover-0d7b2709-958a-7249-1c87-434d257b9087",
	},
	{
		"KB4051498", "Mail waits in the queue, TLS negotiation failed with error UnknownCredentials",
		"https://support.microsoft.com/help/4051498",
	},
	{
		"KB4052493", "TlsCertificateName longer than 256 characters on an Edge server",
		"https://support.microsoft.com/help/4052493",
	},
	{
		"KB4495258", "TLS negotiation failed with error NoCredentials",
		"https://github.com/MicrosoftDocs/OfficeDocs-Support/blob/36878e0e/Exchange/ExchangeServer/mailflow/tls-negotiation-failed-with-error-nocredentials-error.md",
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
		"KB923575", "Error when Outlook tries to connect by an RPC connection: there is a problem with the proxy server's security certificate",
		"https://learn.microsoft.com/outlook/troubleshoot/connectivity/error-when-outlook-uses-rpc-https-connect-server",
	},
	{
		"KB933430", "Clients cannot make connections if you require client certificates on a Web site or if you use IAS in Windows Server 2003",
		"https://support.microsoft.com/kb/933430",
	},
	{
		"KB940726", "Security warning when Outlook starts: the name of the certificate does not match",
		"http://support.microsoft.com/kb/940726",
	},
	{
		"KB948896", "X509CertificateName of POP3 and IMAP4 is set to a wildcard (Exchange 2007 SP1)",
		"https://support.microsoft.com/kb/948896",
	},
	{
		"KB953354", "Event IDs 12015 and 12014 when a self-signed certificate of Exchange Server 2007 has expired (Japanese)",
		"https://support.microsoft.com/kb/953354",
	},
	{
		"KB979694", "Certificate status could not be determined because the revocation check failed",
		"https://support.microsoft.com/kb/979694",
	},
	{
		"LibreSSL", "Source of LibreSSL",
		"https://github.com/libressl/openbsd",
	},
	{
		"LibreSSL Portable", "Source of the portable LibreSSL",
		"https://github.com/libressl/portable",
	},
	{
		"Limilabs on FTP and EMS", "FTP TLS encrypted data connections fail (EMS), with the note of KB4517389",
		"https://www.limilabs.com/blog/ftp-tls-encrypted-data-connections-fail-ems",
	},
	{
		"MS-ASCMD", "[MS-ASCMD]: Exchange ActiveSync: Command Reference Protocol",
		"https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-ascmd/",
	},
	{
		"MS-OXDISCO", "Autodiscover HTTP Service Protocol",
		"https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-oxdisco/f2217ada-283b-4836-910f-daacff77bef7",
	},
	{
		"MS-OXDSCLI", "[MS-OXDSCLI]: Autodiscover Publishing and Lookup Protocol",
		"https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-oxdscli/",
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
		"MicrosoftDocs/OfficeDocs-Support#952", "OfficeDocs-Support issue 952: the values of RedirectServers",
		"https://github.com/MicrosoftDocs/OfficeDocs-Support/issues/952",
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
		"New-ExchangeCertificate", "New-ExchangeCertificate (Exchange PowerShell)",
		"https://github.com/MicrosoftDocs/office-docs-powershell/blob/93336da2/exchange/exchange-ps/ExchangePowerShell/New-ExchangeCertificate.md",
	},
	{
		"Office 365 Autodiscover lookup process", "Rhoderick Milne: Office 365 Autodiscover lookup process",
		"https://blogs.technet.microsoft.com/rmilne/2015/04/29/office-365-autodiscover-lookup-process/",
	},
	{
		"OfficeDev/ews-managed-api#26", "EWS Managed API issue 26: the Autodiscover service couldn't be located",
		"https://github.com/OfficeDev/ews-managed-api/issues/26",
	},
	{
		"OpenSSL", "Source of OpenSSL",
		"https://github.com/openssl/openssl",
	},
	{
		"Outlook 2013 Autodiscover", "Rhoderick Milne: Outlook 2013 Autodiscover",
		"https://blog.rmilne.ca/2018/04/09/outlook-2013-autodiscover/",
	},
	{
		"Outlook 2016 Autodiscover implementation", "Rhoderick Milne: Outlook 2016 Autodiscover implementation, with that of 2007",
		"https://blog.rmilne.ca/2019/12/09/outlook-2016-autodiscover-implementation/",
	},
	{
		"Outlook external Autodiscover certificate error", "Travis Runyard: Outlook external Autodiscover certificate error",
		"https://blog.travisrunyard.us/outlook-external-autodiscover-certificate-error/",
	},
	{
		"Outlook profile of a mailbox moved to Office 365", "Outlook profile does not resolve by Autodiscover for a mailbox that was moved to Office 365",
		"https://learn.microsoft.com/en-us/archive/blogs/modonovan/outlook-profile-doesnt-resolve-via-autodiscover-for-user-mailbox-moved-to-office-365",
	},
	{
		"POX Autodiscover request", "POX Autodiscover request for Exchange",
		"https://learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-request-for-exchange",
	},
	{
		"POX Autodiscover response", "POX Autodiscover response for Exchange",
		"https://learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-response-for-exchange",
	},
	{
		"POX: Action", "Action (POX)",
		"https://learn.microsoft.com/exchange/client-developer/web-service-reference/action-pox",
	},
	{
		"POX: Autodiscover request for Exchange 2007", "Autodiscover request (POX), edition for Exchange 2007",
		"https://learn.microsoft.com/en-us/previous-versions/office/developer/exchange-server-2007/bb204246(v=exchg.80)",
	},
	{
		"POX: CertPrincipalName", "CertPrincipalName (POX)",
		"https://learn.microsoft.com/exchange/client-developer/web-service-reference/certprincipalname-pox",
	},
	{
		"POX: Error", "Error (POX)",
		"https://learn.microsoft.com/exchange/client-developer/web-service-reference/error-pox",
	},
	{
		"POX: RedirectUrl", "RedirectUrl (POX)",
		"https://learn.microsoft.com/exchange/client-developer/web-service-reference/redirecturl-pox",
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
		"RFC 2246", "The TLS Protocol Version 1.0",
		"https://www.rfc-editor.org/rfc/rfc2246",
	},
	{
		"RFC 2782", "A DNS RR for specifying the location of services (DNS SRV)",
		"https://www.rfc-editor.org/rfc/rfc2782",
	},
	{
		"RFC 2849", "The LDAP Data Interchange Format (LDIF) - Technical Specification",
		"https://www.rfc-editor.org/rfc/rfc2849",
	},
	{
		"RFC 4346", "The Transport Layer Security (TLS) Protocol Version 1.1",
		"https://www.rfc-editor.org/rfc/rfc4346",
	},
	{
		"RFC 4517", "Lightweight Directory Access Protocol (LDAP): Syntaxes and Matching Rules",
		"https://www.rfc-editor.org/rfc/rfc4517",
	},
	{
		"RFC 4559", "SPNEGO-based Kerberos and NTLM HTTP Authentication in Microsoft Windows",
		"https://www.rfc-editor.org/rfc/rfc4559",
	},
	{
		"RFC 5077", "Transport Layer Security (TLS) Session Resumption without Server-Side State",
		"https://www.rfc-editor.org/rfc/rfc5077",
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
		"RFC 5746", "Transport Layer Security (TLS) Renegotiation Indication Extension",
		"https://www.rfc-editor.org/rfc/rfc5746",
	},
	{
		"RFC 6101", "The Secure Sockets Layer (SSL) Protocol Version 3.0",
		"https://www.rfc-editor.org/rfc/rfc6101",
	},
	{
		"RFC 6125", "Representation and Verification of Domain-Based Application Service Identity (TLS)",
		"https://www.rfc-editor.org/rfc/rfc6125",
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
		"RFC 9525", "Service Identity in TLS",
		"https://www.rfc-editor.org/rfc/rfc9525",
	},
	{
		"Red Hat 7018256", "Red Hat: RHEL 9.2 in FIPS mode refuses ends without the extended master secret",
		"https://access.redhat.com/solutions/7018256",
	},
	{
		"Remove-ExchangeCertificate", "Remove-ExchangeCertificate (Exchange PowerShell)",
		"https://github.com/MicrosoftDocs/office-docs-powershell/blob/93336da2/exchange/exchange-ps/ExchangePowerShell/Remove-ExchangeCertificate.md",
	},
	{
		"SCP information via PowerShell", "Retrieving Exchange Autodiscover SCP information from AD via PowerShell",
		"https://m365security.eu/2012/11/21/retrieving-exchange-autodiscover-scp-information-from-ad-via-powershell/",
	},
	{
		"SCP lookup", "Find Autodiscover endpoints by using SCP lookup in Exchange",
		"https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-find-autodiscover-endpoints-by-using-scp-lookup-in-exchange",
	},
	{
		"SMTP DANE in Exchange Online", "How SMTP DNS-based Authentication of Named Entities (DANE) secures email communications",
		"https://github.com/MicrosoftDocs/microsoft-365-docs/blob/ee9209bb739a495276788b313dbe7d78ab02ff82/microsoft-365/compliance/how-smtp-dane-works.md",
	},
	{
		"SOAP: ErrorCode", "ErrorCode (SOAP)",
		"https://learn.microsoft.com/exchange/client-developer/web-service-reference/errorcode-soap",
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
		"Selection of inbound STARTTLS certificates", "Selection of inbound STARTTLS certificates (Exchange 2016, 2019, SE)",
		"https://learn.microsoft.com/en-us/exchange/mail-flow/mail-routing/inbound-starttls-certificates-selection",
	},
	{
		"Selection of inbound anonymous TLS certificates", "Selection of inbound anonymous TLS certificates (Exchange 2016, 2019, SE)",
		"https://learn.microsoft.com/en-us/exchange/mail-flow/mail-routing/inbound-anonymous-tls-certificates-selection",
	},
	{
		"Selection of outbound anonymous TLS certificates", "Selection of outbound anonymous TLS certificates (Exchange 2016, 2019, SE)",
		"https://learn.microsoft.com/en-us/exchange/mail-flow/mail-routing/outbound-anonymous-tls-certificates-selection",
	},
	{
		"Server.InternalTransportCertificate", "Server.InternalTransportCertificate property (Exchange 2013 management API)",
		"https://learn.microsoft.com/previous-versions/office/exchange-server-api/ff340560(v=exchg.150)",
	},
	{
		"Set-ClientAccessService", "Set-ClientAccessService (Exchange PowerShell)",
		"https://learn.microsoft.com/powershell/module/exchange/set-clientaccessservice",
	},
	{
		"Set-ReceiveConnector", "Set-ReceiveConnector (Exchange PowerShell)",
		"https://github.com/MicrosoftDocs/office-docs-powershell/blob/93336da2/exchange/exchange-ps/ExchangePowerShell/Set-ReceiveConnector.md",
	},
	{
		"Set-SendConnector", "Set-SendConnector (Exchange PowerShell)",
		"https://github.com/MicrosoftDocs/office-docs-powershell/blob/93336da2/exchange/exchange-ps/ExchangePowerShell/Set-SendConnector.md",
	},
	{
		"Setup: coexistence with Exchange 2007", "Exchange Setup readiness: minimum version for coexistence with Exchange 2007",
		"https://github.com/MicrosoftDocs/OfficeDocs-Exchange/blob/52e8b70/Exchange/ExchangeServer/plan-and-deploy/deployment-ref/ms-exch-setupreadiness-e16e12coexistenceminversionrequirement.md",
	},
	{
		"SmarterTools on Autodiscover", "SmarterTools: Outlook and Autodiscover, with local files",
		"https://portal.smartertools.com/kb/a3759/",
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
		"WinINet errors", "Error Messages (Wininet.h)",
		"https://learn.microsoft.com/windows/win32/wininet/wininet-errors",
	},
	{
		"WinRb/autodiscover", "Autodiscover client in Ruby, with a recorded answer",
		"https://github.com/WinRb/autodiscover",
	},
	{
		"bb851554", "White paper: Exchange 2007 Autodiscover and certificates",
		"http://technet.microsoft.com/en-us/library/bb851554.aspx",
	},
	{
		"bielawb/EWS#20", "PowerShell module EWS, issue 20: Autodiscover blocked a redirect",
		"https://github.com/bielawb/EWS/issues/20",
	},
	{
		"blackmarble 2016-03-02", "Exchange 2013 certificate change: unable to support the STARTTLS SMTP verb",
		"https://blogs.blackmarble.co.uk/adawson/2016/03/02/exchange-2013-cert-change-unable-to-support-the-starttls-smtp-verb/",
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
		"curl/curl#21702", "curl issue 21702: TLS 1.3 with Schannel needs Windows 11 or Server 2022",
		"https://github.com/curl/curl/issues/21702",
	},
	{
		"curl/curl#22225", "curl issue 22225: Schannel and the data connections of FileZilla Server",
		"https://github.com/curl/curl/issues/22225",
	},
	{
		"curl/curl#4654", "curl issue 4654: session reuse of FTP data connections in TLS 1.3",
		"https://github.com/curl/curl/issues/4654",
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
		"dotnet/MQTTnet#1095", "MQTTnet issue 1095: 0x80090331 for a version that is not available",
		"https://github.com/dotnet/MQTTnet/issues/1095",
	},
	{
		"dotnet/corefx#7812", ".NET issue 7812: WinHttp buffer supplied to the function was too small error should not be exposed",
		"https://github.com/dotnet/corefx/issues/7812",
	},
	{
		"dotnet/docs#55739", ".NET documentation, pull request 55739: handshake message limits of Schannel",
		"https://github.com/dotnet/docs/pull/55739",
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
		"erlang/otp#11338", "Erlang/OTP issue 11338: decode_error on a countryName that is a UTF8String",
		"https://github.com/erlang/otp/issues/11338",
	},
	{
		"erlang/otp#9235", "Erlang/OTP issue 9235: extended master secret",
		"https://github.com/erlang/otp/issues/9235",
	},
	{
		"exchangechallengeaccepted 2017", "450 4.7.320 Certificate validation failed, SubjectMismatch",
		"https://learn.microsoft.com/archive/blogs/exchangechallengeaccepted",
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
		"gromox", "Documentation of grommunio gromox",
		"https://github.com/grommunio/gromox/tree/1892eb3",
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
		"javaee/grizzly-npn#5", "grizzly-npn pull request 5: the extended master secret came to Java 8 with 8u161",
		"https://github.com/javaee/grizzly-npn/pull/5",
	},
	{
		"jpazureid 2018-11-01", "Troubleshooting certificate authentication with AD FS (Japanese), by Azure identity support",
		"https://blogs.technet.microsoft.com/jpazureid/2018/11/01/adfs-cba-ts/",
	},
	{
		"lalitbisht on mail flow to Office 365", "Mail flow issue from Exchange on-premises to Office 365",
		"https://learn.microsoft.com/archive/blogs/lalitbisht/mailflow-issue-from-exchange-on-prem-to-office-365",
	},
	{
		"ldap389 2013-01-06", "PowerShell: monitor the trusted root certification authorities store (events 36885, 36887)",
		"http://www.ldap389.info/en/2013/01/06/powershell-monitor-the-trusted-root-certification-authorities-store-event-schannel-id-36885-36887/",
	},
	{
		"learn Q&A 1166428", "MSExchange OAuth, event 2004: the signing certificate was not found",
		"https://learn.microsoft.com/answers/questions/1166428",
	},
	{
		"learn Q&A 1556853", "454 4.7.5 Certificate validation failure, UntrustedRoot, in the queue of a server that sends to Exchange Online",
		"https://learn.microsoft.com/answers/questions/1556853",
	},
	{
		"microsoft/CSS-Exchange#1165", "CSS-Exchange issue 1165: several certificates match TlsCertificateName",
		"https://github.com/microsoft/CSS-Exchange/issues/1165",
	},
	{
		"microsoft/CSS-Exchange#2007", "CSS-Exchange issue 2007: Auth certificate shown as -1 days on its last day",
		"https://github.com/microsoft/CSS-Exchange/issues/2007",
	},
	{
		"microsoft/msquic#1325", "MsQuic issue 1325: session tickets of servers on Schannel",
		"https://github.com/microsoft/msquic/issues/1325",
	},
	{
		"mulesoft/docs-connectors#1514", "MuleSoft documentation, pull request 1514: Java resumes sessions of FTPS only with the extension or with endpoint identification",
		"https://github.com/mulesoft/docs-connectors/pull/1514",
	},
	{
		"networksteve 14128", "Forum: event 12016 on Exchange 8.1 build 240.6",
		"http://www.networksteve.com/exchange/topic.php/Event_12016,_MSExchangeTransport/?TopicId=14128&Posts=6",
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
		"openssl/openssl#19989", "OpenSSL issue 19989: refusal of legacy peers by the check of the FIPS provider",
		"https://github.com/openssl/openssl/issues/19989",
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
		"pion/dtls", "Source of pion/dtls",
		"https://github.com/pion/dtls",
	},
	{
		"postalserver/postal#829", "Postal issue 829: TLS negotiation failed with error InvalidToken",
		"https://github.com/postalserver/postal/issues/829",
	},
	{
		"practical365 on the Autodiscover flaw", "Practical 365: why a potential Autodiscover flaw is just the tip of an iceberg",
		"https://practical365.com/why-a-potential-autodiscover-flaw-is-just-the-tip-of-an-iceberg/",
	},
	{
		"proftpd/proftpd#1175", "ProFTPD issue 1175: data connections must reuse the session of the control connection",
		"https://github.com/proftpd/proftpd/issues/1175",
	},
	{
		"radsecproxy/radsecproxy#154", "radsecproxy issue 154: the server names its own certificate",
		"https://github.com/radsecproxy/radsecproxy/issues/154",
	},
	{
		"rmilne 2021-04-26", "Should I overwrite the default Exchange SMTP certificate?",
		"https://blog.rmilne.ca/2021/04/26/should-i-overwrite-the-default-exchange-smtp-certificate/",
	},
	{
		"robinrodricks/FluentFTP#1738", "FluentFTP issue 1738: FileZilla Server always demands the session",
		"https://github.com/robinrodricks/FluentFTP/issues/1738",
	},
	{
		"robinrodricks/FluentFTP#236", "FluentFTP issue 236: Support for SSL Session Reuse",
		"https://github.com/robinrodricks/FluentFTP/issues/236",
	},
	{
		"robinrodricks/FluentFTP#856", "FluentFTP issue 856: FileZilla Server 1.x refuses data connections of TLS 1.3",
		"https://github.com/robinrodricks/FluentFTP/issues/856",
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
		"techcommunity 591628", "EMC and certificates with failed revocation checks in Exchange 2010",
		"https://techcommunity.microsoft.com/blog/exchange/emc-and-certificates-with-failed-revocation-checks-in-exchange-2010/591628",
	},
	{
		"tinyapps on example.com", "TinyApps: Microsoft mishandling example.com",
		"https://tinyapps.org/blog/microsoft-mishandling-example-com.html",
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
		"traefik/traefik#8853", "Traefik issue 8853: no extended master secret in Go",
		"https://github.com/traefik/traefik/issues/8853",
	},
	{
		"vincenthz/hs-tls#406", "hs-tls pull request 406: extended master secret",
		"https://github.com/vincenthz/hs-tls/pull/406",
	},
	{
		"win-acme/win-acme#1754", "win-acme issue 1754: after a renewal mail to Office 365 fails",
		"https://github.com/win-acme/win-acme/issues/1754",
	},
	{
		"win-acme/win-acme#2811", "win-acme issue 2811: the script writes one TlsCertificateName to every connector",
		"https://github.com/win-acme/win-acme/issues/2811",
	},
	{
		"wolfSSL", "Source of wolfSSL",
		"https://github.com/wolfSSL/wolfssl",
	},
}
