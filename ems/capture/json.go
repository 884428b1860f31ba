// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"encoding/hex"
	"encoding/json"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// hexBytes is bytes whose JSON form is lower-case hexadecimal.
type hexBytes []byte

func (b hexBytes) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, b), nil }

func (b *hexBytes) UnmarshalText(text []byte) (err error) {
	*b, err = hex.AppendDecode(nil, text)
	return err
}

// plainCapture and plainHello have the fields of their types without methods;
// the fields beside them take the place of those of the same name.
type (
	plainCapture Capture
	captureJSON  struct {
		plainCapture
		NewTicket         hexBytes          `json:"new_ticket"`
		Alerts            []SentAlert       `json:"alerts"`
		Gaps              []Gap             `json:"gaps"`
		Late              []ems.Side        `json:"late"`
		Cut               []ems.Side        `json:"cut"`
		Outside           []Stretch         `json:"outside"`
		Defects           []*schannel.Error `json:"defects"`
		Messages          hexBytes          `json:"messages"`
		CertificateVerify hexBytes          `json:"certificate_verify"`
	}

	plainHello Hello
	helloJSON  struct {
		plainHello
		Random    hexBytes `json:"random"`
		SessionID hexBytes `json:"session_id"`
		Offered   hexBytes `json:"offered"`
	}
)

// MarshalJSON writes every field, empty lists as lists and bytes as
// hexadecimal.
func (c Capture) MarshalJSON() ([]byte, error) {
	return json.Marshal(captureJSON{
		plainCapture(c), c.NewTicket, jsonlist.Of(c.Alerts), jsonlist.Of(c.Gaps), jsonlist.Of(c.Late), jsonlist.Of(c.Cut), jsonlist.Of(c.Outside), jsonlist.Of(c.Defects), c.Messages, c.CertificateVerify,
	})
}

// UnmarshalJSON reads what MarshalJSON writes. The result answers every method
// as the one that was written.
func (c *Capture) UnmarshalJSON(text []byte) error {
	var v captureJSON
	if err := json.Unmarshal(text, &v); err != nil {
		return err
	}
	*c = Capture(v.plainCapture)
	c.NewTicket, c.Alerts, c.Gaps, c.Late, c.Cut, c.Outside, c.Defects = v.NewTicket, v.Alerts, v.Gaps, v.Late, v.Cut, v.Outside, v.Defects
	c.Messages, c.CertificateVerify = v.Messages, v.CertificateVerify
	return nil
}

// MarshalJSON writes every field, bytes as hexadecimal.
func (h Hello) MarshalJSON() ([]byte, error) {
	return json.Marshal(helloJSON{plainHello(h), h.Random, h.SessionID, h.Offered})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (h *Hello) UnmarshalJSON(text []byte) error {
	var v helloJSON
	if err := json.Unmarshal(text, &v); err != nil {
		return err
	}
	*h = Hello(v.plainHello)
	h.Random, h.SessionID, h.Offered = v.Random, v.SessionID, v.Offered
	return nil
}

// MarshalJSON writes an alert that cannot be seen as null.
func (a SentAlert) MarshalJSON() ([]byte, error) {
	type plain SentAlert
	v := struct {
		plain
		Alert *ems.Alert `json:"alert"`
	}{plain(a), &a.Alert}
	if a.Encrypted && a.Alert == 0 {
		v.Alert = nil
	}
	return json.Marshal(v)
}

// MarshalJSON writes every field, an empty list as a list.
func (r Resumption) MarshalJSON() ([]byte, error) {
	type plain Resumption
	r.Findings = jsonlist.Of(r.Findings)
	return json.Marshal(plain(r))
}
