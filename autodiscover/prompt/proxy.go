// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt

import (
	"cmp"
	"fmt"
	"math/bits"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/symptom"
)

// seenProxy is how Outlook begins a message about the certificate of the RPC
// proxy, in lower case.
const seenProxy = "there is a problem with the proxy server's security certificate"

// Bits of the code at the end of that message (KB923575, More information).
const (
	flagInvalidCA   = 0x8
	flagNameInvalid = 0x10
	flagDateInvalid = 0x20
)

// proxyFlags names the bits, by their places.
var proxyFlags = [...]string{
	0: "FLAG_CERT_REV_FAILED", 1: "FLAG_INVALID_CERT", 2: "FLAG_CERT_REVOKED", 3: "FLAG_INVALID_CA",
	4: "FLAG_CERT_CN_INVALID", 5: "FLAG_CERT_DATE_INVALID", 6: "FLAG_CERT_WRONG_USAGE", 31: "FLAG_SECURITY_CHANNEL_ERROR",
}

// plain is the text of a symptom as the tables write it.
func plain(row symptom.Row) string {
	return strings.ToLower(strings.ReplaceAll(strings.Join(strings.Fields(row.Text), " "), "\u2019", "'"))
}

// proxyCode reads the code at the end of a message about the RPC proxy. It is
// hexadecimal, with or without 0x; zero if there is none.
func proxyCode(text string) uint32 {
	_, rest, ok := strings.Cut(text, seenProxy)
	open, end := strings.LastIndexByte(rest, '('), strings.LastIndexByte(rest, ')')
	if !ok || open < 0 || end < open {
		return 0
	}
	digits := strings.TrimPrefix(strings.TrimPrefix(rest[open+1:end], "error code "), "0x")
	code, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		return 0
	}
	return uint32(code)
}

// proxyCodes says what the codes of the messages about the RPC proxy mean, all of
// them together.
func proxyCodes(rows []symptom.Row) []schannel.Finding {
	var all uint32
	var items []schannel.Subject
	for n, row := range rows {
		if code := proxyCode(plain(row)); code != 0 {
			all |= code
			items = append(items, schannel.Nth("symptom", n))
		}
	}
	if all == 0 {
		return nil
	}
	var names []string
	for rest := all; rest != 0; rest &= rest - 1 {
		bit := bits.TrailingZeros32(rest)
		names = append(names, cmp.Or(proxyFlags[bit], fmt.Sprintf("%#x", uint32(1)<<bit)))
	}
	f := schannel.NewFinding(ruleSeenFlags, certain(), schannel.Whole("window"),
		schannel.Text("flags", strings.Join(names, ", ")), schannel.Number("count", len(items)))
	f.Items = items[:min(len(items), mostItems)]
	return []schannel.Finding{f}
}

var ruleSeenProxy = schannel.Rule{
	Code: "autodiscover.seen.proxy", Title: "Outlook refused the certificate of the RPC proxy",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB923575"}},
	Message:  "Outlook does not connect to the RPC proxy, whose certificate it refuses; the message leaves the user no way to go on ({count} seen).",
	CausedBy: []schannel.Code{"autodiscover.prompt.principal", "autodiscover.prompt.principal_xp"},
}

var ruleSeenFlags = schannel.Rule{
	Code: "autodiscover.seen.proxy_code", Title: "The code says what Outlook refused",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "KB923575", Section: "More information"}},
	Message: "The codes at the end of such messages are sums, here of {flags} ({count} seen).",
}
