// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// TestReleaseOf checks when the computer that shows a failure tells the release
// of the server of the list.
func TestReleaseOf(t *testing.T) {
	t.Parallel()
	of := func(product string, side ems.Side, events ...int) casefile.Case {
		c := casefile.Case{EMS: &casefile.EMS{Local: winhost.Host{Product: product}, Side: side}, Trustlist: &casefile.Trustlist{}}
		for _, id := range events {
			c.Symptoms = append(c.Symptoms, symptom.Row{Event: symptom.Event{ID: id}})
		}
		return c
	}
	told := of("Windows Server 2016", ems.Server)
	told.Trustlist.Host.Release = schannel.Server2019
	tests := []struct {
		name string
		c    casefile.Case
		want schannel.Release
		why  string
	}{
		{"server", of("Windows Server 2008 R2", ems.Server, 36885), schannel.Server2008R2, "KB2464556: the server logs the event"},
		{"no-side", of("Windows Server 2016", ems.SideUnspecified, 36887), schannel.Server2016, "nothing says that it is the client"},
		{"client", of("Windows Server 2016", ems.Client, 36887), schannel.ReleaseUnspecified, "the server is the other end"},
		{"client-event", of("Windows Server 2016", ems.SideUnspecified, 36875), schannel.ReleaseUnspecified, "detection-wiki Schannel: a client logs that it found no certificate"},
		{"client-refused", of("Windows Server 2016", ems.SideUnspecified, 36880, 36882), schannel.ReleaseUnspecified, "or that it did not accept the one of the server"},
		{"windows-10", of("Windows 10 1809", ems.Server, 36885), schannel.ReleaseUnspecified, "no release of Windows Server"},
		{"told", told, schannel.Server2019, "what is said of the server itself counts"},
		{"nothing", casefile.Case{Trustlist: &casefile.Trustlist{Host: compose.Host{}}}, schannel.ReleaseUnspecified, "nothing is known"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var r Report
			askTrustlist(tt.c, symptomsOf(tt.c.Symptoms), &r)
			require.Equal(t, tt.want, r.Release, tt.why)
		})
	}
}
