// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/hello"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// large are cases of some megabytes.
var large = []struct {
	name string
	c    func() casefile.Case
}{
	{"20000-roots", func() casefile.Case {
		return casefile.Case{Trustlist: &casefile.Trustlist{
			Host:   compose.Host{Release: schannel.Server2008R2, Stores: compose.Stores{TrustedRoots: storetest.Many(20_000)}},
			Client: storetest.Chain(storetest.Many(2)[1].Subject),
		}, Symptoms: []symptom.Row{event("Schannel", 36885, "")}}
	}},
	{"20000-synthetic", func() casefile.Case {
		return casefile.Case{Trustlist: &casefile.Trustlist{Host: compose.Host{Release: schannel.Server2008R2}, Synthetic: &casefile.Synthetic{Names: 20_000, Bytes: 2_000_000}}}
	}},
	{"10000-scps", func() casefile.Case {
		a := casefile.Autodiscover{Client: autodiscover.Client{Product: autodiscover.Outlook2010, Mail: "user@corp.example", Site: "Here", Joined: schannel.Yes}, Mailbox: prompt.Exchange2010}
		for i := range 10_000 {
			name := fmt.Sprintf("cas%d", i)
			a.Forest.Own.SCPs = append(a.Forest.Own.SCPs, autodiscover.SCP{
				Kind: autodiscover.URLEntry, Server: name, Bindings: []string{"https://" + name + ".corp.example/Autodiscover/Autodiscover.xml"},
				Keywords: []string{"77378F46-2C66-4aa9-A6A6-3E7A48B19596", "Site=Here"},
			})
			a.Servers = append(a.Servers, casefile.ServerVersion{Host: name + ".corp.example", Version: prompt.Server(i % 7)})
			a.Peers = append(a.Peers, walk.Peer{Host: name + ".corp.example", Names: []string{name}, Trusted: schannel.No})
		}
		return casefile.Case{Autodiscover: &a}
	}},
	{"1-MB-of-alerts", func() casefile.Case {
		cases := emsCases()
		c := cases[slices.IndexFunc(cases, func(c ems.Case) bool { return c.Handshake.Version == schannel.TLS12 })]
		fields := hello.Fields{Random: [32]byte{1}, Suites: []derive.Suite{0x009e}}
		client, _ := hello.AppendClientHello(nil, c, fields) // a case of a server always has one
		alerts := strings.Repeat(string(record(21, []byte{1, 0})), 1<<20/7)
		return casefile.Case{EMS: &casefile.EMS{Connections: []casefile.Connection{{Client: append(record(22, client), alerts...), Server: []byte(alerts)}}}}
	}},
	{"50000-symptoms", func() casefile.Case {
		var c casefile.Case
		for i := range 50_000 {
			row := someRows[i%len(someRows)]
			if i%2 == 0 {
				row = symptom.Row{Text: fmt.Sprintf("The request was aborted: Could not create SSL/TLS secure channel (%d).", i)}
			}
			c.Symptoms = append(c.Symptoms, row)
		}
		return c
	}},
	{"other-failures", func() casefile.Case {
		c := casefile.Case{EMS: &casefile.EMS{}}
		for i := range 20_000 {
			c.Symptoms = append(c.Symptoms, alertEvent(36887, fmt.Sprint(i%200)))
		}
		return c
	}},
	{"servers-and-symptoms", func() casefile.Case {
		c := servers(50)
		for i := range 30_000 {
			c.Symptoms = append(c.Symptoms, someRows[i%len(someRows)])
		}
		return c
	}},
	{"60-servers", func() casefile.Case { return servers(60) }},
	{"1000-servers", func() casefile.Case { return servers(1000) }},
	{"5000-certificates", func() casefile.Case {
		s := exchange.Server{Name: "HUB1", Version: exchange.Exchange2016}
		x := casefile.Exchangecert{}
		for i := range 5000 {
			s.Certificates = append(s.Certificates, exchange.Certificate{
				Thumbprint: schannel.Thumbprint{byte(i), byte(i >> 8)}, Subject: "CN=mail", Issuer: "CN=CA", Domains: []string{"mail.contoso.example"},
				NotBefore: noon.AddDate(-2, 0, i%300), NotAfter: noon.AddDate(0, 0, i%700), Services: exchange.SMTP,
			})
		}
		x.Servers = []casefile.ExchangeServer{{Server: s}}
		for i := range 1000 {
			x.Connectors = append(x.Connectors, exchange.Connector{Name: fmt.Sprintf("c%d", i), FQDN: "mail.contoso.example", Complete: true})
		}
		return casefile.Case{At: noon, Exchangecert: &x}
	}},
}

// servers is an organization in which every certificate has expired.
func servers(n int) casefile.Case {
	x := casefile.Exchangecert{}
	for i := range n {
		name := fmt.Sprintf("HUB%d", i)
		s := exchange.Server{Name: name, Version: exchange.Exchange2016}
		for k := range 5 {
			s.Certificates = append(s.Certificates, exchange.Certificate{
				Thumbprint: schannel.Thumbprint{byte(i), byte(i >> 8), byte(k)}, Subject: "CN=" + name, Issuer: "CN=CA", Domains: []string{name + ".contoso.example"},
				NotBefore: noon.AddDate(-2, 0, 0), NotAfter: noon.AddDate(0, -1, 0), Services: exchange.SMTP | exchange.IIS | exchange.POP,
			})
		}
		x.Servers = append(x.Servers, casefile.ExchangeServer{Server: s})
		x.Connectors = append(x.Connectors, exchange.Connector{Name: "Default " + name, Server: name, FQDN: name + ".contoso.example", Complete: true})
	}
	return casefile.Case{At: noon, Exchangecert: &x, Symptoms: []symptom.Row{event("MSExchangeTransport", 12014, ""), event("MSExchangeTransport", 12015, "")}}
}

// TestLargeCases: what a report takes is bounded by its case: the report is at
// most 4 times its size and 1 MB, and the memory on the way 16 times and 64 MB.
func TestLargeCases(t *testing.T) { // not parallel: it measures memory
	if vocabtest.Race {
		return // the race detector takes memory and time of its own
	}
	for _, tt := range large {
		t.Run(tt.name, func(t *testing.T) {
			c := tt.c()
			text, err := json.Marshal(c)
			require.NoError(t, err)
			var report diagnosis.Report
			start := time.Now()
			most := peak(func() { report = diagnosis.Run(c) })
			took := time.Since(start)
			out, err := json.Marshal(report)
			require.NoError(t, err)
			t.Logf("%d bytes in, %d out, %d MB at most, %d findings, %d needs, %d left out, %s",
				len(text), len(out), most>>20, len(report.Findings), len(report.Needs), len(report.LeftOut), took.Round(time.Millisecond))
			require.LessOrEqual(t, len(out), 4*len(text)+1<<20)
			require.LessOrEqual(t, most, uint64(16*len(text)+64<<20))
		})
	}
}

// peak is how much the heap grows at most while f runs, garbage included.
func peak(f func()) uint64 {
	runtime.GC()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	read := func() uint64 {
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	before := read()
	done, most := make(chan struct{}), make(chan uint64)
	go func() {
		highest := before
		for {
			select {
			case <-done:
				most <- max(highest, read()) - before
				return
			case <-time.After(time.Millisecond):
				highest = max(highest, read())
			}
		}
	}()
	f()
	close(done)
	return <-most
}
