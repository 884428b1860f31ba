// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package answer reads what an Autodiscover server answered.
//
//   - To read a body, POX or SOAP, call [Parse]: it gives the action, the
//     target of a redirect, the error or the settings, and what is odd about
//     the body as findings.
//   - To learn what a code of an error means, call [Meaning].
//   - To know which name Outlook expects on a certificate, call
//     [Protocol.Principal].
//   - To tell how a body begins, which is what the EWS Managed API looks at
//     first, call [StartOf].
//
// Bodies come from the network: their size and depth are capped, document type
// definitions and entities are refused, and an HTML page is named as such.
// Elements are read by where they stand, not by their names alone: a Protocol
// inside a Protocol is not its neighbour.
//
// # Differences
//
// Namespaces are compared without their scheme: the samples of Microsoft's
// documentation show https: where servers send http:. Both are accepted, and
// the first is reported. An Error is accepted below Response, where examples
// show it, below Account, where its reference page puts it, and below Action,
// where Exchange ActiveSync puts it.
package answer

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
