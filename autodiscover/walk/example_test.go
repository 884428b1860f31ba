// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
)

func ExampleReplay() {
	recording := walk.Recording{Exchanges: []walk.Exchange{
		{Method: autodiscover.Post, URL: "https://a.example/autodiscover/autodiscover.xml", Answer: walk.Answer{Status: 302, Location: "https://b.example/autodiscover/autodiscover.xml"}},
		{Method: autodiscover.Post, URL: "https://b.example/autodiscover/autodiscover.xml", Answer: walk.Answer{Status: 302, Location: "https://a.example/autodiscover/autodiscover.xml"}},
	}}
	outcome := walk.Replay(walk.Setup{
		Client: autodiscover.Client{Product: autodiscover.EWSManagedAPI, Mail: "user@a.example", Joined: schannel.No},
	}, recording)
	fmt.Println(outcome.End, "after", outcome.Requests, "requests")
	for _, f := range outcome.Findings[:2] {
		fmt.Println(f.Text)
	}
	// Output:
	// MaximumRedirectionHopsExceeded after 10 requests
	// The client gives up after 9 redirects; the last led to https://a.example/autodiscover/autodiscover.xml.
	// https://b.example/autodiscover/autodiscover.xml was a target before: 2 places lead to one another.
}

func ExampleBegin() {
	w := walk.Begin(walk.Setup{Client: autodiscover.Client{Product: autodiscover.DocsClient, Mail: "user@corp.example", Joined: schannel.No}})
	for {
		request, ok := w.Request()
		if !ok {
			break
		}
		fmt.Println(request.Method, request.URL+request.Name)
		w = w.Next(walk.Answer{Failure: walk.Refused})
	}
	fmt.Println(w.Outcome().End)
	// Output:
	// POST https://corp.example/autodiscover/autodiscover.xml
	// POST https://autodiscover.corp.example/autodiscover/autodiscover.xml
	// GET http://autodiscover.corp.example/autodiscover/autodiscover.xml
	// DNS _autodiscover._tcp.corp.example
	// not-located
}

func ExampleCheckHosts() {
	setup := walk.Setup{
		Client: autodiscover.Client{Mail: "user@sales.corp.co.uk"},
		Suffix: func(host string) string { // a program takes golang.org/x/net/publicsuffix
			if strings.HasSuffix(host, "co.uk") {
				return "co.uk"
			}
			return host[strings.LastIndexByte(host, '.')+1:]
		},
	}
	for _, f := range walk.CheckHosts(setup, []string{"autodiscover.sales.corp.co.uk", "autodiscover.co.uk"}) {
		fmt.Println(f.Code, f.Severity, f.Subject.Name)
	}
	// Output: autodiscover.leak.public_suffix error autodiscover.co.uk
}

func ExamplePeer() {
	peer := walk.Peer{
		Names:    []string{"mail.corp.example", "autodiscover.corp.example"},
		NotAfter: time.Date(2010, 11, 1, 0, 0, 0, 0, time.UTC),
	}
	fmt.Println(peer.Named("mxsrv.corp.local"), peer.Dated(time.Date(2010, 3, 1, 0, 0, 0, 0, time.UTC)))
	// Output: no yes
}
