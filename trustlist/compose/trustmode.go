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

var ruleTrustExclusiveCA = schannel.Rule{
	Code: "trustlist.trust.exclusive_ca", Title: "Client certificates are validated by Exclusive CA Trust",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "ClientAuthTrustMode is 2: a client certificate must chain to an intermediate authority or a root in the store of trusted issuers that the application names.",
	Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
}

var ruleTrustExclusiveRoot = schannel.Rule{
	Code: "trustlist.trust.exclusive_root", Title: "Client certificates are validated by Exclusive Root Trust",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "ClientAuthTrustMode is 1: a client certificate must chain to a root in the store of trusted issuers that the application names, and be issued by an issuer in the list.",
	Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
}

var ruleTrustMachine = schannel.Rule{
	Code: "trustlist.trust.machine", Title: "Client certificates are validated by Machine Trust",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "ClientAuthTrustMode is 0, as it is without the value: a client certificate must be issued by a certificate in the list of trusted issuers.",
	Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
}

// trustModeFinding says how the server validates client certificates.
func trustModeFinding(mode uint32, subject schannel.Subject) schannel.Finding {
	switch mode {
	case modeMachineTrust:
		return schannel.NewFinding(ruleTrustMachine, schannel.Basis{Certainty: schannel.Certain}, subject)
	case modeExclusiveRoot:
		return schannel.NewFinding(ruleTrustExclusiveRoot, schannel.Basis{Certainty: schannel.Certain}, subject)
	case modeExclusiveCA:
		return schannel.NewFinding(ruleTrustExclusiveCA, schannel.Basis{Certainty: schannel.Certain}, subject)
	}
	f := schannel.NewFinding(ruleRegistryData, schannel.Basis{Certainty: schannel.Undocumented}, subject,
		schannel.Text("name", ClientAuthTrustMode), schannel.Text("value", strconv.FormatUint(uint64(mode), 10)))
	f.Outcomes = []string{"Machine Trust, as without the value", "Exclusive Root Trust", "Exclusive CA Trust"}
	f.Settle = "whether the server accepts a client certificate below a root that is not in the store of the application"
	return f
}
