// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"fmt"
	"iter"

	"github.com/schanneltrust/schannel/internal/enum"
)

// Release is a release of Windows Server, as far as Schannel differs between
// them. Server 2003 counts twice, because the hotfix of KB933940 changes a
// limit.
type Release uint8

const (
	ReleaseUnspecified Release = 0 // not a release
	Server2003         Release = 1 // Windows Server 2003, SP1 or SP2, without KB933940
	Server2003KB933940 Release = 2 // Windows Server 2003 SP1 or SP2 with the hotfix of KB933940
	Server2008         Release = 3
	Server2008R2       Release = 4
	Server2012         Release = 5
	Server2012R2       Release = 6
	Server2016         Release = 7
	Server2019         Release = 8
	Server2022         Release = 9
	Server2025         Release = 10
)

var releaseNames = [...]string{
	"unspecified", "server2003", "server2003-kb933940", "server2008", "server2008r2",
	"server2012", "server2012r2", "server2016", "server2019", "server2022", "server2025",
}

var releaseProducts = [...]string{
	"", "2003", "2003 with KB933940", "2008", "2008 R2",
	"2012", "2012 R2", "2016", "2019", "2022", "2025",
}

// Releases yields every known release, oldest first.
func Releases() iter.Seq[Release] {
	return func(yield func(Release) bool) {
		for i := range releaseNames[1:] {
			if !yield(Release(i + 1)) {
				return
			}
		}
	}
}

// ParseRelease finds a release by the name that its String method returns,
// such as "server2008r2".
func ParseRelease(name string) (Release, error) {
	r, err := enum.Parse[Release](releaseNames[:], "release", []byte(name))
	if err != nil || r == ReleaseUnspecified {
		return 0, &Error{Code: CodeUnknownName, Field: "release", Offset: NoOffset, Err: fmt.Errorf("unknown release %q", name)}
	}
	return r, nil
}

// Product returns the name of r as Microsoft writes it, such as
// "Windows Server 2008 R2".
func (r Release) Product() string {
	if r == ReleaseUnspecified || int(r) >= len(releaseProducts) {
		return "Windows Server " + r.String()
	}
	return "Windows Server " + releaseProducts[r]
}

// String returns the short name of r, such as "server2008r2".
func (r Release) String() string { return enum.String(releaseNames[:], r) }

// AppendText appends the short name of r; the error is always nil.
func (r Release) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, releaseNames[:], r), nil
}

// MarshalText returns the short name of r; the error is always nil.
func (r Release) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (r *Release) UnmarshalText(text []byte) (err error) {
	*r, err = enum.Parse[Release](releaseNames[:], "release", text)
	return err
}
