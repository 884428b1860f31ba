// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom_test

import (
	"strings"
	"testing"

	"github.com/schanneltrust/schannel/symptom"
)

// TestCopies: what the Event Viewer copies in a language whose labels nobody here
// knows. The order of the lines is that of every Windows.
func TestCopies(t *testing.T) {
	t.Parallel()
	const french = `Nom du journal :System
Source :       Schannel
Date :         19/11/2019 08:12:31
ID de l’événement :36887
Catégorie de la tâche :Aucun
Niveau :       Erreur
Mots clés :    
Utilisateur :  Système
Ordinateur :   srv1.corp.example
Description :
Une alerte irrécupérable a été reçue : 20.

Fin.
`
	event := symptom.Event{
		Log: "System", Provider: "Schannel", Date: "19/11/2019 08:12:31", ID: 36887, Computer: "srv1.corp.example",
		Message: "Une alerte irrécupérable a été reçue : 20.\n\nFin.",
		Other:   []symptom.Field{{Name: "Task Category", Value: "Aucun"}, {Name: "Level", Value: "Erreur"}, {Name: "User", Value: "Système"}},
	}
	quoting, labelled := event, event
	quoting.Message = "Une alerte irrécupérable a été reçue : 20.\n\nSource: x"
	labelled.Message = "Source: alerte irrécupérable a été reçue : 20.\n\nFin."
	short := event
	short.Computer, short.Message = "", ""
	short.Other = event.Other[:2]
	operational := event
	operational.Log = "Microsoft-Windows-CAPI2/Operational"
	chinese := symptom.Event{
		Log: "Application", Provider: "MSExchangeTransport", Date: "2019/11/19 8:12:31", ID: 12014, Computer: "ex1", Message: "x",
		Other: []symptom.Field{{Name: "Task Category", Value: "TransportService"}, {Name: "Level", Value: "错误"}, {Name: "Keywords", Value: "经典"}, {Name: "User", Value: "暂缺"}},
	}
	testRead(t, []readRow{
		{"French", "the values stand where they stand in English", []byte(french), events(event), nil},
		{"twice", "the next copy begins with the name of a log", []byte(french + "\n" + french), events(event, event), nil},
		{"cut off", "the lines that are there", []byte(french[:strings.Index(french, "Mots")]), events(short), nil},
		{"other log", "of an application", []byte(strings.Replace(french, ":System", ": Microsoft-Windows-CAPI2/Operational", 1)), events(operational), nil},
		{
			"Chinese", "colons of full width too",
			[]byte("日志名称：Application\n来源：MSExchangeTransport\n日期：2019/11/19 8:12:31\n事件 ID：12014\n任务类别：TransportService\n级别：错误\n关键字：经典\n用户：暂缺\n计算机：ex1\n描述：\nx"),
			events(chinese), nil,
		},
		{
			"code page 932", "a Japanese console: what is ASCII stays, and the reader says the rest",
			[]byte("\x83\x8d\x83\x4f\x82\xcc\x96\xbc\x91\x4f: System\r\n\x83\x5c\x81\x5b\x83\x58: Schannel\r\n\x93\xfa\x95\x74: 2019/11/19 8:12:31\r\n\x83\x43\x83\x78\x83\x93\x83\x67 ID: 36887\r\n"),
			events(symptom.Event{Log: "System", Provider: "Schannel", Date: "2019/11/19 8:12:31", ID: 36887}),
			[]flaw{{"symptom.rows.encoding", 0}},
		},
		{"no number", "then it is no copy", []byte("Système :System\nSource\u00a0: a\nc : d\ne : f"), []symptom.Row{{Text: "Système :System\nSource\u00a0: a\nc : d\ne : f"}}, nil},
		{"no number, then an event", "what follows is no part of a copy", []byte("Système :System\nOrigine : a\nc : d\ne : f\nEvent ID: 5"), append(texts("Système :System\nOrigine : a\nc : d\ne : f"), events(symptom.Event{ID: 5})...), nil},
		{"label in the message", "the message has begun", []byte(strings.Replace(french, "Fin.", "Source: x", 1)), events(quoting), nil},
		{"message at once", "its first line may look like a label", []byte(strings.Replace(french, "Une alerte", "Source: alerte", 1)), events(labelled), nil},
		{"known label", "read by its label", []byte("Log Name: System\nEvent ID: 36887"), events(symptom.Event{Log: "System", ID: 36887}), nil},
		{"no name of a log", "a label of something else", []byte("Client : x/Operational y\nName : z"), []symptom.Row{{Text: "Client : x/Operational y\nName : z"}}, nil},
		{"no label", "figures stand before it", []byte("1: System\n2: x"), []symptom.Row{{Text: "1: System\n2: x"}}, nil},
		{"no label, with a number", "figures stand in no label", []byte("1: System\n2: a\n3: b\n4: 5"), texts("1: System\n2: a\n3: b\n4: 5"), nil},
		{"line without a colon", "it ends what began like a copy", []byte("Rôle : System\nhello\nc : d\ne : 5"), texts("Rôle : System\nhello\nc : d\ne : 5"), nil},
		{"line without a label", "so does one that begins with a colon", []byte("Rôle : System\n: a\nc : d\ne : 5"), texts("Rôle : System\n: a\nc : d\ne : 5"), nil},
		{"apostrophe", "as in Ukrainian", []byte(strings.Replace(french, "Nom du journal", "Ім'я журналу", 1)), events(event), nil},
		{"hyphen", "as in Hungarian or German", []byte(strings.Replace(french, "Nom du journal", "Ereignis-Log", 1)), events(event), nil},
		{"remainder", "of another code page, any character may remain", []byte(strings.Replace(french, "Nom du journal", "Nom\u0080du journal", 1)), events(event), nil},
		{"no copy", "a line without a colon ends it", []byte("Rôle : System\nhello"), []symptom.Row{{Text: "Rôle : System\nhello"}}, nil},
	})
}
