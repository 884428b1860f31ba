// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dotnet"
)

// pointerTo is a pointer that is still to be followed.
type pointerTo struct {
	from  *Directory
	index int
}

// orderOXDISCO follows MS-OXDISCO, Section 3.1.5.1: a binding that is a URL is
// added; a directory that a binding names is searched too, after everything
// else if the pointer is scoped to no domain. The specification sets no limit;
// here a directory is searched once, and a finding tells of the second time.
func (s *search) orderOXDISCO() {
	var first, last []pointerTo
	visited := map[*Directory]bool{}
	late := false
	for next := (pointerTo{}); ; {
		if next.from == nil || s.goOn(next) {
			if visited[s.here] {
				s.loop()
			} else {
				visited[s.here] = true
				s.out.Searches++
				matched, unscoped := s.takeOXDISCO(late)
				first, last = append(first, matched...), append(last, unscoped...)
			}
		}
		switch {
		case len(first) > 0:
			next, first = first[0], first[1:]
		case len(last) > 0:
			next, last, late = last[0], last[1:], true
		default:
			s.placeOXDISCO()
			return
		}
	}
}

// goOn follows a pointer of a directory that was searched before.
func (s *search) goOn(p pointerTo) bool {
	s.here = p.from
	return s.follow(p.index)
}

// takeOXDISCO takes the URLs of the directory and returns its pointers: those
// that are scoped to the mail domain, and those that are scoped to none. The
// binding says what an entry is, not its GUID.
func (s *search) takeOXDISCO(late bool) (matched, unscoped []pointerTo) {
	for i, scp := range s.here.SCPs {
		if !scp.IsFor(URLEntry) && !scp.IsFor(PointerEntry) {
			continue
		}
		switch dotnet.ParseURI(scp.URL()).Scheme {
		case "http", "https":
			s.collected = append(s.collected, entry{directory: s.here, index: i, last: late})
		case "ldap":
			switch {
			case hasKeyword(scp.Keywords, domainPrefix+s.domain):
				matched = append(matched, pointerTo{s.here, i})
			case len(scp.Domains()) == 0:
				unscoped = append(unscoped, pointerTo{s.here, i})
			default:
				s.pointers.AddWith(ruleForeign, schannel.Basis{
					Certainty: schannel.Undocumented,
					Outcomes:  []schannel.Phrase{outcomeForeignIgnored, outcomeForeignLast},
					Settle:    []schannel.Phrase{settleTrace},
				}, s.here.subject(i))
			}
		}
	}
	return matched, unscoped
}

func (s *search) placeOXDISCO() {
	s.place(s.collected, func(e entry) schannel.Phrase {
		if e.last {
			return reasonPointerLast.With(schannel.Text("host", e.directory.Host))
		}
		return reasonDirectoryOrder
	})
}

var ruleForeign = schannel.Rule{
	Code: "autodiscover.order.foreign_pointer", Title: "A pointer is scoped to another domain", Severity: schannel.Info, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "MS-OXDISCO", Section: "Section 3.1.5.1"}},
	Message: "The specification speaks of pointers with domain= and the mail domain, and of all others; whether one with another domain is among the others is not clear, and it is not followed here: {names} ({count} in all).",
}

var (
	outcomeForeignIgnored = schannel.Phrase{Code: "autodiscover.outcome.foreign_ignored", Text: "a pointer for another domain is not followed, as by the EWS Managed API"}
	outcomeForeignLast    = schannel.Phrase{Code: "autodiscover.outcome.foreign_last", Text: "a pointer for another domain is followed last"}

	reasonPointerLast    = schannel.Phrase{Code: "autodiscover.reason.pointer_last", Text: "it is in the directory of {host}, to which a pointer without a domain leads: these are searched last"}
	reasonDirectoryOrder = schannel.Phrase{Code: "autodiscover.reason.directory_order", Text: "as the directory returns it: the specification gives no order"}
)
