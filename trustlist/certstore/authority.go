// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

var ruleNoAuthority = schannel.Rule{
	Code: "trustlist.list.no_authority", Title: "Certificates whose names stand in the list are no authorities",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Message: "Certificates whose names stand in the list and that may not issue others, by their basicConstraints: {count}, the first of them {name} ({sha1}). Such a name is of use to nobody but a client whose own, self-signed certificate it is.",
	Sources: []schannel.Source{
		{Document: "RFC 5280", Section: "Section 4.2.1.9"},
		{Document: "RFC 5246", Section: "Section 7.4.4"},
		{Document: "radsecproxy/radsecproxy#154"},
	},
}

// CheckAuthorities tells which of the certificates that a list names, in its
// order, are no authorities. Grounds are the findings by which they are named.
func CheckAuthorities(named []Certificate, grounds ...schannel.Finding) []schannel.Finding {
	var subjects []schannel.Subject
	for i, c := range named {
		if c.Authority == schannel.No {
			subjects = append(subjects, schannel.Nth("name", i).Named(c.SHA1.String()))
		}
	}
	if len(subjects) == 0 {
		return nil
	}
	first := named[subjects[0].Index]
	return []schannel.Finding{say.Counted(schannel.NewFinding(ruleNoAuthority, schannel.Basis{Certainty: schannel.Certain, Premises: grounds},
		schannel.Whole("list"), schannel.Number("count", len(subjects)),
		schannel.Text("name", first.Subject.String()), schannel.Text("sha1", first.SHA1.String())), subjects)}
}
