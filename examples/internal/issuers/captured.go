// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package issuers

import (
	"io"

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
	err = answer(o, in, out)
	return err == nil, err
}
