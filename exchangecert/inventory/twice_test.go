// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// twiceRows are files in which a certificate stands twice.
var twiceRows = []struct {
	name, why, data string
	want            []string
}{
	{
		name: "table-and-list", why: "each form has what the other lacks",
		data: "Thumbprint                               Services Subject\n----------                               -------- -------\n" + t1 + " ....S..  CN=a.contoso...\n" + t2 + " IP.WS..  CN=b\n\n" +
			"CertificateDomains : {a.contoso.com}\nNotAfter           : 2028-02-13T13:53:00Z\nStatus             : Valid\nSubject            : CN=a.contoso.com\nThumbprint         : " + t1 + "\n",
		want: []string{
			"thumb=0123; subject=CN=a.contoso.com; domains=a.contoso.com yes; to=2028-02-13T13:53:00Z; services=SMTP; status=Valid",
			"thumb=FEDC; subject=CN=b; services=IMAP, POP, IIS, SMTP",
			"!exchangecert.inventory.cut Subject line 3",
		},
	},
	{
		name: "list-and-table", why: "in any order; a list that was cut does not take the place of a whole one",
		data: "CertificateDomains : {a.contoso.com, b.contoso.com}\nIssuer             : CN=CA\nNotBefore          : 2024-02-13T13:53:00Z\nPublicKeySize      : 2048\nSerialNumber       : 1A\nVersion            : 3\nThumbprint         : " + t1 + "\n\n" +
			"Thumbprint                               CertificateDomains   Status\n----------                               ------------------   ------\n" + t1 + " {a.contoso.com, b... Valid\n",
		want: []string{
			"thumb=0123; issuer=CN=CA; serial=1A; domains=a.contoso.com|b.contoso.com yes; from=2024-02-13T13:53:00Z; status=Valid; bits=2048; version=3",
			"!exchangecert.inventory.cut CertificateDomains line 11",
		},
	},
	{
		name: "before-and-after", why: "a change was made in between: the later list counts, and that they differ is told",
		data: "Services   : None\nStatus     : Valid\nThumbprint : " + t1 + "\n\nServices   : IIS, SMTP\nStatus     : Invalid\nThumbprint : " + t1 + "\n",
		want: []string{"thumb=0123; services=IIS, SMTP; status=Invalid", "!exchangecert.inventory.twice Services line 5"},
	},
	{
		name: "said-again", why: "what is said twice alike is nothing to tell",
		data: "Services   : SMTP\nHasPrivateKey : True\nThumbprint : " + t1 + "\n\nServices   : SMTP\nHasPrivateKey : True\nThumbprint : " + t1 + "\n",
		want: []string{"thumb=0123; services=SMTP; key=yes"},
	},
	{
		name: "of-two-servers", why: "the same certificate is on two servers, with services of its own on each",
		data: "Identity   : MX1.contoso.com\\" + t1 + "\nServices   : None\nThumbprint : " + t1 + "\n\nIdentity   : MX2.contoso.com\\" + t1 + "\nServices   : SMTP\nThumbprint : " + t1 + "\n",
		want: []string{"thumb=0123; services=None", "thumb=0123; services=SMTP"},
	},
}

func TestTwice(t *testing.T) {
	t.Parallel()
	for _, row := range twiceRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(row.want, shown(row.data, Culture{})); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
		})
	}
}

// TestTogether: what the bytes of a certificate say comes before what was printed
// of it, in any order; what the shell knows beside them is added.
func TestTogether(t *testing.T) {
	t.Parallel()
	bytes := exchange.Certificate{Subject: "CN=a", NotAfter: time.Date(2029, 1, 2, 3, 4, 5, 0, time.UTC), Raw: exchange.DER{0x30}, SelfSigned: schannel.Yes, Status: exchange.StatusValid}
	printed := exchange.Certificate{
		Subject: "CN=cut", NotAfter: time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC), ZoneUnknown: true,
		FriendlyName: "Mail", Services: exchange.SMTP, RootCAType: exchange.RootThirdParty, PrivateKey: schannel.Yes, Exportable: schannel.No, CNG: schannel.No,
	}
	want := bytes
	want.FriendlyName, want.Services, want.RootCAType = printed.FriendlyName, printed.Services, printed.RootCAType
	want.PrivateKey, want.Exportable, want.CNG = printed.PrivateKey, printed.Exportable, printed.CNG
	for name, two := range map[string][2]exchange.Certificate{"bytes first": {bytes, printed}, "print first": {printed, bytes}} {
		got, differs := together(two[0], two[1])
		if diff := cmp.Diff(want, got); diff != "" || differs != "" {
			t.Errorf("%s: %s (-want +got):\n%s", name, differs, diff)
		}
	}
}

// TestDiffers: a change that any of these properties shows is told.
func TestDiffers(t *testing.T) {
	t.Parallel()
	early := exchange.Certificate{
		FriendlyName: "a", Services: exchange.SMTP, RootCAType: exchange.RootThirdParty, Status: exchange.StatusValid, PrivateKey: schannel.Yes, Exportable: schannel.No,
	}
	for want, late := range map[string]exchange.Certificate{
		"":                     {Subject: "CN=other"},
		"FriendlyName":         {FriendlyName: "b"},
		"Services":             {Services: exchange.NoServices},
		"RootCAType":           {RootCAType: exchange.RootRegistry},
		"Status":               {Status: exchange.StatusRevoked},
		"HasPrivateKey":        {PrivateKey: schannel.No},
		"PrivateKeyExportable": {Exportable: schannel.Yes},
	} {
		if _, got := together(early, late); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
