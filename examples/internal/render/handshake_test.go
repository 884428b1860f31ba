// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// TestHandshake: arrows lead from the end that sends; the one that ends the
// connection is marked.
func TestHandshake(t *testing.T) {
	t.Parallel()
	more := map[string]int{}
	all := readHandshakes(report.Language{}, append([]diagnosis.Handshake{
		{Version: schannel.TLS12, Steps: []diagnosis.Step{{From: ems.Client, Message: "ClientHello"}, {From: ems.Server, Message: "Alert", Failed: true}}},
		{Suite: "TLS_RSA_WITH_AES_128_CBC_SHA", Steps: make([]diagnosis.Step, 300), More: 9},
	}, make([]diagnosis.Handshake, 4)...), more)
	want := []arrow{{Y: arrowTop, Client: true, Label: "1. ClientHello"}, {Y: arrowTop + arrowSpace, Label: "2. Alert", Failed: true}}
	if diff := cmp.Diff(want, all[0].Arrows); diff != "" {
		t.Errorf("arrows (-want +got):\n%s", diff)
	}
	if all[0].Summary != "TLS 1.2" || all[1].Summary != "TLS_RSA_WITH_AES_128_CBC_SHA" {
		t.Errorf("summaries %q and %q", all[0].Summary, all[1].Summary)
	}
	if len(all[1].Arrows) != maxArrows || len(all[1].Rows) != 200 || all[1].More != 109 {
		t.Errorf("%d arrows, %d rows, %d more", len(all[1].Arrows), len(all[1].Rows), all[1].More)
	}
	if len(all) != maxHandshakes || more["handshakes"] != 2 {
		t.Errorf("%d handshakes and %d more", len(all), more["handshakes"])
	}
}

func TestBrief(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"short": "short", "0123456789": "0123456789", "0123456789a": "012345678…", "証明書の一覧": "証明書の…"} {
		if got := brief(text, 10); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
