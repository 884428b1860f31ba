// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom_test

import (
	"fmt"

	"github.com/schanneltrust/schannel/symptom"
)

func ExampleReadLenient() {
	for row, err := range symptom.ReadLenient([]byte(`
Event ID: 36887, Source: Schannel, Type: Error
The following fatal alert was received: 20.

454 4.7.5 Certificate validation failure
0x80090326
The remote certificate is invalid.
`)) {
		switch {
		case err != nil:
			fmt.Println(err)
		case !row.Event.IsZero():
			fmt.Println("event", row.Event.Provider, row.Event.ID, row.Event.Level)
		case !row.Code.IsZero():
			fmt.Println("code", row.Code.Kind, row.Code)
		default:
			fmt.Println("text", row.Text)
		}
	}
	// Output:
	// event Schannel 36887 error
	// code smtp 454 4.7.5
	// code status 0x80090326
	// text The remote certificate is invalid.
}

func ExampleReadLenient_xml() {
	for row := range symptom.ReadLenient([]byte(`<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>
  <System><Provider Name='Schannel'/><EventID>36888</EventID></System>
  <EventData><Data Name='AlertDesc'>20</Data><Data Name='ErrorState'>960</Data></EventData>
</Event>`)) {
		alert, _ := row.Event.Value("AlertDesc")
		fmt.Println(row.Event.ID, alert)
	}
	// Output: 36888 20
}

func ExampleParseCode() {
	code, err := symptom.ParseCode("403 16 2148204809")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(code.Kind, code)
	// Output: http HTTP 403.16 0x800b0109
}

func ExampleStatusCode() {
	fmt.Println(symptom.StatusCode(2148074278))
	// Output: 0x80090326
}

func ExampleUntaken() {
	rows := []symptom.Row{{Text: "known here"}, {Text: "known there"}, {Text: "unknown"}}
	for i := range symptom.Untaken(rows, symptom.Taken{true, false, false}, symptom.Taken{false, true, false}) {
		fmt.Println(rows[i].Text)
	}
	// Output: unknown
}
