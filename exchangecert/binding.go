// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"cmp"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// IIS has its certificate by thumbprint, a site each.
var (
	ruleBinding = schannel.Rule{
		Code: "exchangecert.iis.winner", Title: "The certificate of the web site", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcEnable}, Message: "The web site {site} has the certificate {winner}.",
		Excludes: []schannel.Code{"exchangecert.iis.not_in_store"},
	}
	ruleBindingLost = schannel.Rule{
		Code: "exchangecert.iis.not_in_store", Title: "The certificate of the web site is not in the store", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2779694"}}, Message: "The web site {site} is bound to {thumbprint}, which is not among the certificates of this server.",
	}
	ruleBoundExpired = schannel.Rule{
		Code: "exchangecert.iis.expired", Title: "The certificate of the web site has expired", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcExpired2007}, Message: "{certificate} expired at {not_after}: clients warn or refuse.",
	}
)

// siteName is the site in question; Enable-ExchangeCertificate binds the first.
func (b *builder) siteName() string { return cmp.Or(b.answer.Connector, "W3SVC/1") }

// byBinding answers for a web site; without a name for the default one.
func (b *builder) byBinding(site string) {
	b.answer.Connector = site
	bindings := b.q.server.Bindings
	for _, binding := range bindings {
		if strings.EqualFold(binding.Site, b.siteName()) || site == "" && strings.EqualFold(binding.Site, "Default Web Site") {
			b.byThumbprint(binding.Thumbprint, ruleBindingLost)
			return
		}
	}
	b.refuse(missingBinding)
}

func (b *builder) datesOfBound(w int) {
	c := &b.q.server.Certificates[w]
	if _, expired := c.OutOfDate(b.q.at); expired {
		d := b.detail(ruleBoundExpired, schannel.Nth("certificate", w),
			schannel.Text("certificate", b.q.label(w)), schannel.Text("not_after", isoTime(c.NotAfter)))
		bound := *c
		if bound.Services != 0 {
			bound.Services |= exchange.IIS // whatever the shell says
		}
		d.Remedies = Renewals(*b.q.server, bound)
	}
}
