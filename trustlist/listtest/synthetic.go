// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package listtest

import (
	"cmp"
	"fmt"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
)

const codeSynthetic schannel.Code = "trustlist.synthetic.impossible"

// Synthesis says what list [Synthesize] makes, such as one whose size lies
// exactly on a limit, or one byte beyond it.
type Synthesis struct {
	Names int `json:"names"` // how many; 0: as many as Bytes takes at the length of real names
	Bytes int `json:"bytes"` // Size of the list; 0: as the names come

	// Repeat is how many of the names are exact copies of earlier ones.
	Repeat int `json:"repeat"`

	// String is the tag of the strings in the names: asn1.PrintableString (0
	// means that too), asn1.UTF8String, asn1.IA5String or asn1.T61String.
	String asn1.Tag `json:"string"`

	// Seed chooses among the lists that fit the rest. The same Synthesis
	// always gives the same list.
	Seed uint64 `json:"seed"`
}

const (
	// usualName is the average length of the names of real lists.
	usualName = 120

	entryHeader = 2 // length of a name in the list

	countryRDN  = 13 // bytes of C=ZZ as a relative name
	overheadRDN = 11 // bytes of any other relative name, without its text
	maxText     = 64 // RFC 5280, Appendix A.1: ub-common-name and its kin
	minText     = 8  // room for the number that makes a name unique
	minName     = 2 + countryRDN + overheadRDN + minText
	maxName     = 1000
	maxNames    = 1 << 16
)

// Synthesize makes a list of names of authorities that do not exist, with the
// exact number of names and bytes asked for. Every name is DER, says that it
// is synthetic and, but for those that Repeat asks for, occurs once. Names
// have 34 to 1,000 bytes; what no list of such names can fulfil is refused.
func Synthesize(s Synthesis) (trustlist.List, error) {
	if s.Names == 0 {
		s.Names = max(1, s.Bytes/(entryHeader+usualName))
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	lengths, err := s.lengths()
	if err != nil {
		return nil, err
	}
	list := make(trustlist.List, s.Names)
	for i, n := range lengths {
		if i >= s.Names-s.Repeat {
			list[i] = list[i-(s.Names-s.Repeat)]
			continue
		}
		list[i] = s.name(i, n)
	}
	return list, nil
}

func (s Synthesis) check() error {
	switch s.String {
	case 0, asn1.PrintableString, asn1.UTF8String, asn1.IA5String, asn1.T61String:
	default:
		return s.impossible("tag 0x%02x is none of the string types that are made here", uint8(s.String))
	}
	if s.Names < 0 || s.Names > maxNames || s.Bytes < 0 {
		return s.impossible("%d names, %d bytes; 1 to %d names are made", s.Names, s.Bytes, maxNames)
	}
	if s.Repeat < 0 || 2*s.Repeat > s.Names {
		return s.impossible("%d of %d names cannot be copies of earlier ones", s.Repeat, s.Names)
	}
	return nil
}

func (s Synthesis) impossible(format string, args ...any) error {
	return fault(codeSynthetic, "synthesis", schannel.NoOffset, format, args...)
}

// possible reports whether DER has a name of n bytes. A length of 128 or 256
// makes the header of a SEQUENCE a byte longer, so some totals are left out.
func possible(n int) bool { return n >= minName && n <= maxName && n != 130 && n != 259 }

// lengths chooses how long each name is, so that all of them give the bytes
// that are asked for.
func (s Synthesis) lengths() ([]int, error) {
	lengths := make([]int, s.Names)
	random := s.Seed
	for i := range lengths {
		lengths[i] = s.length(&random)
	}
	s.copyLengths(lengths)
	if s.Bytes == 0 {
		return lengths, nil
	}
	// Names are made longer or shorter by one byte, one after the other,
	// until the sum is right. A copy changes with what it is a copy of.
	missing := s.Bytes - size(lengths)
	for moved := true; moved; {
		moved = false
		for i := range s.Names - s.Repeat {
			weight := 1
			if i < s.Repeat {
				weight = 2
			}
			step := s.step(lengths[i], missing, weight)
			if step == 0 {
				continue
			}
			lengths[i] += step
			missing -= step * weight
			moved = true
		}
	}
	if missing != 0 {
		return nil, s.impossible("no list of %d names has %d bytes", s.Names, s.Bytes)
	}
	s.copyLengths(lengths)
	return lengths, nil
}

// step returns by how much a name of n bytes changes to come nearer to what is
// missing: one byte, or two where DER has no name between.
func (s Synthesis) step(n, missing, weight int) int {
	direction := cmp.Compare(missing, 0)
	for _, step := range []int{direction, 2 * direction} {
		if possible(n+step) && direction*step*weight <= direction*missing {
			return step
		}
	}
	return 0
}

func (s Synthesis) copyLengths(lengths []int) {
	for i := range s.Repeat {
		lengths[s.Names-s.Repeat+i] = lengths[i]
	}
}

func size(lengths []int) int {
	total := 0
	for _, n := range lengths {
		total += entryHeader + n
	}
	return total
}

// length chooses the length of a name near the average that is asked for.
func (s Synthesis) length(random *uint64) int {
	mean := usualName
	if s.Bytes > 0 {
		mean = min(max(s.Bytes/s.Names-entryHeader, minName), maxName)
	}
	spread := min(mean-minName, maxName-mean, mean/2)
	n := mean - spread + int(splitMix(random)%uint64(2*spread+1))
	if !possible(n) {
		n--
	}
	return n
}

// splitMix is the generator of Steele, Lea and Flood, "Fast splittable
// pseudorandom number generators" (2014).
func splitMix(state *uint64) uint64 {
	*state += 0x9e3779b97f4a7c15
	z := *state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// name makes the name number i with n bytes: a country, as many units as it
// needs, and a common name with its number.
func (s Synthesis) name(i, n int) trustlist.Name {
	tag := s.String
	if tag == 0 {
		tag = asn1.PrintableString
	}
	room := contentLen(n) - countryRDN
	count := (room + overheadRDN + maxText - 1) / (overheadRDN + maxText)
	text := room - count*overheadRDN
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		addRDN(b, keyC, asn1.PrintableString, "ZZ")
		for left := count; left > 1; left-- {
			// The common name comes last and needs its minimum, for which only
			// the last unit may have to be shorter.
			n := min(maxText, text-minText)
			addRDN(b, keyOU, tag, pad("Synthetic", n))
			text -= n
		}
		addRDN(b, keyCN, tag, pad(fmt.Sprintf("CA %05d", i), text))
	})
	raw, _ := b.Bytes() // every length is a few hundred at most, none overflows
	return raw
}

// contentLen returns how many bytes are inside a SEQUENCE of n bytes.
func contentLen(n int) int {
	switch {
	case n < 2+128:
		return n - 2
	case n < 3+256:
		return n - 3
	}
	return n - 4
}

const (
	keyC  = "\x55\x04\x06"
	keyOU = "\x55\x04\x0b"
	keyCN = "\x55\x04\x03"
)

func addRDN(b *cryptobyte.Builder, oid string, tag asn1.Tag, text string) {
	b.AddASN1(asn1.SET, func(b *cryptobyte.Builder) {
		b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1(asn1.OBJECT_IDENTIFIER, func(b *cryptobyte.Builder) { b.AddBytes([]byte(oid)) })
			b.AddASN1(tag, func(b *cryptobyte.Builder) { b.AddBytes([]byte(text)) })
		})
	})
}

// pad makes text n characters long.
func pad(text string, n int) string { return (text + strings.Repeat("x", n))[:n] }
