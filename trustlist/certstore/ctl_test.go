// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// ctl is a trust list in the form of authroot.stl.
func ctl(entries ...string) string {
	list := ""
	if len(entries) > 0 {
		list = sequence(entries...)
	}
	return ctlWith(sequence(
		purposes(oidCTLUsage), element(asn1.INTEGER, "\x01"), element(asn1.UTCTime, "121102212406Z"),
		sequence(element(asn1.OBJECT_IDENTIFIER, "\x2b\x0e\x03\x02\x1a"), element(asn1.NULL, "")), list,
	))
}

func ctlWith(list string) string {
	return signedData(sequence(element(asn1.OBJECT_IDENTIFIER, oidCTL), element(0xa0, list)), "")
}

func entry(identifier string, attributes ...string) string {
	return sequence(element(asn1.OCTET_STRING, identifier), element(asn1.SET, strings.Join(attributes, "")))
}

// property is an attribute of an entry: the property with that number.
func property(number, value string) string {
	return sequence(element(asn1.OBJECT_IDENTIFIER, "\x2b\x06\x01\x04\x01\x82\x37\x0a\x0b"+number), element(asn1.SET, element(asn1.OCTET_STRING, value)))
}

func TestTrustEntries(t *testing.T) {
	t.Parallel()
	const one, two = "twenty bytes, number 1", "twenty bytes, number 2"
	id1, id2 := schannel.Thumbprint([]byte(one[:20])), schannel.Thumbprint([]byte(two[2:]))
	type item struct {
		Entry  certstore.TrustEntry
		Code   schannel.Code
		Offset int
	}
	plain1, plain2 := entry(one[:20]), entry(two[2:])
	named := entry(one[:20], property("\x0b", utf16z("Prüfstelle")), property("\x7f", "?"), property("\x09", purposes(oidClientAuth)))
	start := func(entries ...string) int { return len(ctl(entries...)) - 2 - len(strings.Join(entries, "")) }
	tests := []struct {
		name string
		why  string
		ctl  string
		want []item
	}{
		{"none", "a list may name nobody", ctl(), nil},
		{"generalized-time", "RFC 5652, Section 11.3: from 2050 on times are GeneralizedTime", strings.Replace(ctl(plain1), element(asn1.UTCTime, "121102212406Z"), element(asn1.GeneralizedTime, "2112110221240"), 1), []item{
			{Entry: certstore.TrustEntry{SHA1: id1, Offset: start(plain1)}},
		}},
		{"two", "an entry without attributes is trusted for everything", ctl(plain1, plain2), []item{
			{Entry: certstore.TrustEntry{SHA1: id1, Offset: start(plain1, plain2)}},
			{Entry: certstore.TrustEntry{SHA1: id2, Index: 1, Offset: start(plain1, plain2) + len(plain1)}},
		}},
		{"named", "1.3.6.1.4.1.311.10.11: 9 is the purposes, 11 the friendly name", ctl(named), []item{
			{Entry: certstore.TrustEntry{SHA1: id1, FriendlyName: "Prüfstelle", Offset: start(named), Purposes: certstore.Purposes{Limited: true, OIDs: []string{certstore.ClientAuthentication}}}},
		}},
		{"no-attributes", "the attributes are optional", ctl(sequence(element(asn1.OCTET_STRING, one[:20]))), []item{
			{Entry: certstore.TrustEntry{SHA1: id1, Offset: start(sequence(element(asn1.OCTET_STRING, one[:20])))}},
		}},
		{"one-bad", "one odd entry costs no other", ctl(entry("short"), plain1), []item{
			{Code: "trustlist.ctl.entry", Offset: start(entry("short"), plain1) + 4},
			{Entry: certstore.TrustEntry{SHA1: id1, Index: 1, Offset: start(entry("short"), plain1) + len(entry("short"))}},
		}},
		{"bad-purposes", "without its purposes nobody can tell whether it is listed", ctl(entry(one[:20], property("\x09", "x"))), []item{
			{Code: "trustlist.ctl.entry", Offset: len(ctl(entry(one[:20], property("\x09", "x")))) - 3},
		}},
		{"not-a-list", "another content", bag(), []item{{Code: "trustlist.store.unknown"}}},
		{"empty", "an empty file", "", []item{{Code: "trustlist.store.unknown"}}},
		{"no-usage", "CTL_INFO: the usage is not optional", ctlWith(sequence(element(asn1.NULL, ""))), []item{
			{Code: "trustlist.store.der", Offset: len(ctlWith(sequence(element(asn1.NULL, "")))) - 4},
		}},
		{"not-entries", "an entry is a SEQUENCE", ctl(element(asn1.NULL, "")), []item{{Code: "trustlist.store.der", Offset: start(element(asn1.NULL, ""))}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []item
			for e, err := range certstore.TrustEntries([]byte(tt.ctl)) {
				if fault, ok := errors.AsType[*schannel.Error](err); ok {
					require.Zero(t, e)
					got = append(got, item{Code: fault.Code, Offset: fault.Offset})
					continue
				}
				got = append(got, item{Entry: e})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			for range certstore.TrustEntries([]byte(tt.ctl)) {
				break
			}
		})
	}
}

// TestTrustEntriesCut leaves out the end of what is inside, while the lengths
// outside stay right.
func TestTrustEntriesCut(t *testing.T) {
	t.Parallel()
	full := purposes(oidCTLUsage) + element(asn1.UTCTime, "121102212406Z") + sequence()
	one := sequence(element(asn1.OCTET_STRING, "twenty bytes of text"), element(asn1.SET, property("\x09", purposes(oidAny))))
	rows := []string{ctlWith("\x30\x05"), ctlWith("")}
	for n := range full {
		rows = append(rows, ctlWith(sequence(full[:n])))
	}
	inside := one[2:]
	for n := range inside {
		rows = append(rows, ctl(sequence(inside[:n])))
	}
	attribute := property("\x09", purposes(oidAny))[2:]
	for n := range attribute {
		rows = append(rows, ctl(entry("twenty bytes of text", sequence(attribute[:n]))))
	}
	for i, list := range rows {
		failed := false
		for e, err := range certstore.TrustEntries([]byte(list)) {
			failed = failed || err != nil || !e.Purposes.Limited
		}
		require.True(t, failed, "row %d", i)
	}
}

func TestJoin(t *testing.T) {
	t.Parallel()
	var certificates []certstore.Certificate
	for _, text := range []string{"a", "b", "c", "a"} {
		c, err := certstore.ParseCertificate(certificate{subject: dntest.CN(text)}.der())
		require.NoError(t, err)
		certificates = append(certificates, c)
	}
	limited := certstore.Purposes{Limited: true, OIDs: []string{certstore.ClientAuthentication}}
	entries := []certstore.TrustEntry{
		{SHA1: certificates[2].SHA1, FriendlyName: "C", Purposes: limited},
		{SHA1: schannel.Thumbprint{1}},
		{SHA1: certificates[0].SHA1, FriendlyName: "A"},
		{SHA1: certificates[0].SHA1, FriendlyName: "again"},
	}
	joined, unlisted, missing := certstore.Join(entries, certificates)
	a, c := certificates[0], certificates[2]
	a.FriendlyName, c.FriendlyName, c.Property = "A", "C", limited
	if diff := cmp.Diff([]certstore.Certificate{c, a}, joined); diff != "" {
		t.Errorf("in the order of the list (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(certificates[1:2], unlisted); diff != "" {
		t.Errorf("not on the list (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(entries[1:2], missing); diff != "" {
		t.Errorf("without a certificate (-want +got):\n%s", diff)
	}
	require.Empty(t, certificates[0].FriendlyName, "the arguments stay as they are")
}

func BenchmarkTrustEntries(b *testing.B) {
	e := entry("twenty bytes of text", property("\x0b", utf16z("An authority of usual length")), property("\x09", purposes(oidClientAuth, oidServerAuth)))
	list := []byte(ctl(slicesRepeat(e, 400)...))
	b.SetBytes(int64(len(list)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range certstore.TrustEntries(list) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func FuzzTrustEntries(f *testing.F) {
	for _, seed := range []string{
		ctl(entry("twenty bytes of text", property("\x0b", utf16z("a")), property("\x09", purposes(oidAny))), entry("short")), ctl(), bag(),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, list []byte) {
		var first []certstore.TrustEntry
		for e, err := range certstore.TrustEntries(list) {
			if fault, ok := errors.AsType[*schannel.Error](err); ok {
				require.LessOrEqual(t, fault.Offset, len(list))
				require.Zero(t, e)
				continue
			}
			require.Less(t, e.Offset, len(list))
			first = append(first, e)
		}
		var second []certstore.TrustEntry
		for e, err := range certstore.TrustEntries(list) {
			if err == nil {
				second = append(second, e)
			}
		}
		require.Equal(t, first, second)
	})
}
