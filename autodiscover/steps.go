// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

// stepsOf is what a product tries, in order. Steps that share a group are
// looked up side by side.
//
// Outlook 2007 and 2010: "Outlook 2016 Autodiscover implementation" by a
// Microsoft author, and KB2212902 for the cached URL of 2010. Outlook 2013: the
// same author on Outlook 2013. 2016 and later: KB3211279.
func stepsOf(p Product) []stepGroup {
	switch p {
	case Outlook2007:
		return []stepGroup{
			{StepSCP, 1}, {StepRootDomain, 2}, {StepHost, 3}, {StepHTTPRedirect, 4}, {StepSRV, 5}, {StepLocalXML, 6},
		}
	case Outlook2010:
		return []stepGroup{
			{StepLastKnownGood, 1}, {StepSCP, 2}, {StepRootDomain, 3}, {StepHost, 4}, {StepHTTPRedirect, 5}, {StepSRV, 6}, {StepLocalXML, 7},
		}
	case Outlook2013:
		return []stepGroup{
			{StepLastKnownGood, 1}, {StepSCP, 2}, {StepRootDomain, 2}, {StepHost, 2}, {StepHTTPRedirect, 2}, {StepSRV, 2}, {StepLocalXML, 3},
		}
	case Outlook2016, Outlook365:
		return []stepGroup{
			{StepRestart, 1},
			{StepLocalXML, 2},
			{StepLastKnownGood, 3},
			{StepOffice365, 4},
			{StepSCP, 5},
			{StepRootDomain, 6},
			{StepHost, 7},
			{StepLocalXML, 8},
			{StepHTTPRedirect, 9},
			{StepSRV, 10},
			{StepOffice365Last, 11},
		}
	case EWSManagedAPI, DocsClient:
		return []stepGroup{{StepSCP, 1}, {StepRootDomain, 2}, {StepHost, 3}, {StepHTTPRedirect, 4}, {StepSRV, 5}}
	case ProductUnspecified:
	}
	return nil
}

type stepGroup struct {
	step  Step
	group int
}

// Builds of Outlook with which a step came (KB2212902).
var (
	buildLastKnownGood = [4]int{14, 0, 7140, 5001} // the cached URL of Outlook 2010
	buildOffice365     = [4]int{16, 0, 6741, 2017} // Direct Connect to Office 365
)
