// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/livetest"
)

// TestLiveDTLS lets OpenSSL talk to itself, in small fragments and with a cookie
// round. The session hash must be the one that OpenSSL used: its key log has the
// premaster secret too.
func TestLiveDTLS(t *testing.T) {
	t.Parallel()
	program, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("no openssl: install the package openssl")
	}
	p := newPeers(t)
	livetest.Proves(t, "%s over DTLS: the session hash of 1 connection, as its key log has it", livetest.OpenSSL(t))
	dir := t.TempDir()
	file := func(name, kind string, der []byte) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600))
		return path
	}
	key, err := x509.MarshalPKCS8PrivateKey(p.key)
	require.NoError(t, err)
	port := startServer(t, program, "-cert", file("cert", "CERTIFICATE", p.server.Certificates[0].Certificate[0]), "-key", file("key", "PRIVATE KEY", key))
	relay := newRelay(t, port)
	log := filepath.Join(dir, "log")
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	client := exec.CommandContext(ctx, program, "s_client", "-dtls1_2", "-connect", relay.address(), "-mtu", "300", "-keylogfile", log,
		"-cipher", "AES128-GCM-SHA256")
	client.Env = []string{"HOME=" + dir, "OPENSSL_CONF=/dev/null"}
	out, _ := client.CombinedOutput() // its status is that of the verification
	require.Contains(t, string(out), "DTLSv1.2", "the handshake is done")
	f := &packetFile{t: t}
	talk := relay.talk()
	for _, d := range talk {
		f.datagram(d.server, 50001, 4433, d.data)
	}
	written := f.write(false)
	got := lines(t, "-keylog", log, written)
	require.Len(t, got, 1)
	require.Equal(t, []string{"DTLS 1.2", "full"}, []string{got[0].EMS.Version, got[0].EMS.Handshake})
	require.Contains(t, got[0].codes(), "ems.full.extended certain")
	require.Contains(t, got[0].codes(), "ems.derivation.extended certain", "RFC 6347, Sections 4.2.1 and 4.2.6: the hash of whole messages without the cookie round")
	compare(t, written, got, "dtls", "udp")
}

// startServer starts openssl s_server and returns its port.
func startServer(t *testing.T, program string, args ...string) int {
	t.Helper()
	free, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	require.NoError(t, err)
	port := free.LocalAddr().(*net.UDPAddr).Port
	require.NoError(t, free.Close())
	server := exec.CommandContext(t.Context(), program, append([]string{"s_server", "-dtls1_2", "-accept", "127.0.0.1:" + strconv.Itoa(port), "-mtu", "300"}, args...)...)
	server.Env = []string{"HOME=" + t.TempDir(), "OPENSSL_CONF=/dev/null"}
	stdin, err := server.StdinPipe() // open, so that it stays
	require.NoError(t, err)
	stdout, err := server.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, server.Start())
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		if strings.Contains(lines.Text(), "ACCEPT") {
			return port
		}
	}
	t.Fatal("openssl s_server does not accept")
	return 0
}

// relay passes datagrams on and keeps them.
type relay struct {
	front *net.UDPConn
	back  *net.UDPConn
	mu    sync.Mutex
	sent  []sent
	peer  *net.UDPAddr
}

func newRelay(t *testing.T, port int) *relay {
	t.Helper()
	front, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	require.NoError(t, err)
	back, err := net.DialUDP("udp", nil, &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	require.NoError(t, err)
	r := &relay{front: front, back: back}
	t.Cleanup(func() {
		_ = front.Close()
		_ = back.Close()
	})
	go r.pass(false)
	go r.pass(true)
	return r
}

func (r *relay) address() string { return r.front.LocalAddr().String() }

func (r *relay) talk() []sent {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.sent)
}

// pass hands datagrams of one direction on until a socket is closed.
func (r *relay) pass(server bool) {
	buffer := make([]byte, 1<<16)
	from := r.front
	if server {
		from = r.back
	}
	for {
		n, peer, err := from.ReadFromUDP(buffer)
		if err != nil {
			return
		}
		r.mu.Lock()
		r.sent = append(r.sent, sent{server, bytes.Clone(buffer[:n])})
		if !server {
			r.peer = peer
		}
		peer = r.peer
		r.mu.Unlock()
		if server {
			_, err = r.front.WriteToUDP(buffer[:n], peer)
		} else {
			_, err = r.back.Write(buffer[:n])
		}
		if err != nil {
			return
		}
	}
}
