// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
)

var ruleExpectNotSent = schannel.Rule{
	Code: "trustlist.expect.not_sent", Title: "Names that must be in the list are in one that is not sent",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "The server sends no list, so none of the {count} names that must be in it is named. A client may then offer any certificate.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 3"},
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
	},
	Excludes: []schannel.Code{"trustlist.expect.cut", "trustlist.expect.at_risk"},
}

var ruleExpectUnknown = schannel.Rule{
	Code: "trustlist.expect.unknown", Title: "Which names the list has is not known",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Nothing is known of the list of the server, so nothing can be said of the names that must be in it, or must not.",
	Sources: []schannel.Source{{Document: "KB2801679", Section: "More information"}},
	Excludes: []schannel.Code{
		"trustlist.expect.cut", "trustlist.expect.at_risk", "trustlist.expect.missing", "trustlist.expect.not_sent", "trustlist.expect.reencoded", "trustlist.expect.unwanted",
	},
}

// Expect is [trustlist.Report.Expect] for the list of the host: a name that must
// be in it and is cut off, or is in a list that is not sent, is reported as
// such.
func (c Composition) Expect(present, absent trustlist.List) []schannel.Finding {
	switch missing := c.Missing(); {
	case len(missing) > 0:
		if len(present)+len(absent) == 0 {
			return []schannel.Finding{}
		}
		return []schannel.Finding{schannel.NewFinding(ruleExpectUnknown, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: missing,
		}, schannel.Whole("list"))}
	case c.Sent != schannel.No:
		return trustlist.Report{Profile: c.Profile, Findings: c.Findings}.Expect(c.List, present, absent)
	}
	findings := trustlist.Expect(c.List, present, absent)
	if len(present) > 0 {
		findings = append(findings, schannel.NewFinding(ruleExpectNotSent, schannel.Basis{
			Certainty: schannel.Certain, Premises: c.grounds().Sending,
		}, schannel.Whole("list"), schannel.Number("count", len(present))))
	}
	return findings
}
