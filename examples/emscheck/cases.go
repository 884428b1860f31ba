// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"encoding/json"
	"flag"

	"github.com/schanneltrust/schannel/ems"
)

// casesMode prints every case of the oracle, one JSON object a line.
func casesMode(flags *flag.FlagSet) mode {
	chosen := flags.Bool("cases", false, "print every case of the oracle for RFC 7627, one JSON object a line")
	return mode{
		chosen: func() bool { return *chosen },
		answer: func(r request) error {
			if err := r.noArguments(); err != nil {
				return err
			}
			encoder := json.NewEncoder(r.out)
			for c := range ems.Cases() {
				if err := encoder.Encode(c); err != nil {
					return err
				}
			}
			return nil
		},
	}
}
