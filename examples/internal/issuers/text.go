// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package issuers

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/report"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/offer"
	"github.com/schanneltrust/schannel/trustlist/removal"
)

// writeText prints for people.
func writeText(out io.Writer, o Options, in input, r result) {
	if o.Capture {
		writeCaptured(out, o, in, r)
	} else {
		writeComposed(out, in, r)
	}
	for _, p := range in.problems {
		report.Paragraph(out, "  ! ", p.String())
	}
	if len(in.problems) > 0 {
		fmt.Fprintln(out)
	}
	if o.Sensitivity {
		writeSensitivity(out, r.sensitivity)
	}
	if r.plan != nil {
		writePlan(out, *r.plan, r.named)
	}
	writeOffers(out, r.offers)
	if len(r.causes) > 0 {
		fmt.Fprintf(out, "What may be behind it\n\n")
		report.Findings(out, r.causes)
	}
	if a := r.accepted; a != nil {
		fmt.Fprintf(out, "Whether the server accepts it: %v (%v)\n\n", a.Verdict, a.Finding.Certainty)
	}
	report.Findings(out, r.findings)
}

// writeComposed shows the list of a release and what it cuts.
func writeComposed(out io.Writer, in input, r result) {
	if r.profile.Limit == 0 {
		fmt.Fprintf(out, "Nothing is known of the server\n\n")
		return
	}
	fmt.Fprintf(out, "Issuer list of %s\n\n", r.profile.Release.Product())
	report.Paragraph(out, "  from   ", in.source)
	if c := r.composition; c != nil {
		fmt.Fprintf(out, "  store  %v\n", c.From)
	}
	if !r.profile.Sent {
		fmt.Fprintln(out, "  sent   not unless it is turned on: what follows is the list that it would send")
	}
	fmt.Fprintln(out)
	writeBar(out, r.profile, r.truncation)
	writeCut(out, r.list, r.truncation)
}

// writeCaptured lists every name that was seen: all of them were sent.
func writeCaptured(out io.Writer, o Options, in input, r result) {
	fmt.Fprintf(out, "Issuer list that a server sent\n\n")
	report.Paragraph(out, "  from   ", in.source)
	fmt.Fprintf(out, "  sent   in %v; TLS records: %d\n", in.flight.Version, in.flight.Records)
	fmt.Fprintf(out, "  list   %s bytes, %s names\n", group(r.list.Size()), group(len(r.list)))
	if t := r.truncation; o.ReleaseGiven {
		report.Paragraph(out, "  ", fmt.Sprintf("%s would have kept %s bytes, %s names, of %s bytes that it allows (%v).",
			r.profile.Release.Product(), group(t.KeptBytes), group(t.Kept), group(t.Limit), r.profile.Known))
	}
	fmt.Fprintf(out, "\n  %6s %6s  %s\n", "no.", "bytes", "name")
	for i, name := range r.list {
		fmt.Fprintf(out, "  %6d %6d  %s\n", i+1, 2+len(name), cli.Printable(name.String()))
	}
	fmt.Fprintln(out)
}

func (p problem) String() string {
	if p.Index < 0 {
		return cli.Printable(p.File) + ": " + p.Reason
	}
	return fmt.Sprintf("%s, certificate %d: %s", cli.Printable(p.File), p.Index, p.Reason)
}

const barWidth = 60

// writeBar draws the bytes of the list against the limit.
func writeBar(w io.Writer, p trustlist.Profile, t trustlist.Truncation) {
	scale := max(t.Bytes, t.Limit, 1)
	kept, limit, all := barWidth*t.KeptBytes/scale, barWidth*t.Limit/scale, barWidth*t.Bytes/scale
	var bar strings.Builder
	for i := range barWidth {
		switch {
		case i < kept:
			bar.WriteByte('#')
		case i < all && i >= limit:
			bar.WriteByte('x')
		default:
			bar.WriteByte('.')
		}
	}
	text := bar.String()
	fmt.Fprintf(w, "  limit  %s bytes (%s: %s)\n", group(t.Limit), p.Known, p.Sources[0])
	fmt.Fprintf(w, "  list   %s bytes, %s names (%d %% of the limit)\n", group(t.Bytes), group(t.Names), 100*t.Bytes/max(t.Limit, 1))
	fmt.Fprintf(w, "  kept   %s bytes, %s names\n", group(t.KeptBytes), group(t.Kept))
	fmt.Fprintf(w, "  cut    %s bytes, %s names\n\n", group(t.DroppedBytes), group(t.Dropped))
	fmt.Fprintf(w, "  [%s|%s]\n", text[:limit], text[limit:])
	fmt.Fprintf(w, "   %s^ limit\n\n", strings.Repeat(" ", limit))
}

// writeCut shows the names on both sides of the cut.
func writeCut(w io.Writer, list trustlist.List, t trustlist.Truncation) {
	if !t.Truncated {
		return
	}
	const around = 2
	fmt.Fprintf(w, "  %6s %6s %8s  %s\n", "no.", "bytes", "sum", "name")
	sum := 0
	for i, name := range list {
		sum += 2 + len(name)
		if i == t.FirstDropped {
			fmt.Fprintf(w, "  ------ cut here, if the names come in this order %s\n", strings.Repeat("-", 23))
		}
		if i >= t.FirstDropped-around && i < t.FirstDropped+around {
			fmt.Fprintf(w, "  %6d %6d %8s  %s\n", i+1, 2+len(name), group(sum), shorten(name.String(), 50))
		}
	}
	if more := len(list) - t.FirstDropped - around; more > 0 {
		fmt.Fprintf(w, "  … and %s more\n", group(more))
	}
	fmt.Fprintln(w)
}

// shorten makes a text one line of n characters at most.
func shorten(text string, n int) string {
	text = cli.Printable(text)
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return string(runes[:n-1]) + "…"
}

// group writes a number with commas between thousands.
func group(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func writeSensitivity(w io.Writer, s trustlist.Sensitivity) {
	fmt.Fprintf(w, "What depends on choices that nobody documents, the order among them\n\n")
	fmt.Fprintf(w, "  %s names are sent in any case, %s depend, %s are cut in any case\n\n", group(s.Safe), group(s.AtRisk), group(s.Lost))
	fmt.Fprintf(w, "  In the order given:\n\n")
	fmt.Fprintf(w, "  %-9s %-5s %-11s %8s %6s %6s\n", "counting", "over", "duplicates", "bytes", "kept", "cut")
	for _, o := range s.Outcomes {
		fmt.Fprintf(w, "  %-9s %-5s %-11s %8s %6s %6s\n", o.Policy.Counting, o.Policy.Overflow, o.Policy.Duplicates,
			group(o.Truncation.Bytes), group(o.Truncation.Kept), group(o.Truncation.Dropped))
	}
	fmt.Fprintln(w)
}

func writePlan(w io.Writer, p removal.RemovalPlan, certificates []certstore.Certificate) {
	fmt.Fprintf(w, "Which roots to remove\n\n")
	switch {
	case p.Bytes <= p.Limit:
		fmt.Fprintf(w, "  none: the list fits\n\n")
		return
	case !p.Fits:
		fmt.Fprintf(w, "  it cannot fit: what must stay exceeds the limit by %s bytes\n\n", group(p.Short))
	default:
		fmt.Fprintf(w, "  %s certificates; then the list has %s of %s bytes. %s is the least that would do.\n\n",
			group(len(p.Removed)), group(p.After), group(p.Limit), group(p.Fewest))
	}
	for _, r := range p.Removed {
		ends := "ends ?"
		if !r.NotAfter.IsZero() {
			ends = r.NotAfter.Format(time.DateOnly)
		}
		fmt.Fprintf(w, "  %s %-10v %s %5d  %s\n", thumbprint(r.SHA1), r.Class, ends, r.Bytes, shorten(certificates[r.Index].Subject.String(), 40))
		fmt.Fprintf(w, "    key %s\n", thumbprint(r.Key))
	}
	for i, l := range p.Locked {
		if i == 0 {
			fmt.Fprintf(w, "\nWhat must stay\n\n")
		}
		fmt.Fprintf(w, "  %s %-14v        %s\n", thumbprint(l.SHA1), l.Reason, shorten(certificates[l.Index].Subject.String(), 40))
	}
	fmt.Fprintln(w)
}

func writeOffers(w io.Writer, offers []offer.Offer) {
	for i, o := range offers {
		if i == 0 {
			fmt.Fprintf(w, "What a client with this chain does\n\n")
		}
		fmt.Fprintf(w, "  %-28s %v\n", product(o.Family), o.Verdict)
		report.Paragraph(w, "    ", fmt.Sprintf("%s (%v, %v)", o.Finding.Text, o.Finding.Certainty, o.Finding.Evidence))
	}
	if len(offers) > 0 {
		fmt.Fprintln(w)
	}
}
