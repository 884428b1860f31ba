// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// verdict is what the tests said of a mutant.
type verdict string

const (
	killed    verdict = "KILLED"
	outOfTime verdict = "KILLED BY TIME"
	lived     verdict = "LIVED"
)

// fast is how long a test may take that runs in the first round.
const fast = 200 * time.Millisecond

// tests is the compiled test program of a mutated package.
type tests struct {
	dir, program string
	skip         string        // no round runs these
	slow         string        // nor does the first run these
	limit        time.Duration // of processor time
	clock        time.Duration // for what only waits
}

// build compiles the tests with all mutants in, and runs them with none.
func build(s *source, files map[string]string, work, skip string) (*tests, error) {
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	files[filepath.Join(s.dir, "mutant_helpers.go")] = fmt.Sprintf(helpers, s.name)
	for path, text := range files {
		mutated := filepath.Join(work, filepath.Base(path))
		if err := os.WriteFile(mutated, []byte(text), 0o600); err != nil {
			return nil, err
		}
		overlay.Replace[path] = mutated
	}
	data, err := json.Marshal(overlay)
	if err != nil {
		return nil, err
	}
	config := filepath.Join(work, "overlay.json")
	if err := os.WriteFile(config, data, 0o600); err != nil {
		return nil, err
	}
	t := &tests{dir: s.dir, program: filepath.Join(work, "mutants.test"), skip: skip, slow: skip}
	cmd := exec.Command("go", "test", "-c", "-vet=off", "-overlay", config, "-o", t.program, ".")
	cmd.Dir = s.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("the mutants do not compile: %w\n%s", err, out)
	}
	return t, t.baseline()
}

// baseline runs the tests without a mutant, which must pass, to know which are
// slow and how long a mutant may take.
func (t *tests) baseline() error {
	t.limit, t.clock = 10*time.Minute, 10*time.Minute
	begun := time.Now()
	v, out, used := t.run(0, t.skip)
	if v != lived {
		return fmt.Errorf("without a mutant the tests fail:\n%s", out)
	}
	t.limit, t.clock = max(20*used, 3*time.Second), max(10*time.Since(begun), 10*time.Second)
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var name string
		var seconds float64
		if n, _ := fmt.Sscanf(lines.Text(), "--- PASS: %s (%fs)", &name, &seconds); n == 2 && seconds > fast.Seconds() {
			t.slow += "|^" + name + "$"
		}
	}
	t.slow = strings.TrimPrefix(t.slow, "|")
	return nil
}

// judge runs the fast tests, then, if they pass, all.
func (t *tests) judge(number int) verdict {
	v, _, _ := t.run(number, t.slow)
	if v == lived && t.slow != t.skip {
		v, _, _ = t.run(number, t.skip)
	}
	return v
}

// run gives the tests a limit of processor time, so that what else the machine
// does kills nobody, and one by the clock.
func (t *tests) run(number int, skip string) (verdict, []byte, time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), t.clock)
	defer cancel()
	seconds := strconv.Itoa(int(t.limit.Seconds() + 1))
	cmd := exec.CommandContext(ctx, "sh", "-c", `ulimit -t "$1"; shift; exec "$@"`, "sh", seconds,
		t.program, "-test.failfast", "-test.v", "-test.parallel=1", "-test.skip="+skip)
	cmd.Dir = t.dir
	cmd.Env = append(os.Environ(), "MUTANT="+strconv.Itoa(number), "GOMAXPROCS=1", "GOMEMLIMIT=1500MiB")
	out, err := cmd.CombinedOutput()
	used := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	switch {
	case err == nil:
		return lived, out, used
	case ctx.Err() != nil || used >= t.limit:
		return outOfTime, out, used
	}
	return killed, out, used
}
