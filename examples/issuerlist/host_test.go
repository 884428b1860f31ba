// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"math/big"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/livetest"
)

// authority is a root that a test made.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

var validFrom = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

func (a authority) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.certificate.Raw})
}

// issue makes a certificate with that name, signed by the authority, or by its
// own key where there is none.
func issue(t *testing.T, issuer *authority, name string, years int) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, IsCA: issuer == nil, SubjectKeyId: keyID(t, key), BasicConstraintsValid: true,
		NotBefore: validFrom, NotAfter: validFrom.AddDate(years, 0, 0),
	}
	parent, signer := template, key
	if issuer != nil {
		parent, signer = issuer.certificate, issuer.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	require.NoError(t, err)
	certificate, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return authority{certificate, key}
}

// keyID is the identifier of RFC 5280, Section 4.2.1.2, method 1.
func keyID(t *testing.T, key *ecdsa.PrivateKey) []byte {
	t.Helper()
	point, err := key.PublicKey.Bytes()
	require.NoError(t, err)
	id := sha1.Sum(point)
	return id[:]
}

// roots makes a bundle of n roots, of which the first is returned.
func roots(t *testing.T, n int) (bundle []byte, first authority) {
	t.Helper()
	for i := range n {
		root := issue(t, nil, fmt.Sprintf("Root %03d %s", i, strings.Repeat("x", 50)), 10)
		if i == 0 {
			first = root
		}
		bundle = append(bundle, root.pem()...)
	}
	return bundle, first
}

func TestHost(t *testing.T) {
	t.Parallel()
	bundle, first := roots(t, 3)
	trusted := write(t, "roots.pem", bundle)
	issuers := write(t, "issuers.pem", issue(t, nil, "Issuer", 10).pem())
	chain := write(t, "chain.pem", issue(t, &first, "client", 1).pem())
	off := write(t, "off.reg", []byte("REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL]\r\n\"SendTrustedIssuerList\"=dword:00000000\r\n"))
	on := write(t, "on.reg", []byte("REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL]\r\n\"SendTrustedIssuerList\"=dword:00000001\r\n"))
	tests := []struct {
		name string
		why  string
		args []string
		want map[string]any // host.sent, host.from, names, the verdict for Go
	}{
		{"roots-2008r2", "KB2801679: the list comes from the trusted roots", []string{"-release", "server2008r2", "-client", chain, trusted}, map[string]any{"sent": "yes", "from": "trusted-roots", "names": 3.0, "go": "offered-named"}},
		{"off", "KB2464556, Method 3: no list, every certificate fits", []string{"-release", "server2008r2", "-reg", off, "-client", chain, trusted}, map[string]any{"sent": "no", "from": "trusted-roots", "names": 3.0, "go": "offered-any"}},
		{"default-2012", "Schannel SSP overview: SendTrustedIssuerList is 0 by default", []string{"-release", "server2012", "-client", chain, trusted}, map[string]any{"sent": "no", "from": "trusted-roots", "names": 3.0, "go": "offered-any"}},
		{"issuers-2012", "Schannel SSP overview: Client Authentication Issuers before Trusted Roots", []string{"-release", "server2012", "-reg", on, "-issuers", issuers, "-client", chain, trusted}, map[string]any{"sent": "yes", "from": "client-auth-issuers", "names": 1.0, "go": "withheld-unnamed"}},
		{"site-2012", "Schannel SSP overview: the store of the site comes first", []string{"-release", "server2012", "-reg", on, "-site", trusted, "-issuers", issuers, "-client", chain, issuers}, map[string]any{"sent": "yes", "from": "site", "names": 3.0, "go": "offered-named"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := runJSON(t, tt.args...)
			h := got["host"].(map[string]any)
			have := map[string]any{"sent": h["sent"], "from": h["from"], "names": got["names"]}
			for _, o := range got["offers"].([]any) {
				if o := o.(map[string]any); o["family"] == "go" {
					have["go"] = o["verdict"]
					require.Equal(t, o["finding"].(map[string]any)["certainty"], o["certainty"])
				}
			}
			if diff := cmp.Diff(tt.want, have); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			require.Contains(t, runOK(t, tt.args...), "What a client with this chain does")
		})
	}
}

// TestAccepted: whether the server accepts the client, beside what clients
// offer.
func TestAccepted(t *testing.T) {
	t.Parallel()
	bundle, first := roots(t, 3)
	trusted := write(t, "roots.pem", bundle)
	foreign := issue(t, nil, "Foreign", 10)
	others := write(t, "others.pem", foreign.pem())
	chain := write(t, "chain.pem", issue(t, &first, "client", 1).pem())
	shown := func(store string) string {
		return write(t, "sslcert.txt", []byte("SSL Certificate bindings:\r\n\r\n    IP:port                      : 0.0.0.0:443\r\n    Certificate Hash             : 00112233445566778899aabbccddeeff00112233\r\n    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}\r\n    Certificate Store Name       : MY\r\n    Ctl Identifier               : (null)\r\n    Ctl Store Name               : "+store+"\r\n"))
	}
	named, null := shown("ClientAuthIssuer"), shown("(null)")
	half := write(t, "half.txt", []byte("    IP:port                      : 0.0.0.0:443\r\n    Certificate Hash             : 00112233445566778899aabbccddeeff00112233\r\n    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}\r\n"))
	strange := write(t, "strange.pem", append(issue(t, &foreign, "client", 1).pem(), foreign.pem()...))
	tests := []struct {
		name, why string
		args      []string
		want      []any // verdict, certainty, the first code
	}{
		{"accepted", "its root is trusted", []string{"-release", "server2016", "-client", chain, trusted}, []any{"yes", "likely", "trustlist.accept.yes"}},
		{"issuers-lack-it", "Schannel SSP overview: the configured issuers", []string{"-release", "server2016", "-issuers", others, "-client", chain, trusted}, []any{"no", "likely", "trustlist.accept.unlisted"}},
		{"http-sys", "two outcomes until the binding is known", []string{"-release", "server2016", "-application", "http-sys", "-issuers", others, "-client", chain, trusted}, []any{"unknown", "undocumented", "trustlist.accept.open"}},
		{"binding-issuers", "the binding names the store", []string{"-release", "server2016", "-application", "http-sys", "-binding", named, "-issuers", others, "-client", chain, trusted}, []any{"no", "likely", "trustlist.accept.unlisted"}},
		{"binding-cut", "the line that names the store is not there", []string{"-release", "server2016", "-application", "http-sys", "-binding", half, "-issuers", others, "-client", chain, trusted}, []any{"unknown", "undocumented", "trustlist.accept.open"}},
		{"binding-none", "newbetuts 1050679: then the trusted roots", []string{"-release", "server2016", "-application", "http-sys", "-binding", null, "-issuers", others, "-client", chain, trusted}, []any{"yes", "likely", "trustlist.accept.yes"}},
		{"root-absent", "no store has its root", []string{"-release", "server2016", "-client", strange, trusted}, []any{"no", "likely", "trustlist.accept.untrusted"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := runJSON(t, tt.args...)["accepted"].(map[string]any)
			if diff := cmp.Diff(tt.want, []any{got["verdict"], got["certainty"], got["because"].([]any)[0]}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			require.Contains(t, runOK(t, tt.args...), "Whether the server accepts it: "+tt.want[0].(string))
		})
	}
	require.Nil(t, runJSON(t, "-release", "server2016", trusted)["accepted"])
}

// TestChainOrder: a PKCS #7 has the certificates of a chain in any order, and an
// authority that stands first is no client.
func TestChainOrder(t *testing.T) {
	t.Parallel()
	root := issue(t, nil, "Root", 10)
	sub := issue(t, &root, "Sub", 5)
	client, other := issue(t, &sub, "client", 1).pem(), issue(t, &sub, "other", 1).pem()
	trusted, issuers := write(t, "roots.pem", root.pem()), write(t, "issuers.pem", sub.pem())
	judge := func(chain ...[]byte) any {
		return runJSON(t, "-release", "server2016", "-issuers", issuers, "-client", write(t, "chain.pem", slices.Concat(chain...)), trusted)["accepted"].(map[string]any)["verdict"]
	}
	require.Equal(t, "yes", judge(client, sub.pem(), root.pem()))
	require.Equal(t, "yes", judge(root.pem(), sub.pem(), client))
	require.Equal(t, "yes", judge(sub.pem(), client))
	require.Equal(t, "yes", judge(client, sub.pem(), other), "the first is one that issued none")
	var stdout, stderr bytes.Buffer
	require.Equal(t, 2, run([]string{"-release", "server2016", "-client", write(t, "two.pem", slices.Concat(sub.pem(), client, other)), trusted}, &stdout, &stderr))
	require.Contains(t, stderr.String(), "put the client's own first")
}

func TestPlan(t *testing.T) {
	t.Parallel()
	bundle, first := roots(t, 170)
	expired := issue(t, nil, "Expired "+strings.Repeat("y", 40), 1)
	file := write(t, "roots.pem", append(bundle, expired.pem()...))
	chain := write(t, "chain.pem", issue(t, &first, "client", 1).pem())
	got := runJSON(t, "-release", "server2003", "-plan", "-client", chain, "-at", "2026-01-01", file)
	p := got["plan"].(map[string]any)
	require.Equal(t, true, p["fits"])
	require.LessOrEqual(t, p["after"], 12288.0)
	removed := p["removed"].([]any)
	require.Equal(t, "expired", removed[0].(map[string]any)["class"])
	require.Contains(t, removed[0].(map[string]any)["name"], "CN=Expired")
	require.Equal(t, "2021-01-01T00:00:00Z", removed[0].(map[string]any)["not_after"])
	require.Equal(t, hex.EncodeToString(expired.certificate.SubjectKeyId), removed[0].(map[string]any)["key"])
	locked := p["locked"].([]any)
	require.Len(t, locked, 1, "the issuer of the client stays")
	require.Contains(t, locked[0].(map[string]any)["name"], "CN=Root 000")
	for _, r := range removed {
		size := r.(map[string]any)["bytes"].(float64)
		require.Greater(t, p["after"].(float64)+size, 12288.0, "no removed root could stay")
	}
	kept := sha1.Sum(expired.certificate.Raw)
	got = runJSON(t, "-release", "server2003", "-plan", "-keep", hex.EncodeToString(kept[:]), "-at", "2026-01-01", file)
	require.Equal(t, "other", got["plan"].(map[string]any)["removed"].([]any)[0].(map[string]any)["class"], "-keep locks it")
	require.Contains(t, runOK(t, "-release", "server2003", "-plan", file), "Which roots to remove")
	require.Contains(t, runOK(t, "-plan", chain), "none: the list fits")
}

// TestFormats reads one bundle in the formats that openssl makes of it.
func TestFormats(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("needs openssl: Debian package openssl")
	}
	bundle, _ := roots(t, 4)
	livetest.Proves(t, "%s crl2pkcs7: 2 forms of a bundle, answered alike", livetest.OpenSSL(t))
	file := write(t, "roots.pem", bundle)
	want := numbers(runJSON(t, file))
	for _, form := range []string{"DER", "PEM"} {
		out, err := exec.CommandContext(t.Context(), "openssl", "crl2pkcs7", "-nocrl", "-certfile", file, "-outform", form).Output()
		require.NoError(t, err)
		require.Equal(t, want, numbers(runJSON(t, write(t, "bag", out))), form)
	}
}

// serialized writes certificates as a serialized store ([MS-OSHARED]
// 2.3.9.1): a header, an element for each, and twelve zero bytes.
func serialized(bundle []byte) []byte {
	const certificateElement, encodingX509 = 0x20, 1
	out := []byte("\x00\x00\x00\x00CERT")
	for block, rest := pem.Decode(bundle); block != nil; block, rest = pem.Decode(rest) {
		for _, field := range []uint32{certificateElement, encodingX509, uint32(len(block.Bytes))} {
			out = binary.LittleEndian.AppendUint32(out, field)
		}
		out = append(out, block.Bytes...)
	}
	return append(out, make([]byte, 12)...)
}

func TestSerializedStore(t *testing.T) {
	t.Parallel()
	bundle, _ := roots(t, 170)
	asPEM := runJSON(t, "-release", "server2003", "-plan", write(t, "roots.pem", bundle))
	asSST := runJSON(t, "-release", "server2003", "-plan", write(t, "roots.sst", serialized(bundle)))
	require.Equal(t, true, asSST["truncated"])
	require.Equal(t, numbers(asPEM), numbers(asSST))
	require.Equal(t, asPEM["plan"], asSST["plan"])
}

func TestUnusableHost(t *testing.T) {
	t.Parallel()
	bundle, _ := roots(t, 1)
	file := write(t, "roots.pem", bundle)
	bad := write(t, "bad", []byte("hello"))
	for name, args := range map[string][]string{
		"no-registry":       {"-reg", bad, file},
		"no-chain":          {"-client", bad, file},
		"no-time":           {"-at", "yesterday", file},
		"plan-without-file": {"-plan"},
		"plan-of-capture":   {"-plan", "-capture", file},
		"diff-of-one":       {"-diff", file},
		"binding-alone":     {"-binding", file, file},
		"no-binding":        {"-application", "http-sys", "-binding", bad, file},
		"keep-alone":        {"-keep", "0119e81be9a14cd8e22f40ac118c687ecba3f4d8", file},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr strings.Builder
			require.Equal(t, 2, run(args, &stdout, &stderr))
			require.Empty(t, stdout.String())
			require.Equal(t, 1, strings.Count(stderr.String(), "\n"), "one line: %s", stderr.String())
		})
	}
}

func TestDiff(t *testing.T) {
	t.Parallel()
	bundle, first := roots(t, 3)
	before := write(t, "before.pem", bundle)
	added := issue(t, nil, "Added", 10)
	after := write(t, "after.pem", append(bytes.Replace(bundle, first.pem(), nil, 1), added.pem()...))
	got := runJSON(t, "-diff", before, after)
	removed, more := got["removed"].([]any), got["added"].([]any)
	require.Len(t, removed, 1)
	require.Len(t, more, 1)
	require.InDelta(t, 0, removed[0].(map[string]any)["index"], 0)
	require.Equal(t, "CN=Added", more[0].(map[string]any)["name"])
	require.Equal(t, false, got["moved"])
	require.Contains(t, runOK(t, "-diff", before, after), "+     3  CN=Added\n")
	require.NotContains(t, runOK(t, "-diff", before, before), "CN=")
}
