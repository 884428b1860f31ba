// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import "github.com/schanneltrust/schannel/internal/enum"

// Alert is a TLS alert description, or [NoAlert]. Its number is the one on the
// wire, except for [CloseNotify], because zero stands for no alert here. Convert
// what comes from the wire by [AlertOf], and what goes there by [Alert.Number].
type Alert uint16

// The alerts that matter in this package. Others have a name too, but no
// constant.
const (
	NoAlert              Alert = 0 // where a value says which alert is sent: none is
	UnexpectedMessage    Alert = 10
	BadRecordMAC         Alert = 20
	HandshakeFailure     Alert = 40
	IllegalParameter     Alert = 47
	DecodeError          Alert = 50
	DecryptError         Alert = 51
	ProtocolVersion      Alert = 70
	InsufficientSecurity Alert = 71
	InternalError        Alert = 80
	NoRenegotiation      Alert = 100
	MissingExtension     Alert = 109
	UnsupportedExtension Alert = 110
	CloseNotify          Alert = 256 // 0 on the wire
)

// alertNames has the names of RFC 5246, RFC 8446 and their predecessors and
// extensions by number; an empty name is a number without an alert.
var alertNames = [...]string{
	0:   "none",
	10:  "unexpected_message",
	20:  "bad_record_mac",
	21:  "decryption_failed",
	22:  "record_overflow",
	30:  "decompression_failure",
	40:  "handshake_failure",
	41:  "no_certificate",
	42:  "bad_certificate",
	43:  "unsupported_certificate",
	44:  "certificate_revoked",
	45:  "certificate_expired",
	46:  "certificate_unknown",
	47:  "illegal_parameter",
	48:  "unknown_ca",
	49:  "access_denied",
	50:  "decode_error",
	51:  "decrypt_error",
	60:  "export_restriction",
	70:  "protocol_version",
	71:  "insufficient_security",
	80:  "internal_error",
	86:  "inappropriate_fallback",
	90:  "user_canceled",
	100: "no_renegotiation",
	109: "missing_extension",
	110: "unsupported_extension",
	111: "certificate_unobtainable",
	112: "unrecognized_name",
	113: "bad_certificate_status_response",
	114: "bad_certificate_hash_value",
	115: "unknown_psk_identity",
	116: "certificate_required",
	120: "no_application_protocol",
	256: "close_notify",
}

// AlertOf returns the alert with that number on the wire.
func AlertOf(number uint8) Alert {
	if number == 0 {
		return CloseNotify
	}
	return Alert(number)
}

// Number returns the number of a on the wire; zero for [NoAlert] too.
func (a Alert) Number() uint8 { return uint8(a) }

// String returns the name of a in the spelling of the RFCs, such as
// "handshake_failure", or its number in hexadecimal; "none" for [NoAlert].
func (a Alert) String() string {
	return enum.String(alertNames[:], a)
}

// AppendText appends what String returns; the error is always nil.
func (a Alert) AppendText(dst []byte) ([]byte, error) { return append(dst, a.String()...), nil }

// MarshalText returns what String returns; the error is always nil.
func (a Alert) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText accepts what String returns.
func (a *Alert) UnmarshalText(text []byte) (err error) {
	*a, err = enum.Parse[Alert](alertNames[:], "alert", text)
	return err
}

// alerts is every alert that conforms with an Abort under the rule of d. RFC
// 7627, Section 5.2, has handshake_failure wherever it says abort; others come
// from the RFCs that it rests on.
func (d Decision) alerts(side Side, h Handshake) []Alert {
	switch d.Rule {
	case CodeFullUnsolicited:
		return []Alert{UnsupportedExtension}
	case CodeVersionTLS13Unsolicited:
		return []Alert{UnsupportedExtension, IllegalParameter} // RFC 8446, Section 4.2: both of its sentences hold
	case CodeVersionTLS13Extension:
		return []Alert{IllegalParameter}
	case CodeVersionTLS13HelloRequest, CodeVersionTLS13Renegotiation:
		return []Alert{UnexpectedMessage}
	case CodeVersionTLS13NonEmpty:
		return []Alert{DecodeError}
	case CodeVersionSSL30:
		return []Alert{HandshakeFailure, ProtocolVersion} // RFC 5246, Section 7.2.2: known and not supported
	case CodeRenegotiationForbidden:
		return []Alert{NoRenegotiation}
	}
	alerts := []Alert{HandshakeFailure}
	switch {
	case d.Rule == CodeFullNonEmpty:
		// RFC 5246, Section 7.2.2: a length that is wrong, or a field
		alerts = []Alert{DecodeError, IllegalParameter}
	case h.NonEmpty:
		alerts = []Alert{DecodeError, IllegalParameter, HandshakeFailure}
	case d.Rule == CodeFullLegacyClient || d.Rule == CodeFullLegacyServer:
		// RFC 5246, Section 7.2.2: instead of handshake_failure, where the
		// other end is not secure enough
		alerts = append(alerts, InsufficientSecurity)
	}
	if h.Renegotiation && side == Server {
		alerts = append(alerts, NoRenegotiation) // RFC 5246, Section 7.2.2
	}
	return alerts
}
