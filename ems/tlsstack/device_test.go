// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack_test

import (
	"encoding/binary"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/tlstest"
)

// renamed changes the number of an extension of a ClientHello that is alone in
// its record, so that the other end does not know it.
func renamed(record []byte, extension uint16) bool {
	const unknown = 0x5a5a                              // RFC 8701 keeps it free
	at := 5 + 4 + 2 + 32                                // record, message, version, random
	at += 1 + int(record[at])                           // session ID
	at += 2 + int(binary.BigEndian.Uint16(record[at:])) // cipher suites
	at += 1 + int(record[at])                           // compression methods
	at += 2                                             // length of the extensions
	for at+4 <= len(record) {
		if binary.BigEndian.Uint16(record[at:]) == extension {
			binary.BigEndian.PutUint16(record[at:], unknown)
			return true
		}
		at += 4 + int(binary.BigEndian.Uint16(record[at+2:]))
	}
	return false
}

// device forwards one connection to a server and renames an extension in its
// ClientHello.
func device(t *testing.T, server string, extension uint16) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	var running sync.WaitGroup
	t.Cleanup(func() {
		listener.Close()
		running.Wait()
	})
	running.Go(func() {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		defer client.Close()
		upstream, err := net.DialTimeout("tcp", server, patience)
		if err != nil {
			return
		}
		defer upstream.Close()
		_ = client.SetDeadline(time.Now().Add(patience))
		_ = upstream.SetDeadline(time.Now().Add(patience))
		record := make([]byte, 5)
		if _, err := io.ReadFull(client, record); err != nil {
			return
		}
		record = append(record, make([]byte, binary.BigEndian.Uint16(record[3:]))...)
		if _, err := io.ReadFull(client, record[5:]); err != nil || !renamed(record, extension) {
			return
		}
		if _, err := upstream.Write(record); err != nil {
			return
		}
		running.Go(func() {
			_, _ = io.Copy(upstream, client)
			_ = upstream.(*net.TCPConn).CloseWrite()
		})
		_, _ = io.Copy(client, upstream)
		_ = client.(*net.TCPConn).CloseWrite()
	})
	return listener.Addr().String()
}

// TestLiveDevice: a proxy that hides extension 23, and one that changes another
// extension and leaves it in, between s_client and two servers.
func TestLiveDevice(t *testing.T) {
	t.Parallel()
	requireOpenSSL(t)
	livetest.Proves(t, "%s and Go: 4 connections through a device end as simulated", livetest.OpenSSL(t))
	identity := tlstest.NewIdentity(t)
	const extendedMasterSecret, encryptThenMAC = 23, 22
	for _, server := range []string{"openssl-3", "go"} {
		for kind, extension := range map[tlsstack.Device]uint16{tlsstack.DeviceHides: extendedMasterSecret, tlsstack.DeviceRewrites: encryptThenMAC} {
			t.Run(server+"-"+kind.String(), func(t *testing.T) {
				t.Parallel()
				address := serveGo(t, identity)
				if server != "go" {
					address = serveOpenSSL(t, identity).address
				}
				seen := connectOpenSSL(t, device(t, address, extension), false)
				o := tlsstack.Simulate(stack(t, "openssl-3"), stack(t, server), tlsstack.Scenario{Device: kind})
				want := []liveAlert{{o.Connections[0].By, true, o.Connections[0].Alert}}
				if diff := cmp.Diff(want, seen.alerts); diff != "" {
					t.Errorf("predicted (-) and seen (+):\n%s", diff)
				}
			})
		}
	}
}
