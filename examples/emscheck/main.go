// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command emscheck answers questions about the extended master secret of TLS
// with the packages below ems.
//
// Each question is a mode with a flag of its own, see emscheck -h. With -json
// the answer is JSON. The command exits with 0 if it could answer, and with 2
// and one line on standard error if its input is unusable.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/emsreport"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	return cli.Run("emscheck", args, stdout, stderr, answer)
}

// mode is one question: a flag or more that choose it, and its answer to the
// command line without flags.
type mode struct {
	chosen func() bool
	answer func(args []string) (emsreport.Answer, error)
}

func answer(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("emscheck", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "answer in JSON")
	premaster := flags.String(premasterName, "", "with -derive or -capture: the premaster secret in hexadecimal")
	modes := []mode{
		captureMode(flags, premaster), casesMode(flags), deriveMode(flags, premaster),
		stacksMode(flags), productsMode(flags), pairMode(flags), eventMode(flags),
	}
	rest, err := cli.Parse(flags, "[flags] [-capture FILE | -capture CLIENT SERVER [CLIENT SERVER]]", args, out)
	if err != nil {
		return err
	}
	if err := emptySecret(flags); err != nil {
		return err
	}
	chosen, err := choose(modes)
	if err != nil {
		return err
	}
	a, err := chosen.answer(rest)
	switch {
	case err != nil:
		return err
	case *asJSON:
		return a.WriteJSON(out)
	}
	return a.WriteText(cli.TextWriter(out))
}

func choose(modes []mode) (mode, error) {
	var chosen []mode
	for _, m := range modes {
		if m.chosen() {
			chosen = append(chosen, m)
		}
	}
	if len(chosen) != 1 {
		return mode{}, fmt.Errorf("flags: %d questions asked, want one; -h lists them", len(chosen))
	}
	return chosen[0], nil
}

// byFlags is the answer of a mode that is told everything by flags. An argument
// is not shown: it may be a secret that has lost its flag.
func byFlags[A emsreport.Answer](ask func() (A, error)) func([]string) (emsreport.Answer, error) {
	return func(args []string) (emsreport.Answer, error) {
		if len(args) > 0 {
			return nil, errors.New("command line: unexpected argument behind the flags")
		}
		a, err := ask()
		if err != nil {
			return nil, err
		}
		return a, nil
	}
}

const premasterName = "pms"

// emptySecret refuses -pms= with a blank behind it: the secret would be taken
// for a file or an argument, and stand in an error.
func emptySecret(flags *flag.FlagSet) (err error) {
	flags.Visit(func(f *flag.Flag) {
		if f.Name == premasterName && f.Value.String() == "" {
			err = fmt.Errorf("-%s: no value; it follows the sign = without a blank", premasterName)
		}
	})
	return err
}

func captureMode(flags *flag.FlagSet, premaster *string) mode {
	chosen := flags.Bool("capture", false, "say what happened in a captured handshake; arguments: FILE, or CLIENT SERVER: what each direction sent, as raw bytes, as text of them, or as a log; or CLIENT1 SERVER1 CLIENT2 SERVER2: two connections")
	session := flags.String("session", "none", "with -capture: the session that was resumed had an extended master secret (ems) or not (legacy), if that is known")
	keyLog := flags.String("keylog", "", "with -capture and -pms: a key log `file`; say which derivation gave its master secret")
	return mode{
		chosen: func() bool { return *chosen },
		answer: func(args []string) (emsreport.Answer, error) {
			if len(args) != 1 && len(args) != 2 && len(args) != 4 {
				return nil, fmt.Errorf("-capture: %d files named, want one, two (CLIENT SERVER) or four (two connections)", len(args))
			}
			secret, err := captureSecret(*premaster, *keyLog)
			if err != nil {
				return nil, err
			}
			return readCapture(args, *session, secret, *keyLog)
		},
	}
}

// captureSecret reads the premaster secret before a file is opened, whose name
// an error would show: it may be the secret in the wrong place.
func captureSecret(premaster, keyLog string) ([]byte, error) {
	switch {
	case premaster != "" && keyLog == "":
		return nil, errors.New("-capture: -pms needs -keylog, the master secret to compare with")
	case keyLog == "":
		return nil, nil
	}
	return emsreport.Hex("-pms", premaster)
}

func readCapture(names []string, sessionName string, secret []byte, keyLogFile string) (emsreport.Answer, error) {
	var session ems.Session
	if err := session.UnmarshalText([]byte(sessionName)); err != nil {
		return nil, fmt.Errorf("-session: %w", err)
	}
	files, err := readFiles(names)
	if err != nil {
		return nil, err
	}
	if len(files) == 4 {
		return readConnections(names, files, session, keyLogFile)
	}
	a, err := emsreport.ReadCapture(files, session)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(names, " and "), err)
	}
	if keyLogFile == "" {
		return a, nil
	}
	keyLog, err := cli.ReadFile(keyLogFile)
	if err != nil {
		return nil, err
	}
	if err := a.AddDerivation(secret, keyLog); err != nil {
		return nil, fmt.Errorf("%s: %w", keyLogFile, err)
	}
	return a, nil
}

func readConnections(names []string, files [][]byte, session ems.Session, keyLogFile string) (emsreport.Answer, error) {
	if keyLogFile != "" {
		return nil, errors.New("-keylog: it goes with one connection")
	}
	c, err := emsreport.ReadConnections(files[:2], files[2:], session)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(names, ", "), err)
	}
	return c, nil
}

func readFiles(names []string) ([][]byte, error) {
	var files [][]byte
	for _, name := range names {
		file, err := cli.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

func casesMode(flags *flag.FlagSet) mode {
	chosen := flags.Bool("cases", false, "print every case of the oracle for RFC 7627 with its hellos in hexadecimal, one JSON object a line")
	ask := func() (emsreport.Cases, error) { return emsreport.Cases{}, nil }
	return mode{func() bool { return *chosen }, byFlags(ask)}
}

// deriveMode prints an extended master secret: that is what it is for.
func deriveMode(flags *flag.FlagSet, premaster *string) mode {
	chosen := flags.Bool("derive", false, "print the extended master secret for -hash, -pms and -session-hash, as hexadecimal alone on a line")
	hash := flags.String("hash", "sha256", "with -derive: sha256, sha384, sha512 or md5sha1 (TLS 1.0 and 1.1)")
	sessionHash := flags.String("session-hash", "", "with -derive: the session hash in hexadecimal")
	ask := func() (emsreport.Derived, error) { return emsreport.Derive(*hash, *premaster, *sessionHash) }
	return mode{func() bool { return *chosen }, byFlags(ask)}
}

// stacksMode lists the stacks that can be named to -client and -server.
func stacksMode(flags *flag.FlagSet) mode {
	chosen := flags.Bool("stacks", false, "list the stacks that -client and -server know")
	ask := func() (emsreport.Stacks, error) { return emsreport.Stacks{}, nil }
	return mode{func() bool { return *chosen }, byFlags(ask)}
}

// productsMode lists the releases that can be named to -windows.
func productsMode(flags *flag.FlagSet) mode {
	chosen := flags.Bool("products", false, "list the Windows releases that -windows knows; each may be written as Microsoft prints it")
	ask := func() (emsreport.Products, error) { return emsreport.Products{}, nil }
	return mode{func() bool { return *chosen }, byFlags(ask)}
}

// pairMode predicts what two stacks make of each other in every course.
func pairMode(flags *flag.FlagSet) mode {
	var f emsreport.PairFlags
	flags.StringVar(&f.Client, "client", "", "predict what this `stack` does as a client with -server")
	flags.StringVar(&f.Server, "server", "", "predict what this `stack` does as a server with -client")
	flags.StringVar(&f.Node, "node", "", "with -client and -server: another `stack` in the server's farm")
	flags.StringVar(&f.Version, "version", "TLS 1.2", "with -client and -server: the protocol `version`")
	flags.StringVar(&f.Device, "device", "", "with -client and -server: what a device between them does: it `hides` the extension, rewrites another part of the hello, or terminates TLS itself")
	flags.StringVar(&f.Box, "box", "", "with -device terminates: the `stack` of the device")
	ask := func() (emsreport.Pair, error) { return emsreport.ReadPair(f) }
	return mode{func() bool { return f.Client != "" || f.Server != "" }, byFlags(ask)}
}

// eventMode explains what a Windows computer logged when a connection failed.
func eventMode(flags *flag.FlagSet) mode {
	var f emsreport.Failure
	for _, seen := range [...]struct{ name, usage string }{
		{"event", "explain this event of source Schannel: `36887` (alert received), 36888 (alert generated) or 36874; may be repeated"},
		{"alert", "the alert of the event before it, by `number` or name; may be repeated"},
		{"sspi", "explain this error `code` of SSPI, such as 0x8009030f, or its name; may be repeated"},
		{"text", "explain this `text` of an event or error message; may be repeated"},
	} {
		flags.Func(seen.name, seen.usage, func(text string) error {
			f.Seen = append(f.Seen, emsreport.Seen{Flag: "-" + seen.name, Text: text})
			return nil
		})
	}
	flags.Func("events", "explain the events in this `file`, XML of the event log or text; may be repeated", func(name string) error {
		input, err := cli.ReadFile(name)
		f.Seen = append(f.Seen, emsreport.Seen{Flag: "-events", Text: name, Input: input})
		return err
	})
	flags.StringVar(&f.Side, "side", "", "with the above: the `side` that logged it, client or server")
	flags.StringVar(&f.Product, "windows", "", "with the above: the Windows `release` that logged it, such as \"Windows Server 2016\"")
	flags.StringVar(&f.Updates, "kb", "", "with -windows: installed `updates`, such as KB4519998,KB4540670")
	flags.StringVar(&f.Build, "build", "", "with -windows: its `build`, such as 14393.3274")
	flags.StringVar(&f.Updated, "updated", "", "with -windows: the release `day` of its newest update, such as 2020-03-10")
	flags.StringVar(&f.Peer, "peer", "", "with the above: what the other end does with the extension: none, negotiates or enforces")
	flags.StringVar(&f.Suite, "suite", "", "with the above: the negotiated cipher suite by `name`")
	flags.IntVar(&f.Attempts, "attempts", 0, "with the above: `how many` connections were tried")
	flags.IntVar(&f.Failures, "failures", 0, "with the above: `how many` of them failed")
	flags.BoolFunc("resuming", "with the above: the handshakes that fail offer a session; -resuming=false: they offer none", func(text string) error {
		offers, err := strconv.ParseBool(text)
		f.Resuming = schannel.No
		if offers {
			f.Resuming = schannel.Yes
		}
		return err
	})
	flags.BoolVar(&f.FTP, "ftp", false, "with the above: the connections that fail carry FTP data")
	return mode{func() bool { return f.Asked() }, byFlags(func() (emsreport.Explained, error) { return emsreport.Explain(f) })}
}
