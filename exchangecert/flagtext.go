// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"fmt"
	"strconv"
	"strings"
)

// flagName is a flag of a set, its name, and its letter in a table if it has
// one.
type flagName struct {
	flag   uint16
	name   string
	letter byte
}

// flagText joins the names of the flags of a set. none is the mark of a set
// that is known to be empty.
func flagText(names []flagName, set, none uint16) string {
	if set == none {
		return "None"
	}
	var words []string
	for _, n := range names {
		if set&n.flag != 0 {
			words = append(words, n.name)
			set &^= n.flag
		}
	}
	if set != 0 {
		words = append(words, "0x"+strconv.FormatUint(uint64(set), 16))
	}
	return strings.Join(words, ", ")
}

// parseFlags reads what flagText writes, names in any case.
func parseFlags(names []flagName, none uint16, text string) (uint16, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return 0, nil
	case strings.EqualFold(text, "None"):
		return none, nil
	}
	var set uint16
	for word := range strings.SplitSeq(text, ",") {
		flag, ok := parseFlag(names, strings.TrimSpace(word))
		if !ok {
			return 0, fmt.Errorf("%q is no name of a flag", strings.TrimSpace(word))
		}
		set |= flag
	}
	return set, nil
}

func parseFlag(names []flagName, word string) (uint16, bool) {
	for _, n := range names {
		if strings.EqualFold(n.name, word) {
			return n.flag, true
		}
	}
	digits, ok := strings.CutPrefix(word, "0x")
	number, err := strconv.ParseUint(digits, 16, 16)
	return uint16(number), ok && err == nil && number != 0
}
