// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"math/big"
	"net"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/emstest"
)

// A server of crypto/tls. In a test of its author, Run takes the place of
// Measure and makes each case a subtest: emstest.Run(t, stack).
func ExampleMeasure() {
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	der, _ := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	config := &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	report, err := emstest.Measure(emstest.Stack{
		Side:       ems.Server,
		Policy:     ems.Policy{ResumeLegacy: true},        // as crypto/tls does
		Suites:     []derive.Suite{0xc02b, 0xc009},        // for ECDSA
		Mechanisms: []emstest.Mechanism{emstest.ByTicket}, // it issues no session IDs
		Handle: func(emstest.Setup) func(net.Conn) {
			return func(conn net.Conn) { _, _ = io.Copy(io.Discard, tls.Server(conn, config)) }
		},
	})
	fmt.Print(report)
	for r := range report.Of(emstest.Failed) {
		fmt.Println(r.Case.Name, r.Name(), err)
		fmt.Println(r.Reasons[0].Text)
	}
	// Output:
	// RFC 5246, Section 7.2.2: 80 passed, 0 failed, 0 skipped
	// RFC 5246, Section 7.4.1.4: 2 passed, 0 failed, 0 skipped
	// RFC 7627, Section 5.2: 64 passed, 0 failed, 0 skipped
	// RFC 7627, Section 5.3: 34 passed, 2 failed, 0 skipped
	// server-tls12-resume-ems TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256-ticket <nil>
	// The stack closes without an alert instead of sending handshake_failure.
	// server-tls12-resume-ems TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA-ticket <nil>
	// The stack closes without an alert instead of sending handshake_failure.
}

// What a server that demands the extension is run through.
func ExampleStack_Cases() {
	stack := emstest.Stack{
		Side: ems.Server, Policy: ems.Policy{Require: true},
		Handle: func(emstest.Setup) func(net.Conn) { return nil }, // nothing is run here
	}
	for c := range stack.Cases() {
		fmt.Println(c.Name, c.Decision.Action)
		break
	}
	// Output: server-tls12-full-none-require abort
}
