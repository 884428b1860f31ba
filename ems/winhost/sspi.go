// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost

import (
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel/ems"
)

// Status is an error code of the Windows security interface (SSPI), as the
// functions of Schannel return it: "0x8009030f" in most logs.
type Status uint32

// The codes that have a name here.
const (
	StatusUnsupportedFunction      Status = 0x80090302
	StatusInternalError            Status = 0x80090304
	StatusLogonDenied              Status = 0x8009030c
	StatusMessageAltered           Status = 0x8009030f
	StatusBufferTooSmall           Status = 0x80090321 // what a client makes of a short public value, not of an alert
	StatusUntrustedRoot            Status = 0x80090325
	StatusIllegalMessage           Status = 0x80090326
	StatusCertUnknown              Status = 0x80090327
	StatusCertExpired              Status = 0x80090328
	StatusDecryptFailure           Status = 0x80090330
	StatusAlgorithmMismatch        Status = 0x80090331
	StatusUnfinishedContextDeleted Status = 0x80090333
	StatusRevoked                  Status = 0x80092010
)

// statusNames is the one place where a status has a name.
var statusNames = [...]struct {
	status Status
	name   string
}{
	{StatusUnsupportedFunction, "SEC_E_UNSUPPORTED_FUNCTION"},
	{StatusInternalError, "SEC_E_INTERNAL_ERROR"},
	{StatusLogonDenied, "SEC_E_LOGON_DENIED"},
	{StatusMessageAltered, "SEC_E_MESSAGE_ALTERED"},
	{StatusBufferTooSmall, "SEC_E_BUFFER_TOO_SMALL"},
	{StatusUntrustedRoot, "SEC_E_UNTRUSTED_ROOT"},
	{StatusIllegalMessage, "SEC_E_ILLEGAL_MESSAGE"},
	{StatusCertUnknown, "SEC_E_CERT_UNKNOWN"},
	{StatusCertExpired, "SEC_E_CERT_EXPIRED"},
	{StatusDecryptFailure, "SEC_E_DECRYPT_FAILURE"},
	{StatusAlgorithmMismatch, "SEC_E_ALGORITHM_MISMATCH"},
	{StatusUnfinishedContextDeleted, "SEC_E_UNFINISHED_CONTEXT_DELETED"},
	{StatusRevoked, "CRYPT_E_REVOKED"},
}

// alertStatuses has the alerts for which the documented status is not
// SEC_E_ILLEGAL_MESSAGE, which stands for all the others.
var alertStatuses = [...]struct {
	alert  ems.Alert
	status Status
}{
	{20, StatusMessageAltered},
	{21, StatusDecryptFailure},
	{30, StatusMessageAltered},
	{42, StatusCertUnknown},
	{43, StatusCertUnknown},
	{44, StatusRevoked},
	{45, StatusCertExpired},
	{46, StatusCertUnknown},
	{48, StatusUntrustedRoot},
	{49, StatusLogonDenied},
	{51, StatusDecryptFailure},
	{70, StatusUnsupportedFunction},
	{71, StatusAlgorithmMismatch},
	{80, StatusInternalError},
	{90, StatusUnfinishedContextDeleted},
}

// StatusOf returns what a call into Schannel fails with after the peer has sent
// a as a fatal alert; zero for none, and for close_notify, which is no error.
func StatusOf(a ems.Alert) Status {
	if a == ems.NoAlert || a == ems.CloseNotify {
		return 0
	}
	for _, known := range alertStatuses {
		if known.alert == a {
			return known.status
		}
	}
	return StatusIllegalMessage
}

// Statuses yields the codes that have a name here.
func Statuses() iter.Seq[Status] {
	return func(yield func(Status) bool) {
		for _, known := range statusNames {
			if !yield(known.status) {
				return
			}
		}
	}
}

// String returns the name of s, such as "SEC_E_MESSAGE_ALTERED", or its number
// in hexadecimal.
func (s Status) String() string {
	for _, known := range statusNames {
		if known.status == s {
			return known.name
		}
	}
	return fmt.Sprintf("0x%08x", uint32(s))
}

// AppendText appends what String returns; the error is always nil.
func (s Status) AppendText(dst []byte) ([]byte, error) { return append(dst, s.String()...), nil }

// MarshalText returns what String returns; the error is always nil.
func (s Status) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText accepts what String returns: the names of known values, and
// numbers in hexadecimal.
func (s *Status) UnmarshalText(text []byte) error {
	for _, known := range statusNames {
		if known.name == string(text) {
			*s = known.status
			return nil
		}
	}
	if digits, found := strings.CutPrefix(string(text), "0x"); found {
		if number, err := strconv.ParseUint(digits, 16, 32); err == nil {
			*s = Status(number)
			return nil
		}
	}
	return fmt.Errorf("unknown status %q", text)
}
