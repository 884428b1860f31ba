// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer_test

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"math/rand/v2"
	"net"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// liveCase is a list that a server of crypto/tls names, and the chain that the
// client holds.
type liveCase struct {
	name  string
	list  trustlist.List
	chain int // how many certificates of leaf, sub and top the client holds
}

// liveClient is a client below "Sub CA", which is below "Top CA", and the lists on
// which it is tried.
func liveClient(t *testing.T) (leaf livetest.Authority, chain []*x509.Certificate, cases []liveCase) {
	t.Helper()
	top := livetest.Authority{}.Issue(t, dntest.CN("Top CA"), true)
	sub := top.Issue(t, dntest.CN("Sub CA"), true)
	leaf = sub.Issue(t, dntest.CN("Client"), false)
	cases = []liveCase{
		{"issuer", trustlist.List{dntest.CN("X"), dntest.CN("Sub CA")}, 2},
		{"root", trustlist.List{dntest.CN("Top CA")}, 3},
		{"root-not-held", trustlist.List{dntest.CN("Top CA")}, 2},
		{"root-leaf-alone", trustlist.List{dntest.CN("Top CA")}, 1},
		{"unnamed", trustlist.List{dntest.CN("X"), dntest.CN("Y")}, 3},
		{"empty", trustlist.List{}, 1},
		{"other-string-type", trustlist.List{utf8CN("Sub CA")}, 1},
		{"other-case", trustlist.List{dntest.CN("SUB ca")}, 1},
		{"spaces", trustlist.List{dntest.CN("  Sub CA ")}, 1},
		{"doubled-blank", trustlist.List{dntest.CN("Sub  CA")}, 1},
		{"folded-root", trustlist.List{utf8CN("tOP cA")}, 2},
	}
	return leaf, []*x509.Certificate{leaf.Certificate, sub.Certificate, top.Certificate}, cases
}

// predicted is what Offers says of a family.
func predicted(t *testing.T, family offer.Family, chain []*x509.Certificate, list trustlist.List) bool {
	t.Helper()
	var ours []certstore.Certificate
	for _, c := range chain {
		parsed, err := certstore.ParseCertificate(c.Raw)
		require.NoError(t, err)
		ours = append(ours, parsed)
	}
	for _, o := range offer.Offers(ours, list) {
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
		pool.AddCert(livetest.Authority{}.Issue(t, subject, true).Certificate)
	}
	return &tls.Config{
		Certificates: []tls.Certificate{livetest.Authority{}.Issue(t, dntest.CN("localhost"), false).Pair()},
		ClientAuth:   tls.RequestClientCert, ClientCAs: pool,
		MinVersion: version, MaxVersion: version,
	}
}

// TestOffersOfGo asks crypto/tls whether it offers what Offers says that it
// does.
func TestOffersOfGo(t *testing.T) {
	t.Parallel()
	leaf, chain, cases := liveClient(t)
	livetest.Proves(t, "crypto/tls of %s as a client: %d chains and lists, offers as predicted", runtime.Version(), 2*len(cases))
	for _, tt := range cases {
		for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
			t.Run(tt.name+"-"+tls.VersionName(version)[4:], func(t *testing.T) {
				t.Parallel()
				held := chain[:tt.chain]
				pair := tls.Certificate{PrivateKey: leaf.Key}
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
				if diff := cmp.Diff(offered, predicted(t, offer.GoTLS, held, tt.list)); diff != "" {
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
	livetest.Loopback(t)
	openssl := livetest.Program(t, "openssl", "openssl")
	leaf, chain, cases := liveClient(t)
	livetest.Proves(t, "%s s_client: %d chains and lists, offers as predicted", livetest.OpenSSL(t), 2*len(cases))
	key, certificate := livetest.Write(t, "key.pem", leaf.KeyPEM(t)), livetest.Write(t, "leaf.pem", livetest.PEM(leaf.Certificate))
	modes := []struct {
		family offer.Family
		flags  []string
	}{
		{offer.OpenSSLDefault, nil},
		{offer.OpenSSL, []string{"-strict"}},
	}
	for _, tt := range cases {
		for _, mode := range modes {
			t.Run(tt.name+"-"+mode.family.String(), func(t *testing.T) {
				t.Parallel()
				arguments := append([]string{openssl, "s_client", "-tls1_2", "-cert", certificate, "-key", key}, mode.flags...)
				if tt.chain > 1 {
					arguments = append(arguments, "-cert_chain", livetest.Write(t, "chain.pem", livetest.PEM(chain[1:tt.chain]...)))
				}
				offered := livetest.Sends(t, asking(t, tt.list, tls.VersionTLS12), func(host, port string) []string {
					return append(arguments, "-connect", net.JoinHostPort(host, port))
				})
				if diff := cmp.Diff(offered, predicted(t, mode.family, chain[:tt.chain], tt.list)); diff != "" {
					t.Errorf("openssl (-) and Offers (+) differ:\n%s", diff)
				}
			})
		}
	}
}

// TestOffersOfNSSChain asks strsclnt, which looks for a certificate by
// NSS_CmpCertChainWCANames. Debian has had NSS 3.39 and later since 2019.
func TestOffersOfNSSChain(t *testing.T) {
	t.Parallel()
	livetest.Loopback(t)
	for _, program := range []string{"strsclnt", "certutil", "pk12util"} {
		livetest.Program(t, program, "libnss3-tools")
	}
	livetest.Program(t, "openssl", "openssl")
	leaf, chain, cases := liveClient(t)
	livetest.Proves(t, "strsclnt of NSS: %d chains and lists, offers as predicted", len(cases))
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			database := nssDatabase(t, leaf, chain[1:tt.chain])
			offered := livetest.Sends(t, asking(t, tt.list, tls.VersionTLS12), func(host, port string) []string {
				return []string{"strsclnt", "-p", port, "-d", database, "-c", "1", "-o", "-V", "tls1.2:tls1.2", host}
			})
			if diff := cmp.Diff(offered, predicted(t, offer.NSSChain, chain[:tt.chain], tt.list)); diff != "" {
				t.Errorf("strsclnt (-) and Offers (+) differ:\n%s", diff)
			}
		})
	}
}

// TestOffersOfNSS asks tstclnt, which leaves the choice to
// NSS_GetClientAuthData where no nickname is given.
func TestOffersOfNSS(t *testing.T) {
	t.Parallel()
	livetest.Loopback(t)
	for _, program := range []string{"tstclnt", "certutil", "pk12util"} {
		livetest.Program(t, program, "libnss3-tools")
	}
	livetest.Program(t, "openssl", "openssl")
	leaf, chain, cases := liveClient(t)
	livetest.Proves(t, "tstclnt of NSS: %d chains and lists, offers as predicted", len(cases))
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			database := nssDatabase(t, leaf, chain[1:tt.chain])
			offered := livetest.Sends(t, asking(t, tt.list, tls.VersionTLS12), func(host, port string) []string {
				return []string{"tstclnt", "-h", host, "-p", port, "-d", database, "-o", "-Q", "-V", "tls1.2:tls1.2"}
			})
			if diff := cmp.Diff(offered, predicted(t, offer.NSS, chain[:tt.chain], tt.list)); diff != "" {
				t.Errorf("tstclnt (-) and Offers (+) differ:\n%s", diff)
			}
		})
	}
}

// TestOffersOfGnuTLS asks wget, which Debian builds with GnuTLS and which
// leaves the choice to it.
func TestOffersOfGnuTLS(t *testing.T) {
	t.Parallel()
	livetest.Loopback(t)
	wget := livetest.Program(t, "wget", "wget")
	leaf, chain, cases := liveClient(t)
	livetest.Proves(t, "wget with GnuTLS: %d chains and lists, offers as predicted", len(cases))
	key := livetest.Write(t, "key.pem", leaf.KeyPEM(t))
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			held := livetest.Write(t, "chain.pem", livetest.PEM(chain[:tt.chain]...))
			offered := livetest.Sends(t, asking(t, tt.list, tls.VersionTLS12), func(host, port string) []string {
				return []string{
					wget, "--no-config", "--no-proxy", "-q", "-t", "1", "-O", "/dev/null", "--no-check-certificate",
					"--certificate", held, "--private-key", key, "https://" + net.JoinHostPort(host, port) + "/",
				}
			})
			if diff := cmp.Diff(offered, predicted(t, offer.GnuTLS, chain[:tt.chain], tt.list)); diff != "" {
				t.Errorf("wget (-) and Offers (+) differ:\n%s", diff)
			}
		})
	}
}

// TestOffersOfJava asks the key manager of OpenJDK.
func TestOffersOfJava(t *testing.T) {
	t.Parallel()
	livetest.Loopback(t)
	java, javac := livetest.Program(t, "java", "openjdk-17-jdk-headless"), livetest.Program(t, "javac", "openjdk-17-jdk-headless")
	livetest.Program(t, "openssl", "openssl")
	classes := t.TempDir()
	out, err := exec.CommandContext(t.Context(), javac, "-d", classes, filepath.Join("testdata", "OfferClient.java")).CombinedOutput()
	require.NoError(t, err, "%s", out)
	leaf, chain, cases := liveClient(t)
	livetest.Proves(t, "key manager of OpenJDK: %d chains and lists, offers as predicted", len(cases))
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p12 := filepath.Join(t.TempDir(), "p12")
			arguments := []string{
				"pkcs12", "-export", "-in", livetest.Write(t, "leaf.pem", livetest.PEM(leaf.Certificate)),
				"-inkey", livetest.Write(t, "key.pem", leaf.KeyPEM(t)), "-out", p12, "-passout", "pass:secret", "-name", "client",
			}
			if tt.chain > 1 {
				arguments = append(arguments, "-certfile", livetest.Write(t, "above.pem", livetest.PEM(chain[1:tt.chain]...)))
			}
			out, err := exec.CommandContext(t.Context(), "openssl", arguments...).CombinedOutput()
			require.NoError(t, err, "%s", out)
			offered := livetest.Sends(t, asking(t, tt.list, tls.VersionTLS12), func(host, port string) []string {
				return []string{java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", classes, "OfferClient", host, port, p12}
			})
			if diff := cmp.Diff(offered, predicted(t, offer.Java, chain[:tt.chain], tt.list)); diff != "" {
				t.Errorf("java (-) and Offers (+) differ:\n%s", diff)
			}
		})
	}
}

// namePairs is pairs of names with one common name: those that Java may treat
// in a way of its own, and random ones of what it folds in ASCII.
func namePairs() [][2]trustlist.Name {
	pair := func(tagA uint8, a string, tagB uint8, b string) [2]trustlist.Name {
		return [2]trustlist.Name{dntest.Name(dntest.Of(dntest.CommonName, tagA, a)), dntest.Name(dntest.Of(dntest.CommonName, tagB, b))}
	}
	const text, printable = dntest.UTF8String, dntest.PrintableString
	pairs := [][2]trustlist.Name{
		{dntest.Name(), dntest.Name()},
		pair(text, "Müller", text, "Mu\u0308ller"), // normalization form KD
		pair(text, "ＣＡ", printable, "CA"),
		pair(text, "a\u00a0b", text, "a b"),
		pair(text, "straße", text, "STRASSE"),
		pair(text, "İ", text, "i"),
		pair(text, "ΣΑΣ", text, "σας"),
		pair(printable, "M\xfcller", text, "Müller"), // Latin-1 in a PrintableString
		pair(printable, "M\xc3\xbcller", text, "Müller"),
		pair(text, "M\xfcller", text, "M\xf6ller"), // no UTF-8
		pair(dntest.TeletexString, "CA", printable, "CA"),
		pair(dntest.IA5String, "CA", dntest.IA5String, "ca"),
	}
	r := rand.New(rand.NewPCG(1, 2))
	random := func() string {
		short := make([]byte, r.IntN(4))
		for i := range short {
			short[i] = "aAb  \t\x00+,=\\#"[r.IntN(12)]
		}
		return string(short)
	}
	for range 3000 {
		pairs = append(pairs, pair(text, random(), printable, random()))
	}
	return pairs
}

// TestNamesOfJava asks X500Principal of OpenJDK which names are the same: what
// Offers is certain of is so, and in ASCII it is certain.
func TestNamesOfJava(t *testing.T) {
	t.Parallel()
	java := livetest.Program(t, "java", "openjdk-17-jdk-headless")
	livetest.Program(t, "javac", "openjdk-17-jdk-headless")
	pairs := namePairs()
	var in strings.Builder
	for _, pair := range pairs {
		fmt.Fprintf(&in, "%x %x\n", []byte(pair[0]), []byte(pair[1]))
	}
	command := exec.CommandContext(t.Context(), java, filepath.Join("testdata", "SameNames.java"))
	command.Stdin = strings.NewReader(in.String())
	out, err := command.Output()
	require.NoError(t, err)
	same := strings.Fields(string(out))
	require.Len(t, same, len(pairs))
	livetest.Proves(t, "X500Principal of OpenJDK: %d pairs of names, the same as predicted", len(pairs))
	for i, pair := range pairs {
		offers := offer.Offers([]certstore.Certificate{{Issuer: pair[0]}}, trustlist.List{pair[1]})
		o := offers[slices.IndexFunc(offers, func(o offer.Offer) bool { return o.Family == offer.Java })]
		sure := o.Finding.Certainty == schannel.Certain
		require.True(t, sure || !ascii(pair[0]) || !ascii(pair[1]), "%v, %v", pair[0], pair[1])
		if sure {
			require.Equal(t, same[i], strconv.FormatBool(o.Verdict.Offered()), "%q, %q", pair[0], pair[1])
		}
	}
}

func ascii(name trustlist.Name) bool {
	return !slices.ContainsFunc(name, func(c byte) bool { return c >= utf8.RuneSelf })
}

// nssDatabase makes a database with a client's certificate, its key, and what
// is above it.
func nssDatabase(t *testing.T, leaf livetest.Authority, above []*x509.Certificate) string {
	t.Helper()
	dir := t.TempDir()
	run := func(name string, arguments ...string) {
		out, err := exec.CommandContext(t.Context(), name, arguments...).CombinedOutput()
		require.NoError(t, err, "%s %v: %s", name, arguments, out)
	}
	database, p12 := "sql:"+dir, filepath.Join(dir, "p12")
	run("certutil", "-N", "-d", database, "--empty-password")
	for _, c := range above {
		run("certutil", "-A", "-d", database, "-n", c.Subject.CommonName, "-t", "C,T,", "-i", livetest.Write(t, "above.pem", livetest.PEM(c)))
	}
	run("openssl", "pkcs12", "-export", "-in", livetest.Write(t, "leaf.pem", livetest.PEM(leaf.Certificate)), "-inkey", livetest.Write(t, "key.pem", leaf.KeyPEM(t)), "-out", p12, "-passout", "pass:", "-name", "client")
	run("pk12util", "-i", p12, "-d", database, "-W", "")
	return database
}
