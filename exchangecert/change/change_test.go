// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

const smtp = "smtp.fabrikam.example"

func TestApply(t *testing.T) {
	t.Parallel()
	toOld := sendTo("<I>" + issuer1 + "<S>CN=" + smtp)
	for _, tt := range applyRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, findings := change.Apply(tt.server, []exchange.Connector{toOld}, tt.change)
			if diff := cmp.Diff(tt.want, codes(findings)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if diff := cmp.Diff(tt.value, tt.after(got)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestInUse: Remove-ExchangeCertificate refuses the certificate that is in use.
func TestInUse(t *testing.T) {
	t.Parallel()
	s := server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", smtp))
	s.Internal.Thumbprint = thumb(1)
	_, findings := change.Apply(s, nil, change.Change{Operation: change.Remove, Thumbprint: thumb(1)})
	if diff := cmp.Diff("exchangecert.change.in_use", codes(findings)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCompare: the new certificate wins for the Receive connector by its date,
// and never for the Send connector that names the old issuer.
func TestCompare(t *testing.T) {
	t.Parallel()
	old, renewed := certificate(1, issuer1, "2023-11-01", smtp), certificate(2, issuer2, "2024-01-15", smtp)
	s, connectors := server(exchange.Exchange2016, old), []exchange.Connector{receive(smtp), sendTo("<I>" + issuer1 + "<S>CN=" + smtp)}
	after, _ := change.Apply(s, connectors, change.Change{Operation: change.Renew, Thumbprint: thumb(1), Certificate: renewed, ReplaceDefault: schannel.No})
	got := change.Compare(s, after, connectors, at("2024-01-20"))
	one, other, bound := s, after, connectors[0]
	one.Name, other.Name, bound.Server = "EX1", "EX9", "EX1"
	one.DNS, other.DNS = exchange.DNSNames{}, exchange.DNSNames{}
	if differs := change.Compare(one, other, []exchange.Connector{bound, connectors[1]}, at("2024-01-20")); len(differs) != 0 {
		t.Errorf("a connector of one of the two servers is compared: %+v", differs)
	}
	if len(got) != 1 || got[0].Connector != "Default MBX1" || *got[0].Before != thumb(1) || *got[0].After != thumb(2) || got[0].Certainty != schannel.Certain {
		t.Errorf("%+v", got)
	}
}

// TestCompareNone: a connector that had no certificate and gets one differs, one
// that has none before and behind does not.
func TestCompareNone(t *testing.T) {
	t.Parallel()
	before, after := server(exchange.Exchange2016), server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", smtp))
	connectors := []exchange.Connector{receive(smtp)}
	got := change.Compare(before, after, connectors, at("2024-01-20"))
	if len(got) != 1 || got[0].Before != nil || got[0].After == nil || *got[0].After != thumb(1) {
		t.Errorf("%+v", got)
	}
	got = change.Compare(after, before, connectors, at("2024-01-20"))
	if len(got) != 1 || got[0].After != nil || got[0].Before == nil || *got[0].Before != thumb(1) {
		t.Errorf("%+v", got)
	}
	if got := change.Compare(before, before, connectors, at("2024-01-20")); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// TestSiteOfBinding: KB2779694: it is the site with this certificate that fails.
func TestSiteOfBinding(t *testing.T) {
	t.Parallel()
	_, findings := change.Apply(applyMailbox, nil, change.Change{Operation: change.Remove, Thumbprint: thumb(2)})
	if diff := cmp.Diff(schannel.Text("site", "W3SVC/2"), findings[0].Args[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
