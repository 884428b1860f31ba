// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"crypto/sha1"
	"fmt"
	"iter"

	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel"
)

// TrustEntry is what a certificate trust list, such as authroot.stl of the
// Microsoft root program, says of one certificate.
type TrustEntry struct {
	SHA1         schannel.Thumbprint `json:"sha1"`
	FriendlyName string              `json:"friendly_name"` // empty if the list gives none
	Purposes     Purposes            `json:"purposes"`
	Index        int                 `json:"index"`  // position in the list, from 0
	Offset       int                 `json:"offset"` // where in the file the entry begins, in bytes
}

// TrustEntries yields the entries of a certificate trust list: the content of a
// DER-encoded PKCS #7 SignedData. The signature is not checked. An entry that
// cannot be read comes as an error and the others follow. Sizes are capped as
// in [Certificates].
func TrustEntries(ctl []byte) iter.Seq2[TrustEntry, error] {
	return func(yield func(TrustEntry, error) bool) {
		if len(ctl) > maxStore {
			yield(TrustEntry{}, fault(codeStoreLong, "ctl", schannel.NoOffset, "%d bytes; %d are read at most", len(ctl), maxStore))
			return
		}
		subjects, err := trustedSubjects(ctl)
		if err != nil {
			yield(TrustEntry{}, err)
			return
		}
		for index := 0; len(subjects.String) > 0; index++ {
			if index == maxItems {
				yield(TrustEntry{}, fault(codeStoreLong, "ctl", schannel.NoOffset, "more than %d entries", maxItems))
				return
			}
			offset := subjects.at()
			subject, err := subjects.enter(asn1.SEQUENCE, "trustedSubject")
			if err != nil {
				yield(TrustEntry{}, inEntry(index, err)) // nothing tells where the next one begins
				return
			}
			entry, err := readEntry(subject)
			entry.Index, entry.Offset = index, offset
			if !yieldEntry(yield, entry, err) {
				return
			}
		}
	}
}

func yieldEntry(yield func(TrustEntry, error) bool, entry TrustEntry, err *schannel.Error) bool {
	if err != nil {
		return yield(TrustEntry{}, inEntry(entry.Index, err))
	}
	return yield(entry, nil)
}

// inEntry says of an error which entry it is about.
func inEntry(index int, err *schannel.Error) *schannel.Error {
	err.Field = fmt.Sprintf("ctl[%d].%s", index, err.Field)
	return err
}

// trustedSubjects enters a trust list up to its entries. The fields are those
// of CTL_INFO (wincrypt.h) in the form that authroot.stl shows.
func trustedSubjects(ctl []byte) (section, *schannel.Error) {
	if contentType(ctl) != oidTrustList {
		return section{}, fault(codeStoreUnknown, "ctl", 0, "no SignedData with a certificate trust list")
	}
	s := section{ctl, len(ctl)}
	data, err := s.signedData()
	if err != nil {
		return section{}, err
	}
	info, err := data.enter(asn1.SEQUENCE, "contentInfo")
	if err != nil {
		return section{}, err
	}
	if _, err = info.element(asn1.OBJECT_IDENTIFIER, "contentType"); err != nil {
		return section{}, err
	}
	explicit, err := info.enter(tagContext0, "content")
	if err != nil {
		return section{}, err
	}
	list, err := explicit.enter(asn1.SEQUENCE, "ctl")
	if err != nil {
		return section{}, err
	}
	for _, field := range []struct {
		name     string
		tags     [2]asn1.Tag
		optional bool
	}{
		{"version", [2]asn1.Tag{asn1.INTEGER}, true},
		{"subjectUsage", [2]asn1.Tag{asn1.SEQUENCE}, false},
		{"listIdentifier", [2]asn1.Tag{asn1.OCTET_STRING}, true},
		{"sequenceNumber", [2]asn1.Tag{asn1.INTEGER}, true},
		{"thisUpdate", [2]asn1.Tag{asn1.UTCTime, asn1.GeneralizedTime}, false},
		{"nextUpdate", [2]asn1.Tag{asn1.UTCTime, asn1.GeneralizedTime}, true},
		{"subjectAlgorithm", [2]asn1.Tag{asn1.SEQUENCE}, false},
	} {
		if err := list.pass(field.name, field.tags, field.optional); err != nil {
			return section{}, err
		}
	}
	if !list.PeekASN1Tag(asn1.SEQUENCE) {
		return section{}, nil // a list may name nobody
	}
	return list.enter(asn1.SEQUENCE, "trustedSubjects")
}

// pass goes past a field with one of the tags.
func (s *section) pass(field string, tags [2]asn1.Tag, optional bool) *schannel.Error {
	tag := tags[0]
	if tags[1] != 0 && s.PeekASN1Tag(tags[1]) {
		tag = tags[1]
	}
	if optional && !s.PeekASN1Tag(tag) {
		return nil
	}
	_, err := s.element(tag, field)
	return err
}

// readEntry reads a TrustedSubject: the thumbprint and its attributes.
func readEntry(subject section) (TrustEntry, *schannel.Error) {
	var entry TrustEntry
	identifier, err := subject.enter(asn1.OCTET_STRING, "subjectIdentifier")
	if err != nil {
		return entry, err
	}
	if len(identifier.String) != sha1.Size {
		return entry, fault(codeEntry, "subjectIdentifier", identifier.at(), "%d bytes; SHA-1 has %d", len(identifier.String), sha1.Size)
	}
	entry.SHA1 = schannel.Thumbprint(identifier.String)
	if len(subject.String) == 0 {
		return entry, nil
	}
	attributes, err := subject.enter(asn1.SET, "subjectAttributes")
	if err != nil {
		return entry, err
	}
	for len(attributes.String) > 0 {
		if err := entry.readAttribute(&attributes); err != nil {
			return entry, err
		}
	}
	return entry, nil
}

// Contents of the identifiers of properties: 1.3.6.1.4.1.311.10.11 and the
// number of the property.
const (
	oidPropertyPurposes = "\x2b\x06\x01\x04\x01\x82\x37\x0a\x0b\x09"
	oidPropertyName     = "\x2b\x06\x01\x04\x01\x82\x37\x0a\x0b\x0b"
)

// readAttribute takes the next attribute of an entry. Those that are not read
// here are passed over.
func (e *TrustEntry) readAttribute(attributes *section) *schannel.Error {
	attribute, err := attributes.enter(asn1.SEQUENCE, "attribute")
	if err != nil {
		return err
	}
	property, err := attribute.enter(asn1.OBJECT_IDENTIFIER, "attribute.type")
	if err != nil {
		return err
	}
	switch string(property.String) {
	case oidPropertyName:
		value, err := attribute.value()
		e.FriendlyName = utf16Text(value.String)
		return err
	case oidPropertyPurposes:
		value, err := attribute.value()
		if err != nil {
			return err
		}
		var ok bool
		if e.Purposes, ok = readPurposes(value.String); !ok {
			return fault(codeEntry, "purposes", value.at(), "no SEQUENCE of object identifiers")
		}
	}
	return nil
}

// value enters the one value of an attribute.
func (s *section) value() (section, *schannel.Error) {
	values, err := s.enter(asn1.SET, "attribute.values")
	if err != nil {
		return section{}, err
	}
	return values.enter(asn1.OCTET_STRING, "attribute.value")
}

// Join gives certificates the friendly names and purposes that a trust list has
// for them, found by SHA-1, as Windows sets them when it installs a root. It
// returns the certificates that are on the list, in its order, the others in
// their own, and the entries without a certificate. A certificate that comes
// more than once is taken once. The arguments stay as they are.
func Join(entries []TrustEntry, certificates []Certificate) (joined, unlisted []Certificate, missing []TrustEntry) {
	at := make(map[schannel.Thumbprint]int, len(certificates))
	listed := make(map[schannel.Thumbprint]bool, len(entries))
	for i, c := range certificates {
		if _, again := at[c.SHA1]; !again {
			at[c.SHA1] = i
		}
	}
	for _, e := range entries {
		i, found := at[e.SHA1]
		if !found {
			missing = append(missing, e)
			continue
		}
		if listed[e.SHA1] {
			continue
		}
		listed[e.SHA1] = true
		c := certificates[i]
		c.FriendlyName, c.Property = e.FriendlyName, e.Purposes
		joined = append(joined, c)
	}
	for i, c := range certificates {
		if !listed[c.SHA1] && at[c.SHA1] == i {
			unlisted = append(unlisted, c)
		}
	}
	return joined, unlisted, missing
}
