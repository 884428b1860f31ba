// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// RegistryType is the type of a value in the Windows registry. Types that have
// no name here are kept by their number.
type RegistryType uint8

const (
	RegNone              RegistryType = 0  // "REG_NONE": no defined type
	RegSZ                RegistryType = 1  // "REG_SZ": a text
	RegExpandSZ          RegistryType = 2  // "REG_EXPAND_SZ": a text with references to environment variables
	RegBinary            RegistryType = 3  // "REG_BINARY": bytes
	RegDWORD             RegistryType = 4  // "REG_DWORD": a number of 32 bits
	RegDWORDBigEndian    RegistryType = 5  // "REG_DWORD_BIG_ENDIAN": kept as bytes
	RegLink              RegistryType = 6  // "REG_LINK": kept as bytes
	RegMultiSZ           RegistryType = 7  // "REG_MULTI_SZ": several texts
	RegResourceList      RegistryType = 8  // "REG_RESOURCE_LIST": kept as bytes
	RegFullResource      RegistryType = 9  // "REG_FULL_RESOURCE_DESCRIPTOR": kept as bytes
	RegResourceRequested RegistryType = 10 // "REG_RESOURCE_REQUIREMENTS_LIST": kept as bytes
	RegQWORD             RegistryType = 11 // "REG_QWORD": a number of 64 bits
)

// RegistryValue is a value in the Windows registry. Which of Number, Strings
// and Bytes holds its data follows from its type; the others are zero.
type RegistryValue struct {
	Key     string       // full path, such as HKEY_LOCAL_MACHINE\SYSTEM\…
	Name    string       // the value's name; empty for the default value of the key
	Type    RegistryType // such as RegDWORD
	Number  uint64       // of REG_DWORD and REG_QWORD
	Strings []string     // of REG_SZ and REG_EXPAND_SZ one, of REG_MULTI_SZ any number
	Bytes   []byte       // of every other type

	// Assumed says that the text from which the value was read prints no types.
	// What is concluded from it is likely at most.
	Assumed bool
}

// DWORD returns a value of type REG_DWORD.
func DWORD(key, name string, number uint32) RegistryValue {
	return RegistryValue{Key: key, Name: name, Type: RegDWORD, Number: uint64(number)}
}

// IsZero reports whether v is the zero value: none at all.
func (v RegistryValue) IsZero() bool {
	return v.Key == "" && v.Name == "" && v.Type == RegNone && v.Number == 0 && len(v.Strings) == 0 && len(v.Bytes) == 0 && !v.Assumed
}

// registryJSON is the JSON form of a value. Data is a number, a text, a list
// of texts, or bytes in hexadecimal, as the type says.
type registryJSON struct {
	Key  string          `json:"key"`
	Name string          `json:"name"`
	Type RegistryType    `json:"type"`
	Data json.RawMessage `json:"data"`

	Assumed bool `json:"assumed,omitempty"`
}

// MarshalJSON writes the key, the name, the type by its name, and the data: a
// number, a text, a list of texts, or bytes in lower-case hexadecimal.
func (v RegistryValue) MarshalJSON() ([]byte, error) {
	var data any
	switch v.Type { //nolint:exhaustive // every other type is kept as bytes
	case RegDWORD, RegQWORD:
		data = v.Number
	case RegMultiSZ:
		data = jsonlist.Of(v.Strings)
	case RegSZ, RegExpandSZ:
		data = strings.Join(v.Strings, "")
	default:
		data = hex.EncodeToString(v.Bytes)
	}
	raw, err := json.Marshal(data)
	if err != nil {
		return nil, err
	}
	return json.Marshal(registryJSON{v.Key, v.Name, v.Type, raw, v.Assumed})
}

// UnmarshalJSON reads what MarshalJSON writes. A value without a type is a
// REG_DWORD. After an error v is as it was.
func (v *RegistryValue) UnmarshalJSON(text []byte) error {
	var form struct {
		registryJSON
		Type *RegistryType `json:"type"`
	}
	if err := json.Unmarshal(text, &form); err != nil {
		return err
	}
	read := RegistryValue{Key: form.Key, Name: form.Name, Type: RegDWORD, Assumed: form.Assumed}
	if form.Type != nil {
		read.Type = *form.Type
	}
	if len(form.Data) == 0 || string(form.Data) == "null" {
		return fmt.Errorf("a %s without data", read.Type)
	}
	var err error
	switch read.Type { //nolint:exhaustive // every other type is kept as bytes
	case RegDWORD:
		var number uint32
		err = json.Unmarshal(form.Data, &number)
		read.Number = uint64(number)
	case RegQWORD:
		err = json.Unmarshal(form.Data, &read.Number)
	case RegMultiSZ:
		err = json.Unmarshal(form.Data, &read.Strings)
	case RegSZ, RegExpandSZ:
		read.Strings = make([]string, 1)
		err = json.Unmarshal(form.Data, &read.Strings[0])
	default:
		read.Bytes, err = unmarshalHex(form.Data)
	}
	if err != nil {
		return fmt.Errorf("data of a %s: %w", read.Type, err)
	}
	*v = read
	return nil
}

// unmarshalHex reads bytes from a JSON text of hexadecimal digits.
func unmarshalHex(text []byte) ([]byte, error) {
	var digits string
	if err := json.Unmarshal(text, &digits); err != nil {
		return nil, err
	}
	return hex.DecodeString(digits)
}
