// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// FuzzSelect: whatever server and connector are generated from the seed, with
// any texts, the selection ends, has a certainty, and traces every certificate.
func FuzzSelect(f *testing.F) {
	f.Add(uint64(1), mail, mailNamed, "CN=mail.contoso.com", "mail.contoso.com")
	f.Fuzz(func(t *testing.T, seed uint64, fqdn, certificateName, subject, domain string) {
		r := rand.New(rand.NewPCG(seed, 9))
		g := generate(r)
		g.Request.Connector.FQDN, g.Request.Connector.TLSCertificateName = fqdn, certificateName
		for i := range g.Server.Certificates {
			if r.IntN(2) == 0 {
				g.Server.Certificates[i].Subject, g.Server.Certificates[i].Domains = subject, []string{domain}
			}
		}
		answer := exchangecert.Select(g.Server, g.Request)
		if answer.Certainty == 0 || len(answer.Findings) == 0 || len(answer.Trace) != len(g.Server.Certificates) {
			t.Fatalf("not whole: %+v", answer)
		}
		if _, err := json.Marshal(answer); err != nil {
			t.Fatal(err)
		}
	})
}

// TestHostileTexts: names made of separators take no more than linear time.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"<S>", "CN=\"", "a+", ",", "<I>a<S>", "\"\""} {
		text := ""
		for len(text) < 1<<16 {
			text += unit
		}
		c := send("", "<I>"+text+"<S>"+text)
		s := server(v2016, exchange.Certificate{Subject: text, Issuer: text})
		exchangecert.Select(s, outbound(c))
	}
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzSelect": 2})
}
