// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package casefile is the case format: the facts about one failure, or one
// installation, as one JSON document. Command diagnose turns a folder of
// evidence into it, and vendors write it themselves.
package casefile

import (
	"encoding/hex"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// Format is the first field of every case.
const Format = "schannel-case/1"

// Case is what is known. What is not known stays zero.
type Case struct {
	Format   string    `json:"format"`
	Name     string    `json:"name"`
	Title    string    `json:"title"`
	Source   string    `json:"source"` // a document, or who sent it
	Question string    `json:"question"`
	At       time.Time `json:"at,omitzero"` // for which expiry counts, UTC

	// Symptoms are those of one and the same failure. Every family is asked
	// about all of them.
	Symptoms []symptom.Row `json:"symptoms"`

	Trustlist    *Trustlist    `json:"trustlist"` // null: nothing is known of it, as below
	EMS          *EMS          `json:"ems"`
	Exchangecert *Exchangecert `json:"exchangecert"`
	Autodiscover *Autodiscover `json:"autodiscover"`

	Files   []File    `json:"files"`    // evidence to be read beside what stands here
	Origin  []Origin  `json:"origin"`   // what was recognised as what
	LeftOut []LeftOut `json:"left_out"` // what of the evidence does not stand here, and why
}

// Trustlist is a server that asks for client certificates.
type Trustlist struct {
	Host   compose.Host            `json:"host"`
	Client []certstore.Certificate `json:"client"` // the chain of a client, leaf first

	// Captured is what a server sent, in any form that package certreq reads;
	// TLS is the version of a single handshake message.
	Captured Bytes               `json:"captured"`
	TLS      schannel.TLSVersion `json:"tls"`

	// Named is the names that openssl s_client prints, and NamedSent whether it
	// says that there are any.
	Named     []string       `json:"named"`
	NamedSent schannel.Truth `json:"named_sent"`

	// Synthetic fills the store of trusted roots with made-up certificates,
	// where for the question only the sizes matter.
	Synthetic *Synthetic `json:"synthetic"`

	Keep []schannel.Thumbprint `json:"keep"` // what a removal plan must not take
}

// Synthetic says how large a made-up list is.
type Synthetic struct {
	Names int    `json:"names" min:"0" max:"5000"`
	Bytes int    `json:"bytes" min:"0" max:"262144"` // of the names with their 2-byte lengths
	Seed  uint64 `json:"seed"`
}

// EMS is a connection that may have to do with the extended master secret. See
// emsdiag.Incident for the fields.
type EMS struct {
	Local           winhost.Host      `json:"local"`
	Side            ems.Side          `json:"side"`
	Peer            winhost.Host      `json:"peer"`
	PeerBehaviour   winhost.Behaviour `json:"peer_behaviour"`
	Suite           string            `json:"suite"`
	Modulus         Bytes             `json:"modulus"`
	Attempts        int               `json:"attempts" min:"0"`
	Failures        int               `json:"failures" min:"0"`
	Resuming        bool              `json:"resuming"`
	FTPData         bool              `json:"ftp_data"`
	LateCertRequest bool              `json:"late_cert_request"`

	Session     ems.Session  `json:"session"`             // the one in place before the first connection
	Connections []Connection `json:"connections" max:"2"` // captured ones in their order, at most two
}

// Connection is the two directions of a captured connection, in any form that
// package capture reads; one direction may be empty.
type Connection struct {
	Client Bytes `json:"client"`
	Server Bytes `json:"server"`
}

// Exchangecert is the certificates of an Exchange organization.
type Exchangecert struct {
	Servers    []ExchangeServer     `json:"servers"`
	Connectors []exchange.Connector `json:"connectors"`
}

// ExchangeServer is one server with what its logs say.
type ExchangeServer struct {
	Server       exchange.Server       `json:"server"`
	Sessions     []exchange.LogSession `json:"sessions"`
	NamesFound   schannel.Truth        `json:"names_found"`
	LoadBalanced schannel.Truth        `json:"load_balanced"`
}

// Autodiscover is a client that looks for its server.
type Autodiscover struct {
	Client  autodiscover.Client `json:"client"`
	Forest  autodiscover.Forest `json:"forest"`
	Policy  autodiscover.Policy `json:"policy"`  // how entries are sorted, if it was observed
	First   string              `json:"first"`   // the server that was seen to be asked first
	As      walk.Profile        `json:"as"`      // by default what the client is
	Windows walk.Windows        `json:"windows"` // on which the client runs
	Peers   []walk.Peer         `json:"peers"`   // certificates by host
	Suffix  []string            `json:"suffix"`  // public suffixes of the names in the case

	Recording *walk.Recording `json:"recording"` // null: none
	Answers   []string        `json:"answers"`   // bodies of answers, POX or SOAP, to requests that are not known

	// Mailbox is the version of the server with the mailbox, Servers those of
	// the servers that are asked. Without a recording, what they answer is
	// taken from documents.
	Mailbox prompt.Server   `json:"mailbox"`
	Servers []ServerVersion `json:"servers"`
}

// ServerVersion is the version of the server behind a host.
type ServerVersion struct {
	Host    string        `json:"host"`
	Version prompt.Server `json:"version"`
}

// File names a file of evidence below the folder that the case stands in.
type File struct {
	Name string `json:"name"`
	Role string `json:"role"` // as in evidence.json; empty: its content tells
}

// Origin is a file that was recognised.
type Origin struct {
	File  string `json:"file"`
	Kind  string `json:"kind"`  // such as "event-xml"; see package evidence
	Items int    `json:"items"` // how many certificates, values, records, …
}

// LeftOut is something that does not stand in the case.
type LeftOut struct {
	File   string          `json:"file"`
	Reason schannel.Phrase `json:"reason"`
	Error  *schannel.Error `json:"error"` // null: nothing is wrong with it
}

// Bytes is data; in JSON it is lower-case hexadecimal.
type Bytes []byte

// MarshalText returns lower-case hexadecimal; the error is always nil.
func (b Bytes) MarshalText() ([]byte, error) { return hex.AppendEncode([]byte{}, b), nil }

// UnmarshalText reads hexadecimal.
func (b *Bytes) UnmarshalText(text []byte) (err error) {
	*b, err = hex.DecodeString(string(text))
	return err
}
