// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq_test

import (
	"encoding/json"
	"iter"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "trustlist", certreq.Catalog())
	vocabtest.Seeds(t, map[string]int{"FuzzCertificateRequest": 7, "FuzzClientHello": 3, "FuzzFlight": 16, "FuzzSClient": 4})
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{
		certreq.CertificateRequest{},
		certreq.Extension{},
		certreq.Flight{},
		certreq.Behind{},
		certreq.Alert{},
		certreq.Answer(0),
		certreq.SClientNames{},
		certreq.PeerLimit{},
		certreq.PreflightReport{},
	}})
}

// TestFlightReadBack: a flight that was read back from JSON is judged as
// before.
func TestFlightReadBack(t *testing.T) {
	t.Parallel()
	for _, whole := range []bool{true, false} {
		before := certreq.Flight{Request: certreq.CertificateRequest{Authorities: ofBytes(16300)}, Whole: whole}
		text, err := json.Marshal(before)
		require.NoError(t, err)
		var after certreq.Flight
		require.NoError(t, json.Unmarshal(text, &after))
		vocabtest.Equal(t, before.Inspect(), after.Inspect())
	}
}

func TestLaws(t *testing.T) {
	t.Parallel()
	names := []string{"TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3", "SSL 3.0", "SMTP", "countryName", "UTF8String", "PrintableString"}
	for limit := range certreq.PeerLimits() {
		names = append(names, limit.Product)
	}
	vocabtest.Laws{
		Catalogs: []iter.Seq[schannel.CatalogEntry]{certreq.Catalog(), trustlist.Catalog()},
		Names:    names,
		Generate: generate,
	}.Hold(t)
}

// generate asks about a message of a size near one of the limits.
func generate(r *rand.Rand) vocabtest.Answer {
	if r.IntN(2) == 0 {
		return generateFlight(r)
	}
	limits := []int{200, 10000, 16384, 20000, 32768, 48 << 10, 65521, 65536, 100 << 10, 128 << 10}
	size := limits[0]
	if r.IntN(8) == 0 {
		size = limits[r.IntN(len(limits))]
	}
	list := trustlist.FromNames(dntest.OfBytes(size + r.IntN(80)))
	request := certreq.CertificateRequest{Authorities: list}
	if r.IntN(3) > 0 {
		request.Version = schannel.SSL30 + schannel.TLSVersion(r.IntN(5))
	}
	report := certreq.Preflight(request)
	return vocabtest.Answer{Input: request.Version, Value: report, Findings: report.Findings}
}

// generateFlight judges a flight of any kind.
func generateFlight(r *rand.Rand) vocabtest.Answer {
	yes := func() bool { return r.IntN(2) == 0 }
	f := certreq.Flight{
		Version: schannel.SSL30 + schannel.TLSVersion(r.IntN(5)), Guessed: yes(), Whole: yes(), Malformed: r.IntN(4) == 0,
		Behind: certreq.Behind{Answer: certreq.Answer(r.IntN(3)), Certificates: r.IntN(3), Accepted: schannel.Truth(r.IntN(2))},
	}
	if yes() {
		f.Request.Authorities = ofBytes(16300 + r.IntN(200))
	}
	if yes() {
		f.Request.Extensions = []certreq.Extension{{Type: uint16(13 + 34*r.IntN(2))}}
	}
	if yes() {
		f.Request.Authorities = append(f.Request.Authorities, trustlist.Name("\x30\x0d\x31\x0b\x30\x09\x06\x03\x55\x04\x06\x0c\x02ZZ"))
	}
	alerts := []uint8{40, 42, 47, 48, 116}
	if yes() {
		f.Behind.ServerAlert = &certreq.Alert{Number: alerts[r.IntN(len(alerts))]}
	}
	if yes() {
		f.Behind.ClientAlert = &certreq.Alert{Number: alerts[r.IntN(len(alerts))]}
	}
	if yes() {
		f.Prelude, f.Begins = "SMTP", 1+r.IntN(500)
	}
	captured := f.Inspect()
	return vocabtest.Answer{Input: f, Value: captured, Findings: captured.Findings}
}
