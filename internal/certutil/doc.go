// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package certutil reads what certutil prints of certificates: certutil -store
// My, with and without -v, and certutil -dump, also with certificates in
// base64 between.
//
//   - To read the certificates, range over [Certificates].
//   - To see whether a text is one of these, call [Is].
//
// certutil prints in the language of Windows. What its lines are is told by
// their labels in English, German and French, whose letters beyond ASCII may
// be garbled, because certutil writes the code page of the console. In other
// languages it is told by the order of the lines, which is the same, and by
// "(sha1)", which is never translated; what neither tells stays unknown.
package certutil
