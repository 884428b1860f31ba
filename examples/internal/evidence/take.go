// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
)

// CodeCulture is the reason why dates do not stand in a case: a culture is
// missing.
const CodeCulture schannel.Code = "diagnose.left_out.culture"

// codeTwoWays is the fault of such a date.
const codeTwoWays schannel.Code = "schannel.powershell.two_ways"

const (
	maxLeftOut = 1000 // entries
	maxTold    = 20   // defects of a file that are told one by one
	maxOrigins = maxFiles + 100
)

// readAll reads the files. A case comes first: what is beside it adds to it.
func (c *collector) readAll(files []file) error {
	here := map[string]bool{}
	for _, f := range files {
		here[f.path] = true
	}
	more := len(files) - maxFiles
	files, err := c.casesFirst(files[:min(len(files), maxFiles)])
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.path == SettingsName && !f.given && c.settled {
			c.origin(f, Settings, 1)
			continue
		}
		if f.base() == SettingsName && !f.given {
			c.leave(f.shown, leftSettings)
			continue
		}
		content, ok := c.load(f)
		if !ok {
			continue
		}
		if err := c.take(f, content); err != nil {
			return fmt.Errorf("%s: %w", f.shown, err)
		}
	}
	if more > 0 {
		c.leave("", leftCount.With(schannel.Number("count", more), schannel.Number("limit", maxFiles)))
	}
	for _, name := range c.settings.named() {
		if !here[name] {
			c.leave(name, leftMissing)
		}
	}
	return nil
}

// take reads a file by its role, or else by its content. The error is that of a
// case.
func (c *collector) take(f file, content []byte) error {
	if role := c.roles[f.place()]; role != Unknown {
		return c.takeAs(f, content, role)
	}
	if content = c.commandsWithin(f, content); len(content) == 0 {
		return nil
	}
	what, foreign := identify(content)
	switch what { //nolint:exhaustive // with the others nothing is pasted
	case formForeign:
		c.leave(f.shown, foreign)
		return nil
	case formShell, formEvents:
		if content = c.registryWithin(f, content); len(content) == 0 {
			return nil
		}
	}
	return c.takeForm(f, content, what)
}

// takeForm reads a file of a form that is read.
func (c *collector) takeForm(f file, content []byte, what form) error {
	switch what {
	case formForeign:
	case formCase:
		return c.caseFile(f, content)
	case formJSON:
		c.json(f, content)
	case formStore:
		c.certificates(f, content, Unknown)
	case formListing:
		c.certificates(f, content, Unknown)
		c.events(f, content, hasEvents)
	case formRegistry:
		c.registry(f, content)
	case formEvents:
		c.events(f, content, isEvents)
	case formNetsh:
		c.bindings(f, content)
		c.events(f, content, hasEvents)
	case formLDIF:
		c.directory(f, content)
	case formAnswer:
		c.answer(f, content)
	case formLog:
		c.protocolLog(f, content)
	case formShell:
		c.shell(f, content)
	case formSClient:
		c.sClient(f, content)
		c.events(f, content, hasEvents)
	case formCapture:
		c.capture(f, content)
	case formKeyLog:
		c.keyLog(f)
	}
	return nil
}

// takeAs reads a file as what its role says.
func (c *collector) takeAs(f file, content []byte, role Kind) error {
	before, told := len(c.out.Origin), len(c.wire)
	switch role {
	case Case:
		return c.caseFile(f, content)
	case TrustedRoots, ClientAuthIssuers, SiteStore, Untrusted, ClientChain:
		c.certificates(f, content, role)
	case HostCertificate:
		c.hostCertificate(f, content)
	case PersonalStore, ExchangeCertificates, Connectors, ExchangeServers, AuthConfig, MailSettings, WebBindings:
		c.inventory(f, content, role)
	case ProtocolLog:
		c.protocolLog(f, content)
	case SchannelRegistry, OutlookRegistry, Registry:
		c.registry(f, content)
	case HTTPBindings:
		c.bindings(f, content)
	case Updates:
		c.updates(f, content)
	case SystemLog, ApplicationLog, EventXML, EventText:
		c.events(f, content, isEvents)
	case Capture:
		c.capture(f, content)
	case SClientText:
		c.sClient(f, content)
	case KeyLog:
		c.keyLog(f)
		return nil
	case SCPs:
		c.directory(f, content)
	case Recording:
		c.json(f, content)
	case Answers:
		c.answer(f, content)
	case Unknown, Settings:
	}
	if len(c.out.Origin) == before && len(c.wire) == told {
		c.leave(f.shown, leftNotRole.With(schannel.Word("role", role)))
	}
	return nil
}

// keyLog tells that a key log was there. What is secret goes no further.
func (c *collector) keyLog(f file) {
	c.origin(f, KeyLog, 0)
	c.leave(f.shown, leftKeyLog)
}

// origin notes what was recognised.
func (c *collector) origin(f file, kind Kind, items int) {
	if len(c.out.Origin) < maxOrigins {
		c.out.Origin = append(c.out.Origin, casefile.Origin{File: printable(f.shown), Kind: kind.String(), Items: items})
	}
}

// leave notes what is not in the case.
func (c *collector) leave(shown string, why schannel.Phrase) { c.leaveFault(shown, why, nil) }

func (c *collector) leaveFault(shown string, why schannel.Phrase, fault *schannel.Error) {
	if len(c.out.LeftOut) >= maxLeftOut {
		c.moreLeftOut++
		return
	}
	c.out.LeftOut = append(c.out.LeftOut, casefile.LeftOut{File: printable(shown), Reason: why, Error: fault})
}

// defects notes what of a file could not be read: the first ones, and how many
// more there are. Dates that lack a culture are told together.
func (c *collector) defects(f file, defects []*schannel.Error) {
	if c.told.culture.Name == "" {
		twoWays := func(d *schannel.Error) bool { return d.Code == codeTwoWays }
		if at := slices.IndexFunc(defects, twoWays); at >= 0 {
			others := slices.DeleteFunc(slices.Clone(defects), twoWays)
			c.leaveFault(f.shown, leftCulture.With(schannel.Number("count", len(defects)-len(others))), defects[at])
			defects = others
		}
	}
	for _, d := range defects[:min(len(defects), maxTold)] {
		c.leaveFault(f.shown, leftDefect, d)
	}
	if more := len(defects) - maxTold; more > 0 {
		c.leave(f.shown, leftMoreDefects.With(schannel.Number("count", more)))
	}
}

// printable keeps a file name that is no valid text from becoming another one
// in JSON.
func printable(name string) string { return strings.ToValidUTF8(name, "\ufffd") }

// finish gives the case with what the settings say.
func (c *collector) finish() (casefile.Case, error) {
	c.settle()
	c.apply()
	c.out.Format = casefile.Format
	if len(c.out.Origin) > 0 {
		return c.out, nil
	}
	if len(c.out.LeftOut) == 0 {
		return casefile.Case{}, errors.New("nothing to read")
	}
	left := mostTelling(c.out.LeftOut)
	text := left.Reason.Text
	if left.Error != nil {
		text += ": " + left.Error.Error()
	}
	return casefile.Case{}, fmt.Errorf("nothing of what was given is read; such as %s: %s", left.File, text)
}

// mostTelling is the first of what was left out that is wrong, else the first
// that is something; a text that nobody knows tells least.
func mostTelling(all []casefile.LeftOut) casefile.LeftOut {
	wrong := func(l casefile.LeftOut) bool { return l.Error != nil }
	known := func(l casefile.LeftOut) bool { return l.Reason.Code != leftText.Code }
	for _, tells := range [...]func(casefile.LeftOut) bool{wrong, known} {
		if i := slices.IndexFunc(all, tells); i >= 0 {
			return all[i]
		}
	}
	return all[len(all)-1]
}

// settle ends what takes several files.
func (c *collector) settle() {
	c.settleStores()
	c.settleWire()
	c.settleExchange()
	if c.moreSymptoms > 0 {
		c.leave("", leftSymptoms.With(schannel.Number("count", c.moreSymptoms), schannel.Number("limit", maxSymptoms)))
	}
	if c.moreLeftOut > 0 {
		c.out.LeftOut = append(c.out.LeftOut, casefile.LeftOut{Reason: leftMore.With(schannel.Number("count", c.moreLeftOut))})
	}
}
