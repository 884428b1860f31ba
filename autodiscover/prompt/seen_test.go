// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
)

// Texts as the articles print them.
const (
	seenQuestion = "Allow this website to configure user1@contoso.example server settings?\nhttps://mail.adatum.example/autodiscover/autodiscover.xml\nYour account was redirected to this website for settings.\nYou should only allow settings from sources you know and trust."
	seenName     = "The name on the security certificate is invalid or does not match the name of the site.\nDo you want to proceed?"
	seenIssuer   = "The security certificate was issued by a company you have not chosen to trust."
)

// TestSeen: which window a symptom tells of.
func TestSeen(t *testing.T) {
	t.Parallel()
	texts := func(all ...string) []symptom.Row {
		var rows []symptom.Row
		for _, text := range all {
			rows = append(rows, symptom.Row{Text: text})
		}
		return rows
	}
	code := func(n uint32) []symptom.Row { return []symptom.Row{{Code: symptom.StatusCode(n)}} }
	const (
		redirect, name, untrusted, date = "autodiscover.seen.redirect", "autodiscover.seen.name", "autodiscover.seen.untrusted", "autodiscover.seen.date"
		notLocated, blocked, hops       = "autodiscover.seen.not_located", "autodiscover.seen.blocked", "autodiscover.seen.hops"
	)
	for _, tt := range []struct {
		name string
		rows []symptom.Row
		want []string // code, subject, count
		took symptom.Taken
		why  string
	}{
		{"nothing", nil, nil, nil, "no symptom"},
		{"redirect", texts(seenQuestion), []string{redirect + " mail.adatum.example 1"}, symptom.Taken{true}, "KB2480582"},
		{
			"redirect in paragraphs",
			texts("Allow this website to configure user1@contoso.example server settings?", "https://mail.adatum.example/autodiscover/autodiscover.xml", "Your account was redirected to this website for settings."),
			[]string{redirect + " mail.adatum.example 2"},
			symptom.Taken{true, false, true},
			"the address stands behind the question",
		},
		{"redirect without address", texts("your account was\n redirected to this website for settings", "http://a.example/"), []string{redirect + "  1"}, symptom.Taken{true, false}, "lines are broken anywhere; the redirect leads to HTTPS"},
		{"name", texts(seenName), []string{name + "  1"}, symptom.Taken{true}, "KB2783881"},
		{"name, older", texts("The name of the security certificate is invalid or does not match the name of the site."), []string{name + "  1"}, symptom.Taken{true}, "KB940726"},
		{"issuer", texts("Information you exchange with this site cannot be viewed or changed by others.", seenIssuer), []string{untrusted + "  1"}, symptom.Taken{false, true}, "AD FS: service communications certificates"},
		{"both", texts(seenIssuer+"\n"+seenName, "hello", seenName), []string{name + "  2", untrusted + "  1"}, symptom.Taken{true, false, true}, "one window may say both"},
		{"date", code(0x80072f05), []string{date + "  1"}, symptom.Taken{true}, "WinINet errors: ERROR_INTERNET_SEC_CERT_DATE_INVALID is 12037"},
		{"decimal", code(12038), []string{name + "  1"}, symptom.Taken{true}, "WinINet errors: ERROR_INTERNET_SEC_CERT_CN_INVALID is 12038"},
		{"authority", code(0x80072f0d), []string{untrusted + "  1"}, symptom.Taken{true}, "WinINet errors: ERROR_INTERNET_INVALID_CA is 12045"},
		{"in a sentence", texts("It fails with 0x80072F06."), []string{name + "  1"}, symptom.Taken{true}, "the same code"},
		{"not located", texts("Microsoft.Exchange.WebServices.Data.AutodiscoverLocalException: The Autodiscover service couldn't be located."), []string{notLocated + "  1"}, symptom.Taken{true}, "OfficeDev/ews-managed-api#26"},
		{"not located, as an editor sets it", texts("The Autodiscover service couldn\u2019t be located."), []string{notLocated + "  1"}, symptom.Taken{true}, "the same message"},
		{"blocked", texts("Exception calling \"AutodiscoverUrl\" with \"1\" argument(s): \"Autodiscover blocked a potentially insecure redirection to https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml. To allow Autodiscover to follow"), []string{blocked + " autodiscover-s.outlook.com 1"}, symptom.Taken{true}, "bielawb/EWS#20: the message names the host"},
		{"hops", texts("The maximum redirection hop count has been reached."), []string{hops + "  1"}, symptom.Taken{true}, "AutodiscoverService.cs: ten hops"},
		{"in the log of Outlook", texts("GetLastError=12038; httpStatus=0."), []string{name + "  1"}, symptom.Taken{true}, "WinINet errors: the log has the number in decimal"},
		{"another number in that log", texts("GetLastError=120380; httpStatus=0."), nil, symptom.Taken{false}, "it goes on with a digit"},
		{"another code", code(0x80072f8f), nil, symptom.Taken{false}, "WinHTTP's failure of security tells nothing of the kind"},
		{"another kind", []symptom.Row{{Code: symptom.Code{Kind: symptom.CodeHTTP, Numbers: []uint32{12038}}}}, nil, symptom.Taken{false}, "no status"},
		{"a code that its line explains", []symptom.Row{{Code: symptom.StatusCode(5), Text: seenName}}, nil, symptom.Taken{false}, "what the code says counts"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings, taken := prompt.Seen(tt.rows)
			var got []string
			for _, f := range findings {
				got = append(got, fmt.Sprintf("%s %s %s", f.Code, f.Subject.Name, f.Args[0].Value))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if diff := cmp.Diff(append(symptom.Taken{}, tt.took...), taken); diff != "" {
				t.Errorf("%s: taken (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestSeenRemedies: what helps against a redirect that a program refuses.
func TestSeenRemedies(t *testing.T) {
	t.Parallel()
	findings, _ := prompt.Seen([]symptom.Row{{Text: "Autodiscover blocked a potentially insecure redirection to https://a.example/x."}})
	var got []schannel.Code
	for _, r := range findings[0].Remedies {
		got = append(got, r.Code, r.Rights[0].Code, r.SideEffects[0].Code)
	}
	want := []schannel.Code{"autodiscover.remedy.callback", "autodiscover.rights.program", "autodiscover.effect.callback"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("AutodiscoverService.cs: the callback decides (-want +got):\n%s", diff)
	}
}

// TestSeenLaws holds what is said of any symptoms.
func TestSeenLaws(t *testing.T) {
	t.Parallel()
	vocabtest.Laws{
		Catalogs: []iter.Seq[schannel.CatalogEntry]{prompt.Catalog()},
		Generate: func(r *rand.Rand) vocabtest.Answer {
			var rows []symptom.Row
			for range r.IntN(12) {
				row := symptom.Row{Text: pick(r, []string{"", seenQuestion, seenName, seenIssuer, seenProxy + " (Error Code 18)", "hello", "Autodiscover blocked a potentially insecure redirection to https://a.example/x."})}
				if r.IntN(3) == 0 {
					row.Code = symptom.StatusCode(pick(r, []uint32{12037, 0x80072f06, 7}))
				}
				rows = append(rows, row)
			}
			findings, taken := prompt.Seen(rows)
			return vocabtest.Answer{Input: []any{rows}, Value: taken, Findings: findings}
		},
	}.Hold(t)
}

func ExampleSeen() {
	symptoms := []symptom.Row{{Text: "The name on the security certificate is invalid or does not match the name of the site."}}
	findings, taken := prompt.Seen(symptoms)
	for _, f := range findings {
		fmt.Println(f.Code, f.Severity)
		fmt.Println(f.Text)
	}
	fmt.Println("taken:", taken)
	// Output:
	// autodiscover.seen.name warning
	// A host showed a certificate on which its name does not stand (1 seen).
	// taken: [true]
}
