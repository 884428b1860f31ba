// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
)

// CodeKind says what the numbers of a [Code] are.
type CodeKind uint8

const (
	CodeNone   CodeKind = 0 // "none": no code
	CodeStatus CodeKind = 1 // "status": a code of SSPI, HRESULT or Win32, in 32 bits without sign
	CodeHTTP   CodeKind = 2 // "http": the status, then the substatus of IIS, then its Win32 status
	CodeSMTP   CodeKind = 3 // "smtp": the reply code, then the three numbers of the enhanced status code
	CodeAlert  CodeKind = 4 // "alert": the number of a TLS alert
)

// Code is a code that somebody saw: as many numbers as were given, in the
// order that its kind has. The zero Code is none.
type Code struct {
	Kind    CodeKind `json:"kind"`
	Numbers []uint32 `json:"numbers"`
}

// StatusCode returns a code of SSPI, HRESULT or Win32, such as 0x80090326.
func StatusCode(number uint32) Code { return Code{CodeStatus, []uint32{number}} }

// IsZero reports whether c is no code.
func (c Code) IsZero() bool { return c.Kind == CodeNone && len(c.Numbers) == 0 }

// Number returns the number at an index and whether it was given.
func (c Code) Number(index int) (number uint32, ok bool) {
	if index < 0 || index >= len(c.Numbers) {
		return 0, false
	}
	return c.Numbers[index], true
}

// String returns the code as [ParseCode] reads it, such as "0x80090326",
// "HTTP 403.16 0x800b0109", "454 4.7.5" or "alert 20"; of no code nothing.
func (c Code) String() string {
	if len(c.Numbers) == 0 {
		return ""
	}
	first, rest := decimal(c.Numbers[0]), c.Numbers[1:]
	switch c.Kind {
	case CodeStatus:
		return "0x" + fmt.Sprintf("%08x", c.Numbers[0])
	case CodeAlert:
		return "alert " + first
	case CodeSMTP:
		return strings.TrimRight(first+" "+joined(rest), " ")
	case CodeHTTP:
		if len(rest) < 2 {
			return "HTTP " + joined(c.Numbers)
		}
		return "HTTP " + joined(c.Numbers[:2]) + " 0x" + strconv.FormatUint(uint64(rest[1]), 16)
	case CodeNone:
	}
	return joined(c.Numbers)
}

func decimal(n uint32) string { return strconv.FormatUint(uint64(n), 10) }

// joined writes numbers with dots between them.
func joined(numbers []uint32) string {
	var b strings.Builder
	for i, n := range numbers {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(decimal(n))
	}
	return b.String()
}

// MarshalJSON writes the kind and the numbers; no number is an empty list.
func (c Code) MarshalJSON() ([]byte, error) {
	type plain Code
	p := plain(c)
	p.Numbers = jsonlist.Of(p.Numbers)
	return json.Marshal(p)
}

// ParseCode reads a text that is a code and nothing else:
//
//	0x80090326, 8009030F, -2146893018, 2148074278   a status
//	403.16, 403 16, 403 16 2148204809, HTTP 403     HTTP and IIS
//	454 4.7.5                                       SMTP
//	alert 20, TLS alert 20, SSL alert number 40     a TLS alert
//
// Eight hexadecimal digits without 0x are a status if they begin with 8 or C,
// as every error of an HRESULT does; a decimal number is one if its sign or
// size shows that it fills 32 bits. A small number alone might be anything and
// is no code. The error is a [*schannel.Error].
func ParseCode(text string) (Code, error) {
	if code, ok := parseCode(text); ok {
		return code, nil
	}
	return Code{}, &schannel.Error{Code: codeNoCode, Field: "code", Offset: 0, Err: errors.New("no code of a known form")}
}

func parseCode(text string) (Code, bool) {
	if len(text) < minCode || len(text) > maxCode {
		return Code{}, false
	}
	words := strings.Fields(strings.Trim(text, " \t\r\n()"))
	for _, read := range [...]func([]string) (Code, bool){statusOf, httpOf, smtpOf, alertOf} {
		if code, ok := read(words); ok {
			return code, true
		}
	}
	return Code{}, false
}

const (
	minCode = 3        // bytes: 0x0
	minLine = 9        // bytes: 454 4.7.5
	maxCode = 128      // bytes
	maxLine = 32 << 10 // bytes of a line that is searched for a code
)

// statusOf reads a code of 32 bits.
func statusOf(words []string) (Code, bool) {
	if len(words) != 1 {
		return Code{}, false
	}
	n, ok := parseStatus(words[0])
	if !ok {
		return Code{}, false
	}
	return StatusCode(n), true
}

func parseStatus(word string) (uint32, bool) {
	if digits, ok := cutPrefixFold(word, "0x"); ok && len(digits) <= 8 {
		n, err := strconv.ParseUint(digits, 16, 32)
		return uint32(n), err == nil
	}
	if len(word) == 8 && strings.ContainsAny(word[:1], "8Cc") {
		n, err := strconv.ParseUint(word, 16, 32)
		return uint32(n), err == nil
	}
	if strings.HasPrefix(word, "-") {
		n, err := strconv.ParseInt(word, 10, 32)
		return uint32(int32(n)), err == nil && n < 0
	}
	if len(word) < len("2147483648") {
		return 0, false // most words, without an error of strconv for each
	}
	n, err := strconv.ParseUint(word, 10, 32)
	return uint32(n), err == nil && n >= 1<<31
}

// httpOf reads an HTTP status with what IIS adds to it. A status alone needs
// the word HTTP before it.
func httpOf(words []string) (Code, bool) {
	named := false
	if len(words) > 0 {
		protocol, _ := cutPrefixFold(words[0], "HTTP")
		if named = len(protocol) < len(words[0]) && (protocol == "" || protocol[0] == '/'); named {
			words = words[1:]
		}
	}
	if len(words) == 0 || len(words) > 3 {
		return Code{}, false
	}
	status, sub, dotted := strings.Cut(words[0], ".")
	parts := append([]string{status}, words[1:]...)
	if dotted {
		parts = slices.Insert(parts, 1, sub)
	}
	if len(parts) > 3 || len(parts) == 1 && !named {
		return Code{}, false
	}
	return httpCode(parts)
}

// httpCode makes a code of a status, a substatus and a Win32 status, as many
// as there are.
func httpCode(parts []string) (Code, bool) {
	code := Code{Kind: CodeHTTP}
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 32)
		most := [...]uint64{599, 999, 1<<32 - 1}[i]
		if i == 2 && err != nil {
			status, ok := parseStatus(part)
			if !ok {
				return Code{}, false
			}
			n, err = uint64(status), nil
		}
		if err != nil || n > most || i == 0 && (n < 100 || len(part) != 3) {
			return Code{}, false
		}
		code.Numbers = append(code.Numbers, uint32(n))
	}
	return code, len(code.Numbers) > 0
}

// smtpOf reads an SMTP reply with an enhanced status code, whose class is the
// first digit of the reply (RFC 2034, Section 4).
func smtpOf(words []string) (Code, bool) {
	if len(words) != 2 {
		return Code{}, false
	}
	reply, enhanced := words[0], words[1]
	parts := strings.Split(enhanced, ".")
	if len(reply) != 3 || len(parts) != 3 || reply[0] < '2' || reply[0] > '5' || parts[0] != reply[:1] {
		return Code{}, false
	}
	code := Code{Kind: CodeSMTP}
	for _, part := range append([]string{reply}, parts...) {
		n, err := strconv.ParseUint(part, 10, 16)
		if err != nil || len(part) > 3 {
			return Code{}, false
		}
		code.Numbers = append(code.Numbers, uint32(n))
	}
	return code, true
}

// alertOf reads the number of an alert behind the word.
func alertOf(words []string) (Code, bool) {
	if len(words) < 2 || len(words) > 5 {
		return Code{}, false
	}
	n, err := strconv.ParseUint(words[len(words)-1], 10, 8)
	alert := false
	for _, word := range words[:len(words)-1] {
		switch strings.ToLower(word) {
		case "alert":
			alert = true
		case "ssl", "tls", "fatal", "warning", "number", "code":
		default:
			return Code{}, false
		}
	}
	return Code{CodeAlert, []uint32{uint32(n)}}, alert && err == nil
}

func cutPrefixFold(s, prefix string) (after string, found bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// lineCode finds the code of a line that holds more than it: an SMTP reply
// with its text, the answer of an HTTP server, or what a log of IIS says last.
func lineCode(line string) (Code, bool) {
	if len(line) < minLine || len(line) > maxLine {
		return Code{}, false
	}
	words := strings.Fields(line)
	first := words[:min(2, len(words))]
	if code, ok := smtpOf(first); ok {
		return code, true
	}
	if len(words) > 0 {
		if reply, enhanced, ok := strings.Cut(words[0], "-"); ok { // of several lines
			if code, ok := smtpOf([]string{reply, enhanced}); ok {
				return code, true
			}
		}
	}
	if strings.HasPrefix(line, "HTTP/") {
		if code, ok := httpOf(first); ok {
			return code, true
		}
	}
	return logTail(words)
}
