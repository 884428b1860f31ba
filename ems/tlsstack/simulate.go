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
	DataChannel     Course = 6 // "data-channel": FTP: a control connection, then a data connection, from which the server may demand that it resumes the session

	RenegotiationOfResumed Course = 7 // "renegotiation-of-resumed": a full handshake on top of a second connection, which offers the session of the first
)

// Scenario is a course and what it is run with.
type Scenario struct {
	Course  Course              `json:"course"`
	Version schannel.TLSVersion `json:"version"` // zero: TLS 1.2
	Node    Stack               `json:"node"`    // the server of the second connection, or the upgraded one, or of the renegotiation; one without a name: the same as before
	Next    Stack               `json:"next"`    // the client there, if it is set up differently; one without a name: the same as before

	Asker      ems.Side `json:"asker"`       // who asks for the renegotiation; zero: the client
	SwitchedOn bool     `json:"switched_on"` // the end that is asked has switched renegotiation on, where it has a setting for it

	Device Device `json:"device"` // on the way of every connection
	Box    Stack  `json:"box"`    // with DeviceTerminates: what it is at both of its ends
}

// Outcome is how a course ends. Where it is not documented what a stack does,
// and it matters, Connections is the course that keeps to the stacks'
// policies, and a finding lists every one.
type Outcome struct {
	Course      Course             `json:"course"`
	Works       bool               `json:"works"` // every connection is made, and a data connection resumes where that is demanded
	Certainty   schannel.Certainty `json:"certainty"`
	Connections []Connection       `json:"connections"` // up to the first that fails; a renegotiation that is asked for counts as one
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

	By     ems.Side       `json:"by"`     // who aborts, or refuses to renegotiate
	Alert  ems.Alert      `json:"alert"`  // with what; zero for none, or none that is known
	Silent bool           `json:"silent"` // it is known that no alert is sent
	Status winhost.Status `json:"status"` // what a call into Schannel fails with on the end that receives the alert; zero if that is not Windows, or the alert is a warning
	Rule   schannel.Code  `json:"rule"`   // the rule that decides
}

// Simulate runs a course between two stacks. Where it is not known what one
// does, every way is tried: no outcome is certain then, and one that depends on it
// is undocumented. A stack that is not described, a version or a course that is
// unknown, and a stack that is said to do what cannot be done give an outcome with
// insufficient data, and a finding about that.
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
	if s.Device == DeviceTerminates {
		return s.terminated(client, server)
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
	if int(s.Device) >= len(deviceNames) || s.Device == DeviceTerminates && s.Box.Name == "" {
		missing = append(missing, missingDevice)
	}
	return missing
}

// What a simulation takes.
var (
	missingClient  = schannel.Phrase{Code: "ems.stack.missing.client", Text: "the client: a stack with a name"}
	missingCourse  = schannel.Phrase{Code: "ems.stack.missing.course", Text: "a course that is known here"}
	missingDevice  = schannel.Phrase{Code: "ems.stack.missing.device", Text: "a device that is known here, and the stack of one that ends TLS itself"}
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

	extended bool  // the session in hand has an extended master secret
	maker    Stack // the server that made it
	unasked  bool  // the end that was to ask for a renegotiation never does
	parties  []parties
	links    []Connection
}

// parties is who made a connection, and what each did there.
type parties struct {
	client, server Stack
	offer          move
	answer, end    move
	extended       bool // the handshake, if it comes about, gives an extended master secret
	cut            cut
	foreign        bool   // a session of another node is offered, which the server cannot read
	unasked        string // the stack that never asks for a renegotiation, on the connection in place
}

// cut is what ends a handshake, or keeps it from beginning, apart from what the
// two ends decide on each other's hellos.
type cut struct {
	by     ems.Side // zero: nothing does
	move   move
	after  schannel.Code // the rule that led to it, if there is another one
	goesOn bool          // the connection in place does
}

func (r *run) play() {
	s := r.scenario
	if !r.connect(r.client, r.server, ems.Full) {
		return
	}
	switch s.Course {
	case FirstConnection:
	case Renegotiation:
		r.renegotiate(false)
	case RenegotiationOfResumed:
		if r.connect(r.client, r.server, ems.Resume) {
			r.renegotiate(r.links[1].Result == ems.Resume)
		}
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
	if r.stuck != nil || r.unasked {
		return false
	}
	last := r.links[len(r.links)-1]
	return last.Result == ems.Resume || last.Result == ems.Full && !r.demanded()
}

// demanded reports whether the last connection is one of data and its server
// demands that it resumes the session.
func (r *run) demanded() bool {
	demand := r.parties[len(r.parties)-1].server.FTP.Demand
	return r.scenario.Course == DataChannel && demand != DemandNever && demand != DemandDefaultOff
}

// carries reports whether a session can be handed from one connection to the
// next at all.
func (r *run) carries(client, server Stack) bool {
	byID := !client.NoSessionIDs && !server.NoSessionIDs
	byTicket := !server.NoTickets && !client.NoClientTickets
	switch {
	case isTLS13(r.scenario.Version): // RFC 8446, Section 2.2: no session IDs any more
		return byTicket && r.scenario.Course != ResumeByID && !client.NoResumption13 && !server.NoResumption13
	case r.scenario.Course == ResumeByID:
		return byID
	case r.scenario.Course == ResumeByTicket:
		return byTicket
	}
	return byTicket || byID
}

// connect makes a connection and reports whether it came about.
func (r *run) connect(client, server Stack, attempt ems.Action) bool {
	version := r.scenario.Version
	if c := apart(client, server, version); c.by != ems.SideUnspecified {
		r.add(parties{client: client, server: server, cut: c})
		return false
	}
	h := ems.Handshake{Version: version}
	known := server.remembers(version, r.extended)
	if attempt == ems.Resume && r.carries(client, server) {
		h.Session, h.Resumable = client.remembers(version, r.extended), true
		if !r.readable(server) {
			known = ems.UnknownSession
		}
	}
	return r.shake(client, server, h, known)
}

// apart is how a connection ends on which an end does not speak the version;
// the zero value if both do. What knows nothing of DTLS, or nothing but it, does
// not even send a hello of the other kind, or read one.
func apart(client, server Stack, version schannel.TLSVersion) cut {
	none := Protocols{}
	speaks := func(p Protocols) bool { return p == none || p.Speaks(version) }
	if speaks(client.ClientSpeaks) && speaks(server.ServerSpeaks) {
		return cut{}
	}
	c := cut{by: ems.Server, move: move{action: ems.Abort, alert: ems.ProtocolVersion, rule: ruleStackNoCommonVersion.Code}}
	if !client.ClientSpeaks.sameKind(version) || !server.ServerSpeaks.sameKind(version) {
		c.move.alert, c.move.silent = 0, true
	}
	return c
}

// sameKind reports whether an end speaks TLS at all, or DTLS if version is one of
// that; of an end of which nothing is said that is taken for granted.
func (p Protocols) sameKind(version schannel.TLSVersion) bool {
	highest := p.MaxTLS
	if version.IsDTLS() {
		highest = p.MaxDTLS
	}
	return p == Protocols{} || highest != 0
}

// readable reports whether a node can read the session that another made:
// tickets and caches of two products never fit each other, and an older version
// does not read the sessions of a newer one. Where that is not known, both ways
// are tried.
func (r *run) readable(node Stack) bool {
	switch {
	case node.Name == r.maker.Name:
		return true
	case node.Sessions != "" && r.maker.Sessions != "":
		return node.Sessions == r.maker.Sessions && node.Format >= r.maker.Format
	}
	return r.pick(node, ruleStackForeignSession.Code, []ems.Action{ems.Resume, ems.Full}) == ems.Resume
}

// add notes a connection and reports whether it came about.
func (r *run) add(p parties) bool {
	link := p.connection()
	r.parties, r.links = append(r.parties, p), append(r.links, link)
	return link.Result != ems.Abort
}

// shake is one handshake: what the client offers, what the server answers and
// what the client makes of that. Of the session each has its own idea.
func (r *run) shake(client, server Stack, h ems.Handshake, known ems.Session) bool {
	p := parties{client: client, server: server}
	p.offer = client.offered(h, r.pick)
	seen := h
	seen.Attempt, seen.ClientHello = p.offer.action, p.offer.extension && r.scenario.Device != DeviceHides
	if p.offer.action != ems.Abort {
		seen.Session = ems.NoSession
		if p.offer.action == ems.Resume {
			seen.Session = known
		}
		if h.Renegotiation {
			seen.InPlace = known
		}
		p.foreign = seen.Session == ems.UnknownSession
		p.answer = server.answered(seen, r.pick)
	}
	if p.answer.action == ems.Full || p.answer.action == ems.Resume {
		got := h
		got.Attempt, got.ClientHello, got.ServerHello = p.answer.action, p.offer.extension, p.answer.extension
		got.Resumed = false // it matters to the hello of the client alone
		p.end, p.extended = client.accepted(got, r.pick), extended(got)
	}
	if r.stuck = p.stuck(); r.stuck != nil {
		return false
	}
	if p.end.action == ems.Full || p.end.action == ems.Resume {
		p.cut = p.changed(r.scenario.Device, h.Version)
	}
	if !r.add(p) {
		return false
	}
	if p.end.action == ems.Full {
		r.extended, r.maker = p.extended, server
	}
	return true
}

// extended reports whether a handshake of which a client has got the ServerHello
// gives an extended master secret. In TLS 1.3 each counts as such (RFC 8446,
// Appendix D).
func extended(got ems.Handshake) bool {
	switch {
	case isTLS13(got.Version):
		return true
	case got.Attempt == ems.Resume:
		return got.Session == ems.ExtendedSession
	default:
		return got.ClientHello && got.ServerHello
	}
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
	switch {
	case p.cut.by != ems.SideUnspecified:
		c = c.failed(p.cut.by, p.cut.move)
	case p.offer.action == ems.Abort:
		c = c.failed(ems.Client, p.offer)
	case p.answer.action == ems.Abort:
		c = c.failed(ems.Server, p.answer)
	case p.end.action == ems.Abort:
		c = c.failed(ems.Client, p.end)
	default:
		c.Result, c.Extended, c.Rule = p.end.action, p.extended, p.answer.rule
		if p.withheld() {
			c.Rule = p.offer.rule
		}
	}
	if _, receives := p.sides(c.By); receives.Windows && c.Result == ems.Abort && !p.warned(c) {
		c.Status = winhost.StatusOf(c.Alert)
	}
	return c
}

// sides returns who ends a connection, and the other one.
func (p parties) sides(by ems.Side) (sender, receiver Stack) {
	if by == ems.Server {
		return p.server, p.client
	}
	return p.client, p.server
}

// warned reports whether the connection in place goes on after a renegotiation
// was refused: no_renegotiation is a warning (RFC 5246, Section 7.2.2).
func (p parties) warned(c Connection) bool {
	return p.cut.goesOn || c.Rule == ems.CodeRenegotiationForbidden
}

// withheld reports whether the client had a session and did not offer it.
func (p parties) withheld() bool {
	return p.offer.action == ems.Full && p.offer.rule != ems.CodeFullOffer
}

func (c Connection) failed(by ems.Side, m move) Connection {
	c.Result, c.By, c.Alert, c.Silent, c.Rule = ems.Abort, by, m.alert, m.silent, m.rule
	return c
}
