// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt_test

import (
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestCoexistence holds the cells that a document tells, and every other one to
// be open. Two of them are what KB2006728 is about.
func TestCoexistence(t *testing.T) {
	t.Parallel()
	type pair struct{ first, mailbox prompt.Server }
	documented := map[pair]prompt.Behaviour{
		{prompt.Exchange2007, prompt.Exchange2007}:     prompt.Answers,      // KB2006728
		{prompt.Exchange2007, prompt.Exchange2010}:     prompt.Redirects,    // KB2006728, bb204246(v=exchg.80)
		{prompt.Exchange2010, prompt.Exchange2010}:     prompt.Answers,      // KB2006728
		{prompt.Exchange2010, prompt.ExchangeOnline}:   prompt.NamesAddress, // rmilne, 2010 SP3 hybrid
		{prompt.Exchange2013, prompt.Exchange2007}:     prompt.Proxies,      // vanhybrid
		{prompt.Exchange2013, prompt.Exchange2010}:     prompt.Proxies,      // help of 2013
		{prompt.Exchange2013, prompt.Exchange2013}:     prompt.Proxies,      // help of 2013
		{prompt.Exchange2013, prompt.Exchange2016}:     prompt.Proxies,      // help of 2013
		{prompt.Exchange2013, prompt.Exchange2019}:     prompt.Proxies,      // help of 2013: to the server of the mailbox
		{prompt.Exchange2013, prompt.ExchangeOnline}:   prompt.NamesAddress, // the hybrid chain
		{prompt.Exchange2016, prompt.Exchange2007}:     prompt.Impossible,   // Setup
		{prompt.Exchange2016, prompt.Exchange2010}:     prompt.Proxies,      // Exchange Team, 604284
		{prompt.Exchange2016, prompt.Exchange2013}:     prompt.Proxies,
		{prompt.Exchange2016, prompt.Exchange2016}:     prompt.Answers,
		{prompt.Exchange2016, prompt.Exchange2019}:     prompt.Proxies, // help of 2016 and 2019: to the server of the mailbox
		{prompt.Exchange2016, prompt.ExchangeOnline}:   prompt.NamesAddress,
		{prompt.Exchange2019, prompt.Exchange2007}:     prompt.Impossible, // Setup
		{prompt.Exchange2019, prompt.Exchange2010}:     prompt.Impossible, // Setup: 2010 coexists up to 2016
		{prompt.Exchange2019, prompt.Exchange2013}:     prompt.Proxies,    // the same
		{prompt.Exchange2019, prompt.Exchange2016}:     prompt.Proxies,    // the same
		{prompt.Exchange2019, prompt.Exchange2019}:     prompt.Answers,
		{prompt.Exchange2019, prompt.ExchangeOnline}:   prompt.NamesAddress,
		{prompt.ExchangeOnline, prompt.ExchangeOnline}: prompt.Answers,
	}
	codes := map[prompt.Behaviour]string{
		prompt.BehaviourUnknown: "autodiscover.coexistence.open",
		prompt.Answers:          "autodiscover.coexistence.answers",
		prompt.Redirects:        "autodiscover.coexistence.redirects",
		prompt.Proxies:          "autodiscover.coexistence.proxies",
		prompt.NamesAddress:     "autodiscover.coexistence.names_address",
		prompt.Impossible:       "autodiscover.coexistence.impossible",
	}
	for first := prompt.Exchange2007; first <= prompt.ExchangeOnline; first++ {
		for mailbox := prompt.Exchange2007; mailbox <= prompt.ExchangeOnline; mailbox++ {
			b, f := prompt.Coexistence(first, mailbox)
			if want := documented[pair{first, mailbox}]; b != want || string(f.Code) != codes[want] {
				t.Errorf("%s, mailbox on %s: %s, %s; want %s", first, mailbox, b, f.Code, want)
			}
			vocabtest.Findings(t, []schannel.Finding{f})
		}
	}
	_, open := prompt.Coexistence(prompt.Exchange2010, prompt.Exchange2013)
	vocabtest.Equal(t, []schannel.Code{
		"autodiscover.outcome.cell_answer", "autodiscover.outcome.cell_redirect", "autodiscover.settle.server",
	}, vocabtest.PhraseCodes([]schannel.Finding{open}, "autodiscover.coexistence.open"))
	_, unknown := prompt.Coexistence(prompt.ServerUnknown, prompt.Exchange2010)
	vocabtest.Equal(t, []schannel.Code{"autodiscover.missing.versions"},
		vocabtest.PhraseCodes([]schannel.Finding{unknown}, "autodiscover.coexistence.unknown"))
}
