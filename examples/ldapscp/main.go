// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command ldapscp reads the service connection points of a directory and tells
// what a client makes of them, as scporder does of files.
//
//	go run . -server ldap://dc.corp.example [-starttls] [-ca FILE] [-user NAME -password FILE] [-base DN] [-directory HOST=URL]
//
// All flags of scporder beside -scp and -directory are there too. Pointers are
// followed only to the directories that -directory names: what stands in a
// directory is not let to choose who gets the password. A password goes over TLS
// or not at all.
//
// Exit status 0 means that the question was answered, 2 that the directory could
// not be read or an input was unusable.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/scpreport"
)

func main() {
	os.Exit(cli.Run("ldapscp", os.Args[1:], os.Stdout, os.Stderr, answer))
}

func answer(args []string, out io.Writer) error {
	var options scpreport.Options
	var access access
	var others []scpreport.HostFile // with URLs in the place of files
	flags := flag.NewFlagSet("ldapscp", flag.ContinueOnError)
	options.Register(flags)
	registerAccess(flags, &access)
	server := flags.String("server", "", "`URL` of the directory: ldap://HOST or ldaps://HOST")
	flags.Func("directory", "`HOST=URL` of another directory, to which pointers lead; may be given again", func(text string) error {
		d, err := scpreport.ParseHostFile(text)
		others = append(others, d)
		return err
	})
	rest, err := cli.Parse(flags, "-server URL [flags]", args, out)
	switch {
	case err != nil:
		return err
	case len(rest) > 0:
		return fmt.Errorf("unexpected argument %q", rest[0])
	case *server == "":
		return errors.New("no -server is given")
	}
	report, err := ask(options, access, *server, others)
	if err != nil {
		return err
	}
	return report.Write(out)
}

// ask reads the directories and answers.
func ask(o scpreport.Options, a access, server string, others []scpreport.HostFile) (scpreport.Report, error) {
	q, err := o.Load()
	if err != nil {
		return scpreport.Report{}, err
	}
	own, err := a.read("", server)
	if err != nil {
		return scpreport.Report{}, err
	}
	var read []scpreport.Directory
	for _, other := range others {
		d, err := a.read(other.Host, other.File)
		if err != nil {
			return scpreport.Report{}, err
		}
		read = append(read, d)
	}
	return scpreport.Answer(q, own, read), nil
}
