// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

// orderRows: what comes first, and which pairs are linked.
var orderRows = []struct {
	name  string
	items []string
	want  []string // codes
	links []Link
	why   string
}{
	{"nothing", nil, nil, []Link{}, "there is none"},
	{
		"ranks",
		[]string{"ems d insufficient error", "ems c undocumented error", "ems b likely error", "autodiscover a certain info", "ems a2 certain info", "ems a1 certain error"},
		[]string{"a1", "a2", "a", "b", "c", "d"},
		[]Link{},
		"certainty, then severity, then family",
	},
	{
		"premise",
		[]string{"ems effect certain error < cause", "ems cause certain info"},
		[]string{"cause", "effect"},
		[]Link{},
		"law 2: it is concluded from the other, which is no cause",
	},
	{
		"families",
		[]string{messaging + " certain error", issuer + " likely error < exchangecert.seen.unified_messaging", cut + " undocumented warning"},
		[]string{"trustlist.list.truncated", "exchangecert.seen.unified_messaging", "exchangecert.cause.issuer_list"},
		[]Link{{0, 1}, {0, 2}},
		"CausedBy of both rules: Exchange 1423 because the list was cut, however sure that is",
	},
	{
		"own family",
		[]string{"ems ems.capture.aborted certain error", "ems ems.full.legacy_server certain warning"},
		[]string{"ems.capture.aborted", "ems.full.legacy_server"},
		[]Link{},
		"law 2: CausedBy of the rule, and the package has not cited it: the alert is another one",
	},
	{
		"own family, established",
		[]string{"ems ems.capture.aborted certain error < ems.full.legacy_server", "ems ems.full.legacy_server certain warning"},
		[]string{"ems.full.legacy_server", "ems.capture.aborted"},
		[]Link{{0, 1}},
		"the same, cited",
	},
	{
		"absent",
		[]string{messaging + " certain error", noOffer + " certain error"},
		[]string{"trustlist.client.no_offer", "exchangecert.seen.unified_messaging"},
		[]Link{},
		"a cause that is not there is not linked",
	},
	{
		"chain",
		[]string{"ems c certain error < b", "ems b insufficient info < a", "ems a undocumented info", "ems x likely info"},
		[]string{"x", "a", "b", "c"},
		[]Link{},
		"through several findings",
	},
	{
		"circle",
		[]string{"ems b certain info < a", "ems a certain error < b"},
		[]string{"a", "b"},
		[]Link{},
		"where each follows from the other, the graver comes first",
	},
}
