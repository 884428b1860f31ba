// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"slices"
	"strings"
)

// operation is a benchmark and the one beside which it is read. Those with
// sizes have them as sub-benchmarks of the same names, such as n=100.
type operation struct {
	pkg   string
	title string
	ours  string // the benchmark, without the word Benchmark
	bound string
	what  string // the bound does
}

// operations is every benchmark that has a bound; a test compares it with the
// source.
var operations = []operation{
	{"trustlist", "read a list (ParseList)", "GrowParse", "BoundParse", "notes where each name is"},
	{"trustlist", "write a list (AppendBinary)", "GrowAppend", "BoundAppend", "copies lengths and names by hand"},
	{"trustlist", "compare two names (Compare), n times", "GrowCompare", "BoundCompare", "decodes both with encoding/asn1, compares the texts without case"},
	{"trustlist", "compare two lists (Diff)", "GrowDiff", "BoundDiff", "looks each name up in a map"},
	{"trustlist", "cut a list (Truncate)", "GrowTruncate", "BoundTruncate", "adds lengths"},
	{"trustlist", "write 150 names", "AppendList", "BoundCopy", "copies them by hand"},
	{"trustlist", "go through 150 names (Names)", "Iterate", "BoundWalk", "walks along the lengths"},
	{"trustlist", "check 150 names (Name.Check)", "CheckNames", "BoundASN1", "decodes them with encoding/asn1"},
	{"trustlist/certstore", "read a store in PEM (Certificates)", "GrowStore", "BoundStore", "decodes it with encoding/pem and crypto/x509, takes SHA-1"},
	{"trustlist/compose", "compose the list of a host (Compose)", "GrowCompose", "BoundCompose", "looks each subject up in a map, adds lengths"},
	{"trustlist/compose", "tell what each family of clients offers (Offers)", "GrowOffers", "BoundOffers", "compares the bytes of the issuers with each name once"},
	{"trustlist/removal", "plan what to remove (PlanFor)", "GrowPlan", "BoundPlan", "hashes each key, sorts by expiry and size"},
	{"ems/capture", "read a connection with n records of data (Read)", "GrowRead", "BoundRead", "walks along the record headers"},
	{"ems/derive", "derive an extended master secret with SHA-256", "ExtendedMasterSecret", "BoundSHA256", "hashes as many blocks in one call"},
	{"exchangecert", "pick a certificate (Select)", "GrowSelect", "BoundSelect", "compares each name once"},
	{"exchangecert/inventory", "read Get-ExchangeCertificate (ReadLenient)", "GrowInventory", "BoundInventory", "cuts it into lines, names and values"},
	{"exchangecert/exchangediag", "diagnose n events (Diagnose)", "GrowDiagnose", "BoundDiagnose", "looks at number and parameters of each"},
	{"autodiscover", "sort service connection points (Order)", "GrowOrder", "BoundOrder", "sorts the URLs in upper case"},
	{"autodiscover/scpfile", "read LDIF (ReadLenient)", "GrowLDIF", "BoundLDIF", "cuts it into lines, names and values"},
	{"symptom", "read event XML (ReadLenient)", "GrowEvents", "BoundEvents", "takes the tokens of encoding/xml"},
	{"winreg", "read a registry export (ReadLenient)", "GrowRegistry", "BoundRegistry", "cuts it into lines, names and data"},
}

// packages are those of the operations, each once, in order.
func packages() []string {
	var all []string
	for _, o := range operations {
		if !slices.Contains(all, o.pkg) {
			all = append(all, o.pkg)
		}
	}
	return all
}

// pattern selects the benchmarks of a package.
func pattern(pkg string) string {
	var names []string
	for _, o := range operations {
		if o.pkg == pkg {
			names = append(names, o.ours, o.bound)
		}
	}
	return "^Benchmark(" + strings.Join(names, "|") + ")$"
}
