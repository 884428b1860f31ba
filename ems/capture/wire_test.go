// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/rc4"
	"crypto/rsa"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/tlstest"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// wire is what the tests know of a handshake without asking the package.
type wire struct {
	messages map[byte][]byte     // of both ends, the first of each type
	before   []byte              // all messages in clear, in their order
	finished map[ems.Side][]byte // the first encrypted record of each end
}

// readWire takes the streams of a handshake apart, as far as each end's first
// encrypted record.
func readWire(t *testing.T, client, server []byte) wire {
	t.Helper()
	w := wire{messages: map[byte][]byte{}, finished: map[ems.Side][]byte{}}
	c, s := tlswire.NewReader(client), tlswire.NewReader(server)
	take := func(r *tlswire.Reader, until byte) {
		for {
			item, err := r.Next()
			require.NoError(t, err)
			if item.Kind == tlswire.Encrypted {
				side := map[*tlswire.Reader]ems.Side{c: ems.Client, s: ems.Server}[r]
				w.finished[side] = item.Raw
				return
			}
			if item.Kind == tlswire.Message {
				w.before = append(w.before, item.Raw...)
				if w.messages[item.Type()] == nil {
					w.messages[item.Type()] = item.Raw
				}
				if item.Type() == until {
					return
				}
			}
		}
	}
	take(c, tlswire.TypeClientHello)
	take(s, tlswire.TypeServerHelloDone)
	take(c, tlswire.TypeFinished)
	return w
}

// premaster decrypts the ClientKeyExchange of an RSA key exchange.
func (w wire) premaster(t *testing.T, key *rsa.PrivateKey) []byte {
	t.Helper()
	exchange := w.messages[tlswire.TypeClientKeyExchange]
	encrypted := new(big.Int).SetBytes(exchange[tlswire.HeaderLen+2:])
	padded := encrypted.Exp(encrypted, key.D, key.N).FillBytes(make([]byte, key.Size()))
	require.Equal(t, "\x00\x02", string(padded[:2]), "RFC 8017, Section 7.2.2")
	_, premaster, found := bytes.Cut(padded[2:], []byte{0})
	require.True(t, found)
	return premaster
}

// randoms returns both randoms, the client's first.
func (w wire) randoms() []byte {
	random := func(hello []byte) []byte { return hello[tlswire.HeaderLen+2:][:32] }
	return append(bytes.Clone(random(w.messages[tlswire.TypeClientHello])), random(w.messages[tlswire.TypeServerHello])...)
}

// decryptFinished decrypts the Finished message of an end with the keys that
// the master secret gives (RFC 5246, Section 6.3).
func (w wire) decryptFinished(t *testing.T, side ems.Side, version schannel.TLSVersion, suite derive.Suite, hash derive.Hash, master derive.MasterSecret) []byte {
	t.Helper()
	randoms := w.randoms()
	block := tlstest.PRF(t, 256, hash.String(), master.AppendSecret(nil), "key expansion"+string(randoms[32:])+string(randoms[:32]))
	pair := func(n int) []byte {
		both := block[:2*n]
		block = block[2*n:]
		if side == ems.Server {
			return both[n:]
		}
		return both[:n]
	}
	const finishedLen = tlswire.HeaderLen + 12
	switch record := w.finished[side]; suite.String() {
	case "TLS_RSA_WITH_RC4_128_SHA":
		pair(20)
		return decryptRC4(t, record, pair(16))[:finishedLen]
	case "TLS_RSA_WITH_3DES_EDE_CBC_SHA":
		pair(20)
		return decryptCBC(t, version, record, des.NewTripleDESCipher, pair(24), pair(8))[:finishedLen]
	case "TLS_RSA_WITH_AES_128_CBC_SHA":
		pair(20)
		return decryptCBC(t, version, record, aes.NewCipher, pair(16), pair(16))[:finishedLen]
	case "TLS_RSA_WITH_AES_128_CBC_SHA256":
		pair(32)
		return decryptCBC(t, version, record, aes.NewCipher, pair(16), pair(16))[:finishedLen]
	case "TLS_RSA_WITH_AES_128_GCM_SHA256":
		return decryptGCM(t, record, pair(16), pair(4))[:finishedLen]
	case "TLS_RSA_WITH_AES_256_GCM_SHA384":
		return decryptGCM(t, record, pair(32), pair(4))[:finishedLen]
	default:
		t.Fatalf("no decryption for %s", suite)
		return nil
	}
}

func decryptRC4(t *testing.T, record, key []byte) []byte {
	t.Helper()
	c, err := rc4.NewCipher(key)
	require.NoError(t, err)
	out := make([]byte, len(record))
	c.XORKeyStream(out, record)
	return out
}

func decryptCBC(t *testing.T, version schannel.TLSVersion, record []byte, newCipher func([]byte) (cipher.Block, error), key, iv []byte) []byte {
	t.Helper()
	c, err := newCipher(key)
	require.NoError(t, err)
	if version != schannel.TLS10 { // RFC 4346, Section 6.2.3.2: in the record
		iv, record = record[:len(iv)], record[len(iv):]
	}
	out := make([]byte, len(record))
	cipher.NewCBCDecrypter(c, iv).CryptBlocks(out, record)
	return out
}

// decryptGCM works without the tag, so that wrong keys give a wrong message
// and no error: counter 2 is the first one for data.
func decryptGCM(t *testing.T, record, key, salt []byte) []byte {
	t.Helper()
	c, err := aes.NewCipher(key)
	require.NoError(t, err)
	counter := append(append(bytes.Clone(salt), record[:8]...), 0, 0, 0, 2) // RFC 5288, Section 3
	out := make([]byte, len(record)-8)
	cipher.NewCTR(c, counter).XORKeyStream(out, record[8:])
	return out
}
