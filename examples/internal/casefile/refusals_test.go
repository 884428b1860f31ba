// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package casefile

// refusals is texts that are no cases: the code, the path, what
// stands at the place (empty: the start; "end"), and what the error says.
var refusals = []struct{ name, why, text, code, path, at, says string }{
	// What is no JSON (RFC 8259).
	{"empty", "RFC 8259, Section 2: a text is a value", ``, "diagnose.case.syntax", "case", "", "line 1, column 1: the text ends where an object belongs"},
	{"list", "the top is an object", `[]`, "diagnose.case.wrong_type", "case", "", "a list where an object belongs"},
	{"text", "RFC 8259, Section 2: literals are in lower case", `{"format": Null}`, "diagnose.case.syntax", "format", "Null", `"N" where a text belongs`},
	{"unclosed", "an object has an end", `{"format": "schannel-case/1"`, "diagnose.case.syntax", "case", "end", "the text ends where a comma or } belongs"},
	{"comma", "RFC 8259, Section 4: no comma stands behind the last member", head + `}`, "diagnose.case.syntax", "case", "}", "where the name of a field belongs"},
	{"colon", "RFC 8259, Section 4: a colon stands behind the name", `{"format" "schannel-case/1"}`, "diagnose.case.syntax", "format", `"schannel-case/1"`, "where a colon belongs"},
	{"comment", "JSON has no comments", "{/* */}", "diagnose.case.syntax", "case", "/* */", `"/" where the name of a field belongs`},
	{"list-comma", "RFC 8259, Section 5: no comma stands behind the last item", head + `"files": [{},]}`, "diagnose.case.syntax", "files[1]", "]}", `"]" where an object belongs`},
	{"list-end", "a list has an end", head + `"files": [{}}`, "diagnose.case.syntax", "files", "}", "where a comma or ] belongs"},
	{"zero", "RFC 8259, Section 6: no number begins with 0", head + `"trustlist":{"synthetic":{"names":012}}}`, "diagnose.case.syntax", "trustlist.synthetic.names", "012", "begins with 0"},
	{"minus", "RFC 8259, Section 6: a digit stands behind the minus", head + `"trustlist":{"synthetic":{"names":-}}}`, "diagnose.case.syntax", "trustlist.synthetic.names", "}}}", "where a digit belongs"},
	{"control", "RFC 8259, Section 7: control characters are escaped", head + "\"title\": \"a\nb\"}", "diagnose.case.syntax", "title", "\nb", "a control character in a text is not escaped"},
	{"escape", "RFC 8259, Section 7: there is no such escape", head + `"title": "\x41"}`, "diagnose.case.syntax", "title", `\x41`, "an escape sequence that JSON does not have"},
	{"hex", "RFC 8259, Section 7: four hexadecimal digits", head + `"title": "\u12g4"}`, "diagnose.case.syntax", "title", `g4`, "where a hexadecimal digit belongs"},
	{"quote", "a text has an end", head + `"title": "abc`, "diagnose.case.syntax", "title", `"abc`, "a text without an end"},
	{"word", "a value is no word", head + `"title": abc}`, "diagnose.case.syntax", "title", `abc}`, "where a text belongs"},

	// What is not UTF-8, or half a character.
	{"latin1", "RFC 8259, Section 8.1: UTF-8", head + "\"title\": \"M\xfcller\"}", "diagnose.case.encoding", "title", "\xfcller", "byte 0xfc is not UTF-8"},
	{"latin1-outside", "the same outside a text", head + "\xa0\"title\": \"\"}", "diagnose.case.encoding", "case", "\xa0", "byte 0xa0 is not UTF-8"},
	{"bom", "RFC 8259, Section 8.1: no byte order mark is written", "\xef\xbb\xbf{}", "diagnose.case.encoding", "case", "", "save the file as UTF-8 without one"},
	{"utf16", "the same of UTF-16, which old PowerShell writes", "\xff\xfe{\x00", "diagnose.case.encoding", "case", "", "the mark of UTF-16"},
	{"gzip", "a compressed file", "\x1f\x8b\x08", "diagnose.case.encoding", "case", "", "unpack it"},
	{"surrogate", "RFC 8259, Section 8.2: a lone surrogate is no character, and would be lost", head + `"title": "\ud83d"}`, "diagnose.case.encoding", "title", `\ud83d`, "half of a surrogate pair"},
	{"surrogates", "the second half is one too", head + `"title": "\ud83dx\ude00"}`, "diagnose.case.encoding", "title", `\ud83d`, "half of a surrogate pair"},
	{"low", "the second half alone", head + `"title": "\ude00"}`, "diagnose.case.encoding", "title", `\ude00`, "half of a surrogate pair"},

	// What is not the format.
	{"no-format", "the format must be there", `{"name": "x"}`, "diagnose.case.missing_field", "case", "", `the field "format" is missing`},
	{"other-format", "another version may mean something else by the same names", `{"format": "schannel-case/2", "news": 1}`, "diagnose.case.unknown_word", "format", `"schannel-case/2"`, `allowed are "schannel-case/1"`},
	{"report", "a report is no case", `{"format": "schannel-report/1"}`, "diagnose.case.unknown_word", "format", `"schannel-report/1"`, `"schannel-report/1"`},
	{"two", "one document", head + `"name": "a"} {}`, "diagnose.case.trailing", "case", "{}", "something follows the document"},
	{"unknown", "an unknown field is a mistake, or meant for another version", head + `"titel": 1}`, "diagnose.case.unknown_field", "titel", `"titel"`, "the fields here are format, name, title"},
	{"unknown-deep", "with its path", head + "\n\"trustlist\": {\"host\": {\"stores\": {\"site\": [{}, {},\n {\"foo\": 1}]}}}}", "diagnose.case.unknown_field", "trustlist.host.stores.site[2].foo", `"foo"`, "line 3, column 3: unknown field"},
	{"unknown-odd", "a hostile name does not break the path", head + "\"a.b\\u001b[31m\": 1}", "diagnose.case.unknown_field", `["a.b\x1b[31m"]`, `"a.b`, "unknown field"},
	{"unknown-empty", "nor does none", head + `"": 1}`, "diagnose.case.unknown_field", `["\"\""]`, `"": 1`, "unknown field"},
	{"upper", "encoding/json would take it", head + `"Title": "x"}`, "diagnose.case.unknown_field", "Title", `"Title"`, "unknown field"},
	{"long-s", "and this one, whose first letter folds to s", head + `"ſource": "x"}`, "diagnose.case.unknown_field", `["ſource"]`, `"ſource"`, "unknown field"},
	{"twice", "encoding/json would take the last", head + `"title": "a", "title": "b"}`, "diagnose.case.repeated_field", "title", `"title": "b"`, "the field stands twice"},
	{"twice-escaped", "the same field in other letters", head + `"title": "a", "t\u0069tle": "b"}`, "diagnose.case.repeated_field", "title", `"t\u0069tle"`, "the field stands twice"},
	{"columns", "columns are counted in characters", "{\"format\":\"schannel-case/1\",\n\"title\": \"日本\", \"foo\": 1}", "diagnose.case.unknown_field", "foo", `"foo"`, "line 2, column 16: "},

	// Values.
	{"number-for-text", "types are not converted", head + `"title": 5}`, "diagnose.case.wrong_type", "title", "5", "a number where a text belongs"},
	{"text-for-number", "nor the other way round", head + `"trustlist":{"synthetic":{"names":"5"}}}`, "diagnose.case.wrong_type", "trustlist.synthetic.names", `"5"`, "a text where a whole number belongs"},
	{"null-text", "null stands for lists and objects alone", head + `"title": null}`, "diagnose.case.wrong_type", "title", "null", "null where a text belongs"},
	{"null-number", "the same", head + `"trustlist":{"synthetic":{"names":null}}}`, "diagnose.case.wrong_type", "trustlist.synthetic.names", "null", "null where a whole number belongs"},
	{"null-item", "the same", head + `"files": [null]}`, "diagnose.case.wrong_type", "files[0]", "null", "null where an object belongs"},
	{"bool", "a truth value is no text", head + `"ems": {"resuming": "yes"}}`, "diagnose.case.wrong_type", "ems.resuming", `"yes"`, "a text where true or false belongs"},
	{"object", "a list of objects", head + `"files": ["a"]}`, "diagnose.case.wrong_type", "files[0]", `"a"`, "a text where an object belongs"},
	{"one-for-list", "one is not a list of one", head + `"files": {"name": "a"}}`, "diagnose.case.wrong_type", "files", `{"name"`, "an object where a list belongs"},
	{"fraction", "a count is whole", head + `"trustlist":{"synthetic":{"names":1.0}}}`, "diagnose.case.out_of_range", "trustlist.synthetic.names", "1.0", "1.0 is no whole number from 0 to 5000"},
	{"exponent", "and written in digits", head + `"trustlist":{"synthetic":{"names":1e3}}}`, "diagnose.case.out_of_range", "trustlist.synthetic.names", "1e3", "written in digits"},
	{"negative", "nothing is there less than not at all", head + `"trustlist":{"synthetic":{"names":-1}}}`, "diagnose.case.out_of_range", "trustlist.synthetic.names", "-1", "from 0 to 5000"},
	{"minus-zero", "encoding/json refuses it of some types only", head + `"trustlist":{"synthetic":{"seed":-0}}}`, "diagnose.case.out_of_range", "trustlist.synthetic.seed", "-0", "no whole number"},
	{"made-up", "a small case must not ask for a large list", head + `"trustlist":{"synthetic":{"bytes":1000000000}}}`, "diagnose.case.out_of_range", "trustlist.synthetic.bytes", "1000000000", "from 0 to 262144"},
	{"port", "16 bits", head + `"autodiscover":{"recording":{"exchanges":[{"answer":{"records":[{"port":65536}]}}]}}}`, "diagnose.case.out_of_range", "autodiscover.recording.exchanges[0].answer.records[0].port", "65536", "from 0 to 65535"},
	{"32-bits", "every machine reads the same", head + `"origin":[{"items":2147483648}]}`, "diagnose.case.out_of_range", "origin[0].items", "2147483648", "to 2147483647"},
	{"64-bits", "one more than fits", head + `"trustlist":{"synthetic":{"seed":18446744073709551616}}}`, "diagnose.case.out_of_range", "trustlist.synthetic.seed", "18446744073709551616", "to 18446744073709551615"},
	{"release", "an unknown text of an enumeration, with those allowed", head + `"trustlist":{"host":{"release":"server2008 r2"}}}`, "diagnose.case.unknown_word", "trustlist.host.release", `"server2008 r2"`, `"server2008r2"`},
	{"number-of-release", "what has no name is not taken by its number", head + `"trustlist":{"host":{"release":"0xfe"}}}`, "diagnose.case.unknown_word", "trustlist.host.release", `"0xfe"`, "unknown text"},
	{"truth", "letter by letter", head + `"trustlist":{"host":{"domain_member":"Yes"}}}`, "diagnose.case.unknown_word", "trustlist.host.domain_member", `"Yes"`, `"yes"`},
	{"version", "a version of TLS is a name, or a number that has none", head + `"trustlist":{"tls":"0x0303"}}`, "diagnose.case.unknown_word", "trustlist.tls", `"0x0303"`, `"TLS 1.2"`},
	{"registry-type", "a type that the registry does not have", head + `"trustlist":{"host":{"registry":[{"type":"DWORD","data":0}]}}}`, "diagnose.case.unknown_word", "trustlist.host.registry[0].type", `"DWORD"`, `"REG_DWORD"`},
	{"services", "what Exchange does not have", head + `"exchangecert":{"servers":[{"server":{"certificates":[{"services":"SMPT"}]}}]}}`, "diagnose.case.malformed", "exchangecert.servers[0].server.certificates[0].services", `"SMPT"`, `"SMPT" is not names joined by commas`},
	{"day", "there is no 31st of June", head + `"at": "2020-06-31T00:00:00Z"}`, "diagnose.case.malformed", "at", `"2020-06-31`, "is not a time in UTC"},
	{"date-alone", "a time is a whole one", head + `"at": "2020-06-30"}`, "diagnose.case.malformed", "at", `"2020-06-30"`, "is not a time in UTC"},
	{"zone", "times are in UTC", head + `"at": "2020-06-30T00:00:00+02:00"}`, "diagnose.case.malformed", "at", `"2020-06-30`, "is not a time in UTC"},
	{"dotnet-date", "what PowerShell makes of a time", head + `"at": "\/Date(1591000000000)\/"}`, "diagnose.case.malformed", "at", `"\/Date`, "is not a time in UTC"},
	{"odd-hex", "two digits a byte", head + `"trustlist":{"captured":"160"}}`, "diagnose.case.malformed", "trustlist.captured", `"160"`, "pairs of lower-case hexadecimal digits"},
	{"upper-hex", "one form of bytes", head + `"trustlist":{"captured":"16FE"}}`, "diagnose.case.malformed", "trustlist.captured", `"16FE"`, "pairs of lower-case hexadecimal digits"},
	{"base64", "and no other", head + `"trustlist":{"captured":"FgMBAA=="}}`, "diagnose.case.malformed", "trustlist.captured", `"FgMBAA=="`, "pairs of lower-case hexadecimal digits"},
	{"thumbprint", "40 digits, without blanks", head + `"trustlist":{"keep":["a9 99 3e 36 47 06 81 6a ba 3e 25 71 78 50 c2 6c 9c d0 d8 9d"]}}`, "diagnose.case.malformed", "trustlist.keep[0]", `"a9 99`, "40 lower-case hexadecimal digits"},
	{"connections", "two connections are compared, no more", head + `"ems":{"connections":[{},{},{}]}}`, "diagnose.case.too_many", "ems.connections[2]", `{}]`, "more than 2 items"},

	// Values of the registry: what the data is, the type says.
	{"dword-text", "a REG_DWORD is a number", head + `"trustlist":{"host":{"registry":[{"data":"1","type":"REG_DWORD"}]}}}`, "diagnose.case.wrong_type", "trustlist.host.registry[0].data", `"1"`, "a text where a whole number belongs"},
	{"no-type-text", "without a type it is one as well", head + `"trustlist":{"host":{"registry":[{"data":"1"}]}}}`, "diagnose.case.wrong_type", "trustlist.host.registry[0].data", `"1"`, "a text where a whole number belongs"},
	{"dword-large", "of 32 bits", head + `"trustlist":{"host":{"registry":[{"type":"REG_DWORD","data":4294967296}]}}}`, "diagnose.case.out_of_range", "trustlist.host.registry[0].data", "4294967296", "to 4294967295"},
	{"sz-number", "a REG_SZ is a text", head + `"trustlist":{"host":{"registry":[{"type":"REG_SZ","data":1}]}}}`, "diagnose.case.wrong_type", "trustlist.host.registry[0].data", "1}", "a number where a text belongs"},
	{"multi-sz-item", "a REG_MULTI_SZ is texts", head + `"trustlist":{"host":{"registry":[{"type":"REG_MULTI_SZ","data":["a", 1]}]}}}`, "diagnose.case.wrong_type", "trustlist.host.registry[0].data[1]", "1]", "a number where a text belongs"},
	{"binary", "a REG_BINARY is hexadecimal digits", head + `"trustlist":{"host":{"registry":[{"type":"REG_BINARY","data":"xy"}]}}}`, "diagnose.case.malformed", "trustlist.host.registry[0].data", `"xy"`, "hexadecimal"},
	{"unnamed-type", "so is a type without a name", head + `"trustlist":{"host":{"registry":[{"type":"0x1f","data":7}]}}}`, "diagnose.case.wrong_type", "trustlist.host.registry[0].data", "7", "a number where a text belongs"},
	{"data-object", "no type has an object", head + `"trustlist":{"host":{"registry":[{"data":{}}]}}}`, "diagnose.case.wrong_type", "trustlist.host.registry[0].data", "{}", "an object where"},
	{"no-data", "a value has data", head + `"trustlist":{"host":{"registry":[{"key":"k"}]}}}`, "diagnose.case.missing_field", "trustlist.host.registry[0]", `{"key"`, `the field "data" is missing`},

	// Certificates.
	{"no-certificate", "bytes that are no certificate", head + `"trustlist":{"client":[{"raw":"3000"}]}}`, "diagnose.case.unreadable", "trustlist.client[0].raw", `"3000"`, "tbsCertificate"},
	{"no-exchange-certificate", "the same of Exchange", head + `"exchangecert":{"servers":[{"sessions":[{"sent":[{"raw":"3000"}]}]}]}}`, "diagnose.case.unreadable", "exchangecert.servers[0].sessions[0].sent[0].raw", `"3000"`, "certificate"},
}
