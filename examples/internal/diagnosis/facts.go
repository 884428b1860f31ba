// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	answers "github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/symptom"
)

// How many facts a report lists: of one kind, of one thing, and in all.
const (
	mostFacts   = 50
	mostDetails = 10
	mostInAll   = 300
)

// facts are the lines of a report that say what the answer goes by.
type facts struct{ all []schannel.Phrase }

func factsOf(c casefile.Case) []schannel.Phrase {
	var f facts
	f.symptoms(c.Symptoms)
	if c.Trustlist != nil {
		f.trustlist(*c.Trustlist)
	}
	if c.EMS != nil {
		f.ems(*c.EMS)
	}
	if c.Exchangecert != nil {
		f.exchangecert(*c.Exchangecert)
	}
	if c.Autodiscover != nil {
		f.autodiscover(*c.Autodiscover)
	}
	if more := len(f.all) - mostInAll; more > 0 {
		f.all = f.all[:mostInAll]
		f.add(factRest, schannel.Number("count", more))
	}
	return f.all
}

func (f *facts) add(p schannel.Phrase, args ...schannel.Arg) { f.all = append(f.all, p.With(args...)) }

// oneLine is a text as a line shows it: tables of Windows are made with tabs.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// addText adds a fact with a text, if there is one.
func (f *facts) addText(p schannel.Phrase, name, text string) {
	if text != "" {
		f.add(p, schannel.Text(name, text))
	}
}

// capped is the places of the first of so many facts. That there are more is
// told before them.
func (f *facts) capped(count int) []int {
	places := make([]int, min(count, mostFacts))
	for i := range places {
		places[i] = i
	}
	if more := count - len(places); more > 0 {
		f.add(factMore, schannel.Number("shown", len(places)), schannel.Number("count", count))
	}
	return places
}

// symptoms tells what was seen, and once only what was seen often on one
// computer: a log says the same thing many times. The numbers are those by which
// findings name symptoms.
func (f *facts) symptoms(rows []symptom.Row) {
	seen := map[string]int{}
	var different []int
	for i, row := range rows {
		key := row.Event.Computer + "\n" + keyOf(row)
		if seen[key]++; seen[key] == 1 {
			different = append(different, i)
		}
	}
	for _, place := range f.capped(len(different)) {
		i := different[place]
		f.symptom(rows[i], schannel.Number("number", i+1))
		if times := seen[rows[i].Event.Computer+"\n"+keyOf(rows[i])]; times > 1 {
			f.add(factTimes, schannel.Number("count", times))
		}
	}
}

func (f *facts) symptom(row symptom.Row, number schannel.Arg) {
	e, code := row.Event, row.Code
	switch {
	case !e.IsZero():
		f.event(e, number)
	case !code.IsZero() && row.Text != "":
		f.add(factCodeIn, number, schannel.Text("code", code.String()), schannel.Text("text", oneLine(row.Text)))
	case !code.IsZero():
		f.add(factCode, number, schannel.Text("code", code.String()))
	case row.Text != "":
		f.add(factText, number, schannel.Text("text", oneLine(row.Text)))
	}
	if n, ok := code.Number(0); ok && code.Kind == symptom.CodeStatus && !strings.HasPrefix(winhost.Status(n).String(), "0x") {
		f.add(factCodeName, schannel.Text("code", code.String()), schannel.Word("name", winhost.Status(n)))
	}
}

func (f *facts) event(e symptom.Event, number schannel.Arg) {
	event := factEvent
	if e.Provider == "" {
		event = factEventOnly
	}
	f.add(event, number, schannel.Number("id", e.ID), schannel.Text("provider", e.Provider))
	f.addText(factEventComputer, "computer", e.Computer)
	for _, field := range slices.Concat(e.Data, e.UserData)[:min(len(e.Data)+len(e.UserData), mostDetails)] {
		data := factEventData
		if field.Name == "" {
			data = factEventValue
		}
		f.add(data, schannel.Text("name", field.Name), schannel.Text("value", field.Value))
	}
}

func (f *facts) trustlist(t casefile.Trustlist) {
	if t.Host.Release != schannel.ReleaseUnspecified {
		f.add(factRelease, schannel.Text("product", t.Host.Release.Product()))
	}
	if s := t.Synthetic; s != nil {
		f.add(factSynthetic, schannel.Number("names", s.Names), schannel.Number("bytes", s.Bytes))
	}
	s := t.Host.Stores
	for _, store := range [...]struct {
		phrase schannel.Phrase
		count  int
	}{
		{factRoots, len(s.TrustedRoots)},
		{factIssuers, len(s.ClientAuthIssuers)},
		{factSite, len(s.Site)},
		{factUntrusted, len(s.Untrusted)},
		{factRegistry, len(t.Host.Registry)},
		{factNamed, len(t.Named)},
		{factCaptured, len(t.Captured)},
	} {
		if store.count > 0 {
			f.add(store.phrase, schannel.Number("count", store.count))
		}
	}
	if n := len(t.Client); n > 0 {
		f.add(factClient, schannel.Text("subject", t.Client[0].Subject.String()), schannel.Text("issuer", t.Client[0].Issuer.String()), schannel.Number("count", n))
	}
}

func (f *facts) ems(e casefile.EMS) {
	f.host(e.Local, factLocal, factLocalUpdate, factLocalBuild)
	if e.Side != 0 {
		f.add(factSide, schannel.Word("side", e.Side))
	}
	f.host(e.Peer, factPeer, factPeerUpdate, factPeerBuild)
	switch {
	case e.Peer.Product != "":
	case e.PeerBehaviour == winhost.NoEMS:
		f.add(factPeerWithout)
	case e.PeerBehaviour != winhost.BehaviourUnspecified:
		f.add(factPeerWith, schannel.Word("behaviour", e.PeerBehaviour))
	}
	f.addText(factSuite, "suite", e.Suite)
	if e.Attempts > 0 {
		f.add(factRate, schannel.Number("failures", e.Failures), schannel.Number("attempts", e.Attempts))
	}
	for _, flag := range [...]struct {
		set    bool
		phrase schannel.Phrase
	}{{e.Resuming, factResuming}, {e.FTPData, factFTP}, {e.LateCertRequest, factLate}} {
		if flag.set {
			f.add(flag.phrase)
		}
	}
	if n := len(e.Connections); n > 0 {
		f.add(factConnections, schannel.Number("count", n))
	}
}

func (f *facts) host(h winhost.Host, product, update, build schannel.Phrase) {
	f.addText(product, "product", h.Product)
	for _, i := range f.capped(len(h.Updates)) {
		f.add(update, schannel.Text("update", h.Updates[i]))
	}
	f.addText(build, "build", h.Build)
}

func (f *facts) exchangecert(x casefile.Exchangecert) {
	for _, i := range f.capped(len(x.Servers)) {
		s := x.Servers[i].Server
		name := schannel.Text("server", s.Name)
		f.server(s, name)
		for _, role := range s.Roles[:min(len(s.Roles), mostDetails)] {
			f.add(factRole, name, schannel.Word("role", role))
		}
		for _, n := range f.capped(len(s.Certificates)) {
			f.certificate(name, s.Certificates[n])
		}
		if n := len(x.Servers[i].Sessions); n > 0 {
			f.add(ofServer(name, factSessions, factSessionsOnly), name, schannel.Number("count", n))
		}
	}
	if n := len(x.Connectors); n > 0 {
		f.add(factConnectors, schannel.Number("count", n))
	}
}

func (f *facts) server(s exchange.Server, name schannel.Arg) {
	version := schannel.Word("version", s.Version)
	switch {
	case s.Version == exchange.VersionUnspecified:
		f.addText(factServerOnly, "server", s.Name)
	case s.Name == "":
		f.add(factExchange, version)
	default:
		f.add(factServer, name, version)
	}
}

// ofServer is a phrase that names a server, or the one for a server whose name
// is not known.
func ofServer(name schannel.Arg, named, nameless schannel.Phrase) schannel.Phrase {
	if name.Value == "" {
		return nameless
	}
	return named
}

func (f *facts) certificate(server schannel.Arg, c exchange.Certificate) {
	thumbprint := schannel.Text("thumbprint", strings.ToUpper(c.Thumbprint.String()))
	f.add(ofServer(server, factCertificate, factCertificateOnly), server, thumbprint, schannel.Text("subject", c.Subject))
	if c.Services != 0 {
		f.add(factServices, thumbprint, schannel.Text("services", c.Services.String()))
	}
	if !c.NotAfter.IsZero() {
		f.add(factUntil, thumbprint, schannel.Text("date", dateOf(c.NotAfter)))
	}
}

func (f *facts) autodiscover(a casefile.Autodiscover) {
	if a.Client.Product != autodiscover.ProductUnspecified {
		f.add(factProduct, schannel.Word("product", a.Client.Product))
	}
	f.addText(factMail, "mail", a.Client.Mail)
	f.addText(factADSite, "site", a.Client.Site)
	if a.Client.Joined != schannel.Unknown {
		f.add(factJoined, schannel.Word("joined", a.Client.Joined))
	}
	scps := a.Forest.Own.SCPs
	for _, i := range f.capped(len(scps)) {
		f.add(factSCP, schannel.Text("server", scps[i].Server), schannel.Text("url", scps[i].URL()))
		if !scps[i].Created.IsZero() {
			f.add(factCreated, schannel.Text("server", scps[i].Server), schannel.Text("date", dateOf(scps[i].Created)))
		}
	}
	for _, i := range f.capped(len(a.Servers)) {
		f.add(factVersion, schannel.Text("host", a.Servers[i].Host), schannel.Word("version", a.Servers[i].Version))
	}
	if a.Mailbox != 0 {
		f.add(factMailbox, schannel.Word("version", a.Mailbox))
	}
	f.addText(factFirst, "server", a.First)
	if a.Recording != nil {
		f.add(factRecording, schannel.Number("count", len(a.Recording.Exchanges)))
	}
	for _, i := range f.capped(len(a.Answers)) {
		if r, err := answers.Parse([]byte(a.Answers[i])); err == nil {
			f.add(factAnswer, schannel.Word("action", r.Action), schannel.Text("target", cmp.Or(r.Target, r.Error.Code, protocolsOf(r))))
		}
	}
}

// protocolsOf are the protocols of an answer with settings, with their servers.
func protocolsOf(r answers.Response) string {
	var all []string
	for _, p := range r.Protocols[:min(len(r.Protocols), mostDetails)] {
		all = append(all, strings.TrimSpace(p.Type+" "+p.Server))
	}
	for _, s := range r.Settings[:min(len(r.Settings), mostDetails)] {
		all = append(all, s.Name)
	}
	return strings.Join(all, ", ")
}
