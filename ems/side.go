// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

// Side is one of the two ends of a connection.
type Side uint8

const (
	SideUnspecified Side = 0 // "unspecified": not a side
	Client          Side = 1 // "client"
	Server          Side = 2 // "server"
)

// Other returns the other end of the connection.
func (v Side) Other() Side {
	switch v {
	case Client:
		return Server
	case Server:
		return Client
	case SideUnspecified:
	}
	return SideUnspecified
}
