// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
)

func TestEnumsAreWhole(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[symptom.CodeKind](t)
}

func TestCodes(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "symptom", symptom.Catalog())
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzParseCode": 7, "FuzzReadLenient": 13})
}

// roundTrip checks that JSON gives back what it was given; nil and empty lists
// are one.
func roundTrip(t *testing.T, row symptom.Row) {
	t.Helper()
	raw, err := json.Marshal(row)
	require.NoError(t, err)
	var back symptom.Row
	require.NoError(t, json.Unmarshal(raw, &back))
	if diff := cmp.Diff(row, back, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("JSON gives back something else:\n%s", diff)
	}
	require.Equal(t, row.IsZero(), back.IsZero())
	require.Equal(t, row.Code.String(), back.Code.String())
}

func TestJSON(t *testing.T) {
	t.Parallel()
	rows := []struct {
		name string
		row  symptom.Row
		want string
	}{
		{"nothing", symptom.Row{}, `{"text":""}`},
		{"text", symptom.Row{Text: "x"}, `{"text":"x"}`},
		{"code", symptom.Row{Code: symptom.StatusCode(0x80090326)}, `{"code":{"kind":"status","numbers":[2148074278]},"text":""}`},
		{"event", symptom.Row{Event: symptom.Event{ID: 36887, Time: time.Date(2019, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600)), Data: []symptom.Field{{Value: "40"}}}}, `{"event":{"log":"","provider":"","id":36887,"qualifiers":0,"record":0,"level":"unspecified","time":"2019-01-02T02:04:05Z","date":"","computer":"","data":[{"name":"","value":"40"}],"user_data":[],"message":"","language":"","other":[]},"text":""}`},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			raw, err := json.Marshal(row.row)
			require.NoError(t, err)
			if diff := cmp.Diff(row.want, string(raw)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			roundTrip(t, row.row)
		})
	}
}

func TestZero(t *testing.T) {
	t.Parallel()
	for _, row := range []symptom.Row{
		{Text: "x"},
		{Code: symptom.StatusCode(0)},
		{Event: symptom.Event{Log: "x"}},
		{Event: symptom.Event{Provider: "x"}},
		{Event: symptom.Event{ID: 1}},
		{Event: symptom.Event{Qualifiers: 1}},
		{Event: symptom.Event{Record: 1}},
		{Event: symptom.Event{Level: schannel.LevelError}},
		{Event: symptom.Event{Time: time.Unix(0, 0)}},
		{Event: symptom.Event{Date: "x"}},
		{Event: symptom.Event{Computer: "x"}},
		{Event: symptom.Event{Data: []symptom.Field{{}}}},
		{Event: symptom.Event{UserData: []symptom.Field{{}}}},
		{Event: symptom.Event{Message: "x"}},
		{Event: symptom.Event{Language: "x"}},
		{Event: symptom.Event{Other: []symptom.Field{{}}}},
	} {
		require.False(t, row.IsZero(), "%+v", row)
	}
	require.True(t, symptom.Row{Event: symptom.Event{Data: []symptom.Field{}}, Code: symptom.Code{Numbers: []uint32{}}}.IsZero())
}

func TestValue(t *testing.T) {
	t.Parallel()
	e := symptom.Event{
		Data:     []symptom.Field{{Value: "positional"}, {Name: "AlertDesc", Value: "40"}},
		UserData: []symptom.Field{{Name: "ErrorState", Value: "960"}, {Name: "AlertDesc", Value: "other"}},
	}
	for name, want := range map[string]string{"alertdesc": "40", "ErrorState": "960"} {
		got, ok := e.Value(name)
		require.True(t, ok)
		require.Equal(t, want, got)
	}
	for _, name := range []string{"", "Error"} {
		_, ok := e.Value(name)
		require.False(t, ok)
	}
}

func TestTakenJSON(t *testing.T) {
	t.Parallel()
	for want, taken := range map[string]symptom.Taken{"[]": nil, "[true,false]": {true, false}} {
		raw, err := json.Marshal(taken)
		require.NoError(t, err)
		require.Equal(t, want, string(raw))
		var back symptom.Taken
		require.NoError(t, json.Unmarshal(raw, &back))
		if diff := cmp.Diff(taken, back, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	}
}

// TestUntaken: rows that mean nothing are nobody's.
func TestUntaken(t *testing.T) {
	t.Parallel()
	rows := []symptom.Row{{Text: "a"}, {}, {Text: "b"}, {Text: "c"}, {Text: "d"}}
	got := slices.Collect(symptom.Untaken(rows, symptom.Taken{true, false}, symptom.Taken{false, false, false, true, false}, nil))
	require.Equal(t, []int{2, 4}, got)
	require.Len(t, slices.Collect(symptom.Untaken(rows)), 4)
	for range symptom.Untaken(rows) {
		break
	}
}
