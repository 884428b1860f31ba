// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag

import (
	"cmp"
	"strings"

	"github.com/schanneltrust/schannel/symptom"
)

// between returns what stands between two marks of a text; nothing if they are
// not there.
func between(text string, marks [2]string) string {
	_, rest, _ := strings.Cut(text, marks[0])
	if found, _, ok := strings.Cut(rest, marks[1]); ok {
		return strings.TrimSpace(found)
	}
	return ""
}

// nameMarks stand around the name that is looked for, in the texts of 12014 and
// 12016; connectorMarks around the connector, in those of 12014, 11012, 11015,
// 11022 and of the refused removal.
var (
	nameMarks = [...][2]string{
		{"contains the domain name ", " in the personal store"},
		{"ドメイン名", "を含む証明書"},
		{"certificate for the FQDN of ", ". The existing"},
	}
	connectorMarks = [...][2]string{
		{"SMTP verb for the connector ", " with a FQDN parameter"},
		{"のコネクタ", "に対する STARTTLS"},
		{"following Send Connectors :", ". Removing"},
		{" on connector '", "' could not be authenticated"},
		{" on connector '", "' failed to authenticate"},
		{" on connector '", "' because validation"},
	}
)

// maxName is the longest name that is taken from a text.
const maxName = 1024

// parameters takes connector and name from the text of an event, else from its
// values. In which order 12014 has those no document says, so a connector is
// told by not being a name; In 11012, 11015 and 11022 it stands behind the domain
// of the other end.
func (s *sight) parameters(e symptom.Event, text string) {
	for _, t := range [...]string{e.Message, text} {
		t = strings.ReplaceAll(strings.Join(strings.Fields(t), " "), "’", "'") // as in said
		for _, m := range nameMarks {
			s.name = cmp.Or(s.name, between(t, m))
		}
		for _, m := range connectorMarks {
			s.connector = cmp.Or(s.connector, between(t, m))
		}
	}
	if s.sign.namesCertificate() {
		s.thumbprint = thumbprintIn(e.Message + "\n" + values(e) + "\n" + text)
	}
	if len(e.Data) > 0 {
		s.values(e.Data)
	}
	if len(s.name) > maxName {
		s.name = ""
	}
	if len(s.connector) > maxName {
		s.connector = ""
	}
}

func (s *sight) values(data []symptom.Field) {
	switch s.sign.seen {
	case &seenNone:
		for _, f := range data {
			switch isName := strings.HasPrefix(f.Value, "<I>") || strings.Contains(f.Value, ".") && !strings.Contains(f.Value, " "); {
			case isName && s.name == "":
				s.name = f.Value
			case !isName && s.connector == "":
				s.connector = f.Value
			}
		}
	case &seenExpired:
		s.name = cmp.Or(s.name, data[0].Value)
	case &seenNoTLS, &seenPeerName, &seenCapabilities:
		if len(data) > 1 {
			s.connector = cmp.Or(s.connector, data[1].Value)
		}
	}
}
