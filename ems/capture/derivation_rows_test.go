// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"strings"
)

const (
	suiteRSA   = 0x002f
	suiteDHE   = 0x0033
	suiteECDHE = 0xc013

	extendedLabel = "extended master secret"
)

// shortened is what is left of a shared value without its zeros.
var shortened = strings.Repeat("z", 30)

// derivationRows are the known mistakes, and what is right.
var derivationRows = []struct {
	name      string
	why       string
	suite     uint16
	legacy    bool   // nothing negotiated
	premaster string // as given to the package
	used      string // as the end used it; "": as given
	label     string
	prime     int  // bytes; 0: as ServerKeyExchange has it
	late      bool // the session hash goes on to CertificateVerify
	want      []string
}{
	{
		name: "extended", why: "RFC 7627, Section 4", suite: suiteRSA, premaster: shortened, label: extendedLabel,
		want: []string{"ems.derivation.extended"},
	},
	{
		name: "legacy", why: "RFC 5246, Section 8.1", suite: suiteRSA, legacy: true, premaster: shortened, label: "master secret",
		want: []string{"ems.derivation.legacy"},
	},
	{
		name: "legacy-in-spite", why: "RFC 7627, Section 5.2: negotiated, so it must be used", suite: suiteRSA, premaster: shortened, label: "master secret",
		want: []string{"ems.derivation.legacy", "ems.derivation.negotiation legacy ems"},
	},
	{
		name: "extended-in-spite", why: "RFC 7627, Section 5.2: not negotiated, so it must not", suite: suiteRSA, legacy: true, premaster: shortened, label: extendedLabel,
		want: []string{"ems.derivation.extended", "ems.derivation.negotiation ems legacy"},
	},
	{
		name: "certificate-verify", why: "RFC 7627, Section 3: the hash ends with ClientKeyExchange", suite: suiteRSA, premaster: shortened, label: extendedLabel, late: true,
		want: []string{"ems.derivation.certificate_verify"},
	},
	{
		name: "dhe-stripped", why: "RFC 5246, Section 8.1.2: as it must be", suite: suiteDHE, premaster: "\x00\x00" + shortened, used: shortened, label: extendedLabel,
		want: []string{"ems.derivation.extended"},
	},
	{
		name: "dhe-kept", why: "RFC 5246, Section 8.1.2: leading zeros are stripped", suite: suiteDHE, premaster: "\x00\x00" + shortened, label: extendedLabel,
		want: []string{"ems.derivation.extended", "ems.derivation.zero_kept 2"},
	},
	{
		name: "dhe-padded", why: "RFC 5246, Section 8.1.2: the group tells how many there were", suite: suiteDHE, premaster: shortened, used: "\x00\x00" + shortened, label: "master secret", legacy: true,
		want: []string{"ems.derivation.legacy", "ems.derivation.zero_kept 2"},
	},
	{
		name: "dhe-padded-further", why: "RFC 5246, Section 8.1.2: those that were given count too", suite: suiteDHE, premaster: "\x00" + shortened, used: "\x00\x00" + shortened, label: extendedLabel,
		want: []string{"ems.derivation.extended", "ems.derivation.zero_kept 2"},
	},
	{
		name: "dhe", why: "RFC 5246, Section 8.1.2: there is nothing to strip", suite: suiteDHE, premaster: shortened, label: extendedLabel,
		want: []string{"ems.derivation.extended"},
	},
	{
		name: "all-zeros", why: "RFC 5246, Section 8.1.2: nothing would be left of it", suite: suiteDHE, premaster: "\x00\x00", used: "other", label: extendedLabel,
		want: []string{"ems.derivation.unexplained"},
	},
	{
		name: "longest", why: "a group of 16384 bits has no longer secret", suite: suiteRSA, premaster: strings.Repeat("z", 2048), label: extendedLabel,
		want: []string{"ems.derivation.extended"},
	},
	{
		name: "longest-padded", why: "RFC 5246, Section 8.1.2: as long as its group", suite: suiteDHE, prime: 2048, premaster: strings.Repeat("z", 2047), used: "\x00" + strings.Repeat("z", 2047), label: extendedLabel,
		want: []string{"ems.derivation.extended", "ems.derivation.zero_kept 1"},
	},
	{
		name: "ecdhe-kept", why: "RFC 8422, Section 5.10: as it must be", suite: suiteECDHE, premaster: "\x00\x00" + shortened, label: extendedLabel,
		want: []string{"ems.derivation.extended"},
	},
	{
		name: "ecdhe-stripped", why: "RFC 8422, Section 5.10: leading zeros stay", suite: suiteECDHE, premaster: "\x00\x00" + shortened, used: shortened, label: extendedLabel,
		want: []string{"ems.derivation.extended", "ems.derivation.zero_stripped 2"},
	},
	{
		name: "unexplained", why: "another premaster secret", suite: suiteRSA, premaster: shortened, used: "other", label: extendedLabel,
		want: []string{"ems.derivation.unexplained"},
	},
}
