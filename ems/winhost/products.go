// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// arrival says how the extension, or a fix, came to a product.
type arrival uint8

const (
	arrivedByUpdate  arrival = 1 // some update brought it
	arrivedFromStart arrival = 2 // every build has it
	arrivedNever     arrival = 3 // the source lists the product as without it
	arrivalDisputed  arrival = 4 // the source says both
	arrivedUnnamed   arrival = 5 // the source does not name the product, but older ones that have it
)

// product is a release of Windows.
type product struct {
	name        string
	extension   arrival // MS15-121, or from the start of Windows 10
	enforcement arrival // KB4528489; from the start where the release is younger than it
	leadingZero arrival // KB4557473
	updatesOf   string  // the release whose updates it gets, where no table names it: the two have one code base
}

// products is every release of Windows of which the sources say something,
// oldest first. CVE-2019-1318 names Windows RT 8.1 and Windows Server, versions
// 1803 and 1903, which KB4528489 does not.
var products = [...]product{
	{"Windows Vista", arrivedByUpdate, arrivedNever, arrivedNever, ""},
	{"Windows Server 2008", arrivedByUpdate, arrivedByUpdate, arrivedNever, ""},
	{"Windows 7", arrivedByUpdate, arrivedByUpdate, arrivedNever, ""},
	{"Windows Server 2008 R2", arrivedByUpdate, arrivedByUpdate, arrivedNever, ""},
	{"Windows Embedded Standard 7", arrivedByUpdate, arrivedByUpdate, arrivedNever, ""},
	{"Windows Embedded POSReady 7", arrivedByUpdate, arrivedByUpdate, arrivedNever, ""},
	{"Windows 8", arrivedByUpdate, arrivedNever, arrivedNever, ""},
	{"Windows RT", arrivedByUpdate, arrivedNever, arrivedNever, ""},
	{"Windows Server 2012", arrivedByUpdate, arrivedByUpdate, arrivedNever, ""},
	{"Windows Embedded 8 Standard", arrivedByUpdate, arrivedByUpdate, arrivedNever, ""},
	{"Windows 8.1", arrivedByUpdate, arrivedByUpdate, arrivedNever, ""},
	{"Windows RT 8.1", arrivedByUpdate, arrivedByUpdate, arrivedNever, "Windows 8.1"},
	{"Windows Server 2012 R2", arrivedByUpdate, arrivedByUpdate, arrivedNever, ""},
	{"Windows 10 1507", arrivedFromStart, arrivedByUpdate, arrivedNever, ""},
	{"Windows 10 1511", arrivedFromStart, arrivedNever, arrivedFromStart, ""},
	{"Windows 10 1607", arrivedFromStart, arrivedByUpdate, arrivalDisputed, ""},
	{"Windows Server 2016", arrivedFromStart, arrivedByUpdate, arrivedByUpdate, ""},
	{"Windows 10 1703", arrivedFromStart, arrivedByUpdate, arrivedFromStart, ""},
	{"Windows 10 1709", arrivedFromStart, arrivedByUpdate, arrivedFromStart, ""},
	{"Windows Server, version 1709", arrivedFromStart, arrivedNever, arrivedUnnamed, "Windows 10 1709"},
	{"Windows 10 1803", arrivedFromStart, arrivedByUpdate, arrivedFromStart, ""},
	{"Windows Server, version 1803", arrivedFromStart, arrivedByUpdate, arrivedUnnamed, "Windows 10 1803"},
	{"Windows 10 1809", arrivedFromStart, arrivedByUpdate, arrivedFromStart, ""},
	{"Windows Server 2019", arrivedFromStart, arrivedByUpdate, arrivedFromStart, ""},
	{"Windows 10 1903", arrivedFromStart, arrivedByUpdate, arrivedFromStart, ""},
	{"Windows Server, version 1903", arrivedFromStart, arrivedByUpdate, arrivedUnnamed, "Windows 10 1903"},
	{"Windows 10 1909", arrivedFromStart, arrivedFromStart, arrivedFromStart, ""},
	{"Windows Server, version 1909", arrivedFromStart, arrivedFromStart, arrivedUnnamed, "Windows 10 1909"},
	{"Windows 10 2004", arrivedFromStart, arrivedFromStart, arrivedFromStart, ""},
	{"Windows Server, version 2004", arrivedFromStart, arrivedFromStart, arrivedUnnamed, "Windows 10 2004"},
	{"Windows 10 20H2", arrivedFromStart, arrivedFromStart, arrivedFromStart, ""},
	{"Windows Server, version 20H2", arrivedFromStart, arrivedFromStart, arrivedUnnamed, "Windows 10 20H2"},
	{"Windows 10 21H1", arrivedFromStart, arrivedFromStart, arrivedFromStart, ""},
	{"Windows Server 2022", arrivedFromStart, arrivedFromStart, arrivedUnnamed, ""},
	{"Windows 10 21H2", arrivedFromStart, arrivedFromStart, arrivedFromStart, ""},
	{"Windows 11", arrivedFromStart, arrivedFromStart, arrivedUnnamed, ""},
	{"Windows 10 22H2", arrivedFromStart, arrivedFromStart, arrivedFromStart, ""},
	{"Windows Server, version 23H2", arrivedFromStart, arrivedFromStart, arrivedUnnamed, ""},
	{"Windows Server 2025", arrivedFromStart, arrivedFromStart, arrivedUnnamed, ""},
}

// Products yields the names of the Windows releases that [Host.Product] may
// hold, oldest first. Those of servers are what [schannel.Release.Product]
// returns.
func Products() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, p := range products {
			if !yield(p.name) {
				return
			}
		}
	}
}

// ProductByName finds a release by one of the names that Microsoft prints and
// people write, such as "Windows 10, version 1903", "Windows 7 Service Pack 1"
// or "Windows 11 Pro 22H2", and returns the name that [Products] has for it. A
// version of Windows 11 counts as Windows 11. Windows 10 without its version is no
// release: what Schannel does depends on it.
func ProductByName(name string) (string, bool) {
	words := productWords(name)
	for _, p := range products {
		if slices.Equal(words, productWords(p.name)) {
			return p.name, true
		}
	}
	if known := alias(strings.ToLower(name), words); known != "" {
		return known, true
	}
	if eleven := []string{"windows", "11"}; len(words) == 3 && slices.Equal(words[:2], eleven) && isEleven(words[2]) {
		return "Windows 11", true
	}
	return "", false
}

// aliases are other names of releases, by their words: those of servers with the
// version that they share with Windows 10 or 11, and the releases with long-term
// servicing, which are named after a year.
var aliases = [...]struct {
	words    string
	longTerm bool
	product  string
}{
	{"windows server 2016 1607", false, "Windows Server 2016"},
	{"windows server 2019 1809", false, "Windows Server 2019"},
	{"windows server 2022 21h2", false, "Windows Server 2022"},
	{"windows server 2022 23h2", false, "Windows Server, version 23H2"}, // in the lists of updates "Windows Server 2022, 23H2 Edition"
	{"windows server 2025 24h2", false, "Windows Server 2025"},
	{"windows 10 2015", true, "Windows 10 1507"},
	{"windows 10 2016", true, "Windows 10 1607"},
	{"windows 10 2019", true, "Windows 10 1809"},
	{"windows 10 2021", true, "Windows 10 21H2"},
	{"windows 11 2024", true, "Windows 11"},
}

// alias returns the release of another name, given in lower case and as its
// words; empty if there is none. In the lists of updates "Windows 10 for
// x64-based Systems", with no version, is the first one.
func alias(name string, words []string) string {
	joined := strings.Join(words, " ")
	longTerm := strings.Contains(name, "ltsc") || strings.Contains(name, "ltsb")
	for _, a := range aliases {
		if a.words == joined && (longTerm || !a.longTerm) {
			return a.product
		}
	}
	if joined == "windows 10" && strings.Contains(name, "systems") {
		return "Windows 10 1507"
	}
	return ""
}

// productWords is a name in lower case without what does not tell releases
// apart: the maker, the edition, the service pack, the processor, the word
// version, and what stands in parentheses but a version. Of the two words
// Windows Server people leave one out.
func productWords(name string) []string {
	name = strings.NewReplacer(
		"(r)", " ", "(tm)", " ", "®", " ", "™", " ", ",", " ", ":", " ", "\u00a0", " ",
		"-based", " ", "service pack ", "sp", "server2008r2", "server 2008 r2", "server2012r2", "server 2012 r2", "server20", "server 20",
		"win10", "windows 10", "win11", "windows 11", "win7", "windows 7", "2008r2", "2008 r2", "2012r2", "2012 r2",
	).Replace(strings.ToLower(name))
	name, aside, _ := strings.Cut(name, "(")
	aside, _, _ = strings.Cut(aside, ")")
	if version := strings.TrimSpace(strings.TrimPrefix(aside, "version")); isVersion(version) {
		name += " " + version
	}
	words := slices.DeleteFunc(strings.Fields(name), func(word string) bool { return slices.Contains(idle[:], word) })
	switch {
	case len(words) > 0 && words[0] == "server":
		return slices.Insert(words, 0, "windows")
	case len(words) > 1 && words[0] == "windows" && slices.Contains(serverYears[:], words[1]):
		return slices.Insert(words, 1, "server")
	}
	return words
}

// isVersion tells a version of Windows 10 or later, such as 1809 or 22h2.
func isVersion(word string) bool {
	digits := strings.TrimRight(word, "0123456789")
	return len(word) == 4 && (digits == "" || len(digits) == 3 && digits[2] == 'h' && strings.Trim(digits[:2], "0123456789") == "")
}

// idle is the words that do not tell releases apart.
var idle = [...]string{
	"microsoft", "version", "ver.", "v", "edition", "for", "systems", "sp1", "sp2",
	"x64", "x86", "arm64", "64-bit", "32-bit", "itanium", "ia64",
	"home", "basic", "premium", "starter", "single", "language", "pro", "professional", "business", "ultimate", "workstations",
	"enterprise", "education", "evaluation", "n", "kn", "s", "se", "iot", "ltsc", "ltsb",
	"standard", "datacenter", "azure", "essentials", "foundation", "web", "core",
}

// serverYears are the years that servers alone are named after.
var serverYears = [...]string{"2008", "2012", "2016", "2019", "2022", "2025"}

// isEleven tells a version of Windows 11: that of half a year, such as 22h2, since
// 21h2.
func isEleven(word string) bool {
	year, half, _ := strings.Cut(word, "h")
	n, err := strconv.ParseUint(year, 10, 8)
	return err == nil && n >= 21 && (half == "1" || half == "2")
}

// windows10 is the releases of Windows 10 by the branch of their builds
// (DataForGeeks, content/ms/mswin/releases.json).
var windows10 = [...]struct {
	branch  int
	product string
}{
	{10240, "Windows 10 1507"},
	{10586, "Windows 10 1511"},
	{14393, "Windows 10 1607"},
	{15063, "Windows 10 1703"},
	{16299, "Windows 10 1709"},
	{17134, "Windows 10 1803"},
	{17763, "Windows 10 1809"},
	{18362, "Windows 10 1903"},
	{18363, "Windows 10 1909"},
	{19041, "Windows 10 2004"},
	{19042, "Windows 10 20H2"},
	{19043, "Windows 10 21H1"},
	{19044, "Windows 10 21H2"},
	{19045, "Windows 10 22H2"},
}

// firstWindows11 is the branch of the first Windows 11, whose registry still
// calls it Windows 10.
const firstWindows11 = 22000

// named is the release that a name and a build tell together: Windows 10 without
// its version is the one of that branch.
func named(name string, b build) (string, bool) {
	if known, ok := ProductByName(name); ok || !slices.Equal(productWords(name), []string{"windows", "10"}) {
		return known, ok
	}
	for _, release := range windows10 {
		if release.branch == b.branch {
			return release.product, true
		}
	}
	return "Windows 11", b.branch >= firstWindows11
}

func findProduct(name string, b build) (product, error) {
	if name == "" {
		return product{}, nil
	}
	known, ok := named(name, b)
	for _, p := range products {
		if ok && p.name == known {
			return p, nil
		}
	}
	return product{}, malformed(codeProductUnknown, "product", fmt.Errorf("unknown product %q%s", name, alike(name)))
}

// alike names the releases that a name may mean: those whose first words are
// among its own.
func alike(name string) string {
	const shown = 4
	words := productWords(name)
	best := 1
	var found []string
	for _, p := range products {
		common := 0
		for i, word := range productWords(p.name) {
			if i < len(words) && words[i] == word && common == i {
				common++
			}
		}
		if common > best {
			best, found = common, nil
		}
		if common == best {
			found = append(found, p.name)
		}
	}
	if best < 2 {
		return ": it is none that begins as Windows 10, Windows Server or the like do"
	}
	return "; known are " + strings.Join(found[max(0, len(found)-shown):], "; ")
}

// gets reports whether an update is one for the product.
func (p product) gets(u Update) bool {
	return slices.Contains(u.Products, p.name) || !u.SecurityOnly && slices.Contains(u.Products, p.updatesOf)
}
