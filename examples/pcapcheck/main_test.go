// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/examples/internal/cli"
)

// answerLine is what the tests look at of a line.
type answerLine struct {
	Stream  string
	Between string
	EMS     struct {
		Version, Suite, Handshake string
		ClientHello               *bool `json:"client_hello_ems"`
		ServerHello               *bool `json:"server_hello_ems"`
		Findings                  []struct{ Code, Certainty string }
		Alerts                    []struct {
			Fatal bool
			Alert *ems.Alert
		}
		Capture struct {
			ClientHello helloLine `json:"client_hello"`
			ServerHello helloLine `json:"server_hello"`
			Outside     []struct{ Protocol string }
			Gaps        []gapLine
		}
	}
	Issuers     *struct{ Names int }
	ResumedFrom *struct{ Stream, By string } `json:"resumed_from"`
	KeyLog      *bool                        `json:"key_log"`
	Fragments   int
}

type gapLine struct {
	Sender                  string
	Offset, Missing, Behind int
}

type helloLine struct {
	Seen      bool
	EMS       bool
	Random    string
	SessionID string `json:"session_id"`
}

func (l answerLine) codes() []string {
	var codes []string
	for _, f := range l.EMS.Findings {
		codes = append(codes, f.Code+" "+f.Certainty)
	}
	return codes
}

func check(t *testing.T, status int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	require.Equal(t, status, run(args, &out, &errs, nil), "%s", errs.String())
	return out.String(), errs.String()
}

func lines(t *testing.T, args ...string) []answerLine {
	t.Helper()
	stdout, _ := check(t, cli.Answered, append([]string{"-json"}, args...)...)
	var all []answerLine
	for line := range strings.Lines(stdout) {
		var l answerLine
		require.NoError(t, json.Unmarshal([]byte(line), &l), line)
		all = append(all, l)
	}
	return all
}

// peers is a client and a server of crypto/tls that keep sessions.
type peers struct {
	client, server *tls.Config
	key            *rsa.PrivateKey
	log            bytes.Buffer
}

func newPeers(t *testing.T) *peers {
	t.Helper()
	p := &peers{}
	var err error
	p.key, err = rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "an authority"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, p.key.Public(), p.key)
	require.NoError(t, err)
	authority, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	p.server = &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: p.key}}, ClientCAs: x509.NewCertPool(),
		CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256},
	}
	p.server.ClientCAs.AddCert(authority)
	p.client = &tls.Config{
		InsecureSkipVerify: true, ServerName: "server.example", ClientSessionCache: tls.NewLRUClientSessionCache(4), KeyLogWriter: &p.log,
		CipherSuites: p.server.CipherSuites, MaxVersion: tls.VersionTLS12,
	}
	return p
}

// connect makes a handshake, with a few bytes each way, and returns what was
// sent.
func (p *peers) connect(t *testing.T, change func(client, server *tls.Config)) []sent {
	t.Helper()
	client, server, kept := pipe(t)
	serverConfig, clientConfig := p.server, p.client
	if change != nil {
		serverConfig, clientConfig = p.server.Clone(), p.client.Clone()
		change(clientConfig, serverConfig)
	}
	done := make(chan error)
	go func() {
		c := tls.Server(server, serverConfig)
		_, err := c.Read(make([]byte, 1))
		if err == nil {
			_, err = c.Write([]byte("y"))
		}
		done <- err
	}()
	c := tls.Client(client, clientConfig)
	_, err := c.Write([]byte("x"))
	require.NoError(t, err)
	_, err = c.Read(make([]byte, 1))
	require.NoError(t, err)
	require.NoError(t, <-done)
	return slices.Clone(kept.sent)
}

// fail makes a handshake that the server refuses: the client is too new for it.
func (p *peers) fail(t *testing.T) []sent {
	t.Helper()
	client, server, kept := pipe(t)
	serverConfig, clientConfig := p.server.Clone(), p.client.Clone()
	serverConfig.MaxVersion, clientConfig.MaxVersion, clientConfig.MinVersion = tls.VersionTLS12, 0, tls.VersionTLS13
	done := make(chan error)
	go func() { done <- tls.Server(server, serverConfig).HandshakeContext(t.Context()) }()
	require.Error(t, tls.Client(client, clientConfig).HandshakeContext(t.Context()))
	require.Error(t, <-done)
	return slices.Clone(kept.sent)
}

// TestConnections writes live handshakes into files and has every fact of them
// back, whatever the form of the file.
func TestConnections(t *testing.T) {
	t.Parallel()
	p := newPeers(t)
	f := &packetFile{t: t}
	first := p.connect(t, nil)
	f.add(tcp{from: 50001, port: 443, sent: first})
	f.add(tcp{from: 50002, port: 80, sent: []sent{{false, []byte("GET / HTTP/1.1\r\n\r\n")}, {true, []byte("HTTP/1.1 200 OK\r\n\r\n")}}})
	f.add(tcp{from: 50003, port: 443, sent: p.connect(t, nil), segment: 97, mess: true})
	f.add(tcp{from: 50004, port: 443, sent: p.connect(t, func(client, server *tls.Config) {
		client.ClientSessionCache, server.ClientAuth = nil, tls.RequestClientCert
	})})
	f.add(tcp{from: 50005, port: 443, sent: p.connect(t, func(client, _ *tls.Config) {
		client.ClientSessionCache, client.MaxVersion = nil, tls.VersionTLS13
	})})
	dialogue := []sent{{true, []byte("220 mail ESMTP\r\n")}, {false, []byte("EHLO me\r\n")}, {true, []byte("250 STARTTLS\r\n")}, {false, []byte("STARTTLS\r\n")}, {true, []byte("220 ready\r\n")}}
	f.add(tcp{from: 50006, port: 25, sent: append(dialogue, first...)})
	f.add(tcp{from: 50007, port: 443, sent: slices.DeleteFunc(slices.Clone(first), func(s sent) bool { return !s.server }), late: true})
	f.add(tcp{from: 50001, port: 443, sent: p.connect(t, nil)}) // the ports again
	f.add(tcp{from: 50008, port: 443, sent: p.fail(t)})
	for _, ng := range []bool{false, true} {
		got := lines(t, f.write(ng))
		require.Len(t, got, 8)
		var about []string
		for _, l := range got {
			from := ""
			if l.ResumedFrom != nil {
				from = " from " + l.ResumedFrom.Stream + " by " + l.ResumedFrom.By
			}
			about = append(about, fmt.Sprintf("%s: %s %s%s", l.Stream, l.EMS.Version, l.EMS.Handshake, from))
		}
		require.Equal(t, []string{
			"tcp 0: TLS 1.2 full", "tcp 2: TLS 1.2 abbreviated from tcp 0 by ticket", "tcp 3: TLS 1.2 full", "tcp 4: TLS 1.3 full",
			"tcp 5: TLS 1.2 full", "tcp 6: TLS 1.2 full", "tcp 7: TLS 1.2 abbreviated from tcp 2 by ticket", "tcp 8:  unknown",
		}, about, "crypto/tls issues a new ticket when it resumes (RFC 5077, Section 3.3)")
		require.Equal(t, []string{"ems.full.extended certain", "ems.capture.well certain"}, got[0].codes())
		require.Equal(t, []string{"ems.capture.resumed certain", "ems.resume.extended certain", "ems.capture.well certain"}, got[1].codes(), "tcp 0 tells the session")
		require.Equal(t, got[1].codes(), got[6].codes(), "and tells it where tcp 2 has it from tcp 0")
		require.Equal(t, 1, got[2].Issuers.Names)
		require.Nil(t, got[0].Issuers)
		require.Equal(t, "SMTP", got[4].EMS.Capture.Outside[0].Protocol)
		require.Equal(t, "192.0.2.1 port 50007 and 192.0.2.2 port 443", got[5].Between, "the server's stream came first")
		compare(t, f.write(ng), got, "tls", "tcp")
	}
}

// TestDTLS puts datagrams together.
func TestDTLS(t *testing.T) {
	t.Parallel()
	f := &packetFile{t: t}
	f.datagram(false, 50000, 53, []byte("no DTLS"))
	for _, d := range dtlsTalk() {
		f.datagram(d.server, 50001, 4433, d.data)
	}
	file := f.write(false)
	got := lines(t, file)
	require.Len(t, got, 1)
	require.Equal(t, []string{"udp 1", "DTLS 1.2", "full"}, []string{got[0].Stream, got[0].EMS.Version, got[0].EMS.Handshake})
	require.True(t, *got[0].EMS.ClientHello && *got[0].EMS.ServerHello)
	compare(t, file, got, "dtls", "udp")
}

// dtlsTalk is the hellos of a full handshake, with a cookie round (RFC 6347,
// Section 4.2.1).
func dtlsTalk() []sent {
	number := func(n, size int) string {
		var b strings.Builder
		for size > 0 {
			size--
			b.WriteByte(byte(n >> (8 * size)))
		}
		return b.String()
	}
	counts := [2]int{}
	datagram := func(server bool, messageType byte, seq int, body string) sent {
		message := string([]byte{messageType}) + number(len(body), 3) + number(seq, 2) + number(0, 3) + number(len(body), 3) + body
		record := "\x16\xfe\xfd\x00\x00" + number(counts[index(server)], 6) + number(len(message), 2) + message
		counts[index(server)]++
		return sent{server, []byte(record)}
	}
	hello := func(cookie string) string {
		return "\xfe\xfd" + strings.Repeat("C", 32) + "\x00" + number(len(cookie), 1) + cookie + "\x00\x02\x00\x2f\x01\x00\x00\x04\x00\x17\x00\x00"
	}
	return []sent{
		datagram(false, 1, 0, hello("")), datagram(true, 3, 0, "\xfe\xfd\x06cookie"), datagram(false, 1, 1, hello("cookie")),
		datagram(true, 2, 1, "\xfe\xfd"+strings.Repeat("S", 32)+"\x00\x00\x2f\x00\x00\x04\x00\x17\x00\x00"), datagram(true, 14, 2, ""),
	}
}

// TestKeyLog says whether a key log has the connection, and with the premaster
// secret how the master secret was derived.
func TestKeyLog(t *testing.T) {
	t.Parallel()
	p := newPeers(t)
	rsaOnly := func(client, _ *tls.Config) {
		client.ClientSessionCache, client.CipherSuites = nil, []uint16{tls.TLS_RSA_WITH_AES_128_GCM_SHA256}
	}
	talk := p.connect(t, rsaOnly)
	f := &packetFile{t: t}
	f.add(tcp{from: 50001, port: 443, sent: talk})
	file := f.write(false)
	encrypted := exchangeOf(t, talk)
	padded := new(big.Int).SetBytes(encrypted)
	padded.Exp(padded, p.key.D, p.key.N)
	const premasterLen = 48 // RFC 5246, Section 7.4.7.1; it stands at the end of the block (RFC 8017, Section 7.2.1)
	premaster := padded.FillBytes(make([]byte, p.key.Size()))[p.key.Size()-premasterLen:]
	log := p.log.String()
	got := lines(t, "-keylog", write(t, []byte(log)), file)
	require.True(t, *got[0].KeyLog)
	require.NotContains(t, got[0].codes(), "ems.derivation.extended certain")
	log += fmt.Sprintf("RSA %x %x\n", encrypted[:8], premaster)
	got = lines(t, "-keylog", write(t, []byte(log)), file)
	require.Contains(t, got[0].codes(), "ems.derivation.extended certain")
	got = lines(t, "-keylog", write(t, []byte("# nothing\n")), file)
	require.False(t, *got[0].KeyLog)
	stdout, _ := check(t, cli.Answered, "-keylog", write(t, []byte(log)), file)
	require.NotContains(t, stdout, fmt.Sprintf("%x", premaster), "no secret is shown")
}

// exchangeOf returns the encrypted premaster secret: the content of the
// ClientKeyExchange (RFC 5246, Section 7.4.7.1), the second flight of the client.
func exchangeOf(t *testing.T, talk []sent) []byte {
	t.Helper()
	const headers = 5 + 4 + 2
	flights := 0
	for _, s := range talk {
		if !s.server {
			if flights++; flights == 2 {
				return s.data[headers : headers+256]
			}
		}
	}
	t.Fatal("no second flight")
	return nil
}

func TestText(t *testing.T) {
	t.Parallel()
	p := newPeers(t)
	f := &packetFile{t: t}
	request := func(_, server *tls.Config) {
		server.ClientAuth, server.SessionTicketsDisabled = tls.RequestClientCert, false
	}
	f.add(tcp{from: 50001, port: 443, sent: p.connect(t, request)})
	f.add(tcp{from: 50002, port: 443, sent: p.connect(t, request)})
	stdout, _ := check(t, cli.Answered, f.write(false))
	for _, text := range []string{
		" tcp 0, 192.0.2.1 port 50001 and 192.0.2.2 port 443\n", "handshake:   full (known by: Certificate)\n",
		"[ems.full.extended, certain]\n", "Issuer list that a server sent\n", "27 bytes, 1 names",
		"tcp 0, by ticket\n", "[ems.capture.declined, certain]\n",
	} {
		require.Contains(t, stdout, text)
	}
	stdout, _ = check(t, cli.Answered, (&packetFile{t: t}).write(false))
	require.Equal(t, "no connection with TLS in these files\n", stdout)
}

// TestCutFile reads what stands before the place where a file ends.
func TestCutFile(t *testing.T) {
	t.Parallel()
	p := newPeers(t)
	f := &packetFile{t: t}
	f.add(tcp{from: 50001, port: 443, sent: p.connect(t, nil)})
	whole, err := os.ReadFile(f.write(false))
	require.NoError(t, err)
	stdout, stderr := check(t, cli.Answered, "-json", write(t, whole[:len(whole)-10]))
	require.Contains(t, stdout, "ems.full.extended")
	require.Contains(t, stderr, "the rest is not read")
}

func TestRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		args []string
		want string
	}{
		{"nothing", nil, "no FILE named"},
		{"none", []string{"/does/not/exist"}, "/does/not/exist: "},
		{"text", []string{write(t, []byte("GET / HTTP/1.1\r\n"))}, "it is neither pcap nor pcapng"},
		{"network-monitor", []string{write(t, []byte("GMBU\x03\x02\x00\x00"))}, "editcap -F pcap"},
		{"trace-of-windows", []string{write(t, make([]byte, 2048))}, "etl2pcapng"},
		{"gzip", []string{write(t, []byte("\x1f\x8b\x08"))}, "unpack it"},
		{"hexadecimal", []string{write(t, []byte("16 03 01 00 05 01 00 00 01 00"))}, "emscheck -capture reads such a file"},
		{"empty", []string{write(t, nil)}, "it is empty"},
		{"release", []string{"-release", "x", "y"}, "-release: "},
	} {
		stdout, stderr := check(t, cli.Unusable, tt.args...)
		require.Empty(t, stdout)
		require.Contains(t, stderr, tt.want, tt.name)
		require.Equal(t, 1, strings.Count(stderr, "\n"))
	}
}

// TestProgress shows on a terminal how far a long file is.
func TestProgress(t *testing.T) {
	t.Parallel()
	var terminal bytes.Buffer
	show := meter("file", &terminal)
	show(49_999, false)
	require.Empty(t, terminal.String())
	show(50_000, false)
	show(50_001, true)
	require.Equal(t, "\rfile: 50000 packets\r\x1b[K", terminal.String())
	meter("file", nil)(50_000, false)
}
