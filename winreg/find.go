// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winreg

import (
	"cmp"
	"strings"
	"unicode"

	"github.com/schanneltrust/schannel"
)

// Setting is a value that a program reads: where it belongs and of which type
// it is, as its document says.
type Setting struct {
	Key  string                `json:"key"`  // in any spelling; a control set as CurrentControlSet
	Name string                `json:"name"` // without regard to case
	Type schannel.RegistryType `json:"type"` // RegNone: any
}

// KeyFit says how the key of a value compares with that of a setting.
type KeyFit uint8

const (
	KeyUnspecified KeyFit = 0 // "unspecified": not compared
	KeySame        KeyFit = 1 // "same": the one that is read, as sure as the match says
	KeyOtherSet    KeyFit = 2 // "other-control-set": a control set that is not the current one
	Key32Bit       KeyFit = 3 // "32-bit": below WOW6432Node, where 32-bit programs read
	KeyBlank       KeyFit = 4 // "stray-blank": the same but for blanks or invisible characters at a name's end
	KeyMissing     KeyFit = 5 // "missing": the value came without its key
	KeyOther       KeyFit = 6 // "other": another one
)

// NameFit says how the name of a value compares with that of a setting.
type NameFit uint8

const (
	NameUnspecified NameFit = 0 // "unspecified": not compared
	NameSame        NameFit = 1 // "same"
	NameBlank       NameFit = 2 // "stray-blank": the same but for blanks or invisible characters
	NameNear        NameFit = 3 // "near": a few letters differ; it seems to be meant
)

// Match says what a value is to a setting.
type Match struct {
	Value     int                `json:"value"`   // index of the value
	Setting   int                `json:"setting"` // index of the setting that it is, or seems to be meant for
	Key       KeyFit             `json:"key"`
	Name      NameFit            `json:"name"`
	WrongType bool               `json:"wrong_type"` // the value is not of the setting's type
	Certainty schannel.Certainty `json:"certainty"`  // of Key and WrongType
}

// Reads reports whether a program that reads the setting reads this value:
// name and key are right, as sure as Certainty says. It may be of a type that
// the program cannot use.
func (m Match) Reads() bool { return m.Key == KeySame && m.Name == NameSame }

// Find compares values with settings. It returns a match for each value that
// is one of the settings or seems to be meant for one, in the order of the
// values; of a value that is like several settings, the best.
//
// A name that is only near counts under the right key alone. A right name
// under [KeyOther] may be a value of somebody else, if the name is a common
// one.
//
// The certainty is likely for a value whose type is assumed, for a control set
// with a number if the values do not tell which one is current, for that of a
// hive that was loaded offline, and for HKEY_CURRENT_USER if the key is that of
// a user below HKEY_USERS. It is insufficient-data if several control sets might
// be the current one, and for [KeyMissing]: the key is missing.
func Find(values []schannel.RegistryValue, settings ...Setting) []Match {
	sets := readSets(values)
	wanted := make([]Setting, len(settings))
	for i, s := range settings {
		wanted[i] = Setting{CanonicalKey(s.Key), s.Name, s.Type}
	}
	matches := []Match{}
	for i, value := range values {
		if m, ok := best(seen(value.Key, sets), value, wanted); ok {
			m.Value = i
			matches = append(matches, m)
		}
	}
	return matches
}

// best returns the match with the best key and name.
func best(at location, value schannel.RegistryValue, wanted []Setting) (Match, bool) {
	var found Match
	name := folded(value.Name)
	for i, setting := range wanted {
		fit := at.fit(setting.Key)
		m := Match{
			Setting: i, Key: fit, Name: name.fit(setting.Name, fit == KeySame || fit == KeyMissing),
			WrongType: setting.Type != schannel.RegNone && value.Type != setting.Type,
			Certainty: at.certainty(fit),
		}
		if value.Assumed {
			m.Certainty = max(m.Certainty, schannel.Likely)
		}
		if m.Name != NameUnspecified && (found.Name == NameUnspecified || better(m, found)) {
			found = m
		}
	}
	return found, found.Name != NameUnspecified
}

func better(a, b Match) bool {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Key, b.Key)) < 0
}

// sets is what the values say about control sets.
type sets struct {
	current map[string]int // by hive in lower case: the number in Select
	several map[string]bool
}

// readSets looks for Select\Current, and for control sets with a number, in
// each hive.
func readSets(values []schannel.RegistryValue) sets {
	s := sets{map[string]int{}, map[string]bool{}}
	first := map[string]int{}
	for _, value := range values {
		key := CanonicalKey(value.Key)
		if hive, ok := selectOf(key); ok && value.Type == schannel.RegDWORD && strings.EqualFold(value.Name, "Current") {
			s.current[hive] = int(value.Number)
		}
		if hive, number, _, ok := controlSet(key); ok {
			hive = strings.ToLower(hive)
			if other, known := first[hive]; known && other != number {
				s.several[hive] = true
			}
			first[hive] = number
		}
	}
	return s
}

// selectOf returns the hive, in lower case, whose key Select it is.
func selectOf(key string) (hive string, ok bool) {
	hive, name, ok := cutHive(key)
	return strings.ToLower(hive), ok && strings.EqualFold(name, "Select")
}

// location is where a value stands, in the ways that it can be read.
type location struct {
	key     string             // with CurrentControlSet for a control set, if it may be that
	sure    schannel.Certainty // that it may
	other   bool               // it is a control set that is not current
	full    string             // key without WOW6432Node; empty if that is not in it
	cleaned string             // key without stray blanks; empty if there are none
}

func seen(path string, s sets) location {
	at := location{key: CanonicalKey(path), sure: schannel.Certain}
	if hive, number, below, ok := controlSet(at.key); ok {
		at.key = machine + `SYSTEM\CurrentControlSet` + below
		at.sure, at.other = s.judge(hive, number)
	} else if user, ok := currentUser(at.key); ok {
		at.key, at.sure = user, schannel.Likely
	}
	at.full = without32(at.key)
	if cleaned := cleanKey(at.key); cleaned != at.key {
		at.cleaned = cleaned
	}
	return at
}

// judge says whether a control set is the current one of the running Windows.
func (s sets) judge(hive string, number int) (sure schannel.Certainty, other bool) {
	hive = strings.ToLower(hive)
	current, known := s.current[hive]
	switch {
	case known && current != number:
		return schannel.Certain, true
	case !known && s.several[hive]:
		return schannel.InsufficientData, false
	case known && isSystem(hive):
		return schannel.Certain, false
	}
	return schannel.Likely, false
}

// fit compares the location with the key of a setting.
func (l location) fit(key string) KeyFit {
	switch {
	case l.key == "":
		return KeyMissing
	case strings.EqualFold(l.key, key) && l.other:
		return KeyOtherSet
	case strings.EqualFold(l.key, key):
		return KeySame
	case l.full != "" && strings.EqualFold(l.full, key):
		return Key32Bit
	case l.cleaned != "" && strings.EqualFold(l.cleaned, key):
		return KeyBlank
	}
	return KeyOther
}

func (l location) certainty(fit KeyFit) schannel.Certainty {
	switch fit {
	case KeySame:
		return l.sure
	case KeyMissing:
		return schannel.InsufficientData
	case KeyUnspecified, KeyOtherSet, Key32Bit, KeyBlank, KeyOther:
	}
	return schannel.Certain
}

// cleanKey takes stray blanks from each name of a path.
func cleanKey(path string) string {
	if !strings.ContainsFunc(path, invisible) {
		return path
	}
	parts := strings.Split(path, `\`)
	for i, part := range parts {
		parts[i] = cleanName(part)
	}
	return strings.Join(parts, `\`)
}

// invisible reports whether nobody sees a character, or sees a blank.
func invisible(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

// cleanName takes blanks from both ends of a name, and characters of no width
// from anywhere.
func cleanName(name string) string {
	name = strings.TrimFunc(name, invisible)
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
}

// foldedName is the name of a value, prepared to be compared with many.
type foldedName struct {
	name, cleaned, lower string
}

func folded(name string) foldedName {
	cleaned := cleanName(name)
	return foldedName{name, cleaned, strings.ToLower(cleaned)}
}

// fit compares the name with that of a setting; near ones only where asked.
func (n foldedName) fit(name string, near bool) NameFit {
	switch {
	case strings.EqualFold(n.name, name):
		return NameSame
	case strings.EqualFold(n.cleaned, name):
		return NameBlank
	case near && isNear(n.lower, strings.ToLower(name)):
		return NameNear
	}
	return NameUnspecified
}

// maxSlip is how many letters a name may differ in from the one that was
// meant: SendTrustedIssuers, which was seen, differs in 3 from
// SendTrustedIssuerList. In short names fewer letters make another word.
const (
	maxSlip  = 3
	perSlip  = 4   // letters of the name for each that may differ
	maxSlips = 128 // bytes; longer names are not compared
)

// isNear reports whether a few letters to insert, delete or replace make one
// name of the other.
func isNear(a, b string) bool {
	slip := min(maxSlip, len(b)/perSlip)
	if len(a) > maxSlips || len(b) > maxSlips || max(len(a), len(b))-min(len(a), len(b)) > slip {
		return false
	}
	var row [maxSlips + 1]int // the distance of Levenshtein, row by row
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := range len(a) {
		diagonal, least := row[0], i+1
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, diagonal+1, row[j]+1)
			least = min(least, row[j+1])
		}
		if least > slip {
			return false
		}
	}
	return row[len(b)] <= slip
}
