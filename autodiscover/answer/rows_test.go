// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package answer_test

import "strings"

const (
	declaration = `<?xml version="1.0" encoding="utf-8"?>` + "\n"
	rootSpace   = `http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006`
	accountHead = `<Autodiscover xmlns="` + rootSpace + `"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account>`
	accountTail = `</Account></Response></Autodiscover>`
	soapHead    = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetUserSettingsResponseMessage xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover"><Response>`
	soapTail    = `</Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>`
)

// account is a POX answer with these elements in its account.
func account(elements string) string { return declaration + accountHead + elements + accountTail }

// soap is a SOAP answer with these elements in its response.
func soap(elements string) string { return soapHead + elements + soapTail }

// soapUser is a SOAP answer for a user.
func soapUser(elements string) string {
	return soap(`<ErrorCode>NoError</ErrorCode><ErrorMessage/><UserResponses><UserResponse>` + elements + `</UserResponse></UserResponses>`)
}

// bodyRow is a body that is an answer, and what it says.
type bodyRow struct {
	name, body string
	want       string   // action, then the target or the code
	codes      []string // of the findings
	why        string
}

var bodyRows = []bodyRow{
	{
		name: "settings", body: account(`<AccountType>email</AccountType><Action>settings</Action>`),
		want: "settings", why: "POX Autodiscover response for Exchange, the example with settings",
	},
	{
		name: "redirect to an address", body: account(`<Action>redirectAddr</Action><RedirectAddr>user@target.example</RedirectAddr>`),
		want: "redirect-address user@target.example", why: "MS-OXDSCLI, page 41e9fa78: the client starts again with RedirectAddr",
	},
	{
		name: "redirect to a URL", body: account(`<Action>redirectUrl</Action><RedirectUrl> https://b.example/autodiscover/autodiscover.xml </RedirectUrl>`),
		want: "redirect-url https://b.example/autodiscover/autodiscover.xml", why: "POX: Action: redirectUrl requires RedirectUrl",
	},
	{
		name: "redirect without its target", body: account(`<Action>redirectUrl</Action><RedirectAddr>a@b.example</RedirectAddr>`),
		want: "redirect-url", codes: []string{"autodiscover.answer.no_target"}, why: "POX: RedirectUrl is a required child where Action is redirectUrl",
	},
	{
		name: "an action nobody knows", body: account(`<Action>migrate</Action>`),
		want: "unspecified", codes: []string{"autodiscover.answer.action"}, why: "the guide: every action but settings is a redirect; EWS Managed API: an error",
	},
	{
		name: "error below Response", body: declaration + `<Autodiscover xmlns="` + rootSpace + `"><Response><Error Time="21:25:04.88" Id="4130155072"><ErrorCode>600</ErrorCode><Message>Invalid Request</Message><DebugData/></Error></Response></Autodiscover>`,
		want: "error 600", codes: []string{"autodiscover.pox.600"}, why: "POX Autodiscover response for Exchange, the example with error 600; Response has the namespace of the root there",
	},
	{
		name: "error below Account", body: account(`<Error><ErrorCode>500</ErrorCode><Message>x</Message></Error>`),
		want: "error 500", codes: []string{"autodiscover.answer.error_placement", "autodiscover.pox.500"}, why: "POX: Error names Account as the parent",
	},
	{
		name: "error below Action", body: declaration + `<Autodiscover xmlns="` + rootSpace + `"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006"><Action><Error><Status>1</Status><Message>The directory service could not be reached</Message></Error></Action></Response></Autodiscover>`,
		want: "error 1", codes: []string{"autodiscover.answer.mobile_sync", "autodiscover.answer.error_placement", "autodiscover.answer.unknown_code"}, why: "MS-ASCMD, Section 4.2.2",
	},
	{
		name: "redirect of Exchange ActiveSync", body: declaration + `<Autodiscover xmlns="` + rootSpace + `"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006"><Action><Redirect>a@b.example</Redirect></Action></Response></Autodiscover>`,
		want: "redirect-address a@b.example", codes: []string{"autodiscover.answer.mobile_sync"}, why: "MS-ASCMD: the redirect of Exchange ActiveSync is an element of Action",
	},
	{
		name: "settings of Exchange ActiveSync", body: declaration + `<Autodiscover xmlns="` + rootSpace + `"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006"><User/><Action><Settings><Server><Type>MobileSync</Type><Url>https://b.example/Microsoft-Server-ActiveSync</Url></Server></Settings></Action></Response></Autodiscover>`,
		want: "unspecified", codes: []string{"autodiscover.answer.mobile_sync"}, why: "MS-ASCMD: settings for a phone, in a schema for which Outlook does not ask",
	},
	{
		name: "an error beside settings", body: declaration + `<Autodiscover xmlns="` + rootSpace + `"><Response><Error><ErrorCode>601</ErrorCode></Error><Account><Action>settings</Action></Account></Response></Autodiscover>`,
		want: "error 601", codes: []string{"autodiscover.pox.601"}, why: "POX: Error: an answer that holds one is a refusal",
	},
	{
		name: "a protocol inside a protocol", body: account(`<Action>settings</Action><Protocol><Type>EXCH</Type><Protocol><Type>EXCH</Type></Protocol></Protocol>`),
		want: "settings", codes: []string{"autodiscover.answer.nested_protocol"}, why: "elements are read by where they stand",
	},
	{
		name: "namespace of the samples", body: declaration + strings.ReplaceAll(accountHead, "http:", "https:") + `<Action>settings</Action>` + accountTail,
		want: "settings", codes: []string{"autodiscover.answer.namespace_scheme"}, why: "the samples of the documentation have https:, servers http:",
	},
	{
		name: "unknown namespace", body: declaration + `<Autodiscover xmlns="urn:x"><Response><Account><Action>settings</Action></Account></Response></Autodiscover>`,
		want: "settings", codes: []string{"autodiscover.answer.namespace"}, why: "read by the names of the elements, and told",
	},
	{
		name: "no declaration", body: accountHead + `<Action>settings</Action>` + accountTail,
		want: "settings", codes: []string{"autodiscover.answer.undeclared"}, why: "EWS Managed API, AutodiscoverService.cs: its reader wants an XML declaration first",
	},
	{
		name: "EXCH twice", body: account(`<Action>settings</Action><Protocol><Type>EXCH</Type></Protocol><Protocol><Type>EXPR</Type></Protocol><Protocol><Type>EXCH</Type></Protocol>`),
		want: "settings", codes: []string{"autodiscover.answer.duplicate_protocol"}, why: "EWS Managed API, OutlookAccount.cs: one node of a type, or the call ends",
	},
	{
		name: "two types that the EWS Managed API does not know", body: account(`<Action>settings</Action><Protocol><Type>EXHTTP</Type></Protocol><Protocol Type="mapiHttp"/>`),
		want: "settings", codes: []string{"autodiscover.answer.duplicate_protocol"}, why: "EWS Managed API, OutlookProtocol.cs: EXCH, EXPR and WEB are known, every other type is one and the same",
	},
	{
		name: "protocols inside WEB", body: account(`<Action>settings</Action><Protocol><Type>WEB</Type><Internal><OWAUrl AuthenticationMethod="Basic, Fba">https://owa.example/owa</OWAUrl><Protocol><Type>EXCH</Type><ASUrl>https://ews.example/EWS/Exchange.asmx</ASUrl></Protocol></Internal></Protocol><Protocol><Type>EXCH</Type></Protocol>`),
		want: "settings", codes: []string{"autodiscover.answer.nested_protocol"}, why: "WinRb/autodiscover: real answers have EXCH inside WEB; it is no second EXCH of the account",
	},
	{
		name: "user settings", body: soapUser(`<ErrorCode>NoError</ErrorCode><UserSettings><UserSetting><Name>ExternalEwsUrl</Name><Value>https://ews.example/EWS/Exchange.asmx</Value></UserSetting></UserSettings>`),
		want: "settings NoError", why: "SOAP: ErrorCode: NoError at the level of the user",
	},
	{
		name: "user is redirected to a URL", body: soapUser(`<ErrorCode>RedirectUrl</ErrorCode><RedirectTarget>https://b.example/autodiscover/autodiscover.svc</RedirectTarget>`),
		want: "redirect-url https://b.example/autodiscover/autodiscover.svc", why: "handling Autodiscover error messages, Table 2: the response says NoError, the user RedirectUrl",
	},
	{
		name: "user is redirected to an address", body: soapUser(`<ErrorCode>RedirectAddress</ErrorCode><RedirectTarget>a@b.example</RedirectTarget>`),
		want: "redirect-address a@b.example", why: "handling Autodiscover error messages, Table 2",
	},
	{
		name: "user is unknown", body: soapUser(`<ErrorCode>InvalidUser</ErrorCode><ErrorMessage>x</ErrorMessage>`),
		want: "error InvalidUser", codes: []string{"autodiscover.soap.invalid_user"}, why: "SOAP: ErrorCode",
	},
	{
		name: "server is busy", body: soap(`<ErrorCode>ServerBusy</ErrorCode><ErrorMessage>x</ErrorMessage>`),
		want: "error ServerBusy", codes: []string{"autodiscover.soap.server_busy"}, why: "SOAP: ErrorCode at the level of the response",
	},
	{
		name: "a busy server with a user", body: soap(`<ErrorCode>ServerBusy</ErrorCode><UserResponses><UserResponse><ErrorCode>NoError</ErrorCode><UserSettings/></UserResponse></UserResponses>`),
		want: "error ServerBusy", codes: []string{"autodiscover.soap.server_busy"}, why: "SOAP: ErrorCode: an error of the whole response stands above those of users",
	},
	{
		name: "no user at all", body: soap(`<ErrorCode>NoError</ErrorCode><ApplicationUri>x</ApplicationUri>`),
		want: "settings NoError", why: "SOAP: ErrorCode: GetFederationInformation answers for no user",
	},
	{
		name: "a user below no code", body: soap(`<UserResponses><UserResponse><ErrorCode>InvalidUser</ErrorCode></UserResponse></UserResponses>`),
		want: "error InvalidUser", codes: []string{"autodiscover.soap.invalid_user"}, why: "SOAP: ErrorCode: the code of the user is one of its own",
	},
	{
		name: "domain is unknown", body: soap(`<ErrorCode>NoError</ErrorCode><DomainResponses><DomainResponse><ErrorCode>InvalidDomain</ErrorCode></DomainResponse></DomainResponses>`),
		want: "error InvalidDomain", codes: []string{"autodiscover.soap.invalid_domain"}, why: "SOAP: ErrorCode: GetDomainSettings has a code for each domain",
	},
	{
		name: "domain is redirected", body: soap(`<ErrorCode>NoError</ErrorCode><DomainResponses><DomainResponse><ErrorCode>RedirectUrl</ErrorCode><RedirectTarget>https://b.example/autodiscover/autodiscover.svc</RedirectTarget></DomainResponse></DomainResponses>`),
		want: "redirect-url https://b.example/autodiscover/autodiscover.svc", why: "SOAP: ErrorCode: RedirectUrl at the level of the domain",
	},
	{
		name: "a setting of a domain", body: soap(`<ErrorCode>NoError</ErrorCode><DomainResponses><DomainResponse><ErrorCode>NoError</ErrorCode><DomainSettingErrors><DomainSettingError><ErrorCode>InvalidSetting</ErrorCode><SettingName>x</SettingName></DomainSettingError></DomainSettingErrors></DomainResponse></DomainResponses>`),
		want: "settings NoError", codes: []string{"autodiscover.answer.settings_refused"}, why: "SOAP: ErrorCode: the third level",
	},
	{
		name: "a setting is not available", body: soapUser(`<ErrorCode>NoError</ErrorCode><UserSettingErrors><UserSettingError><ErrorCode>SettingIsNotAvailable</ErrorCode><ErrorMessage>x</ErrorMessage><SettingName>MobileMailboxPolicy</SettingName></UserSettingError></UserSettingErrors><UserSettings/>`),
		want: "settings NoError", codes: []string{"autodiscover.answer.settings_refused"}, why: "SOAP: ErrorCode: the third level",
	},
	{
		name: "two users", body: soap(`<ErrorCode>NoError</ErrorCode><UserResponses><UserResponse><ErrorCode>NoError</ErrorCode></UserResponse><UserResponse><ErrorCode>InvalidUser</ErrorCode></UserResponse></UserResponses>`),
		want: "settings NoError", codes: []string{"autodiscover.answer.other_users"}, why: "the EWS Managed API takes the first of one that it asked for; nothing is lost silently",
	},
	{
		name: "SOAP 1.1 fault", body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>`,
		want: "error s:Client", codes: []string{"autodiscover.soap.fault"}, why: "SOAP 1.1: faultcode and faultstring",
	},
	{
		name: "SOAP 1.2 fault", body: `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text>no</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>`,
		want: "error s:Sender", codes: []string{"autodiscover.soap.fault"}, why: "SOAP 1.2: Code and Reason",
	},
}

// refusedRow is a body that is no answer.
type refusedRow struct {
	name, body string
	code       string
	start      string
	why        string
}

var refusedRows = []refusedRow{
	{"empty", "", "autodiscover.answer.empty", "none", "a measured row of the EWS Managed API: it goes on"},
	{"blanks", " \r\n", "autodiscover.answer.empty", "none", "nothing but blanks is no document"},
	{"text", "It works!", "autodiscover.answer.text", "other", "a measured row of the EWS Managed API: it goes on"},
	{"HTML", "<html><body><p>hello<br></body></html>", "autodiscover.answer.html", "element", "a measured row of the EWS Managed API: the call ends; the page need not be well-formed"},
	{"HTML behind a comment", "<!-- x -->\n<HTML>", "autodiscover.answer.html", "element", "comments are passed over"},
	{"HTML with a doctype", "<!DOCTYPE html><html></html>", "autodiscover.answer.doctype", "other", "a measured row of the EWS Managed API: it goes on"},
	{"entity bomb", declaration + `<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><Autodiscover>&b;</Autodiscover>`, "autodiscover.answer.doctype", "declaration", "document type definitions are refused"},
	{"entity without a definition", declaration + accountHead + "&b;" + accountTail, "autodiscover.answer.malformed", "declaration", "XML knows five entities"},
	{"HTML behind a long comment", "<!-- " + strings.Repeat("x", 5_000) + " -->\n<html>", "autodiscover.answer.html", "element", "a comment may be of any length"},
	{"HTML and nothing else", "<html", "autodiscover.answer.html", "element", "the name is enough"},
	{"a doctype and nothing else", "<!DOCTYPE", "autodiscover.answer.doctype", "other", "the name is enough"},
	{"HTML behind a declaration", declaration + `<html xmlns="http://www.w3.org/1999/xhtml"/>`, "autodiscover.answer.html", "declaration", "XHTML has a declaration and is a page all the same"},
	{"a comment that does not end", "<!-- x", "autodiscover.answer.malformed", "other", "XML, a comment ends"},
	{"a declaration that does not end", `<?xml version="1.0"`, "autodiscover.answer.malformed", "declaration", "XML, a declaration ends"},
	{"a declaration and nothing else", declaration, "autodiscover.answer.malformed", "declaration", "XML, a document has an element"},
	{"a tab in the declaration", "<?xml\tversion=\"1.0\"?><html>", "autodiscover.answer.html", "declaration", "XML, white space is a blank, a tab, a return or a line feed"},
	{"a return in the declaration", "<?xml\rversion=\"1.0\"?><html>", "autodiscover.answer.html", "declaration", "XML, white space"},
	{"a line feed in the declaration", "<?xml\nversion=\"1.0\"?><html>", "autodiscover.answer.html", "declaration", "XML, white space"},
	{"another instruction", "<?xml-stylesheet href=\"x\"?><a/>", "autodiscover.answer.malformed", "other", "XML, the name of the declaration is xml"},
	{"JSON", `{"Protocol":"Ews","Url":"https://x.example/EWS/Exchange.asmx"}`, "autodiscover.answer.json", "other", "Autodiscover V2 answers so"},
	{"cut off", declaration + accountHead, "autodiscover.answer.malformed", "declaration", "XML, end of the document"},
	{"two roots", declaration + "<Autodiscover/><Autodiscover/>", "autodiscover.answer.malformed", "declaration", "XML, one element at the top"},
	{"a request", declaration + `<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request/></Autodiscover>`, "autodiscover.answer.root", "declaration", "Response is what an answer has"},
	{"another format", declaration + "<Events/>", "autodiscover.answer.root", "declaration", "the root is neither Autodiscover nor Envelope"},
	{"an envelope without a body", `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>`, "autodiscover.answer.root", "element", "SOAP: Body is required"},
	{"declaration too late", " " + declaration + "<Autodiscover/>", "autodiscover.answer.malformed", "other", "XML, a declaration stands at the very beginning"},
	{"deep", declaration + strings.Repeat("<a>", 500), "autodiscover.answer.too_deep", "declaration", "the cap of this package"},
	{"as large as may be", strings.Repeat(" ", 4<<20), "autodiscover.answer.empty", "none", "the cap of this package"},
	{"many elements", declaration + "<a>" + strings.Repeat("<b/>", 20_000) + "</a>", "autodiscover.answer.too_deep", "declaration", "the cap of this package"},
	{"as many elements as may be", declaration + "<a>" + strings.Repeat("<b/>", 19_999) + "</a>", "autodiscover.answer.root", "declaration", "the cap of this package"},
	{"large", strings.Repeat(" ", 4<<20+1), "autodiscover.answer.too_large", "none", "the cap of this package"},
}
