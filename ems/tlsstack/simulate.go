// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
)

// Course is what two stacks do together.
type Course uint8

const (
	FirstConnection Course = 0 // "first-connection": one connection, without a session from before
	ResumeByID      Course = 1 // "resume-by-id": a second one, which offers the first one's session by its ID
	ResumeByTicket  Course = 2 // "resume-by-ticket": a second one, which offers it with a ticket
	OtherNode       Course = 3 // "other-node": a second one, to another node of the server's farm, which has the session or can read the ticket
	RollingUpgrade  Course = 4 // "rolling-upgrade": a second one to a node that is upgraded already, then a third one to one that is not
	Renegotiation   Course = 5 // "renegotiation": a full handshake on top of the first connection
	DataChannel     Course = 6 // "data-channel": FTP: a control connection, then a data connection, which the server accepts only if it resumes the session
)

// Scenario is a course and what it is run with.
type Scenario struct {
	Course  Course              `json:"course"`
	Version schannel.TLSVersion `json:"version"` // zero: TLS 1.2
	Node    Stack               `json:"node"`    // the server of the second connection, or the upgraded one; one without a name: the same as before
	Next    Stack               `json:"next"`    // the client of the second connection, if it is set up differently; one without a name: the same as before
}

// Outcome is how a course ends. Where it is not documented what a stack does,
// and it matters, Connections is the course that keeps to the stacks'
// policies, and a finding lists every one.
type Outcome struct {
	Course      Course             `json:"course"`
	Works       bool               `json:"works"` // every connection is made, and a data connection resumes
	Certainty   schannel.Certainty `json:"certainty"`
	Connections []Connection       `json:"connections"` // up to the first that fails; a renegotiation counts as one
	Findings    []schannel.Finding `json:"findings"`
}

// Connection is one handshake between two stacks.
type Connection struct {
	Client      string     `json:"client"` // their names
	Server      string     `json:"server"`
	Result      ems.Action `json:"result"`
	ClientHello bool       `json:"client_hello_ems"` // has the extension
	ServerHello bool       `json:"server_hello_ems"` // has it; false if none was sent
	Extended    bool       `json:"extended"`         // its master secret is an extended one; TLS 1.3 counts as such

	By     ems.Side       `json:"by"`     // who aborts
	Alert  ems.Alert      `json:"alert"`  // with what; zero for none, or none that is known
	Status winhost.Status `json:"status"` // what a call into Schannel fails with on the end that receives the alert; zero if that is not Windows, or the alert is a warning
	Rule   schannel.Code  `json:"rule"`   // the rule that decides
}

// Simulate runs a course between two stacks. That both speak the version is
// taken for granted, and in a renegotiation that both take part, unless a
// stack is known to refuse. A stack that is not described, a version or a
// course that is unknown, and a stack that is said to do what cannot be done
// give an outcome for which data is insufficient, and a finding about that.
func Simulate(client, server Stack, s Scenario) Outcome {
	if s.Version == 0 {
		s.Version = schannel.TLS12
	}
	if s.Node.Name == "" {
		s.Node = server
	}
	if s.Next.Name == "" {
		s.Next = client
	}
	if missing := lacking(client, server, s); len(missing) > 0 {
		basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: missing}
		return Outcome{
			Course: s.Course, Certainty: schannel.InsufficientData, Connections: []Connection{},
			Findings: []schannel.Finding{schannel.NewFinding(ruleStackQuestion, basis, schannel.Whole("course"))},
		}
	}
	runs := everyRun(func(pick choose) *run {
		r := &run{scenario: s, client: client, server: server, pick: pick}
		r.play()
		return r
	})
	return conclude(runs)
}

// lacking is what a simulation takes and is not there.
func lacking(client, server Stack, s Scenario) []schannel.Phrase {
	var missing []schannel.Phrase
	if client.Name == "" {
		missing = append(missing, missingClient)
	}
	if server.Name == "" {
		missing = append(missing, missingServer)
	}
	step := ems.Policy{}.Server(ems.Handshake{Version: s.Version, Attempt: ems.Full})
	if step.Action == ems.ActionUnspecified {
		missing = append(missing, missingVersion)
	}
	if int(s.Course) >= len(courseNames) {
		missing = append(missing, missingCourse)
	}
	return missing
}

// What a simulation takes.
var (
	missingClient  = schannel.Phrase{Code: "ems.stack.missing.client", Text: "the client: a stack with a name"}
	missingCourse  = schannel.Phrase{Code: "ems.stack.missing.course", Text: "a course that is known here"}
	missingServer  = schannel.Phrase{Code: "ems.stack.missing.server", Text: "the server: a stack with a name"}
	missingStep    = schannel.Phrase{Code: "ems.stack.missing.step", Text: "what {stack} does instead at the step {step}"}
	missingVersion = schannel.Phrase{Code: "ems.stack.missing.version", Text: "a protocol version that is known here"}
)

// run is one course being played.
type run struct {
	scenario Scenario
	client   Stack
	server   Stack
	pick     choose
	asked    []question
	stuck    *question // the step that cannot be done, which ends it

	extended bool // the session in hand has an extended master secret
	parties  []parties
	links    []Connection
}

// parties is who made a connection, and what each did there.
type parties struct {
	client, server Stack
	offer          move
	answer, end    move
}

func (r *run) play() {
	s := r.scenario
	if !r.connect(r.client, r.server, ems.Full) {
		return
	}
	switch s.Course {
	case FirstConnection:
	case Renegotiation:
		r.renegotiate()
	case RollingUpgrade:
		if r.connect(s.Next, s.Node, ems.Resume) {
			r.connect(s.Next, r.server, ems.Resume)
		}
	case ResumeByID, ResumeByTicket, OtherNode, DataChannel:
		r.connect(s.Next, s.Node, ems.Resume)
	}
}

// works reports whether the course did what it is for.
func (r *run) works() bool {
	if r.stuck != nil {
		return false
	}
	last := r.links[len(r.links)-1]
	return last.Result == ems.Resume || last.Result == ems.Full && r.scenario.Course != DataChannel
}

// carries reports whether a session can be handed from one connection to the
// next at all.
func (r *run) carries(client, server Stack) bool {
	byID := !client.NoSessionIDs && !server.NoSessionIDs
	byTicket := !server.NoTickets
	if isTLS13(r.scenario.Version) {
		return byTicket
	}
	if r.scenario.Course == ResumeByID {
		return byID
	}
	return byTicket || byID && r.scenario.Course != ResumeByTicket
}

// connect makes a connection and reports whether it came about.
func (r *run) connect(client, server Stack, attempt ems.Action) bool {
	h := ems.Handshake{Version: r.scenario.Version}
	if attempt == ems.Resume && r.carries(client, server) {
		h.Session, h.Resumable = client.remembers(r.scenario.Version, r.extended), true
	}
	return r.shake(client, server, h, server.remembers(r.scenario.Version, r.extended))
}

// renegotiate makes a full handshake on the connection in place.
func (r *run) renegotiate() {
	h := ems.Handshake{
		Version: r.scenario.Version, Renegotiation: true, InPlace: r.client.remembers(r.scenario.Version, r.extended),
	}
	r.shake(r.client, r.server, h, r.server.remembers(r.scenario.Version, r.extended))
}

// shake is one handshake: what the client offers, what the server answers and
// what the client makes of that. Of the session each has its own idea.
func (r *run) shake(client, server Stack, h ems.Handshake, known ems.Session) bool {
	p := parties{client: client, server: server}
	p.offer = client.offered(h, r.pick)
	seen := h
	seen.Attempt, seen.ClientHello = p.offer.action, p.offer.extension
	if p.offer.action != ems.Abort {
		seen.Resumable = p.offer.action == ems.Resume
		seen.Session = ems.NoSession
		if seen.Resumable {
			seen.Session = known
		}
		if h.Renegotiation {
			seen.InPlace = known
		}
		p.answer = server.answered(seen, r.pick)
	}
	if p.answer.action == ems.Full || p.answer.action == ems.Resume {
		got := h
		got.Attempt, got.ClientHello, got.ServerHello = p.answer.action, p.offer.extension, p.answer.extension
		p.end = client.accepted(got, r.pick)
	}
	if r.stuck = p.stuck(); r.stuck != nil {
		return false
	}
	r.parties = append(r.parties, p)
	link := p.connection()
	r.links = append(r.links, link)
	if link.Result == ems.Abort {
		return false
	}
	if link.Result == ems.Full {
		r.extended = link.Extended
	}
	return true
}

// stuck returns the step at which a stack is said to do what cannot be done.
func (p parties) stuck() *question {
	switch {
	case p.offer.action == ems.ActionUnspecified:
		return &question{stack: p.client.Name, at: p.offer.rule}
	case p.offer.action == ems.Abort || p.answer.action == ems.Abort:
		return nil
	case p.answer.action == ems.ActionUnspecified:
		return &question{stack: p.server.Name, at: p.answer.rule}
	case p.end.action == ems.ActionUnspecified:
		return &question{stack: p.client.Name, at: p.end.rule}
	}
	return nil
}

// connection sums up a handshake.
func (p parties) connection() Connection {
	c := Connection{Client: p.client.Name, Server: p.server.Name, ClientHello: p.offer.extension, ServerHello: p.answer.extension}
	receives := Stack{}
	switch {
	case p.offer.action == ems.Abort:
		c = c.failed(ems.Client, p.offer)
		receives = p.server
	case p.answer.action == ems.Abort:
		c = c.failed(ems.Server, p.answer)
		receives = p.client
	case p.end.action == ems.Abort:
		c = c.failed(ems.Client, p.end)
		receives = p.server
	default:
		c.Result, c.Extended, c.Rule = p.end.action, p.end.extended, p.answer.rule
		if p.withheld() {
			c.Rule = p.offer.rule
		}
	}
	if receives.Windows && c.Alert != ems.NoRenegotiation { // which is a warning
		c.Status = winhost.StatusOf(c.Alert)
	}
	return c
}

// withheld reports whether the client had a session and did not offer it.
func (p parties) withheld() bool {
	return p.offer.action == ems.Full && p.offer.rule != ems.CodeFullOffer
}

func (c Connection) failed(by ems.Side, m move) Connection {
	c.Result, c.By, c.Alert, c.Rule = ems.Abort, by, m.alert, m.rule
	return c
}
