// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command fleet answers the cases of many machines as a data-flow pipeline on
// Apache Beam: JSON lines of cases in, a report a line out, and how many cases
// have which finding. Built with the tag cluster it can be started on Flink,
// Spark or Dataflow as well: see README.md.
//
//	go run . -input 'cases-*.jsonl' -output reports.jsonl -counts counts.jsonl
//	go run . -output reports.jsonl <cases.jsonl
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/direct" //nolint:staticcheck // it is deprecated for prism, which listens on every address of the machine
)

// options are the files of a run.
type options struct{ input, output, counts string }

func main() {
	var o options
	flag.StringVar(&o.input, "input", "", "files with a case a line, as a `pattern`; none: standard input, for the direct runner alone")
	flag.StringVar(&o.output, "output", "", "`file` for the reports, one a line, in no order")
	flag.StringVar(&o.counts, "counts", "", "`file` for the counts, one a line, in no order; none: they are not kept")
	flag.Parse()
	beam.Init() // on a worker this does the work, and does not return
	runner := *runners.Runner
	if runner == "" {
		runner = "direct"
	}
	if err := run(context.Background(), o, runner, os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "fleet:", err)
		os.Exit(2)
	}
}

func run(ctx context.Context, o options, runner string, stdin io.Reader) error {
	if o.output == "" {
		return errors.New("-output is missing")
	}
	pipeline, scope := beam.NewPipelineWithRoot()
	cases, err := source(scope, o.input, runner, stdin)
	if err != nil {
		return err
	}
	reports, found := Answer(scope, cases)
	textio.Write(scope, o.output, reports)
	if o.counts != "" {
		textio.Write(scope, o.counts, Count(scope, found))
	}
	_, err = beam.Run(ctx, runner, pipeline)
	return err
}

// maxStdin is how much is taken from standard input, which is kept in memory.
const maxStdin = 64 << 20

// source is the lines of the input.
func source(s beam.Scope, input, runner string, stdin io.Reader) (beam.PCollection, error) {
	if input != "" {
		return textio.Read(s, input), nil
	}
	if runner != "direct" {
		return beam.PCollection{}, fmt.Errorf("-input is missing: runner %s does not see standard input", runner)
	}
	text, err := io.ReadAll(io.LimitReader(stdin, maxStdin+1))
	if err == nil && len(text) > maxStdin {
		err = fmt.Errorf("longer than %d bytes; give -input", maxStdin)
	}
	if err != nil {
		return beam.PCollection{}, fmt.Errorf("standard input: %w", err)
	}
	return beam.CreateList(s, strings.Split(string(text), "\n")), nil
}
