// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"reflect"
	"regexp"

	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// What systeminfo prints in every language: below the name of the Windows its
// version, and the updates with their numbers. Labels are translated.
var (
	systemLines = regexp.MustCompile(`(?m)^[^\r\n:]+:[ \t]+((?:Microsoft|Windows)[^\r\n]*?)[ \t]*\r?\n[^\r\n:]+:[ \t]+(\d+\.\d+\.\d+)[ \t]`)
	updateLine  = regexp.MustCompile(`(?m)^[ \t]+\[\d+\]: (KB\d{5,8})[ \t]*\r?$`)
)

// systemInfo reads what systeminfo prints. It reports whether there was any.
func (c *collector) systemInfo(f file, content []byte) bool {
	const most = 1 << 20 // it has some thousand bytes; what it was pasted into may have more
	text := textfile.Decode(content[:min(len(content), most)]).String
	found := systemLines.FindStringSubmatch(text)
	if found == nil {
		return false
	}
	seen := winhost.Host{Product: found[1], Build: found[2]}
	if known, ok := winhost.ProductByName(seen.Product); ok {
		seen.Product = known
	}
	if _, err := seen.Assess(); err != nil {
		return false
	}
	for _, update := range updateLine.FindAllStringSubmatch(text, -1) {
		seen.Updates = append(seen.Updates, update[1])
	}
	c.origin(f, Updates, 1+len(seen.Updates))
	if !c.isLocal(seen) {
		c.leave(f.shown, leftComputer)
		return true
	}
	if c.system == nil {
		c.system = &seen
		host := &c.ems().Local
		host.Product, host.Build = seen.Product, seen.Build
		host.Updates = append(host.Updates, seen.Updates...)
	}
	return true
}

// isLocal reports whether what systeminfo printed can be of the computer that
// shows the failure: nothing says that it is another one.
func (c *collector) isLocal(seen winhost.Host) bool {
	if told := c.told.windows; len(told) > 0 && told[0] != seen.Product {
		return false
	}
	if c.system != nil {
		return reflect.DeepEqual(*c.system, seen)
	}
	return c.out.EMS == nil || c.out.EMS.Local.Product == "" || c.out.EMS.Local.Product == seen.Product
}
