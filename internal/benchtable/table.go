// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// figures is what one run of a benchmark printed.
type figures struct {
	size   int // of the sub-benchmark n=…; 0: there is none
	ns     float64
	bytes  int
	allocs int
}

// results holds, for each benchmark by package and name, the fastest run of each
// size in the order in which sizes came.
type results struct {
	cpu string
	of  map[string][]figures
}

// add takes the output of go test -bench.
func (r *results) add(pkg, output string) {
	if r.of == nil {
		r.of = map[string][]figures{}
	}
	for line := range strings.Lines(output) {
		if cpu, found := strings.CutPrefix(line, "cpu: "); found {
			r.cpu = strings.TrimSpace(cpu)
		}
		if name, f, ok := parse(line); ok {
			r.keep(pkg+"."+name, f)
		}
	}
}

// keep adds a run, or puts it in the place of a slower one.
func (r *results) keep(key string, f figures) {
	for i := range r.of[key] {
		if known := &r.of[key][i]; known.size == f.size {
			if f.ns < known.ns {
				*known = f
			}
			return
		}
	}
	r.of[key] = append(r.of[key], f)
}

// parse reads a line such as
// "BenchmarkGrowDiff/n=100-2  940  104267 ns/op  16232 B/op  103 allocs/op".
func parse(line string) (name string, f figures, ok bool) {
	fields := strings.Fields(line)
	if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
		return "", figures{}, false
	}
	name = strings.TrimPrefix(fields[0], "Benchmark")
	if i := strings.LastIndexByte(name, '-'); i > 0 {
		name = name[:i] // the number of processors
	}
	name, size, _ := strings.Cut(name, "/n=")
	f.size, _ = strconv.Atoi(size)
	for i := 2; i+1 < len(fields); i += 2 {
		value, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			return "", figures{}, false
		}
		switch fields[i+1] {
		case "ns/op":
			f.ns = value
		case "B/op":
			f.bytes = int(value)
		case "allocs/op":
			f.allocs = int(value)
		}
	}
	return name, f, f.ns > 0
}

const intro = `<!-- Written by go run ./internal/benchtable > docs/benchmarks.md -->

# Benchmarks

` + "```" + `
go run ./internal/benchtable > docs/benchmarks.md
` + "```" + `

Each operation stands beside a bound, measured in the same run of the same test
program: the least that anybody has to do for it, by hand or with the standard
library. The bound does less: it checks nothing, explains nothing, and refuses
nothing. The ratio is what reasons, checks and sources cost; below 1 the
operation is faster than the usual way.

Compare ratios, not times: times are those of one machine on one day. **Growth** is
the exponent of time and of memory from the size above to this one: 1 is linear, 2
quadratic. That of memory does not depend on what else the machine does.
`

// page writes the document.
func (r *results) page(version, benchtime string, count int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\nMeasured with %s on %s: the fastest of %d runs of %s.\n", intro, version, r.cpu, count, benchtime)
	pkg := ""
	for _, o := range operations {
		ours, bound := r.of[o.pkg+"."+o.ours], r.of[o.pkg+"."+o.bound]
		if len(ours) == 0 {
			continue
		}
		if o.pkg != pkg {
			pkg = o.pkg
			fmt.Fprintf(&b, "\n## %s\n", pkg)
		}
		fmt.Fprintf(&b, "\nTo %s. The bound %s.\n\n", o.title, o.what)
		b.WriteString("| n | ns/op | B/op | allocs/op | bound ns/op | ratio | growth: time | memory |\n|---:|---:|---:|---:|---:|---:|---:|---:|\n")
		for i, f := range ours {
			fmt.Fprintf(&b, "| %s | %s | %d | %d | %s |\n", size(f), number(f.ns), f.bytes, f.allocs, beside(ours, bound, i))
		}
	}
	return b.String()
}

// beside is the columns that compare row i: with its bound, and with the row
// above.
func beside(ours, bound []figures, i int) string {
	columns := []string{"", "", "", ""}
	for _, f := range bound {
		if f.size == ours[i].size {
			columns[0], columns[1] = number(f.ns), ratio(ours[i].ns/f.ns)
		}
	}
	if i > 0 {
		more := float64(ours[i].size) / float64(ours[i-1].size)
		columns[2] = growth(ours[i].ns/ours[i-1].ns, more)
		if ours[i-1].bytes > 0 {
			columns[3] = growth(float64(ours[i].bytes)/float64(ours[i-1].bytes), more)
		}
	}
	return strings.Join(columns, " | ")
}

// growth is the exponent by which a cost grew when the input did.
func growth(cost, input float64) string { return fmt.Sprintf("%.2f", math.Log(cost)/math.Log(input)) }

func ratio(r float64) string {
	if r >= 100 {
		return fmt.Sprintf("%.0f", r)
	}
	return fmt.Sprintf("%.3g", r)
}

func size(f figures) string {
	if f.size == 0 {
		return ""
	}
	return strconv.Itoa(f.size)
}

func number(ns float64) string {
	if ns < 100 {
		return fmt.Sprintf("%.1f", ns)
	}
	return fmt.Sprintf("%.0f", ns)
}
