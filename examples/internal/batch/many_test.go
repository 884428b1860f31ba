// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package batch_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/batch"
	"github.com/schanneltrust/schannel/examples/internal/embedded"
)

var many = flag.Int("lines", 200, "how many lines TestMany answers")

// TestMany answers many mixed cases: every one is answered, and what is in
// memory does not depend on how many they are.
//
//	go test -run TestMany -v . -args -lines 100000
func TestMany(t *testing.T) {
	source := &mixed{lines: variants(t, 1000), left: *many}
	sink := &counter{}
	runtime.GC()
	debug.FreeOSMemory()
	var heap atomic.Uint64 // the largest that was seen
	stop := make(chan struct{})
	go func() {
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			heap.Store(max(heap.Load(), m.HeapInuse))
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	begin, used := time.Now(), processor()
	require.NoError(t, batch.Run(source, sink, nil, batch.Options{}))
	took, used := time.Since(begin), processor()-used
	close(stop)
	require.Equal(t, *many, sink.lines)
	require.Equal(t, (*many+badEach-1)/badEach, sink.refused, "every bad line is refused, and no other")
	t.Logf("%d lines, %d bytes in, %d bytes out, %.1f s: %.0f cases a second on %d processors; %.0f a second of processor time; heap at most %d MiB; peak resident %s",
		sink.lines, source.bytes, sink.bytes, took.Seconds(), float64(sink.lines)/took.Seconds(), runtime.GOMAXPROCS(0),
		float64(sink.lines)/used.Seconds(), heap.Load()>>20, resident())
	require.Less(t, heap.Load(), uint64(200<<20), "the heap in use, however many lines")
	require.LessOrEqual(t, sink.bytes, 4*source.bytes+1<<20*sink.lines, "the output")
}

// badEach is how often a line is no case.
const badEach = 50

// variants is the embedded cases, over and over, with other facts each time.
func variants(t *testing.T, n int) (lines [][]byte) {
	t.Helper()
	names := embedded.Names()
	for i := range n {
		if i%badEach == 0 {
			lines = append(lines, []byte(`{"format": "schannel-case/1", "trustlist": {"host": {"release": "server 2008"}}}`+"\n"))
			continue
		}
		c, err := embedded.Case(names[i%len(names)])
		require.NoError(t, err)
		c.Name = fmt.Sprintf("%s-%d", c.Name, i)
		if !c.At.IsZero() {
			c.At = c.At.AddDate(0, 0, i%700-350)
		}
		if l := c.Trustlist; l != nil {
			l.Host.Release = []schannel.Release{schannel.Server2008R2, schannel.Server2012R2, schannel.Server2019}[i%3]
			if l.Synthetic != nil {
				l.Synthetic.Names, l.Synthetic.Bytes, l.Synthetic.Seed = 100+i%300, (100+i%300)*120, uint64(i)
			}
		}
		if e := c.EMS; e != nil {
			e.Attempts, e.Failures = 1000+i, i%50
		}
		text, err := json.Marshal(c)
		require.NoError(t, err)
		lines = append(lines, append(text, '\n'))
	}
	return lines
}

// mixed reads lines round and round.
type mixed struct {
	lines             [][]byte
	next, left, bytes int
	rest              []byte
}

func (m *mixed) Read(p []byte) (int, error) {
	if len(m.rest) == 0 {
		if m.left == 0 {
			return 0, io.EOF
		}
		m.rest = m.lines[m.next%len(m.lines)]
		m.next, m.left, m.bytes = m.next+1, m.left-1, m.bytes+len(m.rest)
	}
	n := copy(p, m.rest)
	m.rest = m.rest[n:]
	return n, nil
}

// counter counts what is written, line by line.
type counter struct{ lines, refused, bytes int }

func (c *counter) Write(p []byte) (int, error) {
	c.bytes += len(p)
	c.lines += bytes.Count(p, []byte("\n"))
	c.refused += bytes.Count(p, []byte(`{"format":"schannel-report/1","error":{"line":`))
	return len(p), nil
}

// processor is the time that processors spent on this process, where Linux
// tells: fields 14 and 15 of its file stat, in hundredths of a second.
func processor() time.Duration {
	text, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	user, _ := strconv.Atoi(string(fields[11]))
	system, _ := strconv.Atoi(string(fields[12]))
	return time.Duration(user+system) * 10 * time.Millisecond
}

// resident is the peak resident memory of this process, where Linux tells.
func resident() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "not known"
	}
	match := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status)
	if match == nil {
		return "not known"
	}
	kilobytes, _ := strconv.Atoi(string(match[1]))
	return fmt.Sprintf("%d MiB", kilobytes>>10)
}
