// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// openSteps is the steps of which none of the sources tells what these stacks do
// there. They decide only where the policy of a stack leads to them: one that
// refuses an upgrade, to that.
var openSteps = [...]struct {
	at             schannel.Code
	client, server []string
}{
	{
		at:     ems.CodeFullNonEmpty,
		client: []string{"californium", "hs-tls", "hs-tls-2", "jdk-8", "pion", "pion-require", "schannel-2015", "schannel-2019", "schannel-2022", "tlslite-ng", "wolfssl"},
		server: []string{"californium", "hs-tls", "hs-tls-2", "jdk-8", "pion", "pion-require", "schannel-2015", "schannel-2019", "schannel-2022", "tlslite-ng", "wolfssl"},
	},
	{
		at:     ems.CodeFullUnsolicited,
		client: []string{"californium", "hs-tls", "hs-tls-2", "pion", "pion-require", "rustls", "rustls-fips", "schannel-2015", "schannel-2019", "schannel-2022", "tlslite-ng", "wolfssl"},
	},
	{
		at:     ems.CodeRenegotiationDowngrade,
		client: []string{"bouncycastle", "californium", "coretls", "gnutls", "hs-tls", "hs-tls-2", "ibm-java-8", "jdk", "jdk-no-identification", "jdk-no-legacy", "nss", "nss-require", "nss-require-rsa", "pion", "pion-require", "s2n-tls", "schannel-2015", "schannel-2019", "schannel-2022", "tlslite-ng", "wolfssl"},
		server: []string{"bouncycastle", "californium", "coretls", "hs-tls", "hs-tls-2", "ibm-java-8", "jdk", "jdk-no-identification", "jdk-no-legacy", "nss", "nss-require", "nss-require-rsa", "pion", "pion-require", "schannel-2015", "schannel-2019", "schannel-2022", "tlslite-ng", "wolfssl"},
	},
	{
		at:     ems.CodeRenegotiationForbidden,
		client: []string{"boringssl", "botan", "californium", "coretls", "erlang", "gnutls", "gnutls-no-session-hash", "hs-tls", "ibm-java-8", "jdk", "jdk-8", "mbedtls", "nss", "openssl-1.1", "pion", "s2n-tls", "schannel-2015", "tlslite-ng", "wolfssl"},
	},
	{
		at:     ems.CodeRenegotiationUpgrade,
		client: []string{"bouncycastle", "californium", "coretls", "hs-tls", "ibm-java-8", "jdk", "jdk-no-identification", "nss", "pion", "s2n-tls", "schannel-2015", "schannel-2019", "schannel-2022", "tlslite-ng", "wolfssl"},
		server: []string{"bouncycastle", "californium", "coretls", "hs-tls", "ibm-java-8", "jdk", "jdk-no-identification", "nss", "pion", "schannel-2015", "schannel-2019", "schannel-2022", "tlslite-ng", "wolfssl"},
	},
	{
		at:     ems.CodeResumeAcceptedDowngrade,
		client: []string{"californium", "pion", "pion-require", "schannel-2015", "schannel-2019", "schannel-2022", "tlslite-ng"},
	},
	{
		at:     ems.CodeResumeAcceptedLegacy,
		client: []string{"californium", "pion", "schannel-2015", "tlslite-ng"},
	},
	{
		at:     ems.CodeResumeAcceptedUpgrade,
		client: []string{"californium", "pion", "schannel-2015", "tlslite-ng"},
	},
	{
		at:     ems.CodeResumeDowngrade,
		server: []string{"pion", "pion-require", "schannel-2015", "schannel-2019", "schannel-2022"},
	},
	{
		at:     ems.CodeResumeLegacy,
		server: []string{"ibm-java-8", "pion", "pion-require", "s2n-tls", "schannel-2015", "tlslite-ng"},
	},
	{
		at:     ems.CodeResumeOfferLegacy,
		client: []string{"botan", "botan-3.12", "californium", "ibm-java-8", "pion", "pion-require", "schannel-2015", "tlslite-ng"},
	},
	{
		at:     ems.CodeResumeUpgrade,
		server: []string{"pion", "pion-require", "schannel-2015"},
	},
	{
		at:     ems.CodeVersionTLS13Extension,
		client: []string{"botan", "botan-3.12", "gnutls", "gnutls-fips", "gnutls-no-session-hash", "hs-tls", "hs-tls-2", "ibm-java-8", "jdk", "jdk-no-identification", "jdk-no-legacy", "mbedtls", "openssl-1.1", "openssl-3", "openssl-3-2025", "openssl-3-fips", "openssl-3-no-ems", "rhel9-fips", "s2n-tls", "schannel-2015", "schannel-2019", "schannel-2022", "tlslite-ng", "wolfssl"},
	},
}

// openAt returns the steps at which it is not known what the stack of that name
// does.
func openAt(name string) []Deviation {
	var open []Deviation
	for _, step := range openSteps {
		if slices.Contains(step.client, name) {
			open = append(open, Deviation{Side: ems.Client, At: step.at})
		}
		if slices.Contains(step.server, name) {
			open = append(open, Deviation{Side: ems.Server, At: step.at})
		}
	}
	return open
}
