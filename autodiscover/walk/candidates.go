// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
)

// candidates lists what the client means to ask for its present address: what
// [autodiscover.Plan] has it make on the network. In SOAP the EWS Managed API
// asks each host for its endpoints first, which the walk does by itself.
func (w Walk) candidates() ([]candidate, End) {
	c := w.setup.Client
	c.Mail, c.Product = w.mail, w.product()
	if w.isSOAP() { // of each URL the host is used only
		c.Protocol = autodiscover.POX
	}
	if w.noSCP {
		c.Joined = schannel.No
	}
	plan := autodiscover.Plan(w.setup.Forest, c, w.policy())
	if end := endOf(plan.Ends); end != EndNone {
		return nil, end
	}
	var all []candidate
	for _, a := range plan.Plan {
		switch {
		case a.Skipped != nil, a.Method == autodiscover.MethodNone, a.URL == "":
		default:
			all = append(all, candidate{a.Step, a.Method, a.URL, a.Group})
		}
	}
	return all, EndNone
}

// product is what the plan is for: that of the client, unless the walk follows
// another profile.
func (w Walk) product() autodiscover.Product {
	switch w.profile() {
	case EWSManagedAPI:
		return autodiscover.EWSManagedAPI
	case Docs:
		return autodiscover.DocsClient
	case ProfileOfClient, Outlook:
	}
	return w.setup.Client.Product
}

// policy is how service connection points are sorted.
func (w Walk) policy() autodiscover.Policy {
	if w.profile() == EWSManagedAPI {
		return autodiscover.PolicyEWS
	}
	return w.setup.Policy
}

// endOf is what an end of the look-up in the directory is for the walk.
func endOf(e autodiscover.Exception) End {
	switch e {
	case autodiscover.ExceptionFormat:
		return EndFormat
	case autodiscover.ExceptionNoBinding:
		return EndNoEndpoint
	case autodiscover.ExceptionHops:
		return EndLocal
	case autodiscover.ExceptionNone:
	}
	return EndNone
}
