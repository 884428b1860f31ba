// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile_test

import (
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// What pstext finds is passed on under codes of the root; its own tests expect
// each: schannel.powershell.culture, schannel.powershell.date,
// schannel.powershell.element, schannel.powershell.encoding,
// schannel.powershell.format, schannel.powershell.line,
// schannel.powershell.quotes, schannel.powershell.reference,
// schannel.powershell.size, schannel.powershell.two_ways,
// schannel.powershell.xml.
func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "autodiscover", scpfile.Catalog())
}

func TestEnums(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[scpfile.Format](t)
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{scpfile.Entry{}, scpfile.File{}, scpfile.FormatUnknown}})
}

type reply struct {
	File  scpfile.File       `json:"file"`
	Check []schannel.Finding `json:"check"`
}

func answer(file string) vocabtest.Answer {
	r := reply{File: scpfile.ReadLenient("", []byte(file))}
	r.Check = scpfile.Check(autodiscover.Forest{Own: r.File.Directory}, []string{"Paris", "Site with blanks"})
	return vocabtest.Answer{
		Input: struct{ File, Site string }{file, "Site with blanks"}, Value: r, Findings: slices.Concat(r.File.Findings, r.Check),
	}
}

func TestLaws(t *testing.T) {
	t.Parallel()
	vocabtest.Laws{
		Runs:     400,
		Catalogs: []iter.Seq[schannel.CatalogEntry]{scpfile.Catalog(), autodiscover.Catalog()},
		Generate: func(r *rand.Rand) vocabtest.Answer { return answer(generate(r)) },
		Unknown: func(r *rand.Rand) vocabtest.Unknown {
			file := generate(r)
			return vocabtest.Unknown{
				Without: answer(file), With: answer(file + "\ndn: CN=Somebody\nobjectClass: user\n"),
				About: func(f schannel.Finding) bool { return f.Code == "autodiscover.file.other_entries" },
			}
		},
	}.Hold(t)
}

func generate(r *rand.Rand) string {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	var b strings.Builder
	for range 1 + r.IntN(5) {
		b.WriteString(pick("", "  ") + "dn: CN=" + pick("CAS1", "CAS 2", `a\, b`, "cas1") + ",DC=contoso\n")
		b.WriteString(pick("", "changetype: add\n", "changetype: modify\n", "objectClass: computer\n", "whenCreated: x\n", "nonsense\n"))
		for range 1 + r.IntN(3) {
			b.WriteString("keywords: " + pick(guidURL, guidURL, guidPointer, guidHoster, `"`+guidURL+`"`, "Site=Paris", "site=Oslo, north", "Domain=contoso.com", "x") + "\n")
		}
		for range r.IntN(3) {
			b.WriteString("serviceBindingInformation: " + pick(good, "https://cas1.contoso.com/x", "http://a.b/x", "mail/x", "no url at all", "LDAP://dc", "https://10.0.0.1/", "https://mail/", "ftp://x") + "\n")
		}
		b.WriteString("\n")
	}
	return b.String()
}
