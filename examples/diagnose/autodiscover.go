// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
)

// autodiscoverCase is the facts of a case about Autodiscover in one
// organization.
type autodiscoverCase struct {
	Client  autodiscover.Client `json:"client"`
	At      time.Time           `json:"at"`
	Mailbox prompt.Server       `json:"mailbox"` // the version of the server with the mailbox
	First   string              `json:"first"`   // the server that was asked first; empty: not known
	Suffix  string              `json:"suffix"`  // the public suffix of every name in the case
	Servers []clientAccess      `json:"servers"` // as the directory returns their service connection points
}

// clientAccess is a Client Access server.
type clientAccess struct {
	Name        string        `json:"name"`
	Version     prompt.Server `json:"version"`
	Created     time.Time     `json:"created"` // of its service connection point
	URL         string        `json:"url"`
	Certificate walk.Peer     `json:"certificate"`
}

func (c autodiscoverCase) answer() ([]string, []schannel.Finding, error) {
	setup := c.setup()
	first := autodiscover.PossibleFirst(setup.Forest, setup.Client)
	findings := first.Findings
	if c.First != "" {
		policy, ok := c.policy(setup)
		if !ok {
			return nil, nil, fmt.Errorf("no documented policy puts %q first", c.First)
		}
		setup.Policy, findings = policy, nil // what was observed leaves nothing open
	}
	outcome := c.walk(setup)
	prompts, windows := prompt.Predict(setup, outcome.Hops)
	facts := c.facts()
	for _, p := range prompts {
		facts = append(facts, fmt.Sprintf("window: %s, about %s", p.Kind, p.Host))
	}
	return facts, slices.Concat(windows, c.coexistence(outcome), findings, outcome.Findings), nil
}

func (c autodiscoverCase) setup() walk.Setup {
	s := walk.Setup{Client: c.Client, At: c.At, Suffix: func(string) string { return c.Suffix }}
	s.Forest.Own.InOrder = schannel.Yes
	for _, server := range c.Servers {
		s.Forest.Own.SCPs = append(s.Forest.Own.SCPs, autodiscover.SCP{
			Kind: autodiscover.URLEntry, Server: server.Name, Created: server.Created, Bindings: []string{server.URL},
			Keywords: []string{"77378F46-2C66-4aa9-A6A6-3E7A48B19596", "Site=" + c.Client.Site},
		})
		peer := server.Certificate
		peer.Host = server.host()
		s.Peers = append(s.Peers, peer)
	}
	return s
}

// policy finds the first policy of the product by which the server that was
// asked first is the first.
func (c autodiscoverCase) policy(s walk.Setup) (autodiscover.Policy, bool) {
	for p := range autodiscover.Policies(c.Client.Product) {
		if o := autodiscover.Order(s.Forest, c.Client, p); len(o.Order) > 0 && strings.EqualFold(o.Order[0].Server, c.First) {
			return p, true
		}
	}
	return autodiscover.PolicyUnspecified, false
}

// walk follows the client from server to server.
func (c autodiscoverCase) walk(s walk.Setup) walk.Outcome {
	w := walk.Begin(s)
	for {
		request, ok := w.Request()
		if !ok {
			return w.Outcome()
		}
		w = w.Next(c.reply(request.URL))
	}
}

// reply is what a server answers for the mailbox, by what documents say of its
// version. What no document says is not known.
func (c autodiscoverCase) reply(url string) walk.Answer {
	for _, server := range c.Servers {
		if server.URL != url {
			continue
		}
		switch behaviour, _ := prompt.Coexistence(server.Version, c.Mailbox); behaviour {
		case prompt.Answers, prompt.Proxies:
			return walk.Answer{Status: 200, Body: []byte(settings)}
		case prompt.Redirects:
			return walk.Answer{Status: 302, Location: c.target()}
		case prompt.BehaviourUnknown, prompt.NamesAddress, prompt.Impossible:
		}
	}
	return walk.Answer{Failure: walk.NotRecorded}
}

// settings is an answer that ends the search.
const settings = `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">` +
	`<Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">` +
	`<Account><Action>settings</Action></Account></Response></Autodiscover>`

// target is the URL of a server of the mailbox's version.
func (c autodiscoverCase) target() string {
	for _, server := range c.Servers {
		if server.Version == c.Mailbox {
			return server.URL
		}
	}
	return ""
}

// coexistence says why the server that is asked first answers as it does.
func (c autodiscoverCase) coexistence(o walk.Outcome) []schannel.Finding {
	for _, hop := range o.Hops {
		for _, server := range c.Servers {
			if hop.Request.URL == server.URL {
				_, f := prompt.Coexistence(server.Version, c.Mailbox)
				return []schannel.Finding{f}
			}
		}
	}
	return nil
}

func (c autodiscoverCase) facts() []string {
	facts := []string{fmt.Sprintf("client: %s, joined to a domain: %s, site %s", c.Client.Product, c.Client.Joined, c.Client.Site)}
	for _, s := range c.Servers {
		facts = append(facts, fmt.Sprintf("server: %s, %s, service connection point of %s", s.Name, s.Version, s.Created.Format(time.DateOnly)))
	}
	facts = append(facts, fmt.Sprintf("mailbox: on %s", c.Mailbox))
	if c.First != "" {
		facts = append(facts, "asked first: "+c.First)
	}
	return facts
}

// host is the name in the URL of a server.
func (s clientAccess) host() string {
	_, rest, _ := strings.Cut(s.URL, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}
