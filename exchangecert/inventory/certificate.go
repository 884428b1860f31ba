// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"errors"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/pstext"
)

// shell asks for a list of certificates that can be read.
const shell = "run Get-ExchangeCertificate | Format-List *, or | Export-Clixml FILE"

// certificate reads an object of Get-ExchangeCertificate or of the Cert:
// drive. What the certificate itself says comes from its bytes, if they are
// there, the rest from what was serialized or printed.
func (t *taker) certificate() (c exchange.Certificate, sites []exchange.Binding, server string, ok bool) {
	facts := t.serialized()
	c, ok = t.raw(facts)
	if !ok {
		c.Thumbprint, ok = t.thumbprint("Thumbprint")
	}
	if !ok {
		t.fault(fault(codeThumbprint, "Thumbprint", t.object.Offset, "line %d: a certificate without its thumbprint; %s", t.object.Line, shell))
		return exchange.Certificate{}, nil, "", false
	}
	if len(c.Raw) == 0 {
		t.printed(&c)
	}
	t.facts(&c)
	if err := facts.apply(&c); err != nil {
		t.fault(fault(codeUnexplained, "SerializationData", t.object.Offset, "line %d: %w", t.object.Line, err))
	}
	return c, t.bindings(c, facts), serverOf(t.object, facts), true
}

// raw reads the bytes of the certificate.
func (t *taker) raw(facts serialized) (exchange.Certificate, bool) {
	der := facts.certificate
	v, _ := t.object.Get("RawData")
	if raw, ok := v.Bytes(); ok {
		der = raw
	}
	if len(der) == 0 {
		return exchange.Certificate{}, false
	}
	c, err := exchange.ParseCertificate(der)
	if err != nil {
		t.fault(at(err, "RawData", v))
		return exchange.Certificate{}, false
	}
	return c, true
}

// serialized reads what the shell serialized with the object. Without it, or
// where it is malformed, nothing of it is known.
func (t *taker) serialized() serialized {
	none := serialized{status: -1, root: -1, services: -1}
	v, ok := t.object.Get("SerializationData")
	if !ok {
		return none
	}
	data, ok := v.Bytes()
	err := errors.New("not base64")
	if ok {
		var facts serialized
		if facts, err = readSerialized(data); err == nil {
			return facts
		}
	}
	t.fault(fault(codeSerialized, "SerializationData", v.Offset, "line %d: %w", v.Line, err))
	return none
}

// printed reads what the bytes of the certificate would say.
func (t *taker) printed(c *exchange.Certificate) {
	c.Subject, c.Issuer = t.text("Subject"), t.text("Issuer")
	c.SerialNumber = strings.ToUpper(strings.ReplaceAll(t.text("SerialNumber"), " ", ""))
	c.Domains, c.DomainsComplete = t.list("CertificateDomains")
	if !t.has("CertificateDomains") {
		// The Cert: drive has the same names, as "name (punycode)".
		c.Domains, c.DomainsComplete = t.list("DnsNameList")
	}
	c.KeyBits = t.number("PublicKeySize")
	c.X509Version = t.number("Version")
	t.validity(c)
	t.usages(c)
}

func (t *taker) number(name string) int {
	v, ok := t.value(name)
	if !ok || v.Text == "" {
		return 0
	}
	n, err := strconv.Atoi(v.Text)
	if err != nil || n < 0 {
		t.fault(fault(codeValue, name, v.Offset, "line %d: %.64q is no number", v.Line, v.Text))
		return 0
	}
	return n
}

// validityNames are the properties with the dates of a certificate.
var validityNames = [...]string{"NotBefore", "NotAfter"}

// validity reads the two dates. If one of them can only be read in one order, so
// is the other, and so are those of the same table.
func (t *taker) validity(c *exchange.Certificate) {
	d := t.dates
	before, _ := t.object.Get(validityNames[0])
	after, _ := t.object.Get(validityNames[1])
	d.culture = d.culture.Settle(before.Text, after.Text) // what is not there is a date in no order
	for i, name := range validityNames {
		v, ok := t.value(name)
		if !ok || v.Text == "" {
			continue
		}
		date, known, e := d.parse(v.Text)
		if e != nil {
			d.culture = t.order(t.object)
			date, known, e = d.parse(v.Text)
		}
		if e != nil {
			t.fault(at(e, name, v))
			continue
		}
		if i == 0 {
			c.NotBefore = date
		} else {
			c.NotAfter = date
		}
		c.ZoneUnknown = c.ZoneUnknown || !known
	}
}

// Extended key usages, as EnhancedKeyUsageList has them behind their names,
// which are translated.
const (
	serverAuth = "1.3.6.1.5.5.7.3.1"
	clientAuth = "1.3.6.1.5.5.7.3.2"
	anyUsage   = "2.5.29.37.0"
)

// usages reads EnhancedKeyUsageList. A certificate without any fits every use.
func (t *taker) usages(c *exchange.Certificate) {
	items, whole := t.list("EnhancedKeyUsageList")
	if whole != schannel.Yes {
		return
	}
	all := strings.Join(items, " ")
	if len(items) > 0 && !strings.Contains(all, "(") {
		return // names only
	}
	fit := func(oid string) schannel.Truth {
		if len(items) == 0 || strings.Contains(all, "("+oid+")") || strings.Contains(all, "("+anyUsage+")") {
			return schannel.Yes
		}
		return schannel.No
	}
	c.ServerAuth, c.ClientAuth = fit(serverAuth), fit(clientAuth)
}

// facts reads what the certificate itself does not say.
func (t *taker) facts(c *exchange.Certificate) {
	if name := t.text("FriendlyName"); name != "" {
		c.FriendlyName = name
	}
	for _, name := range [...]string{"IsSelfSigned", "IsSelfSign"} { // the article on events 1037 and 2019 has the latter
		if self := t.truth(name); self != schannel.Unknown {
			c.SelfSigned = self
		}
	}
	c.RootCAType = named[exchange.RootCAType](t, "RootCAType")
	c.Status = named[exchange.Status](t, "Status")
	c.PrivateKey = t.truth("HasPrivateKey")
	c.Exportable = t.truth("PrivateKeyExportable")
	v, _ := t.object.Get("Services")
	services, err := exchange.ParseServices(v.Text) // of no text none are known
	if err != nil {
		t.fault(at(err, "Services", v))
		return
	}
	c.Services = services
}

// bindings are the web sites of the certificate: "IIS://MX1/W3SVC/1" is the
// site with number 1.
func (t *taker) bindings(c exchange.Certificate, facts serialized) []exchange.Binding {
	sites := facts.sites
	if v, ok := t.object.Get("IISServices"); ok && len(sites) == 0 {
		for item := range v.Items() {
			sites = append(sites, item.Text)
		}
	}
	var all []exchange.Binding
	for _, site := range sites {
		if n := strings.Index(site, "W3SVC/"); n >= 0 {
			all = append(all, exchange.Binding{Site: site[n:], Thumbprint: c.Thumbprint})
		}
	}
	return all
}

// serverOf is the server that an object of Get-ExchangeCertificate is of.
func serverOf(o pstext.Object, facts serialized) string {
	if v, ok := o.Get("Identity"); ok {
		if server, _, ok := strings.Cut(v.Text, "\\"); ok {
			return server
		}
	}
	if server, _, ok := strings.Cut(facts.identity, "\\"); ok {
		return server
	}
	v, _ := o.Get("PSComputerName")
	return v.Text
}
