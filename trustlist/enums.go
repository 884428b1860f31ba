// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

// Counting is what the limit of a list is compared with. The articles speak of
// the size of the "issuer list" and no further.
type Counting uint8

const (
	CountEntries Counting = 0 // "entries": every name and its 2-byte length; the default: the bytes of the entries as they are sent
	CountNames   Counting = 1 // "names": the names alone
	CountVector  Counting = 2 // "vector": the entries and the 2-byte length of the whole vector
)

// Overflow is what happens at the first name that does not fit.
type Overflow uint8

const (
	OverflowStop Overflow = 0 // "stop": it and all that follow are dropped; the default: the articles speak of a list cut off
	OverflowSkip Overflow = 1 // "skip": it is dropped, and shorter ones that follow may still fit
)

// Duplicates is what happens to a name that the list has already.
type Duplicates uint8

const (
	DuplicatesKept    Duplicates = 0 // "kept": it is sent and counted again; the default: no article speaks of removal
	DuplicatesRemoved Duplicates = 1 // "removed": only its first place counts
)

// Fate is what becomes of a name in a list with a limit.
type Fate uint8

const (
	FateUnspecified Fate = 0 // "unspecified": not a fate
	Safe            Fate = 1 // "safe": it is sent whatever the undocumented choices are
	AtRisk          Fate = 2 // "at-risk": it depends on them
	Lost            Fate = 3 // "lost": it is cut off whatever they are
)
