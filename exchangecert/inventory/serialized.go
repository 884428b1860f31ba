// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// serialized is what the shell knows of a certificate and serializes with it,
// in the property SerializationData.
type serialized struct {
	certificate  []byte // DER
	friendlyName string
	cng          schannel.Truth
	selfSigned   schannel.Truth
	exportable   schannel.Truth
	status       int64 // -1: not there
	root         int64 // -1: not there
	services     int64 // -1: not there
	identity     string
	sites        []string // such as "IIS://MX1/W3SVC/1"
}

// readSerialized reads SerializationData of an ExchangeCertificate. Since the
// update of January 2023 the stream may be signed: "#sig#", its length, the
// stream, the signature.
func readSerialized(data []byte) (serialized, error) {
	if signed, ok := bytes.CutPrefix(data, []byte("#sig#")); ok {
		if len(signed) < 4 || uint64(binary.LittleEndian.Uint32(signed)) > uint64(len(signed)-4) {
			return serialized{}, errStreamEnds
		}
		data = signed[4 : 4+int(binary.LittleEndian.Uint32(signed))]
	}
	root, s, err := readStream(data)
	if err != nil {
		return serialized{}, err
	}
	out := serialized{status: -1, root: -1, services: -1}
	out.selfSigned = truthOf(s.member(root, "SelfSigned"))
	out.exportable = truthOf(s.member(root, "PrivateKeyExportable"))
	out.status = s.numberOr(root, "Status", out.status)
	out.root = s.numberOr(root, "RootCAType", out.root)
	out.services = s.numberOr(root, "Services", out.services)
	out.identity, _ = s.member(root, "Identity").(string)
	out.sites = s.sites(root)
	if elements, ok := s.member(root, "CertData").([]byte); ok {
		err = out.readElements(elements)
	}
	return out, err
}

// sites are the names of the web sites that the certificate is bound to:
// IISServices is a list of them.
func (s *stream) sites(root *record) []string {
	list, _ := s.member(root, "IISServices").(*record)
	items, _ := s.member(list, "_items").([]any)
	var sites []string
	for _, item := range items {
		service, _ := s.follow(item).(*record)
		if name, ok := s.member(service, "serviceName").(string); ok && name != "" {
			sites = append(sites, name)
		}
	}
	return sites
}

func truthOf(v any) schannel.Truth {
	is, ok := v.(bool)
	switch {
	case !ok:
		return schannel.Unknown
	case is:
		return schannel.Yes
	}
	return schannel.No
}

// Properties of a certificate in a serialized store
// (CertGetCertificateContextProperty).
const (
	propKeyProvider  = 2
	propFriendlyName = 11
	propCertificate  = 32
)

var errElements = errors.New("CertData ends within an element")

// readElements reads the elements of a serialized certificate: each has a
// property, an encoding, a length and so many bytes.
func (out *serialized) readElements(data []byte) error {
	for len(data) > 0 {
		if len(data) < 12 {
			return errElements
		}
		property, length := binary.LittleEndian.Uint32(data), binary.LittleEndian.Uint32(data[8:])
		data = data[12:]
		if uint64(length) > uint64(len(data)) {
			return errElements
		}
		value := data[:length]
		data = data[length:]
		switch property {
		case propCertificate:
			out.certificate = value
		case propFriendlyName:
			out.friendlyName = utf16Text(value)
		case propKeyProvider:
			// The third number of CRYPT_KEY_PROV_INFO is the type of the
			// provider; that of a key storage provider is 0.
			if len(value) >= 12 {
				out.cng = schannel.No
				if binary.LittleEndian.Uint32(value[8:]) == 0 {
					out.cng = schannel.Yes
				}
			}
		}
	}
	return nil
}

func utf16Text(raw []byte) string {
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		unit := binary.LittleEndian.Uint16(raw[i:])
		if unit == 0 {
			break
		}
		units = append(units, unit)
	}
	return string(utf16.Decode(units))
}

// apply adds the facts to a certificate. A number that no document explains
// is said and leaves the fact unknown.
func (out *serialized) apply(c *exchange.Certificate) error {
	var unexplained []string
	if c.FriendlyName == "" {
		c.FriendlyName = out.friendlyName
	}
	c.CNG = out.cng
	if out.selfSigned != schannel.Unknown {
		c.SelfSigned = out.selfSigned
	}
	if out.exportable != schannel.Unknown {
		c.Exportable = out.exportable
	}
	if out.services >= 0 {
		c.Services = exchange.ServicesOf(int(out.services))
	}
	// Of the numbers of Status only that of Valid is known.
	switch out.status {
	case -1:
	case 1:
		c.Status = exchange.StatusValid
	default:
		unexplained = append(unexplained, fmt.Sprintf("Status %d", out.status))
	}
	// RootCAType has the order of its documented list; None and Registry were
	// seen with their numbers.
	switch {
	case out.root == -1:
	case out.root >= 0 && out.root <= 5:
		c.RootCAType = exchange.RootNone + exchange.RootCAType(out.root)
	default:
		unexplained = append(unexplained, fmt.Sprintf("RootCAType %d", out.root))
	}
	if len(unexplained) > 0 {
		return fmt.Errorf("no document explains the number of %s", strings.Join(unexplained, " and "))
	}
	return nil
}
