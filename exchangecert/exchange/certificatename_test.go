// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

func TestParseCertificateName(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"<I>CN=A, C=US<S>CN=b", "<i>CN=A, C=US<s>CN=b", " <I> CN=A, C=US <S> CN=b "} {
		got, err := exchange.ParseCertificateName(text)
		if diff := cmp.Diff(exchange.CertificateName{Issuer: "CN=A, C=US", Subject: "CN=b"}, got); err != nil || diff != "" {
			t.Errorf("%q: %v\n%s", text, err, diff)
		}
	}
	for _, text := range []string{"", "CN=A", "<S>CN=b<I>CN=A", "<I><S>CN=b", "<I>CN=A<S>", "<I>CN=A<S>CN=b<S>CN=c", "<I>CN=A", "<I>a<I>b<S>c"} {
		if _, err := exchange.ParseCertificateName(text); !errors.Is(err, &schannel.Error{Code: "exchangecert.certificate_name.malformed", Offset: schannel.NoOffset}) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestCompareCertificateName(t *testing.T) {
	t.Parallel()
	name := exchange.CertificateName{Issuer: "CN=Contoso CA, O=\"Acme, Inc.\", C=US", Subject: "CN=mail, S=NRW"}
	tests := []struct {
		name            string
		issuer, subject string
		want            [2]exchange.NameMatch
		why             string
	}{
		{"same", name.Issuer, name.Subject, [2]exchange.NameMatch{exchange.ExactName, exchange.ExactName}, "the same text"},
		{"case", "cn=contoso ca, o=\"acme, inc.\", c=us", "CN=MAIL, S=NRW", [2]exchange.NameMatch{exchange.ExactName, exchange.ExactName}, "HealthChecker: without regard to case"},
		{"blanks-quotes", "CN=\"Contoso CA\",O=\"Acme, Inc.\",C=US", "CN=mail, ST=NRW", [2]exchange.NameMatch{exchange.RewrittenName, exchange.RewrittenName}, "the same names in another text"},
		{"other", "CN=Contoso CA 2", "CN=mail", [2]exchange.NameMatch{exchange.NoName, exchange.NoName}, "other names"},
		{"unreadable", "Contoso CA", "CN=mail, x", [2]exchange.NameMatch{exchange.NoName, exchange.NoName}, "what is no name of .NET is another text, and so another name"},
		{"order", "C=US, O=\"Acme, Inc.\", CN=Contoso CA", "CN=mail, S=NRW", [2]exchange.NameMatch{exchange.NoName, exchange.ExactName}, "another order"},
		{"cut", "CN=Contoso…", "", [2]exchange.NameMatch{exchange.UnknownName, exchange.UnknownName}, "cut, or not seen"},
	}
	for _, tt := range tests {
		issuer, subject := name.Compare(exchange.Certificate{Issuer: tt.issuer, Subject: tt.subject})
		if diff := cmp.Diff(tt.want, [2]exchange.NameMatch{issuer, subject}); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", tt.name, tt.why, diff)
		}
	}
}

// TestReversed: .NET writes the most specific part first, RFC 4514 and encodings
// of other programs are pasted in the opposite order.
func TestReversed(t *testing.T) {
	t.Parallel()
	c := exchange.Certificate{Issuer: "CN=Contoso CA, C=US", Subject: "CN=mail, O=Contoso"}
	for _, tt := range []struct {
		issuer, subject string
		want            bool
		why             string
	}{
		{"CN=Contoso CA, C=US", "CN=mail, O=Contoso", false, "the order of .NET"},
		{"C=US, CN=Contoso CA", "CN=mail, O=Contoso", true, "the issuer"},
		{"CN=Contoso CA, C=US", "O=Contoso, CN=mail", true, "the subject"},
		{"C=US,CN=Contoso CA", "O=Contoso,CN=mail", true, "both"},
		{"C=US, CN=Contoso CA", "CN=other", false, "the subject is another"},
		{"CN=Contoso CA 2", "O=Contoso, CN=mail", false, "the issuer is another"},
		{"C=US, CN=Contoso CA", "mail", false, "no name"},
		{"Contoso CA", "O=Contoso, CN=mail", false, "no name"},
	} {
		if got := (exchange.CertificateName{Issuer: tt.issuer, Subject: tt.subject}).Reversed(c); got != tt.want {
			t.Errorf("<I>%s<S>%s: %t: %s", tt.issuer, tt.subject, got, tt.why)
		}
	}
	unseen := exchange.Certificate{Issuer: c.Issuer}
	if (exchange.CertificateName{Issuer: "C=US, CN=Contoso CA", Subject: "mail"}).Reversed(unseen) {
		t.Error("a subject that was not seen is not that of a text that is no name")
	}
}
