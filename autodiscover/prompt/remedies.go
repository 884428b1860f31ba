// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// KB2006728: the remedy, the workaround, and its two checks, in order.

var remedyCertificate = schannel.Remedy{
	Code: "autodiscover.remedy.certificate", Title: "Give the server a certificate that is not self-signed",
	Rights: []schannel.Phrase{rightsExchange},
	Steps: []schannel.Step{
		{Number: 1, Text: "Request a certificate for {host} from a certification authority of the organization or from a public one."},
		{Number: 2, Text: "Install it on the Client Access server that answers as {host}, in place of the self-signed one."},
	},
	Sources: []schannel.Source{{Document: "KB2006728"}},
}

var remedyTrustedRoot = schannel.Remedy{
	Code: "autodiscover.remedy.trusted_root", Title: "Make the computer trust the self-signed certificate",
	Scope:  schannel.Scope{Products: []string{"outlook2007", "outlook2010", "outlook2013", "outlook2016", "outlook365"}},
	Rights: []schannel.Phrase{rightsUser},
	Steps: []schannel.Step{
		{Number: 1, Text: "Start Outlook and wait for the security alert that names {host}."},
		{Number: 2, Text: "Choose View Certificate, then Install Certificate."},
		{Number: 3, Text: "In the wizard choose to place all certificates in a store of your choice, and Browse."},
		{Number: 4, Text: "Select Trusted Root Certification Authorities and confirm."},
		{Number: 5, Text: "Choose Next and Finish, and Yes where you are asked whether to install it."},
		{Number: 6, Text: "Confirm that the import succeeded, close the certificate, and choose Yes in the alert."},
		{Number: 7, Text: "Restart Outlook: the alert does not appear while the certificate is in that store and has not expired."},
	},
	SideEffects: []schannel.Phrase{effectTrust},
	Restarts:    []string{"Outlook"},
	Sources:     []schannel.Source{{Document: "KB2006728"}},
}

var remedyCheckStore = schannel.Remedy{
	Code: "autodiscover.remedy.check_store", Title: "Check that the certificate is in the store",
	Scope:  schannel.Scope{Products: []string{"outlook2007", "outlook2010", "outlook2013", "outlook2016", "outlook365"}},
	Rights: []schannel.Phrase{rightsUser},
	Steps: []schannel.Step{
		{Number: 1, Text: "Start Internet Explorer and open Internet Options from the Tools menu."},
		{Number: 2, Text: "On the Content tab choose Certificates, then the tab Trusted Root Certification Authorities."},
		{Number: 3, Text: "Find the certificate of {host} in the list."},
		{Number: 4, Text: "Check its expiration date: it must not have passed."},
	},
	Sources: []schannel.Source{{Document: "KB2006728"}},
}

var remedyCheckSelfSigned = schannel.Remedy{
	Code: "autodiscover.remedy.check_self_signed", Title: "See whether the server's certificate is self-signed",
	Rights: []schannel.Phrase{rightsExchange},
	Steps: []schannel.Step{
		{Number: 1, Scope: schannel.Scope{Versions: []string{"exchange2010"}}, Text: "Start the Exchange Management Console of Exchange 2010 and select Server Configuration."},
		{Number: 2, Scope: schannel.Scope{Versions: []string{"exchange2010"}}, Text: "Select the Client Access server that answers as {host}."},
		{Number: 3, Scope: schannel.Scope{Versions: []string{"exchange2010"}}, Text: "Read the column Self-Signed of its certificates."},
	},
	Sources: []schannel.Source{{Document: "KB2006728"}},
}

var remedyRenew = schannel.Remedy{
	Code: "autodiscover.remedy.renew", Title: "Replace the certificate that is outside its dates",
	Rights: []schannel.Phrase{rightsExchange},
	Steps: []schannel.Step{
		{Number: 1, Text: "Renew the certificate of {host}, or check the computer's clock if the certificate is not valid yet."},
		{Number: 2, Text: "If it was self-signed and is trusted by way of the computer's own store, put the new one there too."},
	},
	Sources: []schannel.Source{{Document: "KB2006728"}, {Document: "bb851554"}},
}

var remedyRedirectServers = schannel.Remedy{
	Code: "autodiscover.remedy.redirect_servers", Title: "Add the host to RedirectServers",
	Scope:  schannel.Scope{Products: []string{"outlook2007", "outlook2010", "outlook2013", "outlook2016", "outlook365"}},
	Rights: []schannel.Phrase{rightsUser},
	Steps: []schannel.Step{
		{Number: 1, Text: "Create an empty REG_SZ value named {host}, spelled exactly as in the redirect."},
	},
	SideEffects: []schannel.Phrase{effectHidden},
	Sources:     []schannel.Source{{Document: "KB2480582"}, {Document: "KB2783881"}},
}

var remedyRedirectCase = schannel.Remedy{
	Code: "autodiscover.remedy.redirect_servers_case", Title: "Spell the host in RedirectServers in its own case",
	Scope:  schannel.Scope{Products: []string{"outlook2007", "outlook2010"}},
	Rights: []schannel.Phrase{rightsUser},
	Steps: []schannel.Step{
		{Number: 1, Text: "Delete the value {value} of {key}: otherwise the registry keeps its spelling."},
		{Number: 2, Text: "Create an empty REG_SZ value named {host} in its place, spelled exactly as in the redirect."},
	},
	SideEffects: []schannel.Phrase{effectHidden},
	Sources:     []schannel.Source{{Document: "KB2480582"}},
}

var remedyExcludeRoot = schannel.Remedy{
	Code: "autodiscover.remedy.exclude_root", Title: "Make Outlook skip the root domain",
	Scope:  schannel.Scope{Products: []string{"outlook2007", "outlook2010", "outlook2013", "outlook2016", "outlook365"}},
	Rights: []schannel.Phrase{rightsUser},
	Steps: []schannel.Step{
		{Number: 1, Text: "Set ExcludeHttpsRootDomain to 1, so that {host} is not asked."},
	},
	SideEffects: []schannel.Phrase{effectNoRoot},
	Sources:     []schannel.Source{{Document: "KB2212902"}},
}

var remedyPrincipal = schannel.Remedy{
	Code: "autodiscover.remedy.principal", Title: "Tell Outlook which name is on the certificate",
	Rights: []schannel.Phrase{rightsExchange},
	Steps: []schannel.Step{
		{Number: 1, Text: "Set the principal name of the provider EXPR to {name}.", Command: "Set-OutlookProvider EXPR -CertPrincipalName msstd:{name}"},
	},
	SideEffects: []schannel.Phrase{effectPrincipal},
	Sources:     []schannel.Source{{Document: "POX: CertPrincipalName"}, {Document: "Exchange 2007 help on Outlook Anywhere"}},
}

// remedies returns what helps against a window, best first.
func (f *forecast) remedies(kind Kind, hop walk.Hop, host string, by schannel.RegistryValue) []schannel.Remedy {
	named := schannel.Text("host", host)
	var all []schannel.Remedy
	switch kind {
	case Redirect:
		all = append(all, f.nameServer(host, by))
	case Untrusted:
		all = append(all, remedyCertificate.With(named), remedyTrustedRoot.With(named), remedyCheckStore.With(named), remedyCheckSelfSigned.With(named))
	case WrongName:
		all = f.nameRemedies(hop, host, by)
	case WrongDate:
		all = append(all, remedyRenew.With(named))
	case Credentials, KindUnspecified:
	}
	known := schannel.Scope{Products: []string{f.setup.Client.Product.String()}}
	var fitting []schannel.Remedy
	for _, r := range all {
		if r, ok := r.For(known, f.setup.Client.Registry); ok {
			fitting = append(fitting, r)
		}
	}
	return fitting
}

// nameRemedies depend on where the name came from.
func (f *forecast) nameRemedies(hop walk.Hop, host string, by schannel.RegistryValue) []schannel.Remedy {
	named := schannel.Text("host", host)
	var all []schannel.Remedy
	if hop.Request.Step == autodiscover.StepSCP && hop.Request.Redirects == 0 {
		if name := bestName(hop.Peer); name != "" {
			if r, ok := autodiscover.SetURI(f.entryOf(hop.Request.URL), "https://"+name+"/Autodiscover/Autodiscover.xml"); ok {
				all = append(all, r)
			}
		}
	}
	all = append(all, f.nameServer(host, by))
	if hop.Request.Step == autodiscover.StepRootDomain && hop.Request.Redirects == 0 {
		exclude := schannel.DWORD(f.setup.Client.Product.RegistryKey(), "ExcludeHttpsRootDomain", 1)
		all = append(all, setting(remedyExcludeRoot.With(named), exclude))
	}
	return all
}

// nameServer names a host among the RedirectServers. One that is there in
// another case has to go first.
func (f *forecast) nameServer(host string, by schannel.RegistryValue) schannel.Remedy {
	named := schannel.Text("host", host)
	if v := f.caseOnly(host); !v.IsZero() {
		return remedyRedirectCase.With(named, schannel.Text("value", v.Name), schannel.Text("key", v.Key))
	}
	return setting(remedyRedirectServers.With(named), by)
}

// setting puts the value to set into the first step.
func setting(r schannel.Remedy, v schannel.RegistryValue) schannel.Remedy {
	r.Steps[0].Registry = v // With made the steps its own
	return r
}

// entryOf finds the service connection point that holds a URL.
func (f *forecast) entryOf(url string) autodiscover.SCP {
	for _, d := range append([]autodiscover.Directory{f.setup.Forest.Own}, f.setup.Forest.Others...) {
		for _, scp := range d.SCPs {
			if weburl.Same(scp.URL(), url) {
				return scp
			}
		}
	}
	return autodiscover.SCP{}
}

// bestName is the name on the certificate under which Autodiscover is best
// registered: that of Autodiscover if there is one, else the first whole name.
func bestName(p walk.Peer) string {
	best := ""
	for _, name := range p.Names {
		switch {
		case strings.HasPrefix(strings.ToLower(name), "autodiscover."):
			return name
		case best == "" && strings.Contains(name, ".") && !strings.Contains(name, "*"):
			best = name
		}
	}
	return best
}

var remedyCallback = schannel.Remedy{
	Code: "autodiscover.remedy.callback", Title: "Let the program allow the redirect",
	Scope:  schannel.Scope{Products: []string{"ews-managed-api"}},
	Rights: []schannel.Phrase{rightsProgram},
	Steps: []schannel.Step{
		{Number: 1, Text: "Find out whether the host in the message is one that the domain's owner means, such as a host of Exchange Online or of the hoster."},
		{Number: 2, Text: "Call AutodiscoverUrl with a callback that returns true for HTTPS URLs of that host, and for no others; or set the URL of Exchange Web Services and skip Autodiscover."},
	},
	SideEffects: []schannel.Phrase{effectCallback},
	Sources:     []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}, {Document: "bielawb/EWS#20"}},
}
