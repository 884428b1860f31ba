// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"os/exec"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func unhex(t *testing.T, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(text)
	require.NoError(t, err)
	return b
}

// derivations are published vectors; why names the publication.
var derivations = []struct {
	name, why               string
	hash                    derive.Hash
	legacy                  bool
	premaster, seed, master string
}{
	{
		name: "nist-acvp-1", hash: derive.SHA256, why: "NIST ACVP, TLS-v1.2-KDF-RFC7627, test case 1",
		premaster: "8252b983a6459a6fb3b9debe8725247e276139ebf7c9adccdd7d240f3ada7f5e3351b2769b6c8dc169a6d799c3c0ffeb",
		seed:      "1359d7df74cb27c67f74c98d521d442b887eaf0decf6e382c62434d6c3dd7d0d",
		master:    "43a5e821fcf5446c712207f7cd161ed213ee3b9d001d418c57231befd596b583ecd55ab2c4456b02738698f90bc59ac0",
	},
	{
		name: "nist-acvp-2", hash: derive.SHA256, why: "NIST ACVP, TLS-v1.2-KDF-RFC7627, test case 2",
		premaster: "cbf55e41501394407612d1ec385104fa1a8e59eb00832eccbd0b92c2404af47e7171eaec467f04e06f8dcae0add1bbee",
		seed:      "6d7cbb7e2dffd4e1ad853998e74c647586838c47b1e113af5b58586d66a26a4d",
		master:    "89902a83be5fe73e31a5dfe1f631effccb490326f2781e9983b5695e728f10f9ea12f659b62dbe98886959aec0833092",
	},
	{
		name: "nist-acvp-3", hash: derive.SHA256, why: "NIST ACVP, TLS-v1.2-KDF-RFC7627, test case 3",
		premaster: "0cc53a1a01c64c6ba1b3c4e062c6cb1f2309cf0d8b39b26a37aad779c9d3325f03074aad4efeff8da572fda404062f99",
		seed:      "2f1ca9102c5e327f9a22a583e12edbf5be97e6c3f19acf84c1d21aa47170f4c7",
		master:    "e08b8f232729a6703707b2e957e3f5de71590ac8fc3075b785aa3001bf404232a0511e00555f515122df44fea5b119bd",
	},
	{
		name: "s2n-sha384", hash: derive.SHA384, why: "s2n-tls, s2n_tls_prf_test.c: a session of OpenSSL, ECDHE, 32-byte premaster",
		premaster: "05e12675c9264d82b53fa15d589c829af9be1ae3d881ab0b023b7b8cad8bc058",
		seed:      "e6cbbaa03909ea387714fe70c07546086dedfcee086fd2985dfdd50924393619009115758e490e2e3b0c13bebdad5fbb",
		master:    "aef116e65e2cd77d4e96b1ceeadb7912ddd9aaf3a907aa3344ec3a2de6cc3b699ca768fe389eab3b53c98d8ccd830b06",
	},
	{
		name: "nss-sha256", hash: derive.SHA256, why: "NSS, pk11_prf_unittest.cc, TLS 1.2",
		premaster: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f",
		seed:      "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeffe0e1e2e3e4e5e6e7e8e9eaebecedeeef",
		master:    "75a7a598efab90e77c6780deab3a11f35db2f847ff0901ecf89389fc982e6ef92cf59b04046fd7286eeae383c44aff03",
	},
	{
		name: "nss-md5sha1", hash: derive.MD5SHA1, why: "NSS, pk11_prf_unittest.cc, TLS 1.0 and 1.1",
		premaster: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f",
		seed:      "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeffe0e1e2e3e4e5e6e7e8e9eaebecedeeefd0d1d2d3",
		master:    "06bf29865df33e38fdfa91102a20ffd6b9d5725a6d422016dea4a051e553c1280499bcb12c9de80b18a20e48528d6113",
	},
	{
		name: "go-self-test", hash: derive.SHA256, why: "Go, crypto/internal/fips140/tls12, power-on self test with 16-byte inputs",
		premaster: "0102030405060708090a0b0c0d0e0f10",
		seed:      "1112131415161718191a1b1c1d1e1f20",
		master:    "8c3eeda71c1b4cc0a0449075a88ebc7c5e1c4b1e4fe3c106ebdcc05dc0c8ecf3e2b9d1035eb2605d12684f49dfa99dcc",
	},
	{
		name: "openssl-label", hash: derive.SHA256, why: "OpenSSL, evpkdf_tls12_prf.txt: the label with a seed of two randoms",
		premaster: "0102030405060708090a0b",
		seed: "36c129d01a3200894b9179faac589d9835d58775f9b5ea3587cb8fd0364cae8cf6c9575ed7ddd73e1f7d16eca1154158" +
			"12a43c2b747daaaae043abfb50053fce",
		master: "8cb203c99a13871fd96cecd2770720df3c4ebd49e1cbc956fddb400f9c051fb69b63d7abb2f996f4e4d1ac0e9153f51b",
	},
	{
		name: "openssl-legacy-label", hash: derive.SHA256, legacy: true, why: "OpenSSL, evpkdf_tls12_prf.txt: the label of RFC 5246, Section 8.1, gives another secret from the same input",
		premaster: "f8938ecc9edebc5030c0c6a441e213cd24e6f770a50dda07876f8d55da062bcadb386b411fd4fe4313a604fce6c17fbc",
		seed: "36c129d01a3200894b9179faac589d9835d58775f9b5ea3587cb8fd0364cae8cf6c9575ed7ddd73e1f7d16eca1154158" +
			"12a43c2b747daaaae043abfb50053fce",
		master: "202c88c00f84a17a20027079604787461176455539e705be730890602c289a5001e34eeb3a043e5d52a65e66125188bf",
	},
}

func TestMasterSecretVectors(t *testing.T) {
	t.Parallel()
	for _, tt := range derivations {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			wrapped, appended := derive.ExtendedMasterSecret, derive.AppendExtendedMasterSecret
			if tt.legacy {
				wrapped, appended = derive.LegacyMasterSecret, derive.AppendLegacyMasterSecret
			}
			got, err := appended([]byte("before"), tt.hash, unhex(t, tt.premaster), unhex(t, tt.seed))
			require.NoError(t, err)
			if diff := cmp.Diff("before"+string(unhex(t, tt.master)), string(got)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			secret, err := wrapped(tt.hash, unhex(t, tt.premaster), unhex(t, tt.seed))
			require.NoError(t, err)
			want, err := derive.NewMasterSecret(unhex(t, tt.master))
			require.NoError(t, err)
			require.True(t, secret.Equal(want), tt.why)
		})
	}
}

// TestVerifyData: RFC 5246, Section 7.4.9; the bytes are those of P_SHA256 as the
// module hmac of Python computes it.
func TestVerifyData(t *testing.T) {
	t.Parallel()
	secret := make([]byte, derive.MasterSecretSize)
	for i := range secret {
		secret[i] = byte(i)
	}
	master, err := derive.NewMasterSecret(secret)
	require.NoError(t, err)
	hash := unhex(t, "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f")
	for sender, want := range map[ems.Side]string{
		ems.Client: "93bcbe2d54453ff5a981f12d",
		ems.Server: "64d3fdcfda552b1e4951c1ca",
	} {
		got, err := derive.AppendVerifyData(nil, derive.SHA256, master, sender, hash)
		require.NoError(t, err)
		require.Equal(t, want, hex.EncodeToString(got), sender)
	}
}

// requireCode checks that err is an error of this module with the code.
func requireCode(t *testing.T, code schannel.Code, err error) {
	t.Helper()
	fault, ok := errors.AsType[*schannel.Error](err)
	require.True(t, ok, "%v is no *schannel.Error", err)
	require.Equal(t, code, fault.Code)
}

func TestDerivationRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		why       string
		hash      derive.Hash
		premaster int
		seed      int
		want      schannel.Code
	}{
		{"no-hash", "the zero value is not a hash", derive.HashUnspecified, 48, 32, "ems.derive.hash_unknown"},
		{"unknown-hash", "a number without a name", derive.SHA512 + 1, 48, 32, "ems.derive.hash_unknown"},
		{"no-premaster", "no key exchange gives an empty premaster secret", derive.SHA256, 0, 32, "ems.derive.secret_length"},
		{"no-seed", "RFC 7627, Section 4: the seed is a hash", derive.SHA256, 48, 0, "ems.derive.seed_length"},
		{"long-seed", "one more than the cap", derive.SHA256, 48, derive.MaxSeed + 1, "ems.derive.seed_length"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := derive.AppendExtendedMasterSecret([]byte("x"), tt.hash, make([]byte, tt.premaster), make([]byte, tt.seed))
			requireCode(t, tt.want, err)
			require.Nil(t, got, tt.why)
			secret, err := derive.LegacyMasterSecret(tt.hash, make([]byte, tt.premaster), make([]byte, tt.seed))
			requireCode(t, tt.want, err)
			require.Equal(t, derive.MasterSecret{}, secret, tt.why)
		})
	}
	master, err := derive.NewMasterSecret(make([]byte, derive.MasterSecretSize))
	require.NoError(t, err)
	_, err = derive.AppendVerifyData(nil, derive.SHA256, master, ems.SideUnspecified, make([]byte, 32))
	requireCode(t, "ems.derive.side_unknown", err)
	_, err = derive.AppendVerifyData(nil, derive.SHA256, derive.MasterSecret{}, ems.Client, make([]byte, 32))
	requireCode(t, "ems.derive.secret_length", err)
}

// TestLongestSeed: what is as long as the cap is taken.
func TestLongestSeed(t *testing.T) {
	t.Parallel()
	_, err := derive.ExtendedMasterSecret(derive.SHA256, make([]byte, 48), make([]byte, derive.MaxSeed))
	require.NoError(t, err)
}

// TestFIPS runs itself again where only FIPS 140-3 algorithms may run: what
// needs MD5 and SHA-1 or a short key is an error then, and everything else works.
func TestFIPS(t *testing.T) {
	const child = "EMS_TEST_FIPS"
	if os.Getenv(child) == "" {
		t.Parallel()
		cmd := exec.Command(os.Args[0], "-test.run=^TestFIPS$", "-test.v")
		cmd.Env = append(os.Environ(), child+"=1", "GODEBUG=fips140=only")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		require.Contains(t, string(out), "--- PASS: TestFIPS")
		return
	}
	premaster, seed := make([]byte, 48), make([]byte, 32)
	_, err := derive.AppendExtendedMasterSecret(nil, derive.MD5SHA1, premaster, seed)
	requireCode(t, "ems.derive.hash_fips", err)
	_, err = derive.LegacyMasterSecret(derive.MD5SHA1, premaster, seed)
	requireCode(t, "ems.derive.hash_fips", err)
	for _, h := range []derive.Hash{derive.SHA256, derive.SHA384, derive.SHA512} {
		master, err := derive.ExtendedMasterSecret(h, premaster, seed)
		require.NoError(t, err)
		_, err = derive.LegacyMasterSecret(h, premaster[:2], seed)
		requireCode(t, "ems.derive.secret_fips", err)
		_, err = derive.ExtendedMasterSecret(h, premaster[:13], seed)
		requireCode(t, "ems.derive.secret_fips", err)
		_, err = derive.ExtendedMasterSecret(h, premaster[:14], seed)
		require.NoError(t, err, "112 bits are enough")
		_, err = derive.AppendVerifyData(nil, derive.MD5SHA1, master, ems.Client, seed)
		requireCode(t, "ems.derive.hash_fips", err)
	}
}

func TestDerivationDoesNotAllocate(t *testing.T) {
	if vocabtest.Race {
		return
	}
	premaster, seed := make([]byte, 48), make([]byte, derive.MaxSeed)
	master, err := derive.NewMasterSecret(make([]byte, derive.MasterSecretSize))
	require.NoError(t, err)
	dst := make([]byte, 0, derive.MasterSecretSize)
	for _, h := range []derive.Hash{derive.MD5SHA1, derive.SHA256, derive.SHA384, derive.SHA512} {
		require.LessOrEqual(t, testing.AllocsPerRun(100, func() {
			_, _ = derive.AppendExtendedMasterSecret(dst, h, premaster, seed)
			_, _ = derive.AppendLegacyMasterSecret(dst, h, premaster, seed)
			_, _ = derive.AppendVerifyData(dst, h, master, ems.Server, seed)
		}), 0.0, "%s", h)
	}
}

// BenchmarkExtendedMasterSecret is to be read beside [BenchmarkBoundSHA256].
func BenchmarkExtendedMasterSecret(b *testing.B) {
	premaster, sessionHash := bytes.Repeat([]byte{3}, 48), make([]byte, sha256.Size)
	dst := make([]byte, 0, derive.MasterSecretSize)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := derive.AppendExtendedMasterSecret(dst, derive.SHA256, premaster, sessionHash); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBoundSHA256 hashes in one call as many blocks as the derivation
// cannot do without: two for the padded keys, two for each of A(1) and A(2),
// three for each of the two blocks of output.
func BenchmarkBoundSHA256(b *testing.B) {
	const padding = 9
	message := make([]byte, 12*sha256.BlockSize-padding)
	b.ReportAllocs()
	for b.Loop() {
		sha256.Sum256(message)
	}
}
