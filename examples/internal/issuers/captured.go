// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package issuers

import (
	"io"

	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/trustlist/certreq"
)

// AnswerCaptured answers as Answer does with Capture, about bytes that a server
// sent and that a program has in memory. It is false if they have no list.
func AnswerCaptured(o Options, source string, sent []byte, out io.Writer) (ok bool, err error) {
	o.Capture = true
	flight, defects := certreq.ParseFlightLenient(sent, 0)
	if flight.Request.Authorities == nil {
		return false, nil
	}
	in := input{source: source, list: flight.Request.Authorities, flight: flight}
	in.note(source, defects)
	r, err := analyze(o, &in)
	if err != nil {
		return false, err
	}
	if o.JSON {
		return true, writeJSON(out, o, in, r)
	}
	writeText(cli.TextWriter(out), o, in, r)
	return true, nil
}
