// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"iter"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// Stack is an implementation of TLS, or a range of its versions, as far as the
// extension goes: a policy for each end, and the steps at which it departs from
// it. One without a name is not described.
type Stack struct {
	Name     string   `json:"name"` // short and in lower case, such as "openssl-3"
	Product  string   `json:"product"`
	Versions string   `json:"versions"` // which versions, and how they are set up if not by default
	Aliases  []string `json:"aliases"`  // of products that carry it, such as "vsftpd"

	Client ems.Policy `json:"client"`
	Server ems.Policy `json:"server"`

	ClientSpeaks Protocols `json:"client_speaks"` // zero: that it speaks the version is taken for granted
	ServerSpeaks Protocols `json:"server_speaks"`

	ClientAsked Asked          `json:"client_asked"` // to renegotiate, by a HelloRequest
	ServerAsked Asked          `json:"server_asked"` // to renegotiate, by a ClientHello
	Asks        schannel.Truth `json:"asks"`         // it asks for a renegotiation itself, or can be made to
	GivesUp     ems.Alert      `json:"gives_up"`     // as a client, what it ends the connection with where its wish is declined; zero: with none, or that is not known
	Insecure    bool           `json:"insecure"`     // it lacks the renegotiation indication of RFC 5746

	Sessions string `json:"sessions"` // what can read its sessions: stacks with the same word; empty: not known
	Format   int    `json:"format"`   // of these sessions; a stack reads those up to its own

	Unaware         bool        `json:"unaware"`           // it has no idea of the extension and takes every session for a legacy one
	Windows         bool        `json:"windows"`           // it is Schannel: it logs events and its errors are those of SSPI
	NoSessionIDs    bool        `json:"no_session_ids"`    // it resumes by ticket only
	NoTickets       bool        `json:"no_tickets"`        // as a server it issues no tickets, or none by default
	NoClientTickets bool        `json:"no_client_tickets"` // as a client it asks for none
	NoResumption13  bool        `json:"no_resumption_13"`  // in TLS 1.3 it resumes nothing, at either end
	Intolerant      bool        `json:"intolerant"`        // as a server it fails on a ClientHello that has the extension
	FTP             FTP         `json:"ftp"`               // as the server of FTP that an alias names
	Deviations      []Deviation `json:"deviations"`

	Evidence schannel.Evidence `json:"evidence"`
	Sources  []schannel.Source `json:"sources"`
}

// Deviation is a step at which a stack does not do what its policy says.
type Deviation struct {
	Side ems.Side      `json:"side"`
	At   schannel.Code `json:"at"` // the Rule of the decision it departs from, or one of this package about what a device leads to

	Action      ems.Action `json:"action"`       // what it does instead; ActionUnspecified: that is not known
	Alert       ems.Alert  `json:"alert"`        // with Abort; zero: none is known
	Silent      bool       `json:"silent"`       // with Abort: it is known that none is sent
	NoExtension bool       `json:"no_extension"` // its ClientHello lacks the extension
}

// Protocols is the protocol versions that an end speaks; zero versions are none.
type Protocols struct {
	MinTLS  schannel.TLSVersion `json:"min_tls"`
	MaxTLS  schannel.TLSVersion `json:"max_tls"`
	MinDTLS schannel.TLSVersion `json:"min_dtls"`
	MaxDTLS schannel.TLSVersion `json:"max_dtls"`
}

// Speaks reports whether v is among the versions.
func (p Protocols) Speaks(v schannel.TLSVersion) bool {
	if v.IsDTLS() { // whose numbers go down
		return p.MaxDTLS != 0 && v >= p.MaxDTLS && v <= p.MinDTLS
	}
	return p.MaxTLS != 0 && v >= p.MinTLS && v <= p.MaxTLS
}

// String returns the versions in words, such as "TLS 1.0 to TLS 1.3".
func (p Protocols) String() string {
	var parts []string
	for _, r := range [...][2]schannel.TLSVersion{{p.MinTLS, p.MaxTLS}, {p.MinDTLS, p.MaxDTLS}} {
		switch {
		case r[1] == 0:
		case r[0] == r[1]:
			parts = append(parts, r[0].String())
		default:
			parts = append(parts, r[0].String()+" to "+r[1].String())
		}
	}
	return strings.Join(parts, ", ")
}

// Asked is what an end does whose peer asks it to renegotiate.
type Asked struct {
	Answer  Answer    `json:"answer"`
	Alert   ems.Alert `json:"alert"`   // with AnswerAborts; zero: none is known
	Setting string    `json:"setting"` // what switches renegotiation on; empty if nothing does, or nothing has to
}

// Answer is how an end takes being asked to renegotiate.
type Answer uint8

const (
	AnswerUnknown      Answer = 0 // "unknown": no source tells
	AnswerRenegotiates Answer = 1 // "renegotiates": it takes part
	AnswerDeclines     Answer = 2 // "declines": it sends the warning no_renegotiation and goes on
	AnswerAborts       Answer = 3 // "aborts": it ends the connection
	AnswerIgnores      Answer = 4 // "ignores": it goes on as if it had not been asked
)

// FTP is what a server of FTP demands of its data connections.
type FTP struct {
	Server  string `json:"server"` // as remedies name it
	Demand  Demand `json:"demand"`
	Setting string `json:"setting"` // which decides it
}

// Demand is whether a server wants a data connection to resume the session of
// its control connection.
type Demand uint8

const (
	DemandUnknown    Demand = 0 // "unknown": taken for a server that does
	DemandAlways     Demand = 1 // "always": and it cannot be switched off
	DemandDefaultOn  Demand = 2 // "default-on": unless a setting says otherwise
	DemandDefaultOff Demand = 3 // "default-off": only if a setting says so
	DemandNever      Demand = 4 // "never": it has no such setting
)

// Stacks yields the stacks that are known here, ordered by name.
func Stacks() iter.Seq[Stack] {
	return func(yield func(Stack) bool) {
		for _, s := range stacks {
			if !yield(s.whole()) {
				return
			}
		}
	}
}

// StackByName finds a stack by its name, or by an alias, in letters of either
// case and with blanks for hyphens, as in "Mbed TLS" or "JDK 8". An alias that is
// a server of FTP brings what that server demands.
func StackByName(name string) (Stack, bool) {
	if s, ok := stackThat(func(known string) bool { return known == name }); ok {
		return s, true
	}
	name = folded(name)
	return stackThat(func(known string) bool { return folded(known) == name })
}

// stackThat finds the first stack of which the name or an alias fits.
func stackThat(fits func(known string) bool) (Stack, bool) {
	for _, s := range stacks {
		if fits(s.Name) {
			return s.whole(), true
		}
		if i := slices.IndexFunc(s.Aliases, fits); i >= 0 {
			s.FTP = ftpOf(s.Aliases[i])
			return s.whole(), true
		}
	}
	return Stack{}, false
}

// folded is what two spellings of a name have in common.
func folded(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(name), " ", ""), "-", "")
}

// whole is a row of the table with the steps that are open, and with lists that
// the caller may change.
func (s Stack) whole() Stack {
	s.Aliases, s.Deviations, s.Sources = slices.Clone(s.Aliases), slices.Concat(s.Deviations, openAt(s.Name)), slices.Clone(s.Sources)
	return s
}

// ftpServers is what servers of FTP demand, by their aliases: vsftpd by
// require_ssl_reuse (FluentFTP#236), ProFTPD by its TLSOptions (proftpd#1175),
// FileZilla Server since 1.0 without a choice (FluentFTP#1738), before by an
// option. The service of Windows has no such setting (ftpServer/security/ssl).
var ftpServers = [...]FTP{
	{Server: "filezilla-server-0.9", Demand: DemandDefaultOff, Setting: "Require TLS session resumption"},
	{Server: "filezilla-server-1", Demand: DemandAlways},
	{Server: "iis-ftp", Demand: DemandNever},
	{Server: "proftpd", Demand: DemandDefaultOn, Setting: "TLSOptions NoSessionReuseRequired"},
	{Server: "vsftpd", Demand: DemandDefaultOn, Setting: "require_ssl_reuse"},
}

func ftpOf(alias string) FTP {
	for _, s := range ftpServers {
		if s.Server == alias {
			return s
		}
	}
	return FTP{}
}
