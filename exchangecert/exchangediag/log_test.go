// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestLogItems: of the sessions that sent a certificate ten are pointed to.
func TestLogItems(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]int{9: 9, 10: 10, 11: 10} {
		sessions := slices.Repeat([]exchange.LogSession{session("Internet", false, "", issued(1, nil))}, n)
		findings := exchangediag.CompareLog(server(exchange.Exchange2016, own(2, nil)), nil, sessions)
		require.Len(t, findings, 1)
		require.Len(t, findings[0].Items, want)
	}
}

// TestLogTime: a session is compared at its own time; one that has none at that
// of the incident.
func TestLogTime(t *testing.T) {
	t.Parallel()
	timeless := session("Internet", false, "", issued(1, nil))
	timeless.Start = time.Time{}
	later := issued(3, func(c *exchange.Certificate) { c.NotBefore = noon.AddDate(0, 1, 0) })
	for _, tt := range []struct {
		why     string
		server  exchange.Server
		session exchange.LogSession
		at      time.Time
		want    string
	}{
		{"at the time of the incident the certificate is in date", server(exchange.Exchange2016, issued(1, nil)), timeless, noon, "exchangecert.log.as_predicted"},
		{"two months later the newer one would have been sent", server(exchange.Exchange2016, issued(1, nil), later), timeless, noon.AddDate(0, 2, 0), "exchangecert.log.other_certificate"},
		{"the session is of noon", server(exchange.Exchange2010, issued(1, lapsedAt(noon.AddDate(0, 1, 0))), own(2, nil)), session("Internet", false, "", issued(1, nil)), noon.AddDate(0, 2, 0), "exchangecert.log.as_predicted"},
	} {
		d := exchangediag.Diagnose(exchangediag.Incident{Server: tt.server, Connectors: []exchange.Connector{receive(mx, "")}, Sessions: []exchange.LogSession{tt.session}, At: tt.at})
		require.Contains(t, vocabtest.FindCodes(d.Facts), tt.want, tt.why)
	}
}

func lapsedAt(end time.Time) func(*exchange.Certificate) {
	return func(c *exchange.Certificate) { c.NotAfter = end }
}
