// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command pcapcheck says what happened in the TLS connections of packet
// captures: for each one, what emscheck -capture and issuerlist -capture tell,
// and which earlier connection's session it resumed.
//
// It reads pcap and pcapng, puts fragments of IP, TCP streams and DTLS flows
// together, and finds TLS behind dialogues in clear. Bytes and fragments that
// are missing are told. It is a module of its own, so that what imports
// the library never sees what reads packets.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/emsreport"
)

func main() {
	var progress io.Writer
	if cli.IsTerminal(os.Stderr) {
		progress = os.Stderr
	}
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, progress))
}

// run answers a command line. Progress, if it is not nil, is a terminal.
func run(args []string, stdout, stderr, progress io.Writer) int {
	return cli.Run("pcapcheck", args, stdout, stderr, func(args []string, out io.Writer) error {
		return answer(args, out, stderr, progress)
	})
}

func answer(args []string, out, stderr, progress io.Writer) error {
	flags := flag.NewFlagSet("pcapcheck", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "answer in JSON, one line a connection")
	keyLogFile := flags.String("keylog", "", "a key log `file`; say whether it has a connection and, where it tells the premaster secret too, how the master secret was derived")
	product := flags.String("release", "", "also tell what this `release` of Windows Server would have sent of each list of issuers, such as server2019")
	files, err := cli.Parse(flags, "[flags] FILE…", args, out)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return errors.New("no FILE named")
	}
	var release schannel.Release
	if *product != "" {
		if err := release.UnmarshalText([]byte(*product)); err != nil {
			return fmt.Errorf("-release: %w", err)
		}
	}
	var keyLog []byte
	if *keyLogFile != "" {
		if keyLog, err = cli.ReadFile(*keyLogFile); err != nil {
			return err
		}
	}
	streams, size, err := readFiles(files, stderr, progress)
	if err != nil {
		return err
	}
	lines, err := emsreport.AboutStreams(streams, release, keyLog)
	if err != nil {
		return err
	}
	if len(lines) == 0 && !*asJSON {
		fmt.Fprintln(out, "no connection with TLS in these files")
	}
	left, err := writeLines(out, lines, *asJSON, size)
	if left > 0 {
		fmt.Fprintf(stderr, "pcapcheck: %d more connections are not told: the answer would be more than %d times as long as the files\n", left, maxGrowth)
	}
	return err
}

// An answer is at most maxGrowth times as long as the files, and a megabyte: the
// connections of a file that holds nearly nothing of each are told as far as
// that goes.
const (
	maxGrowth = 4
	allowance = 1 << 20
)

// writeLines writes the lines for files of that size, and returns how many are left.
func writeLines(out io.Writer, lines []*emsreport.Line, asJSON bool, size int64) (left int, err error) {
	var b bytes.Buffer
	room := maxGrowth*size + allowance
	for i, line := range lines {
		b.Reset()
		if asJSON {
			err = line.WriteJSON(&b)
		} else {
			if i > 0 {
				b.WriteByte('\n')
			}
			err = line.WriteText(cli.TextWriter(&b))
		}
		if room -= int64(b.Len()); room < 0 {
			return len(lines) - i, nil
		}
		if err == nil {
			_, err = b.WriteTo(out)
		}
		if err != nil {
			return 0, err
		}
	}
	return 0, nil
}

// readFiles reads the connections of all files, in their order, and says how
// many bytes the files have. A file that ends early gives the connections up to
// its end, and a line on stderr.
func readFiles(files []string, stderr, progress io.Writer) (streams []emsreport.Stream, size int64, err error) {
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			return nil, 0, err
		}
		counted := &counter{Reader: file}
		packets, err := readPackets(counted, meter(name, progress))
		_ = file.Close() // it was only read
		if err != nil {
			return nil, 0, fmt.Errorf("%s: %w", name, err)
		}
		size += counted.n
		if packets.cut != nil {
			fmt.Fprintf(stderr, "pcapcheck: %s: the rest is not read: %s\n", cli.Printable(name), cli.Printable(packets.cut.Error()))
		}
		if left := packets.fragments.left(); left > 0 {
			fmt.Fprintf(stderr, "pcapcheck: %s: %d fragments of IP make no whole packet\n", cli.Printable(name), left)
		}
		streams = append(streams, packets.streams(name)...)
	}
	return streams, size, nil
}

// counter counts what is read.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(b []byte) (n int, err error) {
	n, err = c.Reader.Read(b)
	c.n += int64(n)
	return n, err
}

// meter returns what shows on a terminal how far the reading of a file is.
func meter(name string, progress io.Writer) func(packets int, done bool) {
	const every = 50_000
	return func(packets int, done bool) {
		switch {
		case progress == nil || packets < every:
		case done:
			fmt.Fprint(progress, "\r\x1b[K")
		case packets%every == 0:
			fmt.Fprintf(progress, "\r%s: %d packets", cli.Printable(name), packets)
		}
	}
}
