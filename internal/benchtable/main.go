// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command benchtable measures the operations of this module, each beside its
// bound in the same run, and prints docs/benchmarks.md.
//
//	go run ./internal/benchtable > docs/benchmarks.md
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"time"
)

func main() {
	// Many short runs, of which the fastest counts: on a machine that does other
	// things too, a long one is never left alone.
	benchtime := flag.Duration("benchtime", 30*time.Millisecond, "how long each benchmark runs")
	count := flag.Int("count", 15, "how often each is run; the fastest run counts")
	only := flag.String("package", "", "the one package to measure, such as trustlist")
	flag.Parse()
	var all results
	for _, pkg := range packages() {
		if *only != "" && pkg != *only {
			continue
		}
		fmt.Fprintln(os.Stderr, "benchtable:", pkg)
		cmd := exec.Command("go", "test", "-run", "^$", "-bench", pattern(pkg), "-benchmem",
			"-benchtime", benchtime.String(), "-count", strconv.Itoa(*count), "./"+pkg)
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			os.Stderr.Write(out)
			fmt.Fprintln(os.Stderr, "benchtable:", err)
			os.Exit(1)
		}
		all.add(pkg, string(out))
	}
	fmt.Print(all.page(runtime.Version(), benchtime.String(), *count))
}
