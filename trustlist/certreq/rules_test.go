// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq_test

import (
	"testing"

	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/certreq"
)

func TestVocabulary(t *testing.T) {
	t.Parallel()
	vocabtest.Codes(t)
	vocabtest.Rules(t, "trustlist", certreq.Rules(), certreq.RuleByCode)
	vocabtest.Seeds(t, map[string]int{"FuzzCertificateRequest": 7, "FuzzClientHello": 3, "FuzzFlight": 3})
}
