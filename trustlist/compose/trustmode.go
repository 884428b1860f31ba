// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

// What ClientAuthTrustMode may be.
const (
	modeMachineTrust  = 0 // also when absent
	modeExclusiveRoot = 1
	modeExclusiveCA   = 2
)

var ruleTrustMachine = schannel.Rule{
	Code: "trustlist.trust.machine", Title: "Client certificates are validated by Machine Trust",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message:  "ClientAuthTrustMode is 0, as it is without the value: a client certificate must be issued by a certificate in the list of trusted issuers.",
	Sources:  []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
	Excludes: []schannel.Code{"trustlist.trust.exclusive_root", "trustlist.trust.exclusive_ca", "trustlist.trust.not_yet"},
}

var ruleTrustExclusiveRoot = schannel.Rule{
	Code: "trustlist.trust.exclusive_root", Title: "Client certificates are validated by Exclusive Root Trust",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message:  "ClientAuthTrustMode is 1: a client certificate must chain to a root in the store of trusted issuers that the application names, and be issued by an issuer in the list.",
	Sources:  []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
	Excludes: []schannel.Code{"trustlist.trust.machine", "trustlist.trust.exclusive_ca", "trustlist.trust.not_yet"},
}

var ruleTrustExclusiveCA = schannel.Rule{
	Code: "trustlist.trust.exclusive_ca", Title: "Client certificates are validated by Exclusive CA Trust",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message:  "ClientAuthTrustMode is 2: a client certificate must chain to an intermediate authority or a root in the store of trusted issuers that the application names.",
	Sources:  []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
	Excludes: []schannel.Code{"trustlist.trust.machine", "trustlist.trust.exclusive_root", "trustlist.trust.not_yet"},
}

var ruleTrustNotYet = schannel.Rule{
	Code: "trustlist.trust.not_yet", Title: "The release has no ClientAuthTrustMode",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message:  "ClientAuthTrustMode is set, but it counts from Windows Server 2012 on, not on {product}.",
	Sources:  []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
	Excludes: []schannel.Code{"trustlist.trust.machine", "trustlist.trust.exclusive_root", "trustlist.trust.exclusive_ca"},
}

var (
	outcomeMachineTrust  = schannel.Phrase{Code: "trustlist.outcome.machine_trust", Text: "Machine Trust, as without the value"}
	outcomeExclusiveRoot = schannel.Phrase{Code: "trustlist.outcome.exclusive_root_trust", Text: "Exclusive Root Trust"}
	outcomeExclusiveCA   = schannel.Phrase{Code: "trustlist.outcome.exclusive_ca_trust", Text: "Exclusive CA Trust"}

	settleAccepts = schannel.Phrase{Code: "trustlist.settle.accepts", Text: "whether the server accepts a client certificate below a root that is not in the store of the application"}
)

// trustModeFinding says how the server validates client certificates, as sure
// as it is that it reads the value.
func trustModeFinding(release schannel.Release, mode uint32, basis schannel.Basis) schannel.Finding {
	host := schannel.Whole("host")
	if release == schannel.ReleaseUnspecified {
		basis = schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{say.Release}}
	} else if !storesOf2012(release) {
		return schannel.NewFinding(ruleTrustNotYet, basis, host, schannel.Text("product", release.Product()))
	}
	switch mode {
	case modeMachineTrust:
		return schannel.NewFinding(ruleTrustMachine, basis, host)
	case modeExclusiveRoot:
		return schannel.NewFinding(ruleTrustExclusiveRoot, basis, host)
	case modeExclusiveCA:
		return schannel.NewFinding(ruleTrustExclusiveCA, basis, host)
	}
	return dataFinding(ClientAuthTrustMode, mode, basis,
		[]schannel.Phrase{outcomeMachineTrust, outcomeExclusiveRoot, outcomeExclusiveCA}, settleAccepts)
}

// judgeTrust says how client certificates are validated where no value does.
func (c *composer) judgeTrust() {
	if storesOf2012(c.host.Release) && !c.settings.trustMode.present {
		c.add(trustModeFinding(c.host.Release, modeMachineTrust, surely(schannel.Certain)))
	}
}
