// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// TestLevels: the level of an event, and whether it is borrowed from another
// version.
func TestLevels(t *testing.T) {
	t.Parallel()
	in := toExchange(receive(mail))
	unpublished := func(v exchange.Version) exchange.Server {
		s := server(v, own(1, "2010-01-01", "EX1"))
		s.Internal.Published = schannel.No
		return s
	}
	lapsed := func(v exchange.Version) exchange.Server { return internalServer(v, own(1, "2010-01-01", "EX1")) }
	lost := func(v exchange.Version) exchange.Server { return internalServer(v) }
	ending := func(v exchange.Version) exchange.Server { return internalServer(v, lasting(24*time.Hour)) }
	unread := func(v exchange.Version) exchange.Server {
		return internalServer(v, but(own(1, "2023-01-01", "EX1", "ex1.corp.example"), func(c *exchange.Certificate) { c.NetworkServiceReads = schannel.No }))
	}
	for _, tt := range []struct {
		of       func(exchange.Version) exchange.Server
		purpose  exchangecert.Purpose
		version  exchange.Version
		want     string
		borrowed bool
		why      string
	}{
		{unpublished, exchangecert.InboundSTARTTLS, exchange.Exchange2019, "12014 error", false, "KB953354 and the page of Exchange 2010: Error"},
		{unpublished, exchangecert.InboundAnonymousTLS, exchange.Exchange2010, "12012 error", false, "page of event 12012, of Exchange 2010"},
		{unpublished, exchangecert.InboundAnonymousTLS, exchange.Exchange2019, "12012 error", true, "of Exchange 2010 alone"},
		{lost, exchangecert.InboundAnonymousTLS, exchange.Exchange2010, "12013 error", false, "page of event 12013, of Exchange 2010"},
		{lost, exchangecert.InboundAnonymousTLS, exchange.Exchange2016, "12013 error", true, "of Exchange 2010 alone"},
		{lapsed, exchangecert.InboundAnonymousTLS, exchange.Exchange2007SP1, "12015 warning", false, "KB953354: Warning"},
		{lapsed, exchangecert.InboundAnonymousTLS, exchange.Exchange2010, "12015 information", false, "page of event 12015"},
		{lapsed, exchangecert.InboundAnonymousTLS, exchange.Exchange2016, "12015 warning", true, "of other versions alone"},
		{ending, exchangecert.InboundAnonymousTLS, exchange.Exchange2007SP3, "12017 warning", false, "page of event 12017, of Exchange 2007"},
		{ending, exchangecert.InboundAnonymousTLS, exchange.Exchange2016, "12017 warning", true, "of Exchange 2007 alone"},
		{lost, exchangecert.InboundAnonymousTLS, exchange.Exchange2010, "12024 information", false, "page of event 12024, of Exchange 2010"},
		{unread, exchangecert.DirectTrust, exchange.Exchange2007SP3, "1037 warning", false, "troubleshooting of 1037 and 2019, of Exchange 2007"},
		{unread, exchangecert.DirectTrust, exchange.Exchange2016, "2019 warning", true, "of Exchange 2007 alone"},
	} {
		all := exchangecert.Select(tt.of(tt.version), ask(tt.purpose, in)).Events()
		at := slices.IndexFunc(all, func(e schannel.Event) bool { return strings.HasPrefix(tt.want, fmt.Sprint(e.ID)) })
		if at < 0 {
			t.Errorf("%s, %s: not logged", tt.version, tt.why)
			continue
		}
		e := all[at]
		borrowed := false
		for _, condition := range e.Conditions {
			borrowed = borrowed || condition.Code == "exchangecert.condition.level"
		}
		if got := fmt.Sprintf("%d %s", e.ID, e.Level); got != tt.want || borrowed != tt.borrowed {
			t.Errorf("%s, %s: %s, borrowed %t", tt.version, tt.why, got, borrowed)
		}
	}
}

// TestHoursLeft: events 12017 and 12018 say how many hours are left.
func TestHoursLeft(t *testing.T) {
	t.Parallel()
	s := internalServer(v2016, lasting(50*time.Hour+time.Minute))
	for _, purpose := range []exchangecert.Purpose{exchangecert.InboundSTARTTLS, exchangecert.InboundAnonymousTLS} {
		params := exchangecert.Select(s, ask(purpose, toExchange(receive(mail)))).Events()[0].Params
		if diff := cmp.Diff(schannel.Number("hours", 50), params[len(params)-1]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", purpose, diff)
		}
	}
}

// TestFrontEnd: KB2989382, the front end logs under a name of its own; an Edge
// server has none, nor has a server before Exchange 2013.
func TestFrontEnd(t *testing.T) {
	t.Parallel()
	const back, front = "MSExchangeTransport", "MSExchangeFrontEndTransport"
	hub, edge := exchange.HubTransport, exchange.Edge
	for _, tt := range []struct {
		purpose     exchangecert.Purpose
		version     exchange.Version
		server      exchange.Role
		connector   exchange.Role
		want        string
		conditional bool
	}{
		{exchangecert.InboundSTARTTLS, v2016, hub, exchange.FrontendTransport, front, false},
		{exchangecert.InboundAnonymousTLS, v2016, hub, exchange.FrontendTransport, front, false},
		{exchangecert.InboundSTARTTLS, v2016, hub, hub, back, false},
		{exchangecert.InboundSTARTTLS, v2016, hub, exchange.RoleUnspecified, back, true},
		{exchangecert.InboundSTARTTLS, v2016, edge, exchange.RoleUnspecified, back, false},
		{exchangecert.InboundSTARTTLS, exchange.Exchange2013, hub, exchange.RoleUnspecified, back, true},
		{exchangecert.InboundSTARTTLS, exchange.Exchange2010, hub, exchange.RoleUnspecified, back, false},
		{exchangecert.InboundSTARTTLS, exchange.VersionUnspecified, hub, exchange.RoleUnspecified, back, true},
	} {
		s, c := internalServer(tt.version), toExchange(receive(mail))
		s.WholeStore, s.Roles, c.TransportRole = schannel.Yes, []exchange.Role{tt.server}, tt.connector
		e := exchangecert.Select(s, ask(tt.purpose, c)).Events()[0]
		conditional := slices.ContainsFunc(e.Conditions, func(p schannel.Phrase) bool { return p.Code == "exchangecert.condition.front_end" })
		if e.Provider != tt.want || conditional != tt.conditional {
			t.Errorf("%+v: %s, %t", tt, e.Provider, conditional)
		}
	}
}

// TestUnknownTime: a date that was not seen is no date.
func TestUnknownTime(t *testing.T) {
	t.Parallel()
	late := but(own(1, "2010-01-01", mail), func(c *exchange.Certificate) { c.NotBefore = day("0001-01-01") })
	const want = "0000000000000000000000000000000000000001 holds the name and is out of date: valid from ? until 2015-01-01T00:00:00Z."
	for _, f := range exchangecert.Select(server(exchange.Exchange2007SP3, late), ask(exchangecert.InboundSTARTTLS, receive(mail))).Findings {
		if f.Code == "exchangecert.candidate.expired" {
			if f.Text != want {
				t.Errorf("%q, want %q", f.Text, want)
			}
			return
		}
	}
	t.Error("nothing says that it has expired")
}
