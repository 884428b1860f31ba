// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile_test

import (
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestCrowds is not parallel: it counts what the process allocates. Each row
// ends with the code of its last fault, so that nothing is lost silently.
func TestCrowds(t *testing.T) {
	vocabtest.Crowds(t, []vocabtest.Crowd{
		{Name: "no lines of LDIF", Before: "dn: CN=x\n", Unit: "-\n", Last: "autodiscover.file.more"},
		{Name: "attributes that nobody reads", Before: "dn: CN=x\n", Unit: "a:b\n"},
		{Name: "empty base64", Before: "dn: CN=x\n", Unit: "a:: \n"},
		{Name: "empty keywords", Before: "dn: CN=x\n", Unit: "keywords:\n"},
		{Name: "entries of one line", Unit: "dn:\n\n"},
		{Name: "objects of one property", Before: "Name : x\n", Unit: "Name : a\n\n", Last: "autodiscover.file.more"},
		{Name: "properties again and again", Before: "Name : x\n", Unit: "a : b\n", Last: "autodiscover.file.more"},
	}, func(file []byte) []*schannel.Error {
		return scpfile.ReadLenient("", file).Defects
	})
}
