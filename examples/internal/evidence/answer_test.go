// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// answered is a folder of natural artefacts, and what its report must hold.
// What is expected is written from the articles.
type answered struct {
	name  string
	files map[string]string
	flags []string
	must  []expected
	never []string // codes of findings and remedies
}

// expected is a finding with its certainty, or remedies in the order of the
// article.
type expected struct {
	code, certainty string
	remedies        []string
	why             string
}

// seeds is the articles' cases.
func seeds(t *testing.T) []answered {
	t.Helper()
	return append(seedsOfWindows(t), seedsOfExchange(t)...)
}

// seedsOfWindows is those whose cause is a computer's or a client's.
func seedsOfWindows(t *testing.T) []answered {
	t.Helper()
	files, chain := truncated(t, "root.reg")
	files["client.pem"] = chain
	return []answered{
		{
			name: "kb2464556", files: files, flags: []string{"release=server2008r2"},
			must: []expected{
				{"trustlist.list.truncated", "certain", nil, "Cause: the list is truncated as per the limits of Schannel; Windows Server 2008 R2: 0x4000 bytes"},
				{"trustlist.symptom.schannel_36885", "certain", nil, "Symptoms: event 36885 of Schannel, a warning"},
				{"trustlist.cause.cut", "likely", []string{
					"trustlist.remedy.remove_roots", "trustlist.remedy.enterprise_policy", "trustlist.remedy.send_no_list",
				}, "Cause; Workaround, methods 1 to 3"},
				{"trustlist.offer.cut", "undocumented", nil, "Cause: no authority matches its own list; which names are cut depends on an order that nobody documents"},
			},
			never: []string{"trustlist.list.fits", "ems.windows.cause.leading_zero", "exchangecert.cause.expired", "trustlist.remedy.issuers_store"},
		},
		{
			name: "kb4528489", flags: []string{"product=Windows 10 1809", "kb=KB4519338"},
			files: map[string]string{
				"system.xml": asEvent("System", "Schannel", 36887, 2, "2019-10-20T03:04:05.000000000Z", "<UserData><EventXML xmlns='LSA_NS'><AlertDesc>20</AlertDesc></EventXML></UserData>"),
				"error.txt":  "The request was aborted: Could not create SSL/TLS secure channel.\r\n",
			},
			must: []expected{
				{"ems.windows.alert.received", "certain", nil, "Symptoms: event 36887 with alert code 20"},
				{"ems.windows.host.enforces", "certain", nil, "Affected updates: KB4519338 is the cumulative update of version 1809"},
				{"ems.windows.cause.leading_zero", "insufficient-data", []string{
					"ems.windows.remedy.enable", "ems.windows.remedy.enable_other", "ems.windows.remedy.ask_vendor", "ems.windows.remedy.remove_dhe",
				}, "Next steps and administrators, item 1: what the other end does and the suite are asked for"},
			},
			never: []string{"trustlist.cause.cut", "exchangecert.cause.expired"},
		},
		{
			name: "kb2006728", files: untrusted(t),
			flags: []string{"product=Outlook 2007", "version=2010", "mail=user@corp.example", "site=Default-First-Site-Name", "joined=yes", "at=2009-11-13"},
			must: []expected{
				{"autodiscover.coexistence.redirects", "certain", nil, "Cause: the server of Exchange 2007 redirects to that of 2010"},
				{"autodiscover.prompt.untrusted", "certain", []string{
					"autodiscover.remedy.certificate", "autodiscover.remedy.trusted_root", "autodiscover.remedy.check_store", "autodiscover.remedy.check_self_signed",
				}, "Symptoms: issued by a company that is not trusted; Resolution; More information"},
				{"autodiscover.prompt.tolerance_lost", "certain", nil, "Cause: when the redirect occurs, the self-signed certificate is not trusted"},
				{"autodiscover.first.several", "undocumented", nil, "More information: the first one is probably that of 2007"},
			},
			never: []string{"autodiscover.prompt.date", "autodiscover.prompt.name", "exchangecert.cause.expired"},
		},
	}
}

// seedsOfExchange is those about certificates of Exchange.
func seedsOfExchange(t *testing.T) []answered {
	t.Helper()
	return []answered{
		{
			name: "events1037-2019",
			files: map[string]string{
				"application.xml": asEvent("Application", "MSExchangeTransport", 1037, 3, "2007-09-13T03:04:05.000000000Z", "") +
					asEvent("Application", "MSExchangeTransport", 2019, 3, "2007-09-13T03:04:06.000000000Z", ""),
				"servers.txt": expired(t)["servers.txt"],
			},
			must: []expected{
				{"exchangecert.cause.trust_no_service", "insufficient-data", nil, "first cause: SMTP is not enabled on the certificate"},
				{"exchangecert.cause.trust_no_key_access", "insufficient-data", nil, "second cause: Network Service cannot read the keys"},
				{"exchangecert.cause.trust_names", "insufficient-data", nil, "third cause: DNS or the name of the computer"},
				{"exchangecert.cause.trust_load_balancing", "insufficient-data", nil, "fourth cause: Network Load Balancing"},
			},
			never: []string{"exchangecert.cause.expired", "trustlist.cause.cut"},
		},
		{
			name: "kb953354", files: expired(t), flags: []string{"culture=en-US", "zone=UTC"},
			must: []expected{
				{"exchangecert.seen.no_certificate", "certain", nil, "Symptoms: event 12014"},
				{"exchangecert.seen.internal_expired", "certain", nil, "Symptoms: event 12015"},
				{"exchangecert.cause.expired", "likely", []string{
					"exchangecert.remedy.trusted", "exchangecert.remedy.renew_transport", "exchangecert.remedy.edge_subscription", "exchangecert.remedy.renew_client_access",
				}, "Cause; Workaround, in its order"},
				{"exchangecert.cause.internal_expired", "likely", nil, "Symptoms: event 12015 names the certificate"},
				{"exchangecert.expiry.client", "certain", nil, "Symptoms, item 3: OWA, POP3, IMAP4, ActiveSync, Outlook Anywhere"},
			},
			never: []string{"trustlist.cause.cut", "ems.windows.cause.leading_zero"},
		},
	}
}

// untrusted is the files of KB2006728 where it is known that the client's
// computer does not trust the certificate.
func untrusted(t *testing.T) map[string]string {
	t.Helper()
	files := redirected(t)
	files["cas2010.corp.example.pem"] += "trusted=no\n"
	return files
}

// TestAnswers holds that a folder gives what the article says, by flags and by
// evidence.json alike.
func TestAnswers(t *testing.T) {
	t.Parallel()
	for _, seed := range seeds(t) {
		t.Run(seed.name, func(t *testing.T) {
			t.Parallel()
			byFlags := answerOf(t, seed.files, seed.flags)
			vocabtest.Findings(t, byFlags.Findings)
			for _, e := range seed.must {
				holds(t, byFlags, e)
			}
			for _, f := range byFlags.Findings {
				require.NotContains(t, seed.never, string(f.Code))
				for _, r := range f.Remedies {
					require.NotContains(t, seed.never, string(r.Code))
				}
			}
			withFile := maps.Clone(seed.files)
			withFile["evidence.json"] = settingsOf(seed.flags)
			byFile := answerOf(t, withFile, nil)
			vocabtest.Equal(t, byFlags.Findings, byFile.Findings)
		})
	}
}

func answerOf(t *testing.T, files map[string]string, flags []string) diagnosis.Report {
	t.Helper()
	c, err := evidence.Collect([]string{folderOf(t, files)}, options(t, flags...))
	require.NoError(t, err)
	return diagnosis.Run(c)
}

// holds checks that a report has a finding, with its remedies in their order.
func holds(t *testing.T, r diagnosis.Report, e expected) {
	t.Helper()
	for _, f := range r.Findings {
		if string(f.Code) != e.code || f.Certainty.String() != e.certainty {
			continue
		}
		next := 0
		for _, remedy := range f.Remedies {
			if next < len(e.remedies) && string(remedy.Code) == e.remedies[next] {
				next++
			}
		}
		require.Equal(t, len(e.remedies), next, "%s: %s: remedies in the order of the article: %v", e.code, e.why, vocabtest.RemedyCodes(f.Remedies))
		return
	}
	t.Errorf("%s, %s: %s; there are %v", e.code, e.certainty, e.why, vocabtest.FindCodes(r.Findings))
}

// settingsOf writes flags as evidence.json.
func settingsOf(flags []string) string {
	var pairs []string
	for _, f := range flags {
		name, text, _ := strings.Cut(f, "=")
		pairs = append(pairs, `"`+name+`": "`+text+`"`)
	}
	return "{" + strings.Join(pairs, ", ") + "}"
}

// TestChangedEvidenceChangesTheAnswer turns one fact of a folder at a time.
func TestChangedEvidenceChangesTheAnswer(t *testing.T) {
	t.Parallel()
	all := seeds(t)
	few := authorities(t, 20)
	tests := []struct {
		seed   string
		change func(files map[string]string, flags []string) []string
		has    string
		hasNot string
		why    string
	}{
		{"kb2464556", func(files map[string]string, flags []string) []string {
			files["root.reg"] = asRegistry(systemCertificates+"ROOT", few...)
			return flags
		}, "trustlist.list.fits", "trustlist.list.truncated", "twenty names fit into 0x4000 bytes"},
		{"kb2464556", func(files map[string]string, _ []string) []string { return []string{"release=server2012"} }, "trustlist.host.silent", "trustlist.client.no_offer", "from 2012 on no list is sent unless it is turned on"},
		{"kb2464556", func(files map[string]string, flags []string) []string {
			files["schannel.reg"] = asValues(schannelOfWindows, map[string]uint32{"SendTrustedIssuerList": 0})
			return flags
		}, "trustlist.registry.send_not", "trustlist.client.no_offer", "Method 3 is done already"},
		{"kb4528489", func(files map[string]string, flags []string) []string {
			files["system.xml"] = strings.Replace(files["system.xml"], ">20<", ">40<", 1)
			return flags
		}, "ems.windows.alert.received", "ems.windows.cause.leading_zero", "alert 20 is that of the article"},
		{"kb2006728", func(files map[string]string, flags []string) []string {
			files["cas2010.corp.example.pem"] = strings.Replace(files["cas2010.corp.example.pem"], "trusted=no", "trusted=yes", 1)
			return flags
		}, "autodiscover.coexistence.redirects", "autodiscover.prompt.untrusted", "Resolution: installed among the trusted roots of the workstation"},
		{"kb953354", func(files map[string]string, _ []string) []string {
			return []string{"culture=en-US", "zone=UTC", "at=2008-06-01"}
		}, "exchangecert.seen.no_certificate", "exchangecert.expiry.client", "a year earlier the certificate had not expired"},
	}
	for _, tt := range tests {
		t.Run(tt.seed, func(t *testing.T) {
			t.Parallel()
			seed := all[slices.IndexFunc(all, func(s answered) bool { return s.name == tt.seed })]
			files := maps.Clone(seed.files)
			codes := vocabtest.FindCodes(answerOf(t, files, tt.change(files, seed.flags)).Findings)
			require.Contains(t, codes, tt.has, tt.why)
			require.NotContains(t, codes, tt.hasNot, tt.why)
		})
	}
}

// TestSeveralServers holds that each server has its own certificates, named
// after the folder that they stand in.
func TestSeveralServers(t *testing.T) {
	t.Parallel()
	second := func(text string) string { return strings.ReplaceAll(text, "HUB1", "HUB2") }
	hub := expired(t)
	for name, naming := range map[string]map[string]string{
		"servers":    {"servers.txt": hub["servers.txt"] + second(hub["servers.txt"])},
		"connectors": {"send.txt": hub["send.txt"] + second(strings.Replace(hub["send.txt"], ": Internal", ": Other", 2))},
	} {
		files := maps.Clone(naming)
		files["HUB1/certificates.txt"], files["HUB2/certificates.txt"] = hub["certificates.txt"], second(hub["certificates.txt"])
		c, err := evidence.Collect([]string{folderOf(t, files)}, options(t, "culture=en-US", "zone=UTC"))
		require.NoError(t, err)
		require.Len(t, c.Exchangecert.Servers, 2, name)
		for i, server := range []string{"HUB1", "HUB2"} {
			got := c.Exchangecert.Servers[i].Server
			require.Equal(t, server, got.Name, name)
			require.Equal(t, "CN="+server, got.Certificates[0].Subject)
			require.Equal(t, name == "servers", got.Version == exchange.Exchange2007SP1)
		}
	}
}
