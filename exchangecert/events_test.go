// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert_test

import (
	"fmt"
	"testing"

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
	} {
		e := exchangecert.Select(tt.of(tt.version), ask(tt.purpose, in)).Events()[0]
		borrowed := false
		for _, condition := range e.Conditions {
			borrowed = borrowed || condition.Code == "exchangecert.condition.level"
		}
		if got := fmt.Sprintf("%d %s", e.ID, e.Level); got != tt.want || borrowed != tt.borrowed {
			t.Errorf("%s, %s: %s, borrowed %t", tt.version, tt.why, got, borrowed)
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
