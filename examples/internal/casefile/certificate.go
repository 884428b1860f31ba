// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package casefile

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/strictjson"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// shortened collects what certificates leave out that follows from their bytes.
type shortened struct{ missing []insertion }

// insertion is a text that belongs at an offset of a document.
type insertion struct {
	at   int
	text []byte
}

// complete returns the document with everything in it.
func (s *shortened) complete(data []byte) []byte {
	if len(s.missing) == 0 {
		return data
	}
	size := len(data)
	for _, m := range s.missing {
		size += len(m.text)
	}
	whole := make([]byte, 0, size)
	done := 0
	for _, m := range s.missing { // in the order of the document: no certificate holds another
		whole = append(append(whole, data[done:m.at]...), m.text...)
		done = m.at
	}
	return append(whole, data[done:]...)
}

// derived is a field that follows from a certificate's bytes: its value, and
// whether what stands there agrees.
type derived struct {
	name   string
	agrees bool
	value  any
}

// add adds what an object leaves out, or reports what contradicts its bytes.
func (s *shortened) add(o strictjson.Object, fields []derived) *strictjson.Problem {
	var text []byte
	for _, f := range fields {
		value, err := json.Marshal(f.value)
		switch {
		case err != nil:
			return unreadable(err)
		case !o.Has(f.name):
			text = append(append(text, `,"`+f.name+`":`...), value...)
		case !f.agrees:
			return &strictjson.Problem{Kind: strictjson.Contradiction, Field: f.name, Reason: fmt.Errorf("raw says otherwise: %s", value)}
		}
	}
	if text != nil {
		s.missing = append(s.missing, insertion{o.Offset + len(o.Text) - 1, text})
	}
	return nil
}

func (s *shortened) storeCertificate(o strictjson.Object) *strictjson.Problem {
	raw := rawOf(o)
	if len(raw) == 0 {
		return nil
	}
	var said certstore.Certificate
	read, err := certstore.ParseCertificate(raw)
	if err == nil && o.Len() > 1 {
		err = json.Unmarshal(o.Text, &said)
	}
	if err != nil {
		return unreadable(err)
	}
	return s.add(o, []derived{
		{"subject", bytes.Equal(said.Subject, read.Subject), read.Subject},
		{"issuer", bytes.Equal(said.Issuer, read.Issuer), read.Issuer},
		{"serial", said.Serial == read.Serial, read.Serial},
		{"sha1", said.SHA1 == read.SHA1, read.SHA1},
		{"not_before", said.NotBefore.Equal(read.NotBefore), read.NotBefore},
		{"not_after", said.NotAfter.Equal(read.NotAfter), read.NotAfter},
		{"self_issued", said.SelfIssued == read.SelfIssued, read.SelfIssued},
		{"authority", said.Authority == read.Authority, read.Authority},
		{"extension", samePurposes(said.Extension, read.Extension), read.Extension},
	})
}

func samePurposes(a, b certstore.Purposes) bool {
	return a.Limited == b.Limited && slices.Equal(a.OIDs, b.OIDs)
}

// rawOf returns the bytes of a certificate; none if they are not given.
func rawOf(o strictjson.Object) []byte {
	value := o.Value("raw")
	if value == nil {
		return nil
	}
	raw, err := hex.AppendDecode(nil, bytes.Trim(value, `"`))
	if err != nil { // the digits are written with escape sequences
		var text string
		_ = json.Unmarshal(value, &text)
		raw, _ = hex.DecodeString(text)
	}
	return raw
}

// unreadable is the problem of bytes that are no certificate.
func unreadable(err error) *strictjson.Problem {
	return &strictjson.Problem{Kind: strictjson.Unreadable, Field: "raw", Reason: err}
}

// exchangeCertificate compares what does not depend on how a program prints or
// judges it: names are not compared, nor purposes, which the store may limit.
// What the shell did not show is zero, and contradicts nothing.
func (s *shortened) exchangeCertificate(o strictjson.Object) *strictjson.Problem {
	raw := rawOf(o)
	if len(raw) == 0 {
		return nil
	}
	var said exchange.Certificate
	read, err := exchange.ParseCertificate(raw)
	if err == nil && o.Len() > 1 {
		err = json.Unmarshal(o.Text, &said)
	}
	if err != nil {
		return unreadable(err)
	}
	fields := []derived{
		{"thumbprint", said.Thumbprint == schannel.Thumbprint{} || said.Thumbprint == read.Thumbprint, read.Thumbprint},
		{"subject", true, read.Subject},
		{"issuer", true, read.Issuer},
		{"serial_number", said.SerialNumber == "" || sameSerial(said.SerialNumber, read.SerialNumber), read.SerialNumber},
		{"self_signed", true, read.SelfSigned},
		{"key_algorithm", true, read.KeyAlgorithm},
		{"key_bits", said.KeyBits == 0 || said.KeyBits == read.KeyBits, read.KeyBits},
		{"x509_version", said.X509Version == 0 || said.X509Version == read.X509Version, read.X509Version},
		{"server_auth", true, read.ServerAuth},
		{"client_auth", true, read.ClientAuth},
		{"subject_key_id", agree(said.SubjectKeyID, read.SubjectKeyID), read.SubjectKeyID},
	}
	if !said.ZoneUnknown {
		fields = append(fields,
			derived{"not_before", sameMinute(said.NotBefore, read.NotBefore), read.NotBefore},
			derived{"not_after", sameMinute(said.NotAfter, read.NotAfter), read.NotAfter})
	}
	if !o.Has("domains") && !o.Has("domains_complete") {
		fields = append(fields, derived{"domains", true, read.Domains}, derived{"domains_complete", true, read.DomainsComplete})
	}
	return s.add(o, fields)
}

func sameSerial(a, b string) bool {
	return strings.EqualFold(strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0"))
}

func agree(said, read schannel.Truth) bool {
	return said == schannel.Unknown || read == schannel.Unknown || said == read
}

// sameMinute compares as far as every program prints a time.
func sameMinute(said, read time.Time) bool {
	return said.IsZero() || said.Sub(read).Abs() < time.Minute
}
