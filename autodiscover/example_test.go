// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover_test

import (
	"fmt"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
)

// contoso has Exchange 2007 and, three years later, Exchange 2010.
func contoso() autodiscover.Forest {
	entry := func(server string, year int) autodiscover.SCP {
		return autodiscover.SCP{
			Kind: autodiscover.URLEntry, Server: server,
			Keywords: []string{"77378F46-2C66-4aa9-A6A6-3E7A48B19596"},
			Bindings: []string{"https://" + server + ".contoso.com/Autodiscover/Autodiscover.xml"},
			Created:  time.Date(year, 11, 1, 0, 0, 0, 0, time.UTC),
		}
	}
	return autodiscover.Forest{Own: autodiscover.Directory{
		SCPs: []autodiscover.SCP{entry("cas2007", 2007), entry("cas2010", 2010)}, InOrder: schannel.Yes,
	}}
}

var anna = autodiscover.Client{
	Product: autodiscover.Outlook2007, Mail: "anna@contoso.com", Site: "Paris", Joined: schannel.Yes,
}

// Order sorts by one policy and gives a reason for each place.
func ExampleOrder() {
	ordering := autodiscover.Order(contoso(), anna, autodiscover.PolicyOldest)
	for _, place := range ordering.Order {
		fmt.Println(place.Server, "-", place.Reason.Text)
	}
	// Output:
	// cas2007 - it counts as outside the client's site, and was created 2007-11-01T00:00:00Z: the oldest first
	// cas2010 - it counts as outside the client's site, and was created 2010-11-01T00:00:00Z: the oldest first
}

// PossibleFirst answers whether a server that was just installed can be asked
// before all others.
func ExamplePossibleFirst() {
	firsts := autodiscover.PossibleFirst(contoso(), anna)
	for _, place := range firsts.Places {
		fmt.Println(place.URL)
	}
	fmt.Println(firsts.Certainty)
	// Output:
	// https://cas2007.contoso.com/Autodiscover/Autodiscover.xml
	// https://cas2010.contoso.com/Autodiscover/Autodiscover.xml
	// undocumented
}

// Plan lists what a client asks, and what it skips and why.
func ExamplePlan() {
	client := anna
	client.Registry = []schannel.RegistryValue{schannel.DWORD(
		`HKEY_CURRENT_USER\Software\Microsoft\Office\12.0\Outlook\AutoDiscover`, "ExcludeHttpsRootDomain", 1)}
	for _, a := range autodiscover.Plan(contoso(), client, autodiscover.PolicyUnspecified).Plan {
		if a.Skipped != nil {
			fmt.Println(a.Step, "is skipped:", a.Skipped.Text)
			continue
		}
		fmt.Println(a.Step, a.Method, a.URL)
	}
	// Output:
	// scp POST https://cas2007.contoso.com/Autodiscover/Autodiscover.xml
	// scp POST https://cas2010.contoso.com/Autodiscover/Autodiscover.xml
	// root-domain is skipped: the registry value ExcludeHttpsRootDomain excludes it
	// autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml
	// http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml
	// srv DNS _autodiscover._tcp.contoso.com
	// local-xml is skipped: no registry value names a file for the domain
}

// CheckRegistry finds values that do nothing.
func ExampleCheckRegistry() {
	client := autodiscover.Client{Product: autodiscover.Outlook2016, Registry: []schannel.RegistryValue{schannel.DWORD(
		`HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`, "ExcludeSrvLookup", 1)}}
	for _, f := range autodiscover.CheckRegistry(client) {
		fmt.Println(f.Code, f.Severity)
	}
	// Output:
	// autodiscover.registry.no_effect warning
}

// Policies names what documents give for a product.
func ExamplePolicies() {
	for policy := range autodiscover.Policies(autodiscover.Outlook2016) {
		fmt.Println(policy)
	}
	// Output:
	// outlook-oldest
	// outlook-newest
	// directory
	// docs
}

// SetURI is a command for the person who mends an entry.
func ExampleSetURI() {
	remedy, _ := autodiscover.SetURI(autodiscover.SCP{Server: "CAS1"}, "https://mail.contoso.com/Autodiscover/Autodiscover.xml")
	fmt.Println(remedy.Steps[0].Command)
	// Output:
	// Set-ClientAccessService -Identity CAS1 -AutoDiscoverServiceInternalUri https://mail.contoso.com/Autodiscover/Autodiscover.xml
}

// KindOf finds the GUID wherever it stands among the keywords.
func ExampleKindOf() {
	fmt.Println(autodiscover.KindOf([]string{"Domain=contoso.com", "67661d7f-8fc4-4fa7-bfac-e1d7794c1f68"}))
	// Output:
	// pointer
}

// RedirectServer tells whether Outlook asks about a redirect at all.
func ExampleClient_RedirectServer() {
	client := autodiscover.Client{Product: autodiscover.Outlook2016}
	client.Registry = []schannel.RegistryValue{{
		Key: client.Product.RegistryKey() + `\RedirectServers`, Name: "autodiscover-s.outlook.com", Type: schannel.RegSZ,
	}}
	for _, host := range []string{"autodiscover-s.outlook.com", "mail.contoso.com"} {
		_, hidden := client.RedirectServer(host)
		fmt.Println(host, hidden)
	}
	// Output:
	// autodiscover-s.outlook.com yes
	// mail.contoso.com no
}
