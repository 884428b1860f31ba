// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package exchangediag says what is behind an event, an SMTP reply, an error of
// the protocol log or a refused cmdlet that has to do with certificates of
// Exchange.
//
//   - To find causes of what somebody has seen, call [Diagnose].
//   - To compare the certificates of a protocol log with those that documents
//     predict, call [CompareLog].
//   - To look for what makes direct trust fail (events 1037 and 2019), call
//     [CheckDirectTrust].
//
// # Symptoms
//
// Known are the events 12012 to 12019, 12023 and 12024, 1036, 1037, 2018, 2019,
// 2004, 2015, 11012, 11015 and 11022 of the transport services, 10104 of
// EdgeSync, 2004 of MSExchange OAuth and 1423 of Unified Messaging; the replies
// 450 4.7.320 to 322, 454 4.7.5, 451 5.7.3, 421 4.4.1 and those like them; the errors
// NoCredentials, UnknownCredentials and InvalidToken of the protocol log; and
// what refused cmdlets and the Hybrid Configuration Wizard say. Records are
// recognised by provider and number, texts in English and, as far as documents
// have them, in Japanese. What is not known changes nothing.
//
// # Causes
//
// Each symptom has the causes that documents give it. What is known of the
// server confirms a cause or rules it out; one that stays open is insufficient
// data, and says what would tell. What a log says was sent comes before any
// prediction.
package exchangediag
