// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
)

const (
	declaration = `<?xml version="1.0" encoding="utf-8"?>`
	head        = `<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account>`
	tail        = `</Account></Response></Autodiscover>`
	soapHead    = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetUserSettingsResponseMessage xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover"><Response>`
	soapTail    = `</Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>`
)

// body is the body of an answer by a word, with what follows a colon in it.
func body(tb testing.TB, word string) string {
	tb.Helper()
	word, value, _ := strings.Cut(word, ":")
	user := func(code, rest string) string {
		return soapHead + `<ErrorCode>NoError</ErrorCode><UserResponses><UserResponse><ErrorCode>` + code + `</ErrorCode>` + rest + `</UserResponse></UserResponses>` + soapTail
	}
	switch word {
	case "settings":
		return declaration + head + `<Action>settings</Action><Protocol><Type>EXPR</Type><Server>` + value + `</Server></Protocol>` + tail
	case "to":
		return declaration + head + `<Action>redirectUrl</Action><RedirectUrl>` + value + `</RedirectUrl>` + tail
	case "mail":
		return declaration + head + `<Action>redirectAddr</Action><RedirectAddr>` + value + `</RedirectAddr>` + tail
	case "error":
		return declaration + `<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response><Error><ErrorCode>` + value + `</ErrorCode></Error></Response></Autodiscover>`
	case "action":
		return declaration + head + `<Action>` + value + `</Action>` + tail
	case "undeclared":
		return head + `<Action>settings</Action>` + tail
	case "twice":
		return declaration + head + `<Action>settings</Action><Protocol><Type>EXCH</Type></Protocol><Protocol><Type>EXCH</Type></Protocol>` + tail
	case "html":
		return "<html><body>hello</body></html>"
	case "doctype":
		return "<!DOCTYPE html><html></html>"
	case "text":
		return "It works!"
	case "", "empty":
		return ""
	case "soap-settings":
		return user("NoError", `<UserSettings/>`)
	case "soap-to":
		return user("RedirectUrl", `<RedirectTarget>`+value+`</RedirectTarget>`)
	case "soap-mail":
		return user("RedirectAddress", `<RedirectTarget>`+value+`</RedirectTarget>`)
	case "soap-user":
		return user(value, "")
	case "soap-error":
		return soapHead + `<ErrorCode>` + value + `</ErrorCode>` + soapTail
	case "soap-fault":
		return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>`
	}
	tb.Fatalf("no body %q", word)
	return ""
}

// exchange reads a line of a script: METHOD PLACE [as MAIL] = ANSWER, where the
// answer is
//
//	gone | refused | tls             no answer
//	STATUS [BODY] [> LOCATION] [? SCHEME] [~] [+ HEADER] [! FACT…]
//	records PRIORITY/WEIGHT/PORT/TARGET …
func exchange(tb testing.TB, line string) walk.Exchange {
	tb.Helper()
	request, reply, ok := strings.Cut(line, " = ")
	require.True(tb, ok, line)
	asked := strings.Fields(request)
	x := walk.Exchange{}
	switch asked[0] {
	case "POST":
		x.Method, x.URL = autodiscover.Post, asked[1]
	case "GET":
		x.Method, x.URL = autodiscover.Get, asked[1]
	case "SRV":
		x.Method, x.Name = autodiscover.DNS, asked[1]
	default:
		tb.Fatalf("%s: no method", line)
	}
	if len(asked) == 4 {
		x.Mail = asked[3]
	}
	x.Answer = reading(tb, strings.Fields(reply))
	return x
}

func reading(tb testing.TB, words []string) walk.Answer {
	tb.Helper()
	var a walk.Answer
	switch words[0] {
	case "gone":
		a.Failure = walk.NoName
	case "refused":
		a.Failure = walk.Refused
	case "tls":
		a.Failure = walk.TLSFailed
	case "records":
		for _, word := range words[1:] {
			var r walk.SRV
			_, err := fmt.Sscanf(strings.ReplaceAll(word, "/", " "), "%d %d %d %s", &r.Priority, &r.Weight, &r.Port, &r.Target)
			require.NoError(tb, err, word)
			a.Records = append(a.Records, r)
		}
	default:
		status, err := strconv.Atoi(words[0])
		require.NoError(tb, err)
		a.Status = status
		details(tb, &a, words[1:])
	}
	return a
}

// details reads what follows the status.
func details(tb testing.TB, a *walk.Answer, words []string) {
	tb.Helper()
	for i := 0; i < len(words); i++ {
		switch words[i] {
		case ">":
			i++
			a.Location = words[i]
		case "?":
			i++
			a.Challenges = append(a.Challenges, words[i])
		case "~":
			a.Handshake = true
		case "+":
			i++
			a.Endpoints = append(a.Endpoints, words[i])
		case "!":
			i++
			fact(tb, &a.Peer, words[i])
		default:
			a.Body = []byte(body(tb, words[i]))
		}
	}
}

// fact reads a fact about a certificate.
func fact(tb testing.TB, p *walk.Peer, word string) {
	tb.Helper()
	switch name, value, _ := strings.Cut(word, ":"); name {
	case "self-signed":
		p.SelfSigned = schannel.Yes
	case "ca":
		p.SelfSigned = schannel.No
	case "trusted":
		p.Trusted = schannel.Yes
	case "untrusted":
		p.Trusted = schannel.No
	case "name":
		p.Names = append(p.Names, value)
	default:
		tb.Fatalf("no fact %q", word)
	}
}

// script reads lines of exchanges.
func script(tb testing.TB, lines []string) walk.Recording {
	tb.Helper()
	var r walk.Recording
	for _, line := range lines {
		r.Exchanges = append(r.Exchanges, exchange(tb, line))
	}
	return r
}

// forest is a directory with these URLs, all without a site, in an order that
// every policy keeps but that of the EWS Managed API, which turns it round.
func forest(urls ...string) autodiscover.Forest {
	var f autodiscover.Forest
	for i, url := range urls {
		f.Own.SCPs = append(f.Own.SCPs, autodiscover.SCP{
			Kind: autodiscover.URLEntry, Server: "CAS" + strconv.Itoa(i+1),
			Keywords: []string{"77378F46-2C66-4aa9-A6A6-3E7A48B19596", "Site=S1"}, Bindings: []string{url},
		})
	}
	f.Own.InOrder = schannel.Yes
	return f
}

// setup is a client of corp.example in site S1.
func setup(product autodiscover.Product, urls ...string) walk.Setup {
	return walk.Setup{
		Client: autodiscover.Client{Product: product, Mail: "user@corp.example", Site: "S1", Joined: schannel.Yes},
		Forest: forest(urls...),
	}
}

// silence is every place that is made of corp.example, and nobody is there.
func silence() []string {
	return []string{"POST " + root + " = gone", "POST " + host + " = gone", "GET " + probe + " = gone", "SRV " + srv + " = gone"}
}

// reasonsOf is the codes of the reasons of an outcome without their beginning.
func reasonsOf(o walk.Outcome) []string {
	reasons := []string{}
	for _, h := range o.Hops {
		reasons = append(reasons, strings.TrimPrefix(string(h.Reason.Code), "autodiscover.reason."))
	}
	return reasons
}
