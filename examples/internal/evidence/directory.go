// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"bytes"
	"encoding/json"
	"path"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/recording"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/exchangecert/inventory"
	"github.com/schanneltrust/schannel/internal/netsh"
	"github.com/schanneltrust/schannel/internal/pstext"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// additions is the rule of scpfile for entries that are written as additions.
const additions = "autodiscover.file.adds"

// directory reads service connection points. A directory that was read and has
// none is a fact too.
func (c *collector) directory(f file, content []byte) {
	read := scpfile.ReadLenient("", content)
	c.defects(f, read.Defects)
	if len(read.Directory.SCPs) == 0 && (read.Format != scpfile.LDIF || len(read.Defects) > 0) {
		return
	}
	for _, odd := range read.Findings {
		if odd.Code == additions {
			continue // nothing was left out: ldifde writes every entry so
		}
		c.leave(f.shown, schannel.Phrase{Code: odd.Code, Args: odd.Args, Text: odd.Text})
	}
	own := &c.autodiscover().Forest.Own
	own.SCPs = append(own.SCPs, read.Directory.SCPs...)
	own.Incomplete = own.Incomplete || read.Directory.Incomplete
	own.InOrder = read.Directory.InOrder
	if c.scpFiles++; c.scpFiles > 1 {
		own.InOrder = schannel.Unknown // nobody knows which file came first
	}
	c.origin(f, SCPs, len(read.Directory.SCPs))
}

// json reads a recording, or else events.
func (c *collector) json(f file, content []byte) {
	files := bodies{noFiles{}, &c.bodies}
	if !f.given {
		files.folder = beside{f.folder, path.Dir(f.path)}
	}
	read, err := recording.Read(content, files)
	anything := err == nil && len(read.Exchanges)+len(read.Detection) > 0
	switch {
	case !anything && c.roles[f.place()] == Unknown && !looksRecorded(content):
		if !c.events(f, content, hasEvents) {
			c.leave(f.shown, foreignJSON)
		}
		return
	case err != nil:
		c.defect(f, err)
		return
	}
	for _, what := range read.Ignored {
		c.leave(f.shown, leftRecording.With(schannel.Text("what", what)))
	}
	a := c.autodiscover()
	if a.Recording == nil {
		a.Recording = &walk.Recording{}
	}
	a.Recording.Exchanges = append(a.Recording.Exchanges, read.Exchanges...)
	a.Recording.Detection = append(a.Recording.Detection, read.Detection...)
	c.origin(f, Recording, len(read.Exchanges)+len(read.Detection))
	if t := recordedAt(content); t.After(c.recorded) {
		c.recorded = t
	}
}

// answer keeps an answer of Autodiscover of which nobody knows to what request it
// was given, such as one that Outlook stores or shows.
func (c *collector) answer(f file, content []byte) {
	if _, err := answer.Parse(content); err != nil {
		c.defect(f, err)
		return
	}
	a := c.autodiscover()
	a.Answers = append(a.Answers, strings.ToValidUTF8(string(content), "\uFFFD"))
	c.origin(f, Answers, 1)
}

// recordedAt is when the last request of a HAR was made (HAR 1.2, entries). The
// small form of a recording has no times.
func recordedAt(content []byte) (last time.Time) {
	var har struct {
		Log struct {
			Entries []struct {
				Started string `json:"startedDateTime"`
			} `json:"entries"`
		} `json:"log"`
	}
	if json.Unmarshal(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf")), &har) != nil {
		return time.Time{}
	}
	for _, e := range har.Log.Entries {
		if t, err := time.Parse(time.RFC3339, e.Started); err == nil && t.After(last) {
			last = t.UTC()
		}
	}
	return last
}

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
