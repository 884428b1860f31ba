// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost

import (
	"encoding/json"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
)

// Update is a Windows update that changes what Schannel does with the
// extended master secret.
type Update struct {
	ID             string            `json:"id"`               // "KB4519998"
	Released       string            `json:"released"`         // in the United States, as 2019-10-08
	Products       []string          `json:"products"`         // those that the source names
	Build          string            `json:"build"`            // what the update makes of the system, "14393.3274"; empty: no build is published
	SecurityOnly   bool              `json:"security_only"`    // KB4528489 lists it as security-only: it contains no earlier update
	Behaviour      Behaviour         `json:"behaviour"`        // of a system that has it
	LeadingZeroFix bool              `json:"leading_zero_fix"` // it brings the fix of KB4557473
	Sources        []schannel.Source `json:"sources"`
}

// MarshalJSON writes every field, empty lists as lists.
func (u Update) MarshalJSON() ([]byte, error) {
	type plain Update
	p := plain(u)
	p.Products, p.Sources = jsonlist.Of(p.Products), jsonlist.Of(p.Sources)
	return json.Marshal(p)
}

func isBuildList(s schannel.Source) bool { return s == byBuildList }

// listed is the sources that name the update for a product.
func (u Update) listed() []schannel.Source {
	return slices.DeleteFunc(slices.Clone(u.Sources), isBuildList)
}

// The days that divide the history of the extension in Windows, in the United
// States; KB4528489 in Japanese says 9 October.
const (
	extensionReleased   = "2015-11-10" // MS15-121
	enforcementReleased = "2019-10-08" // CVE-2019-1318
)

// The lists that name updates. That of builds is not Microsoft's.
var (
	byRollup       = schannel.Source{Document: "KB4528489", Section: "Affected updates, cumulative updates and monthly rollups"}
	bySecurityOnly = schannel.Source{Document: "KB4528489", Section: "Affected updates, security-only updates"}
	byLeadingZero  = schannel.Source{Document: "KB4557473", Section: "Windows versions that contain the leading zero fixes for TLS_DHE"}
	byBuildList    = schannel.Source{Document: "DataForGeeks", Section: "content/ms/mswin/buildnumbers.json"}
)

// updates is the tables of MS15-121, KB4528489 and KB4557473, by date and ID.
var updates = [...]Update{
	{
		ID: "KB3081320", Released: extensionReleased, Behaviour: NegotiatesEMS,
		Products: []string{
			"Windows Vista", "Windows Server 2008", "Windows 7", "Windows Server 2008 R2", "Windows 8",
			"Windows Server 2012", "Windows RT", "Windows 8.1", "Windows Server 2012 R2", "Windows RT 8.1",
		},
		Sources: []schannel.Source{{Document: "MS15-121", Section: "Affected Software"}},
	},
	{
		ID: "KB4517389", Released: enforcementReleased, Build: "18362.418", Behaviour: EnforcesEMS,
		Products: []string{"Windows 10 1903"},
		Sources:  []schannel.Source{byRollup, byBuildList},
	},
	{
		ID: "KB4519338", Released: enforcementReleased, Build: "17763.805", Behaviour: EnforcesEMS,
		Products: []string{"Windows 10 1809", "Windows Server 2019"},
		Sources:  []schannel.Source{byRollup, byBuildList},
	},
	{
		ID: "KB4519976", Released: enforcementReleased, Behaviour: EnforcesEMS,
		Products: []string{"Windows 7", "Windows Server 2008 R2"},
		Sources:  []schannel.Source{byRollup},
	},
	{
		ID: "KB4519985", Released: enforcementReleased, SecurityOnly: true, Behaviour: EnforcesEMS,
		Products: []string{"Windows Server 2012", "Windows Embedded 8 Standard"},
		Sources:  []schannel.Source{bySecurityOnly},
	},
	{
		ID: "KB4519990", Released: enforcementReleased, SecurityOnly: true, Behaviour: EnforcesEMS,
		Products: []string{"Windows 8.1", "Windows Server 2012 R2"},
		Sources:  []schannel.Source{bySecurityOnly},
	},
	{
		ID: "KB4519998", Released: enforcementReleased, Build: "14393.3274", Behaviour: EnforcesEMS,
		Products: []string{"Windows 10 1607", "Windows Server 2016"},
		Sources:  []schannel.Source{byRollup, byBuildList},
	},
	{
		ID: "KB4520002", Released: enforcementReleased, Behaviour: EnforcesEMS,
		Products: []string{"Windows Server 2008"},
		Sources:  []schannel.Source{byRollup},
	},
	{
		ID: "KB4520003", Released: enforcementReleased, SecurityOnly: true, Behaviour: EnforcesEMS,
		Products: []string{"Windows 7", "Windows Server 2008 R2"},
		Sources:  []schannel.Source{bySecurityOnly},
	},
	{
		ID: "KB4520004", Released: enforcementReleased, Build: "16299.1451", Behaviour: EnforcesEMS,
		Products: []string{"Windows 10 1709"},
		Sources:  []schannel.Source{byRollup, byBuildList},
	},
	{
		ID: "KB4520005", Released: enforcementReleased, Behaviour: EnforcesEMS,
		Products: []string{"Windows 8.1", "Windows Server 2012 R2"},
		Sources:  []schannel.Source{byRollup},
	},
	{
		ID: "KB4520007", Released: enforcementReleased, Behaviour: EnforcesEMS,
		Products: []string{"Windows Server 2012"},
		Sources:  []schannel.Source{byRollup},
	},
	{
		ID: "KB4520008", Released: enforcementReleased, Build: "17134.1069", Behaviour: EnforcesEMS,
		Products: []string{"Windows 10 1803"},
		Sources:  []schannel.Source{byRollup, byBuildList},
	},
	{
		ID: "KB4520009", Released: enforcementReleased, SecurityOnly: true, Behaviour: EnforcesEMS,
		Products: []string{"Windows Server 2008"},
		Sources:  []schannel.Source{bySecurityOnly},
	},
	{
		ID: "KB4520010", Released: enforcementReleased, Build: "15063.2108", Behaviour: EnforcesEMS,
		Products: []string{"Windows 10 1703"},
		Sources:  []schannel.Source{byRollup, byBuildList},
	},
	{
		ID: "KB4520011", Released: enforcementReleased, Build: "10240.18368", Behaviour: EnforcesEMS,
		Products: []string{"Windows 10 1507"},
		Sources:  []schannel.Source{byRollup, byBuildList},
	},
	{
		ID: "KB4537806", Released: "2020-02-25", Build: "14393.3542", Behaviour: EnforcesEMS, LeadingZeroFix: true,
		Products: []string{"Windows 10 1607", "Windows Server 2016"},
		Sources:  []schannel.Source{byLeadingZero, byRollup},
	},
	{
		ID: "KB4540670", Released: "2020-03-10", Build: "14393.3564", Behaviour: EnforcesEMS, LeadingZeroFix: true,
		Products: []string{"Windows 10 1607", "Windows Server 2016"},
		Sources:  []schannel.Source{byLeadingZero, byRollup},
	},
}

// Updates yields the updates that the articles name, by date and ID. A
// cumulative update or monthly rollup released later contains them.
func Updates() iter.Seq[Update] {
	return func(yield func(Update) bool) {
		for _, u := range updates {
			u.Products, u.Sources = slices.Clone(u.Products), slices.Clone(u.Sources)
			if !yield(u) {
				return
			}
		}
	}
}
