// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
)

// TestAlertEvent: Schannel events, Event ID 36887 and 36888.
func TestAlertEvent(t *testing.T) {
	t.Parallel()
	got := winhost.AlertEvent(winhost.EventAlertReceived, ems.BadRecordMAC)
	want := schannel.Event{
		Log: "System", Provider: "Schannel", ID: 36887, Level: schannel.LevelError,
		Params: []schannel.Arg{schannel.Number("alert", 20)}, Conditions: got.Conditions,
	}
	require.Equal(t, schannel.Code("ems.windows.condition.logged"), got.Conditions[0].Code)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func ExampleAlertEvent() {
	e := winhost.AlertEvent(winhost.EventAlertSent, ems.HandshakeFailure)
	fmt.Println(e.Log, e.Provider, e.ID, e.Level)
	// Output: System Schannel 36888 error
}
