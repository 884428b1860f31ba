// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package casefile

import (
	"encoding/json"

	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// MarshalJSON writes every field but a time that is not known, empty lists as
// lists. [Parse] reads it.
func (c Case) MarshalJSON() ([]byte, error) {
	type plain Case
	p := plain(c)
	p.At = p.At.UTC()
	p.Symptoms, p.Files = jsonlist.Of(p.Symptoms), jsonlist.Of(p.Files)
	p.Origin, p.LeftOut = jsonlist.Of(p.Origin), jsonlist.Of(p.LeftOut)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (t Trustlist) MarshalJSON() ([]byte, error) {
	type plain Trustlist
	p := plain(t)
	p.Client, p.Named, p.Keep = jsonlist.Of(p.Client), jsonlist.Of(p.Named), jsonlist.Of(p.Keep)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (e EMS) MarshalJSON() ([]byte, error) {
	type plain EMS
	p := plain(e)
	p.Connections = jsonlist.Of(p.Connections)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (e Exchangecert) MarshalJSON() ([]byte, error) {
	type plain Exchangecert
	p := plain(e)
	p.Servers, p.Connectors = jsonlist.Of(p.Servers), jsonlist.Of(p.Connectors)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (s ExchangeServer) MarshalJSON() ([]byte, error) {
	type plain ExchangeServer
	p := plain(s)
	p.Sessions = jsonlist.Of(p.Sessions)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (a Autodiscover) MarshalJSON() ([]byte, error) {
	type plain Autodiscover
	p := plain(a)
	p.Peers, p.Suffix, p.Servers, p.Answers = jsonlist.Of(p.Peers), jsonlist.Of(p.Suffix), jsonlist.Of(p.Servers), jsonlist.Of(p.Answers)
	return json.Marshal(p)
}
