// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/certutil"
	"github.com/schanneltrust/schannel/internal/pstext"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// printedByCertutil reads a certificate as certutil prints it. Its bytes say
// more than what is printed beside them.
func (t *taker) printedByCertutil(p certutil.Certificate) (exchange.Certificate, bool) {
	place := pstext.Value{Line: p.Line, Offset: p.Offset}
	c := exchange.Certificate{Thumbprint: p.Thumbprint, Subject: p.Subject, Issuer: p.Issuer, SerialNumber: p.SerialNumber}
	switch {
	case len(p.DER) > 0:
		parsed, err := exchange.ParseCertificate(p.DER)
		if err != nil {
			t.fault(at(err, "certificate", place))
			return exchange.Certificate{}, false
		}
		c = parsed
	case !p.Hashed:
		t.fault(fault(codeThumbprint, "Cert Hash(sha1)", p.Offset, "line %d: a certificate without its hash; run certutil -store My", p.Line))
		return exchange.Certificate{}, false
	default:
		t.object = pstext.Object{Properties: []pstext.Property{
			{Name: "NotBefore", Value: pstext.Value{Text: p.NotBefore, Line: p.Line, Offset: p.Offset}},
			{Name: "NotAfter", Value: pstext.Value{Text: p.NotAfter, Line: p.Line, Offset: p.Offset}},
		}}
		t.validity(&c)
	}
	c.PrivateKey, c.Exportable = p.PrivateKey, p.Exportable
	c.CNG = cngOf(p.Provider)
	return c, true
}

// storeNamed says whether certutil lists the Personal store: its name stands
// above the certificates, with what that is called in the language of Windows.
func storeNamed(data []byte) schannel.Truth {
	for l := range textfile.Decode(data[:min(len(data), 1<<12)]).Lines() {
		text := textfile.Trim(l.Text)
		if strings.HasPrefix(text, "==") {
			break
		}
		if name, _, ok := strings.Cut(text, " \""); ok && strings.EqualFold(name, "My") {
			return schannel.Yes
		}
	}
	return schannel.Unknown
}

// cngOf tells a key storage provider from a CryptoAPI one by the names that
// Microsoft's have; of other names nothing is known.
func cngOf(provider string) schannel.Truth {
	switch {
	case strings.HasSuffix(provider, "Key Storage Provider"):
		return schannel.Yes
	case strings.Contains(provider, "Cryptographic Provider"):
		return schannel.No
	}
	return schannel.Unknown
}
