// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package scpreport answers what the programs scporder and ldapscp are asked
// about Autodiscover, from service connection points that they have read.
//
//   - To give a program the flags that both have, call [Options.Register].
//   - To read the files that those flags name, call [Options.Load].
//   - To read service connection points of files, call [ReadDirectory].
//   - To get the answer, call [Answer]; to print it, call [Report.Write].
package scpreport

import (
	"flag"
	"fmt"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
)

// Options is what the flags say that both programs have.
type Options struct {
	Client   autodiscover.Product
	Policy   autodiscover.Policy
	WalkAs   walk.Profile
	Windows  walk.Windows
	Mail     string
	Site     string
	Joined   schannel.Truth
	Registry string // a file, as the next ones
	Answers  string
	Seen     string
	Peers    []HostFile
	At       time.Time
	Suffix   string // public suffixes, or @ and a file of them
	Plan     bool
	JSON     bool
}

// HostFile is a file about a host.
type HostFile struct{ Host, File string }

// Register declares the flags.
func (o *Options) Register(flags *flag.FlagSet) {
	flags.Func("client", "`product`: outlook2007, outlook2010, outlook2013, outlook2016, outlook365 or ews-managed-api (default what -policy or -walk-as names, else outlook365)",
		named(&o.Client, autodiscover.ProductUnspecified))
	flags.Func("policy", "`policy` that sorts: docs, ews-managed-api, outlook-oldest, outlook-newest, directory or ms-oxdisco (default that of the client)",
		named(&o.Policy, autodiscover.PolicyUnspecified))
	flags.Func("walk-as", "`profile` that follows the answers: docs or ews-managed-api (default what the client is)",
		named(&o.WalkAs, walk.ProfileOfClient))
	flags.Func("windows", "what the client runs on: `xp`, vista, 7, 8, 10 or 11", named(&o.Windows, walk.WindowsUnknown))
	flags.Func("joined", "whether the computer is joined to a domain: `yes` or no", named(&o.Joined, schannel.Unknown))
	flags.StringVar(&o.Mail, "mail", "", "mail `address` that the client looks up")
	flags.StringVar(&o.Site, "site", "", "`name` of the Active Directory site of the client")
	flags.StringVar(&o.Registry, "registry", "", "`file` with values of the client's registry: .reg, or what reg query prints")
	flags.StringVar(&o.Answers, "answers", "", "`file` with recorded answers: HAR, or the small form of package recording")
	flags.StringVar(&o.Seen, "seen", "", "`file` with hosts that a client was seen to ask, one a line, or a log that names them")
	flags.Func("peer", "`HOST=FILE` with the certificate of a host as PEM, or its names one a line; lines trusted=yes|no, not-after=TIME and self-signed=yes|no too", o.addPeer)
	flags.Func("at", "`time` for which certificates are judged, such as 2013-01-01 or 2013-01-01T00:00:00Z (default when the answers were recorded)", o.setTime)
	flags.StringVar(&o.Suffix, "suffix", "", "public `suffixes`, such as co.uk,com.au, or @FILE with a list of them")
	flags.BoolVar(&o.Plan, "plan", false, "list every attempt of the client, skipped ones too")
	flags.BoolVar(&o.JSON, "json", false, "print JSON")
}

// named reads the text of an enumeration; that of its zero is none.
func named[T interface {
	comparable
	fmt.Stringer
}, P interface {
	*T
	UnmarshalText([]byte) error
}](to *T, zero T) func(string) error {
	return func(text string) error {
		if err := P(to).UnmarshalText([]byte(text)); err != nil {
			return err
		}
		if *to == zero || (*to).String() != text {
			return fmt.Errorf("unknown: %q", text)
		}
		return nil
	}
}

func (o *Options) addPeer(text string) error {
	peer, err := ParseHostFile(text)
	o.Peers = append(o.Peers, peer)
	return err
}

// ParseHostFile reads HOST=FILE.
func ParseHostFile(text string) (HostFile, error) {
	host, file, ok := strings.Cut(text, "=")
	if host = strings.TrimSpace(host); !ok || host == "" || file == "" {
		return HostFile{}, fmt.Errorf("not of the form HOST=FILE: %q", text)
	}
	return HostFile{host, file}, nil
}

func (o *Options) setTime(text string) (err error) {
	o.At, err = parseTime(text)
	return err
}

// parseTime reads a day, or a time.
func parseTime(text string) (time.Time, error) {
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("neither a day such as 2013-01-01 nor a time such as 2013-01-01T00:00:00Z: %q", text)
	}
	return t.UTC(), nil
}

// client is who looks for Autodiscover: by default what another flag names, or
// what most people have.
func (o *Options) client() autodiscover.Product {
	switch {
	case o.Client != autodiscover.ProductUnspecified:
		return o.Client
	case o.WalkAs == walk.EWSManagedAPI, o.WalkAs == walk.ProfileOfClient && o.Policy == autodiscover.PolicyEWS:
		return autodiscover.EWSManagedAPI
	case o.WalkAs == walk.Docs:
		return autodiscover.DocsClient
	}
	return autodiscover.Outlook365
}
