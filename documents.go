// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

// documents is every document that a rule, a number or a remedy of this module
// cites, ordered by ID. Titles and addresses stand here and nowhere else.
var documents = [...]Document{
	{
		"KB2464556", "Schannel warning when TLS connections between unified communications peers fail",
		"https://support.microsoft.com/kb/2464556",
	},
	{
		"RFC 5246", "The Transport Layer Security (TLS) Protocol Version 1.2",
		"https://www.rfc-editor.org/rfc/rfc5246",
	},
}
