// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package vocabtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

// Answer is what a package says to a generated input.
type Answer struct {
	Input    any                      // what was asked; its texts may stand in arguments
	Value    any                      // the whole answer, which is written to JSON and read back
	Findings []schannel.Finding       // all findings of the answer
	Case     schannel.Scope           // what is known of the case, as remedies see it
	Registry []schannel.RegistryValue // what the case has set already
}

// Unknown is a pair of answers that differ by an input that nobody knows: an
// unknown symptom, registry value, certificate or store item.
type Unknown struct {
	Without, With Answer
	About         func(schannel.Finding) bool // whether a finding is about that input itself
}

// Laws is what a package is held by: its catalogue and those of the packages
// whose findings it passes on, the proper names that its arguments may hold
// beside texts of the input, and generators.
type Laws struct {
	Catalogs []iter.Seq[schannel.CatalogEntry]
	Names    []string
	Runs     int // how many inputs are generated; zero: 1,000

	Generate func(r *rand.Rand) Answer
	Unknown  func(r *rand.Rand) Unknown // nil where the package has no such input
}

// Hold generates inputs and checks every answer against the laws of DESIGN:
// what it says must be no surer than what it rests on (1), cite what is there
// (2), not contradict itself (4), offer what fits (5), have a code for every
// sentence (6), read back from JSON (7), and be the same bytes the second time
// (8); and an unknown input must change nothing else (3).
func (l Laws) Hold(t *testing.T) {
	t.Helper()
	h := holder{laws: l, entries: map[schannel.Code]schannel.CatalogEntry{}}
	for _, catalog := range l.Catalogs {
		for e := range catalog {
			h.entries[e.Code] = e
		}
	}
	runs := l.Runs
	if runs == 0 {
		runs = 1000
	}
	seen := map[schannel.Code]bool{}
	findings := 0
	for seed := range uint64(runs) {
		answer := l.Generate(rand.New(rand.NewPCG(seed, 0)))
		faults := h.faults(answer)
		for _, f := range answer.Findings {
			seen[f.Code] = true
		}
		faults = append(faults, sameAgain(answer, func() Answer { return l.Generate(rand.New(rand.NewPCG(seed, 0))) })...)
		report(t, seed, answer, faults)
		findings += len(answer.Findings)
	}
	unknown := 0
	if l.Unknown != nil {
		for seed := range uint64(runs) {
			u := l.Unknown(rand.New(rand.NewPCG(seed, 1)))
			report(t, seed, u.With, append(u.faults(), h.faults(u.With)...))
			unknown++
		}
	}
	t.Logf("laws 1 2 4 5 6 7 8: %d answers, %d findings of %d rules; law 3: %d answers", runs, findings, len(seen), unknown)
}

func report(t *testing.T, seed uint64, a Answer, faults []string) {
	t.Helper()
	if len(faults) == 0 {
		return
	}
	input := fmt.Sprintf("%+v", a.Input)
	require.Fail(t, "a law is broken", "seed %d\n%s\ninput: %.2000s", seed, strings.Join(faults[:min(len(faults), 10)], "\n"), input)
}

// holder holds answers against the laws.
type holder struct {
	laws    Laws
	entries map[schannel.Code]schannel.CatalogEntry
}

func (h holder) faults(a Answer) []string {
	var faults []string
	texts := inputTexts(a.Input)
	for _, f := range a.Findings {
		for _, fault := range slices.Concat(incomplete(f), h.rule(f), h.premises(f, a.Findings), h.remedies(f, a), h.sentences(f, texts)) {
			faults = append(faults, fmt.Sprintf("%s: %s", f.Code, fault))
		}
	}
	return slices.Concat(faults, h.contradictions(a.Findings), readBack(a.Value))
}

// rule holds what law 1 says of the rule: a case changes nothing of it, adds
// sources at most, and makes no finding better founded.
func (h holder) rule(f schannel.Finding) []string {
	var faults []string
	rule := h.entries[f.Code]
	if f.Evidence < rule.Evidence {
		faults = append(faults, fmt.Sprintf("law 1: evidence %s, that of its rule is %s", f.Evidence, rule.Evidence))
	}
	if f.Title != rule.Title || f.Severity != rule.Severity {
		faults = append(faults, fmt.Sprintf("law 1: %q, %s, and its rule says %q, %s", f.Title, f.Severity, rule.Title, rule.Severity))
	}
	for _, source := range rule.Sources {
		if !slices.Contains(f.Sources, source) {
			faults = append(faults, fmt.Sprintf("law 1: without %s, a source of its rule", source))
		}
	}
	return faults
}

// premises holds laws 1 and 2: what a finding names as its cause is in the
// answer, and one of that code is as sure, and as well founded, as the finding.
func (h holder) premises(f schannel.Finding, all []schannel.Finding) []string {
	var faults []string
	for _, code := range f.Because {
		found, supported := false, false
		for _, p := range all {
			if p.Code == code {
				found = true
				supported = supported || p.Certainty <= f.Certainty && p.Evidence <= f.Evidence
			}
		}
		switch {
		case !found:
			faults = append(faults, fmt.Sprintf("law 2: %s is not in the answer", code))
		case !supported:
			faults = append(faults, fmt.Sprintf("law 1: surer than %s", code))
		}
	}
	return faults
}

// contradictions holds law 4.
func (h holder) contradictions(all []schannel.Finding) []string {
	var faults []string
	for _, f := range all {
		for _, other := range all {
			if slices.Contains(h.entries[f.Code].Excludes, other.Code) && sameThing(f.Subject, other.Subject) {
				faults = append(faults, fmt.Sprintf("law 4: %s and %s about the same %s", f.Code, other.Code, f.Subject.Kind))
			}
		}
	}
	return faults
}

func sameThing(a, b schannel.Subject) bool {
	return a.Kind == b.Kind && a.Index == b.Index && a.Name == b.Name
}

// remedies holds law 5.
func (h holder) remedies(f schannel.Finding, a Answer) []string {
	var faults []string
	for _, r := range f.Remedies {
		fitting, ok := r.For(a.Case, a.Registry)
		switch {
		case !ok:
			faults = append(faults, fmt.Sprintf("law 5: %s does not fit the case, or is done", r.Code))
		case len(fitting.Steps) != len(r.Steps):
			faults = append(faults, fmt.Sprintf("law 5: a step of %s does not fit the case", r.Code))
		}
	}
	return faults
}

// sentences holds law 6: every sentence has its entry and its arguments, and
// no argument is a sentence.
func (h holder) sentences(f schannel.Finding, texts string) []string {
	faults := h.sentence("rule", schannel.Phrase{Code: f.Code, Args: f.Args, Text: f.Text}, 0, texts)
	phrases := slices.Concat(f.Outcomes, f.Settle, f.Missing)
	for _, e := range f.Events {
		phrases = append(phrases, e.Conditions...)
		faults = append(faults, h.args(string(f.Code)+" event", e.Params, texts)...)
	}
	for _, r := range f.Remedies {
		phrases = slices.Concat(phrases, r.Rights, r.SideEffects, r.Scope.Conditions)
		for _, s := range r.Steps {
			phrases = append(phrases, s.Scope.Conditions...)
			step := schannel.Phrase{Code: r.Code, Args: s.Args, Text: s.Text}
			faults = append(faults, h.sentence("remedy", step, s.Number-1, texts)...)
		}
	}
	for _, p := range phrases {
		faults = append(faults, h.sentence("phrase", p, 0, texts)...)
	}
	return faults
}

func (h holder) sentence(kind string, p schannel.Phrase, n int, texts string) []string {
	e, ok := h.entries[p.Code]
	if !ok || e.Kind != kind || n < 0 || n >= len(e.Texts) {
		return []string{fmt.Sprintf("law 6: %s is not in the catalogue as a %s with text %d", p.Code, kind, n+1)}
	}
	if want := (schannel.Phrase{Text: e.Texts[n]}).With(p.Args...).Text; want != p.Text {
		return []string{fmt.Sprintf("law 6: %s says %q, its template gives %q", p.Code, p.Text, want)}
	}
	for _, place := range placeholder.FindAllString(e.Texts[n], -1) {
		if !slices.ContainsFunc(p.Args, func(a schannel.Arg) bool { return "{"+a.Name+"}" == place }) {
			return []string{fmt.Sprintf("law 6: %s has no argument for %s", p.Code, place)}
		}
	}
	return h.args(string(p.Code), p.Args, texts)
}

var (
	placeholder = regexp.MustCompile(`\{[a-z_0-9]+\}`)
	number      = regexp.MustCompile(`^-?[0-9]+$`)
)

// args holds the last part of law 6: numbers are numbers, codes are in a
// catalogue, and a text is one word, or stands in the input or among the names.
func (h holder) args(code string, args []schannel.Arg, texts string) []string {
	var faults []string
	for _, a := range args {
		ok := false
		switch a.Kind {
		case "number":
			ok = number.MatchString(a.Value)
		case "enum":
			ok = !strings.Contains(a.Value, " ") || strings.ToUpper(a.Value) == a.Value || slices.Contains(h.laws.Names, a.Value)
		case "code":
			_, ok = h.entries[schannel.Code(a.Value)]
		case "text":
			ok = h.known(a.Value, texts)
		}
		if !ok {
			faults = append(faults, fmt.Sprintf("law 6: argument %s of %s is no %s: %q", a.Name, code, a.Kind, a.Value))
		}
	}
	return faults
}

// known reports whether a text is a word, or a list of texts of which each is
// a word, one of the names, or part of the input.
func (h holder) known(value, texts string) bool {
	one := func(v string) bool {
		return !strings.ContainsAny(v, " \t\n") || slices.Contains(h.laws.Names, v) || strings.Contains(texts, v)
	}
	if one(value) {
		return true
	}
	for part := range strings.SplitSeq(value, ", ") {
		if !one(part) {
			return false
		}
	}
	return true
}

// inputTexts is every string in the input, a line each.
func inputTexts(input any) string {
	var b strings.Builder
	collect(&b, reflect.ValueOf(input), 0)
	return b.String()
}

func collect(b *strings.Builder, v reflect.Value, depth int) {
	if depth > 20 || !v.IsValid() {
		return
	}
	if v.CanInterface() {
		if s, ok := reflect.TypeAssert[fmt.Stringer](v); ok && (v.Kind() != reflect.Pointer || !v.IsNil()) {
			b.WriteString(s.String() + "\n")
		}
	}
	switch v.Kind() { //nolint:exhaustive // other kinds hold no text
	case reflect.String:
		b.WriteString(v.String() + "\n")
	case reflect.Struct:
		for _, field := range v.Fields() {
			collect(b, field, depth+1)
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 && v.Kind() == reflect.Slice {
			b.Write(v.Bytes())
			b.WriteByte('\n')
			return
		}
		for i := range v.Len() {
			collect(b, v.Index(i), depth+1)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			collect(b, v.Elem(), depth+1)
		}
	default:
	}
}

// readBack holds law 7 for a whole answer.
func readBack(value any) []string {
	first, err := json.Marshal(value)
	if err != nil {
		return []string{"law 7: " + err.Error()}
	}
	back := reflect.New(reflect.TypeOf(value))
	if err := json.Unmarshal(first, back.Interface()); err != nil {
		return []string{"law 7: " + err.Error()}
	}
	if diff := difference(value, back.Elem().Interface()); diff != "" {
		return []string{"law 7: the answer and what is read back from its JSON:\n" + diff}
	}
	return nil
}

// sameAgain holds law 8, also for a caller who changes an answer: the next one
// shares nothing with it. It spoils the findings of a.
func sameAgain(a Answer, again func() Answer) []string {
	first, err := json.Marshal(a.Value)
	if err != nil {
		return []string{"law 8: " + err.Error()}
	}
	Spoil(a.Findings)
	second, err := json.Marshal(again().Value)
	if err != nil || !bytes.Equal(first, second) {
		return []string{"law 8: the same input gave other bytes, or an answer shares memory with the one before it:\n" + cmp.Diff(string(first), string(second))}
	}
	return nil
}

// Spoil overwrites every text and number in a slice, as a caller may with what
// is his: whoever shares memory with it shows the change.
func Spoil[T any](s []T) { spoil(reflect.ValueOf(s)) }

func spoil(v reflect.Value) {
	switch v.Kind() { //nolint:exhaustive // findings have no others
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			spoil(v.Index(i))
		}
	case reflect.Struct:
		for _, field := range v.Fields() {
			spoil(field)
		}
	case reflect.String:
		v.SetString("spoilt")
	case reflect.Int:
		v.SetInt(-77)
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(77)
	}
}

// faults holds law 3: but for what is said about the unknown input itself, the
// answer is the same.
func (u Unknown) faults() []string {
	var rest []schannel.Finding
	said := false
	for _, f := range u.With.Findings {
		if u.About(f) {
			said = true
			continue
		}
		rest = append(rest, f)
	}
	var faults []string
	if !said {
		faults = append(faults, "law 3: nothing is said about the unknown input")
	}
	if diff := difference(u.Without.Findings, rest); diff != "" {
		faults = append(faults, "law 3: an unknown input changes the answer:\n"+diff)
	}
	return faults
}
