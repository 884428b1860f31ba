// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// clauses is RFC 7627 and its neighbours as a table: one row a clause and what
// an end does under it. Every case matches exactly one row.
//
// A cell is a list of alternatives with commas, or * for all of them. "ssl" is
// SSL 3.0, "old" every other version before TLS 1.3. "offer" is how the session
// that is offered stands to the handshake: none, unknown to the server, unusable
// for another reason that is checked before the extension, ems or legacy if it
// is usable, ems? or legacy? if it is not and the extension is checked first.
// "in place" is the session of the connection under a renegotiation, "resumed" a
// client's on a connection that resumed a legacy one. A policy cell has all
// settings that must hold, with - for those that must not.
const clauses = `
side   | ver     | event          | offer                                     | in place | ch | sh | policy                                                  | action | allowed           | alert | ext | clause                    | level      | off
server | old     | none           | none,unknown,unusable                     | -,ems    | y  | -  | support                                                 | full   | full              |       | y   | RFC 7627, Section 5.2     | MUST       |
server | old     | none           | none,unknown,unusable                     | legacy   | y  | -  | support -refuse_upgrade                                 | full   | full              |       | y   | RFC 7627, Section 5.2     | MUST       |
server | old     | none           | none,unknown,unusable,ems?,legacy,legacy? | legacy   | y  | -  | support refuse_upgrade                                  | abort  | full abort        | 40    | n   | RFC 5246, Section 7.2.2   | MAY        |
server | old     | none           | none,unknown,unusable                     | -,legacy | n  | -  | support require                                         | abort  | full abort        | 40    | n   | RFC 7627, Section 5.2     | SHOULD     |
server | old     | none           | none,unknown,unusable                     | -,legacy | n  | -  | support -require                                        | full   | full abort        |       | n   | RFC 7627, Section 5.2     | MUST NOT   | exporters eap key_material
server | old     | none           | none,unknown,unusable                     | ems      | n  | -  | support -allow_downgrade                                | abort  | full abort        | 40    | n   | RFC 5246, Section 7.2.2   | MAY        |
server | old     | none           | none,unknown,unusable                     | ems      | n  | -  | support allow_downgrade require                         | abort  | full abort        | 40    | n   | RFC 7627, Section 5.2     | SHOULD     |
server | old     | none           | none,unknown,unusable                     | ems      | n  | -  | support allow_downgrade -require                        | full   | full abort        |       | n   | RFC 7627, Section 5.2     | MUST NOT   | exporters eap key_material
server | old     | none,non-empty | none,unknown,unusable                     | -,legacy | *  | -  | -support                                                | full   | full              |       | n   | RFC 7627, Section 5.2     | MUST       | exporters eap key_material
server | old     | none,non-empty | none,unknown,unusable                     | ems      | *  | -  | -support -allow_downgrade                               | abort  | full abort        | 40    | n   | RFC 5246, Section 7.2.2   | MAY        |
server | old     | none,non-empty | none,unknown,unusable                     | ems      | *  | -  | -support allow_downgrade                                | full   | full              |       | n   | RFC 7627, Section 5.2     | MUST       | exporters eap key_material
server | old     | non-empty      | *                                         | *        | y  | -  | support                                                 | abort  | abort             | 50    | n   | RFC 5246, Section 7.2.2   | MUST       |
server | old     | none           | ems                                       | -,ems    | y  | -  | support                                                 | resume | full resume       |       | y   | RFC 7627, Section 5.3     | MUST       |
server | old     | none           | ems                                       | legacy   | y  | -  | support -refuse_upgrade                                 | resume | full resume       |       | y   | RFC 7627, Section 5.3     | MUST       |
server | old     | none           | ems                                       | legacy   | y  | -  | support refuse_upgrade                                  | abort  | full resume abort | 40    | n   | RFC 5246, Section 7.2.2   | MAY        |
server | old     | *              | ems,ems?                                  | -,legacy | y  | -  | -support                                                | full   | full abort        |       | n   | RFC 7627, Section 5.3     | MUST       | exporters eap key_material
server | old     | *              | ems,ems?                                  | ems      | y  | -  | -support -allow_downgrade                               | abort  | full abort        | 40    | n   | RFC 5246, Section 7.2.2   | MAY        |
server | old     | *              | ems,ems?                                  | ems      | y  | -  | -support allow_downgrade                                | full   | full abort        |       | n   | RFC 7627, Section 5.3     | MUST       | exporters eap key_material
server | old     | none           | ems                                       | *        | n  | -  | support                                                 | abort  | abort             | 40    | n   | RFC 7627, Section 5.3     | MUST       |
server | old     | none           | ems                                       | *        | n  | -  | -support                                                | abort  | full abort        | 40    | n   | RFC 7627, Section 5.3     | MUST       |
server | old     | none           | ems?                                      | -,ems    | y  | -  | support                                                 | full   | full              |       | y   | RFC 7627, Section 5.2     | MUST       |
server | old     | none           | ems?                                      | legacy   | y  | -  | support -refuse_upgrade                                 | full   | full              |       | y   | RFC 7627, Section 5.2     | MUST       |
server | old     | none           | ems?                                      | *        | n  | -  | *                                                       | abort  | full abort        | 40    | n   | RFC 7627, Section 5.3     | MUST       |
server | old     | none           | legacy,legacy?                            | -,ems    | y  | -  | support                                                 | full   | full abort        |       | y   | RFC 7627, Section 5.3     | MUST NOT   |
server | old     | none           | legacy,legacy?                            | legacy   | y  | -  | support -refuse_upgrade                                 | full   | full abort        |       | y   | RFC 7627, Section 5.3     | MUST NOT   |
server | old     | *              | legacy                                    | -,legacy | y  | -  | -support resume_legacy                                  | resume | full resume       |       | n   | RFC 5246, Section 7.3     | MAY        | exporters eap key_material tls_unique
server | old     | *              | legacy                                    | -,legacy | y  | -  | -support -resume_legacy                                 | full   | full resume       |       | n   | RFC 5246, Section 7.3     | MAY        | exporters eap key_material
server | old     | none,non-empty | legacy?                                   | -,legacy | y  | -  | -support                                                | full   | full              |       | n   | RFC 7627, Section 5.2     | MUST       | exporters eap key_material
server | old     | none           | legacy                                    | -,legacy | n  | -  | -require resume_legacy                                  | resume | full resume abort |       | n   | RFC 7627, Section 5.3     | MAY        | exporters eap key_material tls_unique
server | old     | none           | legacy                                    | -,legacy | n  | -  | -require -resume_legacy decline_legacy                  | full   | full resume abort |       | n   | RFC 7627, Section 5.3     | MAY        | exporters eap key_material
server | old     | none           | legacy?                                   | -,legacy | n  | -  | support -require resume_legacy                          | full   | full abort        |       | n   | RFC 7627, Section 5.2     | MUST NOT   | exporters eap key_material
server | old     | none           | legacy?                                   | -,legacy | n  | -  | -support resume_legacy                                  | full   | full abort        |       | n   | RFC 7627, Section 5.2     | MUST       | exporters eap key_material
server | old     | none           | legacy?                                   | -,legacy | n  | -  | -require -resume_legacy decline_legacy                  | full   | full abort        |       | n   | RFC 7627, Section 5.3     | MAY        | exporters eap key_material
server | old     | *              | legacy                                    | ems      | y  | -  | -support resume_legacy allow_downgrade                  | resume | full resume       |       | n   | RFC 5246, Section 7.3     | MAY        | exporters eap key_material tls_unique
server | old     | *              | legacy                                    | ems      | y  | -  | -support -resume_legacy allow_downgrade                 | full   | full resume       |       | n   | RFC 5246, Section 7.3     | MAY        | exporters eap key_material
server | old     | none,non-empty | legacy?                                   | ems      | y  | -  | -support allow_downgrade                                | full   | full              |       | n   | RFC 7627, Section 5.2     | MUST       | exporters eap key_material
server | old     | none           | legacy                                    | ems      | n  | -  | -require resume_legacy allow_downgrade                  | resume | full resume abort |       | n   | RFC 7627, Section 5.3     | MAY        | exporters eap key_material tls_unique
server | old     | none           | legacy                                    | ems      | n  | -  | -require -resume_legacy decline_legacy allow_downgrade  | full   | full resume abort |       | n   | RFC 7627, Section 5.3     | MAY        | exporters eap key_material
server | old     | none           | legacy?                                   | ems      | n  | -  | support -require resume_legacy allow_downgrade          | full   | full abort        |       | n   | RFC 7627, Section 5.2     | MUST NOT   | exporters eap key_material
server | old     | none           | legacy?                                   | ems      | n  | -  | -support resume_legacy allow_downgrade                  | full   | full abort        |       | n   | RFC 7627, Section 5.2     | MUST       | exporters eap key_material
server | old     | none           | legacy?                                   | ems      | n  | -  | -require -resume_legacy decline_legacy allow_downgrade  | full   | full abort        |       | n   | RFC 7627, Section 5.3     | MAY        | exporters eap key_material
server | old     | *              | legacy                                    | ems      | y  | -  | -support resume_legacy -allow_downgrade                 | abort  | full resume abort | 40    | n   | RFC 5246, Section 7.2.2   | MAY        |
server | old     | *              | legacy                                    | ems      | y  | -  | -support -resume_legacy -allow_downgrade                | abort  | full resume abort | 40    | n   | RFC 5246, Section 7.2.2   | MAY        |
server | old     | none,non-empty | legacy?                                   | ems      | y  | -  | -support -allow_downgrade                               | abort  | full abort        | 40    | n   | RFC 5246, Section 7.2.2   | MAY        |
server | old     | none           | legacy                                    | ems      | n  | -  | -require resume_legacy -allow_downgrade                 | abort  | full resume abort | 40    | n   | RFC 5246, Section 7.2.2   | MAY        |
server | old     | none           | legacy                                    | ems      | n  | -  | -require -resume_legacy decline_legacy -allow_downgrade | abort  | full resume abort | 40    | n   | RFC 5246, Section 7.2.2   | MAY        |
server | old     | none           | legacy?                                   | ems      | n  | -  | -require resume_legacy -allow_downgrade                 | abort  | full abort        | 40    | n   | RFC 5246, Section 7.2.2   | MAY        |
server | old     | none           | legacy?                                   | ems      | n  | -  | -require -resume_legacy decline_legacy -allow_downgrade | abort  | full abort        | 40    | n   | RFC 5246, Section 7.2.2   | MAY        |
server | old     | none           | legacy                                    | *        | n  | -  | require                                                 | abort  | full resume abort | 40    | n   | RFC 7627, Section 5.3     | SHOULD     |
server | old     | none           | legacy                                    | *        | n  | -  | -require -resume_legacy -decline_legacy                 | abort  | full resume abort | 40    | n   | RFC 7627, Section 5.3     | SHOULD     |
server | old     | none           | legacy?                                   | *        | n  | -  | require                                                 | abort  | full abort        | 40    | n   | RFC 7627, Section 5.3     | SHOULD     |
server | old     | none           | legacy?                                   | *        | n  | -  | -require -resume_legacy -decline_legacy                 | abort  | full abort        | 40    | n   | RFC 7627, Section 5.3     | SHOULD     |
server | 1.3     | none           | ems                                       | -        | *  | -  | *                                                       | resume | full resume       |       | n   | RFC 8446, Appendix D      | SHOULD     |
server | 1.3     | none           | none,unknown,unusable,legacy              | -        | *  | -  | *                                                       | full   | full              |       | n   | RFC 8446, Appendix D      | SHOULD     |
server | 1.3     | non-empty      | ems                                       | -        | y  | -  | support                                                 | abort  | full resume abort | 50    | n   | RFC 8446, Section 6.2     | MUST       |
server | 1.3     | non-empty      | none,unknown,unusable,legacy              | -        | y  | -  | support                                                 | abort  | full abort        | 50    | n   | RFC 8446, Section 6.2     | MUST       |
server | 1.3     | non-empty      | ems                                       | -        | y  | -  | -support                                                | resume | full resume       |       | n   | RFC 8446, Appendix D      | SHOULD     |
server | 1.3     | non-empty      | none,unknown,unusable,legacy              | -        | y  | -  | -support                                                | full   | full              |       | n   | RFC 8446, Appendix D      | SHOULD     |
server | 1.3     | none           | none                                      | ems      | *  | -  | *                                                       | abort  | abort             | 10    | *   | RFC 8446, Section 4.1.2   | MUST       |
client | 1.3     | none           | none                                      | ems      | *  | -  | *                                                       | abort  | abort             | 10    | *   | RFC 8446, Section 4       | MUST       |
client | old     | none           | none                                      | -,ems    | y  | y  | *                                                       | full   | full              |       | y   | RFC 7627, Section 5.2     | MUST       |
client | old     | none           | none                                      | legacy   | y  | y  | -refuse_upgrade                                         | full   | full              |       | y   | RFC 7627, Section 5.2     | MUST       |
client | old     | none           | none                                      | legacy   | y  | y  | refuse_upgrade                                          | abort  | full abort        | 40    | y   | RFC 5246, Section 7.2.2   | MAY        |
client | old     | none           | none                                      | -,legacy | y  | n  | require                                                 | abort  | full abort        | 40    | y   | RFC 7627, Section 5.2     | SHOULD     |
client | old     | none           | none                                      | -,legacy | y  | n  | -require                                                | full   | full abort        |       | y   | RFC 7627, Section 5.2     | MUST       | exporters eap key_material
client | old     | none           | none                                      | -,legacy | n  | n  | *                                                       | full   | full              |       | n   | RFC 7627, Section 5.2     | MUST       | exporters eap key_material
client | old     | none           | none                                      | ems      | *  | n  | -allow_downgrade                                        | abort  | full abort        | 40    | *   | RFC 5246, Section 7.2.2   | MAY        |
client | old     | none           | none                                      | ems      | y  | n  | allow_downgrade require                                 | abort  | full abort        | 40    | y   | RFC 7627, Section 5.2     | SHOULD     |
client | old     | none           | none                                      | ems      | y  | n  | allow_downgrade -require                                | full   | full abort        |       | y   | RFC 7627, Section 5.2     | MUST       | exporters eap key_material
client | old     | none           | none                                      | ems      | n  | n  | allow_downgrade                                         | full   | full              |       | n   | RFC 7627, Section 5.2     | MUST       | exporters eap key_material
client | old     | none           | legacy                                    | *        | y  | y  | *                                                       | abort  | abort             | 40    | y   | RFC 7627, Section 5.3     | MUST       |
client | old     | none           | ems                                       | *        | *  | n  | *                                                       | abort  | abort             | 40    | *   | RFC 7627, Section 5.3     | MUST       |
client | old     | none           | ems                                       | -,ems    | y  | y  | *                                                       | resume | resume            |       | y   | RFC 7627, Section 5.3     | MUST       |
client | old     | none           | ems                                       | legacy   | y  | y  | -refuse_upgrade                                         | resume | resume            |       | y   | RFC 7627, Section 5.3     | MUST       |
client | old     | none           | ems                                       | legacy   | y  | y  | refuse_upgrade                                          | abort  | resume abort      | 40    | y   | RFC 5246, Section 7.2.2   | MAY        |
client | old     | none           | legacy                                    | -,legacy | *  | n  | resume_legacy -require                                  | resume | resume abort      |       | *   | RFC 7627, Section 5.3     | MAY        | exporters eap key_material tls_unique renegotiation
client | old     | none           | legacy                                    | ems      | *  | n  | resume_legacy -require allow_downgrade                  | resume | resume abort      |       | *   | RFC 7627, Section 5.3     | MAY        | exporters eap key_material tls_unique renegotiation
client | old     | none           | legacy                                    | ems      | *  | n  | resume_legacy -require -allow_downgrade                 | abort  | resume abort      | 40    | *   | RFC 5246, Section 7.2.2   | MAY        |
client | old     | none           | legacy                                    | *        | *  | n  | -resume_legacy                                          | abort  | resume abort      | 40    | *   | RFC 7627, Section 5.3     | SHOULD NOT |
client | old     | none           | legacy                                    | *        | *  | n  | resume_legacy require                                   | abort  | resume abort      | 40    | *   | RFC 7627, Section 5.3     | SHOULD NOT |
client | old     | unsolicited    | *                                         | *        | n  | y  | *                                                       | abort  | abort             | 110   | n   | RFC 5246, Section 7.4.1.4 | MUST       |
client | old     | non-empty      | *                                         | *        | y  | y  | *                                                       | abort  | abort             | 50    | y   | RFC 5246, Section 7.2.2   | MUST       |
client | old,ssl | none           | none                                      | resumed  | -  | -  | *                                                       | abort  | abort             | 100   | n   | RFC 7627, Section 5.4     | MUST       |
client | 1.3     | none           | none                                      | -        | *  | n  | *                                                       | full   | full              |       | *   | RFC 8446, Appendix D      | SHOULD     |
client | 1.3     | none           | ems                                       | -        | *  | n  | *                                                       | resume | resume            |       | *   | RFC 8446, Appendix D      | SHOULD     |
client | 1.3     | none,non-empty | *                                         | -        | y  | y  | *                                                       | abort  | abort             | 47    | y   | RFC 8446, Section 4.2     | MUST       |
client | 1.3     | unsolicited    | *                                         | -        | n  | y  | *                                                       | abort  | abort             | 110   | n   | RFC 8446, Section 4.2     | MUST       |
server | ssl     | none           | legacy                                    | *        | *  | -  | -allow_ssl30                                            | abort  | full resume abort | 40    | n   | RFC 7627, Section 6.4     | SHOULD     |
server | ssl     | none           | legacy                                    | *        | *  | -  | allow_ssl30 require                                     | abort  | full resume abort | 40    | n   | RFC 7627, Section 6.4     | SHOULD     |
server | ssl     | none           | none,unknown,unusable                     | *        | *  | -  | -allow_ssl30                                            | abort  | full abort        | 40    | n   | RFC 7627, Section 6.4     | SHOULD     |
server | ssl     | none           | none,unknown,unusable                     | *        | *  | -  | allow_ssl30 require                                     | abort  | full abort        | 40    | n   | RFC 7627, Section 6.4     | SHOULD     |
server | ssl     | none           | legacy                                    | *        | *  | -  | allow_ssl30 -require resume_legacy                      | resume | full resume abort |       | n   | RFC 7627, Section 6.4     | MUST       | exporters eap key_material tls_unique
server | ssl     | none           | legacy                                    | *        | *  | -  | allow_ssl30 -require -resume_legacy                     | full   | full resume abort |       | n   | RFC 7627, Section 6.4     | MUST       | exporters eap key_material
server | ssl     | none           | none,unknown,unusable                     | *        | *  | -  | allow_ssl30 -require                                    | full   | full abort        |       | n   | RFC 7627, Section 6.4     | MUST       | exporters eap key_material
client | ssl     | none           | legacy                                    | -,legacy | *  | n  | allow_ssl30 -require -resume_legacy                     | abort  | resume abort      | 40    | *   | RFC 7627, Section 6.4     | SHOULD     |
client | ssl     | none           | legacy                                    | -,legacy | *  | n  | -allow_ssl30                                            | abort  | resume abort      | 40    | *   | RFC 7627, Section 6.4     | SHOULD     |
client | ssl     | none           | legacy                                    | -,legacy | *  | n  | allow_ssl30 require                                     | abort  | resume abort      | 40    | *   | RFC 7627, Section 6.4     | SHOULD     |
client | ssl     | none           | legacy                                    | -,legacy | *  | n  | allow_ssl30 -require resume_legacy                      | resume | resume abort      |       | *   | RFC 7627, Section 6.4     | MUST       | exporters eap key_material tls_unique renegotiation
client | ssl     | none           | none                                      | -,legacy | *  | n  | -allow_ssl30                                            | abort  | full abort        | 40    | *   | RFC 7627, Section 6.4     | SHOULD     |
client | ssl     | none           | none                                      | -,legacy | *  | n  | allow_ssl30 require                                     | abort  | full abort        | 40    | *   | RFC 7627, Section 6.4     | SHOULD     |
client | ssl     | none           | none                                      | -,legacy | *  | n  | allow_ssl30 -require                                    | full   | full abort        |       | *   | RFC 7627, Section 6.4     | MUST       | exporters eap key_material
`

// clauseRow is a row of the table: cells by the heading of their column.
type clauseRow map[string]string

func clauseRows(t *testing.T) []clauseRow {
	t.Helper()
	var rows []clauseRow
	var headings []string
	for line := range strings.Lines(strings.TrimSpace(clauses)) {
		var cells []string
		for cell := range strings.SplitSeq(line, "|") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		if headings == nil {
			headings = cells
			continue
		}
		require.Len(t, cells, len(headings), "%s", line)
		row := clauseRow{"line": strings.TrimSpace(line)}
		for i, heading := range headings {
			row[heading] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// matches reports whether the left half of a row speaks of a case.
func (row clauseRow) matches(state map[string]string, settings map[string]bool) bool {
	for heading, value := range state {
		if cell := row[heading]; cell != "*" && cell != value && !slices.Contains(strings.Split(cell, ","), value) {
			return false
		}
	}
	for word := range strings.FieldsSeq(row["policy"]) {
		name, no := strings.CutPrefix(word, "-")
		if word != "*" && settings[name] == no {
			return false
		}
	}
	return true
}

func stateOf(c ems.Case) map[string]string {
	h := c.Handshake
	state := map[string]string{
		"side": c.Side.String(), "ver": "old", "event": "none", "offer": offerOf(c), "in place": "-",
		"ch": yesNo(h.ClientHello), "sh": yesNo(h.ServerHello),
	}
	if h.Version == schannel.SSL30 {
		state["ver"] = "ssl"
	}
	if h.Version == schannel.TLS13 || h.Version == schannel.DTLS13 {
		state["ver"] = "1.3"
	}
	switch {
	case h.ServerHello && !h.ClientHello:
		state["event"] = "unsolicited"
	case h.NonEmpty:
		state["event"] = "non-empty"
	}
	if h.Renegotiation {
		state["in place"] = h.InPlace.String()
	}
	if c.Side == ems.Client && h.Resumed && h.InPlace == ems.LegacySession {
		state["in place"], state["ch"], state["sh"] = "resumed", "-", "-"
	}
	if c.Side == ems.Server || h.Renegotiation && state["ver"] == "1.3" {
		state["sh"] = "-"
	}
	return state
}

func offerOf(c ems.Case) string {
	h := c.Handshake
	checked := h.Version != schannel.SSL30 && h.Version != schannel.TLS13 && h.Version != schannel.DTLS13 // which alone have the extension
	switch {
	case h.Attempt == ems.Full:
		return "none"
	case h.Session == ems.UnknownSession:
		return "unknown"
	case h.Resumable:
		return h.Session.String()
	case c.Policy.CheckFirst && checked:
		return h.Session.String() + "?"
	default:
		return "unusable"
	}
}

func settingsOf(p ems.Policy) map[string]bool {
	return map[string]bool{
		"support": !p.Disabled, "require": p.Require, "resume_legacy": p.ResumeLegacy, "decline_legacy": p.DeclineLegacy,
		"allow_downgrade": p.AllowDowngrade, "refuse_upgrade": p.RefuseUpgrade, "allow_ssl30": p.AllowSSL30,
	}
}

func yesNo(b bool) string {
	if b {
		return "y"
	}
	return "n"
}

// outcomeOf writes a decision as the right half of a row.
func outcomeOf(c ems.Case) clauseRow {
	d := c.Decision
	row := clauseRow{
		"action": d.Action.String(), "allowed": "", "alert": "", "ext": yesNo(d.Extension),
		"clause": d.Clause.String(), "level": d.Level.String(), "off": "",
	}
	if d.Alert != ems.NoAlert {
		row["alert"] = strconv.Itoa(int(d.Alert))
	}
	var allowed []string
	for _, action := range d.Allowed {
		allowed = append(allowed, action.String())
	}
	if mayAlwaysAbort(c) && slices.Contains(allowed, "abort") {
		allowed = slices.DeleteFunc(allowed, func(s string) bool { return s == "abort" }) // see want
	}
	row["allowed"] = strings.Join(allowed, " ")
	var off []string
	for _, use := range []struct {
		name string
		off  bool
	}{{"exporters", d.Off.Exporters}, {"eap", d.Off.EAP}, {"key_material", d.Off.KeyMaterial}, {"tls_unique", d.Off.TLSUnique}, {"renegotiation", d.Off.Renegotiation}} {
		if use.off {
			off = append(off, use.name)
		}
	}
	row["off"] = strings.Join(off, " ")
	return row
}

// mayAlwaysAbort: a renegotiation can always be declined (RFC 5246, Section
// 7.2.2), and a server that has the extension switched off may know that it has
// no data.
func mayAlwaysAbort(c ems.Case) bool {
	return c.Handshake.Renegotiation || c.Handshake.NonEmpty && c.Side == ems.Server && c.Policy.Disabled
}

// want is the right half of the row for a case. Where an abort conforms in every
// row it is left out on both sides, after checking that it is there.
func (row clauseRow) want(t *testing.T, c ems.Case) clauseRow {
	t.Helper()
	want := clauseRow{}
	for _, heading := range []string{"action", "allowed", "alert", "ext", "clause", "level", "off"} {
		want[heading] = row[heading]
	}
	if want["ext"] == "*" { // a client's hello has been sent
		want["ext"] = yesNo(c.Side == ems.Client && c.Handshake.ClientHello)
	}
	if mayAlwaysAbort(c) {
		require.Contains(t, c.Decision.Allowed, ems.Abort, "%s", c.Name)
		want["allowed"] = strings.TrimSpace(strings.TrimSuffix(want["allowed"], "abort"))
	}
	return want
}

// fewRows that fail fill a screen; a rule that is wrong fails in hundreds.
const fewRows = 3

// everyDecision is every policy in every state of three versions, and in those
// of the others, which are decided alike, the policies of the cases. What means
// nothing in a state is not set there (see TestCasesSetWhatMatters). A client that
// leaves the extension out has it disabled, and one that offers it has not.
func everyDecision() iter.Seq[ems.Case] {
	policies := everyPolicy()
	return func(yield func(ems.Case) bool) {
		var last ems.Handshake
		for c := range ems.Cases() {
			switch v := c.Handshake.Version; {
			case v != schannel.SSL30 && v != schannel.TLS12 && v != schannel.TLS13:
				if !yield(c) {
					return
				}
				continue
			case c.Handshake == last:
				continue
			}
			last = c.Handshake
			for i, p := range policies {
				if p.Disabled && p.Require || c.Side == ems.Client && p.Disabled != c.Policy.Disabled || meaningless(c.Side, p, c.Handshake) {
					continue
				}
				p.OfferLegacy = c.Policy.OfferLegacy
				name := fmt.Sprintf("%s-policy-%02x", c.Name, i)
				if !yield(ems.Case{Name: name, Side: c.Side, Policy: p, Handshake: c.Handshake, Decision: decide(c.Side, p, c.Handshake)}) {
					return
				}
			}
		}
	}
}

// TestDecisions compares what each policy decides with the one row that speaks
// of it.
func TestDecisions(t *testing.T) {
	t.Parallel()
	rows := clauseRows(t)
	used := make([]int, len(rows))
	failed := 0
	for c := range everyDecision() {
		if failed == fewRows {
			t.Fatal("and maybe more")
		}
		var found []int
		state, settings := stateOf(c), settingsOf(c.Policy)
		for i, row := range rows {
			if row.matches(state, settings) {
				found = append(found, i)
			}
		}
		if len(found) != 1 {
			t.Errorf("%s: %d rows speak of it: %v", c.Name, len(found), found)
			failed++
			continue
		}
		used[found[0]]++
		row := rows[found[0]]
		if want, got := row.want(t, c), outcomeOf(c); !maps.Equal(want, got) {
			t.Errorf("%s (-want +got):\n%s%s", c.Name, row["line"], cmp.Diff(want, got))
			failed++
		}
	}
	for i, n := range used {
		if n == 0 {
			t.Errorf("no case for the row: %s", rows[i]["line"])
		}
	}
}

func ExamplePolicy_Server() {
	d := ems.Policy{}.Server(ems.Handshake{
		Version: schannel.TLS12, Attempt: ems.Resume,
		Session: ems.ExtendedSession, Resumable: true,
		ClientHello: false,
	})
	fmt.Println(d.Action, d.Alert)
	fmt.Println(d.Clause, d.Level)
	// Output:
	// abort handshake_failure
	// RFC 7627, Section 5.3 MUST
}

func ExamplePolicy_Client() {
	d := ems.Policy{ResumeLegacy: true}.Client(ems.Handshake{
		Version: schannel.TLS12, Attempt: ems.Resume,
		Session: ems.LegacySession, Resumable: true,
		ClientHello: true, ServerHello: false,
	})
	fmt.Println(d.Action, "of", d.Allowed[0], "and", d.Allowed[1])
	fmt.Printf("%+v\n", d.Off)
	// Output:
	// resume of resume and abort
	// {Exporters:true EAP:true KeyMaterial:true TLSUnique:true Renegotiation:true}
}

// TestAllowed: what conforms depends on the state, and of the policy only on
// whether the extension is there and when it is checked.
func TestAllowed(t *testing.T) {
	t.Parallel()
	type known struct {
		side                 ems.Side
		h                    ems.Handshake
		disabled, checkFirst bool
	}
	allowed := map[known][]ems.Action{}
	for c := range everyDecision() {
		k := known{c.Side, c.Handshake, c.Policy.Disabled, c.Policy.CheckFirst}
		if want, met := allowed[k]; met && !slices.Equal(want, c.Decision.Allowed) {
			t.Errorf("%s: %v, with another policy %v", c.Name, c.Decision.Allowed, want)
		}
		allowed[k] = c.Decision.Allowed
	}
}
