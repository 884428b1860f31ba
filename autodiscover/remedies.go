// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"strings"

	"github.com/schanneltrust/schannel"
)

// SetURI is how an administrator gives a server's service connection point
// another URL. It reports false where a name or a URL has characters that the
// shell into which the command is typed would take apart.
func SetURI(scp SCP, url string) (schannel.Remedy, bool) {
	if !plainWord(scp.Server) || !plainWord(url) {
		return schannel.Remedy{}, false
	}
	return remedySetURI.With(schannel.Text("server", scp.Server), schannel.Text("url", url)), true
}

// plainWord reports whether text is one word to a shell.
func plainWord(text string) bool {
	for _, c := range []byte(text) {
		if !isLetter(c) && !isDigit(c) && strings.IndexByte("-._:/", c) < 0 {
			return false
		}
	}
	return text != "" && text[0] != '-'
}

var remedySetURI = schannel.Remedy{
	Code: "autodiscover.remedy.set_uri", Title: "Give the service connection point another URL",
	Scope:  schannel.Scope{Roles: []string{"server"}},
	Rights: []schannel.Phrase{rightsOrganization},
	Steps: []schannel.Step{
		{
			Number: 1, Text: "In the Exchange Management Shell of Exchange 2016 or later, set the URL of {server} to {url}.",
			Command: "Set-ClientAccessService -Identity {server} -AutoDiscoverServiceInternalUri {url}",
			Scope:   schannel.Scope{Versions: []string{"2016", "2019"}},
		},
		{
			Number: 2, Text: "In that of Exchange 2007, 2010 or 2013, set the URL of {server} to {url}.",
			Command: "Set-ClientAccessServer -Identity {server} -AutoDiscoverServiceInternalUri {url}",
			Scope:   schannel.Scope{Versions: []string{"2007", "2010", "2013"}},
		},
	},
	SideEffects: []schannel.Phrase{effectCertificate},
	Sources:     []schannel.Source{{Document: "Set-ClientAccessService", Section: "-AutoDiscoverServiceInternalUri"}, {Document: "KB940726"}},
}

var (
	rightsOrganization = schannel.Phrase{Code: "autodiscover.rights.organization", Text: "Organization Management, or Server Management, in Exchange"}
	effectCertificate  = schannel.Phrase{Code: "autodiscover.effect.certificate", Text: "clients on the network ask the new host, whose certificate has to name it"}
)
