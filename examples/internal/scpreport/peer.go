// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpreport

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// ParsePeer reads what a file tells of a host's certificate: the certificate
// itself as PEM, of which the first counts, or its names, and lines of the form
// key=value.
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

// setPeer reads a line: names, or a key with its value.
func setPeer(peer *walk.Peer, line string) (err error) {
	key, value, _ := strings.Cut(line, "=")
	value = strings.TrimSpace(value)
	switch strings.TrimSpace(key) {
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
	case "CN": // as subjects are printed
		peer.CommonName, _, _ = strings.Cut(value, ",")
	default:
		err = addNames(peer, line)
	}
	return err
}

// addNames reads the names of a certificate as people copy them: one or several
// in a line, with what Windows ("DNS Name="), OpenSSL ("DNS:") or a shell
// ("CertificateDomains : {") writes before them. A line that ends with a colon
// is a heading.
func addNames(peer *walk.Peer, line string) error {
	if strings.HasSuffix(line, ":") {
		return nil
	}
	if label, list, ok := strings.Cut(line, " : "); ok {
		if !isNameLabel(label) {
			return fmt.Errorf("unknown key %q", strings.TrimSpace(label))
		}
		line = list
	}
	for _, field := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(",;{}", r) }) {
		if label, rest, ok := strings.Cut(field, "="); ok && !isNameLabel(label) {
			return fmt.Errorf("unknown key %q", strings.TrimSpace(label))
		} else if ok {
			field = rest
		}
		if label, rest, ok := strings.Cut(field, ":"); ok && isNameLabel(label) {
			field = rest
		}
		for name := range strings.FieldsSeq(field) {
			if strings.ContainsFunc(name, notInName) {
				return fmt.Errorf("no name of a host: %q", name)
			}
			peer.Names = append(peer.Names, name)
		}
	}
	return nil
}

// isNameLabel reports whether names or addresses stand behind a word. That DNS
// and IP are written in other languages too.
func isNameLabel(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	return strings.Contains(text, "dns") || strings.HasPrefix(text, "ip") || text == "certificatedomains"
}

// notInName reports whether a character stands in no name of a certificate.
func notInName(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("-._:*", r)
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
