// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

// Structured lets a table ask about single messages what the search for a
// beginning asks about every place.
var Structured = structured
