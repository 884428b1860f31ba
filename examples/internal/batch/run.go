// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package batch

import (
	"bufio"
	"io"
	"io/fs"
	"os"
	"runtime"
)

// Bounds of what is kept in memory.
const (
	MaxLine   = 16 << 20 // of a line, in bytes
	maxWaits  = 32 << 20 // of the lines that are worked on, or whose answers wait, in bytes
	perWorker = 4        // such lines for each worker
)

// Options are what is set beside the lines.
type Options struct {
	Dir  string // the folder of the files that cases name; empty: names are refused
	Read Read   // how they are read
}

// Run reads cases from in and writes their reports to out. Reports on the way
// go to progress, if that is a terminal.
//
// Lines that are no cases are answered, and are no error: Run fails if the
// folder cannot be opened, if in cannot be read further (after everything
// before is answered), or if out takes no more. In the last case it does not
// wait for a read of in that is under way.
func Run(in io.Reader, out, progress io.Writer, o Options) error {
	var folder fs.FS
	if o.Dir != "" {
		root, err := os.OpenRoot(o.Dir)
		if err != nil {
			return err
		}
		defer root.Close()
		folder = root.FS()
	}
	answer := func(l line) []byte {
		if l.long {
			return tooLong(l.number)
		}
		return Line(l.number, l.text, folder, o.Read)
	}
	return run(in, out, newMeter(progress), runtime.GOMAXPROCS(0), answer)
}

// run sends each line to one of the workers, and the place where its answer
// will be to the writer, in the order of the lines.
func run(in io.Reader, out io.Writer, m *meter, workers int, answer func(line) []byte) error {
	stop := make(chan struct{})
	defer close(stop)
	jobs := make(chan job)
	order := make(chan job, perWorker*workers)
	room := newRoom(maxWaits)
	defer room.close()
	var failed error // of in; read when order is closed
	go func() {
		defer close(order)
		defer close(jobs)
		failed = feed(in, room, jobs, order, stop)
	}()
	for range workers {
		go func() {
			for j := range jobs {
				j.answer <- answer(j.line)
			}
		}()
	}
	if err := write(out, order, room, m); err != nil {
		return err
	}
	return failed
}

// job is a line and where its answer goes.
type job struct {
	line   line
	answer chan []byte // holds one
}

// feed reads lines until the end, or until it is told to stop.
func feed(in io.Reader, room *room, jobs, order chan<- job, stop <-chan struct{}) error {
	lines := newLines(in)
	for {
		l, err := lines.next()
		if err == io.EOF { //nolint:errorlint // as io.Reader has it
			return nil
		}
		if err != nil {
			return err
		}
		if !room.take(len(l.text)) {
			return nil
		}
		j := job{l, make(chan []byte, 1)}
		for _, to := range [...]chan<- job{order, jobs} {
			select {
			case to <- j:
			case <-stop:
				return nil
			}
		}
	}
}

// write writes the answers in their order.
func write(out io.Writer, order <-chan job, room *room, m *meter) error {
	w := bufio.NewWriterSize(out, 1<<16)
	defer m.end()
	for j := range order {
		if _, err := w.Write(<-j.answer); err != nil {
			return err
		}
		room.give(len(j.line.text))
		m.done(j.line.number)
		if len(order) > 0 {
			continue
		}
		if err := w.Flush(); err != nil { // whoever waits for an answer before the next question gets it
			return err
		}
	}
	return w.Flush()
}
