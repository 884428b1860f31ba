// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/symptom"
)

type codeRow struct {
	name, why, text string
	want            symptom.Code
	written         string // what String writes
}

func codeRows() []codeRow {
	status := func(n uint32) symptom.Code { return symptom.StatusCode(n) }
	http := func(numbers ...uint32) symptom.Code { return code(symptom.CodeHTTP, numbers...) }
	none := symptom.Code{}
	return []codeRow{
		{"hex", "as Microsoft writes it", "0x80090326", status(0x80090326), "0x80090326"},
		{"hex-upper", "case is no matter", "0X8009030F", status(0x8009030f), "0x8009030f"},
		{"hex-short", "leading zeros left out, as KB2785498 prints a code", "0x8004005", status(0x8004005), "0x08004005"},
		{"hex-bare", "eight digits that begin as an error does", "8009030F", status(0x8009030f), "0x8009030f"},
		{"hex-parentheses", "as a message ends", " (0x80090325)\n", status(0x80090325), "0x80090325"},
		{"signed", "as .NET prints HResult", "-2146893018", status(0x80090326), "0x80090326"},
		{"unsigned", "as IIS prints sc-win32-status", "2148204809", status(0x800b0109), "0x800b0109"},
		{"one-digit-too-many", "a misprint of a blog is not corrected", "21482049809", none, ""},
		{"nine-digits", "32 bits have eight", "0x080090326", none, ""},
		{"hex-shortest", "S_OK, in as few digits as can be", "0x0", status(0), "0x00000000"},
		{"zeros-before", "a number fills 32 bits, whatever stands before it", "02148204809", status(0x800b0109), "0x800b0109"},
		{"small", "a number alone might be anything", "20", none, ""},
		{"signed-too-small", "below 32 bits", "-2147483649", none, ""},
		{"iis", "status and substatus with a dot", "403.16", http(403, 16), "HTTP 403.16"},
		{"iis-columns", "the columns of a log", "403 16 2148204809", http(403, 16, 0x800b0109), "HTTP 403.16 0x800b0109"},
		{"iis-dot-and-hex", "as an error page prints both", "HTTP 403.16 0x800b0109", http(403, 16, 0x800b0109), "HTTP 403.16 0x800b0109"},
		{"iis-small-win32", "5 is access denied", "403 7 5", http(403, 7, 5), "HTTP 403.7 0x5"},
		{"iis-no-win32", "status and substatus apart", "403 7", http(403, 7), "HTTP 403.7"},
		{"http", "a status needs the word", "HTTP 403", http(403), "HTTP 403"},
		{"http-version", "or the protocol", "HTTP/1.1 401", http(401), "HTTP 401"},
		{"no-status", "no status of HTTP", "700 1 2", none, ""},
		{"no-substatus", "too large", "403 1000 2", none, ""},
		{"smtp", "RFC 3463, Section 2: class, subject, detail", "454 4.7.5", code(symptom.CodeSMTP, 454, 4, 7, 5), "454 4.7.5"},
		{"smtp-long", "detail of up to three digits", "450 4.7.320", code(symptom.CodeSMTP, 450, 4, 7, 320), "450 4.7.320"},
		{"smtp-other-class", "RFC 2034, Section 4: the class is the first digit of the reply", "454 5.7.5", none, ""},
		{"smtp-too-long", "four digits", "450 4.7.3200", none, ""},
		{"alert", "a word is needed", "alert 20", code(symptom.CodeAlert, 20), "alert 20"},
		{"alert-openssl", "as OpenSSL prints it", "SSL alert number 40", code(symptom.CodeAlert, 40), "alert 40"},
		{"alert-zero", "close_notify is an alert too", "TLS fatal alert 0", code(symptom.CodeAlert, 0), "alert 0"},
		{"alert-too-large", "an alert has one byte", "alert 256", none, ""},
		{"alert-prose", "no other words", "alert for customer 20", none, ""},
		{"bare-four-digits", "eight digits make 32 bits", "8009", none, ""},
		{"bare-of-no-error", "eight digits that do not begin as an error does", "12345678", none, ""},
		{"signed-zero", "nothing is below zero in it", "-00", none, ""},
		{"smallest-unsigned", "the highest bit alone fills 32 bits", "2147483648", status(0x80000000), "0x80000000"},
		{"largest-small", "one less does not", "2147483647", none, ""},
		{"slash", "a slash is no protocol", "/ 403", none, ""},
		{"iis-four-numbers", "the time taken is no part of it", "403.16 1 2", none, ""},
		{"iis-no-number", "a word for the Win32 status", "403 16 x", none, ""},
		{"iis-largest", "three digits, three digits, 32 bits", "599 999 4294967295", http(599, 999, 1<<32-1), "HTTP 599.999 0xffffffff"},
		{"http-smallest", "RFC 9110, Section 15: a status is from 100", "HTTP 100", http(100), "HTTP 100"},
		{"http-too-large", "RFC 9110, Section 15: to 599", "HTTP 600", none, ""},
		{"http-too-small", "RFC 9110, Section 15: three digits, from 100", "HTTP 099", none, ""},
		{"http-four-digits", "RFC 9110, Section 15: three digits", "HTTP 0403", none, ""},
		{"smtp-two-digits", "RFC 5321, Section 4.2: a reply has three digits", "45 4.7.5", none, ""},
		{"smtp-two-numbers", "RFC 3463, Section 2: class, subject and detail", "454 4.7", none, ""},
		{"smtp-success", "RFC 3463, Section 2: the least class is 2", "250 2.0.0", code(symptom.CodeSMTP, 250, 2, 0, 0), "250 2.0.0"},
		{"smtp-permanent", "RFC 3463, Section 2: the greatest class is 5", "550 5.7.1", code(symptom.CodeSMTP, 550, 5, 7, 1), "550 5.7.1"},
		{"smtp-below", "RFC 3463, Section 2: no class 1", "154 1.7.5", none, ""},
		{"smtp-above", "RFC 3463, Section 2: no class 6", "654 6.7.5", none, ""},
		{"alert-five-words", "each word that goes with an alert", "TLS fatal alert number 40", code(symptom.CodeAlert, 40), "alert 40"},
		{"longest", "128 bytes are read", "0x80090326" + strings.Repeat(" ", 118), status(0x80090326), "0x80090326"},
		{"too-long", "129 are not", "0x80090326" + strings.Repeat(" ", 119), none, ""},
		{"nothing", "no text", "", none, ""},
		{"long", "more than any code", strings.Repeat("1 ", 100), none, ""},
	}
}

func TestParseCode(t *testing.T) {
	t.Parallel()
	for _, row := range codeRows() {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, err := symptom.ParseCode(row.text)
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
			require.Equal(t, row.written, got.String())
			if row.want.IsZero() {
				var fault *schannel.Error
				require.ErrorAs(t, err, &fault)
				require.Equal(t, schannel.Code("symptom.code.unknown"), fault.Code)
				return
			}
			require.NoError(t, err)
			first, ok := got.Number(0)
			require.True(t, ok)
			require.Equal(t, row.want.Numbers[0], first)
			_, ok = got.Number(len(row.want.Numbers))
			require.False(t, ok)
		})
	}
}

// TestCodeIsZero: a kind without numbers, and numbers without a kind, are
// something.
func TestCodeIsZero(t *testing.T) {
	t.Parallel()
	require.True(t, symptom.Code{}.IsZero())
	require.False(t, symptom.Code{Kind: symptom.CodeStatus}.IsZero())
	require.False(t, symptom.Code{Numbers: []uint32{1}}.IsZero())
}

func FuzzParseCode(f *testing.F) {
	f.Add("0x80090326")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := symptom.ParseCode(text)
		if (err == nil) == got.IsZero() {
			t.Fatalf("%v with %v", got, err)
		}
		if err != nil {
			return
		}
		back, err := symptom.ParseCode(got.String())
		require.NoError(t, err)
		if diff := cmp.Diff(got, back); diff != "" {
			t.Errorf("%q reads back as something else:\n%s", got, diff)
		}
	})
}
