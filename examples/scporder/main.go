// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command scporder tells in which order a client of Exchange tries the service
// connection points of its directory and the rest of Autodiscover, where the
// answers lead, and which windows Outlook shows on the way.
//
//	go run ./examples/scporder [-scp] FILE… [-directory HOST=FILE] [-site NAME] [-client PRODUCT] [-policy POLICY]
//	go run ./examples/scporder -mail ADDRESS -plan [-scp FILE] [-joined yes|no] [-registry FILE]
//	go run ./examples/scporder -mail ADDRESS -answers FILE [-walk-as PROFILE] [-peer HOST=FILE] [-at TIME] [-windows VERSION]
//	go run ./examples/scporder -mail ADDRESS -seen FILE -suffix co.uk,com.au
//
// All of it may be asked at once, and as JSON with -json. A file of service
// connection points is LDIF, or what Get-ClientAccessServer or
// Get-ClientAccessService, or Get-ADObject, prints as Format-List, as a table or
// with Export-Clixml; -directory names those of the directories to which pointers
// lead. Nothing here connects to anything.
//
// Exit status 0 means that the question was answered, 2 that the input was
// unusable.
package main

import (
	"flag"
	"io"
	"os"

	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/scpreport"
)

func main() {
	os.Exit(cli.Run("scporder", os.Args[1:], os.Stdout, os.Stderr, answer))
}

func answer(args []string, out io.Writer) error {
	var options scpreport.Options
	var own []string
	var others []scpreport.HostFile
	flags := flag.NewFlagSet("scporder", flag.ContinueOnError)
	options.Register(flags)
	flags.Func("scp", "`file` with service connection points: LDIF, or what Get-ClientAccessServer or Get-ADObject prints; may be given again", func(name string) error {
		own = append(own, name)
		return nil
	})
	flags.Func("directory", "`HOST=FILE` with the service connection points of another directory, to which pointers lead; may be given again", func(text string) error {
		d, err := scpreport.ParseHostFile(text)
		others = append(others, d)
		return err
	})
	rest, err := cli.Parse(flags, "[flags] [FILE…]", args, out)
	if err != nil {
		return err
	}
	report, err := scpreport.AnswerFiles(options, append(own, rest...), others)
	if err != nil {
		return err
	}
	return report.Write(out)
}
