// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"hash"

	"github.com/schanneltrust/schannel"
)

// Content types of records (RFC 5246, Section 6.2.1).
const (
	recordChangeCipherSpec = 20
	recordAlert            = 21
	recordHandshake        = 22
	recordData             = 23
)

const (
	recordHeader = 5
	maxPlaintext = 1 << 14
	maxFragment  = maxPlaintext + 2048 // RFC 5246, Section 6.2.3
)

// errProtection is all that is said of a record that does not open.
var errProtection = errors.New("a record does not decrypt")

// protection protects the records of one direction.
type protection struct {
	version  schannel.TLSVersion
	sequence uint64

	aead cipher.AEAD // GCM
	salt []byte

	block  cipher.Block // CBC
	newMAC func() hash.Hash
	macKey []byte
	iv     []byte // of the next record, in TLS 1.0
}

func newProtection(version schannel.TLSVersion, s cipherSuite, macKey, key, iv []byte) (*protection, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	if s.newMAC != nil {
		return &protection{version: version, block: block, newMAC: s.newMAC, macKey: macKey, iv: iv}, nil
	}
	aead, err := cipher.NewGCM(block)
	return &protection{version: version, aead: aead, salt: iv}, err
}

// header is what a record authenticates besides its content (RFC 5246, Section
// 6.2.3.3).
func (p *protection) header(kind byte, length int) []byte {
	b := binary.BigEndian.AppendUint64(nil, p.sequence)
	b = append(b, kind)
	b = binary.BigEndian.AppendUint16(b, uint16(p.version))
	return binary.BigEndian.AppendUint16(b, uint16(length))
}

// seal returns the fragment of a record.
func (p *protection) seal(kind byte, content []byte) []byte {
	header := p.header(kind, len(content))
	sequence := p.sequence
	p.sequence++
	if p.aead != nil {
		// RFC 5288, Section 3: the explicit part of the nonce may be the
		// sequence number.
		explicit := binary.BigEndian.AppendUint64(nil, sequence)
		nonce := append(append([]byte{}, p.salt...), explicit...)
		return append(explicit, p.aead.Seal(nil, nonce, content, header)...)
	}
	return p.sealCBC(header, content)
}

// sealCBC: RFC 5246, Section 6.2.3.2; RFC 2246, Section 6.2.3.2.
func (p *protection) sealCBC(header, content []byte) []byte {
	text := append(append([]byte{}, content...), p.mac(header, content)...)
	padding := aes.BlockSize - len(text)%aes.BlockSize
	for range padding {
		text = append(text, byte(padding-1))
	}
	if p.version == schannel.TLS10 {
		cipher.NewCBCEncrypter(p.block, p.iv).CryptBlocks(text, text)
		p.iv = text[len(text)-aes.BlockSize:]
		return text
	}
	iv := make([]byte, aes.BlockSize)
	_, _ = rand.Read(iv) // never fails
	cipher.NewCBCEncrypter(p.block, iv).CryptBlocks(text, text)
	return append(iv, text...)
}

func (p *protection) mac(header, content []byte) []byte {
	m := hmac.New(p.newMAC, p.macKey)
	m.Write(header)
	m.Write(content)
	return m.Sum(nil)
}

// open returns the content of a record.
func (p *protection) open(kind byte, fragment []byte) ([]byte, error) {
	if p.aead == nil {
		return p.openCBC(kind, fragment)
	}
	const explicit = 8
	length := len(fragment) - explicit - p.aead.Overhead()
	if length < 0 {
		return nil, errProtection
	}
	nonce := append(append([]byte{}, p.salt...), fragment[:explicit]...)
	content, err := p.aead.Open(nil, nonce, fragment[explicit:], p.header(kind, length))
	if err != nil {
		return nil, errProtection
	}
	p.sequence++
	return content, nil
}

// openCBC takes a time that tells what is wrong: it is no secret here.
func (p *protection) openCBC(kind byte, fragment []byte) ([]byte, error) {
	iv, text := p.iv, fragment
	if p.version != schannel.TLS10 {
		if len(fragment) < aes.BlockSize {
			return nil, errProtection
		}
		iv, text = fragment[:aes.BlockSize], fragment[aes.BlockSize:]
	}
	if len(text) == 0 || len(text)%aes.BlockSize != 0 {
		return nil, errProtection
	}
	plain := make([]byte, len(text))
	cipher.NewCBCDecrypter(p.block, iv).CryptBlocks(plain, text)
	padding := int(plain[len(plain)-1])
	length := len(plain) - 1 - padding - p.newMAC().Size()
	if length < 0 {
		return nil, errProtection
	}
	for _, b := range plain[len(plain)-1-padding:] {
		if int(b) != padding {
			return nil, errProtection
		}
	}
	content, mac := plain[:length], plain[length:len(plain)-1-padding]
	if !hmac.Equal(mac, p.mac(p.header(kind, length), content)) {
		return nil, errProtection
	}
	p.sequence++
	p.iv = text[len(text)-aes.BlockSize:]
	return content, nil
}
