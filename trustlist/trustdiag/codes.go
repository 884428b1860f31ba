// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag

// Codes of packages below that are used here.
const (
	codeLogging       = "trustlist.event.logging"
	codeListTruncated = "trustlist.list.truncated"
	codeOfferUnnamed  = "trustlist.offer.unnamed"
	codeRemedyPolicy  = "trustlist.remedy.enterprise_policy"
	codeRemedyMode    = "trustlist.remedy.exclusive_ca_trust"
	codeRemedyMove    = "trustlist.remedy.move_issuers"
	codeRemedyRemove  = "trustlist.remedy.remove_roots"
	codeRemedySilent  = "trustlist.remedy.send_no_list"
	codeStoreNonRoot  = "trustlist.store.non_root"
	codeStoreTooLarge = "trustlist.store.too_large"
)
