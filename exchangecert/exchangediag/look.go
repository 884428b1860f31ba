// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/symptom"
)

// sight is one thing that was seen: a symptom that is known, and what it names.
type sight struct {
	sign *sign
	sure bool // known by provider and number, or by the log itself
	what schannel.Subject
	at   time.Time

	connector, name string
	thumbprint      schannel.Thumbprint // that the event names
	send            schannel.Truth
	sent            *exchange.Certificate // of the session
}

// group is sights of one sign about one connector, name and certificate.
type group struct {
	sight
	count int
	items []schannel.Subject
}

// Bounds of what is told one by one.
const (
	maxItems  = 10
	maxGroups = 100
)

// look reads the symptoms and the failures of the log.
func (v *view) look() {
	v.taken = make(symptom.Taken, len(v.Symptoms))
	for i, row := range v.Symptoms {
		for _, s := range read(row) {
			s.what = schannel.Nth("symptom", i)
			v.taken[i] = true
			v.add(s)
		}
		v.listCut = v.listCut || cutsList(row.Event)
	}
	v.accompanied()
	for i := range v.Sessions {
		v.lookAtSession(i)
	}
	if v.dropped > 0 {
		v.fact(ruleMore, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("incident"), schannel.Number("count", v.dropped))
	}
}

// lookAtSession adds the errors and replies of a session.
func (v *view) lookAtSession(i int) {
	session := &v.Sessions[i]
	base := sight{sure: true, what: schannel.Nth("session", i), at: session.Start, connector: session.Connector, send: session.Send}
	if len(session.Sent) > 0 {
		base.sent = &session.Sent[len(session.Sent)-1]
	}
	for _, name := range session.Errors {
		known := false
		for n := range signs {
			if slices.Contains(signs[n].errors, strings.ToLower(name)) {
				s := base
				s.sign, known = &signs[n], true
				v.add(s)
			}
		}
		if !known {
			v.unknownError(name, base.what)
		}
	}
	for _, reply := range session.Replies {
		if sign := signOf(strings.ToLower(reply)); sign != nil {
			s := base
			s.sign = sign
			v.add(s)
		}
	}
}

// add puts a sight to the others of its kind.
func (v *view) add(s sight) {
	for i := range v.groups {
		g := &v.groups[i]
		if g.sign == s.sign && g.connector == s.connector && g.name == s.name && g.thumbprint == s.thumbprint && sameSent(g.sent, s.sent) {
			g.sure = g.sure || s.sure
			if g.count++; g.count <= maxItems {
				g.items = append(g.items, s.what)
			}
			return
		}
	}
	if len(v.groups) == maxGroups {
		v.dropped++
		return
	}
	v.groups = append(v.groups, group{s, 1, []schannel.Subject{s.what}})
}

func sameSent(a, b *exchange.Certificate) bool {
	return a == b || a != nil && b != nil && a.Thumbprint == b.Thumbprint
}

// read says what a row means: by provider and number first, by its text second.
// An event about a delivery is told by the reply in it.
func read(row symptom.Row) []sight {
	e := row.Event
	var found []sight
	event, sure := signOfEvent(e)
	var text string
	if event == nil || event.seen == &seenDelivery {
		text = said(row)
	}
	if event == nil {
		event, _ = signOfEvent(eventAlone(text))
	}
	if event == nil || event.seen == &seenDelivery {
		if sign := signOf(text); sign != nil {
			found = append(found, sight{sign: sign, sure: sure})
		}
	}
	if event != nil && len(found) == 0 {
		found = append(found, sight{sign: event, sure: sure})
	}
	for i := range found {
		found[i].at = e.Time
		found[i].parameters(e, row.Text)
	}
	return found
}

// said is all texts of a row in lower case. Shells wrap lines, and web pages
// have typographic apostrophes.
func said(row symptom.Row) string {
	all := row.Event.Message + "\n" + values(row.Event) + "\n" + row.Text + "\n" + row.Code.String()
	return strings.ToLower(strings.ReplaceAll(strings.Join(strings.Fields(all), " "), "’", "'"))
}

func values(e symptom.Event) string {
	var b strings.Builder
	for _, f := range e.Data {
		b.WriteString(f.Value)
		b.WriteByte('\n')
	}
	return b.String()
}

// signOfEvent finds the sign of an event record. It reports whether the
// provider was named.
func signOfEvent(e symptom.Event) (found *sign, sure bool) {
	if e.ID == 0 {
		return nil, false
	}
	for i := range signs {
		s := &signs[i]
		if slices.Contains(s.events, e.ID) && (e.Provider == "" && s.alone || s.by == providerOf(e.Provider)) {
			return s, e.Provider != ""
		}
	}
	return nil, false
}

// eventAlone reads a text that is the number of an event and perhaps its source,
// such as "event 12014" or "msexchangetransport 12014", in any order.
func eventAlone(text string) symptom.Event {
	var e symptom.Event
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(" :,()", r) }) {
		number, err := strconv.Atoi(word)
		switch {
		case err == nil && e.ID == 0:
			e.ID = number
		case err == nil, len(e.Provider) > 64:
			return symptom.Event{} // several, or no name of a source
		case word != "event" && word != "id" && word != "source":
			e.Provider += word
		}
	}
	if e.Provider != "" && providerOf(e.Provider) == byNobody {
		return symptom.Event{}
	}
	return e
}

// providerOf tells the services apart by their event sources: the transport
// service, since Exchange 2013 also the one of the front end.
func providerOf(name string) provider {
	switch strings.ToLower(strings.ReplaceAll(name, " ", "")) {
	case "msexchangetransport", "msexchangefrontendtransport":
		return byTransport
	case "msexchangeedgesync":
		return byEdgeSync
	case "msexchangeunifiedmessaging":
		return byMessaging
	case "msexchangeoauth":
		return byAuth
	}
	return byNobody
}

// signOf finds a sign by a text: what it says counts for more than the number of
// a reply, which means several things.
func signOf(text string) *sign {
	if sign := signOfText(text); sign != nil {
		return sign
	}
	return signOfReply(text)
}

// signOfText finds a sign by what its text says, or by an error of the log in
// it.
func signOfText(text string) *sign {
	for i := range signs {
		for _, all := range signs[i].texts {
			if !slices.ContainsFunc(all, func(part string) bool { return !strings.Contains(text, part) }) {
				return &signs[i]
			}
		}
		for _, name := range signs[i].errors {
			if strings.Contains(text, "tls negotiation failed with error "+name) || strings.TrimSpace(text) == name {
				return &signs[i]
			}
		}
	}
	return nil
}

// signOfReply finds a sign by an SMTP reply in a text: of the queue, of a
// message that came back, or of a log.
func signOfReply(text string) *sign {
	for i := range signs {
		for _, r := range signs[i].reply {
			if holdsReply(text, r) {
				return &signs[i]
			}
		}
	}
	return nil
}

// holdsReply looks for a reply such as "454 4.7.5", whatever stands before and
// behind it but a digit.
func holdsReply(text string, r [4]uint32) bool {
	number := func(n uint32) string { return strconv.FormatUint(uint64(n), 10) }
	enhanced := number(r[1]) + "." + number(r[2]) + "." + number(r[3])
	for _, separator := range [...]string{" ", "-"} {
		reply := number(r[0]) + separator + enhanced
		for rest := text; ; {
			before, after, ok := strings.Cut(rest, reply)
			if !ok {
				break
			}
			if !endsWithDigit(before) && (after == "" || after[0] < '0' || after[0] > '9') {
				return true
			}
			rest = after
		}
	}
	return false
}

func endsWithDigit(s string) bool {
	return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9'
}

// cutsList reports whether an event is Schannel's 36885, about a list of
// authorities that was cut.
func cutsList(e symptom.Event) bool {
	return e.ID == 36885 && strings.Contains(strings.ToLower(e.Provider), "schannel")
}

// accompanied takes the events 36885 that say more about a 1423. Alone they are
// not of Exchange.
func (v *view) accompanied() {
	if !slices.ContainsFunc(v.groups, func(g group) bool { return g.sign.seen == &seenMessaging }) {
		return
	}
	for i, row := range v.Symptoms {
		v.taken[i] = v.taken[i] || cutsList(row.Event)
	}
}

// unknownError notes an error of the log that is not known here.
func (v *view) unknownError(name string, what schannel.Subject) {
	if v.errors++; v.errors == 1 {
		v.firstError = name
	}
	if v.errors <= maxItems {
		v.errorItems = append(v.errorItems, what)
	}
}

// What cannot be told, and what was left out.
var (
	ruleUnknown = schannel.Rule{
		Code: CodeSymptomUnknown, Title: "Symptoms that are not recognised", Severity: schannel.Info, Evidence: schannel.Inferred, Sources: []schannel.Source{{Document: "Selection of inbound STARTTLS certificates"}},
		Message: "{count} of the symptoms are not recognised: nothing is concluded from them.",
	}
	ruleUnknownError = schannel.Rule{
		Code: "exchangecert.symptom.unknown_error", Title: "An error of the log that no document explains", Severity: schannel.Info, Evidence: schannel.Inferred, Sources: []schannel.Source{{Document: "KB4495258"}},
		Message: "The protocol log has {error}, which no document explains ({count} such errors); it changes nothing.",
	}
	ruleMore = schannel.Rule{
		Code: "exchangecert.symptom.more", Title: "More than is told", Severity: schannel.Info, Evidence: schannel.Inferred, Sources: []schannel.Source{{Document: "Selection of inbound STARTTLS certificates"}},
		Message: "{count} further symptoms, of other connectors or names, were left out.",
	}
)

// unknown is the findings about what is not known here.
func (v *view) unknown() []schannel.Finding {
	var findings []schannel.Finding
	count := 0
	var items []schannel.Subject
	for i := range symptom.Untaken(v.Symptoms, v.taken) {
		if count++; count <= maxItems {
			items = append(items, schannel.Nth("symptom", i))
		}
	}
	sure := schannel.Basis{Certainty: schannel.Certain}
	if count > 0 {
		f := schannel.NewFinding(ruleUnknown, sure, schannel.Whole("unknown_symptoms"), schannel.Number("count", count))
		f.Items = items
		findings = append(findings, f)
	}
	if v.errors > 0 {
		f := schannel.NewFinding(ruleUnknownError, sure, schannel.Whole("session"), schannel.Text("error", v.firstError), schannel.Number("count", v.errors))
		f.Items = v.errorItems
		findings = append(findings, f)
	}
	return findings
}
