// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package listtest_test

import (
	"fmt"

	"github.com/schanneltrust/schannel/trustlist/listtest"
)

// A list that is one byte larger than the 12288 that Windows Server 2003 sends.
func ExampleSynthesize() {
	list, err := listtest.Synthesize(listtest.Synthesis{Names: 100, Bytes: 12289})
	fmt.Println(len(list), "names,", list.Size(), "bytes", err)
	// Output: 100 names, 12289 bytes <nil>
}
