// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost

import (
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// The key and the two values of KB4528489.
const (
	schannelKey   = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`
	disableClient = "DisableClientExtendedMasterSecret"
	disableServer = "DisableServerExtendedMasterSecret"
)

// CheckRegistry reads values of the registry that are meant to turn the
// extension on or off, and says what each does: one finding a value, in order.
// Names and keys are compared without regard to case, as Windows does.
//
// Both values belong below SecurityProviders\SCHANNEL and are of type
// REG_DWORD. Absent or 0, the extension is on; 1 turns it off, which KB4528489
// advises against.
func CheckRegistry(values []schannel.RegistryValue) []schannel.Finding {
	findings := make([]schannel.Finding, 0, len(values))
	for i, value := range values {
		_, finding := checkRegistry(value, i)
		findings = append(findings, finding)
	}
	return findings
}

// registryEffect is what one value does.
type registryEffect struct {
	side    ems.Side
	off     bool // it turns the extension off
	unclear bool // nobody says what it does
}

// on gives the behaviour of a side after the effect.
func (e registryEffect) on(side ems.Side, b Behaviour) Behaviour {
	switch {
	case e.side != side:
		return b
	case e.off:
		return NoEMS
	case e.unclear:
		return BehaviourUnspecified
	}
	return b
}

func checkRegistry(value schannel.RegistryValue, index int) (registryEffect, schannel.Finding) {
	subject := schannel.Nth("registry_value", index)
	name := schannel.Text("name", value.Name)
	of := registrySide(value.Name)
	if of == ems.SideUnspecified {
		finding := newFinding(codeRegistryName, schannel.Certain, subject, name)
		finding.Remedies = remediesFor(RemedyEnable)
		return registryEffect{}, finding
	}
	if value.Key == "" {
		finding := newFinding(codeRegistryNoKey, schannel.InsufficientData, subject, name)
		finding.Missing = []string{"the key of the value"}
		return registryEffect{side: of, unclear: true}, finding
	}
	key, certainty := currentKey(longKey(value.Key))
	if !strings.EqualFold(key, schannelKey) {
		return registryEffect{}, newFinding(codeRegistryKey, schannel.Certain, subject, name, schannel.Text("key", value.Key))
	}
	side := schannel.Text("side", of.String())
	switch value.Number {
	case 0:
		return registryEffect{side: of}, newFinding(codeRegistryOn, certainty, subject, name, side)
	case 1:
		finding := newFinding(CodeRegistryOff, certainty, subject, name, side)
		finding.Remedies = remediesFor(RemedyEnable)
		return registryEffect{side: of, off: true}, finding
	}
	finding := newFinding(codeRegistryData, schannel.Undocumented, subject, name, schannel.Text("data", strconv.FormatUint(value.Number, 10)))
	finding.Outcomes = []string{"the extension is off", "the extension is on"}
	finding.Settle = "whether the ClientHello or ServerHello of the host carries extension 23"
	finding.Remedies = remediesFor(RemedyEnable)
	return registryEffect{side: of, unclear: true}, finding
}

func registrySide(name string) ems.Side {
	switch {
	case strings.EqualFold(name, disableClient):
		return ems.Client
	case strings.EqualFold(name, disableServer):
		return ems.Server
	}
	return ems.SideUnspecified
}

// currentKey writes CurrentControlSet for a control set with a number, which
// is likely the current one.
func currentKey(key string) (string, schannel.Certainty) {
	const before = `HKEY_LOCAL_MACHINE\SYSTEM\ControlSet00`
	after := len(before) + 1
	if len(key) > after && strings.EqualFold(key[:len(before)], before) && key[after-1] >= '0' && key[after-1] <= '9' {
		return `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet` + key[after:], schannel.Likely
	}
	return key, schannel.Certain
}

// longKey writes the name of the hive in full, and no backslash at the end.
func longKey(key string) string {
	key = strings.TrimRight(key, `\`)
	if hive, path, ok := strings.Cut(key, `\`); ok && strings.EqualFold(strings.TrimSuffix(hive, ":"), "HKLM") {
		return `HKEY_LOCAL_MACHINE\` + path
	}
	return key
}
