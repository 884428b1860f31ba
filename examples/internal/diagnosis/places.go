// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/exchangereport"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/symptom"
)

// place says where a symptom was seen, as far as it does.
type place struct {
	servers    []int // those that its record names as the computer
	connectors []int // those that it names
}

// placesOf finds where the symptoms of several servers were seen.
func placesOf(rows []symptom.Row, servers []casefile.ExchangeServer, connectors []exchange.Connector) []place {
	if len(servers) < 2 {
		return nil
	}
	named := map[string][]int{}
	for n, s := range servers {
		for _, name := range append(s.Server.DNS.All(), s.Server.Name) {
			if short := shortName(name); short != "" && !slices.Contains(named[short], n) {
				named[short] = append(named[short], n)
			}
		}
	}
	places := make([]place, len(rows))
	for i, row := range rows {
		places[i].servers = named[shortName(row.Event.Computer)]
		if len(places[i].servers) == 0 {
			places[i].connectors = exchangereport.ConnectorsIn(row, connectors[:min(len(connectors), mostAsked)])
		}
	}
	return places
}

// shortName is the host name without its domain, in lower case.
func shortName(name string) string {
	short, _, _ := strings.Cut(strings.ToLower(name), ".")
	return short
}

// rowsOf are the symptoms of a server: those of its own log, and those of which
// nobody knows where they were seen, unless they name a connector of another
// server. The others become rows that mean nothing.
func (o *organization) rowsOf(server int) []symptom.Row {
	if o.places == nil {
		return o.rows
	}
	rows := slices.Clone(o.rows)
	for i, p := range o.places {
		if o.elsewhere(p, server) {
			rows[i] = symptom.Row{}
		}
	}
	return rows
}

// elsewhere reports whether a place is not on the server.
func (o *organization) elsewhere(p place, server int) bool {
	if len(p.servers) > 0 {
		return !slices.Contains(p.servers, server)
	}
	own := func(n int) bool { return o.connectors[n].Of(o.servers[server].Server) }
	return len(p.connectors) > 0 && !slices.ContainsFunc(p.connectors, own)
}
