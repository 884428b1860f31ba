// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import "iter"

// Release is a release of Windows Server, as far as Schannel differs between
// them. Server 2003 counts twice, because the hotfix of KB933940 changes a
// limit.
type Release uint8

const (
	ReleaseUnspecified Release = 0  // "unspecified": not a release
	Server2003         Release = 1  // "server2003": Windows Server 2003, SP1 or SP2, without KB933940
	Server2003KB933940 Release = 2  // "server2003-kb933940": Windows Server 2003 SP1 or SP2 with the hotfix of KB933940
	Server2008         Release = 3  // "server2008"
	Server2008R2       Release = 4  // "server2008r2"
	Server2012         Release = 5  // "server2012"
	Server2012R2       Release = 6  // "server2012r2"
	Server2016         Release = 7  // "server2016"
	Server2019         Release = 8  // "server2019"
	Server2022         Release = 9  // "server2022"
	Server2025         Release = 10 // "server2025"
)

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

// Product returns the name of r as Microsoft writes it, such as
// "Windows Server 2008 R2".
func (r Release) Product() string {
	if r == ReleaseUnspecified || int(r) >= len(releaseProducts) {
		return "Windows Server " + r.String()
	}
	return "Windows Server " + releaseProducts[r]
}
