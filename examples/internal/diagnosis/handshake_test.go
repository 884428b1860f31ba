// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
)

// stepsOf is a handshake, a line each step: who, what, the codes of its notes,
// and whether it fails.
func stepsOf(h Handshake) []string {
	var lines []string
	for _, s := range h.Steps {
		line := s.From.String() + " " + s.Message
		for _, n := range s.Notes {
			line += " " + strings.TrimPrefix(string(n.Code), "diagnose.")
		}
		if s.Failed {
			line += " failed"
		}
		lines = append(lines, line)
	}
	return lines
}

// TestHandshakes: messages stand in the order of RFC 5246, Section 7.3, that of
// an abbreviated handshake with the server's Finished first.
// The notes are "diagnose.step.version", "diagnose.step.extended",
// "diagnose.step.plain", "diagnose.step.extension_data",
// "diagnose.step.offers_ticket", "diagnose.step.session_id",
// "diagnose.step.pre_shared_key", "diagnose.step.suite",
// "diagnose.step.resumed", "diagnose.step.encrypted", "diagnose.step.alert",
// "diagnose.step.fatal" and "diagnose.step.renegotiation".
func TestHandshakes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		c    capture.Capture
		want []string
	}{
		{"nothing", capture.Capture{}, nil},
		{
			"full",
			capture.Capture{
				Handshake: capture.FullHandshake, Version: schannel.TLS12, Suite: 0x009e,
				ClientHello: capture.Hello{Seen: true, EMS: true, Offered: make([]byte, 5), SessionID: []byte{1}}, ServerHello: capture.Hello{Seen: true},
				ServerCertificate: true, CertificateRequest: true, ServerHelloDone: true, ClientCertificate: true, ClientKeyExchange: true,
				CertificateVerify: []byte{15}, ClientFinished: true, NewSessionTicket: true, ServerFinished: true, Renegotiation: true,
			},
			[]string{
				"client ClientHello step.version step.extended step.offers_ticket step.session_id", "server ServerHello step.version step.plain step.suite",
				"server Certificate", "server CertificateRequest", "server ServerHelloDone", "client Certificate", "client ClientKeyExchange",
				"client CertificateVerify", "client Finished", "server NewSessionTicket", "server Finished", "client ClientHello step.renegotiation",
			},
		},
		{
			"abbreviated",
			capture.Capture{
				Handshake: capture.AbbreviatedHandshake, ClientHello: capture.Hello{Seen: true, PreSharedKey: true}, ServerHello: capture.Hello{Seen: true, EMS: true, EMSData: 2},
				ClientFinished: true, ServerFinished: true, NewSessionTicket: true,
			},
			[]string{
				"client ClientHello step.version step.plain step.pre_shared_key", "server ServerHello step.version step.extended step.extension_data step.suite step.resumed",
				"server NewSessionTicket", "server Finished", "client Finished",
			},
		},
		{
			"alerts",
			capture.Capture{ClientHello: capture.Hello{Seen: true}, Alerts: []capture.SentAlert{
				{Sender: ems.Client, Alert: ems.NoRenegotiation}, {Sender: ems.Client, Encrypted: true}, {Sender: ems.Server, Fatal: true, Alert: ems.HandshakeFailure},
			}},
			[]string{
				"client ClientHello step.version step.plain", "client Alert step.alert", "client Alert step.encrypted", "server Alert step.alert step.fatal failed",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, stepsOf(handshakeOf(tt.c))); diff != "" {
				t.Errorf("RFC 5246, Section 7.3 (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAlertNumber: the number is that of the wire.
func TestAlertNumber(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		alert ems.Alert
		want  string
		why   string
	}{
		{ems.CloseNotify, "close_notify (0)", "RFC 5246, Section 7.2: close_notify(0)"},
		{ems.HandshakeFailure, "handshake_failure (40)", "RFC 5246, Section 7.2: handshake_failure(40)"},
	} {
		h := handshakeOf(capture.Capture{Alerts: []capture.SentAlert{{Sender: ems.Client, Alert: tt.alert}}})
		require.NotEmpty(t, h.Steps, tt.why)
		last := h.Steps[len(h.Steps)-1]
		require.Equal(t, tt.want, last.Notes[0].Text, tt.why)
	}
}

// TestManySteps: those that are left out are counted.
func TestManySteps(t *testing.T) {
	t.Parallel()
	h := handshakeOf(capture.Capture{Alerts: make([]capture.SentAlert, 205), MoreAlerts: 7})
	if got, want := fmt.Sprint(len(h.Steps), " ", h.More), "200 12"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
