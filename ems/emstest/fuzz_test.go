// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"io"
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// FuzzStack: whatever a stack says, a run ends with a verdict.
func FuzzStack(f *testing.F) {
	minted, err := toyKey()
	require.NoError(f, err)
	cases := map[bool][]ems.Case{
		true:  fuzzedCases(ems.Client, "client-tls12-resume-ems-ch-sh"),
		false: fuzzedCases(ems.Server, "server-tls12-resume-ems-ch"),
	}
	f.Fuzz(func(t *testing.T, client bool, said []byte) {
		stack := Stack{
			Side: ems.Server, Policy: toyPolicy, Versions: []schannel.TLSVersion{schannel.TLS12}, Suites: []derive.Suite{0xc02f},
			Mechanisms: []Mechanism{ByTicket}, Certificate: minted, Timeout: 5 * time.Second,
		}
		if client {
			stack.Side = ems.Client
		}
		stack.Handle = func(Setup) func(net.Conn) {
			return func(conn net.Conn) {
				heard := make(chan struct{})
				go func() {
					defer close(heard)
					_, _ = io.Copy(io.Discard, conn)
				}()
				_, _ = conn.Write(said)
				conn.Close()
				<-heard
			}
		}
		stack, err := stack.checked()
		require.NoError(t, err)
		for _, c := range cases[client] {
			for set := range stack.setups(c) {
				r := stack.run(set)
				require.NotEqual(t, VerdictUnspecified, r.Verdict)
				require.NotEqual(t, ems.Full, r.Action, "nobody knows the keys")
			}
		}
	})
}

// fuzzedCases is the cases of a side that take one connection, and a named one
// that takes two.
func fuzzedCases(side ems.Side, resumption string) (list []ems.Case) {
	stack := Stack{Side: side, Policy: toyPolicy, Versions: []schannel.TLSVersion{schannel.TLS12}}
	for c := range stack.Cases() {
		if c.Name == resumption || c.Handshake.Session == ems.NoSession && !c.Handshake.Renegotiation {
			list = append(list, c)
		}
	}
	return list
}

func TestFuzzSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzStack": 4})
}
