// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"strings"

	"github.com/schanneltrust/schannel"
)

// order is the order of day, month and year in a short date.
type order uint8

const (
	anyOrder order = 0 // of a culture that nobody named
	dmy      order = 1
	mdy      order = 2
	ymd      order = 3
)

// Culture is how a shell writes dates. The zero value is that of a shell of
// which nothing is known: it takes dates that read in one way only.
type Culture struct {
	Name  string // such as "de-DE"
	order order
	years int // how many years its calendar is ahead of the Gregorian one
}

// cultures holds the cultures that differ in nothing but the order. That of
// en-US, fr-FR and ja-JP stands in the reference of the .NET API
// (DateTimeFormatInfo.ShortDatePattern), that of the others is the short date
// of the Unicode CLDR, release 42, which Windows shares in this. The date is
// followed by the long time (DateTime.ToString, the "G" format). Cultures of
// other calendars are not here, but for the Thai one, which differs in the
// count of years alone.
var cultures = [...]Culture{
	{"be-BY", dmy, 0},
	{"bg-BG", dmy, 0},
	{"ca-ES", dmy, 0},
	{"cs-CZ", dmy, 0},
	{"da-DK", dmy, 0},
	{"de-AT", dmy, 0},
	{"de-CH", dmy, 0},
	{"de-DE", dmy, 0},
	{"el-GR", dmy, 0},
	{"en-AU", dmy, 0},
	{"en-CA", ymd, 0},
	{"en-GB", dmy, 0},
	{"en-IE", dmy, 0},
	{"en-IN", dmy, 0},
	{"en-NZ", dmy, 0},
	{"en-SG", dmy, 0},
	{"en-US", mdy, 0},
	{"en-ZA", ymd, 0},
	{"es-AR", dmy, 0},
	{"es-CL", dmy, 0},
	{"es-CO", dmy, 0},
	{"es-ES", dmy, 0},
	{"es-MX", dmy, 0},
	{"et-EE", dmy, 0},
	{"eu-ES", ymd, 0},
	{"fi-FI", dmy, 0},
	{"fr-BE", dmy, 0},
	{"fr-CA", ymd, 0},
	{"fr-CH", dmy, 0},
	{"fr-FR", dmy, 0},
	{"gl-ES", dmy, 0},
	{"he-IL", dmy, 0},
	{"hi-IN", dmy, 0},
	{"hr-HR", dmy, 0},
	{"hu-HU", ymd, 0},
	{"id-ID", dmy, 0},
	{"is-IS", dmy, 0},
	{"it-CH", dmy, 0},
	{"it-IT", dmy, 0},
	{"ja-JP", ymd, 0},
	{"kk-KZ", dmy, 0},
	{"ko-KR", ymd, 0},
	{"lt-LT", ymd, 0},
	{"lv-LV", dmy, 0},
	{"mk-MK", dmy, 0},
	{"ms-MY", dmy, 0},
	{"nb-NO", dmy, 0},
	{"nl-BE", dmy, 0},
	{"nl-NL", dmy, 0},
	{"pl-PL", dmy, 0},
	{"pt-BR", dmy, 0},
	{"pt-PT", dmy, 0},
	{"ro-RO", dmy, 0},
	{"ru-RU", dmy, 0},
	{"sk-SK", dmy, 0},
	{"sl-SI", dmy, 0},
	{"sq-AL", dmy, 0},
	{"sr-Latn-RS", dmy, 0},
	{"sv-SE", ymd, 0},
	{"th-TH", dmy, thaiAhead},
	{"tr-TR", dmy, 0},
	{"uk-UA", dmy, 0},
	{"vi-VN", dmy, 0},
	{"zh-CN", ymd, 0},
	{"zh-HK", dmy, 0},
	{"zh-SG", dmy, 0},
	{"zh-TW", ymd, 0},
}

// FindCulture returns a culture by its name in any case. No name is the
// culture of which nothing is known.
func FindCulture(name string) (Culture, *schannel.Error) {
	if name == "" {
		return Culture{}, nil
	}
	for _, c := range cultures {
		if strings.EqualFold(c.Name, strings.ReplaceAll(name, "_", "-")) {
			return c, nil
		}
	}
	return Culture{}, fault(codeCulture, "culture", schannel.NoOffset, "%q is not among the cultures that are known; names are such as en-US", name)
}

// Halves of the day as the cultures name them (Unicode CLDR, release 42), in
// lower case, without blanks and full stops.
var (
	forenoon  = [...]string{"am", "午前", "오전", "上午", "πμ", "fm", "ap", "fh", "dop", "de", "sa", "pg", "öö", "дп", "pd"}
	afternoon = [...]string{"pm", "午後", "오후", "下午", "μμ", "em", "ip", "eh", "odp", "pop", "du", "ch", "ptg", "ös", "пп", "md"}
)
