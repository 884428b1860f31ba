// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// lines writes a calendar, an interval a line.
func lines(s exchange.Server, connectors []exchange.Connector, from, to string) []string {
	var out []string
	for i := range change.Calendar(s, connectors, at(from), at(to)) {
		line := i.From.Format("2006-01-02") + " " + i.To.Format("2006-01-02")
		for _, w := range i.Winners {
			winner := "none"
			if w.Winner != nil {
				winner = fmt.Sprint(w.Winner[19])
			}
			line += fmt.Sprintf(" %s:%s:%s", winner, w.Certainty, w.Offered)
		}
		for _, b := range i.Because {
			line += " " + strings.TrimPrefix(string(b.Code), "exchangecert.") + ":" + b.Args[0].Value[38:]
		}
		out = append(out, line)
	}
	return out
}

// TestCalendarOfOtherIssuer: TlsCertificateName names the old issuer; the
// renewed certificate never matches, and on the day that the old one expires
// documents do not say whether it is used or none.
func TestCalendarOfOtherIssuer(t *testing.T) {
	t.Parallel()
	s := server(exchange.VersionUnspecified, certificate(1, issuer1, "2023-11-01", smtp), certificate(2, issuer2, "2024-01-15", smtp))
	got := lines(s, []exchange.Connector{sendTo("<I>" + issuer1 + "<S>CN=" + smtp)}, "2024-01-20", "2024-06-01")
	want := []string{
		"2024-01-20 2024-01-30 1:certain:unknown",
		"2024-01-30 2024-06-01 1:undocumented:unknown calendar.expired:01",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCalendarOfReceive: inbound STARTTLS, steps 8 and 10: the newest wins from
// its NotBefore on, whether or not it is valid before is not documented; an
// expired one goes on being offered.
func TestCalendarOfReceive(t *testing.T) {
	t.Parallel()
	s := server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", smtp))
	got := lines(s, []exchange.Connector{receive(smtp)}, "2024-01-02", "2024-12-01")
	want := []string{
		"2024-01-02 2024-01-31 1:certain:yes",
		"2024-01-31 2024-03-31 1:certain:yes calendar.expires_soon:01",
		"2024-03-31 2024-12-01 1:certain:yes calendar.expired:01",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCalendarOfAuth(t *testing.T) {
	t.Parallel()
	s := server(exchange.Exchange2016)
	s.Auth = exchange.AuthConfig{Seen: true, Current: thumb(1), Next: thumb(2), Effective: at("2024-03-01")}
	want := []string{"2024-01-01 2024-03-01", "2024-03-01 2024-06-01 calendar.auth:02"}
	if diff := cmp.Diff(want, lines(s, nil, "2024-01-01", "2024-06-01")); diff != "" {
		t.Errorf("NextCertificateEffectiveDate (-want +got):\n%s", diff)
	}
	if got := lines(s, nil, "2024-06-01", "2024-06-01"); got != nil {
		t.Errorf("no time, no interval: %v", got)
	}
}

// TestCalendarIsBounded: thousands of dates end in a phrase, not in hours of
// work.
func TestCalendarIsBounded(t *testing.T) {
	t.Parallel()
	s := server(exchange.Exchange2016)
	for i := range 300 {
		c := certificate(byte(i), issuer1, "2024-01-01", smtp)
		c.Thumbprint[1], c.NotBefore = byte(i>>8), at("2024-01-01").AddDate(0, 0, i)
		c.NotAfter = c.NotBefore.AddDate(1, 0, 0)
		s.Certificates = append(s.Certificates, c)
	}
	last := change.Interval{}
	count := 0
	for last = range change.Calendar(s, []exchange.Connector{receive(smtp)}, at("2023-01-01"), at("2030-01-01")) {
		count++
	}
	if count > 202 || last.Because[len(last.Because)-1].Code != "exchangecert.calendar.too_many" {
		t.Errorf("%d intervals, the last because of %v", count, last.Because)
	}
}

// TestMostDates: 200 dates are shown, and nothing is said to be left out.
func TestMostDates(t *testing.T) {
	t.Parallel()
	s := server(exchange.Exchange2016)
	for i := range 200 {
		c := certificate(byte(i), issuer1, "2024-01-01", smtp)
		c.NotBefore, c.NotAfter = at("2024-01-01").AddDate(0, 0, i), at("2040-01-01")
		s.Certificates = append(s.Certificates, c)
	}
	got := lines(s, []exchange.Connector{receive(smtp)}, "2023-01-01", "2030-01-01")
	if last := got[len(got)-1]; !strings.HasSuffix(last, "calendar.valid:c7") || strings.Contains(last, "too_many") {
		t.Errorf("the last of 200 dates: %s", last)
	}
}

// TestCalendarOfKinds: which certificates play a part in an answer makes no
// difference to it.
func TestCalendarOfKinds(t *testing.T) {
	t.Parallel()
	internal := server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", "mbx1.fabrikam.example"))
	internal.Internal = exchange.Internal{Published: schannel.Yes, Thumbprint: thumb(1)}
	in := receive("mbx1.fabrikam.example")
	in.Auth |= exchange.AuthExchangeServer
	other := certificate(1, issuer1, "2024-01-01", "www.fabrikam.example")
	list, unseen := server(exchange.Exchange2016, other), server(exchange.Exchange2016, other)
	list.WholeStore, unseen.WholeStore = schannel.No, schannel.Unknown
	for _, tt := range []struct {
		server    exchange.Server
		connector exchange.Connector
		want      []string
		why       string
	}{
		{internal, in, []string{"2024-01-02 2024-01-31 1:certain:yes 1:certain:yes", "2024-01-31 2024-02-02 1:certain:yes 1:certain:yes calendar.expires_soon:01"}, "HealthChecker, once though two answers change; X-ANONYMOUSTLS goes by thumbprint"},
		{list, sendTo("<I>" + issuer1 + "<S>CN=" + smtp), []string{"2024-01-02 2024-02-02 none:likely:unknown"}, "KB4495258: the shell does not list one without a key"},
		{unseen, receive(smtp), []string{"2024-01-02 2024-02-02 none:certain:no"}, "a list was seen, and no certificate in it holds the name"},
	} {
		if diff := cmp.Diff(tt.want, lines(tt.server, []exchange.Connector{tt.connector}, "2024-01-02", "2024-02-02")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.why, diff)
		}
	}
}

func TestNotYetValid(t *testing.T) {
	t.Parallel()
	s := server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", smtp), certificate(2, issuer1, "2024-02-15", smtp))
	got := lines(s, []exchange.Connector{receive(smtp)}, "2024-01-02", "2024-03-01")
	want := []string{
		"2024-01-02 2024-02-15 2:undocumented:yes",
		"2024-02-15 2024-03-01 2:certain:yes calendar.valid:02",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("of certificates that are not valid yet no document speaks (-want +got):\n%s", diff)
	}
}

// TestSameDay: what happens at one time is told together.
func TestSameDay(t *testing.T) {
	t.Parallel()
	later := with(certificate(2, issuer1, "2024-01-10", smtp), func(c *exchange.Certificate) { c.NotAfter = at("2024-03-31") })
	s := server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", smtp), later)
	want := []string{
		"2024-01-20 2024-01-31 2:certain:yes",
		"2024-01-31 2024-03-31 2:certain:yes calendar.expires_soon:01 calendar.expires_soon:02",
		"2024-03-31 2024-06-01 2:certain:yes calendar.expired:01 calendar.expired:02",
	}
	if diff := cmp.Diff(want, lines(s, []exchange.Connector{receive(smtp)}, "2024-01-20", "2024-06-01")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
