// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/trustlist"
)

// authority signs certificates.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// issue makes a certificate below a, or, if a is zero, below itself.
func (a authority) issue(t *testing.T, subject trustlist.Name, isCA bool) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), RawSubject: subject,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		BasicConstraintsValid: true, IsCA: isCA, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
		DNSNames:    []string{"localhost"},
	}
	if isCA {
		template.KeyUsage = x509.KeyUsageCertSign
		template.ExtKeyUsage = nil
	}
	if a.key == nil {
		a = authority{template, key}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, &key.PublicKey, a.key)
	require.NoError(t, err)
	certificate, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return authority{certificate, key}
}

// liveCase is a list that a server of crypto/tls names, and the chain that the
// client holds.
type liveCase struct {
	name  string
	list  trustlist.List
	chain int // how many certificates of leaf, sub and top the client holds
}

// liveClient is a client below "Sub", which is below "Top", and the lists on
// which it is tried.
func liveClient(t *testing.T) (chain []*x509.Certificate, key *ecdsa.PrivateKey, cases []liveCase) {
	t.Helper()
	top := authority{}.issue(t, cn("Top"), true)
	sub := top.issue(t, cn("Sub"), true)
	leaf := sub.issue(t, cn("Client"), false)
	cases = []liveCase{
		{"issuer", trustlist.List{cn("X"), cn("Sub")}, 2},
		{"root", trustlist.List{cn("Top")}, 3},
		{"root-not-held", trustlist.List{cn("Top")}, 2},
		{"root-leaf-alone", trustlist.List{cn("Top")}, 1},
		{"unnamed", trustlist.List{cn("X"), cn("Y")}, 3},
		{"empty", trustlist.List{}, 1},
		{"other-string-type", trustlist.List{name(rdn{{oidCN, utf8String, "Sub"}})}, 1},
		{"other-case", trustlist.List{cn("SUB")}, 1},
		{"spaces", trustlist.List{cn("  Sub ")}, 1},
		{"folded-root", trustlist.List{name(rdn{{oidCN, utf8String, "tOP"}})}, 2},
	}
	return []*x509.Certificate{leaf.certificate, sub.certificate, top.certificate}, leaf.key, cases
}

// predicted is what Offers says of a family.
func predicted(t *testing.T, family trustlist.Family, chain []*x509.Certificate, list trustlist.List) bool {
	t.Helper()
	var ours []trustlist.Certificate
	for _, c := range chain {
		parsed, err := trustlist.ParseCertificate(c.Raw)
		require.NoError(t, err)
		ours = append(ours, parsed)
	}
	for _, o := range trustlist.Offers(ours, list) {
		if o.Family == family {
			return o.Verdict.Offered()
		}
	}
	t.Fatal("no such family")
	return false
}

// asking is the configuration of a server that asks for a certificate and
// names the list.
func asking(t *testing.T, list trustlist.List, version uint16) *tls.Config {
	t.Helper()
	pool := x509.NewCertPool()
	for _, subject := range list {
		pool.AddCert(authority{}.issue(t, subject, true).certificate)
	}
	server := authority{}.issue(t, cn("localhost"), false)
	return &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{server.certificate.Raw}, PrivateKey: server.key}},
		ClientAuth:   tls.RequestClientCert, ClientCAs: pool,
		MinVersion: version, MaxVersion: version,
	}
}

// TestOffersOfGo asks crypto/tls whether it offers what Offers says that it
// does.
func TestOffersOfGo(t *testing.T) {
	t.Parallel()
	chain, key, cases := liveClient(t)
	for _, tt := range cases {
		for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
			t.Run(tt.name+"-"+tls.VersionName(version)[4:], func(t *testing.T) {
				t.Parallel()
				held := chain[:tt.chain]
				pair := tls.Certificate{PrivateKey: key}
				for _, c := range held {
					pair.Certificate = append(pair.Certificate, c.Raw)
				}
				near, far := net.Pipe()
				go func() {
					defer near.Close()
					client := tls.Client(near, &tls.Config{
						InsecureSkipVerify: true, Certificates: []tls.Certificate{pair}, //nolint:gosec // a test of names
					})
					if client.Handshake() == nil {
						_, _ = client.Read(make([]byte, 1))
					}
				}()
				server := tls.Server(far, asking(t, tt.list, version))
				require.NoError(t, far.SetDeadline(time.Now().Add(20*time.Second)))
				require.NoError(t, server.Handshake())
				offered := len(server.ConnectionState().PeerCertificates) > 0
				require.NoError(t, far.Close())
				if diff := cmp.Diff(offered, predicted(t, trustlist.GoTLS, held, tt.list)); diff != "" {
					t.Errorf("crypto/tls (-) and Offers (+) differ:\n%s", diff)
				}
			})
		}
	}
}

// TestOffersOfOpenSSL asks `openssl s_client`, as it is and with -strict, which
// sets SSL_CERT_FLAG_TLS_STRICT.
func TestOffersOfOpenSSL(t *testing.T) {
	t.Parallel()
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("needs openssl: Debian package openssl")
	}
	chain, key, cases := liveClient(t)
	dir := t.TempDir()
	keyFile := filepath.Join(dir, "key.pem")
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	writePEM(t, keyFile, "PRIVATE KEY", raw)
	files := []string{}
	for i, c := range chain {
		files = append(files, filepath.Join(dir, []string{"leaf.pem", "sub.pem", "top.pem"}[i]))
		writePEM(t, files[i], "CERTIFICATE", c.Raw)
	}
	above := [][]byte{{}, {}}
	for i := 1; i < len(chain); i++ {
		above = append(above, append(above[i], pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: chain[i].Raw})...))
	}
	modes := []struct {
		family trustlist.Family
		flags  []string
	}{
		{trustlist.OpenSSLDefault, nil},
		{trustlist.OpenSSL, []string{"-strict"}},
	}
	for _, tt := range cases {
		for _, mode := range modes {
			t.Run(tt.name+"-"+mode.family.String(), func(t *testing.T) {
				t.Parallel()
				arguments := append([]string{"s_client", "-tls1_2", "-cert", files[0], "-key", keyFile}, mode.flags...)
				if tt.chain > 1 {
					file := filepath.Join(t.TempDir(), "chain.pem")
					require.NoError(t, os.WriteFile(file, above[tt.chain], 0o600))
					arguments = append(arguments, "-cert_chain", file)
				}
				offered := openSSLOffers(t, openssl, arguments, asking(t, tt.list, tls.VersionTLS12))
				if diff := cmp.Diff(offered, predicted(t, mode.family, chain[:tt.chain], tt.list)); diff != "" {
					t.Errorf("openssl (-) and Offers (+) differ:\n%s", diff)
				}
			})
		}
	}
}

// TestOffersOfNSS asks strsclnt, which looks for a certificate by
// NSS_CmpCertChainWCANames. Debian has had NSS 3.39 and later since 2019.
func TestOffersOfNSS(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"strsclnt", "certutil", "pk12util"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("needs " + program + ": Debian package libnss3-tools")
		}
	}
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("needs openssl: Debian package openssl")
	}
	chain, key, cases := liveClient(t)
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			database := nssDatabase(t, chain[:tt.chain], key)
			arguments := []string{"-d", database, "-c", "1", "-o", "-V", "tls1.2:tls1.2"}
			offered := nssOffers(t, arguments, asking(t, tt.list, tls.VersionTLS12))
			if diff := cmp.Diff(offered, predicted(t, trustlist.NSS, chain[:tt.chain], tt.list)); diff != "" {
				t.Errorf("strsclnt (-) and Offers (+) differ:\n%s", diff)
			}
		})
	}
}

// nssDatabase makes a database with the chain and the key of its first
// certificate.
func nssDatabase(t *testing.T, chain []*x509.Certificate, key *ecdsa.PrivateKey) string {
	t.Helper()
	dir := t.TempDir()
	database, file := "sql:"+dir, func(name string) string { return filepath.Join(dir, name) }
	run := func(name string, arguments ...string) {
		out, err := exec.CommandContext(t.Context(), name, arguments...).CombinedOutput()
		require.NoError(t, err, "%s %v: %s", name, arguments, out)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	writePEM(t, file("key"), "PRIVATE KEY", raw)
	writePEM(t, file("leaf"), "CERTIFICATE", chain[0].Raw)
	run("certutil", "-N", "-d", database, "--empty-password")
	for _, c := range chain[1:] {
		writePEM(t, file("above"), "CERTIFICATE", c.Raw)
		run("certutil", "-A", "-d", database, "-n", c.Subject.CommonName, "-t", "C,T,", "-i", file("above"))
	}
	run("openssl", "pkcs12", "-export", "-in", file("leaf"), "-inkey", file("key"), "-out", file("p12"), "-passout", "pass:", "-name", "client")
	run("pk12util", "-i", file("p12"), "-d", database, "-W", "")
	return database
}

// nssOffers runs strsclnt against a server and reports whether it sent a
// certificate.
func nssOffers(t *testing.T, arguments []string, config *tls.Config) bool {
	t.Helper()
	return sends(t, config, func(host, port string) []string {
		return append([]string{"strsclnt", "-p", port}, append(arguments, host)...)
	})
}

func writePEM(t *testing.T, file, kind string, der []byte) {
	t.Helper()
	require.NoError(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600))
}

// openSSLOffers runs s_client against a server and reports whether it sent a
// certificate.
func openSSLOffers(t *testing.T, openssl string, arguments []string, config *tls.Config) bool {
	t.Helper()
	return sends(t, config, func(host, port string) []string {
		return append([]string{openssl}, append(arguments, "-connect", net.JoinHostPort(host, port))...)
	})
}

// sends starts a server, has the client that command makes connect to it, and
// reports whether it sent a certificate.
func sends(t *testing.T, config *tls.Config, command func(host, port string) []string) bool {
	t.Helper()
	listener, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	require.NoError(t, err)
	defer listener.Close()
	require.NoError(t, listener.SetDeadline(time.Now().Add(20*time.Second)))
	host, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	words := command(host, port)
	client := exec.CommandContext(ctx, words[0], words[1:]...)
	require.NoError(t, client.Start())
	t.Cleanup(func() { _ = client.Wait() })
	conn, err := listener.Accept()
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(20*time.Second)))
	server := tls.Server(conn, config)
	require.NoError(t, server.Handshake())
	return len(server.ConnectionState().PeerCertificates) > 0
}
