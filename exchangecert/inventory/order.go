// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import "github.com/schanneltrust/schannel/internal/pstext"

// orders is the culture of each table of a file, by the line of its heading.
type orders map[int]pstext.Culture

// orderOf is the culture of the table of an object: one command printed it, in
// one culture, so a date that reads in one way only settles the order of all. The
// lists of a file may be of several shells. The file is gone through once, when
// the first date needs it.
func (r *reader) orderOf(o pstext.Object) pstext.Culture {
	if o.Heading == 0 {
		return r.dates.culture
	}
	if r.orders == nil {
		r.orders = ordersOf(r.data, r.dates.culture)
	}
	return r.orders[o.Heading]
}

func ordersOf(data []byte, c pstext.Culture) orders {
	texts := map[int][]string{}
	for o := range pstext.Objects(data) {
		for _, name := range validityNames {
			if v, ok := o.Get(name); ok && v.Text != "" && o.Heading != 0 {
				texts[o.Heading] = append(texts[o.Heading], v.Text)
			}
		}
	}
	all := make(orders, len(texts))
	for heading, t := range texts {
		all[heading] = c.Settle(t...)
	}
	return all
}
