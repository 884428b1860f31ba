// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"crypto/x509"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
)

func TestNameCheck(t *testing.T) {
	t.Parallel()
	good := cn("a")
	tests := []struct {
		name   string
		why    string
		der    string
		offset int // of the fault; -1 for a good name
	}{
		{"common-name", "RFC 5280, Section 4.1.2.4", string(good), -1},
		{"no-attributes", "RFC 5280, Section 4.1.2.6: an empty SEQUENCE is a name", "\x30\x00", -1},
		{"two-in-a-set", "X.501: a relative name may have several attributes", string(name(rdn{{oidCN, 19, "a"}, {oidO, 19, "b"}})), -1},
		{"value-not-a-string", "the type of the value is not the name's business", string(name(rdn{{oidCN, bitString, "\x00\x01"}})), -1},
		{"nothing", "no bytes are no SEQUENCE", "", 0},
		{"no-sequence", "a SET is no name", "\x31" + string(good[1:]), 0},
		{"indefinite", "X.690, Section 10.1: DER has definite lengths only", "\x30\x80\x00\x00", 0},
		{"long-length", "X.690, Section 10.1: the shortest form of a length", "\x30\x81\x0c" + string(good[2:]), 0},
		{"cut", "the length says more than there is", string(good[:len(good)-1]), 0},
		{"trailing", "nothing may follow", string(good) + "\x00", len(good)},
		{"empty-set", "RFC 5280, Appendix A.1: SET SIZE (1..MAX)", "\x30\x02\x31\x00", 2},
		{"not-a-set", "a relative name is a SET", "\x30\x02\x30\x00", 2},
		{"no-oid", "an attribute begins with its type", "\x30\x06\x31\x04\x30\x02\x13\x00", 4},
		{"no-value", "an attribute has a value", "\x30\x09\x31\x07\x30\x05\x06\x03\x55\x04\x03", 4},
		{"two-values", "an attribute of a name has one value", "\x30\x0d\x31\x0b\x30\x09\x06\x03\x55\x04\x03\x13\x00\x13\x00", 4},
		{"oid-open", "X.690, Section 8.19.2: the last byte of a number has bit 8 clear", "\x30\x0b\x31\x09\x30\x07\x06\x03\x55\x04\x83\x13\x00", 4},
		{"oid-padded", "X.690, Section 8.19.2: no leading 0x80", "\x30\x0c\x31\x0a\x30\x08\x06\x04\x55\x04\x80\x03\x13\x00", 4},
		{"oid-endless", "an object identifier has a cap", string(name(rdn{{strings.Repeat("\x81", 128) + "\x01", 19, "a"}})), 6},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := trustlist.Name(tt.der).Check()
			if tt.offset < 0 {
				require.NoError(t, err, tt.why)
				return
			}
			require.Error(t, err, tt.why)
			vocabtest.Fault(t, err, "trustlist.name.der", tt.offset)
		})
	}
}

func TestListCheckNamesTheEntry(t *testing.T) {
	t.Parallel()
	err := trustlist.List{cn("b"), trustlist.Name("\x30\x02\x31\x00")}.Check()
	require.EqualError(t, err, "trustlist: list[1].name.rdn[0] at byte 2: no SET with an attribute")
	require.NoError(t, trustlist.List{cn("a")}.Check())
}

func TestNameJSON(t *testing.T) {
	t.Parallel()
	b, err := json.Marshal(trustlist.List{trustlist.Name("\x30\x00"), nil})
	require.NoError(t, err)
	require.Equal(t, `["3000",""]`, string(b))
	var back trustlist.List
	require.NoError(t, json.Unmarshal(b, &back))
	if diff := cmp.Diff(trustlist.List{trustlist.Name("\x30\x00"), trustlist.Name("")}, back); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.Error(t, json.Unmarshal([]byte(`["xy"]`), &back))
}

func TestListFrom(t *testing.T) {
	t.Parallel()
	certificates := []*x509.Certificate{{RawSubject: []byte("a")}, {RawSubject: []byte("bc")}}
	list := trustlist.FromCertificates(certificates)
	if diff := cmp.Diff(trustlist.FromNames([][]byte{[]byte("a"), []byte("bc")}), list); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.Equal(t, 2+1+2+2, list.Size())
	require.Empty(t, trustlist.FromCertificates([]*x509.Certificate{nil})[0], "no certificate has no subject")
	clone := list.Clone()
	list[0][0] = 'x'
	require.Equal(t, "a", string(clone[0]))
}
