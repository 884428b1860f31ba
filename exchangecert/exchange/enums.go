// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange

// Version is a version of Exchange Server, as far as documents tell them apart.
type Version uint8

const (
	VersionUnspecified Version = 0 // "unspecified": not a version
	Exchange2007RTM    Version = 1 // "2007rtm"
	Exchange2007SP1    Version = 2 // "2007sp1"
	Exchange2007SP2    Version = 3 // "2007sp2"
	Exchange2007SP3    Version = 4 // "2007sp3"
	Exchange2010       Version = 5 // "2010"
	Exchange2013       Version = 6 // "2013"
	Exchange2016       Version = 7 // "2016"
	Exchange2019       Version = 8 // "2019"
	ExchangeSE         Version = 9 // "se": Subscription Edition
)

// Is2007 reports whether v is known to be Exchange 2007.
func (v Version) Is2007() bool { return Exchange2007RTM <= v && v <= Exchange2007SP3 }

// Role is a role of an Exchange server; of a Receive connector it is the
// TransportRole.
type Role uint8

const (
	RoleUnspecified   Role = 0 // "unspecified": not a role
	HubTransport      Role = 1 // "hub-transport": since 2013 part of the mailbox role
	Edge              Role = 2 // "edge"
	FrontendTransport Role = 3 // "frontend-transport": since 2013
	Mailbox           Role = 4 // "mailbox"
	ClientAccess      Role = 5 // "client-access"
	UnifiedMessaging  Role = 6 // "unified-messaging"
)

// Status is the validity of a certificate as Get-ExchangeCertificate reports
// it.
type Status uint8

const (
	StatusUnspecified            Status = 0 // "unspecified": not seen
	StatusValid                  Status = 1 // "Valid"
	StatusDateInvalid            Status = 2 // "DateInvalid"
	StatusInvalid                Status = 3 // "Invalid"
	StatusPendingRequest         Status = 4 // "PendingRequest": a request without its certificate
	StatusRevocationCheckFailure Status = 5 // "RevocationCheckFailure": nobody could say whether it is revoked
	StatusRevoked                Status = 6 // "Revoked"
	StatusUnknown                Status = 7 // "Unknown": the cmdlet itself reports that
	StatusUntrusted              Status = 8 // "Untrusted"
)

// RootCAType is where the root of a certificate is trusted, as
// Get-ExchangeCertificate reports it.
type RootCAType uint8

const (
	RootUnspecified RootCAType = 0 // "unspecified": not seen
	RootNone        RootCAType = 1 // "None"
	RootThirdParty  RootCAType = 2 // "ThirdParty"
	RootEnterprise  RootCAType = 3 // "Enterprise"
	RootRegistry    RootCAType = 4 // "Registry": in the Trusted Root store of the computer only
	RootGroupPolicy RootCAType = 5 // "GroupPolicy"
	RootUnknown     RootCAType = 6 // "Unknown": the cmdlet itself reports that
)

// TLSAuthLevel is what a Send connector checks of the certificate of the other
// end.
type TLSAuthLevel uint8

const (
	TLSAuthLevelUnset     TLSAuthLevel = 0 // "unset": not set, or not seen
	EncryptionOnly        TLSAuthLevel = 1 // "EncryptionOnly"
	CertificateValidation TLSAuthLevel = 2 // "CertificateValidation": chain and revocation
	DomainValidation      TLSAuthLevel = 3 // "DomainValidation": the name too
)
