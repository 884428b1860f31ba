// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// readTime takes the next time of a Validity. RFC 5280, Section 4.1.2.5, wants
// seconds and a Z; real roots come without seconds and with an offset, which
// X.680, Section 47.3, allows. What cannot be read is the zero time.
func readTime(validity *cryptobyte.String) time.Time {
	var text cryptobyte.String
	var tag asn1.Tag
	if !validity.ReadAnyASN1(&text, &tag) {
		return time.Time{}
	}
	switch tag {
	case asn1.UTCTime:
		for _, layout := range []string{"060102150405Z0700", "0601021504Z0700"} {
			t, err := time.Parse(layout, string(text))
			if err != nil {
				continue
			}
			// RFC 5280, Section 4.1.2.5.1: 50 to 99 are in the last century.
			// time.Parse begins that at 69.
			if t.Year() >= 2050 {
				t = t.AddDate(-100, 0, 0)
			}
			return t.UTC()
		}
	case asn1.GeneralizedTime:
		if t, err := time.Parse("20060102150405Z0700", string(text)); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
