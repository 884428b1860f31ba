// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package answer_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func ExampleParse() {
	r, err := answer.Parse([]byte(`<?xml version="1.0"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
  <Response>
    <Error Time="21:25:04" Id="4130155072"><ErrorCode>600</ErrorCode><Message>Invalid Request</Message></Error>
  </Response>
</Autodiscover>`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Action, r.Error.Code)
	for _, f := range r.Findings {
		fmt.Println(f.Text)
	}
	// Output:
	// error 600
	// Error 600: the server did not understand the request; a healthy server answers so to a browser that opens the address.
}

func ExampleStartOf() {
	fmt.Println(answer.StartOf([]byte("<html>")), answer.StartOf([]byte("<!DOCTYPE html>")))
	// Output: element other
}

func TestParse(t *testing.T) {
	t.Parallel()
	for _, row := range bodyRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			r, err := answer.Parse([]byte(row.body))
			require.NoError(t, err, row.why)
			got := strings.TrimSpace(r.Action.String() + " " + r.Target)
			if r.Target == "" {
				got = strings.TrimSpace(got + " " + r.Error.Code)
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
			vocabtest.Equal(t, row.codes, vocabtest.FindCodes(r.Findings))
			vocabtest.Findings(t, r.Findings)
		})
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for _, row := range refusedRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			r, err := answer.Parse([]byte(row.body))
			if !errors.Is(err, &schannel.Error{Code: schannel.Code(row.code)}) {
				t.Errorf("%s: %v, want %s", row.why, err, row.code)
			}
			vocabtest.Equal(t, answer.Response{}, r)
			if got := answer.StartOf([]byte(row.body)).String(); got != row.start {
				t.Errorf("begins with %s, want %s", got, row.start)
			}
		})
	}
}

// TestEveryPrefixIsRefused: what is cut off gives nothing partial.
func TestEveryPrefixIsRefused(t *testing.T) {
	t.Parallel()
	body := account(`<Action>settings</Action>`)
	for i := range len(body) {
		if r, err := answer.Parse([]byte(body[:i])); err == nil {
			t.Fatalf("%d bytes give %v", i, r)
		}
	}
}

func TestUTF16(t *testing.T) {
	t.Parallel()
	var body []byte
	for _, u := range utf16.Encode([]rune("\ufeff" + strings.Replace(account(`<Action>settings</Action>`), "utf-8", "utf-16", 1))) {
		body = append(body, byte(u), byte(u>>8))
	}
	r, err := answer.Parse(body)
	require.NoError(t, err)
	if r.Action != answer.Settings || !r.Declared {
		t.Errorf("%v", r)
	}
}

func TestProtocols(t *testing.T) {
	t.Parallel()
	r, err := answer.Parse([]byte(account(`<Action>settings</Action>
<Protocol><Type>EXPR</Type><Server>mail.corp.example</Server><AuthPackage>Ntlm</AuthPackage><CertPrincipalName>msstd:*.corp.example</CertPrincipalName><EcpUrl-um>?p=x</EcpUrl-um></Protocol>
<Protocol><Type>WEB</Type><External><OWAUrl>https://owa.example/owa</OWAUrl><Protocol><Type>EXPR</Type><ASUrl>https://ews.example/x</ASUrl></Protocol></External></Protocol>
<Protocol Type="mapiHttp" Version="1"><MailStore><InternalUrl>https://m.example/mapi</InternalUrl></MailStore></Protocol>`)))
	require.NoError(t, err)
	vocabtest.Equal(t, []answer.Protocol{
		{
			Type: "EXPR", Server: "mail.corp.example", AuthPackage: "Ntlm", CertPrincipalName: "msstd:*.corp.example",
			URLs: []answer.Setting{{Name: "EcpUrl-um", Value: "?p=x"}},
		},
		{
			Type: "WEB", URLs: []answer.Setting{{Name: "External.OWAUrl", Value: "https://owa.example/owa"}},
			Inner: []answer.Protocol{{Type: "EXPR", Place: "External", URLs: []answer.Setting{{Name: "ASUrl", Value: "https://ews.example/x"}}}},
		},
		{Type: "mapiHttp", URLs: []answer.Setting{{Name: "MailStore.InternalUrl", Value: "https://m.example/mapi"}}},
	}, r.Protocols)
}

// TestPrincipal: POX: CertPrincipalName: msstd: and the server where the
// element is missing; none means that the name is not compared.
func TestPrincipal(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		protocol answer.Protocol
		name     string
		compared bool
	}{
		{answer.Protocol{Server: "mail.corp.example"}, "mail.corp.example", true},
		{answer.Protocol{Server: "mail.corp.example", CertPrincipalName: "none"}, "", false},
		{answer.Protocol{Server: "mail.corp.example", CertPrincipalName: "msstd:*.corp.example"}, "*.corp.example", true},
		{answer.Protocol{CertPrincipalName: "MSSTD:x.example"}, "x.example", true},
		{answer.Protocol{CertPrincipalName: "mail.corp.example"}, "mail.corp.example", true},
		{answer.Protocol{CertPrincipalName: "msstd:"}, "", false},
		{answer.Protocol{}, "", false},
	} {
		if name, compared := row.protocol.Principal(); name != row.name || compared != row.compared {
			t.Errorf("%v: %q %v, want %q %v", row.protocol, name, compared, row.name, row.compared)
		}
	}
}

// TestMeaning: MS-OXDSCLI, page 713ef4f4, and the page on the codes of SOAP.
func TestMeaning(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ code, rule string }{
		{"500", "autodiscover.pox.500"},
		{"501", "autodiscover.pox.501"},
		{"600", "autodiscover.pox.600"},
		{"601", "autodiscover.pox.601"},
		{"602", "autodiscover.pox.602"},
		{"603", "autodiscover.pox.603"},
		{"604", "autodiscover.answer.unknown_code"},
		{"NoError", "autodiscover.soap.no_error"},
		{"RedirectAddress", "autodiscover.soap.redirect_address"},
		{"RedirectUrl", "autodiscover.soap.redirect_url"},
		{"InvalidUser", "autodiscover.soap.invalid_user"},
		{"InvalidRequest", "autodiscover.soap.invalid_request"},
		{"InvalidSetting", "autodiscover.soap.invalid_setting"},
		{"SettingIsNotAvailable", "autodiscover.soap.setting_is_not_available"},
		{"ServerBusy", "autodiscover.soap.server_busy"},
		{"InvalidDomain", "autodiscover.soap.invalid_domain"},
		{"NotFederated", "autodiscover.soap.not_federated"},
		{"InternalServerError", "autodiscover.soap.internal_server_error"},
	} {
		f := answer.Meaning(row.code)
		if string(f.Code) != row.rule {
			t.Errorf("%s: %s, want %s", row.code, f.Code, row.rule)
		}
		vocabtest.Findings(t, []schannel.Finding{f})
	}
}

// TestMemory is not parallel: it counts what the process allocates.
func TestMemory(t *testing.T) {
	for _, body := range []string{
		declaration + accountHead + strings.Repeat("<Protocol/>", 90_000) + accountTail,
		declaration + accountHead + strings.Repeat("<Protocol/>", 19_000) + accountTail,
		soapUser("<UserSettings>" + strings.Repeat("<UserSetting><Name>a</Name></UserSetting>", 9_000) + "</UserSettings>"),
		account("<Action>" + strings.Repeat("a<!---->", 400_000) + "</Action>"),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _ = answer.Parse([]byte(body))
		runtime.ReadMemStats(&after)
		if most := uint64(16*len(body) + 64<<20); after.TotalAlloc-before.TotalAlloc > most {
			t.Errorf("%d bytes allocate %d, more than %d", len(body), after.TotalAlloc-before.TotalAlloc, most)
		}
	}
}

// TestNamespace: the first namespace that does not belong there is named, and
// none as a hyphen.
func TestNamespace(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`<Autodiscover xmlns="urn:x"><Response xmlns="urn:y"/></Autodiscover>`: "urn:x",
		`<Autodiscover><Response/></Autodiscover>`:                             "-",
	} {
		r, err := answer.Parse([]byte(declaration + body))
		require.NoError(t, err)
		require.Equal(t, []string{"autodiscover.answer.namespace"}, vocabtest.FindCodes(r.Findings))
		require.Equal(t, want, r.Findings[0].Args[0].Value)
	}
}

// TestDuplicate: the second protocol of a type is named, a type that is not
// there as a hyphen.
func TestDuplicate(t *testing.T) {
	t.Parallel()
	for protocols, want := range map[string]string{
		"<Protocol><Type>EXCH</Type></Protocol><Protocol><Type>WEB</Type></Protocol><Protocol><Type>EXCH</Type></Protocol><Protocol><Type>WEB</Type></Protocol>": "EXCH",
		"<Protocol><Type>a</Type></Protocol><Protocol><Type>b</Type></Protocol>":                                                                                 "b",
		"<Protocol/><Protocol/><Protocol><Type>a</Type></Protocol>":                                                                                              "-",
	} {
		r, err := answer.Parse([]byte(account("<Action>settings</Action>" + protocols)))
		require.NoError(t, err)
		require.Equal(t, []string{"autodiscover.answer.duplicate_protocol"}, vocabtest.FindCodes(r.Findings))
		require.Equal(t, want, r.Findings[0].Args[0].Value)
	}
}

func ExampleMeaning() {
	f := answer.Meaning("ServerBusy")
	fmt.Println(f.Code, f.Severity)
	fmt.Println(f.Text)
	// Output:
	// autodiscover.soap.server_busy warning
	// Code ServerBusy: the server is overloaded; the same request may succeed later.
}

func ExampleProtocol_Principal() {
	name, compared := answer.Protocol{Type: "EXPR", Server: "mail.corp.example", CertPrincipalName: "msstd:*.corp.example"}.Principal()
	fmt.Println(name, compared)
	// Output: *.corp.example true
}

// TestActionNobodyKnows: Microsoft's guide takes every action but settings for
// a redirect, the EWS Managed API takes this one for an error.
func TestActionNobodyKnows(t *testing.T) {
	t.Parallel()
	r, err := answer.Parse([]byte(account(`<Action>migrate</Action>`)))
	require.NoError(t, err)
	require.Equal(t, []schannel.Code{
		"autodiscover.answer.outcome_redirect", "autodiscover.answer.outcome_error", "autodiscover.answer.settle_watch",
	}, vocabtest.PhraseCodes(r.Findings, "autodiscover.answer.action"))
}
