// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// Behaviour is what an end does with the extension.
type Behaviour uint8

const (
	BehaviourUnspecified Behaviour = 0 // "unspecified": not known
	NoEMS                Behaviour = 1 // "none": it neither sends nor answers the extension
	NegotiatesEMS        Behaviour = 2 // "negotiates": it negotiates the extension, and resumes sessions without it too
	EnforcesEMS          Behaviour = 3 // "enforces": it negotiates the extension, and resumes no session without it
)

// Host is what is known of a computer that runs Windows. Every field may be
// left out; one of Updates, Build and Updated is enough where the product is
// known.
type Host struct {
	Product      string                   `json:"product"`          // one of [Products], in upper or lower case
	Updates      []string                 `json:"updates"`          // installed ones, as "KB4519998"; need not be all of them
	Build        string                   `json:"build"`            // "14393.3274", also with "10.0." before it
	Updated      time.Time                `json:"updated,omitzero"` // when the newest of its cumulative updates or monthly rollups was released; the day counts, in UTC
	SecurityOnly bool                     `json:"security_only"`    // it gets security-only updates instead, and Updated speaks of those
	Registry     []schannel.RegistryValue `json:"registry"`         // its values for the extension, see [CheckRegistry]
}

// Assessment is what Schannel on a host does.
type Assessment struct {
	Client Behaviour `json:"client"` // when it is the client of a connection
	Server Behaviour `json:"server"`

	ClientOff   bool           `json:"client_off"`  // the registry turns the extension off for it
	ServerOff   bool           `json:"server_off"`  // the same
	Enforcement schannel.Truth `json:"enforcement"` // the updates bring the enforcement, whatever the registry says

	LeadingZeroFix schannel.Truth `json:"leading_zero_fix"` // it has the fix of KB4557473
	ShortValueFix  schannel.Truth `json:"short_value_fix"`  // it takes a Diffie-Hellman public value that is shorter than the modulus

	Findings []schannel.Finding `json:"findings"` // the reasons
}

// Assess says what Schannel on the host does with the extension, and whether
// it has the fix for the leading zeros of TLS_DHE. The subject of what concerns
// the host as a whole is "host".
//
// The error is a [*schannel.Error]: a product, update or build that does not
// read as one.
func (h Host) Assess() (Assessment, error) {
	facts, err := h.read()
	if err != nil {
		return Assessment{}, err
	}
	return facts.assess(), nil
}

// hostFacts is a Host whose texts have been read.
type hostFacts struct {
	product      product // the zero value if not known
	installed    []Update
	build        build
	updated      string // as Update.Released; empty if not known
	securityOnly bool
	registry     []schannel.RegistryValue
}

func (h Host) read() (hostFacts, error) {
	facts := hostFacts{securityOnly: h.SecurityOnly, registry: h.Registry}
	if !h.Updated.IsZero() {
		facts.updated = h.Updated.UTC().Format(time.DateOnly)
	}
	var err error
	if facts.product, err = findProduct(h.Product); err != nil {
		return hostFacts{}, err
	}
	if facts.build, err = parseBuild(h.Build); err != nil {
		return hostFacts{}, err
	}
	for i, id := range h.Updates {
		number, err := updateNumber(id)
		if err != nil {
			return hostFacts{}, malformed(codeUpdateMalformed, fmt.Sprintf("updates[%d]", i), err)
		}
		for _, u := range updates {
			if u.ID == number {
				facts.installed = append(facts.installed, u)
			}
		}
	}
	return facts, nil
}

func malformed(code schannel.Code, field string, err error) error {
	return &schannel.Error{Code: code, Field: field, Offset: schannel.NoOffset, Err: err}
}

func findProduct(name string) (product, error) {
	if name == "" {
		return product{}, nil
	}
	for _, p := range products {
		if strings.EqualFold(p.name, name) {
			return p, nil
		}
	}
	return product{}, malformed(schannel.CodeUnknownName, "product", fmt.Errorf("unknown product %q", name))
}

// updateNumber returns id as it stands in the table of updates.
func updateNumber(id string) (string, error) {
	digits := id
	if len(id) > 2 && strings.EqualFold(id[:2], "KB") {
		digits = id[2:]
	}
	if _, err := strconv.ParseUint(digits, 10, 32); err != nil {
		return "", fmt.Errorf("%q is no update, such as KB4519998", id)
	}
	return "KB" + digits, nil
}

// build is the part of a version of Windows that tells updates apart; the zero
// value is not known.
type build struct{ branch, revision int }

func parseBuild(text string) (build, error) {
	if text == "" {
		return build{}, nil
	}
	branch, revision, found := strings.Cut(strings.TrimPrefix(text, "10.0."), ".")
	b, err := strconv.ParseUint(branch, 10, 31)
	r, err2 := strconv.ParseUint(revision, 10, 31)
	if cmp.Or(err, err2) != nil || !found || b == 0 {
		return build{}, malformed(codeBuildMalformed, "build", fmt.Errorf("%q is no build, such as 14393.3274", text))
	}
	return build{int(b), int(r)}, nil
}

// compare tells whether the host is at the build of u or past it; known is
// false if no build is published for u or the host is of another branch.
func (b build) compare(u Update) (reached, known bool) {
	of, err := parseBuild(u.Build)
	if err != nil || of.branch == 0 || of.branch != b.branch {
		return false, false
	}
	return b.revision >= of.revision, true
}

func (f hostFacts) assess() Assessment {
	subject := schannel.Whole("host")
	behaviour, reason := f.behaviour(subject)
	zeros := f.leadingZeros(subject)
	enforced, _, _ := f.enforcement()
	a := Assessment{
		Client: behaviour, Server: behaviour, Enforcement: enforced.truth(),
		LeadingZeroFix: f.leadingZeroFix().truth(), ShortValueFix: f.shortValueFix(),
	}
	if why := f.contradiction(); why != "" {
		a.Findings = append(a.Findings, newFinding(codeHostContradiction, schannel.Likely, subject, schannel.Text("why", why)))
		reason.Certainty = atMostLikely(reason.Certainty)
		zeros.Certainty = atMostLikely(zeros.Certainty)
	}
	a.Findings = append(a.Findings, reason)
	for i, value := range f.registry {
		effect, finding := checkRegistry(value, i)
		a.Findings = append(a.Findings, finding)
		a.Client = effect.on(ems.Client, a.Client)
		a.Server = effect.on(ems.Server, a.Server)
		a.ClientOff = a.ClientOff || effect.off && effect.side == ems.Client
		a.ServerOff = a.ServerOff || effect.off && effect.side == ems.Server
	}
	a.Findings = append(a.Findings, zeros)
	return a
}

func atMostLikely(c schannel.Certainty) schannel.Certainty {
	if c == schannel.Certain {
		return schannel.Likely
	}
	return c
}

// contradiction says which two facts about the host cannot both hold; it is
// empty if there are none.
func (f hostFacts) contradiction() string {
	for _, u := range f.installed {
		switch reached, comparable := f.build.compare(u); {
		case f.ofOther(u):
			return u.ID + " is no update for " + f.product.name
		case f.updated != "" && f.updated < u.Released:
			return u.ID + " is of " + u.Released + ", and the newest update of " + f.updated
		case comparable && !reached:
			return u.ID + " is installed, and the build is older than it"
		}
	}
	for _, u := range updates {
		switch reached, comparable := f.build.compare(u); {
		case comparable && f.ofOther(u), f.ofOtherBranch(u):
			return "the build is not one of " + f.product.name
		case comparable && reached && f.updated != "" && f.updated < u.Released:
			return "the build is that of " + u.ID + " or later, and the newest update of " + f.updated
		case comparable && !reached && !f.securityOnly && f.updated >= u.Released:
			return "the build is older than that of " + u.ID + ", and the newest update of " + f.updated
		}
	}
	return ""
}

// ofOther tells whether u is an update for products other than that of the
// host. KB4528489 does not say which updates are those of Windows Embedded.
func (f hostFacts) ofOther(u Update) bool {
	return f.product.name != "" && !strings.HasPrefix(f.product.name, "Windows Embedded") && !slices.Contains(u.Products, f.product.name)
}

// ofOtherBranch tells whether u makes builds of another branch than that of
// the host out of the same product.
func (f hostFacts) ofOtherBranch(u Update) bool {
	_, comparable := f.build.compare(u)
	return f.build.branch != 0 && u.Build != "" && !comparable && slices.Contains(u.Products, f.product.name)
}

// behaviour gives the behaviour that the updates make, whatever the registry
// says.
func (f hostFacts) behaviour(subject schannel.Subject) (Behaviour, schannel.Finding) {
	state, certainty, why := f.enforcement()
	product := schannel.Text("product", f.name())
	switch state {
	case yes:
		return EnforcesEMS, newFinding(codeHostEnforces, certainty, subject, product, schannel.Text("why", why))
	case born:
		return EnforcesEMS, newFinding(codeHostYounger, certainty, subject, product)
	case disputed:
		finding := newFinding(codeHostSecurityOnly, certainty, subject, product, schannel.Text("released", f.updated))
		finding.Outcomes = []string{NegotiatesEMS.String(), EnforcesEMS.String()}
		finding.Settle = "whether the security-only update of October 2019 is installed"
		return BehaviourUnspecified, finding
	case no:
		return f.beforeEnforcement(subject, certainty, why)
	case unknown:
	}
	finding := newFinding(codeHostUnknown, schannel.InsufficientData, subject, product)
	finding.Missing = []string{missingUpdates}
	if f.product.name == "" {
		finding.Missing = append(finding.Missing, missingProduct)
	}
	return BehaviourUnspecified, finding
}

func (f hostFacts) name() string { return cmp.Or(f.product.name, "Windows") }

// known is what the facts say of something that an update brings.
type known uint8

const (
	unknown  known = 0
	no       known = 1
	yes      known = 2
	born     known = 3 // yes, because the product is younger than the update
	disputed known = 4 // documents say both
)

// enforcement tells whether the host has the enforcement of October 2019 and
// how that is known.
func (f hostFacts) enforcement() (known, schannel.Certainty, string) {
	for _, u := range f.installed {
		if u.Behaviour == EnforcesEMS {
			certainty := schannel.Likely
			if f.product.name == "" || slices.Contains(u.Products, f.product.name) {
				certainty = schannel.Certain
			}
			return yes, certainty, u.ID + " is installed"
		}
	}
	if f.product.enforcement == arrivedFromStart {
		return born, schannel.Likely, ""
	}
	if f.product.enforcement == arrivedNever {
		return no, schannel.Likely, "KB4528489 names no update for it"
	}
	for _, u := range updates {
		if reached, ok := f.build.compare(u); ok && u.Behaviour == EnforcesEMS {
			if reached {
				return yes, schannel.Certain, "its build is that of " + u.ID + " or later"
			}
			return no, schannel.Certain, "its build is older than that of " + u.ID
		}
	}
	switch {
	case f.updated == "":
		return unknown, 0, ""
	case f.updated < enforcementReleased:
		return no, schannel.Certain, "its newest update is of " + f.updated
	case f.securityOnly && (f.updated > enforcementReleased || !f.listedSecurityOnly()):
		// The cause paragraph of KB4528489 speaks of every update of that
		// day or later, its lists of the security-only ones of that day; a
		// security-only update holds no earlier one.
		return disputed, schannel.Undocumented, ""
	}
	return yes, schannel.Certain, "its newest update is of " + f.updated
}

// listedSecurityOnly tells whether KB4528489 lists a security-only update of
// October 2019 for the product.
func (f hostFacts) listedSecurityOnly() bool {
	return f.product.name == "" || slices.ContainsFunc(updates[:], func(u Update) bool {
		return u.SecurityOnly && u.Behaviour == EnforcesEMS && slices.Contains(u.Products, f.product.name)
	})
}

// beforeEnforcement gives the behaviour of a host without the enforcement.
func (f hostFacts) beforeEnforcement(subject schannel.Subject, certainty schannel.Certainty, why string) (Behaviour, schannel.Finding) {
	product := schannel.Text("product", f.name())
	brought := f.product.extension == arrivedFromStart
	for _, u := range f.installed {
		brought = brought || u.Behaviour == NegotiatesEMS
	}
	switch {
	case brought:
		return NegotiatesEMS, newFinding(codeHostNegotiates, certainty, subject, product, schannel.Text("why", why))
	case f.product.name != "" && f.updated != "" && f.updated < extensionReleased:
		return NoEMS, newFinding(codeHostNone, schannel.Certain, subject, product, schannel.Text("released", f.updated))
	}
	finding := newFinding(codeHostUnknown, schannel.InsufficientData, subject, product)
	finding.Missing = []string{"whether KB3081320, or a rollup that holds it, is installed"}
	if f.product.name == "" {
		finding.Missing = []string{missingProduct}
	}
	return BehaviourUnspecified, finding
}

// leadingZeros states whether the host has the fix of KB4557473.
func (f hostFacts) leadingZeros(subject schannel.Subject) schannel.Finding {
	product := schannel.Text("product", f.name())
	switch f.leadingZeroFix() {
	case yes:
		return newFinding(codeLeadingZeroFixed, schannel.Certain, subject, product)
	case born:
		finding := newFinding(codeLeadingZeroFixed, schannel.Likely, subject, product)
		finding.Evidence = schannel.Inferred
		return finding
	case no:
		finding := newFinding(codeLeadingZeroMissing, schannel.Certain, subject, product)
		finding.Remedies = remediesFor(RemedyInstallUpdates, RemedyRemoveDHE)
		return finding
	case disputed:
		finding := newFinding(codeLeadingZeroDisputed, schannel.Undocumented, subject, product)
		finding.Outcomes = []string{"the fix is in every build", "the fix came with KB4537806"}
		finding.Settle = "a handshake with TLS_DHE whose shared secret begins with a zero byte"
		return finding
	case unknown:
	}
	finding := newFinding(codeLeadingZeroUnknown, schannel.InsufficientData, subject, product)
	finding.Missing = []string{missingUpdates}
	if f.product.name == "" {
		finding.Missing = []string{missingProduct}
	}
	return finding
}

// What a finding about a host names as missing.
const (
	missingProduct = "the product"
	missingUpdates = "the newest update: its release date, its KB number or the build that it made"
)

func (f hostFacts) leadingZeroFix() known {
	for _, u := range f.installed {
		if u.LeadingZeroFix {
			return yes
		}
	}
	switch f.product.leadingZero {
	case arrivedFromStart:
		return yes
	case arrivedUnnamed:
		return born
	case arrivedNever:
		return no
	case arrivedByUpdate:
		return f.hasUpdate("KB4537806")
	case arrivalDisputed:
		if f.hasUpdate("KB4537806") == no {
			return disputed
		}
		return f.hasUpdate("KB4537806")
	}
	return unknown
}

// hasUpdate tells from build and date whether the host has the cumulative
// update with that ID.
func (f hostFacts) hasUpdate(id string) known {
	for _, u := range updates {
		if u.ID != id {
			continue
		}
		if reached, ok := f.build.compare(u); ok {
			return knownIf(reached)
		}
		if f.updated != "" && !f.securityOnly {
			return knownIf(f.updated >= u.Released)
		}
	}
	return unknown
}

// truth takes what is inferred for what is known, and what documents say both
// ways for what is not.
func (k known) truth() schannel.Truth {
	switch k {
	case yes, born:
		return schannel.Yes
	case no:
		return schannel.No
	case unknown, disputed:
	}
	return schannel.Unknown
}

// shortValueFix tells whether the host is of build 14393 or later, in which
// dotnet/corefx issue 7812 saw the fix.
func (f hostFacts) shortValueFix() schannel.Truth {
	const fixedIn = 14393
	if f.build.branch != 0 {
		return knownIf(f.build.branch >= fixedIn).truth()
	}
	fixed := no
	for _, p := range products {
		if p.name == "Windows 10 1607" {
			fixed = yes
		}
		if p.name == f.product.name {
			return fixed.truth()
		}
	}
	return schannel.Unknown
}

func knownIf(condition bool) known {
	if condition {
		return yes
	}
	return no
}
