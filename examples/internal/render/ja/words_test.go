// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ja_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/emstest"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// values returns the texts of all values of an enumeration.
func values[T interface {
	~uint8
	fmt.Stringer
}]() []string {
	var all []string
	for v := range 256 {
		if text := T(v).String(); !strings.HasPrefix(text, "0x") {
			all = append(all, text)
		}
	}
	return all
}

// sentenceWords are the enumerations that stand in sentences, by the name of
// the argument, and those outside of sentences, as report.Language lists them.
func sentenceWords() map[string][]string {
	return map[string][]string{
		"action":     append(values[answer.Action](), values[ems.Action]()...),
		"behaviour":  values[winhost.Behaviour](),
		"by":         values[capture.Mechanism](),
		"certainty":  values[schannel.Certainty](),
		"counting":   values[trustlist.Counting](),
		"duplicates": values[trustlist.Duplicates](),
		"end":        values[walk.End](),
		"evidence":   values[schannel.Evidence](),
		"extended":   values[schannel.Truth](),
		"family":     {"trustlist", "ems", "exchangecert", "autodiscover"},
		"fact":       {"unspecified", "product", "update", "build", "day"}, // winhost keeps the type to itself
		"failure":    values[walk.Failure](),
		"first":      append(values[prompt.Server](), "product", "update", "build", "day"),
		"joined":     values[schannel.Truth](),
		"kind":       values[evidence.Kind](),
		"level":      values[schannel.Level](),
		"log":        {"Application", "System"},
		"mailbox":    values[prompt.Server](),
		"match":      values[trustlist.Match](),
		"mechanism":  values[emstest.Mechanism](),
		"negotiated": values[ems.Session](),
		"part":       values[offer.Part](),
		"policy":     values[autodiscover.Policy](),
		"product":    append(values[autodiscover.Product](), values[compose.Application]()...),
		"prompt":     values[prompt.Kind](),
		"purpose":    values[exchangecert.Purpose](),
		"ranking":    values[exchangecert.Ranking](),
		"reading":    values[exchangecert.Reading](),
		"reason":     values[trustlist.Reason](),
		"result":     values[ems.Action](),
		"role":       append(values[exchange.Role](), values[evidence.Kind]()...),
		"second":     {"unspecified", "product", "update", "build", "day"},
		"server":     values[schannel.Truth](),
		"session":    values[ems.Session](),
		"severity":   values[schannel.Severity](),
		"side":       values[ems.Side](),
		"step":       values[autodiscover.Step](),
		"store":      values[compose.StoreKind](),
		"truth":      values[schannel.Truth](),
		"turn":       values[walk.Turn](),
		"used":       values[ems.Session](),
		"verdict":    values[exchangecert.Verdict](),
		"version":    append(values[exchange.Version](), values[prompt.Server]()...),
		"written":    values[schannel.Truth](),
	}
}

// exception is the name of an exception of the EWS Managed API, such as
// UriFormatException.
func exception(value string) bool {
	return strings.HasSuffix(value, "Exception") || strings.HasPrefix(value, "Autodiscover") || strings.HasPrefix(value, "MaximumRedirection")
}

// TestWords: every value that can stand in a report has its word.
func TestWords(t *testing.T) {
	t.Parallel()
	l := texts(t).Language("ja")
	for about, all := range sentenceWords() {
		for _, value := range all {
			if _, ok := l.Word(about, value); !ok && !exception(value) {
				t.Errorf("%s %q has no word", about, value)
			}
		}
	}
}

// TestNoIdleWords: every word is one of a value that exists.
func TestNoIdleWords(t *testing.T) {
	t.Parallel()
	known := sentenceWords()
	for about, words := range texts(t).Words {
		all, listed := known[about]
		if !listed {
			continue // no enumeration: subjects, services, files
		}
		for value := range words {
			if !slices.Contains(all, value) && !slices.Contains(others, about+" "+value) {
				t.Errorf("%s has no value %q", about, value)
			}
		}
	}
}

// others are the values that are no enumeration's: products and roles that
// remedies name themselves, and a version of Exchange as Autodiscover names it.
var others = []string{
	"product filezilla-server-0.9",
	"product proftpd",
	"product Windows Server 2003 with KB933940",
	"role domain-member",
	"version exchange2010",
}

var subjectKind = regexp.MustCompile(`schannel\.(?:Whole|Nth)\("([a-z_]+)"|schannel\.Subject\{Kind: "([a-z_]+)"`)

// TestSubjects: every kind of subject that a package names has its word.
func TestSubjects(t *testing.T) {
	t.Parallel()
	l := texts(t).Language("ja")
	var checked int
	sources(t, func(name, text string) {
		for _, match := range subjectKind.FindAllStringSubmatch(text, -1) {
			checked++
			if _, ok := l.Word("subject", match[1]+match[2]); !ok {
				t.Errorf("%s: subject %q has no word", name, match[1]+match[2])
			}
		}
	})
	require.Greater(t, checked, 100)
}
