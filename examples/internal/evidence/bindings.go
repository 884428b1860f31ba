// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/netsh"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// bindings reads what netsh http show sslcert prints. All have to name the
// same store, or just one asks for certificates in the first handshake.
func (c *collector) bindings(f file, content []byte) {
	read, defects := netsh.ReadLenient(content)
	c.defects(f, defects)
	if len(read) == 0 {
		return
	}
	c.origin(f, HTTPBindings, len(read))
	asking := read
	var negotiating []netsh.Binding
	for _, b := range read {
		if b.Negotiate == schannel.Yes {
			negotiating = append(negotiating, b)
		}
	}
	if len(negotiating) > 0 {
		asking = negotiating
	}
	first := asking[0]
	for _, b := range asking {
		if b.CTLStore != first.CTLStore || b.CTLIdentifier != first.CTLIdentifier {
			c.leave(f.shown, leftBindings)
			return
		}
	}
	host := &c.trustlist().Host
	bound := compose.Binding{Known: true, CtlStoreName: first.CTLStore, CtlIdentifier: first.CTLIdentifier}
	if host.Binding.Known && host.Binding != bound {
		c.leave(f.shown, leftBindings)
		return
	}
	host.Binding = bound
	if (len(negotiating) > 0 || first.CTLStore != "") && host.Application != compose.FederationProxy {
		host.Application = applicationOf(asking)
	}
}

// applicationOf tells AD FS and Web Application Proxy, whose bindings have one
// ID on every computer (jpazureid 2018-11-01), from all else behind http.sys.
func applicationOf(bindings []netsh.Binding) compose.Application {
	for _, b := range bindings {
		if !strings.EqualFold(b.ApplicationID, "{5d89a20c-beab-4389-9447-324788eb944a}") {
			return compose.HTTPSys
		}
	}
	return compose.FederationProxy
}
