// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange_test

import (
	"testing"

	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestEnumsAreWhole(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[exchange.Matcher](t)
	vocabtest.Enum[exchange.NameMatch](t)
	vocabtest.Enum[exchange.Role](t)
	vocabtest.Enum[exchange.RootCAType](t)
	vocabtest.Enum[exchange.Status](t)
	vocabtest.Enum[exchange.TLSAuthLevel](t)
	vocabtest.Enum[exchange.Version](t)
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "exchangecert", exchange.Catalog())
}

func TestReadBack(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{
		exchange.AuthConfig{},
		exchange.AuthMechanism(0),
		exchange.Binding{},
		exchange.Certificate{},
		exchange.CertificateName{},
		exchange.Connector{},
		exchange.DER{},
		exchange.DNSNames{},
		exchange.Internal{},
		exchange.LogSession{},
		exchange.Matcher(0),
		exchange.NameMatch(0),
		exchange.NameVerdict{},
		exchange.Role(0), exchange.RootCAType(0),
		exchange.Server{},
		exchange.Services(0), exchange.Status(0), exchange.TLSAuthLevel(0), exchange.Version(0),
	}})
}
