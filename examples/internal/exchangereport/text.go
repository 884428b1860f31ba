// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangereport

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/report"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// howText says how the time of the answers was come by.
var howText = [...][2]string{
	{"given", "the time that was asked for"},
	{"seen", "the time of the last event or session"},
	{"now", "now"},
	{"listed", "the list is an old one: certificates that it calls valid have expired; this is the earliest time at which it can be true"},
}

// text is what is written for people.
type text struct{ b strings.Builder }

func writeText(w io.Writer, r result) error {
	t := &text{}
	t.head(r)
	seen := r.asked || r.failed()
	if seen { // what was seen is what is asked about
		t.diagnosis(r)
	}
	for _, a := range r.answers {
		t.answer(a, r.hosts)
	}
	t.unasked(r)
	t.left(r.leftOut)
	if !seen {
		t.diagnosis(r)
	}
	if r.tried {
		t.changes(r.changes)
	}
	t.calendar(r.calendar)
	t.problems(r.problems)
	_, err := io.WriteString(cli.TextWriter(w), t.b.String())
	return err
}

// failed reports whether a log was handed in that has failures.
func (r *result) failed() bool {
	return slices.ContainsFunc(r.hosts, func(h Host) bool {
		return slices.ContainsFunc(h.Sessions, func(s exchange.LogSession) bool { return len(s.Errors)+len(s.Replies) > 0 })
	})
}

func (t *text) diagnosis(r result) {
	if fresh := r.fresh(); len(fresh) > 0 {
		t.title("Diagnosis")
		report.Findings(&t.b, fresh)
	} else if r.asked {
		t.title("Diagnosis")
		t.line("Nothing that is known here.\n")
	}
}

// unasked says why no question was asked about a list.
func (t *text) unasked(r result) {
	for _, h := range r.hosts {
		if len(r.answers) > 0 || len(h.Certificates) == 0 || h.Auth.Seen || r.asked {
			continue
		}
		report.Paragraph(&t.b, "", "Nothing was asked: no connector was handed in, and the list holds no names to ask for. "+
			"Add -connectors with Get-ReceiveConnector or Get-SendConnector | Format-List, or -fqdn NAME; Get-ExchangeCertificate | Format-List * prints all names.")
		t.line("")
		return
	}
}

// fresh is the findings of the diagnosis that no answer has.
func (r *result) fresh() []schannel.Finding {
	printed := map[string]bool{}
	for _, a := range r.answers {
		for _, f := range a.Findings {
			printed[key(f)] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(r.diagnosis), func(f schannel.Finding) bool { return printed[key(f)] })
}

func (t *text) line(format string, args ...any) { fmt.Fprintf(&t.b, format+"\n", args...) }

func (t *text) title(name string) {
	t.line("%s\n%s\n", name, strings.Repeat("-", len(name)))
}

func (t *text) head(r result) {
	for _, h := range howText {
		if h[0] == r.how {
			report.Paragraph(&t.b, "", "At "+r.at.Format(time.RFC3339)+": "+h[1]+".")
		}
	}
	for _, h := range r.hosts {
		if len(h.Certificates) > 0 {
			t.line("Server %s (version %s): %d certificates.", cmp.Or(cli.Printable(h.Name), "without a name"), h.Version, len(h.Certificates))
		}
	}
	t.line("")
}

// answer prints which certificate it is, and of every other one why not.
func (t *text) answer(a exchangecert.Selection, hosts []Host) {
	what := a.Purpose.String()
	if a.Connector != "" {
		what = a.Connector + ", " + what
	}
	if a.Server != "" {
		what = a.Server + ": " + what
	}
	t.title(cli.Printable(what))
	if a.Name != "" {
		report.Paragraph(&t.b, "Looked for:  ", a.Name)
	}
	t.line("Certificate: %s (%s)", thumb(a.Winner), a.Certainty)
	if a.Offered != schannel.Unknown {
		t.line("Offered:     %s", a.Offered)
	}
	t.line("")
	for _, c := range a.Trace {
		t.line("  %s  %s", strings.ToUpper(c.Thumbprint.String()), c.Verdict)
		if known := described(c.Thumbprint, hosts); known != "" {
			report.Paragraph(&t.b, "      ", known)
		}
		report.Paragraph(&t.b, "      ", c.Because.Text)
	}
	if len(a.Trace) > 0 {
		t.line("")
	}
	report.Findings(&t.b, a.Findings)
}

// described is what people know a certificate by.
func described(thumbprint schannel.Thumbprint, hosts []Host) string {
	for _, h := range hosts {
		i := h.Find(thumbprint)
		if i < 0 {
			continue
		}
		c := &h.Certificates[i]
		if c.NotAfter.IsZero() {
			return c.Subject
		}
		return strings.TrimPrefix(c.Subject+", until "+c.NotAfter.Format(time.RFC3339), ", ")
	}
	return ""
}

func (t *text) left(l leftOut) {
	if l.Connectors > 0 {
		t.line("%d further questions were left out; ask for one with -connector.\n", l.Connectors)
	}
	if l.Certificates > 0 {
		t.line("%d lines about certificates were left out; ask for one connector with -connector.\n", l.Certificates)
	}
}

func (t *text) changes(all []difference) {
	t.title("What the changes would do")
	if len(all) == 0 {
		t.line("  No connector gets another certificate.")
	}
	for _, d := range all {
		t.line("  %s, %s: %s before, %s after (%s)", cli.Printable(d.Connector), d.Purpose, thumb(d.Before), thumb(d.After), d.Certainty)
	}
	t.line("")
}

// calendar prints the first interval whole and of the others what is new.
func (t *text) calendar(all []interval) {
	if len(all) == 0 {
		return
	}
	t.title("What happens next")
	var last *interval
	for i := range all {
		now := &all[i]
		if last != nil && last.Server != now.Server {
			last = nil
		}
		t.line("%s  %s", now.From.Format(time.RFC3339), cli.Printable(now.Server))
		for _, p := range now.Because {
			report.Paragraph(&t.b, "  ", p.Text+".")
		}
		for n, w := range now.Winners {
			if last == nil || n >= len(last.Winners) || changed(last.Winners[n], w) {
				t.line("  %s, %s: %s%s (%s)%s", cli.Printable(w.Connector), w.Purpose, thumb(w.Winner), others(w), w.Certainty, offered(w))
			}
		}
		last = now
	}
	t.line("%s  end\n", last.To.Format(time.RFC3339))
}

func changed(a, b change.Winner) bool {
	return thumb(a.Winner) != thumb(b.Winner) || a.Certainty != b.Certainty || a.Offered != b.Offered
}

// others are the certificates of other documented readings.
func others(w change.Winner) string {
	var all []string
	for _, a := range w.Alternatives {
		if t := thumb(a.Winner); t != thumb(w.Winner) && !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	if len(all) == 0 {
		return ""
	}
	return " or " + strings.Join(all, " or ")
}

func offered(w change.Winner) string {
	if w.Offered == schannel.Unknown {
		return ""
	}
	return ", offered: " + w.Offered.String()
}

func (t *text) problems(all []problem) {
	if len(all) == 0 {
		return
	}
	t.title("What was not read")
	for _, p := range all {
		report.Paragraph(&t.b, "  ", p.File+": "+p.Error.Error())
	}
}
