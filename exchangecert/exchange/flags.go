// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange

import (
	"fmt"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Services is the set of services that a certificate is enabled for, with the
// numbers of Microsoft's AllowedServices. Zero is unknown; a certificate that
// is known to have none has [NoServices].
type Services uint16

const (
	IMAP         Services = 1
	POP          Services = 2
	UM           Services = 4
	IIS          Services = 8
	SMTP         Services = 16
	Federation   Services = 32
	UMCallRouter Services = 64
	NoServices   Services = 1 << 15 // no flag of Microsoft's: known, and none
)

// serviceNames has the names in the order of the numbers, and the letter of
// each in the table that the shell prints.
var serviceNames = [...]flagName{
	{1, "IMAP", 'I'},
	{2, "POP", 'P'},
	{4, "UM", 'U'},
	{8, "IIS", 'W'},
	{16, "SMTP", 'S'},
	{32, "Federation", 'F'},
	{64, "UMCallRouter", 'R'},
}

// ServicesOf returns the set for a number of AllowedServices, in which zero
// means none.
func ServicesOf(number int) Services {
	if number == 0 {
		return NoServices
	}
	return Services(number) &^ NoServices //nolint:gosec // the numbers fit; what has no name stays and is printed
}

// ParseServices reads names joined by commas, such as "IMAP, POP, IIS, SMTP",
// "None", or the letters of the table, such as "IP.WS..". An empty text is
// unknown.
func ParseServices(text string) (Services, error) {
	if len(text) >= 5 && strings.Trim(text, ".IPUWSFR") == "" {
		return parseLetters(text)
	}
	set, err := parseFlags(serviceNames[:], uint16(NoServices), text)
	if err != nil {
		return 0, fault(codeServices, "Services", err)
	}
	return Services(set), nil
}

// parseLetters reads the column of the table: a letter or a dot for each
// service, in the order I P U W S F R, of which older versions print fewer.
func parseLetters(text string) (Services, error) {
	set := NoServices
	for _, name := range serviceNames {
		if text == "" {
			break
		}
		switch text[0] {
		case name.letter:
			set = set&^NoServices | Services(name.flag)
		case '.':
		default:
			return 0, fault(codeServices, "Services", fmt.Errorf("%q where %q or a dot stands", text[0], name.letter))
		}
		text = text[1:]
	}
	if text != "" {
		return 0, fault(codeServices, "Services", fmt.Errorf("%d letters too many", len(text)))
	}
	return set, nil
}

// Has reports whether the flag is in the set.
func (s Services) Has(flag Services) schannel.Truth {
	switch {
	case s == 0:
		return schannel.Unknown
	case s&flag == flag:
		return schannel.Yes
	}
	return schannel.No
}

// String returns the names joined by ", " as the shell prints them, "None", or
// nothing for an unknown set. A flag without a name is printed in hexadecimal.
func (s Services) String() string {
	return flagText(serviceNames[:], uint16(s), uint16(NoServices))
}

// AppendText appends what String returns; the error is always nil.
func (s Services) AppendText(dst []byte) ([]byte, error) { return append(dst, s.String()...), nil }

// MarshalText returns what String returns; the error is always nil.
func (s Services) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText accepts what ParseServices accepts.
func (s *Services) UnmarshalText(text []byte) (err error) {
	*s, err = ParseServices(string(text))
	return err
}

// AuthMechanism is a set of ways to authenticate: the property AuthMechanism of a
// Receive connector, or SmartHostAuthMechanism of a Send connector. Zero is
// unknown; a connector that is known to have none has [NoAuth].
type AuthMechanism uint16

const (
	AuthTLS                   AuthMechanism = 1
	AuthIntegrated            AuthMechanism = 2
	AuthBasic                 AuthMechanism = 4
	AuthBasicRequireTLS       AuthMechanism = 8
	AuthExchangeServer        AuthMechanism = 16
	AuthExternalAuthoritative AuthMechanism = 32
	NoAuth                    AuthMechanism = 1 << 15 // no flag of Microsoft's: known, and none
)

var authNames = [...]flagName{
	{1, "Tls", 0},
	{2, "Integrated", 0},
	{4, "BasicAuth", 0},
	{8, "BasicAuthRequireTLS", 0},
	{16, "ExchangeServer", 0},
	{32, "ExternalAuthoritative", 0},
}

// ParseAuthMechanism reads names joined by commas, such as "Tls, Integrated",
// or "None". An empty text is unknown.
func ParseAuthMechanism(text string) (AuthMechanism, error) {
	set, err := parseFlags(authNames[:], uint16(NoAuth), text)
	if err != nil {
		return 0, fault(codeAuthMechanism, "AuthMechanism", err)
	}
	return AuthMechanism(set), nil
}

// Has reports whether the flag is in the set.
func (m AuthMechanism) Has(flag AuthMechanism) schannel.Truth {
	switch {
	case m == 0:
		return schannel.Unknown
	case m&flag == flag:
		return schannel.Yes
	}
	return schannel.No
}

// String returns the names joined by ", " as the shell prints them, "None", or
// nothing for an unknown set. A flag without a name is printed in hexadecimal.
func (m AuthMechanism) String() string { return flagText(authNames[:], uint16(m), uint16(NoAuth)) }

// AppendText appends what String returns; the error is always nil.
func (m AuthMechanism) AppendText(dst []byte) ([]byte, error) { return append(dst, m.String()...), nil }

// MarshalText returns what String returns; the error is always nil.
func (m AuthMechanism) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText accepts what ParseAuthMechanism accepts.
func (m *AuthMechanism) UnmarshalText(text []byte) (err error) {
	*m, err = ParseAuthMechanism(string(text))
	return err
}
