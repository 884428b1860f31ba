// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import "github.com/schanneltrust/schannel/internal/enum"

// Counting is what the limit of a list is compared with. The articles speak of
// the size of the "issuer list" and no further.
type Counting uint8

const (
	CountEntries Counting = 0 // every name and its 2-byte length; the default: the bytes of the entries as they are sent
	CountNames   Counting = 1 // the names alone
	CountVector  Counting = 2 // the entries and the 2-byte length of the whole vector
)

var countingNames = [...]string{"entries", "names", "vector"}

// Overflow is what happens at the first name that does not fit.
type Overflow uint8

const (
	OverflowStop Overflow = 0 // it and all that follow are dropped; the default: the articles speak of a list cut off
	OverflowSkip Overflow = 1 // it is dropped, and shorter ones that follow may still fit
)

var overflowNames = [...]string{"stop", "skip"}

// Duplicates is what happens to a name that stands in the list again.
type Duplicates uint8

const (
	DuplicatesKept    Duplicates = 0 // it is sent and counted again; the default: no article speaks of removal
	DuplicatesRemoved Duplicates = 1 // only its first place counts
)

var duplicatesNames = [...]string{"kept", "removed"}

// Fate is what becomes of a name in a list with a limit.
type Fate uint8

const (
	FateUnspecified Fate = 0 // not a fate
	Safe            Fate = 1 // it is sent whatever the undocumented choices are
	AtRisk          Fate = 2 // it depends on them
	Lost            Fate = 3 // it is cut off whatever they are
)

var fateNames = [...]string{"unspecified", "safe", "at-risk", "lost"}

// String returns the name of c, such as "entries".
func (c Counting) String() string { return enum.String(countingNames[:], c) }

// AppendText appends the name of c; the error is always nil.
func (c Counting) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, countingNames[:], c), nil
}

// MarshalText returns the name of c; the error is always nil.
func (c Counting) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (c *Counting) UnmarshalText(text []byte) (err error) {
	*c, err = enum.Parse[Counting](countingNames[:], "counting", text)
	return err
}

// String returns the name of o, such as "stop".
func (o Overflow) String() string { return enum.String(overflowNames[:], o) }

// AppendText appends the name of o; the error is always nil.
func (o Overflow) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, overflowNames[:], o), nil
}

// MarshalText returns the name of o; the error is always nil.
func (o Overflow) MarshalText() ([]byte, error) { return o.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (o *Overflow) UnmarshalText(text []byte) (err error) {
	*o, err = enum.Parse[Overflow](overflowNames[:], "overflow", text)
	return err
}

// String returns the name of d, such as "kept".
func (d Duplicates) String() string { return enum.String(duplicatesNames[:], d) }

// AppendText appends the name of d; the error is always nil.
func (d Duplicates) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, duplicatesNames[:], d), nil
}

// MarshalText returns the name of d; the error is always nil.
func (d Duplicates) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (d *Duplicates) UnmarshalText(text []byte) (err error) {
	*d, err = enum.Parse[Duplicates](duplicatesNames[:], "duplicates", text)
	return err
}

// String returns the name of f, such as "at-risk".
func (f Fate) String() string { return enum.String(fateNames[:], f) }

// AppendText appends the name of f; the error is always nil.
func (f Fate) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, fateNames[:], f), nil
}

// MarshalText returns the name of f; the error is always nil.
func (f Fate) MarshalText() ([]byte, error) { return f.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (f *Fate) UnmarshalText(text []byte) (err error) {
	*f, err = enum.Parse[Fate](fateNames[:], "fate", text)
	return err
}

// String returns the name of m, such as "identical".
func (m Match) String() string { return enum.String(matchNames[:], m) }

// AppendText appends the name of m; the error is always nil.
func (m Match) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, matchNames[:], m), nil
}

// MarshalText returns the name of m; the error is always nil.
func (m Match) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (m *Match) UnmarshalText(text []byte) (err error) {
	*m, err = enum.Parse[Match](matchNames[:], "match", text)
	return err
}

// String returns the name of r, such as "string-type".
func (r Reason) String() string { return enum.String(reasonNames[:], r) }

// AppendText appends the name of r; the error is always nil.
func (r Reason) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, reasonNames[:], r), nil
}

// MarshalText returns the name of r; the error is always nil.
func (r Reason) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (r *Reason) UnmarshalText(text []byte) (err error) {
	*r, err = enum.Parse[Reason](reasonNames[:], "reason", text)
	return err
}

// String returns the name of f, such as "openssl".
func (f Family) String() string { return enum.String(familyNames[:], f) }

// AppendText appends the name of f; the error is always nil.
func (f Family) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, familyNames[:], f), nil
}

// MarshalText returns the name of f; the error is always nil.
func (f Family) MarshalText() ([]byte, error) { return f.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (f *Family) UnmarshalText(text []byte) (err error) {
	*f, err = enum.Parse[Family](familyNames[:], "family", text)
	return err
}

// String returns the name of f, such as "sst".
func (f Format) String() string { return enum.String(formatNames[:], f) }

// AppendText appends the name of f; the error is always nil.
func (f Format) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, formatNames[:], f), nil
}

// MarshalText returns the name of f; the error is always nil.
func (f Format) MarshalText() ([]byte, error) { return f.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (f *Format) UnmarshalText(text []byte) (err error) {
	*f, err = enum.Parse[Format](formatNames[:], "format", text)
	return err
}

// String returns the name of c, such as "expired".
func (c RemovalClass) String() string { return enum.String(classNames[:], c) }

// AppendText appends the name of c; the error is always nil.
func (c RemovalClass) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, classNames[:], c), nil
}

// MarshalText returns the name of c; the error is always nil.
func (c RemovalClass) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (c *RemovalClass) UnmarshalText(text []byte) (err error) {
	*c, err = enum.Parse[RemovalClass](classNames[:], "removal class", text)
	return err
}

// String returns the name of r, such as "required".
func (r LockReason) String() string { return enum.String(lockNames[:], r) }

// AppendText appends the name of r; the error is always nil.
func (r LockReason) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, lockNames[:], r), nil
}

// MarshalText returns the name of r; the error is always nil.
func (r LockReason) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (r *LockReason) UnmarshalText(text []byte) (err error) {
	*r, err = enum.Parse[LockReason](lockNames[:], "lock reason", text)
	return err
}
