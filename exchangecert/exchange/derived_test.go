// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

func TestOutOfDate(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return time.Date(2024, 1, n, 0, 0, 0, 0, time.UTC) }
	c := exchange.Certificate{NotBefore: day(10), NotAfter: day(20)}
	local := c
	local.ZoneUnknown = true
	tests := []struct {
		name    string
		c       exchange.Certificate
		at      time.Time
		out     schannel.Truth
		expired bool
		why     string
	}{
		{"within", c, day(15), schannel.No, false, "in date"},
		{"at-the-end", c, day(20), schannel.No, false, "RFC 5280, Section 4.1.2.5: inclusive"},
		{"after", c, day(20).Add(time.Second), schannel.Yes, true, "expired"},
		{"before", c, day(9), schannel.Yes, false, "not yet valid"},
		{"no-time", c, time.Time{}, schannel.Unknown, false, "nobody asked for a time"},
		{"zone", local, day(20).Add(3 * time.Hour), schannel.Unknown, false, "a local time of any zone"},
		{"zone-before", local, day(10).Add(3 * time.Hour), schannel.Unknown, false, "it may not be valid yet where it is earlier"},
		{"zone-far", local, day(21).Add(3 * time.Hour), schannel.Yes, true, "in every zone"},
		{"unknown", exchange.Certificate{}, day(1), schannel.Unknown, false, "no dates"},
		{"status", exchange.Certificate{Status: exchange.StatusDateInvalid}, day(1), schannel.Yes, true, "Get-ExchangeCertificate: DateInvalid"},
	}
	for _, tt := range tests {
		out, expired := tt.c.OutOfDate(tt.at)
		if out != tt.out || expired != tt.expired {
			t.Errorf("%s: %s: %v %v", tt.name, tt.why, out, expired)
		}
	}
}

func TestIssuedByAuthority(t *testing.T) {
	t.Parallel()
	for want, c := range map[schannel.Truth]exchange.Certificate{
		schannel.Yes:     {Subject: "CN=a", Issuer: "CN=b"},
		schannel.No:      {SelfSigned: schannel.Yes, Subject: "CN=a", Issuer: "CN=b"},
		schannel.Unknown: {Subject: "CN=a"},
	} {
		if got := c.IssuedByAuthority(); got != want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestConnectorOf(t *testing.T) {
	t.Parallel()
	s := exchange.Server{Name: "EX1", DNS: exchange.DNSNames{DNSPhysicalFullyQualifiedDomainName: "ex1.corp.example"}}
	for _, tt := range []struct {
		c    exchange.Connector
		want bool
		why  string
	}{
		{exchange.Connector{Server: "ex1"}, true, "by the label, without case"},
		{exchange.Connector{Server: "EX2"}, false, "another server"},
		{exchange.Connector{}, true, "it names none"},
		{exchange.Connector{Send: true, SourceServers: []string{"EX2", "ex1.corp.example"}}, true, "among the source servers"},
		{exchange.Connector{Send: true, SourceServers: []string{"EX2"}, Server: "EX1"}, false, "not among them"},
	} {
		if got := tt.c.Of(s); got != tt.want {
			t.Errorf("%s: %v", tt.why, got)
		}
	}
	if !(exchange.Connector{Server: "EX2"}).Of(exchange.Server{}) {
		t.Error("a server without a name may be any")
	}
	if got := (exchange.Connector{Name: `EX1\Default Frontend EX1`}).Label(); got != "Default Frontend EX1" {
		t.Error(got)
	}
}

func TestServer(t *testing.T) {
	t.Parallel()
	s := exchange.Server{
		Name: "ex1.corp.example", Version: exchange.Exchange2016, Roles: []exchange.Role{exchange.Mailbox}, WholeStore: schannel.No,
		Certificates: []exchange.Certificate{{}, {Thumbprint: schannel.Thumbprint{1}, PrivateKey: schannel.No}},
	}
	if name, guess := s.FQDN(); name != "ex1.corp.example" || !guess {
		t.Error(name, guess)
	}
	if s.HasKey(-1) != schannel.Unknown || s.HasKey(len(s.Certificates)) != schannel.Unknown {
		t.Error("of a certificate that is not there nothing is known")
	}
	if s.HasKey(0) != schannel.Yes || s.HasKey(1) != schannel.No {
		t.Error("KB4495258: the shell lists only certificates with a private key")
	}
	if s.Find(schannel.Thumbprint{}) != -1 || s.Find(schannel.Thumbprint{1}) != 1 {
		t.Error("an unknown thumbprint is none")
	}
	if diff := cmp.Diff(schannel.Scope{Versions: []string{"2016"}, Roles: []string{"hub-transport"}}, s.Scope()); diff != "" {
		t.Error(diff)
	}
	if !s.Seen() || (exchange.Server{}).Seen() {
		t.Error("no list is not an empty list")
	}
	n := exchange.DNSNames{DNSHostName: "EX1", DNSPhysicalHostName: "ex1", DNSFullyQualifiedDomainName: "ex1.corp.example"}
	if diff := cmp.Diff([]string{"ex1.corp.example", "EX1"}, n.All()); diff != "" {
		t.Error(diff)
	}
}
