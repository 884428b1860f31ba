// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// Recording is what clients asked and what came back.
type Recording struct {
	Exchanges []Exchange `json:"exchanges"`
	Began     time.Time  `json:"began"`     // when the first of them was made, which Setup.At may be told; zero: unknown
	Ignored   []string   `json:"ignored"`   // what is in the file and was not understood: names of keys, methods that no client of Autodiscover uses
	Detection []string   `json:"detection"` // hosts that the account detection of Outlook named, if the file is its answer
}

// Exchange is one request with its answer. Of the headers of the request, and
// of cookies, nothing is kept.
type Exchange struct {
	Method autodiscover.Method `json:"method"`
	URL    string              `json:"url"`
	Name   string              `json:"name"` // of a DNS query
	Mail   string              `json:"mail"` // the address in it; empty: unknown
	Answer Answer              `json:"answer"`
}

// Replay walks over a recording. Answers to the same request are used in their
// order, and the last one again if the client asks more often for the same
// address; a request that was not recorded counts as one that got no answer, and
// the outcome says so.
func Replay(setup Setup, recording Recording) Outcome {
	if len(recording.Detection) > 0 {
		return detected(recording)
	}
	tape := newTape(recording)
	w := Begin(setup)
	for {
		request, ok := w.Request()
		if !ok {
			o := w.Outcome()
			o.Findings = append(o.Findings, tape.leftOver(recording)...)
			return o
		}
		w = w.Next(tape.answer(request))
	}
}

// detected is the outcome where there is no Autodiscover in the recording.
func detected(r Recording) Outcome {
	f := schannel.NewFinding(ruleDetection, missing(missingTrace), walkSubject(), schannel.Text("host", r.Detection[0]))
	for _, host := range r.Detection[:min(len(r.Detection), 10)] {
		f.Items = append(f.Items, hostSubject(host))
	}
	return Outcome{End: EndUnknown, Findings: []schannel.Finding{f}}
}

// tape is a recording by its requests.
type tape struct {
	exchanges []Exchange
	byKey     map[string][]int // positions in exchanges
	usedBy    []string         // for which address each was an answer; empty: for none so far
	asked     []bool           // which exchanges the walk came to
}

func newTape(r Recording) *tape {
	t := &tape{exchanges: r.Exchanges, byKey: map[string][]int{}, usedBy: make([]string, len(r.Exchanges)), asked: make([]bool, len(r.Exchanges))}
	for i, x := range r.Exchanges {
		key := keyOf(x.Method, x.URL, x.Name)
		t.byKey[key] = append(t.byKey[key], i)
	}
	return t
}

// leftOver says what of the recording had no part in the walk.
func (t *tape) leftOver(r Recording) []schannel.Finding {
	recording := schannel.Whole("recording")
	var items []schannel.Subject
	var said, browsed []schannel.Finding
	count := 0
	for i, x := range t.exchanges {
		if t.asked[i] {
			continue
		}
		exchange := schannel.Nth("exchange", i).Named(hostOrName(Request{URL: x.URL, Name: x.Name}))
		if count++; count <= 10 {
			items = append(items, exchange)
		}
		if len(browsed) == 0 && x.browsed() {
			browsed = append(browsed, schannel.NewFinding(ruleBrowser, certain(), exchange, schannel.Text("host", exchange.Name)))
		}
	}
	if count > 0 {
		unused := schannel.NewFinding(ruleUnused, certain(), recording, schannel.Number("count", count))
		unused.Items = items
		said = append(said, unused)
	}
	if len(r.Ignored) > 0 {
		f := schannel.NewFinding(ruleIgnored, certain(), recording, schannel.Number("count", len(r.Ignored)))
		for _, name := range r.Ignored[:min(len(r.Ignored), 10)] {
			f.Items = append(f.Items, schannel.Whole("key").Named(name))
		}
		said = append(said, f)
	}
	return append(said, browsed...)
}

// browsed reports whether somebody opened the URL of POX in a browser, and it
// answered as such requests are answered: MS-OXDSCLI, page 713ef4f4, has 600 for
// a request that is none.
func (x Exchange) browsed() bool {
	if x.Method != autodiscover.Get || x.Answer.Status != 200 {
		return false
	}
	r, err := answer.Parse(x.Answer.Body)
	return err == nil && r.Error.Code == "600"
}

func keyOf(method autodiscover.Method, url, name string) string {
	if method == autodiscover.DNS {
		return "DNS " + strings.ToLower(strings.TrimSuffix(name, "."))
	}
	return method.String() + " " + weburl.Canonical(url)
}

// later reports whether a request to Office 365 ahead of the directory is recorded
// behind something that the walk has yet to ask: then the client did not make
// it, and came to that URL by another way.
func (t *tape) later(r Request, fitting []int) bool {
	return r.Step == autodiscover.StepOffice365 && r.Redirects == 0 && len(fitting) > 0 && slices.Contains(t.asked[:fitting[0]], false)
}

// answer finds the next answer to a request. Of exchanges that name their mail
// address only those count that name the client's; what was an answer for one
// address is none for another.
func (t *tape) answer(r Request) Answer {
	mail := strings.ToLower(r.Mail)
	fitting := t.byKey[keyOf(r.Method, r.URL, r.Name)]
	fitting = slices.DeleteFunc(slices.Clone(fitting), func(i int) bool {
		named := t.exchanges[i].Mail
		return named != "" && !strings.EqualFold(named, mail)
	})
	if t.later(r, fitting) {
		return Answer{Failure: NotRecorded}
	}
	for _, i := range fitting {
		t.asked[i] = true
	}
	last := -1
	for _, i := range fitting {
		switch t.usedBy[i] {
		case "":
			t.usedBy[i] = mail
			return t.exchanges[i].Answer
		case mail:
			last = i
		}
	}
	if last < 0 || r.Credentials {
		return Answer{Failure: NotRecorded}
	}
	return t.exchanges[last].Answer
}

// MarshalJSON writes every field, empty lists as lists.
func (r Recording) MarshalJSON() ([]byte, error) {
	type plain Recording
	p := plain(r)
	p.Exchanges, p.Ignored, p.Detection = jsonlist.Of(p.Exchanges), jsonlist.Of(p.Ignored), jsonlist.Of(p.Detection)
	return json.Marshal(p)
}
