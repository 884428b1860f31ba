// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command exchangecert says which certificate an Exchange server picks for its
// connectors and services, why not the others, and what happens next.
//
//	go run ./examples/exchangecert -inventory FILE… [-connectors FILE] [-connector NAME] [-at TIME] [-calendar -until TIME]
//	go run ./examples/exchangecert -inventory FILE -purpose inbound-starttls -fqdn NAME | -tls-certificate-name '<I>…<S>…'
//	go run ./examples/exchangecert -inventory FILE -connectors FILE -what-if 'remove THUMBPRINT'
//	go run ./examples/exchangecert [-inventory FILE] -event 'PROVIDER ID TEXT' | -symptom TEXT | -log FILE
//
// FILE is what the Exchange Management Shell prints or exports
// (Get-ExchangeCertificate, Get-ReceiveConnector, Get-SendConnector,
// Get-AuthConfig, Get-ExchangeServer, … as Format-List, table, CLIXML or XML),
// what certutil prints, PEM, DER, or an SMTP protocol log; the format is
// detected. With files alone the program answers for every connector; without a
// connector for every name that a certificate holds.
//
// There may be several servers: an -inventory each. -internal, -auth, -store,
// -log, -version, -edge and -server-fqdn belong to the -inventory before them;
// before the first one to all. Connectors go to the server that they name.
//
// Changes are: enable THUMBPRINT SMTP,IIS overwrite=no; new NAME,NAME; remove
// THUMBPRINT; import FILE; renew THUMBPRINT FILE. overwrite=yes or no answers
// the question about the default SMTP certificate.
//
// Without -at the time is that of the last event or session, else now; if the
// list is older than that, the time at which it was made, as far as it shows.
//
// Exit status 0 means that the question was answered (no certificate is an
// answer), 2 that the input was unusable.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"time"
	_ "time/tzdata" // zones are known whatever the machine has

	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/exchangereport"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, time.Now()))
}

func run(args []string, stdout, stderr io.Writer, now time.Time) int {
	return cli.Run("exchangecert", args, stdout, stderr, func(args []string, out io.Writer) error {
		o, err := parse(args, out)
		if err != nil {
			return err
		}
		o.Now = now
		return exchangereport.Answer(o, out)
	})
}

// parse reads the command line.
func parse(args []string, out io.Writer) (exchangereport.Options, error) {
	var o exchangereport.Options
	var at, until string
	flags := flag.NewFlagSet("exchangecert", flag.ContinueOnError)
	serverFlags(flags, &o)
	questionFlags(flags, &o)
	flags.StringVar(&at, "at", "", "the `TIME` that the answers are for, such as 2024-02-16 or 2024-02-16T18:00:00Z")
	flags.StringVar(&until, "until", "", "the `TIME` at which the calendar ends; without it after a year")
	rest, err := cli.Parse(flags, "[-inventory FILE]… [flags]", args, out)
	if err != nil {
		return o, err
	}
	if len(rest) > 0 {
		return o, fmt.Errorf("%q belongs to no flag", rest[0])
	}
	for _, t := range [...]struct {
		text string
		to   *time.Time
	}{{at, &o.At}, {until, &o.Until}} {
		if t.text == "" {
			continue
		}
		if *t.to, err = exchangereport.ParseTime(t.text, o.Zone); err != nil {
			return o, err
		}
	}
	return o, nil
}

// serverFlags are those of the servers, in the order of the command line.
func serverFlags(flags *flag.FlagSet, o *exchangereport.Options) {
	server := func() *exchangereport.Server {
		if len(o.Servers) == 0 {
			return &o.All
		}
		return &o.Servers[len(o.Servers)-1]
	}
	add := func(name, usage string, set func(*exchangereport.Server, string) error) {
		flags.Func(name, usage, func(text string) error { return set(server(), text) })
	}
	flags.Func("inventory", "the certificates of a server: a `FILE` of Get-ExchangeCertificate, certutil, PEM, …; repeatable", func(file string) error {
		o.Servers = append(o.Servers, exchangereport.Server{Inventory: file})
		return nil
	})
	add("internal", "the internal transport certificate: a `THUMBPRINT`, a file, or none", func(s *exchangereport.Server, text string) error {
		s.Internal = text
		return nil
	})
	add("auth", "a `FILE` of Get-AuthConfig", func(s *exchangereport.Server, text string) error {
		s.Auth = text
		return nil
	})
	add("store", "a `FILE` of the store itself: Get-ChildItem Cert:\\LocalMachine\\My or certutil -store My", func(s *exchangereport.Server, text string) error {
		s.Store = text
		return nil
	})
	add("log", "a `FILE` of the SMTP protocol log; repeatable", func(s *exchangereport.Server, text string) error {
		s.Logs = append(s.Logs, text)
		return nil
	})
	add("version", "2007rtm, 2007sp1, 2007sp2, 2007sp3, 2010, 2013, 2016, 2019 or se", func(s *exchangereport.Server, text string) error {
		return s.Version.UnmarshalText([]byte(text))
	})
	add("server-fqdn", "the FQDN `NAME` of the server", func(s *exchangereport.Server, text string) error {
		s.FQDN = text
		return nil
	})
	flags.BoolFunc("edge", "the server is an Edge Transport server", func(string) error {
		server().Edge = true
		return nil
	})
}

// questionFlags are those of the questions.
func questionFlags(flags *flag.FlagSet, o *exchangereport.Options) {
	list := func(name, usage string, to *[]string) {
		flags.Func(name, usage, func(text string) error {
			*to = append(*to, text)
			return nil
		})
	}
	list("connectors", "a `FILE` of Get-ReceiveConnector or Get-SendConnector; repeatable", &o.Connectors)
	list("what-if", "a `CHANGE` to try; repeatable, in order", &o.Changes)
	flags.StringVar(&o.Connector, "connector", "", "the `NAME` of the connector that is asked about")
	flags.TextVar(&o.Purpose, "purpose", o.Purpose, "what the certificate is wanted for: inbound-starttls, outbound-starttls, inbound-anonymous-tls, outbound-anonymous-tls, direct-trust, pop, imap or iis")
	flags.StringVar(&o.FQDN, "fqdn", "", "the `NAME` that is looked for")
	flags.StringVar(&o.CertificateName, "tls-certificate-name", "", "the `<I>issuer<S>subject` that is looked for")
	flags.StringVar(&o.Culture, "culture", "", "the culture of the shell that printed the dates, such as en-US")
	flags.Func("zone", "the time `ZONE` of the shell, such as Europe/Berlin", func(text string) (err error) {
		o.Zone, err = time.LoadLocation(text)
		return err
	})
	flags.BoolVar(&o.Calendar, "calendar", false, "tell when the answers change")
	flags.Func("event", "an event that was seen: `'PROVIDER ID TEXT'`; repeatable", func(text string) error {
		row, err := exchangereport.ParseEvent(text)
		o.Symptoms = append(o.Symptoms, row)
		return err
	})
	flags.Func("symptom", "what was seen, a `TEXT`: a record, an SMTP reply, an error; repeatable", func(text string) error {
		rows, err := exchangereport.ParseSymptom(text)
		o.Symptoms = append(o.Symptoms, rows...)
		return err
	})
	flags.BoolVar(&o.JSON, "json", false, "print JSON")
}
