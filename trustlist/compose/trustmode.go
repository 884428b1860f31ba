// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"strconv"

	"github.com/schanneltrust/schannel"
)

// What ClientAuthTrustMode may be.
const (
	modeMachineTrust  = 0 // also when absent
	modeExclusiveRoot = 1
	modeExclusiveCA   = 2
)

// trustModeFinding says how the server validates client certificates.
func trustModeFinding(mode uint32, subject schannel.Subject) schannel.Finding {
	switch mode {
	case modeMachineTrust:
		return finding(codeTrustMachine, schannel.Certain, subject)
	case modeExclusiveRoot:
		return finding(codeTrustExclusiveRoot, schannel.Certain, subject)
	case modeExclusiveCA:
		return finding(codeTrustExclusiveCA, schannel.Certain, subject)
	}
	f := finding(codeRegistryData, schannel.Undocumented, subject,
		schannel.Text("name", ClientAuthTrustMode), schannel.Text("value", strconv.FormatUint(uint64(mode), 10)))
	f.Outcomes = []string{"Machine Trust, as without the value", "Exclusive Root Trust", "Exclusive CA Trust"}
	f.Settle = "whether the server accepts a client certificate below a root that is not in the store of the application"
	return f
}
