// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore_test

import (
	"testing"

	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

func TestVocabulary(t *testing.T) {
	t.Parallel()
	vocabtest.Codes(t)
	vocabtest.Rules(t, "trustlist", certstore.Rules(), certstore.RuleByCode)
	vocabtest.Enum[certstore.Format](t)
	vocabtest.Seeds(t, map[string]int{
		"FuzzParseCertificate": 4,
		"FuzzStoreDER":         3,
		"FuzzStorePEM":         3,
		"FuzzStorePKCS7":       3,
		"FuzzStoreSST":         3,
		"FuzzTrustEntries":     3,
	})
}
