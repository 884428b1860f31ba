// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag_test

import (
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "ems", emsdiag.Catalog())
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{emsdiag.Incident{}, emsdiag.Captured{}, emsdiag.Diagnosis{}}})
}

const schannelKey = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`

// anyHost makes up a computer that runs Windows, or none.
func anyHost(r *rand.Rand) winhost.Host {
	products := slices.Collect(winhost.Products())
	updates := slices.Collect(winhost.Updates())
	var h winhost.Host
	switch r.IntN(4) {
	case 0:
		return h
	case 1:
		h.Product = products[r.IntN(len(products))]
	default:
		u := updates[r.IntN(len(updates))]
		h.Product, h.Updates = u.Products[r.IntN(len(u.Products))], []string{u.ID}
	}
	names := [...]string{"DisableClientExtendedMasterSecret", "DisableServerExtendedMasterSecret", "EventLogging"}
	for range r.IntN(3) {
		h.Registry = append(h.Registry, schannel.DWORD(schannelKey, names[r.IntN(len(names))], uint32(r.IntN(3))))
	}
	return h
}

// anySymptoms are those of one failure.
func anySymptoms(r *rand.Rand) []symptom.Row {
	alerts := [...]ems.Alert{20, 40, 47, 51, 71, 80, 109, 110, 46, 123, 0}
	alert := alerts[r.IntN(len(alerts))]
	rows := []symptom.Row{
		event(36887, alert), event(36888, alert), event(36874, 0), status(uint32(winhost.StatusOf(alert))), status(0x80090321),
		text("The operation has timed out"), text("An existing connection was forcibly closed by the remote host"), macReceived[2],
		text("522 SSL connection failed; session reuse required"), text("TLS session of data connection not resumed"),
		text("fatal alert was received from the remote endpoint"),
		{Code: symptom.Code{Kind: symptom.CodeAlert, Numbers: []uint32{uint32(alert)}}},
		{},
	}
	r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	return rows[:r.IntN(4)]
}

func anyIncident(r *rand.Rand) emsdiag.Incident {
	suites := [...]string{dheSuite, dheSuite, ecdheSuite, "TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_DH_anon_WITH_AES_128_CBC_SHA", "DHE-RSA-AES256", ""}
	i := emsdiag.Incident{
		Symptoms: anySymptoms(r), Local: anyHost(r), Side: ems.Side(r.IntN(3)), PeerBehaviour: winhost.Behaviour(r.IntN(4)),
		Suite: suites[r.IntN(len(suites))], Resuming: schannel.Truth(r.IntN(3)), Captured: emsdiag.Captured{ClientHello: schannel.Truth(r.IntN(3)), ServerHello: schannel.Truth(r.IntN(3)), Alert: ems.Alert(20 * r.IntN(3))}, FTPData: r.IntN(5) == 0, LateCertRequest: r.IntN(5) == 0,
	}
	if r.IntN(3) == 0 {
		i.Symptoms = append(i.Symptoms, anySymptoms(r)...) // of another failure
	}
	if r.IntN(3) == 0 {
		i.Peer = anyHost(r)
	}
	if r.IntN(3) == 0 {
		i.Attempts = [...]int{2, 12, 300, 10240}[r.IntN(4)]
		i.Failures = min(i.Attempts, [...]int{0, 1, 12, 40, 120}[r.IntN(5)])
	}
	if r.IntN(8) == 0 {
		i.Modulus = []byte{0xfb, 0x01}[:1+r.IntN(2)]
	}
	return i
}

// diagnosed is the answer to an incident. Of its case the products are known
// that have a part in it: the two ends and, where the other one is not known to
// run Windows, any FTP server.
func diagnosed(i emsdiag.Incident) vocabtest.Answer {
	d, err := emsdiag.Diagnose(i)
	if err != nil {
		d = emsdiag.Diagnosis{}
	}
	a := vocabtest.Answer{Input: i, Value: d, Findings: slices.Concat(d.Causes, d.Facts)}
	if i.Local.Product == "" || i.Side != ems.Client {
		return a // the client, whose suites a remedy is about, may be anything
	}
	a.Case.Products = []string{i.Local.Product}
	if i.Peer.Product != "" {
		a.Case.Products = append(a.Case.Products, i.Peer.Product)
	}
	a.Case.Products = append(a.Case.Products, "proftpd", "vsftpd", "filezilla-server-0.9")
	if i.Peer.Product == "" {
		a.Registry = i.Local.Registry
	}
	return a
}

// TestLaws: what is unknown is an event, a code or a text that nobody here
// knows.
func TestLaws(t *testing.T) {
	t.Parallel()
	about := func(f schannel.Finding) bool { return f.Code == emsdiag.CodeSymptomUnknown }
	vocabtest.Laws{
		Catalogs: []iter.Seq[schannel.CatalogEntry]{emsdiag.Catalog(), winhost.Catalog(), ems.Catalog()},
		Names:    append(slices.Collect(winhost.Products()), "Windows"),
		Generate: func(r *rand.Rand) vocabtest.Answer { return diagnosed(anyIncident(r)) },
		Unknown: func(r *rand.Rand) vocabtest.Unknown {
			i := anyIncident(r)
			for {
				if _, err := emsdiag.Diagnose(i); err == nil && !slices.ContainsFunc(diagnosed(i).Findings, about) {
					break
				}
				i = anyIncident(r)
			}
			without := diagnosed(i)
			unknown := [...]symptom.Row{
				text("The quick brown fox"), status(0x1234), event(5, 0),
				{Code: symptom.Code{Kind: symptom.CodeHTTP, Numbers: []uint32{403, 16}}},
				{Event: symptom.Event{Provider: "Contoso", ID: 36887, Data: []symptom.Field{{Value: "20"}}}},
			}
			i.Symptoms = append(slices.Clone(i.Symptoms), unknown[r.IntN(len(unknown))])
			return vocabtest.Unknown{Without: without, With: diagnosed(i), About: about}
		},
	}.Hold(t)
}
