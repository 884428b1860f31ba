// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package recording reads recordings of Autodiscover for package walk.
//
//   - To read a HAR file, as browsers and Fiddler save it, or the small form,
//     a list of requests with their answers, call [Read].
//
// # The small form
//
// It is a JSON list of objects. Each has a "request", with "method" and "url",
// or with "dns" ("SRV") and "name", and perhaps "mail"; one of "response" and
// "error"; and perhaps a "time" (RFC 3339). A response has "status", "headers"
// (Location, WWW-Authenticate and those that begin with X- and name an endpoint
// are kept), and "body" or "body_file"; of DNS "records", each with "priority",
// "weight", "port" and "target". A "peer" holds facts of the server's certificate: "names",
// "common_name", "not_before", "not_after", "trusted" and "self_signed".
//
// # What is not kept
//
// Recordings hold passwords and cookies. Of a request nothing but the method
// and the URL, without credentials in it, is read; Authorization, cookies and
// every other header of a request have no place in the types that are decoded.
// Of WWW-Authenticate the schemes are kept, and whether one carries a token. Keys that are not understood are named in the recording.
package recording
