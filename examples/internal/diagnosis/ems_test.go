// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/emsdiag"
)

// TestAddCaptured: of the captured connections, one that failed tells about the
// failure.
func TestAddCaptured(t *testing.T) {
	t.Parallel()
	hello := capture.Hello{Seen: true, Version: schannel.TLS12, EMS: true, SessionID: []byte("id")}
	plain := capture.Hello{Seen: true, Version: schannel.TLS12}
	alerts := func(fatal, behindGap bool) []capture.SentAlert {
		return []capture.SentAlert{{Sender: ems.Server, Fatal: fatal, BehindGap: behindGap, Alert: ems.HandshakeFailure}}
	}
	failed := capture.Capture{ClientHello: hello, ServerHello: plain, Suite: 0x009e, Alerts: alerts(true, false)}
	known := emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.No, Alert: ems.HandshakeFailure}
	const suite = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"
	for _, tt := range []struct {
		name, why string
		given     emsdiag.Incident
		read      []capture.Capture
		want      emsdiag.Incident
	}{
		{"nothing", "no capture", emsdiag.Incident{}, nil, emsdiag.Incident{}},
		{"failed", "what it shows", emsdiag.Incident{}, []capture.Capture{failed}, emsdiag.Incident{Captured: known, Suite: suite, Resuming: schannel.Yes}},
		{
			"given", "what the case says itself stays",
			emsdiag.Incident{Suite: "TLS_NOPE", Resuming: schannel.No},
			[]capture.Capture{failed},
			emsdiag.Incident{Captured: known, Suite: "TLS_NOPE", Resuming: schannel.No},
		},
		{
			"behind-one-that-works", "the other one is no evidence",
			emsdiag.Incident{},
			[]capture.Capture{failed, {ClientHello: plain, ServerHello: plain}},
			emsdiag.Incident{Captured: known, Suite: suite, Resuming: schannel.Yes},
		},
		{
			"unanswered", "KB4557473, More information: the server closes behind the Finished of the client",
			emsdiag.Incident{},
			[]capture.Capture{{ClientHello: plain, ServerHello: plain, Suite: 0x009e, Version: schannel.TLS12, Handshake: capture.FullHandshake, ClientFinished: true}},
			emsdiag.Incident{Captured: emsdiag.Captured{ClientHello: schannel.No, ServerHello: schannel.No}, Suite: suite, Resuming: schannel.No},
		},
		{"warned", "RFC 5246, Section 7.2.2: a warning ends nothing", emsdiag.Incident{}, []capture.Capture{{ClientHello: hello, Alerts: alerts(false, false)}}, emsdiag.Incident{}},
		{"gap", "what stands behind a gap may be something else", emsdiag.Incident{}, []capture.Capture{{ClientHello: hello, Alerts: alerts(true, true)}}, emsdiag.Incident{}},
		{
			"no-server-hello", "RFC 5246, Section 7.4.1.3: nothing was agreed on",
			emsdiag.Incident{},
			[]capture.Capture{{ClientHello: plain, Alerts: alerts(true, false)}},
			emsdiag.Incident{Captured: emsdiag.Captured{ClientHello: schannel.No, Alert: ems.HandshakeFailure}, Resuming: schannel.No},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := tt.given
			addCaptured(&got, tt.read)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}
