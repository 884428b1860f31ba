// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom_test

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
)

// utf16With writes text with a byte order mark.
func utf16With(order binary.AppendByteOrder, text string) []byte {
	out := order.AppendUint16(nil, 0xfeff)
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

type flaw struct {
	Code   schannel.Code
	Offset int
}

func read(t *testing.T, input []byte) (rows []symptom.Row, flaws []flaw) {
	t.Helper()
	for row, err := range symptom.ReadLenient(input) {
		if err == nil {
			rows = append(rows, row)
			continue
		}
		fault, ok := err.(*schannel.Error) //nolint:errorlint // the reader promises this very type
		require.True(t, ok)
		require.True(t, row.IsZero())
		flaws = append(flaws, flaw{fault.Code, fault.Offset})
	}
	return rows, flaws
}

type readRow struct {
	name  string
	why   string
	input []byte
	want  []symptom.Row
	flaws []flaw
}

func testRead(t *testing.T, rows []readRow) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, flaws := read(t, row.input)
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("%s: rows (-want +got):\n%s", row.why, diff)
			}
			if diff := cmp.Diff(row.flaws, flaws); diff != "" {
				t.Errorf("%s: defects (-want +got):\n%s", row.why, diff)
			}
		})
	}
}

func events(all ...symptom.Event) []symptom.Row {
	rows := []symptom.Row{}
	for _, e := range all {
		rows = append(rows, symptom.Row{Event: e})
	}
	return rows
}

const (
	namespace = `xmlns='http://schemas.microsoft.com/win/2004/08/events/event'`
	received  = "A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 40."
)

// inXML is an event as wevtutil prints it.
func inXML(data, rendered string) string {
	return `<Event ` + namespace + `><System><Provider Name='Schannel' Guid='{1F678132}'/><EventID>36887</EventID><Version>0</Version><Level>2</Level><Task>0</Task><Opcode>0</Opcode>` +
		`<Keywords>0x8000000000000000</Keywords><TimeCreated SystemTime='2019-11-12T08:09:10.1234567Z'/><EventRecordID>4711</EventRecordID><Correlation/><Execution ProcessID='700' ThreadID='7'/>` +
		`<Channel>System</Channel><Computer>web.corp.example</Computer><Security UserID='S-1-5-18'/></System>` + data + rendered + `</Event>`
}

// asXML is what inXML says.
func asXML() symptom.Event {
	return symptom.Event{
		Log: "System", Provider: "Schannel", ID: 36887, Record: 4711, Level: schannel.LevelError, Computer: "web.corp.example",
		Time: time.Date(2019, 11, 12, 8, 9, 10, 123456700, time.UTC),
		Data: []symptom.Field{{Name: "AlertDesc", Value: "40"}},
		Other: []symptom.Field{
			{Name: "Provider/Guid", Value: "{1F678132}"},
			{Name: "Version", Value: "0"},
			{Name: "Task", Value: "0"},
			{Name: "Opcode", Value: "0"},
			{Name: "Keywords", Value: "0x8000000000000000"},
			{Name: "Execution/ProcessID", Value: "700"},
			{Name: "Execution/ThreadID", Value: "7"},
			{Name: "Security/UserID", Value: "S-1-5-18"},
		},
	}
}

func with(change func(*symptom.Event)) symptom.Event {
	e := asXML()
	change(&e)
	return e
}

// TestReadXML follows the event schema (Microsoft Learn, "Event Schema"):
// EventType, SystemPropertiesType, EventDataType, RenderingInfoType.
func TestReadXML(t *testing.T) {
	t.Parallel()
	named := `<EventData><Data Name='AlertDesc'>40</Data></EventData>`
	rendered := `<RenderingInfo Culture='en-US'><Message>` + received + `</Message><Level>Error</Level><Keywords/></RenderingInfo>`
	one := inXML(named, "")
	testRead(t, []readRow{
		{"one", "named data", []byte(one), events(asXML()), nil},
		{"many-without-root", "wevtutil qe prints one behind the other", []byte(one + "\r\n" + one), events(asXML(), asXML()), nil},
		{"with-root", "the Event Viewer saves a declaration and a root", []byte(`<?xml version="1.0" encoding="utf-8" standalone="yes"?>` + "\n<Events>" + one + one + "</Events>"), events(asXML(), asXML()), nil},
		{"utf-16", "a declaration of UTF-16 holds for the bytes, not for the decoded text", utf16With(binary.LittleEndian, `<?xml version="1.0" encoding="utf-16"?>`+one), events(asXML()), nil},
		{"utf-16-big-endian", "the mark says which order", utf16With(binary.BigEndian, one), events(asXML()), nil},
		{"shell", "ToXml behind what else a window shows", []byte("PS C:\\> Get-WinEvent | % ToXml\n" + one + "\n" + one + "\n"), append([]symptom.Row{{Text: "PS C:\\> Get-WinEvent | % ToXml"}}, events(asXML(), asXML())...), nil},
		{"rendered", "message with its language", []byte(inXML(named, rendered)), events(with(func(e *symptom.Event) {
			e.Message, e.Language = received, "en-US"
			e.Other = append(e.Other, symptom.Field{Name: "RenderingInfo/Level", Value: "Error"})
		})), nil},
		{"positional", "classic events have data without names, and bytes", []byte(inXML(`<EventData><Data>40</Data><Data>960</Data><Binary>00FF</Binary></EventData>`, "")), events(with(func(e *symptom.Event) {
			e.Data = []symptom.Field{{Value: "40"}, {Value: "960"}}
			e.Other = append(e.Other, symptom.Field{Name: "EventData/Binary", Value: "00FF"})
		})), nil},
		{"user-data", "data in an element of the provider's own", []byte(inXML(`<UserData><EventXML xmlns='LSA_NS'><AlertDesc>40</AlertDesc><ErrorState></ErrorState></EventXML></UserData>`, "")), events(with(func(e *symptom.Event) {
			e.Data = nil
			e.UserData = []symptom.Field{{Name: "AlertDesc", Value: "40"}, {Name: "ErrorState"}}
		})), nil},
		{"qualifiers", "the upper half of the number", []byte(strings.Replace(one, "<EventID>", "<EventID Qualifiers='49152'>", 1)), events(with(func(e *symptom.Event) { e.Qualifiers = 49152 })), nil},
		{"audit-failure", "winmeta.xml: bit 52 of the keywords", []byte(`<Event><System><EventID>6273</EventID><Level>0</Level><Keywords>0x8010000000000000</Keywords></System></Event>`), events(symptom.Event{
			ID: 6273, Level: schannel.LevelAuditFailure,
			Other: []symptom.Field{{Name: "Level", Value: "0"}, {Name: "Keywords", Value: "0x8010000000000000"}},
		}), nil},
		{"information", "winmeta.xml: level 4 is win:Informational", []byte(`<Event><System><EventID>36880</EventID><Level>4</Level></System></Event>`), events(symptom.Event{ID: 36880, Level: schannel.LevelInformation}), nil},
		{"critical", "a level without a name here keeps its number", []byte(`<Event><System><EventID>41</EventID><Level>1</Level></System></Event>`), events(symptom.Event{ID: 41, Other: []symptom.Field{{Name: "Level", Value: "1"}}}), nil},
		{"odd-time", "what is no time stays a text", []byte(`<Event><System><EventID>1</EventID><TimeCreated SystemTime='yesterday'/></System></Event>`), events(symptom.Event{ID: 1, Date: "yesterday"}), nil},
		{"broken-between", "reading goes on at the next event", []byte(one + `<Event><System><EventID>1</EventID><a b=></System></Event>` + one), append(append(events(asXML()), symptom.Row{Event: symptom.Event{ID: 1}}), events(asXML())...), []flaw{{"symptom.rows.xml", len(one) + 35}}},
		{"breaks-off", "what was read stays", []byte(`<Events><Event><System><EventID>36887</EventID>`), events(symptom.Event{ID: 36887}), []flaw{{"symptom.rows.xml", 47}}},
		{"offset-in-utf-16", "offsets count bytes of the file", utf16With(binary.LittleEndian, `<Event><System></Event>`), nil, []flaw{{"symptom.rows.xml", 2 + 2*15}}},
		{"control-character", "XML has none; the event breaks off there", []byte("<Event><System><EventID>1</EventID></System><EventData><Data>\x01</Data></EventData></Event>" + one), append(events(symptom.Event{ID: 1}), events(asXML())...), []flaw{{"symptom.rows.xml", 61}}},
		{"doctype", "refused, and so are its entities", []byte(`<!DOCTYPE a [<!ENTITY b "c">]>` + one), events(asXML()), []flaw{{"symptom.rows.xml", 0}}},
		{"entity", "XML has five", []byte(`<Event><System><EventID>1</EventID></System><EventData><Data>&b;</Data></EventData></Event>`), events(symptom.Event{ID: 1}), []flaw{{"symptom.rows.xml", 61}}},
		{"windows-1252", "the code page of a console is told, and numbers are read", []byte("<Event><System><EventID>1</EventID></System><RenderingInfo Culture='de-DE'><Message>f\xfcr</Message></RenderingInfo></Event>"), events(symptom.Event{ID: 1, Message: "für", Language: "de-DE"}), []flaw{{"symptom.rows.encoding", 85}}},
		{"too-many", "an event is bounded", []byte(`<Event><System><EventID>1</EventID></System><EventData>` + strings.Repeat("<Data/>", 1025) + `</EventData></Event>`), events(symptom.Event{ID: 1, Data: make([]symptom.Field, 1024)}), []flaw{{"symptom.rows.long", 0}}},
		{"other-xml", "XML without events", []byte(`<Objs Version="1.1.0.1"><S>x</S></Objs>`), nil, []flaw{{"symptom.rows.foreign", 0}}},
	})
}

// other makes fields of names and values.
func other(pairs ...string) []symptom.Field {
	var fields []symptom.Field
	for i := 0; i < len(pairs); i += 2 {
		fields = append(fields, symptom.Field{Name: pairs[i], Value: pairs[i+1]})
	}
	return fields
}

// TestReadEventText has the texts of events as programs and articles print
// them; the Japanese ones have the labels of KB2464556 and KB953354 in Japanese.
func TestReadEventText(t *testing.T) {
	t.Parallel()
	copied := "Log Name:      System\r\nSource:        Schannel\r\nDate:          11/12/2019 9:09:10 AM\r\nEvent ID:      36887\r\nTask Category: None\r\nLevel:         Error\r\nKeywords:      \r\nUser:          SYSTEM\r\nComputer:      web.corp.example\r\nDescription:\r\n" + received + "\r\n"
	viewer := symptom.Event{
		Log: "System", Provider: "Schannel", ID: 36887, Level: schannel.LevelError, Date: "11/12/2019 9:09:10 AM", Computer: "web.corp.example", Message: received,
		Other: other("Task Category", "None", "User", "SYSTEM"),
	}
	merged := asXML()
	merged.Message = received
	testRead(t, []readRow{
		{"viewer", "the Event Viewer's copy", []byte(copied), events(viewer), nil},
		{"viewer-twice", "the next begins with its first label", []byte(copied + copied), events(viewer, viewer), nil},
		{"viewer-with-xml", "the copy holds the same event as XML", []byte(copied + "Event Xml:\r\n" + strings.ReplaceAll(inXML(`<EventData><Data Name='AlertDesc'>40</Data></EventData>`, ""), "><", ">\r\n<") + "\r\n" + copied), append(events(merged), events(viewer)...), nil},
		{"viewer-xml-german", "whatever the label of the XML is", []byte("Protokollname: System\nQuelle: Schannel\nEreignis-ID: 36887\nBeschreibung:\nText.\nEreignis-XML:\n" + inXML("", "")), events(with(func(e *symptom.Event) { e.Data, e.Message = nil, "Text." })), nil},
		{"viewer-japanese", "labels of Windows Vista and later", []byte("ログの名前:         System\nソース:           Schannel\n日付:            2019/11/12 9:09:10\nイベント ID:       36888\nタスクのカテゴリ:      なし\nレベル:           エラー\nキーワード:         \nユーザー:          SYSTEM\nコンピューター:       web.corp.example\n説明:\n致命的な警告が生成されました。\n"), events(symptom.Event{
			Log: "System", Provider: "Schannel", ID: 36888, Level: schannel.LevelError, Date: "2019/11/12 9:09:10", Computer: "web.corp.example", Message: "致命的な警告が生成されました。",
			Other: other("Task Category", "なし", "User", "SYSTEM"),
		}), nil},
		{"viewer-german", "labels of Windows Vista and later", []byte("Protokollname: System\nQuelle:        Schannel\nDatum:         12.11.2019 09:09:10\nEreignis-ID:   36887\nAufgabenkategorie:Keine\nEbene:         Fehler\nSchlüsselwörter:\nBenutzer:      SYSTEM\nComputer:      web.corp.example\nBeschreibung:\nEs wurde eine schwerwiegende Warnung empfangen: 40.\n"), events(symptom.Event{
			Log: "System", Provider: "Schannel", ID: 36887, Level: schannel.LevelError, Date: "12.11.2019 09:09:10", Computer: "web.corp.example", Message: "Es wurde eine schwerwiegende Warnung empfangen: 40.",
			Other: other("Task Category", "Keine", "User", "SYSTEM"),
		}), nil},
		{"message-of-many-lines", "labels within a message are its own", []byte("Log Name: Security\nSource: Microsoft-Windows-Security-Auditing\nEvent ID: 6273\nLevel: Information\nKeywords: Audit Failure\nDescription:\nNetwork Policy Server denied access to a user.\n\nUser:\n\tSecurity ID:\t\tNULL SID\nReason Code: 266\n"), events(symptom.Event{
			Log: "Security", Provider: "Microsoft-Windows-Security-Auditing", ID: 6273, Level: schannel.LevelAuditFailure,
			Message: "Network Policy Server denied access to a user.\n\nUser:\nSecurity ID:\t\tNULL SID\nReason Code: 266",
			Other:   other("Keywords", "Audit Failure"),
		}), nil},
		{"wevtutil", "an index before each event; the message goes up to the next", []byte("Event[0]:\n  Log Name: System\n  Source: Schannel\n  Date: 2019-11-12T09:09:10.123\n  Event ID: 36887\n  Task: N/A\n  Level: Error\n  Opcode: Info\n  Keyword: N/A\n  User: S-1-5-18\n  User Name: NT AUTHORITY\\SYSTEM\n  Computer: web\n  Description: \n" + received + "\n\nEvent[1]\n  Log Name: System\n  Source: Schannel\n  Date: 2019-11-12T09:09:10.1230000Z\n  Event ID: 36888\n"), events(symptom.Event{
			Log: "System", Provider: "Schannel", ID: 36887, Level: schannel.LevelError, Date: "2019-11-12T09:09:10.123", Computer: "web", Message: received,
			Other: other("Task", "N/A", "OpCode", "Info", "Keywords", "N/A", "User", "S-1-5-18", "User Name", `NT AUTHORITY\SYSTEM`),
		}, symptom.Event{Log: "System", Provider: "Schannel", ID: 36888, Time: time.Date(2019, 11, 12, 9, 9, 10, 123000000, time.UTC)}), nil},
	})
}

func TestReadLists(t *testing.T) {
	t.Parallel()
	testRead(t, []readRow{
		{"get-winevent", "a list of PowerShell breaks the message at the width of the window", []byte("\n\nTimeCreated  : 11/12/2019 9:09:10 AM\nProviderName : Schannel\nId           : 36887\nMessage      : A fatal alert was received from the remote endpoint. The TLS protocol defined fatal \n               alert code is 40.\n\nTimeCreated  : 11/12/2019 9:09:11 AM\nProviderName : Schannel\nId           : 36888\nMessage      : 致命的な警告が\n               生成されました。\n"), events(
			symptom.Event{Provider: "Schannel", ID: 36887, Date: "11/12/2019 9:09:10 AM", Message: received},
			symptom.Event{Provider: "Schannel", ID: 36888, Date: "11/12/2019 9:09:11 AM", Message: "致命的な警告が生成されました。"},
		), nil},
		{"get-winevent-all", "with the message first, and the level as a number and as a word", []byte("Message              : Text\nId                   : 36887\nVersion              : 0\nQualifiers           : 49152\nLevel                : 2\nRecordId             : 4711\nProviderName         : Schannel\nLogName              : System\nMachineName          : web\nLevelDisplayName     : Error\n"), events(symptom.Event{
			Log: "System", Provider: "Schannel", ID: 36887, Qualifiers: 49152, Record: 4711, Level: schannel.LevelError, Computer: "web", Message: "Text",
			Other: other("Version", "0", "Level", "2"),
		}), nil},
		{"get-eventlog", "InstanceId holds qualifiers and ID; the insertions are in braces", []byte("Index              : 4711\nEntryType          : Warning\nInstanceId         : 2147520533\nMessage            : Text\nCategory           : (0)\nReplacementStrings : {40, 960}\nSource             : Schannel\nTimeGenerated      : 11/12/2019 9:09:10 AM\n"), events(symptom.Event{
			Provider: "Schannel", ID: 36885, Qualifiers: 32768, Record: 4711, Level: schannel.LevelWarning, Date: "11/12/2019 9:09:10 AM", Message: "Text",
			Data:  []symptom.Field{{Value: "40"}, {Value: "960"}},
			Other: other("Task Category", "(0)"),
		}), nil},
		{"insertions-with-blanks", "what may hold commas is not split", []byte("Index              : 1\nInstanceId         : 1\nReplacementStrings : {a b, c}\n"), events(symptom.Event{ID: 1, Record: 1, Other: other("ReplacementStrings", "{a b, c}")}), nil},
	})
}

func TestReadArticles(t *testing.T) {
	t.Parallel()
	testRead(t, []readRow{
		{"article", "KB articles of Windows Server 2003; the paragraph ends the message", []byte("Event Type:\tWarning\nEvent Source:\tSchannel\nEvent Category:\tNone\nEvent ID:\t36885\nDate:\t\tdate\nTime:\t\ttime\nUser:\t\t\nComputer:\tname\n\nDescription: When asking for client authentication, this server sends a list.\n\nCause\n"), append(events(symptom.Event{
			Provider: "Schannel", ID: 36885, Level: schannel.LevelWarning, Date: "date time", Computer: "name", Message: "When asking for client authentication, this server sends a list.",
			Other: other("Task Category", "None"),
		}), symptom.Row{Text: "Cause"}), nil},
		{"article-japanese", "KB953354: two events, the message below its label", []byte("以下のイベントが記録されます。\n\n    イベントの種類: 警告\n    イベント ソース: MSExchangeTransport\n    イベント カテゴリ: TransportService\n    イベント ID: 12015\n    説明:\n    内部トランスポート証明書の有効期限が切れています。\n\n    イベントの種類：エラー\n    イベント ソース：MSExchangeTransport\n    イベント ID：12014\n    説明：見つかりませんでした。\n"), append([]symptom.Row{{Text: "以下のイベントが記録されます。"}}, events(
			symptom.Event{Provider: "MSExchangeTransport", ID: 12015, Level: schannel.LevelWarning, Message: "内部トランスポート証明書の有効期限が切れています。", Other: other("Task Category", "TransportService")},
			symptom.Event{Provider: "MSExchangeTransport", ID: 12014, Level: schannel.LevelError, Message: "見つかりませんでした。"},
		)...), nil},
		{"one-line", "old articles put all in a line", []byte("Event ID: 36887, Source: Schannel, Type: Error\nThe following fatal alert was received: 40.\n"), events(symptom.Event{Provider: "Schannel", ID: 36887, Level: schannel.LevelError, Message: "The following fatal alert was received: 40."}), nil},
		{"one-line-described", "the message is the rest of the line", []byte("Source: Schannel  Event ID: 36888. Description: The following fatal alert was generated: 20. The internal error state is 960."), events(symptom.Event{Provider: "Schannel", ID: 36888, Message: "The following fatal alert was generated: 20. The internal error state is 960."}), nil},
		{"unknown-label-wide", "a label that no language here has, with a wide colon", []byte("Log Name: System\n名前不明：x\nEvent ID: 5\n"), events(symptom.Event{Log: "System", ID: 5, Other: []symptom.Field{{Name: "名前不明", Value: "x"}}}), nil},
		{"message-below", "a message without a label, behind two empty lines", []byte("Event ID: 36885\nEvent Source: Schannel\n\n\nThe list is too long\nfor this server\n"), events(symptom.Event{Provider: "Schannel", ID: 36885, Message: "The list is too long\nfor this server"}), nil},
		{"message-next", "or in the next line", []byte("Event ID: 36885\nEvent Source: Schannel\nThe list is too long\n"), events(symptom.Event{Provider: "Schannel", ID: 36885, Message: "The list is too long"}), nil},
		{"value-without-a-label", "nothing is lost", []byte("Log Name: System\n: x\nEvent ID: 5\n"), events(symptom.Event{Log: "System", ID: 5, Other: []symptom.Field{{Value: "x"}}}), nil},
		{"text-around", "lines that began like an event and are none stay in their paragraph", []byte("As it says\nSource: the handbook\nof 2012\n"), texts("As it says\nSource: the handbook\nof 2012"), nil},
		{"text-between", "a line without a number before it and without a colon ends what began like an event", []byte("Source: the handbook\nof 2012\nEvent ID: 5\n"), append(texts("Source: the handbook\nof 2012"), events(symptom.Event{ID: 5})...), nil},
		{"title", "the line above the details", []byte("Event 36874, Schannel\n\n"), events(symptom.Event{Provider: "Schannel", ID: 36874}), nil},
		{"no-number", "labels without a number are a text", []byte("Source: the handbook\nof 2012\n\n0x80090326\n"), []symptom.Row{{Text: "Source: the handbook\nof 2012"}, {Code: symptom.StatusCode(0x80090326)}}, nil},
		{"indented", "a quotation", []byte("  > nothing\n"), []symptom.Row{{Text: "> nothing"}}, nil},
	})
}

func code(kind symptom.CodeKind, numbers ...uint32) symptom.Code {
	return symptom.Code{Kind: kind, Numbers: numbers}
}

// texts are rows of nothing but text.
func texts(all ...string) []symptom.Row {
	var rows []symptom.Row
	for _, text := range all {
		rows = append(rows, symptom.Row{Text: text})
	}
	return rows
}

// TestReadElsewhere: a name means something where the schema has it alone; what
// stands elsewhere is kept by its path.
func TestReadElsewhere(t *testing.T) {
	t.Parallel()
	other := func(name, value string) symptom.Event {
		return symptom.Event{ID: 1, Other: []symptom.Field{{Name: name, Value: value}}}
	}
	row := func(name, why, xml string, want symptom.Event) readRow {
		return readRow{name, why, []byte("<Event>" + xml + "</Event>"), events(want), nil}
	}
	const id = `<System><EventID>1</EventID></System>`
	testRead(t, []readRow{
		row("qualifiers", "EventID has the attribute Qualifiers and no other", `<System><EventID Foo="5">1</EventID></System>`, other("EventID/Foo", "5")),
		row("qualifiers-elsewhere", "no other element has it", `<System><EventID>1</EventID><Task Qualifiers="5"/></System>`, symptom.Event{ID: 1, Other: []symptom.Field{{Name: "Task/Qualifiers", Value: "5"}}}),
		row("time", "TimeCreated has SystemTime", `<System><EventID>1</EventID><TimeCreated Foo="2019-11-12T08:09:10Z"/></System>`, other("TimeCreated/Foo", "2019-11-12T08:09:10Z")),
		row("culture", "RenderingInfo has Culture", id+`<RenderingInfo Foo="en-US"/>`, other("RenderingInfo/Foo", "en-US")),
		row("data-attribute", "Data has Name", id+`<EventData><Data Foo="x">1</Data></EventData>`, symptom.Event{ID: 1, Data: []symptom.Field{{Value: "1"}}, Other: []symptom.Field{{Name: "EventData/Data/Foo", Value: "x"}}}),
		row("name-elsewhere", "Name outside of EventData is no name of a value", id+`<RenderingInfo Name="x"/>`, other("RenderingInfo/Name", "x")),
		row("text-behind", "text beside elements is kept", id+`<EventData><Data>1</Data>tail</EventData>`, symptom.Event{ID: 1, Data: []symptom.Field{{Value: "1"}}, Other: []symptom.Field{{Name: "EventData", Value: "tail"}}}),
		row("user-data-itself", "the provider's element itself is no value", id+`<UserData><EventXML>x</EventXML></UserData>`, other("UserData/EventXML", "x")),
		row("deep-elsewhere", "only what is in UserData is user data", id+`<RenderingInfo><A><B>x</B></A></RenderingInfo>`, other("RenderingInfo/A/B", "x")),
	})
}

// httpRows is what is read of a line of IIS about status 403.7.
func httpRows(tail string) []symptom.Row {
	return []symptom.Row{{Code: code(symptom.CodeHTTP, 403, 7, 5), Text: "GET /" + tail}}
}

func TestReadCodesAndTexts(t *testing.T) {
	t.Parallel()
	tail := "... GET / - 443 - 10.0.0.9 Mozilla/5.0 - 403 7 5 46"
	logged := "2019-11-12 08:09:10 192.0.2.1 GET /a 403.16 - 403 16 2148204809"
	testRead(t, []readRow{
		{"nothing", "no rows", nil, nil, nil},
		{"texts", "one for each paragraph", []byte("The message received was unexpected\nor badly formatted\n\nUnknown error\n"), []symptom.Row{{Text: "The message received was unexpected\nor badly formatted"}, {Text: "Unknown error"}}, nil},
		{"codes", "each in its line", []byte("0x80090326\n403 16 2148204809\nalert 20\n"), []symptom.Row{{Code: symptom.StatusCode(0x80090326)}, {Code: code(symptom.CodeHTTP, 403, 16, 2148204809)}, {Code: code(symptom.CodeAlert, 20)}}, nil},
		{"utf-16", "Notepad's Unicode", utf16With(binary.LittleEndian, "エラー\n"), []symptom.Row{{Text: "エラー"}}, nil},
		{"smtp", "a reply with its text", []byte("454 4.7.5 The certificate could not be found\n"), []symptom.Row{{Code: code(symptom.CodeSMTP, 454, 4, 7, 5), Text: "454 4.7.5 The certificate could not be found"}}, nil},
		{"smtp-lines", "RFC 5321, Section 4.2.1: a hyphen where another line follows", []byte("450-4.7.320 Certificate validation failed\n"), []symptom.Row{{Code: code(symptom.CodeSMTP, 450, 4, 7, 320), Text: "450-4.7.320 Certificate validation failed"}}, nil},
		{"smtp-lines-alone", "RFC 5321, Section 4.2.1: the same without a text", []byte("450-4.7.3\n"), []symptom.Row{{Code: code(symptom.CodeSMTP, 450, 4, 7, 3), Text: "450-4.7.3"}}, nil},
		{"smtp-within", "the reply of another server in the text of this one is text", []byte(`451 4.4.0 Primary target IP address responded with: "421 4.4.1 Connection timed out."`), []symptom.Row{{Code: code(symptom.CodeSMTP, 451, 4, 4, 0), Text: `451 4.4.0 Primary target IP address responded with: "421 4.4.1 Connection timed out."`}}, nil},
		{"iis-tail", "a line of a log, its beginning cut: status, substatus, Win32 status, time taken", []byte(tail), []symptom.Row{{Code: code(symptom.CodeHTTP, 403, 7, 5), Text: tail}}, nil},
		{"iis-log", "the columns are those of the header", []byte("#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Fields: date time s-ip cs-method cs-uri-stem cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status\n" + logged + "\n"), []symptom.Row{{Code: code(symptom.CodeHTTP, 403, 16, 2148204809), Text: logged}}, nil},
		{"iis-log-without-substatus", "as many as the log has, in their order", []byte("#Fields: cs-method sc-status sc-win32-status\nGET 403 5\n"), []symptom.Row{{Code: code(symptom.CodeHTTP, 403), Text: "GET 403 5"}}, nil},
		{"iis-log-cut", "a line without the status is text", []byte("#Fields: date cs-method sc-status\n2019-11-12 GET\n"), texts("2019-11-12 GET"), nil},
		{"other-log", "a log of Exchange has the same header: each line is a row", []byte("#Software: Microsoft Exchange Server\n#Fields: date-time,event,data\n2019-05-02T06:32:14.009Z,*,TLS negotiation failed with error NoCredentials\n2019-05-02T06:32:14.010Z,-,\n"), []symptom.Row{{Text: "2019-05-02T06:32:14.009Z,*,TLS negotiation failed with error NoCredentials"}, {Text: "2019-05-02T06:32:14.010Z,-,"}}, nil},
		{"http", "the first line of an answer", []byte("HTTP/1.1 403 Forbidden\n"), []symptom.Row{{Code: code(symptom.CodeHTTP, 403), Text: "HTTP/1.1 403 Forbidden"}}, nil},
		{"numbers-alone", "three small numbers are IIS, one is anything", []byte("403 7 5 46\n\n36887\n"), []symptom.Row{{Code: code(symptom.CodeHTTP, 403, 7, 5), Text: "403 7 5 46"}, {Text: "36887"}}, nil},
		{"five-numbers-alone", "of numbers alone, four are a line of IIS", []byte("403 7 5 46 1\n"), []symptom.Row{{Text: "403 7 5 46 1"}}, nil},
		{"iis-tail-three", "no time taken", []byte("GET / - 403 7 5\n"), httpRows(" - 403 7 5"), nil},
		{"iis-tail-six", "bytes sent and received as well", []byte("GET / - 403 7 5 1 2 46\n"), httpRows(" - 403 7 5 1 2 46"), nil},
		{"iis-tail-seven", "which of the numbers is the status is not known", []byte("GET / - 443 403 7 5 1 2 46\n"), []symptom.Row{{Text: "GET / - 443 403 7 5 1 2 46"}}, nil},
		{"iis-tail-two", "no Win32 status, so the columns are others", []byte("GET / - 403 7\n"), []symptom.Row{{Text: "GET / - 403 7"}}, nil},
		{"no-method", "three numbers behind words that are none of IIS", []byte("rooms 403 7 5\n"), []symptom.Row{{Text: "rooms 403 7 5"}}, nil},
		{"iis-log-status-first", "the first column is one like others", []byte("#Fields: sc-status cs-method\n403 GET\n"), []symptom.Row{{Code: code(symptom.CodeHTTP, 403), Text: "403 GET"}}, nil},
		{"windows-1252-at-once", "the first byte is already of another code page", []byte("\xfcb\n"), []symptom.Row{{Text: "üb"}}, []flaw{{"symptom.rows.encoding", 0}}},
		{"longest-line", "32,768 bytes of a line are searched", []byte("454 4.7.5 " + strings.Repeat("x", 32<<10-10)), []symptom.Row{{Code: code(symptom.CodeSMTP, 454, 4, 7, 5), Text: "454 4.7.5 " + strings.Repeat("x", 32<<10-10)}}, nil},
		{"longer-line", "one more is text", []byte("454 4.7.5 " + strings.Repeat("x", 32<<10-9)), []symptom.Row{{Text: "454 4.7.5 " + strings.Repeat("x", 32<<10-9)}}, nil},
		{"number-then-code", "a number is no beginning of an event of wevtutil", []byte("36887\n0x80090326\n"), append(texts("36887"), symptom.Row{Code: symptom.StatusCode(0x80090326)}), nil},
		{"bracket-then-code", "nor is one with the end of it alone", []byte("7]:\n0x80090326\n"), append(texts("7]:"), symptom.Row{Code: symptom.StatusCode(0x80090326)}), nil},
		{"no-number-then-code", "nor is one without a number", []byte("Event[]:\n0x80090326\n"), append(texts("Event[]:"), symptom.Row{Code: symptom.StatusCode(0x80090326)}), nil},
		{"log-line-longest", "of a log too, 32,768 bytes of a line are searched", []byte("#Fields: sc-status cs-uri-stem\n403 " + strings.Repeat("x", 32<<10-4)), []symptom.Row{{Code: code(symptom.CodeHTTP, 403), Text: "403 " + strings.Repeat("x", 32<<10-4)}}, nil},
		{"no-title", "a title names the source", []byte("Event 36887\n0x80090326\n"), append(texts("Event 36887"), symptom.Row{Code: symptom.StatusCode(0x80090326)}), nil},
		{"no-title-zero", "and a number", []byte("Event 0, Schannel\n0x80090326\n"), append(texts("Event 0, Schannel"), symptom.Row{Code: symptom.StatusCode(0x80090326)}), nil},
		{"title-zero-then-event", "no event has the number 0, so this is text", []byte("Event 0, Schannel\nEvent ID: 5\n"), append(texts("Event 0, Schannel"), events(symptom.Event{ID: 5})...), nil},
		{"other-element", "a name that begins like that of an event is none", []byte("what is in <EventData> here\n"), texts("what is in <EventData> here"), nil},
		{"element-at-the-end", "a tag that does not end is text", []byte("it begins with <Event"), texts("it begins with <Event"), nil},
		{"separators", "a line of characters that are blanks to Unicode alone", []byte("\u2028\u2028\u2028\n"), texts("\u2028\u2028\u2028"), nil},
		{"windows-1252", "told, and read as far as that goes", []byte("f\xfcr\n"), []symptom.Row{{Text: "für"}}, []flaw{{"symptom.rows.encoding", 1}}},
	})
}

func TestReadForeign(t *testing.T) {
	t.Parallel()
	rows := []struct{ name, input, found string }{
		{"pem", "-----BEGIN CERTIFICATE-----\n", "a PEM file"},
		{"evtx", "ElfFile\x00\x00", "wevtutil qe FILE /lf:true /f:xml"},
		{"reg", "Windows Registry Editor Version 5.00\n", "it is read as registry values"},
		{"pcap", "\xd4\xc3\xb2\xa1\x02\x00", "a packet capture"},
		{"html", "<html><body>", "an HTML page"},
		{"clixml", "<Objs Version='1.1.0.1'></Objs>", "CLIXML"},
		{"json", `{"log":{}}`, "JSON"},
		{"binary", "\x01\x00\x02\x03\x00", "a binary file"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			count := 0
			for got, err := range symptom.ReadLenient([]byte(row.input)) {
				count++
				require.True(t, got.IsZero())
				require.ErrorContains(t, err, row.found)
			}
			require.Equal(t, 1, count)
		})
	}
	_, flaws := read(t, []byte(strings.Repeat("x", 16<<20)))
	require.Empty(t, flaws, "as much as is read")
	_, flaws = read(t, make([]byte, 16<<20+1))
	require.Equal(t, []flaw{{"symptom.rows.long", 16 << 20}}, flaws)
}

// TestReadStops: whoever stops reading gets nothing more.
func TestReadStops(t *testing.T) {
	t.Parallel()
	for _, input := range []string{"a\n\nb\n\nc", inXML("", "") + inXML("", ""), "<Event><a b></Event>" + inXML("", "")} {
		count := 0
		for range symptom.ReadLenient([]byte(input)) {
			count++
			break
		}
		require.Equal(t, 1, count)
	}
}

func TestReadCountsDefects(t *testing.T) {
	t.Parallel()
	rows, flaws := read(t, []byte(strings.Repeat("<Event><System><EventID>1</EventID><a b></Event>\n", 2000)))
	require.Len(t, rows, 2000)
	require.Len(t, flaws, 1<<10)
}

// TestReadAllocations holds the ceiling: 200 allocations for an event in XML,
// 40 for one in text, and nothing that grows faster than the input.
func TestReadAllocations(t *testing.T) {
	pasted := "Event Type: Error\nEvent Source: Schannel\nEvent ID: 36887\nDescription: x\n\n"
	for _, count := range []int{10, 500} {
		for input, each := range map[string]int{inXML("<EventData><Data>40</Data></EventData>", ""): 300, pasted: 40} {
			many := []byte(strings.Repeat(input, count))
			allocations := testing.AllocsPerRun(3, func() {
				for range symptom.ReadLenient(many) {
				}
			})
			if limit := float64(100 + each*count); !vocabtest.Race && allocations > limit {
				t.Errorf("%d of %.20q: %v allocations, at most %v", count, input, allocations, limit)
			}
		}
	}
}

func BenchmarkReadXML(b *testing.B) {
	benchmarkRead(b, inXML("<EventData><Data>40</Data></EventData>", ""))
}

func BenchmarkReadText(b *testing.B) {
	benchmarkRead(b, "Event Type: Error\nEvent Source: Schannel\nEvent ID: 36887\nDescription: x\n\n")
}

// BenchmarkReadLabels has the most colons and words that a line can have.
func BenchmarkReadLabels(b *testing.B) { benchmarkRead(b, strings.Repeat("a b c d:", 64)+"\n") }

func benchmarkRead(b *testing.B, input string) {
	b.Helper()
	many := []byte(strings.Repeat(input, 1<<20/len(input)))
	b.SetBytes(int64(len(many)))
	b.ReportAllocs()
	for b.Loop() {
		for range symptom.ReadLenient(many) {
		}
	}
}

func FuzzReadLenient(f *testing.F) {
	f.Add([]byte(inXML("", "")))
	f.Fuzz(func(t *testing.T, input []byte) {
		var first []symptom.Row
		size := 0
		for row, err := range symptom.ReadLenient(input) {
			if err != nil {
				fault, ok := err.(*schannel.Error) //nolint:errorlint // the reader promises this very type
				if !ok || fault.Offset < 0 || fault.Offset > len(input) || !row.IsZero() {
					t.Errorf("error %v beside %v", err, row)
				}
				continue
			}
			if row.IsZero() {
				t.Error("a row that means nothing")
			}
			size += len(row.Text) + len(row.Event.Message)
			first = append(first, row)
		}
		if size > 4*len(input) {
			t.Errorf("%d bytes of text out of %d", size, len(input))
		}
		var second []symptom.Row
		for row, err := range symptom.ReadLenient(input) {
			if err == nil {
				second = append(second, row)
			}
		}
		if diff := cmp.Diff(first, second); diff != "" {
			t.Errorf("a second reading differs:\n%s", diff)
		}
		for _, row := range first {
			roundTrip(t, row)
		}
	})
}
