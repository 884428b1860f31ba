// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
)

// roots mints the roots that the servers name, two of them with one subject,
// and a certificate for the server itself.
func roots(t *testing.T) (certificates []*x509.Certificate, server livetest.Authority) {
	t.Helper()
	return livetest.Roots(t, 60), livetest.Authority{}.Issue(t, dntest.CN("127.0.0.1"), false)
}

// TestOpenSSLFlight reads what `openssl s_server -Verify` sends. OpenSSL names
// a subject once, however many roots have it.
func TestOpenSSLFlight(t *testing.T) {
	t.Parallel()
	livetest.Loopback(t)
	openssl := livetest.Program(t, "openssl", "openssl")
	certificates, server := roots(t)
	livetest.Proves(t, "%s s_server: lists of %d roots in 3 versions, read byte for byte", livetest.OpenSSL(t), len(certificates))
	bundle := livetest.Write(t, "roots.pem", livetest.PEM(certificates...))
	key, certificate := livetest.Write(t, "key.pem", server.KeyPEM(t)), livetest.Write(t, "cert.pem", livetest.PEM(server.Certificate))
	for _, version := range []string{"-tls1_2", "-tls1_1", "-tls1"} {
		t.Run(version[1:], func(t *testing.T) {
			t.Parallel()
			port := livetest.FreePort(t)
			address := livetest.Start(t, port, openssl, "s_server", "-accept", "127.0.0.1:"+port, "-Verify", "3", "-quiet",
				"-CAfile", bundle, "-key", key, "-cert", certificate, version, "-cipher", "DEFAULT:@SECLEVEL=0")
			requireFlightOf(t, address, certificates)
		})
	}
}

// TestOpenSSLTexts reads what `openssl s_client` prints of the same server: the
// names as text, and with -msg the bytes, decrypted in TLS 1.3.
func TestOpenSSLTexts(t *testing.T) {
	t.Parallel()
	livetest.Loopback(t)
	openssl := livetest.Program(t, "openssl", "openssl")
	certificates, server := roots(t)
	livetest.Proves(t, "%s s_client: texts of a list of %d roots in 2 versions, read name for name", livetest.OpenSSL(t), len(certificates))
	subjects := map[string]bool{}
	for _, c := range certificates {
		subjects[string(c.RawSubject)] = true
	}
	port := livetest.FreePort(t)
	livetest.Start(t, port, openssl, "s_server", "-accept", "127.0.0.1:"+port, "-Verify", "3", "-quiet",
		"-CAfile", livetest.Write(t, "roots.pem", livetest.PEM(certificates...)),
		"-key", livetest.Write(t, "key.pem", server.KeyPEM(t)), "-cert", livetest.Write(t, "cert.pem", livetest.PEM(server.Certificate)))
	for _, version := range []string{"-tls1_2", "-tls1_3"} {
		client := func(more ...string) []byte {
			args := append([]string{"s_client", "-connect", "127.0.0.1:" + port, version}, more...)
			out, _ := exec.CommandContext(t.Context(), openssl, args...).CombinedOutput() // it fails: there is no client certificate
			return out
		}
		text := client()
		require.True(t, certreq.IsSClient(text), "%s", text)
		names, defects := certreq.ParseSClientLenient(text)
		require.Empty(t, defects)
		require.Len(t, names.Names, len(subjects), version)

		log := client("-msg")
		require.False(t, certreq.IsSClient(log))
		f, err := certreq.ParseFlight(log, 0)
		require.NoError(t, err, version)
		require.Len(t, f.Request.Authorities, len(subjects), version)
		for _, name := range f.Request.Authorities {
			require.True(t, subjects[string(name)], "%v", name)
		}
		require.True(t, bytes.Equal(server.Certificate.Raw, f.Leaf))
		require.Equal(t, certreq.AnswerNothing, f.Behind.Answer, version)
	}
}

// inNamespace is set in the environment of a test that runs in a network
// namespace of its own.
const inNamespace = "SCHANNEL_TEST_NETWORK_NAMESPACE"

// TestGnuTLSFlight reads what gnutls-serv sends for the same roots. It listens
// on all addresses, so the test runs once more in a network namespace that has
// nothing but a loopback interface.
func TestGnuTLSFlight(t *testing.T) {
	gnutls := livetest.Program(t, "gnutls-serv", "gnutls-bin")
	if os.Getenv(inNamespace) == "" {
		livetest.Proves(t, "gnutls-serv: a list of 60 roots, read byte for byte")
		unshare := livetest.Program(t, "unshare", "util-linux")
		livetest.Program(t, "ip", "iproute2")
		if err := exec.CommandContext(t.Context(), unshare, "-rn", "ip", "link", "set", "lo", "up").Run(); err != nil {
			t.Skip("needs a network namespace of its own: " + err.Error())
		}
		again := exec.CommandContext(t.Context(), unshare, "-rn", "sh", "-c", `ip link set lo up && exec "$0" "$@"`, os.Args[0], "-test.v", "-test.run=^TestGnuTLSFlight$")
		again.Env = append(os.Environ(), inNamespace+"=1")
		out, err := again.CombinedOutput()
		require.NoError(t, err, "%s", out)
		require.Contains(t, string(out), "--- PASS: TestGnuTLSFlight", "it ran")
		return
	}
	certificates, server := roots(t)
	port := livetest.FreePort(t)
	address := livetest.Start(t, port, gnutls, "--port", port, "--require-client-cert", "--echo", "--quiet",
		"--x509cafile", livetest.Write(t, "roots.pem", livetest.PEM(certificates...)),
		"--x509keyfile", livetest.Write(t, "key.pem", server.KeyPEM(t)), "--x509certfile", livetest.Write(t, "cert.pem", livetest.PEM(server.Certificate)),
		"--priority", "NORMAL:-VERS-ALL:+VERS-TLS1.2")
	requireFlightOf(t, address, certificates)
}

// TestGoFlight reads what crypto/tls sends, and what it names as encrypted.
func TestGoFlight(t *testing.T) {
	t.Parallel()
	livetest.Loopback(t)
	certificates, server := roots(t)
	livetest.Proves(t, "crypto/tls as a server: lists of %d roots in 2 versions, read or told as encrypted", len(certificates))
	pool := x509.NewCertPool()
	for _, c := range certificates {
		pool.AddCert(c)
	}
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		t.Run(tls.VersionName(version)[4:], func(t *testing.T) {
			t.Parallel()
			address := livetest.Serve(t, &tls.Config{
				Certificates: []tls.Certificate{server.Pair()}, ClientCAs: pool,
				ClientAuth: tls.RequireAndVerifyClientCert, MaxVersion: version, MinVersion: version,
			})
			if version == tls.VersionTLS12 {
				requireFlightOf(t, address, certificates)
				return
			}
			capture, _ := livetest.Capture(t, address)
			_, err := certreq.ParseFlight(capture, 0)
			require.Error(t, err)
			require.Contains(t, err.Error(), "encrypted")
		})
	}
}

// requireFlightOf connects to the server and checks that its CertificateRequest
// names the subjects of the roots and nothing else, in any order, byte for
// byte.
func requireFlightOf(t *testing.T, address string, roots []*x509.Certificate) {
	t.Helper()
	capture, _ := livetest.Capture(t, address) // the handshake fails: there is no client certificate
	f, err := certreq.ParseFlight(capture, 0)
	require.NoError(t, err)
	require.GreaterOrEqual(t, f.Version, schannel.TLS10)
	want, got := map[string]bool{}, map[string]bool{}
	for _, c := range roots {
		want[string(c.RawSubject)] = true
	}
	for _, n := range f.Request.Authorities {
		require.True(t, want[string(n)], "%v is not the subject of a root", n)
		got[string(n)] = true
	}
	require.Len(t, got, len(want), "each subject is named")
	require.NoError(t, f.Request.Authorities.Check())
	again, err := f.Request.MarshalBinary()
	require.NoError(t, err)
	require.True(t, bytes.Equal(f.Message, again), "the message is written again with the same bytes")
	requirePrefix(t, capture[:f.Offset+len(f.Message)/2], f.Request.Authorities)
}

// requirePrefix checks that a lenient reading of a capture that is cut keeps
// the beginning of the list.
func requirePrefix(t *testing.T, capture []byte, list trustlist.List) {
	t.Helper()
	cut, defects := certreq.ParseFlightLenient(capture, 0)
	require.NotEmpty(t, defects)
	kept := cut.Request.Authorities
	require.NotEmpty(t, kept)
	require.Less(t, len(kept), len(list))
	for i := range kept {
		require.True(t, bytes.Equal(list[i], kept[i]), "name %d", i)
	}
}
