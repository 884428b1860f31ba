// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// Recording is what clients asked and what came back.
type Recording struct {
	Exchanges []Exchange `json:"exchanges"`
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
// order, and the last one again if the client asks more often; a request that
// was not recorded counts as one that got no answer, and the outcome says so.
func Replay(setup Setup, recording Recording) Outcome {
	if len(recording.Detection) > 0 {
		return detected(recording)
	}
	tape := newTape(recording)
	w := Begin(setup)
	for {
		request, ok := w.Request()
		if !ok {
			return w.Outcome()
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
	used      map[string]int   // how many of them were used
}

func newTape(r Recording) *tape {
	t := &tape{exchanges: r.Exchanges, byKey: map[string][]int{}, used: map[string]int{}}
	for i, x := range r.Exchanges {
		key := keyOf(x.Method, x.URL, x.Name)
		t.byKey[key] = append(t.byKey[key], i)
	}
	return t
}

func keyOf(method autodiscover.Method, url, name string) string {
	if method == autodiscover.DNS {
		return "DNS " + strings.ToLower(strings.TrimSuffix(name, "."))
	}
	return method.String() + " " + weburl.Canonical(url)
}

// answer finds the next answer to a request. Of exchanges that name their mail
// address only those count that name the client's.
func (t *tape) answer(r Request) Answer {
	key := keyOf(r.Method, r.URL, r.Name)
	fitting := t.byKey[key]
	if slices.ContainsFunc(fitting, func(i int) bool { return t.exchanges[i].Mail != "" }) {
		key += " " + strings.ToLower(r.Mail)
		fitting = slices.DeleteFunc(slices.Clone(fitting), func(i int) bool {
			mail := t.exchanges[i].Mail
			return mail != "" && !strings.EqualFold(mail, r.Mail)
		})
	}
	n := t.used[key]
	t.used[key]++
	switch {
	case len(fitting) == 0, r.Credentials && n >= len(fitting):
		return Answer{Failure: NotRecorded}
	case n >= len(fitting):
		n = len(fitting) - 1
	}
	return t.exchanges[fitting[n]].Answer
}

// MarshalJSON writes every field, empty lists as lists.
func (r Recording) MarshalJSON() ([]byte, error) {
	type plain Recording
	p := plain(r)
	p.Exchanges, p.Ignored, p.Detection = list(p.Exchanges), list(p.Ignored), list(p.Detection)
	return json.Marshal(p)
}
