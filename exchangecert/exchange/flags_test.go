// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

func TestServices(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want exchange.Services
		out  string
		why  string
	}{
		{"IMAP, POP, IIS, SMTP", 27, "IMAP, POP, IIS, SMTP", "names as Format-List prints them"},
		{"smtp,iis", 24, "IIS, SMTP", "names in any case and order"},
		{"None", exchange.NoServices, "None", "known, and none"},
		{"", 0, "", "unknown"},
		{"IP.WS..", 27, "IMAP, POP, IIS, SMTP", "seven letters, Exchange 2013 and later"},
		{"....SF", 48, "SMTP, Federation", "six letters, Exchange 2010"},
		{".......", exchange.NoServices, "None", "no letter"},
		{"....S", 16, "SMTP", "five letters"},
		{"Federation, UMCallRouter, UM", 100, "UM, Federation, UMCallRouter", "the rest"},
		{"SMTP, 0x100", 272, "SMTP, 0x100", "a flag without a name is kept"},
	}
	for _, tt := range tests {
		got, err := exchange.ParseServices(tt.text)
		if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
			t.Errorf("%q: %s: %v (-want +got):\n%s", tt.text, tt.why, err, diff)
		}
		if got.String() != tt.out {
			t.Errorf("%q: prints %q", tt.text, got)
		}
	}
	for _, text := range []string{"SMTP, Fax", "SI.....", "IPUWSFR.", "0x0"} {
		if _, err := exchange.ParseServices(text); !errors.Is(err, &schannel.Error{Code: "exchangecert.services.malformed", Offset: schannel.NoOffset}) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if exchange.ServicesOf(0) != exchange.NoServices || exchange.ServicesOf(17).String() != "IMAP, SMTP" {
		t.Error("the numbers of AllowedServices")
	}
	if exchange.Services(0).Has(exchange.SMTP) != schannel.Unknown || exchange.NoServices.Has(exchange.SMTP) != schannel.No {
		t.Error("unknown is not none")
	}
}

func TestAuthMechanism(t *testing.T) {
	t.Parallel()
	got, err := exchange.ParseAuthMechanism("Tls, Integrated, BasicAuth, BasicAuthRequireTLS, ExchangeServer")
	if err != nil || got != 31 {
		t.Errorf("31 in the fixtures of CSS-Exchange: %d, %v", got, err)
	}
	if _, err := exchange.ParseAuthMechanism("Tls Integrated"); !errors.Is(err, &schannel.Error{Code: "exchangecert.auth_mechanism.malformed", Offset: schannel.NoOffset}) {
		t.Error(err)
	}
	if exchange.AuthMechanism(0).Has(exchange.AuthTLS) != schannel.Unknown || exchange.NoAuth.Has(exchange.AuthTLS) != schannel.No || got.Has(exchange.AuthTLS) != schannel.Yes {
		t.Error("unknown is not none")
	}
}
