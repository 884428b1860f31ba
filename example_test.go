// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
)

// A vendor's own rule joins the findings of this module. What it follows from
// caps it: however sure the vendor is, the answer is not surer than its premise.
func ExampleNewFinding() {
	premise := schannel.NewFinding(
		schannel.Rule{Code: "contoso.inventory.old", Title: "Old server", Severity: schannel.Info, Evidence: schannel.Reported},
		schannel.Basis{Certainty: schannel.Likely}, schannel.Whole("server"))
	rule := schannel.Rule{
		Code: "contoso.support.ended", Title: "Out of support", Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "{host} is out of support.",
	}
	f := schannel.NewFinding(rule,
		schannel.Basis{Certainty: schannel.Certain, Premises: []schannel.Finding{premise}},
		schannel.Whole("server").Named("mail1"), schannel.Text("host", "mail1"))
	fmt.Println(f.Text, f.Certainty, f.Evidence, f.Because)
	// Output: mail1 is out of support. likely reported [contoso.inventory.old]
}

// A translation has a text for each code, and puts the arguments in.
func ExamplePhrase_With() {
	german := map[schannel.Code]string{"contoso.support.ended": "{host} wird nicht mehr unterstützt."}
	finding := schannel.Finding{Code: "contoso.support.ended", Args: []schannel.Arg{schannel.Text("host", "mail1")}}
	fmt.Println(schannel.Phrase{Text: german[finding.Code]}.With(finding.Args...).Text)
	// Output: mail1 wird nicht mehr unterstützt.
}

func ExampleRemedy_For() {
	remedy := schannel.Remedy{
		Title: "Send no list",
		Scope: schannel.Scope{Releases: []schannel.Release{schannel.Server2008R2}},
		Steps: []schannel.Step{{Number: 1, Text: "Set the value.", Registry: schannel.DWORD(`HKEY_LOCAL_MACHINE\X`, "SendTrustedIssuerList", 0)}},
	}
	case2016 := schannel.Scope{Releases: []schannel.Release{schannel.Server2016}}
	_, fits := remedy.For(case2016, nil)
	_, undone := remedy.For(schannel.Scope{}, []schannel.RegistryValue{remedy.Steps[0].Registry})
	fmt.Println(fits, undone)
	// Output: false false
}

// A code of a catalogue is all that a translation has to know.
func ExampleCatalogEntry() {
	for entry := range trustlist.Catalog() {
		if entry.Code == "trustlist.list.none" {
			fmt.Println(entry.Kind, entry.Severity, entry.Title)
		}
	}
	// Output: rule info The list is empty
}

func ExampleSource_Cited() {
	source := schannel.Source{Document: "RFC 7627", Section: "Section 5.3"}
	document, ok := source.Cited()
	fmt.Println(source, ok, document.Title)
	// Output: RFC 7627, Section 5.3 true Transport Layer Security (TLS) Session Hash and Extended Master Secret Extension
}

func ExampleDocuments() {
	for d := range schannel.Documents() {
		if d.ID == "KB2464556" {
			fmt.Println(d.URL)
		}
	}
	// Output: https://support.microsoft.com/kb/2464556
}
