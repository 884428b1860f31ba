// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpreport

import (
	"bufio"
	"fmt"
	"io"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

func (r *Report) writeText(w io.Writer) error {
	out := bufio.NewWriter(w)
	r.writeClient(out)
	r.writeOrder(out)
	r.writeFirst(out)
	r.writePlan(out)
	r.writeWalk(out)
	r.writePrompts(out)
	for _, p := range r.Problems {
		report.Paragraph(out, "! ", fmt.Sprintf("%s: %v", p.File, p.Defect))
	}
	if len(r.Problems) > 0 {
		fmt.Fprintln(out)
	}
	report.Findings(out, r.Findings)
	return out.Flush()
}

func (r *Report) writeClient(w io.Writer) {
	c, o := r.question.Setup.Client, r.question.Options
	fmt.Fprintf(w, "Autodiscover for %s", r.Client)
	if o.Client == autodiscover.ProductUnspecified {
		fmt.Fprint(w, " (no client is named)")
	}
	fmt.Fprintln(w)
	for _, line := range [...]struct{ name, value string }{{"address", c.Mail}, {"site", c.Site}} {
		if line.value != "" {
			report.Paragraph(w, "  "+line.name+": ", line.value)
		}
	}
	if c.Joined != schannel.Unknown {
		fmt.Fprintf(w, "  joined to a domain: %s\n", c.Joined)
	}
	fmt.Fprintln(w)
}

func (r *Report) writeOrder(w io.Writer) {
	if len(r.Order) == 0 && r.Ends == nil {
		return
	}
	fmt.Fprintf(w, "Service connection points, sorted by %s (searches: %d)\n\n", r.Policy, r.Searches)
	for i, p := range r.Order {
		fmt.Fprintf(w, "  %2d. %s\n", i+1, p.URL)
		text := p.Reason.Text
		if p.Tier > 0 {
			text = fmt.Sprintf("tier %d: %s", p.Tier, text)
		}
		report.Paragraph(w, "      ", text)
	}
	if r.Ends != nil {
		fmt.Fprintf(w, "  The look-up ends with %s before anything is tried.\n", *r.Ends)
	}
	fmt.Fprintln(w)
}

func (r *Report) writeFirst(w io.Writer) {
	for i, u := range r.PossibleFirst {
		if i == 0 {
			fmt.Fprintf(w, "Who can be asked first (%s)\n\n", r.Certainty)
		}
		fmt.Fprintf(w, "  %s\n", u)
	}
	if len(r.PossibleFirst) > 0 {
		fmt.Fprintln(w)
	}
}

func (r *Report) writePlan(w io.Writer) {
	if len(r.Plan) > 0 {
		fmt.Fprintf(w, "Plan\n\n")
	}
	for i, a := range r.Plan {
		fmt.Fprintf(w, "  %2d. %s (group %d)", i+1, a.Step, a.Group)
		if a.URL != "" {
			fmt.Fprintf(w, ": %s %s", a.Method, a.URL)
		}
		if a.URL != "" && a.Method != autodiscover.DNS && !a.Credentials {
			fmt.Fprint(w, ", no credentials")
		}
		fmt.Fprintln(w)
		if a.Skipped != nil {
			report.Paragraph(w, "      skipped: ", a.Skipped.Text)
		}
	}
	if len(r.Plan) > 0 {
		fmt.Fprintln(w)
	}
}

func (r *Report) writeWalk(w io.Writer) {
	if r.Walk == nil {
		return
	}
	fmt.Fprint(w, "Walk")
	if r.Walk.As != walk.ProfileOfClient { // then it did not begin
		fmt.Fprintf(w, " as %s", r.Walk.As)
	}
	fmt.Fprintf(w, ": ends with %s, answered requests: %d\n\n", r.Walk.End, r.Walk.Requests)
	for i, h := range r.Walk.Hops {
		fmt.Fprintf(w, "  %2d. %s %s", i+1, h.Request.Method, h.Request.URL+h.Request.Name)
		if h.Request.Credentials {
			fmt.Fprint(w, ", with credentials")
		}
		fmt.Fprintf(w, ": %s, %s\n", came(h), h.Turn)
		report.Paragraph(w, "      ", h.Reason.Text)
		if h.Target != "" {
			fmt.Fprintf(w, "      to %s\n", h.Target)
		}
	}
	if len(r.Walk.Hops) > 0 {
		fmt.Fprintln(w)
	}
}

// came is what came back on a hop.
func came(h walk.Hop) string {
	switch {
	case h.Failure != walk.NoFailure:
		return h.Failure.String()
	case h.Status != 0:
		return fmt.Sprint(h.Status)
	}
	return fmt.Sprintf("%d records", len(h.Records))
}

func (r *Report) writePrompts(w io.Writer) {
	if len(r.Prompts) > 0 {
		fmt.Fprintf(w, "What Outlook shows\n\n")
	}
	for _, p := range r.Prompts {
		fmt.Fprintf(w, "  %s, %s: %s", p.Kind, p.Host, p.Certainty)
		switch p.Suppressed {
		case schannel.Yes:
			fmt.Fprint(w, ", hidden by the registry")
		case schannel.Unknown:
			fmt.Fprint(w, ", hidden by the registry perhaps")
		case schannel.No:
		}
		fmt.Fprintln(w)
	}
	if len(r.Prompts) > 0 {
		fmt.Fprintln(w)
	}
}
