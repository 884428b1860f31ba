// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
)

var noon = time.Date(2024, time.June, 1, 12, 0, 0, 0, time.UTC)

// short writes findings as codes with how sure they are.
func short(findings []schannel.Finding) string {
	var words []string
	for _, f := range findings {
		words = append(words, fmt.Sprintf("%s %s", f.Code, f.Certainty))
	}
	return strings.Join(words, "; ")
}

// TestSymptoms asks about each symptom alone.
func TestSymptoms(t *testing.T) {
	t.Parallel()
	for _, tt := range symptoms {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := exchangediag.Diagnose(exchangediag.Incident{Symptoms: []symptom.Row{tt.row}})
			seen := tt.seen
			if seen == "" {
				seen = "exchangecert.symptom.unknown certain"
			}
			got := []string{short(d.Facts), short(d.Causes)}
			if diff := cmp.Diff([]string{seen, tt.causes}, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			require.Equal(t, symptom.Taken{tt.seen != ""}, d.Taken)
			vocabtest.Findings(t, slices.Concat(d.Causes, d.Facts))
		})
	}
}

// TestParameters: connector and name are read out of texts.
func TestParameters(t *testing.T) {
	t.Parallel()
	for _, tt := range parameters {
		d := exchangediag.Diagnose(exchangediag.Incident{Symptoms: []symptom.Row{text(tt.row)}})
		got := map[string]string{}
		for _, a := range d.Facts[0].Args {
			got[a.Name] = a.Value
		}
		require.Equal(t, []string{tt.connector, tt.domain}, []string{got["connector"], got["name"]}, tt.name)
	}
}

// TestIncidents asks with what is known of the server.
func TestIncidents(t *testing.T) {
	t.Parallel()
	for _, tt := range incidents {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := exchangediag.Diagnose(tt.incident)
			if diff := cmp.Diff(tt.causes, short(d.Causes)); diff != "" {
				t.Errorf("%s (-want +got):\n%s\nfacts: %s", tt.why, diff, short(d.Facts))
			}
			var remedies []string
			for _, f := range d.Causes {
				for _, r := range f.Remedies {
					remedies = append(remedies, strings.TrimPrefix(string(r.Code), "exchangecert.remedy."))
				}
			}
			if diff := cmp.Diff(tt.remedies, strings.Join(remedies, " ")); diff != "" {
				t.Errorf("%s: remedies (-want +got):\n%s", tt.why, diff)
			}
			codes := vocabtest.FindCodes(d.Facts)
			for fact := range strings.FieldsSeq(tt.facts) {
				if absent, ok := strings.CutPrefix(fact, "-"); ok {
					require.NotContains(t, codes, absent, tt.why)
				} else {
					require.Contains(t, codes, fact, tt.why)
				}
			}
			vocabtest.Findings(t, slices.Concat(d.Causes, d.Facts))
			said := map[string]bool{}
			for _, f := range d.Facts {
				key := string(f.Code) + f.Subject.Name + f.Text
				require.False(t, said[key], "said twice: %s", key)
				said[key] = true
			}
		})
	}
}

// TestRemedies: what is offered where nothing but the symptom is known.
func TestRemedies(t *testing.T) {
	t.Parallel()
	offered := map[string]bool{}
	for _, tt := range symptoms {
		d := exchangediag.Diagnose(exchangediag.Incident{Symptoms: []symptom.Row{tt.row}, Server: exchange.Server{Name: "EX9"}})
		for _, f := range d.Causes {
			require.True(t, len(f.Remedies) > 0 || f.Code == "exchangecert.cause.internal_undescribed", "%s: %s has no remedy", tt.name, f.Code)
			for _, r := range f.Remedies {
				offered[string(r.Code)] = true
			}
		}
	}
	want := []string{
		"exchangecert.remedy.auth", "exchangecert.remedy.auth_tls", "exchangecert.remedy.check_key", "exchangecert.remedy.check_services", "exchangecert.remedy.check_status",
		"exchangecert.remedy.compare_name", "exchangecert.remedy.edge_subscription", "exchangecert.remedy.fewer_roots", "exchangecert.remedy.key_algorithm", "exchangecert.remedy.name_needed",
		"exchangecert.remedy.peer_chain", "exchangecert.remedy.peer_name", "exchangecert.remedy.peer_publish", "exchangecert.remedy.peer_renew",
		"exchangecert.remedy.peer_tls", "exchangecert.remedy.peer_validation", "exchangecert.remedy.protocols", "exchangecert.remedy.public_certificate", "exchangecert.remedy.publish",
		"exchangecert.remedy.renew_client_access", "exchangecert.remedy.renew_transport", "exchangecert.remedy.require_tls", "exchangecert.remedy.same_connectors", "exchangecert.remedy.tls12",
		"exchangecert.remedy.trust_key", "exchangecert.remedy.trust_load_balancing", "exchangecert.remedy.trust_names", "exchangecert.remedy.trust_service",
		"exchangecert.remedy.trusted", "exchangecert.remedy.untag", "exchangecert.remedy.untrusted_duplicate",
	}
	var got []string
	for code := range offered {
		got = append(got, code)
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestStepsByVersion: on RTM the list needs an asterisk, from Service Pack 1 on
// it does not (direct trust article).
func TestStepsByVersion(t *testing.T) {
	t.Parallel()
	tests := []struct {
		version  exchange.Version
		commands []string
	}{
		{exchange.Exchange2007RTM, []string{"Get-ExchangeCertificate | Format-List *", "Enable-ExchangeCertificate -Thumbprint THUMBPRINT -Services SMTP"}},
		{exchange.Exchange2007SP1, []string{"Get-ExchangeCertificate | Format-List", "Enable-ExchangeCertificate -Thumbprint THUMBPRINT -Services SMTP"}},
		{exchange.Exchange2010, []string{"Get-ExchangeCertificate | Format-List", "Enable-ExchangeCertificate -Thumbprint THUMBPRINT -Services SMTP"}},
	}
	for _, tt := range tests {
		d := exchangediag.Diagnose(exchangediag.Incident{Symptoms: []symptom.Row{event(transport, 1037)}, Server: exchange.Server{Version: tt.version}})
		var commands []string
		for _, s := range d.Causes[0].Remedies[0].Steps {
			if s.Command != "" {
				commands = append(commands, s.Command)
			}
		}
		require.Equal(t, tt.commands, commands, "%s", tt.version)
	}
}

// TestCheckDirectTrust looks at the four names of the computer.
func TestCheckDirectTrust(t *testing.T) {
	t.Parallel()
	for _, tt := range trusts {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings := exchangediag.CheckDirectTrust(tt.incident)
			if diff := cmp.Diff(tt.want, short(findings)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestCompareLog compares what was sent with what is expected.
func TestCompareLog(t *testing.T) {
	t.Parallel()
	for _, tt := range logs {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings := exchangediag.CompareLog(tt.server, []exchange.Connector{tt.connector}, tt.sessions)
			if diff := cmp.Diff(tt.want, short(findings)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestTaken: Schannel's event is taken beside 1423 and not without it.
func TestTaken(t *testing.T) {
	t.Parallel()
	cut, failed := event("Schannel", 36885), event("MSExchange Unified Messaging", 1423)
	require.Equal(t, symptom.Taken{true, true}, exchangediag.Diagnose(exchangediag.Incident{Symptoms: []symptom.Row{cut, failed}}).Taken)
	require.Equal(t, symptom.Taken{false}, exchangediag.Diagnose(exchangediag.Incident{Symptoms: []symptom.Row{cut}}).Taken)
}

// TestManySymptoms: a log of a night gives one finding for each connector, and
// there is a bound.
func TestManySymptoms(t *testing.T) {
	t.Parallel()
	rows := make([]symptom.Row, 0, 3000)
	for range 1000 {
		rows = append(rows, event(transport, 12014, "mx.fabrikam.example", "Internet"))
	}
	d := exchangediag.Diagnose(exchangediag.Incident{Symptoms: rows})
	require.Equal(t, "exchangecert.seen.no_certificate certain", short(d.Facts))
	require.Contains(t, d.Facts[0].Text, "1000 seen")
	require.Len(t, d.Facts[0].Items, 10)
	for i := range 2000 {
		rows = append(rows, event(transport, 12014, "mx.fabrikam.example", fmt.Sprintf("Internet %d", i)))
	}
	d = exchangediag.Diagnose(exchangediag.Incident{Symptoms: rows})
	require.Len(t, d.Facts, 101, "a hundred connectors, and exchangecert.symptom.more")
	require.Equal(t, schannel.Code("exchangecert.symptom.more"), d.Facts[0].Code)
	require.Contains(t, d.Facts[0].Text, "1901")
}

// TestManySessions: sessions of one connector and certificate are one finding,
// also when there is no room for another, and of those that are unknown ten are
// named.
func TestManySessions(t *testing.T) {
	t.Parallel()
	var sessions []exchange.LogSession
	for n := range 101 {
		sessions = append(sessions, session("Internet", false, "", issued(byte(n+1), nil)))
	}
	sessions = append(sessions, session("Internet", false, "", issued(1, nil)))
	findings := exchangediag.CompareLog(server(exchange.Exchange2016), nil, sessions)
	require.Len(t, findings, 101)
	require.Equal(t, "exchangecert.log.more certain", short(findings[:1]))
	require.Contains(t, findings[0].Text, "sessions: 1)", "the hundred and first certificate")
	require.Contains(t, findings[1].Text, "sessions: 2)")
	require.Len(t, findings[1].Items, 2)

	unknown := session("Internet", false, "SomethingElse")
	d := exchangediag.Diagnose(exchangediag.Incident{Sessions: slices.Repeat([]exchange.LogSession{unknown}, 12)})
	require.Equal(t, "exchangecert.symptom.unknown_error certain", short(d.Facts))
	require.Contains(t, d.Facts[0].Text, "12 such errors")
	require.Len(t, d.Facts[0].Items, 10)
}

// TestUntrustedDuplicate: of the two that KB2888788 speaks of, the untrusted one
// is named first, wherever it stands in the list.
func TestUntrustedDuplicate(t *testing.T) {
	t.Parallel()
	public, home := issued(1, nil), issued(3, func(c *exchange.Certificate) { c.RootCAType = exchange.RootRegistry })
	for _, all := range [][]exchange.Certificate{{public, home}, {home, public}} {
		d := exchangediag.Diagnose(one(text("454 4.7.0 TLS: UntrustedRoot"), server(exchange.Exchange2010, all...)))
		i := slices.IndexFunc(d.Facts, func(f schannel.Finding) bool { return f.Code == "exchangecert.duplicate.untrusted" })
		require.GreaterOrEqual(t, i, 0)
		require.Equal(t, []schannel.Arg{schannel.Text("certificate", home.Thumbprint.String()), schannel.Text("other", public.Thumbprint.String())}, d.Facts[i].Args)
	}
}

// TestCommands: what the symptom names stands in the commands of the remedies,
// and a word to replace where it names nothing.
func TestCommands(t *testing.T) {
	t.Parallel()
	sent := issued(7, nil)
	nameless := issued(0, nil)
	fqdn := func(host, full string) exchange.Server {
		s := server(exchange.Exchange2007SP1, own(2, lapsed))
		s.Name, s.DNS = host, exchange.DNSNames{DNSPhysicalFullyQualifiedDomainName: full}
		return s
	}
	expired := event(transport, 12016, "ex9.fabrikam.example")
	tests := []struct {
		name     string
		incident exchangediag.Incident
		holds    string
		why      string
	}{
		{"certificate-of-the-log", exchangediag.Incident{Sessions: []exchange.LogSession{session("To Partner", true, "UnknownCredentials", sent)}}, "-Thumbprint " + strings.ToUpper(sent.Thumbprint.String()), "KB4051498: the certificate of the log"},
		{"log-without-thumbprint", exchangediag.Incident{Sessions: []exchange.LogSession{session("To Partner", true, "UnknownCredentials", nameless)}}, "-Thumbprint THUMBPRINT", "the log does not name it"},
		{"fqdn-of-the-event", one(expired, fqdn("EX9", "")), "ex9.fabrikam.example", "KB953354: the FQDN of the server; its host name is the first label"},
		{"fqdn-by-the-connector", exchangediag.Incident{
			Symptoms: []symptom.Row{event(transport, 12014, "ex9.fabrikam.example", "Internet")}, Server: fqdn("", ""), At: noon,
			Connectors: []exchange.Connector{called("Partner", other(receive(mx, ""))), receive("", ""), called("Last", other(receive(mx, "")))},
		}, "'ex9.fabrikam.example'", "the server of the connector that the event names is the first label"},
		{"connector-not-named", one(event(transport, 12016, "ex8.fabrikam.example"), fqdn("", ""), called("Partner", other(receive(mx, "")))), "'FQDN'", "no connector is named, so that of its server nothing is known"},
		{"host-alone", one(event(transport, 12016, "EX9"), fqdn("EX9", "")), "'EX9'", "what the event names is the host: no FQDN is known"},
		{"fqdn-of-another", one(event(transport, 12016, "mail.fabrikam.example"), fqdn("EX9", "")), "'EX9'", "what the event names is not the FQDN of the server"},
		{"fqdn-of-the-server", one(expired, fqdn("EX9", "ex9.corp.example")), "ex9.corp.example", "what is known of the server counts"},
	}
	for _, tt := range tests {
		var commands []string
		for _, f := range exchangediag.Diagnose(tt.incident).Causes {
			for _, r := range f.Remedies {
				for _, s := range r.Steps {
					commands = append(commands, s.Command)
				}
			}
		}
		require.Contains(t, strings.Join(commands, "\n"), tt.holds, "%s: %s", tt.name, tt.why)
	}
}

// TestMissing: what would tell whether a cause is the one, where nothing does.
func TestMissing(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"exchangecert.cause.auth_missing":         "exchangecert.missing.auth",
		"exchangecert.cause.stale_name":           "exchangecert.missing.list",
		"exchangecert.cause.no_service":           "exchangecert.missing.list",
		"exchangecert.cause.no_private_key":       "exchangecert.missing.store",
		"exchangecert.cause.status":               "exchangecert.missing.list",
		"exchangecert.cause.expired":              "exchangecert.missing.list",
		"exchangecert.cause.name_absent":          "exchangecert.missing.list",
		"exchangecert.cause.tls_not_enabled":      "exchangecert.missing.auth_mechanism",
		"exchangecert.cause.internal_undescribed": "exchangecert.missing.event_text",
		"exchangecert.cause.trust_no_service":     "exchangecert.missing.published",
		"exchangecert.cause.trust_no_key_access":  "exchangecert.missing.key_access",
		"exchangecert.cause.trust_names":          "exchangecert.missing.computer_names",
		"exchangecert.cause.trust_load_balancing": "exchangecert.missing.load_balancing",
		"exchangecert.cause.peer_no_tls":          "exchangecert.missing.other_end",
		"exchangecert.cause.untrusted_duplicate":  "exchangecert.missing.duplicates",
		"exchangecert.cause.presents_self_signed": "exchangecert.missing.list",
		"exchangecert.cause.servers_differ":       "exchangecert.missing.other_servers",
		"exchangecert.cause.not_selection":        "exchangecert.missing.protocols",
		"exchangecert.cause.tls_version":          "exchangecert.missing.protocols",
		"exchangecert.cause.issuer_list":          "exchangecert.missing.roots",
	}
	got := map[string]string{}
	for _, tt := range symptoms {
		for _, f := range exchangediag.Diagnose(exchangediag.Incident{Symptoms: []symptom.Row{tt.row}}).Causes {
			if len(f.Missing) > 0 {
				got[string(f.Code)] = string(f.Missing[0].Code)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestMissingTime: where the list and the connector were handed in, they are not
// asked for again: what is missing is the time.
func TestMissingTime(t *testing.T) {
	t.Parallel()
	incident := exchangediag.Incident{
		Symptoms:   []symptom.Row{{Event: symptom.Event{Provider: "MSExchangeTransport", ID: 12014}}},
		Server:     exchange.Server{Version: exchange.Exchange2016, Certificates: []exchange.Certificate{{Thumbprint: schannel.Thumbprint{1}, Services: exchange.SMTP}}},
		Connectors: []exchange.Connector{{Name: "Default EX1", FQDN: "mail.contoso.example"}},
	}
	asked := func() (codes []string) {
		for _, f := range exchangediag.Diagnose(incident).Causes {
			for _, p := range f.Missing {
				codes = append(codes, string(p.Code))
			}
		}
		return codes
	}
	require.Contains(t, asked(), "exchangecert.missing.failure_time")
	require.NotContains(t, asked(), "exchangecert.missing.list")
	incident.Connectors = nil
	require.Contains(t, asked(), "exchangecert.missing.list", "the connector is missing")
}

// TestRights: who may carry out what, and what it brings along.
func TestRights(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"exchangecert.remedy.trust_service":        "exchangecert.rights.view exchangecert.rights.certificates exchangecert.side.services_stay",
		"exchangecert.remedy.trust_key":            "exchangecert.rights.monitor",
		"exchangecert.remedy.trust_names":          "exchangecert.rights.view exchangecert.rights.monitor",
		"exchangecert.remedy.trust_load_balancing": "exchangecert.rights.computer",
		"exchangecert.remedy.untag":                "exchangecert.rights.settings exchangecert.rights.certificates exchangecert.side.outage",
		"exchangecert.remedy.peer_publish":         "exchangecert.rights.other_server",
	}
	got := map[string]string{}
	for _, tt := range symptoms {
		for _, f := range exchangediag.Diagnose(exchangediag.Incident{Symptoms: []symptom.Row{tt.row}}).Causes {
			for _, r := range f.Remedies {
				if want[string(r.Code)] == "" {
					continue
				}
				var words []string
				for _, p := range slices.Concat(r.Rights, r.SideEffects) {
					words = append(words, string(p.Code))
				}
				got[string(r.Code)] = strings.Join(words, " ")
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
