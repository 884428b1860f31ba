// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"encoding/json"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

// RequiredRoot is a root certificate that Windows requires, as KB293781 lists
// it. It must stay even when it has expired: it validates signatures that were
// made before.
type RequiredRoot struct {
	Name   string `json:"name"`   // the friendly name that the article prints
	Serial string `json:"serial"` // as the article prints it; not unique: two have 01
	Ends   string `json:"ends"`   // the last day of its validity, as in 2020-12-31

	// SHA1 is not in the article. It was computed from the certificate with
	// the subject and serial number that the article prints.
	SHA1 schannel.Thumbprint `json:"sha1"`

	NameBytes   int    `json:"name_bytes"`   // length of the DER of its subject: what it takes in a list, less 2
	AllPurposes bool   `json:"all_purposes"` // whether the article lists it for all purposes; only then it stands in a list
	Correction  string `json:"correction"`   // what the article prints otherwise than the certificate has it; empty where they agree
}

// RequiredSet is the roots that some versions of Windows require.
type RequiredSet struct {
	Windows string            `json:"windows"` // the versions, in the words of the article
	Roots   []RequiredRoot    `json:"roots"`
	Sources []schannel.Source `json:"sources"`
}

// MarshalJSON writes every field, empty lists as lists.
func (s RequiredSet) MarshalJSON() ([]byte, error) {
	type plain RequiredSet
	p := plain(s)
	p.Roots, p.Sources = jsonlist.Of(p.Roots), jsonlist.Of(p.Sources)
	return json.Marshal(p)
}

// membership is the tables of the article that a root stands in.
type membership uint8

const (
	of2003 membership = 1 // Windows XP and Server 2003
	of2008 membership = 2 // Windows Vista, 7, Server 2008 and 2008 R2
	of10   membership = 4 // Windows 10 and newer

	// notIn2012 marks the four of Windows 10 of which the article says that
	// Windows 8 and Server 2012 do not have them.
	notIn2012 membership = 8
)

// requiredRoots is the tables of both editions of the article in one.
var requiredRoots = [...]struct {
	RequiredRoot
	in membership
}{
	{
		RequiredRoot{
			Name: "Microsoft Root Authority", Serial: "00c1008b3c3c8811d13ef663ecdf40", Ends: "2020-12-31",
			SHA1:      schannel.Thumbprint{0xa4, 0x34, 0x89, 0x15, 0x9a, 0x52, 0x0f, 0x0d, 0x93, 0xd0, 0x32, 0xcc, 0xaf, 0x37, 0xe7, 0xfe, 0x20, 0xa8, 0xb4, 0x19},
			NameBytes: 114, AllPurposes: true,
			Correction: "The serial number begins with the sign byte of its DER; other programs print it without the two zeros.",
		},
		of2003 | of2008 | of10,
	},
	{
		RequiredRoot{
			Name: "Microsoft Root Certificate Authority", Serial: "79ad16a14aa0a5ad4c7358f407132e65", Ends: "2021-05-09",
			SHA1:      schannel.Thumbprint{0xcd, 0xd4, 0xee, 0xae, 0x60, 0x00, 0xac, 0x7f, 0x40, 0xc3, 0x80, 0x2c, 0x17, 0x1e, 0x30, 0x14, 0x80, 0x30, 0xc0, 0x72},
			NameBytes: 97, AllPurposes: true,
		},
		of2003 | of2008 | of10,
	},
	{
		RequiredRoot{
			Name: "Thawte Timestamping CA", Serial: "00", Ends: "2020-12-31",
			SHA1:      schannel.Thumbprint{0xbe, 0x36, 0xa4, 0x56, 0x2f, 0xb2, 0xee, 0x05, 0xdb, 0xb3, 0xd3, 0x23, 0x23, 0xad, 0xf4, 0x45, 0x08, 0x4e, 0xd6, 0x56},
			NameBytes: 142,
		},
		of2003 | of2008 | of10,
	},
	{
		RequiredRoot{
			Name: "Microsoft Timestamp Root", Serial: "01", Ends: "1999-12-30",
			SHA1:      schannel.Thumbprint{0x24, 0x5c, 0x97, 0xdf, 0x75, 0x14, 0xe7, 0xcf, 0x2d, 0xf8, 0xbe, 0x72, 0xae, 0x95, 0x7b, 0x9e, 0x04, 0x74, 0x1e, 0x85},
			NameBytes: 161,
		},
		of2003 | of10,
	},
	{
		RequiredRoot{
			Name: "Microsoft Authenticode(tm) Root", Serial: "01", Ends: "1999-12-31",
			SHA1:      schannel.Thumbprint{0x7f, 0x88, 0xcd, 0x72, 0x23, 0xf3, 0xc8, 0x13, 0x81, 0x8c, 0x99, 0x46, 0x14, 0xa8, 0x9c, 0x99, 0xfa, 0x3b, 0x52, 0x47},
			NameBytes: 82,
		},
		of2003 | of10,
	},
	{
		RequiredRoot{
			Name: "VeriSign Time Stamping CA", Serial: "4a19d2388c82591ca55d735f155ddca3", Ends: "2004-01-07",
			SHA1:      schannel.Thumbprint{0x18, 0xf7, 0xc1, 0xfc, 0xc3, 0x09, 0x02, 0x03, 0xfd, 0x5b, 0xaa, 0x2f, 0x86, 0x1a, 0x75, 0x49, 0x76, 0xc8, 0xdd, 0x25},
			NameBytes: 161,
		},
		of2003 | of10,
	},
	{
		RequiredRoot{
			Name: "VeriSign Commercial Software Publishers CA", Serial: "03c78f37db9228df3cbb1aad82fa6710", Ends: "2004-01-07",
			SHA1:      schannel.Thumbprint{0x24, 0xa4, 0x0a, 0x1f, 0x57, 0x36, 0x43, 0xa6, 0x7f, 0x0a, 0x4b, 0x07, 0x49, 0xf6, 0xa2, 0x2b, 0xf2, 0x8a, 0xbb, 0x6b},
			NameBytes: 99,
		},
		of2003,
	},
	{
		RequiredRoot{
			Name: "Microsoft Root Certificate Authority 2010", Serial: "28cc3a25bfba44ac449a9b586b4339aa", Ends: "2035-06-23",
			SHA1:      schannel.Thumbprint{0x3b, 0x1e, 0xfd, 0x3a, 0x66, 0xea, 0x28, 0xb1, 0x66, 0x97, 0x39, 0x47, 0x03, 0xa7, 0x2c, 0xa3, 0x40, 0xa0, 0x5b, 0xd5},
			NameBytes: 139, AllPurposes: true,
			Correction: "The article prints the subject as Microsoft Root Authority 2010; the certificate says Microsoft Root Certificate Authority 2010.",
		},
		of10,
	},
	{
		RequiredRoot{
			Name: "Microsoft Root Certificate Authority 2011", Serial: "3f8bc8b5fc9fb29643b569d66c42e144", Ends: "2036-03-22",
			SHA1:      schannel.Thumbprint{0x8f, 0x43, 0x28, 0x8a, 0xd2, 0x72, 0xf3, 0x10, 0x3b, 0x6f, 0xb1, 0x42, 0x84, 0x85, 0xea, 0x30, 0x14, 0xc0, 0xbc, 0xfe},
			NameBytes: 139, AllPurposes: true,
		},
		of10,
	},
	{
		RequiredRoot{
			Name: "Symantec Enterprise Mobile Root for Microsoft", Serial: "0f6b552f9ebf907b0f6629a9bdf4d8ce", Ends: "2032-03-14",
			SHA1:      schannel.Thumbprint{0x92, 0xb4, 0x6c, 0x76, 0xe1, 0x30, 0x54, 0xe1, 0x04, 0xf2, 0x30, 0x51, 0x7e, 0x6e, 0x50, 0x4d, 0x43, 0xab, 0x10, 0xb5},
			NameBytes: 102,
		},
		of10 | notIn2012,
	},
	{
		RequiredRoot{
			Name: "Microsoft ECC Product Root Certificate Authority 2018", Serial: "14982666dc7ccd8f4053677bb999ec85", Ends: "2043-02-27",
			SHA1:      schannel.Thumbprint{0x06, 0xf1, 0xaa, 0x33, 0x0b, 0x92, 0x7b, 0x75, 0x3a, 0x40, 0xe6, 0x8c, 0xdf, 0x22, 0xe3, 0x4b, 0xcb, 0xef, 0x33, 0x52},
			NameBytes: 151, AllPurposes: true,
			Correction: "The article prints 2043-02-24 as the end; the certificate says 2043-02-27.",
		},
		of10 | notIn2012,
	},
	{
		RequiredRoot{
			Name: "Microsoft ECC TS Root Certificate Authority 2018", Serial: "153875e1647ed1b047b4efaf41128245", Ends: "2043-02-27",
			SHA1:      schannel.Thumbprint{0x31, 0xf9, 0xfc, 0x8b, 0xa3, 0x80, 0x59, 0x86, 0xb7, 0x21, 0xea, 0x72, 0x95, 0xc6, 0x5b, 0x3a, 0x44, 0x53, 0x42, 0x74},
			NameBytes: 146, AllPurposes: true,
		},
		of10 | notIn2012,
	},
	{
		RequiredRoot{
			Name: "Microsoft Time Stamp Root Certificate Authority 2014", Serial: "2fd67a432293329045e953343ee27466", Ends: "2039-10-22",
			SHA1:      schannel.Thumbprint{0x01, 0x19, 0xe8, 0x1b, 0xe9, 0xa1, 0x4c, 0xd8, 0xe2, 0x2f, 0x40, 0xac, 0x11, 0x8c, 0x68, 0x7e, 0xcb, 0xa3, 0xf4, 0xd8},
			NameBytes: 150, AllPurposes: true,
		},
		of10 | notIn2012,
	},
}

// What the article calls the versions of a table.
const (
	windows2003 = "Windows XP and Windows Server 2003"
	windows2008 = "Windows 7, Windows Vista, Windows Server 2008 R2 and Windows Server 2008"
	windows10   = "Windows 10 and newer"
	windows2012 = "Windows 8 and Windows Server 2012"
)

// RequiredRoots returns the roots that a release requires and how sure that
// is. For releases before 2012 the article has a table: Certain. For 2016 and
// later the one of Windows 10 is taken: Likely. For 2012 and 2012 R2 there is
// none, and the two tables before and after are returned: Undocumented. For
// what is no release it returns nothing and 0.
func RequiredRoots(release schannel.Release) ([]RequiredSet, schannel.Certainty) {
	switch release {
	case schannel.Server2003, schannel.Server2003KB933940:
		return []RequiredSet{requiredSet(windows2003, of2003, 0)}, schannel.Certain
	case schannel.Server2008, schannel.Server2008R2:
		return []RequiredSet{requiredSet(windows2008, of2008, 0)}, schannel.Certain
	case schannel.Server2012:
		return []RequiredSet{requiredSet(windows2008, of2008, 0), requiredSet(windows2012, of10, notIn2012)}, schannel.Undocumented
	case schannel.Server2012R2:
		return []RequiredSet{requiredSet(windows2008, of2008, 0), requiredSet(windows10, of10, 0)}, schannel.Undocumented
	case schannel.Server2016, schannel.Server2019, schannel.Server2022, schannel.Server2025:
		return []RequiredSet{requiredSet(windows10, of10, 0)}, schannel.Likely
	case schannel.ReleaseUnspecified:
	}
	return nil, 0
}

func requiredSet(windows string, in, without membership) RequiredSet {
	set := RequiredSet{Windows: windows, Sources: []schannel.Source{{Document: "KB293781", Section: windows}}}
	if in == of10 {
		set.Sources = []schannel.Source{{Document: "KB293781 (Windows 10)"}}
	}
	for _, root := range requiredRoots {
		if root.in&in != 0 && root.in&without == 0 {
			set.Roots = append(set.Roots, root.RequiredRoot)
		}
	}
	return set
}

var ruleRequiredMissing = schannel.Rule{
	Code: "trustlist.required.missing", Title: "Roots that Windows requires are not in the store",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "Roots that {product} requires by the table for {windows} and that are not among the trusted roots: {count}, the first of them {name} ({sha1}). They are needed even after they have expired, for signatures that were made before.",
	Sources: []schannel.Source{
		{Document: "KB293781"},
		{Document: "KB293781 (Windows 10)"},
		{Document: "signify", Section: "signify/authenticode/legacy-certs.pem"},
	},
}

var ruleRequiredRemoved = schannel.Rule{
	Code: "trustlist.required.removed", Title: "Roots that Windows requires are about to be removed",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "Roots that {product} requires by the table for {windows} and that are among those to be removed: {count}, the first of them {name} ({sha1}). They must stay, even after they have expired.",
	Sources: []schannel.Source{
		{Document: "KB293781"},
		{Document: "KB293781 (Windows 10)"},
		{Document: "KB2464556", Section: "Method 1"},
		{Document: "signify", Section: "signify/authenticode/legacy-certs.pem"},
	},
}

var (
	outcomeRequired    = schannel.Phrase{Code: "trustlist.outcome.required", Text: "required, as by the table for {windows}"}
	outcomeNotRequired = schannel.Phrase{Code: "trustlist.outcome.not_required", Text: "not required, as by the table for {windows}"}
	settleTable        = schannel.Phrase{Code: "trustlist.settle.table", Text: "a table of required roots that names {product}"}
)

// CheckRequired tells which required roots are missing from the store of
// trusted roots, and which would be removed with the given thumbprints. Roots
// that only one of two possible tables has get a finding of their own, with the
// certainty Undocumented. The items of a finding are the roots, by their
// thumbprints; those to be removed have their places in the store too.
func CheckRequired(release schannel.Release, roots []Certificate, removed []schannel.Thumbprint) []schannel.Finding {
	places := make(map[schannel.Thumbprint]int, len(roots))
	for i, root := range slices.Backward(roots) {
		places[root.SHA1] = i
	}
	var missing, going [2]requiredGroup // those of all tables, and those of one
	for _, r := range possiblyRequired(release) {
		open := 0
		if r.certainty == schannel.Undocumented {
			open = 1
		}
		place, there := places[r.SHA1]
		switch {
		case !there:
			missing[open].add(r, -1)
		case slices.Contains(removed, r.SHA1):
			going[open].add(r, place)
		}
	}
	var findings []schannel.Finding
	for i := range missing {
		findings = missing[i].append(findings, ruleRequiredMissing, release)
	}
	for i := range going {
		findings = going[i].append(findings, ruleRequiredRemoved, release)
	}
	return findings
}

// requiredGroup is required roots of which the same is known.
type requiredGroup struct {
	roots    []possibleRoot
	subjects []schannel.Subject
}

func (g *requiredGroup) add(r possibleRoot, place int) {
	g.roots = append(g.roots, r)
	g.subjects = append(g.subjects, schannel.Nth("certificate", place).Named(r.SHA1.String()))
}

// append adds the finding about the group, if there is anything in it.
func (g *requiredGroup) append(findings []schannel.Finding, rule schannel.Rule, release schannel.Release) []schannel.Finding {
	if len(g.roots) == 0 {
		return findings
	}
	first, product := g.roots[0], schannel.Text("product", release.Product())
	basis := schannel.Basis{Certainty: first.certainty}
	if first.certainty == schannel.Undocumented {
		basis.Outcomes = []schannel.Phrase{
			outcomeRequired.With(schannel.Text("windows", first.with)), outcomeNotRequired.With(schannel.Text("windows", first.without)),
		}
		basis.Settle = []schannel.Phrase{settleTable.With(product)}
	}
	f := schannel.NewFinding(rule, basis, schannel.Whole("store"), schannel.Number("count", len(g.roots)), product,
		schannel.Text("windows", first.with), schannel.Text("name", first.Name), schannel.Text("sha1", first.SHA1.String()))
	return append(findings, say.Counted(f, g.subjects))
}

// possibleRoot is a root of one or more of the sets of a release.
type possibleRoot struct {
	RequiredRoot
	certainty     schannel.Certainty
	with, without string // if Undocumented: the sets that have it and have it not
}

// possiblyRequired returns every root of the sets of a release. One that
// stands in all of them is not undocumented.
func possiblyRequired(release schannel.Release) []possibleRoot {
	sets, certainty := RequiredRoots(release)
	var all []possibleRoot
	for _, set := range sets {
		for _, root := range set.Roots {
			if slices.ContainsFunc(all, func(p possibleRoot) bool { return p.SHA1 == root.SHA1 }) {
				continue
			}
			p := possibleRoot{RequiredRoot: root, certainty: certainty, with: set.Windows}
			for _, other := range sets {
				if !slices.ContainsFunc(other.Roots, func(r RequiredRoot) bool { return r.SHA1 == root.SHA1 }) {
					p.without = other.Windows
				}
			}
			if certainty == schannel.Undocumented && p.without == "" {
				p.certainty = schannel.Likely
			}
			all = append(all, p)
		}
	}
	return all
}
