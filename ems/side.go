// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import "github.com/schanneltrust/schannel/internal/enum"

// Side is one of the two ends of a connection.
type Side uint8

const (
	SideUnspecified Side = 0 // not a side
	Client          Side = 1
	Server          Side = 2
)

var sideNames = [...]string{"unspecified", "client", "server"}

// String returns the name of s, such as "client".
func (s Side) String() string { return enum.String(sideNames[:], s) }

// AppendText appends the name of s; the error is always nil.
func (s Side) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, sideNames[:], s), nil
}

// MarshalText returns the name of s; the error is always nil.
func (s Side) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (s *Side) UnmarshalText(text []byte) (err error) {
	*s, err = enum.Parse[Side](sideNames[:], "side", text)
	return err
}
