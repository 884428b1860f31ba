// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"strings"
	"unicode"

	"github.com/schanneltrust/schannel"
)

// maxAddress bounds the local part and the domain of an address together
// (RFC 5321, Section 4.5.3.1, as far as it goes: 64 and 255).
const maxAddress = 64 + 1 + 255

// mailDomain returns the domain of an address if URLs can be made of it, and
// otherwise says why not. Names of other letters have a form in ASCII, which
// the caller has to give: no document says what a client makes of them.
func mailDomain(mail string) (string, []schannel.Finding) {
	subject := schannel.Whole("mail").Named(shown(mail))
	local, domain, ok := strings.Cut(mail, "@")
	switch {
	case ok && local != "" && isDomain(domain) && len(mail) <= maxAddress:
		return domain, nil
	case ok && local != "" && strings.ContainsFunc(domain, func(r rune) bool { return r > unicode.MaxASCII }) && !strings.Contains(domain, "@"):
		return "", []schannel.Finding{schannel.NewFinding(ruleULabel, schannel.Basis{
			Certainty: schannel.Undocumented,
			Outcomes:  []schannel.Phrase{outcomeALabel, outcomeNoDomain},
			Settle:    []schannel.Phrase{settleTrace},
		}, subject, schannel.Text("domain", shown(domain)))}
	}
	return "", []schannel.Finding{schannel.NewFinding(ruleMail, schannel.Basis{Certainty: schannel.Certain}, subject,
		schannel.Text("mail", shown(mail)))}
}

// shown cuts what is too long to be printed.
func shown(text string) string {
	return strings.ToValidUTF8(text[:min(len(text), maxAddress)], "")
}

// isDomain reports whether text is a name of letters, digits and hyphens.
func isDomain(text string) bool {
	for label := range strings.SplitSeq(text, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, c := range []byte(label) {
			if !isDigit(c) && !isLetter(c) && c != '-' {
				return false
			}
		}
	}
	return len(text) <= 253
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

var (
	ruleULabel = schannel.Rule{
		Code: "autodiscover.mail.u_label", Title: "The domain has letters beyond ASCII", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "MS-OXDISCO", Section: "Section 3.1.5.2"}},
		Message: "Nothing is derived from {domain}: give it in its DNS form, with xn--.",
	}
	ruleMail = schannel.Rule{
		Code: "autodiscover.mail.malformed", Title: "Not a mail address", Severity: schannel.Failure, Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Core/EwsUtilities.cs"}},
		Message: "{mail} is not a mail address with exactly one @ and a domain of letters, digits, hyphens and dots; nothing is derived from it.",
	}
)

var (
	outcomeALabel   = schannel.Phrase{Code: "autodiscover.outcome.a_label", Text: "the client converts the domain to its DNS form"}
	outcomeNoDomain = schannel.Phrase{Code: "autodiscover.outcome.no_domain", Text: "the client derives no URL from the domain"}
)
