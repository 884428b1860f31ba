// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import "github.com/schanneltrust/schannel"

// builder puts an answer together.
type builder struct {
	q         *question
	answer    *Selection
	facts     []facts
	run       run
	grounds   grounds
	variants  []variant
	otherHost schannel.Phrase    // the reason of every certificate that lacks the name
	premises  []schannel.Finding // what the answer rests on, in the order of the findings
}

// subject is what the answer is about.
func (b *builder) subject() schannel.Subject {
	switch b.q.purpose {
	case InboundSTARTTLS, OutboundSTARTTLS, InboundAnonymousTLS, OutboundAnonymousTLS:
		return schannel.Whole("connector").Named(b.answer.Connector)
	case PurposeUnspecified, DirectTrust, PurposePOP, PurposeIMAP, PurposeIIS:
	}
	return schannel.Whole("server").Named(b.answer.Server)
}

// main adds the finding that is the answer. It stands first, and is no surer
// than the premises, which follow it.
func (b *builder) main(rule schannel.Rule, args ...schannel.Arg) *schannel.Finding {
	f := schannel.NewFinding(rule, schannel.Basis{Certainty: schannel.Certain, Premises: b.premises}, b.subject(), args...)
	b.answer.Certainty = f.Certainty
	b.answer.Findings = append([]schannel.Finding{f}, b.premises...)
	return &b.answer.Findings[0]
}

// premise adds what the answer will rest on.
func (b *builder) premise(rule schannel.Rule, basis schannel.Basis, subject schannel.Subject, args ...schannel.Arg) {
	b.premises = append(b.premises, schannel.NewFinding(rule, basis, subject, args...))
}

// detail adds what follows from the answer.
func (b *builder) detail(rule schannel.Rule, subject schannel.Subject, args ...schannel.Arg) *schannel.Finding {
	basis := schannel.Basis{Certainty: schannel.Certain, Premises: b.answer.Findings[:1]}
	b.answer.Findings = append(b.answer.Findings, schannel.NewFinding(rule, basis, subject, args...))
	return &b.answer.Findings[len(b.answer.Findings)-1]
}

// refuse says that the question cannot be answered, and what is missing.
func (b *builder) refuse(missing schannel.Phrase) {
	basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missing}}
	f := schannel.NewFinding(ruleMissing, basis, b.subject(), schannel.Word("purpose", b.q.purpose))
	b.answer.Certainty, b.answer.Findings = f.Certainty, []schannel.Finding{f}
	b.traceNone(reasonMissing)
}

// offer attaches remedies as far as they fit the server.
func (b *builder) offer(f *schannel.Finding, remedies ...schannel.Remedy) {
	f.Remedies = append(f.Remedies, fitting(b.q.server, remedies...)...)
}
