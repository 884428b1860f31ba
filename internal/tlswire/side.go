// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import (
	"github.com/schanneltrust/schannel/internal/prelude"
)

// Side returns whose stream it is by what has been read: messages that only one
// end sends, or else the dialogue before TLS. [prelude.BothSides] says that
// messages of both ends stand in it.
func (f *Flow) Side() prelude.Side { return f.side }

// sideWith returns what is known of the side behind an item.
func (f *Flow) sideWith(item Item) prelude.Side {
	side := prelude.UnknownSide
	switch item.Kind {
	case HelloSSL2:
		side = prelude.Client
	case Message:
		side = sender(item.Type(), f.form)
	case KindUnspecified, ChangeCipherSpec, Alert, Encrypted, ApplicationData, Outside, Other:
	}
	switch {
	case side == prelude.UnknownSide || side == f.side:
		return f.side
	case !f.proven:
		f.proven = true // a dialogue in clear is a weaker sign
		return side
	}
	return prelude.BothSides
}

// sender tells which end sends a message. What either may send tells nothing,
// as CertificateVerify without records, where it may be one of TLS 1.3.
func sender(messageType byte, form Form) prelude.Side {
	switch messageType {
	case TypeClientHello, TypeClientKeyExchange, TypeEndOfEarlyData, TypeCertificateURL:
		return prelude.Client
	case TypeHelloRequest, TypeServerHello, TypeHelloVerifyRequest, TypeHelloRetryRequest, TypeNewSessionTicket,
		TypeEncryptedExtensions, TypeServerKeyExchange, TypeCertificateRequest, TypeServerHelloDone, TypeCertificateStatus:
		return prelude.Server
	case TypeCertificateVerify:
		if form == Records || form == Datagrams {
			return prelude.Client
		}
	}
	return prelude.UnknownSide
}

// SideOf reads a stream until it is known whose it is.
func SideOf(stream []byte) prelude.Side {
	f, err := NewFlow(stream)
	if err != nil {
		return prelude.UnknownSide
	}
	for !f.proven {
		if _, more := f.Next(); !more {
			break
		}
	}
	return f.Side()
}

// Swapped tells which of two streams of one connection is the client's. Known
// is false where neither shows it, or both show the same.
func Swapped(first, second []byte) (swapped, known bool) {
	a, b := SideOf(first), SideOf(second)
	switch {
	case a == prelude.Client && b != prelude.Client, b == prelude.Server && a != prelude.Server:
		return false, true
	case a == prelude.Server && b != prelude.Server, b == prelude.Client && a != prelude.Client:
		return true, true
	}
	return false, false
}
