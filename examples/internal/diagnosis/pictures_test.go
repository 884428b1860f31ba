// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// TestListPicture: the composed list with what is cut and what a plan removes,
// else the captured one, else names that were printed.
func TestListPicture(t *testing.T) {
	t.Parallel()
	require.Nil(t, diagnosis.Run(casefile.Case{}).List)

	roots := storetest.Many(200) // KB2464556: more than 16,384 bytes of names
	expired := &roots[3]
	expired.NotAfter = noon.AddDate(-1, 0, 0)
	host := compose.Host{Release: schannel.Server2008R2, Stores: compose.Stores{TrustedRoots: roots}, At: noon}
	captured := someRequest(generator(1))
	l := diagnosis.Run(casefile.Case{Trustlist: &casefile.Trustlist{Host: host, Captured: captured, TLS: schannel.TLS12, Keep: []schannel.Thumbprint{roots[4].SHA1}}}).List
	require.NotNil(t, l)
	require.False(t, l.Captured)
	require.Len(t, l.Names, 200)
	require.Equal(t, roots[0].Subject.String(), l.Names[0].Text)
	require.Equal(t, len(roots[0].Subject)+2, l.Names[0].Bytes)
	require.True(t, l.Names[3].Remove, "KB2464556, Method 1: an expired root goes first")
	require.False(t, l.Names[4].Remove, "it must be kept")
	kept := 0
	for _, name := range l.Names {
		require.NotEqual(t, trustlist.FateUnspecified, name.Fate)
		if name.Kept {
			kept++
		}
	}
	require.Equal(t, l.Truncation.Kept, kept)

	l = diagnosis.Run(casefile.Case{Trustlist: &casefile.Trustlist{Captured: captured, TLS: schannel.TLS12, Named: []string{"CN=a"}}}).List
	require.True(t, l.Captured)
	require.Nil(t, l.Truncation, "what was seen was sent")
	for _, name := range l.Names {
		require.Equal(t, trustlist.FateUnspecified, name.Fate)
		require.True(t, name.Kept)
	}

	l = diagnosis.Run(casefile.Case{Trustlist: &casefile.Trustlist{Named: []string{"CN=a", "CN=b"}}}).List
	want := &diagnosis.List{Captured: true, Names: []diagnosis.ListName{{Text: "CN=a", Kept: true}, {Text: "CN=b", Kept: true}}}
	if diff := cmp.Diff(want, l); diff != "" {
		t.Errorf("names without bytes (-want +got):\n%s", diff)
	}
}

// TestLongPictures: of what is long the first part is shown, and the rest is
// counted.
func TestLongPictures(t *testing.T) {
	t.Parallel()
	l := diagnosis.Run(casefile.Case{Trustlist: &casefile.Trustlist{
		Host: compose.Host{Release: schannel.Server2016, Stores: compose.Stores{TrustedRoots: storetest.Many(1500)}},
	}}).List
	require.Equal(t, []int{1000, 500}, []int{len(l.Names), l.More})

	x := casefile.Exchangecert{Servers: []casefile.ExchangeServer{{Server: exchange.Server{Name: "HUB1", Version: exchange.Exchange2016}}}}
	for k := range 30 {
		x.Servers[0].Server.Certificates = append(x.Servers[0].Server.Certificates, someCertificate(generator(uint64(k)), byte(k+1)))
	}
	for i := range 250 {
		x.Connectors = append(x.Connectors, exchange.Connector{Name: fmt.Sprint("c", i), FQDN: "mail.contoso.example", Complete: true})
	}
	r := diagnosis.Run(casefile.Case{At: noon, Exchangecert: &x})
	require.Len(t, r.Selections, 200)
	trace := 0
	for _, s := range r.Selections {
		trace += len(s.Trace)
		require.Empty(t, s.Findings, "they stand among those of the report")
		require.NotEmpty(t, s.Trace)
	}
	require.LessOrEqual(t, trace, 200)
	require.Empty(t, r.Calendars, "250 connectors times 30 certificates are no calendar")

	x.Connectors = x.Connectors[:20]
	r = diagnosis.Run(casefile.Case{At: noon, Exchangecert: &x})
	require.Len(t, r.Calendars, 1)
	winners := 0
	for _, i := range r.Calendars[0].Intervals {
		winners += len(i.Winners)
	}
	require.LessOrEqual(t, winners, 300)

	a := casefile.Autodiscover{Client: autodiscover.Client{Product: autodiscover.Outlook2010, Mail: "user@corp.example", Site: "Here", Joined: schannel.Yes}, Recording: &walk.Recording{}}
	for i := range 300 {
		a.Forest.Own.SCPs = append(a.Forest.Own.SCPs, autodiscover.SCP{
			Kind: autodiscover.URLEntry, Server: fmt.Sprint("cas", i), Bindings: []string{fmt.Sprintf("https://cas%d.corp.example/Autodiscover/Autodiscover.xml", i)},
			Keywords: []string{"77378F46-2C66-4aa9-A6A6-3E7A48B19596", "Site=Here"},
		})
	}
	p := diagnosis.Run(casefile.Case{Autodiscover: &a}).Path
	require.Equal(t, []int{200, 100}, []int{len(p.Order), p.MoreOrder})
	require.Len(t, p.Hops, 200)
	require.Positive(t, p.MoreHops)
}

// TestNoPath: of a client of which nothing tells where it goes there is nothing
// to show.
func TestNoPath(t *testing.T) {
	t.Parallel()
	scp := autodiscover.SCP{Kind: autodiscover.URLEntry, Server: "cas1", Bindings: []string{"https://cas1.corp.example/Autodiscover/Autodiscover.xml"}, Keywords: []string{"77378F46-2C66-4aa9-A6A6-3E7A48B19596"}}
	a := casefile.Autodiscover{}
	a.Forest.Own.SCPs = []autodiscover.SCP{scp}
	require.Nil(t, diagnosis.Run(casefile.Case{Autodiscover: &a}).Path)
	a.Client.Product = autodiscover.Outlook2010
	require.NotNil(t, diagnosis.Run(casefile.Case{Autodiscover: &a}).Path, "the product tells the order")
}

// TestCalendar: a server without a connector is asked about its own name.
func TestCalendar(t *testing.T) {
	t.Parallel()
	c := exchange.Certificate{
		Thumbprint: schannel.Thumbprint{1}, Subject: "CN=hub1.contoso.example", Issuer: "CN=CA", Domains: []string{"hub1.contoso.example"}, DomainsComplete: schannel.Yes,
		NotBefore: noon.AddDate(-1, 0, 0), NotAfter: noon.AddDate(0, 3, 0), Services: exchange.SMTP, SelfSigned: schannel.No, PrivateKey: schannel.Yes, Status: exchange.StatusValid,
	}
	s := exchange.Server{Name: "HUB1", Version: exchange.Exchange2016, DNS: exchange.DNSNames{DNSPhysicalFullyQualifiedDomainName: "hub1.contoso.example"}, Certificates: []exchange.Certificate{c}}
	r := diagnosis.Run(casefile.Case{At: noon, Exchangecert: &casefile.Exchangecert{Servers: []casefile.ExchangeServer{{Server: s}}}})
	require.Len(t, r.Calendars, 1)
	var dates []string
	for _, i := range r.Calendars[0].Intervals {
		dates = append(dates, i.From.Format("2006-01-02"))
	}
	require.Equal(t, "2024-06-01", dates[0], "the day that is asked about")
	require.Equal(t, "2024-09-01", dates[len(dates)-1], "the day on which the certificate expires")
}

// TestChain: a client with the chain is asked about, all families that do the
// same at once.
func TestChain(t *testing.T) {
	t.Parallel()
	root := storetest.Root("a")
	host := compose.Host{Release: schannel.Server2008R2, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{root}}}
	offers := 0
	for _, f := range diagnosis.Run(casefile.Case{Trustlist: &casefile.Trustlist{Host: host, Client: storetest.Chain(root.Subject)}}).Findings {
		if f.Code == "trustlist.offer.named" {
			offers += 1 + len(f.Items)
		}
	}
	require.Equal(t, 11, offers, "every family but OpenSSL by default, which compares nothing")
}
