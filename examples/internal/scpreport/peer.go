// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpreport

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// ParsePeer reads what a file tells of a host's certificate: the certificate
// itself as PEM, of which the first counts, or its names one a line, and lines
// of the form key=value.
func ParsePeer(host string, file []byte) (walk.Peer, error) {
	if certificate, err := x509.ParseCertificate(file); err == nil { // DER
		return walk.NewPeer(host, certificate, schannel.Unknown), nil
	}
	if kind := textfile.Binary(file); kind.Name != "" {
		return walk.Peer{}, fmt.Errorf("%s: neither PEM nor names one a line (openssl x509 -inform DER and openssl pkcs7 -print_certs write PEM)", kind.Name)
	}
	text := textfile.Decode(file).String
	peer := walk.Peer{Host: host}
	if start := strings.Index(text, "-----BEGIN "); start >= 0 {
		block, rest := pem.Decode([]byte(text[start:]))
		if block == nil || block.Type != "CERTIFICATE" {
			return walk.Peer{}, errors.New("the first block of PEM is no certificate")
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return walk.Peer{}, err
		}
		peer = walk.NewPeer(host, certificate, schannel.Unknown)
		text = text[:start] + "\n" + withoutPEM(string(rest))
	}
	for _, line := range linesOf(text) {
		if err := setPeer(&peer, line); err != nil {
			return walk.Peer{}, err
		}
	}
	if !peer.Known() {
		return walk.Peer{}, errors.New("neither a certificate nor a name")
	}
	return peer, nil
}

// withoutPEM leaves out the further blocks of a chain.
func withoutPEM(text string) string {
	var kept strings.Builder
	inside := false
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "-----BEGIN "):
			inside = true
		case strings.HasPrefix(line, "-----END "):
			inside = false
		case !inside:
			kept.WriteString(line)
		}
	}
	return kept.String()
}

// setPeer reads a line: a name, or a key with its value.
func setPeer(peer *walk.Peer, line string) (err error) {
	key, value, ok := strings.Cut(line, "=")
	if !ok {
		peer.Names = append(peer.Names, line)
		return nil
	}
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	switch key {
	case "trusted":
		peer.Trusted, err = yesOrNo(value)
	case "self-signed":
		peer.SelfSigned, err = yesOrNo(value)
	case "not-before":
		peer.NotBefore, err = parseTime(value)
	case "not-after":
		peer.NotAfter, err = parseTime(value)
	case "common-name":
		peer.CommonName = value
	default:
		err = fmt.Errorf("unknown key %q", key)
	}
	return err
}

func yesOrNo(value string) (schannel.Truth, error) {
	switch strings.ToLower(value) {
	case "yes":
		return schannel.Yes, nil
	case "no":
		return schannel.No, nil
	}
	return schannel.Unknown, fmt.Errorf("neither yes nor no: %q", value)
}
