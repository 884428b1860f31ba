// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"encoding/hex"
	"encoding/json"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel/symptom"
)

// hexBytes is bytes whose JSON form is lower-case hexadecimal.
type hexBytes []byte

func (b hexBytes) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, b), nil }

func (b *hexBytes) UnmarshalText(text []byte) (err error) {
	*b, err = hex.AppendDecode(nil, text)
	return err
}

// incidentJSON has the fields of an Incident, less the one that stands beside
// them.
type (
	plainIncident Incident
	incidentJSON  struct {
		plainIncident
		Symptoms []symptom.Row `json:"symptoms"`
		Modulus  hexBytes      `json:"modulus"`
	}
)

// MarshalJSON writes every field, no symptoms as an empty list and the modulus
// as hexadecimal.
func (i Incident) MarshalJSON() ([]byte, error) {
	return json.Marshal(incidentJSON{plainIncident(i), jsonlist.Of(i.Symptoms), i.Modulus})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (i *Incident) UnmarshalJSON(text []byte) error {
	var v incidentJSON
	if err := json.Unmarshal(text, &v); err != nil {
		return err
	}
	*i = Incident(v.plainIncident)
	i.Symptoms, i.Modulus = v.Symptoms, v.Modulus
	return nil
}

// MarshalJSON writes every field, empty lists as lists.
func (d Diagnosis) MarshalJSON() ([]byte, error) {
	type plain Diagnosis
	p := plain(d)
	p.Causes, p.Facts = jsonlist.Of(p.Causes), jsonlist.Of(p.Facts)
	return json.Marshal(p)
}
