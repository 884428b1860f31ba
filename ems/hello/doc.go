// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package hello makes the bytes of the hellos that a case of package ems is
// about, for authors of tests in any language.
//
//   - To make the ClientHello of a case, call [AppendClientHello].
//   - To make the ServerHello of a case, call [AppendServerHello].
//   - To translate the errors, call [Catalog].
//
// What the case does not say is in [Fields]: a session is offered and accepted
// by the session ID and the ticket that stand there. Both functions append a
// handshake message with its header, which goes into a record of its own (RFC
// 5246, Section 6.2.1; RFC 6347, Section 4.1).
//
// SSL 3.0 has no extensions (RFC 6101, Section 5.6.1): its cases are refused.
// A hello of TLS 1.3 has the versions that it needs; what else that protocol
// takes, such as key_share and a pre_shared_key with its binders, is a further
// extension, because it cannot be made without keys.
package hello
