// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package xmlsafe reads XML of strangers token by token: bounded in size,
// depth, attributes and length of a token, with no document type, no entities
// beside the five of XML itself and no processing instructions beside the
// declaration. Input is UTF-8 or UTF-16; offsets count bytes of the input.
//
// It stands on the tokenizer of encoding/xml, which expands nothing and reads
// nothing from elsewhere; what is left to bound is what it allocates for one
// token.
package xmlsafe
