// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost

import (
	"bytes"
	"fmt"
	"math/big"
)

// maxModulus is the length in bytes of the longest modulus that is accepted,
// four times that of the largest group of RFC 7919.
const maxModulus = 4096

// LeadingZeroProbability returns the probability that a number begins with a
// zero byte when it is written in as many bytes as the Diffie-Hellman modulus
// p, big-endian. It is exact for a number that is uniform on 1 … p-1: of
// those, 256^(n-1) - 1 fit into less than the n bytes of p.
//
// The public values and the shared secret of a real exchange lie in the
// subgroup of the generator, for which the number is a close approximation.
// It is 1 in 256 if p begins with ff, as those of RFC 3526 and RFC 7919 do,
// and up to 1 in 128 if it begins with 80; the smaller the first byte, the
// more often.
//
// The error is a [*schannel.Error] for a p that is less than 3 or longer than
// 4096 bytes.
func LeadingZeroProbability(p []byte) (*big.Rat, error) {
	p = bytes.TrimLeft(p, "\x00")
	modulus := new(big.Int).SetBytes(p[:min(len(p), maxModulus)])
	if len(p) > maxModulus || modulus.Cmp(big.NewInt(3)) < 0 {
		return nil, malformed(codeModulusSize, "modulus", fmt.Errorf("%d bytes are no Diffie-Hellman modulus", len(p)))
	}
	one := big.NewInt(1)
	short := new(big.Int).Lsh(one, uint(8*(len(p)-1)))
	return new(big.Rat).SetFrac(short.Sub(short, one), modulus.Sub(modulus, one)), nil
}
