// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

// documents is every document that a rule, a number or a remedy of this module
// cites, ordered by ID. Titles and addresses stand here and nowhere else.
var documents = [...]Document{
	{
		"KB2464556", "Failed TLS connection between unified communications peers generates an Schannel warning",
		"https://support.microsoft.com/kb/2464556",
	},
	{
		"KB2801679", "SSL/TLS communication problems after you install KB 931125",
		"https://support.microsoft.com/kb/2801679",
	},
	{
		"RFC 5246", "The Transport Layer Security (TLS) Protocol Version 1.2",
		"https://www.rfc-editor.org/rfc/rfc5246",
	},
	{
		"RFC 7627", "Transport Layer Security (TLS) Session Hash and Extended Master Secret Extension",
		"https://www.rfc-editor.org/rfc/rfc7627",
	},
	{
		"Schannel SSP overview", "Overview of TLS - SSL (Schannel SSP)",
		"https://github.com/MicrosoftDocs/windowsserverdocs/blob/main/WindowsServerDocs/security/tls/what-s-new-in-tls-ssl-schannel-ssp-overview.md",
	},
	{
		"TLS registry settings", "Transport Layer Security (TLS) registry settings",
		"https://github.com/MicrosoftDocs/windowsserverdocs/blob/main/WindowsServerDocs/security/tls/tls-registry-settings.md",
	},
}
