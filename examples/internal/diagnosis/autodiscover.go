// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	answers "github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/scpreport"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// finder asks about a client that looks for its server.
type finder struct {
	answer
	given casefile.Autodiscover
	setup walk.Setup
	order autodiscover.Ordering
	walks walk.Outcome
}

// askAutodiscover asks about the client.
func askAutodiscover(c casefile.Case, seen symptoms, r *Report) answer {
	f := finder{answer: answer{family: autodiscoverFamily, described: c.Autodiscover != nil}}
	f.seen(seen)
	if c.Autodiscover == nil {
		return f.answer
	}
	f.given = *c.Autodiscover
	f.given.Client.Mail = cmp.Or(f.given.Client.Mail, mailOf(f.given.Recording))
	f.setup = walk.Setup{
		Client: f.given.Client, Forest: f.given.Forest, Policy: f.given.Policy, As: f.given.As,
		Windows: f.given.Windows, Peers: f.given.Peers, At: c.At,
	}
	if len(f.given.Suffix) > 0 {
		f.setup.Suffix = scpreport.PublicSuffix(f.given.Suffix)
	}
	var path Path
	f.sort()
	f.plan()
	f.walk(&path)
	f.explainAnswers(&path)
	f.check()
	f.needs = append(f.needs, f.lacks()...)
	f.picture(&path)
	if len(path.Order)+len(path.Hops)+len(path.Prompts) > 0 {
		r.Path = &path
	}
	return f.answer
}

// seen asks which windows somebody saw. Of which answer or certificate they
// came, nothing but the traffic tells.
func (f *finder) seen(seen symptoms) {
	findings, taken := prompt.Seen(seen.distinct)
	f.fact(apart, findings...)
	f.taken = append(f.taken, seen.spread(taken))
	if len(findings) > 0 && !f.described {
		f.needs = append(f.needs, need(needRecording, "autodiscover.walk.", "autodiscover.prompt."), need(needShown, "autodiscover.prompt."))
	}
}

// mailOf is the address that all requests of a recording are about, as far as
// they say.
func mailOf(recording *walk.Recording) string {
	if recording == nil {
		return ""
	}
	mail := ""
	for _, e := range recording.Exchanges {
		if e.Mail != "" && mail != "" && !strings.EqualFold(e.Mail, mail) {
			return ""
		}
		mail = cmp.Or(mail, e.Mail)
	}
	return mail
}

func (f *finder) listed() bool { return len(f.given.Forest.Own.SCPs) > 0 }

// sort asks who is asked first. What was seen leaves nothing open.
func (f *finder) sort() {
	if !f.listed() {
		return
	}
	observed := f.given.Policy != autodiscover.PolicyUnspecified
	if f.given.First != "" && !observed {
		f.setup.Policy, observed = f.policy()
		if !observed {
			f.leftOut = append(f.leftOut, casefile.LeftOut{Reason: leftFirst.With(schannel.Text("server", f.given.First))})
		}
	}
	if !observed {
		f.fact(0, autodiscover.PossibleFirst(f.setup.Forest, f.setup.Client).Findings...)
	}
	f.order = autodiscover.Order(f.setup.Forest, f.setup.Client, f.setup.Policy)
	f.fact(0, f.order.Findings...)
}

// policy finds the first policy of the product by which the server that was
// asked first is the first.
func (f *finder) policy() (autodiscover.Policy, bool) {
	for p := range autodiscover.Policies(f.given.Client.Product) {
		o := autodiscover.Order(f.setup.Forest, f.setup.Client, p)
		if len(o.Order) == 0 {
			continue
		}
		first := o.Order[0]
		if strings.EqualFold(first.Server, f.given.First) || strings.EqualFold(weburl.Host(first.URL), f.given.First) {
			return p, true
		}
	}
	return autodiscover.PolicyUnspecified, false
}

func (f *finder) plan() {
	if f.given.Client.Mail != "" {
		f.fact(0, autodiscover.Plan(f.setup.Forest, f.setup.Client, f.setup.Policy).Findings...)
	}
}

// walk follows the client over what was recorded, else over what documents say
// of the versions of the servers, and predicts the windows on the way.
func (f *finder) walk(path *Path) {
	switch {
	case f.given.Recording != nil && f.given.Client.Mail != "":
		f.walks = walk.Replay(f.setup, *f.given.Recording)
	case f.given.Client.Mail != "" && len(f.given.Servers) > 0:
		f.walks = f.walkByVersion()
		f.coexistence()
	case f.given.Client.Mail != "" && len(f.given.Peers) > 0:
		f.walks = walk.Replay(f.setup, walk.Recording{})
	case len(f.given.Peers) > 0:
		f.predict(path, scpreport.HopsOf(f.order.Order[:min(len(f.order.Order), mostListed)], f.setup))
		return
	default:
		return
	}
	f.fact(0, f.walks.Findings...)
	f.predict(path, f.walks.Hops)
	prompts, findings := prompt.Principals(f.setup, f.walks.Settings)
	path.Prompts = append(path.Prompts, prompts...)
	f.fact(0, findings...)
	f.fact(0, f.walks.Settings.Findings...)
	for _, code := range f.errorCodes() {
		f.fact(0, answers.Meaning(code))
	}
}

// mostAnswers is how many answers are explained.
const mostAnswers = 20

// explainAnswers says what the answers mean to whose requests nobody knows.
func (f *finder) explainAnswers(path *Path) {
	read, more := first(f.given.Answers, mostAnswers)
	if more > 0 {
		f.leftOut = append(f.leftOut, casefile.LeftOut{Reason: leftAnswers.With(schannel.Number("count", more))})
	}
	for i, body := range read {
		r, err := answers.Parse([]byte(body))
		if err != nil {
			f.leftOut = append(f.leftOut, refused(leftAnswer.With(schannel.Number("number", i+1)), err))
			continue
		}
		f.fact(0, r.Findings...)
		if r.Error.Code != "" {
			f.fact(0, answers.Meaning(r.Error.Code))
		}
		prompts, findings := prompt.Principals(f.setup, r)
		path.Prompts = append(path.Prompts, prompts...)
		f.fact(0, findings...)
	}
}

// errorCodes are those that servers answered with, each once.
func (f *finder) errorCodes() []string {
	const most = 20
	var codes []string
	for _, hop := range f.walks.Hops {
		if hop.Code != "" && len(codes) < most && !slices.Contains(codes, hop.Code) {
			codes = append(codes, hop.Code)
		}
	}
	return codes
}

func (f *finder) predict(path *Path, hops []walk.Hop) {
	prompts, findings := prompt.Predict(f.setup, hops)
	path.Prompts = append(path.Prompts, prompts...)
	f.fact(0, findings...)
}

// walkByVersion lets each server answer as documents say of its version.
func (f *finder) walkByVersion() walk.Outcome {
	w := walk.Begin(f.setup)
	for {
		request, more := w.Request()
		if !more {
			return w.Outcome()
		}
		w = w.Next(f.reply(request.URL))
	}
}

// reply is what a server answers for the mailbox, by what documents say of its
// version. What no document says is not known.
func (f *finder) reply(url string) walk.Answer {
	version, known := f.version(url)
	if !known {
		return walk.Answer{Failure: walk.NotRecorded}
	}
	switch behaviour, _ := prompt.Coexistence(version, f.given.Mailbox); behaviour {
	case prompt.Answers, prompt.Proxies:
		return walk.Answer{Status: 200, Body: []byte(settings)}
	case prompt.Redirects:
		return walk.Answer{Status: 302, Location: f.target()}
	case prompt.BehaviourUnknown, prompt.NamesAddress, prompt.Impossible:
	}
	return walk.Answer{Failure: walk.NotRecorded}
}

// settings is an answer that ends the search.
const settings = `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">` +
	`<Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">` +
	`<Account><Action>settings</Action></Account></Response></Autodiscover>`

// version is that of the server behind a URL.
func (f *finder) version(url string) (prompt.Server, bool) {
	host := weburl.Host(url)
	for _, s := range f.given.Servers {
		if strings.EqualFold(s.Host, host) {
			return s.Version, true
		}
	}
	return prompt.ServerUnknown, false
}

// target is the URL in the directory of a server of the mailbox's version.
func (f *finder) target() string {
	for _, scp := range f.given.Forest.Own.SCPs {
		if version, known := f.version(scp.URL()); known && version == f.given.Mailbox {
			return scp.URL()
		}
	}
	return ""
}

// coexistence says why the server that is asked first answers as it does.
func (f *finder) coexistence() {
	for _, hop := range f.walks.Hops {
		if version, known := f.version(hop.Request.URL); known {
			_, finding := prompt.Coexistence(version, f.given.Mailbox)
			f.fact(0, finding)
			return
		}
	}
}

// check looks at what is set, whoever reads it.
func (f *finder) check() {
	if len(f.given.Client.Registry) > 0 {
		f.fact(0, autodiscover.CheckRegistry(f.given.Client)...)
	}
	if f.listed() {
		f.fact(0, scpfile.Check(f.given.Forest, nil)...)
	}
}

func (f *finder) picture(path *Path) {
	path.Order, path.MoreOrder = first(f.order.Order, mostShown)
	path.Hops, path.MoreHops = first(f.walks.Hops, mostShown)
	path.End = f.walks.End
}
