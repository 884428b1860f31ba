// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
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
	Product      string                   `json:"product"`          // as Microsoft prints it: see [ProductByName]; "Windows 10" is enough where Build tells which
	Updates      []string                 `json:"updates"`          // installed ones, as "KB4519998"; need not be all of them
	Build        string                   `json:"build"`            // "14393.3274", also with the version before it: "10.0.14393.3274", or "10.0.14393" alone; 0 in the last place, as .NET prints it, tells no update
	Updated      time.Time                `json:"updated,omitzero"` // when the newest of its cumulative updates or monthly rollups was released; the day counts, in UTC
	SecurityOnly bool                     `json:"security_only"`    // it gets security-only updates instead, and Updated speaks of those
	Registry     []schannel.RegistryValue `json:"registry"`         // its values; those that are not for the extension are passed over, see [CheckRegistry]
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

	EventsOff bool `json:"events_off"` // the registry keeps errors, and so alerts, out of the System log

	Findings []schannel.Finding `json:"findings"` // the reasons: what the updates make of the host, then what stands in its registry
}

// MarshalJSON writes every field, empty lists as lists; only a day that is not
// known is left out.
func (h Host) MarshalJSON() ([]byte, error) {
	type plain Host
	p := plain(h)
	p.Updated = p.Updated.UTC()
	p.Updates, p.Registry = jsonlist.Of(p.Updates), jsonlist.Of(p.Registry)
	return json.Marshal(p)
}

// MarshalJSON writes every field, no findings as an empty list.
func (a Assessment) MarshalJSON() ([]byte, error) {
	type plain Assessment
	p := plain(a)
	p.Findings = jsonlist.Of(p.Findings)
	return json.Marshal(p)
}

// Assess says what Schannel on the host does with the extension, and whether
// it has the fix for the leading zeros of TLS_DHE. The subject of what concerns
// the host as a whole is "host".
//
// The error is a [*schannel.Error] about a product, update or build that cannot be
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
	buildText    string // as it was given
	updated      string // as Update.Released; empty if not known
	securityOnly bool
	registry     []schannel.RegistryValue
}

func (h Host) read() (hostFacts, error) {
	facts := hostFacts{securityOnly: h.SecurityOnly, registry: h.Registry, buildText: h.Build}
	if !h.Updated.IsZero() {
		facts.updated = h.Updated.UTC().Format(time.DateOnly)
	}
	var err error
	if facts.build, err = parseBuild(h.Build); err != nil {
		return hostFacts{}, err
	}
	if facts.product, err = findProduct(h.Product, facts.build); err != nil {
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
type build struct {
	branch   int // of a release
	revision int // made by an update; 0 if it is not known: .NET prints it on every host
}

// The first branch of Windows 10, and the newest that got the enforcement by an
// update: the builds of KB4520011 and KB4517389.
const (
	firstWindows10 = 10240
	lastUpdated    = 18362
)

func parseBuild(text string) (build, error) {
	if text == "" {
		return build{}, nil
	}
	behind := behindVersion(text)
	branch, revision, found := strings.Cut(behind, ".")
	b, err := strconv.ParseUint(branch, 10, 31)
	if !found && behind != text && err == nil {
		return build{branch: int(b)}, nil // as systeminfo prints it
	}
	r, err2 := strconv.ParseUint(revision, 10, 31)
	if cmp.Or(err, err2) != nil || !found || b == 0 {
		return build{}, malformed(codeBuildMalformed, "build", fmt.Errorf("%q is no build, such as 14393.3274", text))
	}
	return build{int(b), int(r)}, nil
}

// behindVersion is text without the version of Windows that it may begin with,
// such as 10.0 or 6.3.
func behindVersion(text string) string {
	parts := strings.SplitN(text, ".", 3)
	if len(parts) == 3 && (parts[0] == "10" && parts[1] == "0" || parts[0] == "6") {
		return parts[2]
	}
	return text
}

// compare tells whether the host is at the build of u or past it; known is
// false if no build is published for u, the host is of another branch or its
// revision is not known.
func (b build) compare(u Update) (reached, known bool) {
	of, err := parseBuild(u.Build)
	if err != nil || of.branch == 0 || of.branch != b.branch || b.revision == 0 {
		return false, false
	}
	return b.revision >= of.revision, true
}

func (f hostFacts) assess() Assessment {
	subject := schannel.Whole("host")
	behaviour, reason := f.behaviour(subject)
	enforced := f.enforcement()
	set, registry := checkRegistry(f.registry, f.scope())
	a := Assessment{
		Client: set.client.on(behaviour), Server: set.server.on(behaviour),
		ClientOff: set.client == turnedOff, ServerOff: set.server == turnedOff, EventsOff: set.eventsOff,
		Enforcement:    enforced.state.truth(),
		LeadingZeroFix: f.leadingZeroFix().truth(), ShortValueFix: f.shortValueFix(),
		Findings: []schannel.Finding{reason, f.leadingZeros(subject)},
	}
	if c, found := f.contradiction(); found {
		a.Findings = append(a.Findings, c.finding(subject))
	}
	a.Findings = append(a.Findings, registry...)
	return a
}

// scope is what remedies want to know of the host.
func (f hostFacts) scope() schannel.Scope {
	if f.product.name == "" {
		return schannel.Scope{}
	}
	return schannel.Scope{Products: []string{f.product.name}}
}

// sure is how sure a conclusion is that would be certain, or likely, if the
// facts did not contradict each other.
func (f hostFacts) sure(c schannel.Certainty) schannel.Certainty {
	if _, found := f.contradiction(); found && c == schannel.Certain {
		return schannel.Likely
	}
	return c
}

// told is a fact about a host, as its conclusions name it.
type told struct {
	kind  factKind
	value string
}

// factKind says what of a host is told.
type factKind uint8

const (
	factUnspecified factKind = 0 // "unspecified": nothing
	factProduct     factKind = 1 // "product"
	factUpdate      factKind = 2 // "update"
	factBuild       factKind = 3 // "build"
	factDay         factKind = 4 // "day": when the newest update was released
)

// contradiction is two facts that cannot both hold.
type contradiction [2]told

func (c contradiction) finding(subject schannel.Subject) schannel.Finding {
	return schannel.NewFinding(ruleHostContradiction, schannel.Basis{Certainty: schannel.Likely}, subject,
		schannel.Word("first", c[0].kind), schannel.Text("one", c[0].value),
		schannel.Word("second", c[1].kind), schannel.Text("other", c[1].value))
}

// contradiction finds two facts about the host that cannot both hold.
func (f hostFacts) contradiction() (c contradiction, found bool) {
	product, day := told{factProduct, f.product.name}, told{factDay, f.updated}
	own := told{factBuild, f.buildText}
	for _, u := range f.installed {
		update := told{factUpdate, u.ID}
		switch reached, comparable := f.build.compare(u); {
		case f.ofOther(u):
			return contradiction{update, product}, true
		case f.updated != "" && f.updated < u.Released:
			return contradiction{update, day}, true
		case comparable && !reached:
			return contradiction{update, own}, true
		}
	}
	for _, u := range updates {
		switch reached, comparable := f.build.compare(u); {
		case comparable && f.ofOther(u), f.ofOtherBranch(u):
			return contradiction{own, product}, true
		case comparable && reached && f.updated != "" && f.updated < u.Released:
			return contradiction{own, day}, true
		case comparable && !reached && !f.securityOnly && f.updated >= u.Released:
			return contradiction{own, day}, true
		}
	}
	return contradiction{}, false
}

// ofOther tells whether u is an update for products other than that of the
// host. KB4528489 does not say which updates are those of Windows Embedded.
func (f hostFacts) ofOther(u Update) bool {
	return f.product.name != "" && !strings.HasPrefix(f.product.name, "Windows Embedded") && !f.product.gets(u)
}

// ofOtherBranch tells whether u makes builds of another branch than that of
// the host out of the same product.
func (f hostFacts) ofOtherBranch(u Update) bool {
	of, err := parseBuild(u.Build)
	return err == nil && f.build.branch != 0 && of.branch != 0 && of.branch != f.build.branch && f.product.gets(u)
}

// behaviour gives the behaviour that the updates make, whatever the registry
// says.
func (f hostFacts) behaviour(subject schannel.Subject) (Behaviour, schannel.Finding) {
	e := f.enforcement()
	product := schannel.Text("product", f.name())
	switch e.state {
	case yes:
		return EnforcesEMS, schannel.NewFinding(ruleHostEnforces, e.basis(f), subject, product, schannel.Word("fact", e.by.kind), schannel.Text("value", e.by.value))
	case born:
		return EnforcesEMS, schannel.NewFinding(ruleHostYounger, e.basis(f), subject, product)
	case disputed:
		basis := schannel.Basis{
			Certainty: schannel.Undocumented,
			Outcomes:  []schannel.Phrase{outcomeNegotiates, outcomeEnforces}, Settle: []schannel.Phrase{settleSecurityOnly},
		}
		return BehaviourUnspecified, schannel.NewFinding(ruleHostSecurityOnly, basis, subject, product, schannel.Text("released", f.updated))
	case no:
		return f.beforeEnforcement(subject, e)
	case unknown:
	}
	return BehaviourUnspecified, f.unknown(ruleHostUnknown, subject, missingUpdates)
}

// unknown states that something is missing beside the product, if that is
// missing too.
func (f hostFacts) unknown(rule schannel.Rule, subject schannel.Subject, missing schannel.Phrase) schannel.Finding {
	basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missing}}
	if f.product.name == "" {
		basis.Missing = append(basis.Missing, missingProduct)
	}
	return schannel.NewFinding(rule, basis, subject, schannel.Text("product", f.name()))
}

var (
	outcomeEnforces    = schannel.Phrase{Code: "ems.windows.outcome.enforces", Text: "it resumes only sessions with the extended master secret"}
	outcomeNegotiates  = schannel.Phrase{Code: "ems.windows.outcome.negotiates", Text: "it negotiates the extended master secret and resumes sessions without it too"}
	settleSecurityOnly = schannel.Phrase{Code: "ems.windows.settle.security_only", Text: "whether the security-only update of October 2019 is installed"}

	missingProduct   = schannel.Phrase{Code: "ems.windows.missing.product", Text: "the product"}
	missingUpdates   = schannel.Phrase{Code: "ems.windows.missing.updates", Text: "the newest update: its release date, its KB number or the build that it made"}
	missingExtension = schannel.Phrase{Code: "ems.windows.missing.extension", Text: "whether KB3081320, or a rollup that holds it, is installed"}
)

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

// enforcement is what is known of the enforcement of October 2019, and by
// which fact.
type enforcement struct {
	state     known
	certainty schannel.Certainty
	by        told
	evidence  schannel.Evidence // of the row of the table of updates
	sources   []schannel.Source
}

func (e enforcement) basis(f hostFacts) schannel.Basis {
	return schannel.Basis{Certainty: f.sure(e.certainty), Evidence: e.evidence, Sources: e.sources}
}

// byBuild is known by the build that an update made. Where no document of
// Microsoft is a source of the row, somebody else's list of builds is.
func byBuild(state known, u Update, build string) enforcement {
	e := enforcement{state: state, certainty: schannel.Certain, by: told{factBuild, build}, sources: u.Sources}
	if slices.ContainsFunc(u.Sources, isBuildList) {
		e.evidence = schannel.Reported
	}
	return e
}

// enforcement tells whether the host has the enforcement of October 2019 and
// how that is known.
func (f hostFacts) enforcement() enforcement {
	for _, u := range f.installed {
		if u.Behaviour == EnforcesEMS {
			e := enforcement{state: yes, certainty: schannel.Likely, by: told{factUpdate, u.ID}, sources: u.listed()}
			switch {
			case f.product.name == "" || slices.Contains(u.Products, f.product.name):
				e.certainty = schannel.Certain
			case f.product.gets(u):
				e.evidence = schannel.Inferred // from the release with the same code base
			}
			return e
		}
	}
	if f.product.enforcement == arrivedFromStart || f.product.name == "" && f.build.branch > lastUpdated {
		return enforcement{state: born, certainty: schannel.Likely}
	}
	if f.product.enforcement == arrivedNever {
		return enforcement{state: no, certainty: schannel.Likely, by: told{factProduct, f.product.name}}
	}
	for _, u := range updates {
		if reached, ok := f.build.compare(u); ok && u.Behaviour == EnforcesEMS {
			if reached {
				return byBuild(yes, u, f.buildText)
			}
			return byBuild(no, u, f.buildText)
		}
	}
	day := enforcement{certainty: schannel.Certain, by: told{factDay, f.updated}}
	switch {
	case f.updated == "":
		return enforcement{state: unknown}
	case f.updated < enforcementReleased:
		day.state = no
	case f.securityOnly && (f.updated > enforcementReleased || !f.listedSecurityOnly()):
		// The cause paragraph of KB4528489 speaks of every update of that
		// day or later, its lists of the security-only ones of that day; a
		// security-only update holds no earlier one.
		return enforcement{state: disputed, certainty: schannel.Undocumented}
	default:
		day.state = yes
	}
	return day
}

// listedSecurityOnly tells whether KB4528489 lists a security-only update of
// October 2019 for the product.
func (f hostFacts) listedSecurityOnly() bool {
	return f.product.name == "" || slices.ContainsFunc(updates[:], func(u Update) bool {
		return u.SecurityOnly && u.Behaviour == EnforcesEMS && slices.Contains(u.Products, f.product.name)
	})
}

// beforeEnforcement gives the behaviour of a host without the enforcement.
func (f hostFacts) beforeEnforcement(subject schannel.Subject, e enforcement) (Behaviour, schannel.Finding) {
	product := schannel.Text("product", f.name())
	brought := f.product.extension == arrivedFromStart || f.product.name == "" && f.build.branch >= firstWindows10
	for _, u := range f.installed {
		brought = brought || u.Behaviour == NegotiatesEMS
	}
	switch {
	case brought:
		return NegotiatesEMS, schannel.NewFinding(ruleHostNegotiates, e.basis(f), subject, product, schannel.Word("fact", e.by.kind), schannel.Text("value", e.by.value))
	case f.product.name != "" && f.updated != "" && f.updated < extensionReleased:
		return NoEMS, schannel.NewFinding(ruleHostNone, schannel.Basis{Certainty: f.sure(schannel.Certain)}, subject, product, schannel.Text("released", f.updated))
	}
	return BehaviourUnspecified, f.unknown(ruleHostUnknown, subject, missingExtension)
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

func knownIf(condition bool) known {
	if condition {
		return yes
	}
	return no
}

var ruleHostContradiction = schannel.Rule{
	Code:     "ems.windows.host.contradiction",
	Title:    "What is said of the host cannot all be true",
	Severity: schannel.Warning,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Affected updates"}, {Document: "DataForGeeks", Section: "content/ms/mswin/buildnumbers.json"}},
	Message:  "Two facts about the host cannot both be true: its {first} {one} and its {second} {other}.",
}

var ruleHostEnforces = schannel.Rule{
	Code:     "ems.windows.host.enforces",
	Title:    "Schannel resumes only sessions with the extended master secret",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Cause"}, {Document: "KB4528489", Section: "Affected updates"}},
	Message:  "{product} enforces the extended master secret for resumption, going by its {fact}: {value}.",
	Excludes: []schannel.Code{"ems.windows.host.negotiates", "ems.windows.host.none", "ems.windows.host.security_only", "ems.windows.host.unknown", "ems.windows.host.younger"},
}

var ruleHostNegotiates = schannel.Rule{
	Code:     "ems.windows.host.negotiates",
	Title:    "Schannel negotiates the extended master secret",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "MS15-121", Section: "Affected Software"}, {Document: "Limilabs on FTP and EMS", Section: "Cause"}, {Document: "KB4528489", Section: "Affected updates"}},
	Message:  "{product} negotiates the extended master secret and does not enforce it for resumption, going by its {fact}: {value}.",
	Excludes: []schannel.Code{"ems.windows.host.none", "ems.windows.host.security_only", "ems.windows.host.unknown", "ems.windows.host.younger"},
}

var ruleHostNone = schannel.Rule{
	Code:     "ems.windows.host.none",
	Title:    "Schannel does not know the extended master secret",
	Severity: schannel.Warning,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "MS15-121", Section: "Affected Software"}},
	Message:  "{product} does not know the extended master secret: its newest update is of {released}, before MS15-121.",
	Excludes: []schannel.Code{"ems.windows.host.unknown", "ems.windows.host.younger"},
}

var ruleHostSecurityOnly = schannel.Rule{
	Code:     "ems.windows.host.security_only",
	Title:    "A later security-only update may not bring the enforcement",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Cause"}, {Document: "KB4528489", Section: "Affected updates, security-only updates"}},
	Message:  "{product} has security-only updates of {released}: by its cause paragraph KB4528489 counts them, by its list only those of October 2019.",
}

var ruleHostUnknown = schannel.Rule{
	Code:     "ems.windows.host.unknown",
	Title:    "What Schannel does depends on updates that are not known",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Affected updates"}, {Document: "MS15-121", Section: "Affected Software"}},
	Message:  "What {product} does with the extended master secret depends on its updates.",
}

var ruleHostYounger = schannel.Rule{
	Code:     "ems.windows.host.younger",
	Title:    "Schannel is younger than the enforcement",
	Severity: schannel.Info,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Cause"}},
	Message:  "This release of {product} is younger than the updates of October 2019 and is taken to enforce the extended master secret for resumption.",
}
