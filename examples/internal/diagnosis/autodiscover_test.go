// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
)

// TestAnswers: what is said of answers whose requests nobody knows.
func TestAnswers(t *testing.T) {
	t.Parallel()
	outlook := autodiscover.Client{Product: autodiscover.Outlook2010}
	other := []walk.Peer{{Host: "mail.corp.example", CommonName: "*.corp.example", Names: []string{"*.corp.example"}}}
	for _, tt := range []struct {
		name  string
		given casefile.Autodiscover
		want  []schannel.Code
		why   string
	}{
		{"refusal", casefile.Autodiscover{Answers: []string{answered(`<Error><ErrorCode>603</ErrorCode></Error>`)}}, []schannel.Code{"autodiscover.pox.603"}, "MS-OXDSCLI: internal error"},
		{"settings", casefile.Autodiscover{Client: outlook, Answers: []string{settled}}, nil, "nothing is wrong with them"},
		{"another name", casefile.Autodiscover{Client: outlook, Peers: other, Answers: []string{settled}}, []schannel.Code{"autodiscover.prompt.principal"}, "POX: CertPrincipalName: msstd: and the server, which a wildcard is not"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []schannel.Code
			for _, f := range diagnosis.Run(casefile.Case{Autodiscover: &tt.given}).Findings {
				got = append(got, f.Code)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}
