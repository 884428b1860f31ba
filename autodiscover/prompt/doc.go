// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package prompt says which windows Outlook shows on its way to Autodiscover.
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
// Outlook shows windows about redirects, about certificates, and for
// credentials. Programs show none: what does not pass there is passed over, so
// for their products nothing is predicted. Certificates come as facts, with the
// caller's verdict on trust; time is an input; users are taken to answer Yes.
//
// Every window has a certainty. Which Outlook stopped to pass over self-signed
// certificates at the URLs of service connection points is not documented, for
// one, and neither is what the newest Outlook for Windows shows.
package prompt

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
