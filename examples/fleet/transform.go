// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/stats"

	"github.com/schanneltrust/schannel/examples/internal/batch"
)

// Beam finds functions and types by name on its workers, so they are registered
// before anything runs.
func init() { //nolint:gochecknoinits // Beam's way
	register.DoFn4x0[context.Context, string, func(string), func(string)](&answerFn{})
	register.Function2x1(countLine)
	register.Emitter1[string]()
}

// Answer answers cases, one a line: to each a report, or a refusal, as one line
// of JSON, as command diagnose -batch gives it. A refusal holds no number of
// the line, for a pipeline knows none.
//
// The second output is what there is to count: of each case its release, and
// every code of its findings once; of each refusal its code.
func Answer(s beam.Scope, lines beam.PCollection) (reports, found beam.PCollection) {
	return beam.ParDo2(s.Scope("Answer"), &answerFn{}, lines)
}

// Count counts equal items of the second output of Answer, and gives each with
// its number as a [Counted] on a line.
func Count(s beam.Scope, found beam.PCollection) beam.PCollection {
	s = s.Scope("Count")
	return beam.ParDo(s, countLine, stats.Count(s, found))
}

// Counted is how many cases have something in common.
type Counted struct {
	By    string `json:"by"`    // "code" of a finding, "release" of the server, or "refused" for a code of a refusal
	Value string `json:"value"` // such as "server2008r2"
	Cases int    `json:"cases"`
}

// answerFn answers a line.
type answerFn struct{}

// ProcessElement is called for each line.
func (*answerFn) ProcessElement(_ context.Context, line string, report, found func(string)) {
	if strings.TrimSpace(line) == "" {
		return
	}
	text := batch.Line(0, []byte(line), nil, nil)
	report(string(bytes.TrimSuffix(text, []byte("\n"))))
	for _, item := range items(text) {
		found(item)
	}
}

// items is what there is to count in a line of the output, each once.
func items(text []byte) (all []string) {
	var r struct {
		Release  string `json:"release"`
		Findings []struct {
			Code string `json:"code"`
		} `json:"findings"`
		Error *batch.Fault `json:"error"`
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return nil // what was written here is JSON
	}
	if r.Error != nil {
		return []string{"refused\t" + r.Error.Code.String()}
	}
	all = append(all, "release\t"+r.Release)
	seen := map[string]bool{}
	for _, f := range r.Findings {
		if !seen[f.Code] {
			seen[f.Code] = true
			all = append(all, "code\t"+f.Code)
		}
	}
	return all
}

// countLine writes an item with its number.
func countLine(item string, cases int) string {
	by, value, _ := strings.Cut(item, "\t")
	text, err := json.Marshal(Counted{by, value, cases})
	if err != nil {
		return fmt.Sprintf("%q", err.Error()) // texts and a number cannot fail
	}
	return string(text)
}
