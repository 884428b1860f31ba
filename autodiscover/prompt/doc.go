// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package prompt predicts which windows Outlook shows on its way to Autodiscover.
//
//   - To know what appears on a walk, why, and what helps, call [Predict] with
//     the setup and the hops of the walk's outcome.
//   - To know it for a single request, make one [walk.Hop] of it.
//   - To know whether a redirect is to be expected at all, call [Coexistence]
//     with the versions of the server that is asked and of that with the mailbox.
//   - To know whether the name on the certificate of the RPC proxy is the one
//     that Outlook is told to expect, call [Principals] with the settings.
//   - To know what a window that somebody saw tells, call [Seen] with its text.
//
// Outlook shows windows about redirects and certificates, and for credentials.
// Programs show none, and skip what they do not accept: for their products
// nothing is predicted. Certificates come as facts, with the caller's verdict on
// trust; time is an input; users are assumed to answer Yes.
//
// Every window has a certainty. For example, it is not documented which Outlook
// stopped tolerating self-signed certificates at the URLs of service connection
// points, nor what the newest Outlook for Windows shows.
package prompt

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
