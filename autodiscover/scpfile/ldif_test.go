// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

const (
	guidURL     = "77378F46-2C66-4aa9-A6A6-3E7A48B19596"
	guidPointer = "67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68"
	guidHoster  = "D3614C7C-D214-4F1F-BD4C-00D91C67F93F"
)

// brief is what a row of the tables says about an entry.
type brief struct {
	Kind              autodiscover.Kind
	Server, DN        string
	Keywords, Binding []string
	Year              int
}

func briefs(scps []autodiscover.SCP) []brief {
	var all []brief
	for _, s := range scps {
		b := brief{s.Kind, s.Server, s.DN, s.Keywords, s.Bindings, 0}
		if !s.Created.IsZero() {
			b.Year = s.Created.Year()
		}
		all = append(all, b)
	}
	return all
}

type fileRow struct {
	name    string
	why     string
	file    string
	format  scpfile.Format
	want    []brief
	defects []string // "CODE FIELD"
	codes   []string
}

func (r fileRow) test(t *testing.T) {
	t.Helper()
	got := scpfile.ReadLenient("", []byte(r.file))
	if got.Format != r.format {
		t.Errorf("%s: want %s, got %s", r.why, r.format, got.Format)
	}
	if diff := cmp.Diff(r.want, briefs(got.Directory.SCPs), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: entries (-want +got):\n%s", r.why, diff)
	}
	var defects []string
	for _, d := range got.Defects {
		defects = append(defects, string(d.Code)+" "+d.Field)
		if d.Offset > len(r.file) {
			t.Errorf("%s: the offset %d is not in the file", d.Code, d.Offset)
		}
	}
	if diff := cmp.Diff(r.defects, defects, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: defects (-want +got):\n%s", r.why, diff)
	}
	if diff := cmp.Diff(r.codes, vocabtest.FindCodes(got.Findings), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: findings (-want +got):\n%s", r.why, diff)
	}
	vocabtest.Findings(t, got.Findings)
	r.sameAsRead(t, got)
}

// sameAsRead holds that the iterator gives the same entries and defects.
func (r fileRow) sameAsRead(t *testing.T, file scpfile.File) {
	t.Helper()
	var scps []autodiscover.SCP
	faults := 0
	for entry, err := range scpfile.Read([]byte(r.file)) {
		if err != nil {
			faults++
			continue
		}
		scps = append(scps, entry.SCP)
	}
	vocabtest.Equal(t, file.Directory.SCPs, scps)
	if faults != len(file.Defects) {
		t.Errorf("Read gives %d errors, ReadLenient %d defects", faults, len(file.Defects))
	}
}

func TestLDIF(t *testing.T) {
	t.Parallel()
	for _, row := range ldifRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			row.format = scpfile.LDIF
			row.test(t)
		})
	}
}

const casDN = "CN=CAS1,CN=Autodiscover,CN=Protocols,CN=CAS1,CN=Servers,DC=contoso,DC=com"

var cas1 = brief{
	Kind: autodiscover.URLEntry, Server: "CAS1", DN: casDN,
	Keywords: []string{guidURL, "Site=Paris"}, Binding: []string{"https://mail.contoso.com/Autodiscover/Autodiscover.xml"},
}

const casLines = "keywords: " + guidURL + "\nkeywords: Site=Paris\nserviceBindingInformation: https://mail.contoso.com/Autodiscover/Autodiscover.xml\n"

var ldifRows = []fileRow{
	{
		name: "plain", why: "RFC 2849: a version, a name, attributes",
		file: "version: 1\n\ndn: " + casDN + "\nobjectClass: top\nobjectClass: serviceConnectionPoint\n" + casLines, want: []brief{cas1},
	},
	{
		name: "crlf", why: "RFC 2849: SEP is CR LF or LF",
		file: strings.ReplaceAll("dn: "+casDN+"\n"+casLines, "\n", "\r\n"), want: []brief{cas1},
	},
	{
		name: "fence", why: "pasted as a block of code on the web: the marks are no part of an entry",
		file: "```ldif\ndn: " + casDN + "\n" + casLines + "```\n", want: []brief{cas1},
	},
	{
		name: "tabs", why: "an editor may put a tab where RFC 2849 has spaces",
		file: strings.ReplaceAll("dn: "+casDN+"\n"+casLines, ": ", ":\t"), want: []brief{cas1},
	},
	{
		name: "folded", why: "Notes on LDIF Syntax: a line that begins with one space continues the one before",
		file: "dn: CN=CAS1,CN=Autodiscover,CN=Protocols,\n CN=CAS1,CN=Servers,DC=contoso,DC=com\nkeywords: 77378F46-2C66-4aa9-\n A6A6-3E7A48B19596\nkeywords: Site=Paris\nserviceBindingInformation: https://mail.contoso.com/Autodiscover/\n Autodiscover.xml\n", want: []brief{cas1},
	},
	{
		name: "comments", why: "a comment may be folded too, and stand among the attributes",
		file: "# exported\n  by hand\n\n# CAS1\ndn: " + casDN + "\n# the GUID\n of URLs\n" + casLines, want: []brief{cas1},
	},
	{
		name: "base64", why: "RFC 2849: value-spec with two colons",
		file: "dn:: " + base64.StdEncoding.EncodeToString([]byte("CN=Zürich,DC=contoso,DC=com")) + "\nkeywords:: " + base64.StdEncoding.EncodeToString([]byte(guidURL)) + "\nserviceBindingInformation: https://a/x\n",
		want: []brief{{Kind: autodiscover.URLEntry, Server: "Zürich", DN: "CN=Zürich,DC=contoso,DC=com", Keywords: []string{guidURL}, Binding: []string{"https://a/x"}}},
	},
	{
		name: "base64-broken", why: "a value that is no base64 is told, the rest stays",
		file: "dn: " + casDN + "\nkeywords:: ***\n" + casLines, want: []brief{cas1}, defects: []string{"autodiscover.file.base64 keywords"},
	},
	{
		name: "base64-no-text", why: "bytes that are no text are no keyword",
		file: "dn: " + casDN + "\nkeywords:: /w==\n" + casLines, want: []brief{cas1}, defects: []string{"autodiscover.file.base64 keywords"},
	},
	{
		name: "several", why: "entries are separated by empty lines; those of other kinds are counted",
		file:  "dn: CN=Configuration\nobjectClass: container\n\n\ndn: " + casDN + "\n" + casLines + "\ndn: CN=p\nkeywords: " + guidPointer + "\nserviceBindingInformation: LDAP://dc\nwhenCreated: 20091101120000.0Z\n",
		want:  []brief{cas1, {Kind: autodiscover.PointerEntry, Server: "p", DN: "CN=p", Keywords: []string{guidPointer}, Binding: []string{"LDAP://dc"}, Year: 2009}},
		codes: []string{"autodiscover.file.other_entries"},
	},
	{
		name: "hoster", why: "Setup writes the entry of trusted hosters",
		file: "dn: CN=Microsoft Exchange Online\nkeywords: " + guidHoster + "\nserviceBindingInformation: *.outlook.com\n",
		want: []brief{{Kind: autodiscover.TrustedHoster, Server: "Microsoft Exchange Online", DN: "CN=Microsoft Exchange Online", Keywords: []string{guidHoster}, Binding: []string{"*.outlook.com"}}},
	},
	{
		name: "changes", why: "only an addition says what an entry holds",
		file: "dn: " + casDN + "\nchangetype: add\n" + casLines + "\ndn: CN=b\nchangetype: modify\nreplace: keywords\nkeywords: x\n-\n\ndn: CN=c\ncontrol: 1.2.3 true\nchangetype: delete\n",
		want: []brief{cas1}, codes: []string{"autodiscover.file.adds", "autodiscover.file.changes"},
	},
	{
		name: "value-elsewhere", why: "RFC 2849: a URL as value; no file is opened",
		file: "dn: " + casDN + "\nkeywords:< file:///etc/passwd\n" + casLines, want: []brief{cas1}, defects: []string{"autodiscover.file.url keywords"},
	},
	{
		name: "copied", why: "MS-OXDISCO, Section 4.2 prints the lines with blanks, other cases and quotation marks",
		file: "  DN: CN=p\n  Changetype: add\n  Objectcategory: serviceConnectionPoint\n  serviceBindingInformation: LDAP://\n   dc.contoso.com\n  Keywords: \"" + guidPointer + "\"\n",
		want: []brief{{Kind: autodiscover.PointerEntry, Server: "p", DN: "CN=p", Keywords: []string{guidPointer}, Binding: []string{"LDAP://dc.contoso.com"}}},
		// the record first, then what it holds
		codes: []string{"autodiscover.file.indented", "autodiscover.file.adds", "autodiscover.scp.quoted_keyword"},
	},
	{
		name: "no-line", why: "what is no attribute is told, the rest stays",
		file: "dn: " + casDN + "\nnonsense\nk y: v\n" + casLines, want: []brief{cas1}, defects: []string{"autodiscover.file.line line", "autodiscover.file.line line"},
	},
	{
		name: "no-name", why: "a record without a name is no entry, and does no harm to the next",
		file: "version: 1\n\nkeywords: " + guidURL + "\nserviceBindingInformation: x\n\ndn: " + casDN + "\n" + casLines, want: []brief{cas1}, defects: []string{"autodiscover.file.no_dn keywords"},
	},
	{
		name: "lost-line", why: "a second name begins the next entry",
		file: "dn: " + casDN + "\n" + casLines + "dn: " + casDN + "\n" + casLines, want: []brief{cas1, cas1},
	},
	{
		name: "two-searches", why: "what stands behind the end of a search is another one, whose entries count",
		file: "dn: " + casDN + "\n" + casLines + "\nsearch: 2\nresult: 0 Success\n\ndn: " + casDN + "\n" + casLines, want: []brief{cas1, cas1},
	},
	{
		name: "name-broken", why: "a record whose name cannot be read is told once, and no line of it is an entry",
		file: "dn:: ***\n" + casLines + "\ndn: " + casDN + "\n" + casLines, want: []brief{cas1}, defects: []string{"autodiscover.file.base64 dn"},
	},
	{
		name: "second-name-broken", why: "an entry whose end is lost is whole all the same, and a name that cannot be read begins the next",
		file: "dn: " + casDN + "\n" + casLines + "dn:: ***\nkeywords: " + guidURL + "\nserviceBindingInformation: https://b/x\n",
		want: []brief{cas1}, defects: []string{"autodiscover.file.base64 dn"},
	},
	{
		name: "control", why: "RFC 2849: a control stands before the change",
		file: "dn: " + casDN + "\ncontrol: 1.2.3 true\nchangetype: add\n" + casLines, want: []brief{cas1}, codes: []string{"autodiscover.file.adds"},
	},
	{
		name: "change-before-entry", why: "a change that is ignored does no harm to the next record",
		file: "dn: CN=b\nchangetype: delete\n\ndn: " + casDN + "\n" + casLines, want: []brief{cas1}, codes: []string{"autodiscover.file.changes"},
	},
	{
		name: "class-alone", why: "MS-OXDISCO, Section 2.2.1.2: the class says what it is, and so does the category",
		file: "dn: CN=a\nobjectClass: serviceConnectionPoint\n\ndn: CN=b\nobjectCategory: serviceConnectionPoint\n",
		want: []brief{{Server: "a", DN: "CN=a"}, {Server: "b", DN: "CN=b"}},
	},
	{
		name: "names-of-attributes", why: "RFC 2849: a letter, then letters, digits and hyphens, or numbers with dots between them",
		file: "dn: " + casDN + "\nazAZ09: x\n2.5.4.10: x\n1.9: x\na-z: x\n" + casLines, want: []brief{cas1},
	},
	{
		name: "control-character-first", why: "no keyword holds one, wherever it stands",
		file: "dn: " + casDN + "\nkeywords:: " + base64.StdEncoding.EncodeToString([]byte("\x01x")) + "\n" + casLines, want: []brief{cas1}, defects: []string{"autodiscover.file.control keywords"},
	},
	{
		name: "ldapsearch", why: "what ldapsearch writes below the entries is no entry",
		file: "# extended LDIF\n#\n# LDAPv3\n\n# CAS1\ndn: " + casDN + "\n" + casLines + "\n# search result\nsearch: 2\nresult: 0 Success\n", want: []brief{cas1},
	},
	{
		name: "conflict", why: "RFC 2849: cn of an entry in conflict is base64, for its line feed; its name has it too", format: scpfile.LDIF,
		file:    "dn: CN=CAS1\\0ACNF:5a0d44c3,DC=contoso\ncn:: " + base64.StdEncoding.EncodeToString([]byte("CAS1\nCNF:5a0d44c3")) + "\nkeywords: " + guidURL + "\nserviceBindingInformation: https://a/x\n",
		want:    []brief{{Kind: autodiscover.URLEntry, Server: "CAS1 CNF:5a0d44c3", DN: `CN=CAS1\0ACNF:5a0d44c3,DC=contoso`, Keywords: []string{guidURL}, Binding: []string{"https://a/x"}}},
		defects: []string{"autodiscover.file.control cn"},
	},
	{
		name: "control-character", why: "no value of these attributes holds one",
		file: "dn: " + casDN + "\nkeywords:: " + base64.StdEncoding.EncodeToString([]byte("Site=\x00")) + "\n" + casLines, want: []brief{cas1}, defects: []string{"autodiscover.file.control keywords"},
	},
	{
		name: "option", why: "an option of an attribute changes nothing here",
		file: "dn: " + casDN + "\n" + strings.Replace(casLines, "keywords:", "keywords;lang-en:", 1), want: []brief{cas1},
	},
	{
		name: "odd-time-and-class", why: "both are told, the entry stays",
		file: "dn: " + casDN + "\nobjectClass: computer\nwhenCreated: yesterday\n" + casLines, want: []brief{cas1},
		codes: []string{"autodiscover.scp.bad_time", "autodiscover.scp.other_class"},
	},
	{name: "empty-entry", why: "nothing says that it is one", file: "dn:\n", codes: []string{"autodiscover.file.other_entries"}},
}

// TestLDIFEncodings holds that ldifde -u, and a mark before UTF-8, are read.
func TestLDIFEncodings(t *testing.T) {
	t.Parallel()
	plain := "dn: " + casDN + "\r\n" + casLines
	wide := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(plain)) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	for name, file := range map[string][]byte{"utf-16": wide, "utf-8-mark": append([]byte("\xef\xbb\xbf"), plain...)} {
		if diff := cmp.Diff([]brief{cas1}, briefs(scpfile.ReadLenient("", file).Directory.SCPs)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestLDIFOffset(t *testing.T) {
	t.Parallel()
	file := "dn: " + casDN + "\nkeywords:: ***\n"
	want := strings.Index(file, "keywords")
	got := scpfile.ReadLenient("", []byte(file)).Defects[0]
	if got.Offset != want {
		t.Errorf("want the byte of the line, %d, got %d", want, got.Offset)
	}
}

func TestCreated(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       time.Time
		why        string
	}{
		{"active-directory", "20190401120000.0Z", time.Date(2019, 4, 1, 12, 0, 0, 0, time.UTC), "as Active Directory writes it"},
		{"no-fraction", "20190401120000Z", time.Date(2019, 4, 1, 12, 0, 0, 0, time.UTC), "RFC 4517: the fraction is optional"},
		{"local", "20190401120000", time.Time{}, "without a zone it is no time"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, _ := scpfile.FromAttributes("CN=a", map[string][]string{"whenCreated": {tt.text}})
			if !got.Created.Equal(tt.want) {
				t.Errorf("%s: want %v, got %v", tt.why, tt.want, got.Created)
			}
		})
	}
}

// TestFromAttributes holds what LDAP clients give: names in any case, and the
// category as a distinguished name.
func TestFromAttributes(t *testing.T) {
	t.Parallel()
	got, findings := scpfile.FromAttributes(`CN=CAS\, one,DC=contoso`, map[string][]string{
		"KEYWORDS": {"Site=Paris", guidURL}, "servicebindinginformation": {"https://a/x"},
		"objectCategory": {"CN=Service-Connection-Point,CN=Schema,DC=contoso"},
	})
	want := autodiscover.SCP{
		Kind: autodiscover.URLEntry, DN: `CN=CAS\, one,DC=contoso`, Server: "CAS, one",
		Keywords: []string{"Site=Paris", guidURL}, Bindings: []string{"https://a/x"},
	}
	vocabtest.Equal(t, want, got)
	if len(findings) != 0 {
		t.Errorf("nothing is odd, got %v", findings)
	}
	if got := scpfile.ReadLenient("dc1", []byte("dn: "+casDN+"\n"+casLines)).Directory; got.InOrder != schannel.Yes || got.Host != "dc1" {
		t.Errorf("LDIF gives entries as the directory returned them, of the host that was named; got %s and %q", got.InOrder, got.Host)
	}
}

// TestOtherAttributes holds that attributes on which nothing hangs do no harm: an
// export has bytes in them, and what of them is malformed leaves the entries
// whole.
func TestOtherAttributes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, line string
		defects    int
		incomplete bool
		why        string
	}{
		{"bytes", "objectGUID:: q83vASNFZ0iJq83vEjRWeA==", 0, false, "RFC 2849, Section 3: any bytes may stand in base64"},
		{"a file", "jpegPhoto:< file:///photo.jpg", 1, false, "refused, and not about what is read"},
		{"malformed base64", "objectGUID:: ====", 1, false, "malformed, and not about what is read"},
		{"the URL in a file", "serviceBindingInformation:< file:///url.txt", 1, true, "which URL comes first is not known"},
		{"cn of an entry in conflict", "cn:: " + base64.StdEncoding.EncodeToString([]byte("CAS1\nCNF:5a0d44c3")), 1, false, "its name holds the same, and no client reads it"},
		{"no attribute at all", "nothing", 1, true, "what it was is not known"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := scpfile.ReadLenient("", []byte("dn: "+casDN+"\n"+tt.line+"\n"+casLines))
			got := []any{len(f.Directory.SCPs), len(f.Defects), f.Directory.Incomplete}
			if diff := cmp.Diff([]any{1, tt.defects, tt.incomplete}, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestNames: what an entry without cn is called, and which quotation marks are
// those of the specification's example.
func TestNames(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ dn, want, why string }{
		{`CN=CAS1,CN=Autodiscover`, "CAS1", "the first part of the name"},
		{`cn=CAS\,1,DC=contoso`, "CAS,1", "RFC 4514, Section 2.4: a comma behind a backslash belongs to the value"},
		{`CN=CAS\`, `CAS\`, "a backslash before nothing stays"},
		{`CN=CAS\4`, "CAS4", "RFC 4514, Section 2.4: one digit is no pair; the backslash stands before a character"},
		{`CN=CAS1\0ACNF:5a0d44c3,CN=Autodiscover`, "CAS1 CNF:5a0d44c3", "RFC 4514, Section 2.4: two digits are a character; Active Directory writes a line feed into the name of an entry in conflict"},
		{`CN=M\C3\BCnchen,DC=contoso`, "M\u00fcnchen", "RFC 4514, Section 2.4: of UTF-8 each byte"},
		{`CN=M\C3x,DC=contoso`, "M\ufffdx", "half a character is none"},
		{`CN=`, "", "an empty value"},
		{`OU=x`, "", "another kind of name"},
	} {
		if got, _ := scpfile.FromAttributes(tt.dn, nil); got.Server != tt.want {
			t.Errorf("%s: %q, want %q: %s", tt.dn, got.Server, tt.want, tt.why)
		}
	}
	for keyword, want := range map[string]string{`"Site=a"`: "Site=a", `Site=a"`: `Site=a"`, `"Site=a`: `"Site=a`, `"`: `"`, `""`: "", "": ""} {
		got, findings := scpfile.FromAttributes("CN=a", map[string][]string{"keywords": {keyword}})
		if got.Keywords[0] != want || (len(findings) > 0) != (want != keyword) {
			t.Errorf("%s: %q, %v", keyword, got.Keywords[0], findings)
		}
	}
}
