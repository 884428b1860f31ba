// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command mutate makes small faults in a package, one at a time, and prints those
// that no test of the package notices:
//
//	go run ./internal/mutate -skip 'Growth|Live|Alloc' ./winreg
//
// All mutants are compiled into one test program, each behind a number, so that a
// run costs as much as the tests alone. The tree is left as it is: the changed
// files are an overlay of the compiler. First go the tests that are fast, then,
// for a mutant that lives, all. Tests that start programs, measure allocations or
// growth belong to -skip, since a mutant's numbers change both.
//
// A mutant that takes more than twenty times the processor time of the tests, and
// more than three seconds, is killed by time; so is one that takes ten times as long
// by the clock, and more than ten seconds.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	skip := flag.String("skip", "", "the tests to leave out, a regular expression as for go test")
	only := flag.String("files", "", "the files to mutate, such as find.go,key.go; all without it")
	most := flag.Int("most", 0, "how many mutants to run at most, evenly chosen; 0 is all")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "mutate: one folder of a package, such as ./winreg")
		os.Exit(2)
	}
	if err := run(os.Stdout, flag.Arg(0), *skip, *only, *most); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

// run prints a line for each mutant that is not killed by a failing test, then the
// counts.
func run(w io.Writer, dir, skip, only string, most int) error {
	work, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	source, err := load(dir)
	if err != nil {
		return err
	}
	mutants, files := source.mutate(func(path string) bool {
		name := filepath.Base(path)
		return !strings.HasSuffix(name, "_gen.go") && (only == "" || slices.Contains(strings.Split(only, ","), name))
	})
	tests, err := build(source, files, work, skip)
	if err != nil {
		return err
	}
	all := len(mutants)
	mutants = sample(mutants, most)
	counts := map[verdict]int{}
	for _, m := range mutants {
		v := tests.judge(m.number)
		counts[v]++
		if v != killed {
			fmt.Fprintln(w, v, m)
		}
	}
	_, err = fmt.Fprintf(w, "run %d of %d: %d killed, %d killed by time, %d lived\n",
		len(mutants), all, counts[killed], counts[outOfTime], counts[lived])
	return err
}

// sample takes so many of all, as far apart as can be; all for 0.
func sample(all []mutant, most int) []mutant {
	if most == 0 || most >= len(all) {
		return all
	}
	some := make([]mutant, most)
	for i := range some {
		some[i] = all[i*len(all)/most]
	}
	return some
}
