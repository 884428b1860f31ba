// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// shownDate is what a date is read as: the reading, with Z if the text has its
// offset, or the code with what was wrong.
func shownDate(culture, text string) string {
	c, e := FindCulture(culture)
	if e != nil {
		return string(e.Code)
	}
	m, e := c.Parse(text)
	switch {
	case e != nil && e.Code == codeTwoWays:
		return e.Err.Error()
	case e != nil:
		return string(e.Code)
	case m.Zoned:
		return m.Clock.Format("2006-01-02T15:04:05Z")
	}
	return wall(m.Clock)
}

var dateRows = []struct{ name, why, culture, text, want string }{
	{"en-us", "DateTimeFormatInfo: M/d/yyyy, h:mm:ss tt", "en-US", "2/13/2028 4:22:23 PM", "2028-02-13T16:22:23"},
	{"de-de", "CLDR: day first", "de-DE", "13.02.2028 16:22:23", "2028-02-13T16:22:23"},
	{"ru-ru", "a question on learn.microsoft.com: H:mm:ss", "ru-RU", "02.03.2028 4:22:23", "2028-03-02T04:22:23"},
	{"ja-jp", "DateTimeFormatInfo: yyyy/MM/dd", "ja-JP", "2028/02/13 16:22:23", "2028-02-13T16:22:23"},
	{"fr-fr", "DateTimeFormatInfo: dd/MM/yyyy", "fr-FR", "01/05/2011 13:00:00", "2011-05-01T13:00:00"},
	{"en-au", "CLDR: day first", "en-AU", "2/12/2028 1:53:00 PM", "2028-12-02T13:53:00"},
	{"any-two-ways", "no culture, two readings: both are named", "", "2/12/2028 1:53:00 PM", "\"2/12/2028 1:53:00 PM\" is 2028-02-12T13:53:00 or 2028-12-02T13:53:00; name the culture of the shell"},
	{"any-dots", "full stops settle nothing", "", "02.12.2028 13:53:00", "\"02.12.2028 13:53:00\" is 2028-02-12T13:53:00 or 2028-12-02T13:53:00; name the culture of the shell"},
	{"any-day-above-12", "a day above 12 settles the order", "", "13.02.2028 16:22:23", "2028-02-13T16:22:23"},
	{"any-day-above-12-month-first", "a day above 12 settles the order", "", "2/13/2028 4:22:23 PM", "2028-02-13T16:22:23"},
	{"any-same", "day and month are the same number", "", "02.02.2028 4:22:23", "2028-02-02T04:22:23"},
	{"any-year-first", "no culture has the day second behind the year", "", "2028-02-03 04:05:06", "2028-02-03T04:05:06"},
	{"noon", "12 PM is noon, 12 AM midnight", "en-US", "1/2/2028 12:00:00 PM", "2028-01-02T12:00:00"},
	{"midnight", "12 PM is noon, 12 AM midnight", "en-US", "1/2/2028 12:00:00 AM", "2028-01-02T00:00:00"},
	{"korean", "the half of the day stands before the hour", "ko-KR", "2028-02-13 오후 4:22:23", "2028-02-13T16:22:23"},
	{"taiwan", "the half of the day stands before the hour", "zh-TW", "2028/2/13 下午 04:22:23", "2028-02-13T16:22:23"},
	{"greek", "with full stops or without", "el-GR", "13/2/2028 4:22:23 μ.μ.", "2028-02-13T16:22:23"},
	{"spanish", "with full stops and no-break blanks", "es-MX", "13/02/2028 04:22:23 p. m.", "2028-02-13T16:22:23"},
	{"finnish", "full stops in the time", "fi-FI", "13.2.2028 16.22.23", "2028-02-13T16:22:23"},
	{"hungarian", "full stops and blanks", "hu-HU", "2028. 02. 13. 16:22:23", "2028-02-13T16:22:23"},
	{"bulgarian", "a sign for the year", "bg-BG", "13.2.2028 г. 16:22:23 ч.", "2028-02-13T16:22:23"},
	{"thai", "543 years ahead", "th-TH", "13/2/2571 16:22:23", "2028-02-13T16:22:23"},
	{"thai-or-not", "nobody named the culture: certificates are of our time in the Thai calendar, and may be valid for long", "", "13/2/2571 16:22:23", "\"13/2/2571 16:22:23\" is 2571-02-13T16:22:23 or 2028-02-13T16:22:23; name the culture of the shell"},
	{"far-future", "the calendar of a culture that was named is known", "en-GB", "13/2/2571 16:22:23", "2571-02-13T16:22:23"},
	{"no-end", "RFC 5280, Section 4.1.2.5: no well-defined expiration date", "", "12/31/9999 23:59:59", "9999-12-31T23:59:59"},
	{"thai-first", "the first year that is taken for one", "", "2533-2-13", "\"2533-2-13\" is 2533-02-13T00:00:00 or 1990-02-13T00:00:00; name the culture of the shell"},
	{"not-thai-before", "1989", "", "2532-2-13", "2532-02-13T00:00:00"},
	{"thai-last", "2099", "", "2642-2-13", "\"2642-2-13\" is 2642-02-13T00:00:00 or 2099-02-13T00:00:00; name the culture of the shell"},
	{"not-thai-behind", "2100", "", "2643-2-13", "2643-02-13T00:00:00"},
	{"thai-two-figures", "the short date has four (CLDR, th: d/M/yyyy); 70 is not 1427", "th-TH", "17/1/70", "schannel.powershell.culture"},
	{"narrow-blank", "newer .NET has a narrow blank before the half of the day", "en-US", "2/13/2028 4:22:23\u202fPM", "2028-02-13T16:22:23"},
	{"marks", "marks of direction", "", "\u200e2/\u200e13/\u200e2028 \u200f4:22:23 PM", "2028-02-13T16:22:23"},
	{"no-seconds", "certutil prints the short time", "de-DE", "13.02.2028 16:22", "2028-02-13T16:22:00"},
	{"date-only", "a date alone is its beginning", "de-DE", "13.02.2028", "2028-02-13T00:00:00"},
	{"two-figures", "years up to 29 are of this century everywhere", "de-DE", "13.02.28", "2028-02-13T00:00:00"},
	{"two-figures-any", "without a culture the year may be first", "", "13.02.28", "\"13.02.28\" is 2028-02-13T00:00:00 or 2013-02-28T00:00:00; name the culture of the shell"},
	{"century", "two figures from 30 to 49 changed their century with Windows 10", "de-DE", "13.02.35", "\"13.02.35\" is 2035-02-13T00:00:00 or 1935-02-13T00:00:00; name the culture of the shell"},
	{"clixml", "DT with an offset", "en-US", "2023-02-03T14:16:02+01:00", "2023-02-03T13:16:02Z"},
	{"clixml-local", "DT of unspecified kind", "", "2023-02-03T14:16:02.5", "2023-02-03T14:16:02"},
	{"universal", "the sortable form with Z", "", "2023-02-03 14:16:02Z", "2023-02-03T14:16:02Z"},
	{"wrong-culture", "the second number is no month", "en-AU", "2/13/2028 4:22:23 PM", "schannel.powershell.culture"},
	{"wrong-order", "a culture that has the year first", "ja-JP", "13.02.2028 16:22:23", "schannel.powershell.culture"},
	{"unknown-culture", "a culture that is not in the table", "xx-YY", "13.02.2028", "schannel.powershell.culture"},
	{"underscore", "names as other systems write them", "de_de", "13.02.2028", "2028-02-13T00:00:00"},
	{"leap", "there is no such day", "", "30.02.2028", "schannel.powershell.date"},
	{"hour", "there is no such hour", "", "13.02.2028 24:00:00", "schannel.powershell.date"},
	{"thirteen-am", "there is no such hour of the forenoon", "", "2/13/2028 13:00:00 AM", "schannel.powershell.date"},
	{"words", "no date", "", "never", "schannel.powershell.date"},
	{"empty", "no date", "", "", "schannel.powershell.date"},
	{"month-name", "names of months are not read", "", "13 Feb 2028", "schannel.powershell.date"},
	{"other-figures", "figures of another script are not read", "", "١٣/٠٢/٢٠٢٨", "schannel.powershell.date"},
	{"long", "a number of no date", "", "13.02.20280", "schannel.powershell.date"},
}

func TestDates(t *testing.T) {
	t.Parallel()
	for _, row := range dateRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(row.want, shownDate(row.culture, row.text)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
		})
	}
}

// berlin is a zone as far as a test needs one, without a database: it is put
// forward in March 2024 and back in October.
func berlin(t *testing.T) *time.Location {
	t.Helper()
	const file = "TZif2" + "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
		"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00CET\x00" +
		"TZif2" + "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
		"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x04\x00\x00\x0e\x10\x00\x00CET\x00" +
		"\nCET-1CEST,M3.5.0,M10.5.0/3\n"
	zone, err := time.LoadLocationFromTZData("Europe/Berlin", []byte(file))
	require.NoError(t, err)
	return zone
}

func TestZones(t *testing.T) {
	t.Parallel()
	zone := berlin(t)
	for _, row := range []struct {
		name, why, text string
		zone            *time.Location
		want            string
	}{
		{"winter", "an hour ahead", "2024-02-16 18:00:00", zone, "2024-02-16T17:00:00Z"},
		{"summer", "two hours ahead", "2024-07-16 18:00:00", zone, "2024-07-16T16:00:00Z"},
		{"fixed", "an offset that the caller gives", "2024-02-16 18:00:00", time.FixedZone("", -5*3600), "2024-02-16T23:00:00Z"},
		{"unknown", "nobody knows where the wall is", "2024-02-16 18:00:00", nil, "2024-02-16T18:00:00Z?"},
		{"zoned", "the text has its offset", "2024-02-16T18:00:00Z", nil, "2024-02-16T18:00:00Z"},
		{"left-out", "the clock is put forward at two", "2024-03-31 02:30:00", zone, "schannel.powershell.date"},
		{"twice", "the clock is put back at three", "2024-10-27 02:30:00", zone, "schannel.powershell.two_ways"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			m, e := Culture{}.Parse(row.text)
			require.Nil(t, e)
			at, known, e := m.In(row.zone)
			got := at.UTC().Format(time.RFC3339)
			if e != nil {
				got = string(e.Code)
			} else if !known {
				got += "?"
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
		})
	}
}

func TestSettle(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, why, culture, with, text, want string }{
		{"month-first", "the other date has a day above 12", "", "2/13/2028 4:22:23 PM", "2/12/2023 4:22:23 PM", "2023-02-12T16:22:23"},
		{"day-first", "the other date has a day above 12", "", "13.02.2028 16:22:23", "02.12.2023 16:22:23", "2023-12-02T16:22:23"},
		{"two-figures", "the other date can only have the year first", "", "99-12-31", "10-11-12", "2010-11-12T00:00:00"},
		{"both", "both read in two ways", "", "2/12/2028 1:53:00 PM", "3/12/2028 1:53:00 PM", "\"3/12/2028 1:53:00 PM\" is 2028-03-12T13:53:00 or 2028-12-03T13:53:00; name the culture of the shell"},
		{"contradiction", "no culture has both", "", "2/13/2028 4:22:23 PM", "13/2/2028 4:22:23 PM", "2028-02-13T16:22:23"},
		{"no-date", "what is no date settles nothing", "", "soon", "2/12/2023", "\"2/12/2023\" is 2023-02-12T00:00:00 or 2023-12-02T00:00:00; name the culture of the shell"},
		{"year-first", "it fits every culture", "", "2028-02-13 16:22:23", "2/12/2023", "\"2/12/2023\" is 2023-02-12T00:00:00 or 2023-12-02T00:00:00; name the culture of the shell"},
		{"named", "the culture that was named counts", "en-AU", "2/13/2028 4:22:23 PM", "2/12/2023 4:22:23 PM", "2023-12-02T16:22:23"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			c, e := FindCulture(row.culture)
			require.Nil(t, e)
			m, e := c.Settle(row.with, row.text).Parse(row.text)
			got := wall(m.Clock)
			if e != nil {
				got = e.Err.Error()
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
		})
	}
}
