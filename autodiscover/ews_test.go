// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
)

// recorded is what the source of the EWS Managed API did with directories.
type recorded struct {
	Source  string        `json:"source"`
	Licence string        `json:"licence"`
	Rows    []recordedRow `json:"rows"`
}

type recordedRow struct {
	Name   string          `json:"name"`
	Site   string          `json:"site"`
	Domain string          `json:"domain"`
	Own    []recordedEntry `json:"own"`
	Others []struct {
		Host    string          `json:"host"`
		Entries []recordedEntry `json:"entries"`
	} `json:"others"`

	Order    []string               `json:"order"`
	Ends     autodiscover.Exception `json:"ends"`
	Searches int                    `json:"searches"`
}

type recordedEntry struct {
	Keywords []string `json:"keywords"`
	Bindings []string `json:"bindings"`
}

func (r recordedRow) forest() autodiscover.Forest {
	f := autodiscover.Forest{Own: directoryOf("", r.Own)}
	for _, o := range r.Others {
		f.Others = append(f.Others, directoryOf(o.Host, o.Entries))
	}
	return f
}

func directoryOf(host string, entries []recordedEntry) autodiscover.Directory {
	d := autodiscover.Directory{Host: host, InOrder: schannel.Yes}
	for _, e := range entries {
		d.SCPs = append(d.SCPs, autodiscover.SCP{
			Kind: autodiscover.KindOf(e.Keywords), Keywords: e.Keywords, Bindings: e.Bindings,
		})
	}
	return d
}

// TestOrderEWS compares with rows that were recorded from the published source
// of the EWS Managed API itself: order, exceptions and number of searches.
func TestOrderEWS(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/ews-order.json")
	require.NoError(t, err)
	var all recorded
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(&all))
	require.Len(t, all.Rows, 244)
	for _, row := range all.Rows {
		t.Run(row.Name, func(t *testing.T) {
			t.Parallel()
			client := autodiscover.Client{Product: autodiscover.EWSManagedAPI, Mail: "user@" + row.Domain, Site: row.Site}
			got := autodiscover.Order(row.forest(), client, autodiscover.PolicyEWS)
			if diff := cmp.Diff(row.Order, urlsOf(got.Order), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("order (-recorded +got):\n%s", diff)
			}
			if row.Ends != got.Ends || row.Searches != got.Searches {
				t.Errorf("want %s after %d searches, got %s after %d", row.Ends, row.Searches, got.Ends, got.Searches)
			}
		})
	}
}

func urlsOf(places []autodiscover.Place) []string {
	var urls []string
	for _, p := range places {
		urls = append(urls, p.URL)
	}
	return urls
}
