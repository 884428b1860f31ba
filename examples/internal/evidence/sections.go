// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// The sections of a case come into being with the first fact.

func (c *collector) trustlist() *casefile.Trustlist {
	if c.out.Trustlist == nil {
		c.out.Trustlist = &casefile.Trustlist{}
	}
	return c.out.Trustlist
}

func (c *collector) ems() *casefile.EMS {
	if c.out.EMS == nil {
		c.out.EMS = &casefile.EMS{}
	}
	return c.out.EMS
}

func (c *collector) exchangecert() *casefile.Exchangecert {
	if c.out.Exchangecert == nil {
		c.out.Exchangecert = &casefile.Exchangecert{}
	}
	return c.out.Exchangecert
}

func (c *collector) autodiscover() *casefile.Autodiscover {
	if c.out.Autodiscover == nil {
		c.out.Autodiscover = &casefile.Autodiscover{}
	}
	return c.out.Autodiscover
}

// apply puts into the case what the settings say.
func (c *collector) apply() {
	t := &c.told
	if at, err := t.moment(); err == nil && !at.IsZero() {
		c.out.At = at
	} else if !c.hasCase {
		c.out.At = c.lastSeen()
		c.wallTime()
	}
	if t.release != schannel.ReleaseUnspecified {
		c.trustlist().Host.Release = t.release
	}
	c.applyWindows()
	c.applyOutlook()
	c.applyVersion()
}

// lastSeen is the time of the last event, session or request: when it failed.
// The zero time if none says when it was.
func (c *collector) lastSeen() time.Time {
	last := c.recorded
	see := func(t time.Time) {
		if t.After(last) {
			last = t
		}
	}
	for _, row := range c.out.Symptoms {
		see(row.Event.Time)
	}
	if c.out.Exchangecert != nil {
		for _, s := range c.out.Exchangecert.Servers {
			for _, session := range s.Sessions {
				see(session.Start)
			}
		}
	}
	return last.UTC()
}

// wallTime takes the day of pasted events for the time that counts, if there is
// no better one and something depends on it, and if no zone would make a
// difference: no certificate begins or ends near it.
func (c *collector) wallTime() {
	const day, farthest = 24 * time.Hour, 50 * time.Hour // two zones are up to 26 hours apart
	dates := c.boundaries()
	at := c.wall.UTC().Truncate(day)
	if c.wall.IsZero() || len(dates) == 0 || at.Sub(c.out.At) <= farthest {
		return
	}
	if slices.ContainsFunc(dates, func(t time.Time) bool { return at.Sub(t).Abs() <= farthest }) {
		c.leave("", leftZone)
		return
	}
	c.out.At = at
	c.leave("", leftWall)
}

// boundaries is when certificates begin and end, as far as that is known.
func (c *collector) boundaries() []time.Time {
	var all []time.Time
	if x := c.out.Exchangecert; x != nil {
		for _, s := range x.Servers {
			for _, cert := range s.Server.Certificates {
				all = append(all, cert.NotBefore, cert.NotAfter)
			}
		}
	}
	if a := c.out.Autodiscover; a != nil {
		for _, p := range a.Peers {
			all = append(all, p.NotBefore, p.NotAfter)
		}
	}
	if t := c.out.Trustlist; t != nil {
		stores := t.Host.Stores
		for _, cert := range slices.Concat(stores.TrustedRoots, stores.ClientAuthIssuers, stores.Site, t.Client) {
			all = append(all, cert.NotBefore, cert.NotAfter)
		}
	}
	return slices.DeleteFunc(all, time.Time.IsZero)
}

func (c *collector) applyWindows() {
	t := &c.told
	if len(t.windows) > 0 {
		c.ems().Local.Product = t.windows[0]
		c.ems().Local.Updates = append(c.ems().Local.Updates, t.updates...)
	}
	if len(t.windows) > 1 {
		c.ems().Peer.Product = t.windows[1]
	}
	if !t.updated.IsZero() {
		c.ems().Local.Updated = t.updated
	}
}

func (c *collector) applyOutlook() {
	t := &c.told
	if t.outlook != autodiscover.ProductUnspecified {
		c.autodiscover().Client.Product = t.outlook
	}
	if t.mail != "" {
		c.autodiscover().Client.Mail = t.mail
	}
	if t.site != "" {
		c.autodiscover().Client.Site = t.site
	}
	if t.joined != schannel.Unknown {
		c.autodiscover().Client.Joined = t.joined
	}
	if c.out.Autodiscover == nil || len(t.windows) == 0 {
		return
	}
	for word := range strings.FieldsSeq(strings.ToLower(t.windows[0])) {
		var w walk.Windows
		if w.UnmarshalText([]byte(word)) == nil && w != walk.WindowsUnknown {
			c.out.Autodiscover.Windows = w
			return
		}
	}
}

// applyVersion gives the version of Exchange to the servers that say none, and
// to the server with the mailbox.
func (c *collector) applyVersion() {
	version := c.told.version
	if version == exchange.VersionUnspecified {
		return
	}
	if c.out.Autodiscover != nil {
		c.out.Autodiscover.Mailbox = serverOf(version)
	}
	if c.out.Exchangecert == nil && c.out.Autodiscover == nil {
		c.exchangecert().Servers = []casefile.ExchangeServer{{}}
	}
	if c.out.Exchangecert == nil {
		return
	}
	for i := range c.out.Exchangecert.Servers {
		if s := &c.out.Exchangecert.Servers[i].Server; s.Version == exchange.VersionUnspecified {
			s.Version = version
		}
	}
}

// serverOf is a version as Autodiscover tells them apart.
func serverOf(version exchange.Version) prompt.Server {
	switch version {
	case exchange.Exchange2007SP2, exchange.Exchange2007SP3:
		return prompt.Exchange2007
	case exchange.Exchange2010:
		return prompt.Exchange2010
	case exchange.Exchange2013:
		return prompt.Exchange2013
	case exchange.Exchange2016:
		return prompt.Exchange2016
	case exchange.Exchange2019:
		return prompt.Exchange2019
	case exchange.VersionUnspecified, exchange.Exchange2007RTM, exchange.Exchange2007SP1, exchange.ExchangeSE: // no document of Autodiscover names them
	}
	return prompt.ServerUnknown
}
