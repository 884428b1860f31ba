// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package recording

import (
	"math"
	"strings"

	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// small reads the small form. Keys that are not known are noted by their names;
// a request's headers are not looked at.
func (r *reader) small(list value) {
	r.recording.Exchanges = make([]walk.Exchange, 0, list.count(maxExchanges))
	for item := range r.list(list, "recording", maxExchanges) {
		r.exchange(item)
	}
}

func (r *reader) exchange(item value) {
	part := r.object(item, "recording", r.note, "request", "response", "peer", "certificate", "error", "time")
	x := r.request(part[0])
	r.response(part[1], &x.Answer)
	r.peer(part[2], "peer", &x.Answer.Peer)
	r.peer(part[3], "certificate", &x.Answer.Peer)
	if fail := r.text(part[4], "error"); fail != "" {
		x.Answer.Failure, x.Answer.Fault = failureOf(fail), fail
	}
	if x.Method != autodiscover.MethodNone {
		r.began(part[5], "time")
		r.recording.Exchanges = append(r.recording.Exchanges, x)
	}
}

// request reads method and URL, or a DNS query. Headers and bodies of requests
// are left where they are.
func (r *reader) request(v value) walk.Exchange {
	part := r.object(v, "request", r.note, "method", "url", "dns", "name", "mail", "headers", "cookies", "body", "body_file")
	x := walk.Exchange{
		URL:  weburl.WithoutUser(r.text(part[1], "url")),
		Name: r.text(part[3], "name"),
		Mail: r.text(part[4], "mail"),
	}
	method, dns := r.text(part[0], "method"), r.text(part[2], "dns")
	switch known, ok := methodOf(method); {
	case strings.EqualFold(dns, "SRV"):
		x.Method = autodiscover.DNS
	case dns != "":
		r.note(dns)
	case ok:
		x.Method = known
	default:
		r.note(method)
	}
	return x
}

// response reads the answer of HTTP or DNS.
func (r *reader) response(v value, a *walk.Answer) {
	part := r.object(v, "response", r.note, "status", "headers", "body", "body_file", "records", "srv", "answers", "peer", "certificate")
	a.Status = r.number(part[0], "status", math.MinInt, math.MaxInt)
	r.headers(part[1], a)
	if !part[2].absent() {
		a.Body = []byte(r.text(part[2], "body"))
	}
	if len(a.Body) > maxBody {
		r.fail(errSize, "body", part[2], nil)
	}
	if name := r.text(part[3], "body_file"); name != "" && r.err == nil {
		a.Body, r.err = readFile(r.files, name)
	}
	for i, name := range []string{"records", "srv", "answers"} {
		r.records(part[4+i], name, a)
	}
	r.peer(part[7], "peer", &a.Peer)
	r.peer(part[8], "certificate", &a.Peer)
}

// records reads service records.
func (r *reader) records(v value, field string, a *walk.Answer) {
	if v.absent() {
		return
	}
	a.Records = make([]walk.SRV, 0, v.count(maxRecords))
	for record := range r.list(v, field, maxRecords) {
		part := r.object(record, field, r.note, "priority", "weight", "port", "target")
		a.Records = append(a.Records, walk.SRV{
			Priority: uint16(r.number(part[0], "priority", 0, math.MaxUint16)),
			Weight:   uint16(r.number(part[1], "weight", 0, math.MaxUint16)),
			Port:     uint16(r.number(part[2], "port", 0, math.MaxUint16)),
			Target:   r.host(part[3], "target"),
		})
	}
}

// host reads the name of a host.
func (r *reader) host(v value, field string) string {
	name := r.text(v, field)
	if len(name) > weburl.LongestHost {
		r.fail(errSize, field, v, nil)
	}
	return name
}

// peer reads facts of a certificate.
func (r *reader) peer(v value, field string, p *walk.Peer) {
	if v.absent() {
		return
	}
	part := r.object(v, field, r.note, "common_name", "cn", "names", "dns_names", "not_before", "not_after", "trusted", "self_signed", "host")
	for _, name := range part[:2] {
		if !name.absent() {
			p.CommonName = r.text(name, "common_name")
		}
	}
	for _, names := range part[2:4] {
		if !names.absent() {
			p.Names = r.names(names)
		}
	}
	r.date(part[4], "not_before", &p.NotBefore)
	r.date(part[5], "not_after", &p.NotAfter)
	r.truth(part[6], "trusted", &p.Trusted)
	r.truth(part[7], "self_signed", &p.SelfSigned)
	if !part[8].absent() {
		p.Host = r.text(part[8], "host")
	}
}

func (r *reader) names(v value) []string {
	names := make([]string, 0, v.count(maxNames))
	for name := range r.list(v, "names", maxNames) {
		names = append(names, r.host(name, "names"))
	}
	return names
}
