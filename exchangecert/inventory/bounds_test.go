// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory_test

import (
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/inventory"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestCrowds is not parallel: it counts what the process allocates. Each row
// ends with the code of its last fault, so that nothing is lost silently.
func TestCrowds(t *testing.T) {
	vocabtest.Crowds(t, []vocabtest.Crowd{
		{Name: "objects of one property", Unit: "a : b\n\n", Last: "exchangecert.inventory.size"},
		{Name: "names alone", Unit: "a:\n", Last: "exchangecert.inventory.size"},
		{Name: "lists that do not end", Unit: "a : {\n", Last: "exchangecert.inventory.size"},
		{Name: "certificates of one property", Unit: "Thumbprint : a\n\n", Last: "exchangecert.inventory.size"},
		{Name: "certificates with a malformed thumbprint", Unit: "Thumbprint : a\nSubject : b\n\n", Last: "exchangecert.inventory.size"},
		{Name: "services", Unit: "Services : SMTP\n\n", Last: "exchangecert.inventory.size"},
		{Name: "headings", Unit: "--\n", Last: "schannel.powershell.size"},
		{Name: "rows of one column", Before: "Thumbprint\n----------\n", Unit: "a\n", Last: "exchangecert.inventory.size"},
		{Name: "rows of two columns", Before: "Thumbprint Services\n---------- --------\n", Unit: "a b\n", Last: "exchangecert.inventory.size"},
		{Name: "replies of one session", Before: "#Fields: session-id,event,data,context\n", Unit: ",<,500 ,\n", Last: "exchangecert.inventory.size"},
	}, func(file []byte) []*schannel.Error {
		_, faults := inventory.ReadLenient(file, inventory.Culture{})
		return faults
	})
}
