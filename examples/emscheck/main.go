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
)

const (
	exitAnswered = 0
	exitUnusable = 2
)

// mode is one question: a flag or more that choose it, and its answer.
type mode struct {
	chosen func() bool
	answer func(request) error
}

// request is what a mode needs besides its own flags.
type request struct {
	args []string // the command line without flags
	json bool
	out  io.Writer
}

// modesOf registers the flags of every mode. A mode stands in a file of its
// own.
func modesOf(flags *flag.FlagSet) []mode {
	premaster := premasterFlag(flags)
	return []mode{
		captureMode(flags, premaster),
		casesMode(flags),
		deriveMode(flags, premaster),
		stacksMode(flags),
		pairMode(flags),
		eventMode(flags),
	}
}

// noArguments is for modes that are told everything by flags. The argument is
// not shown: it may be a secret that has lost its flag.
func (r request) noArguments() error {
	if len(r.args) > 0 {
		return errors.New("command line: unexpected argument behind the flags")
	}
	return nil
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	err := answer(args, stdout)
	if err != nil {
		fmt.Fprintln(stderr, "emscheck:", err)
		return exitUnusable
	}
	return exitAnswered
}

func answer(args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("emscheck", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	asJSON := flags.Bool("json", false, "answer in JSON")
	modes := modesOf(flags)
	rest, err := parse(flags, args)
	if err != nil {
		if errors.Is(err, flag.ErrHelp) {
			flags.SetOutput(stdout)
			flags.PrintDefaults()
			return nil
		}
		return err
	}
	if err := emptySecret(flags); err != nil {
		return err
	}
	chosen, err := choose(modes)
	if err != nil {
		return err
	}
	return chosen.answer(request{rest, *asJSON, stdout})
}

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

// parse accepts flags before, between and after the other arguments, which it
// returns.
func parse(flags *flag.FlagSet, args []string) (rest []string, err error) {
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if flags.NArg() == 0 {
			return rest, nil
		}
		rest, args = append(rest, flags.Arg(0)), flags.Args()[1:]
	}
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
