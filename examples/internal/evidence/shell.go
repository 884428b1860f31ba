// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/exchangecert/inventory"
	"github.com/schanneltrust/schannel/internal/pstext"
)

// shell reads what a shell printed, by its objects; a text without any may be
// pasted events.
func (c *collector) shell(f file, content []byte) {
	taken, faults := c.inventory(f, content, Unknown)
	if scps := scpfile.ReadLenient("", content); len(scps.Directory.SCPs) > 0 {
		c.directory(f, content)
		taken = true
	}
	taken = c.updates(f, content) || taken
	system := c.systemInfo(f, content) // which looks like an object, and is none
	if taken || system {
		if !c.events(f, content, hasEvents) && !system {
			c.strangers(f, content)
		}
		return
	}
	if c.events(f, content, mayEvents) {
		return
	}
	if host, ok := hostOfName(f.path); ok && describesPeer(content) && c.peer(f, host, content) {
		return
	}
	if fragment(content) {
		c.registry(f, content)
		return
	}
	if len(faults) > 0 {
		c.defects(f, faults)
		return
	}
	c.leave(f.shown, leftText)
}

// strangers tells how many objects of a file no reader takes.
func (c *collector) strangers(f file, content []byte) {
	strange := 0
	_, faults := inventory.ReadLenient(content, c.told.culture)
	for _, fault := range faults {
		strange += count(fault.Code == codeObject)
	}
	for scp, err := range scpfile.Read(content) {
		strange -= count(err == nil && scp.SCP.Server+scp.SCP.DN != "")
	}
	if strange > 0 {
		c.leave(f.shown, leftObjects.With(schannel.Number("count", strange)))
	}
}

// updates reads what Get-HotFix prints.
func (c *collector) updates(f file, content []byte) bool {
	var found []string
	for object, fault := range pstext.Objects(content) {
		if fault != nil {
			continue
		}
		id, ok := object.Get("HotFixID")
		t := told{}
		if ok && setUpdate(&t, id.Text) == nil {
			found = append(found, t.updates...)
		}
	}
	if len(found) == 0 {
		return false
	}
	c.ems().Local.Updates = append(c.ems().Local.Updates, found...)
	c.origin(f, Updates, len(found))
	return true
}
