// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import "github.com/schanneltrust/schannel"

// The sources that several rules cite.
var (
	srcSTARTTLS     = schannel.Source{Document: "Selection of inbound STARTTLS certificates"}
	srcAnonymousIn  = schannel.Source{Document: "Selection of inbound anonymous TLS certificates"}
	srcAnonymousOut = schannel.Source{Document: "Selection of outbound anonymous TLS certificates"}
	srcWhitePaper   = schannel.Source{Document: "Exchange 2007 TLS white paper"}
	srcDirectTrust  = schannel.Source{Document: "Direct trust errors 1037 and 2019"}
	srcExpired2007  = schannel.Source{Document: "KB953354"}
	srcExpiredEBS   = schannel.Source{Document: "EBS blog 2010-08-17"}
	srcGet          = schannel.Source{Document: "Get-ExchangeCertificate"}
	srcEnable       = schannel.Source{Document: "Enable-ExchangeCertificate"}
	srcNew          = schannel.Source{Document: "New-ExchangeCertificate"}
	srcSend         = schannel.Source{Document: "Set-SendConnector"}
	srcReceive      = schannel.Source{Document: "Set-ReceiveConnector"}
	srcNoFlag       = schannel.Source{Document: "KB4051498"}
	srcNoKey        = schannel.Source{Document: "KB4495258"}
	srcStaleName    = schannel.Source{Document: "KB2989382"}
	srcMailflow     = schannel.Source{Document: "lalitbisht on mail flow to Office 365"}
)
