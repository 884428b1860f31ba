// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winreg

import (
	"errors"
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/regtext"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// Codes of what may be wrong with a text of registry values.
const (
	codeData     schannel.Code = "winreg.text.data"     // data that its type does not allow
	codeEncoding schannel.Code = "winreg.text.encoding" // neither UTF-16 nor UTF-8
	codeForeign  schannel.Code = "winreg.text.foreign"  // a file of another kind, which the error names
	codeHeader   schannel.Code = "winreg.text.header"   // nothing of a registry in it
	codeLine     schannel.Code = "winreg.text.line"     // a line that is neither key nor value
	codeLong     schannel.Code = "winreg.text.long"     // more than is read
	codeQuotes   schannel.Code = "winreg.text.quotes"   // typographic quotation marks
	codeType     schannel.Code = "winreg.text.type"     // a type that Windows does not have
	codeUntyped  schannel.Code = "winreg.text.untyped"  // a number of which the text does not say the type
)

// Bounds of a text.
const (
	maxText   = 16 << 20 // bytes
	maxKeys   = 1 << 18
	maxValues = 1 << 16
	maxFaults = 1 << 10
)

// ReadLenient reads a .reg file, a fragment of one, the output of reg query, or
// the list that PowerShell prints of a key (Get-ItemProperty). It returns the
// values as they are after the whole text was carried out on an empty registry:
// in the order of the text, without those that it deletes again, and of one that
// stands twice the last. Defects come in the order of the text, the first 1,024
// of them.
//
// A fragment may begin with values whose key was not pasted; theirs is empty. A
// list of PowerShell has no types: a number is taken for a REG_DWORD, which a
// defect tells, and everything else for a REG_SZ.
//
// A file of another kind gives no values and one defect, which names what it
// is and how to convert it; so does one of more than 16 MiB. Of a text, 262,144
// keys and 65,536 values are read.
func ReadLenient(text []byte) ([]schannel.RegistryValue, []*schannel.Error) {
	if len(text) > maxText {
		return nil, []*schannel.Error{fault(codeLong, maxText, fmt.Sprintf("%d bytes; %d are read at most", len(text), maxText))}
	}
	if kind := textfile.Binary(text); kind.Name != "" {
		return nil, []*schannel.Error{foreign(kind)}
	}
	decoded := textfile.Decode(text)
	r := reader{sections: map[string]int{}, places: map[place]int{}}
	for entry := range regtext.Read(decoded) {
		r.take(entry)
	}
	if !r.registry {
		return refuse(decoded)
	}
	if decoded.Guessed >= 0 && !r.ansi {
		r.fail(codeEncoding, decoded.Guessed, "neither UTF-16 nor UTF-8: read as Windows-1252")
	}
	return r.values(), r.faults
}

// refuse says what a text is that holds nothing of a registry.
func refuse(text textfile.Text) ([]schannel.RegistryValue, []*schannel.Error) {
	if textfile.Trim(text.String) == "" {
		return []schannel.RegistryValue{}, []*schannel.Error{fault(codeHeader, 0, "an empty text")}
	}
	if kind := textfile.Textual(text.String); kind.Name != "" && !kind.Registry {
		return nil, []*schannel.Error{foreign(kind)}
	}
	return nil, []*schannel.Error{fault(codeHeader, 0, "neither a registry export (.reg) nor output of reg query or Get-ItemProperty")}
}

func foreign(kind textfile.Kind) *schannel.Error {
	detail := "this is " + kind.Name + ", no text of registry values"
	if kind.Convert != "" {
		detail += "; " + kind.Convert
	}
	return fault(codeForeign, 0, detail)
}

func fault(code schannel.Code, offset int, detail string) *schannel.Error {
	return &schannel.Error{Code: code, Field: "registry text", Offset: offset, Err: errors.New(detail)}
}

// codeOf maps what is wrong with a line to its code.
func codeOf(f regtext.Fault) schannel.Code {
	switch f {
	case regtext.FaultLong:
		return codeLong
	case regtext.FaultData:
		return codeData
	case regtext.FaultType:
		return codeType
	case regtext.FaultQuotes:
		return codeQuotes
	case regtext.FaultUntyped:
		return codeUntyped
	case regtext.FaultNone, regtext.FaultLine:
	}
	return codeLine
}
