// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package recording

import (
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// smallReader reads the small form. Keys that it does not know are noted by
// their names; a request's headers are not looked at.
type smallReader struct {
	files     fs.FS
	recording walk.Recording
}

func readSmall(file []byte, files fs.FS) (walk.Recording, error) {
	var items []map[string]json.RawMessage
	if err := json.Unmarshal(file, &items); err != nil {
		return walk.Recording{}, syntax("recording", 0, err)
	}
	if len(items) > maxExchanges {
		return walk.Recording{}, fault(errSize, "recording", 0, nil)
	}
	r := smallReader{files: files}
	for _, item := range items {
		x, err := r.exchange(item)
		if err != nil {
			return walk.Recording{}, err
		}
		if x.Method != autodiscover.MethodNone {
			r.recording.Exchanges = append(r.recording.Exchanges, x)
		}
	}
	return r.recording, nil
}

// field reads a value by one of its names. What is not there stays as it is.
func (r *smallReader) field(object map[string]json.RawMessage, to any, names ...string) error {
	for _, name := range names {
		if raw, ok := object[name]; ok {
			delete(object, name)
			if err := json.Unmarshal(raw, to); err != nil {
				return fault(errSyntax, name, schannel.NoOffset, errors.New("a value has another type than its key calls for"))
			}
		}
	}
	return nil
}

// rest notes the keys that are left over.
func (r *smallReader) rest(object map[string]json.RawMessage) {
	names := make([]string, 0, len(object))
	for name := range object {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		ignore(&r.recording, name)
	}
}

func (r *smallReader) exchange(item map[string]json.RawMessage) (walk.Exchange, error) {
	var request, response, peer map[string]json.RawMessage
	var fail string
	err := errors.Join(
		r.field(item, &request, "request"), r.field(item, &response, "response"),
		r.field(item, &peer, "peer", "certificate"), r.field(item, &fail, "error"),
	)
	if err != nil {
		return walk.Exchange{}, err
	}
	x, err := r.request(request)
	if err != nil {
		return walk.Exchange{}, err
	}
	if err := r.response(response, &x.Answer); err != nil {
		return walk.Exchange{}, err
	}
	for _, p := range []map[string]json.RawMessage{takeObject(response, "peer"), takeObject(response, "certificate"), peer} {
		if err := r.peer(p, &x.Answer.Peer); err != nil {
			return walk.Exchange{}, err
		}
	}
	r.rest(item)
	r.rest(response)
	if fail != "" {
		x.Answer.Failure, x.Answer.Fault = failureOf(fail), fail
	}
	return x, nil
}

// takeObject takes an object out of another.
func takeObject(from map[string]json.RawMessage, name string) map[string]json.RawMessage {
	var object map[string]json.RawMessage
	if json.Unmarshal(from[name], &object) == nil {
		delete(from, name)
	}
	return object
}

// request reads method and URL, or a DNS query. Headers and bodies of requests
// are left where they are.
func (r *smallReader) request(object map[string]json.RawMessage) (walk.Exchange, error) {
	var x walk.Exchange
	var method, dns string
	err := errors.Join(
		r.field(object, &method, "method"), r.field(object, &x.URL, "url"), r.field(object, &dns, "dns"),
		r.field(object, &x.Name, "name"), r.field(object, &x.Mail, "mail"),
	)
	if err != nil {
		return walk.Exchange{}, err
	}
	for _, name := range []string{"headers", "cookies", "body", "body_file"} {
		delete(object, name)
	}
	r.rest(object)
	x.URL = weburl.WithoutUser(x.URL)
	switch known, ok := methodOf(method); {
	case strings.EqualFold(dns, "SRV"):
		x.Method = autodiscover.DNS
	case dns != "":
		ignore(&r.recording, dns)
	case ok:
		x.Method = known
	default:
		ignore(&r.recording, method)
	}
	return x, nil
}

// response reads the answer of HTTP or DNS.
func (r *smallReader) response(object map[string]json.RawMessage, a *walk.Answer) error {
	var headers map[string]any
	var body *string
	var file string
	err := errors.Join(
		r.field(object, &a.Status, "status"), r.field(object, &headers, "headers"), r.field(object, &body, "body"),
		r.field(object, &file, "body_file"), r.field(object, &a.Records, "records", "srv", "answers"),
	)
	if err != nil {
		return err
	}
	if len(a.Records) > maxRecords || slices.ContainsFunc(a.Records, func(r walk.SRV) bool { return len(r.Target) > weburl.LongestHost }) {
		return fault(errSize, "records", schannel.NoOffset, nil)
	}
	for _, name := range sortedKeys(headers) {
		switch value := headers[name].(type) {
		case string:
			setHeader(a, name, value)
		case []any:
			for _, one := range value {
				if text, ok := one.(string); ok {
					setHeader(a, name, text)
				}
			}
		}
	}
	if body != nil {
		a.Body = []byte(*body)
	}
	if file != "" {
		a.Body, err = readFile(r.files, file)
	}
	return err
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// peer reads facts of a certificate.
func (r *smallReader) peer(object map[string]json.RawMessage, p *walk.Peer) error {
	var trusted, self truth
	var from, until string
	err := errors.Join(
		r.field(object, &p.CommonName, "common_name", "cn"), r.field(object, &p.Names, "names", "dns_names"),
		r.field(object, &from, "not_before"), r.field(object, &until, "not_after"),
		r.field(object, &trusted, "trusted"), r.field(object, &self, "self_signed"), r.field(object, &p.Host, "host"),
	)
	if err != nil {
		return err
	}
	r.rest(object)
	if len(p.Names) > maxNames || slices.ContainsFunc(p.Names, func(n string) bool { return len(n) > weburl.LongestHost }) {
		return fault(errSize, "names", schannel.NoOffset, nil)
	}
	if trusted.said {
		p.Trusted = trusted.Truth
	}
	if self.said {
		p.SelfSigned = self.Truth
	}
	for _, date := range []struct {
		text string
		to   *time.Time
	}{{from, &p.NotBefore}, {until, &p.NotAfter}} {
		if date.text == "" {
			continue
		}
		at, err := time.Parse(time.RFC3339, date.text)
		if err != nil {
			if at, err = time.Parse(time.DateOnly, date.text); err != nil {
				return fault(errSyntax, "not_after", schannel.NoOffset, errors.New("no date in the form of RFC 3339"))
			}
		}
		*date.to = at.UTC()
	}
	return nil
}

// truth is yes, no or unknown, also as a boolean.
type truth struct {
	schannel.Truth
	said bool
}

// UnmarshalJSON reads a boolean or a word.
func (t *truth) UnmarshalJSON(text []byte) error {
	t.said = true
	switch string(text) {
	case "true":
		t.Truth = schannel.Yes
		return nil
	case "false":
		t.Truth = schannel.No
		return nil
	case "null":
		return nil
	}
	return json.Unmarshal(text, &t.Truth)
}
