// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"fmt"
	"strconv"
	"strings"
)

// Status is an error code of the Windows security interface (SSPI), as the
// functions of Schannel return it: "0x8009030f" in most logs.
type Status uint32

const (
	statusUnsupportedFunction      Status = 0x80090302
	statusInternalError            Status = 0x80090304
	statusLogonDenied              Status = 0x8009030c
	statusMessageAltered           Status = 0x8009030f
	statusBufferTooSmall           Status = 0x80090321 // what a client makes of a short public value, not of an alert
	statusUntrustedRoot            Status = 0x80090325
	statusIllegalMessage           Status = 0x80090326
	statusCertUnknown              Status = 0x80090327
	statusCertExpired              Status = 0x80090328
	statusDecryptFailure           Status = 0x80090330
	statusAlgorithmMismatch        Status = 0x80090331
	statusUnfinishedContextDeleted Status = 0x80090333
	statusRevoked                  Status = 0x80092010
)

// statusNames is the one place where a status has a name.
var statusNames = [...]struct {
	status Status
	name   string
}{
	{statusUnsupportedFunction, "SEC_E_UNSUPPORTED_FUNCTION"},
	{statusInternalError, "SEC_E_INTERNAL_ERROR"},
	{statusLogonDenied, "SEC_E_LOGON_DENIED"},
	{statusMessageAltered, "SEC_E_MESSAGE_ALTERED"},
	{statusBufferTooSmall, "SEC_E_BUFFER_TOO_SMALL"},
	{statusUntrustedRoot, "SEC_E_UNTRUSTED_ROOT"},
	{statusIllegalMessage, "SEC_E_ILLEGAL_MESSAGE"},
	{statusCertUnknown, "SEC_E_CERT_UNKNOWN"},
	{statusCertExpired, "SEC_E_CERT_EXPIRED"},
	{statusDecryptFailure, "SEC_E_DECRYPT_FAILURE"},
	{statusAlgorithmMismatch, "SEC_E_ALGORITHM_MISMATCH"},
	{statusUnfinishedContextDeleted, "SEC_E_UNFINISHED_CONTEXT_DELETED"},
	{statusRevoked, "CRYPT_E_REVOKED"},
}

// alertStatuses has the alerts for which the documented status is not
// SEC_E_ILLEGAL_MESSAGE, which stands for all the others.
var alertStatuses = [...]struct {
	alert  Alert
	status Status
}{
	{20, statusMessageAltered},
	{21, statusDecryptFailure},
	{30, statusMessageAltered},
	{42, statusCertUnknown},
	{43, statusCertUnknown},
	{44, statusRevoked},
	{45, statusCertExpired},
	{46, statusCertUnknown},
	{48, statusUntrustedRoot},
	{49, statusLogonDenied},
	{51, statusDecryptFailure},
	{70, statusUnsupportedFunction},
	{71, statusAlgorithmMismatch},
	{80, statusInternalError},
	{90, statusUnfinishedContextDeleted},
}

// Status returns what a call into Schannel fails with after the peer has sent
// a as a fatal alert; zero for close_notify, which is no error.
func (a Alert) Status() Status {
	if a == CloseNotify {
		return 0
	}
	for _, known := range alertStatuses {
		if known.alert == a {
			return known.status
		}
	}
	return statusIllegalMessage
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
