// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// The reasons with which a trace ends.
var (
	reasonHost      = schannel.Phrase{Code: "exchangecert.reason.host", Text: "neither its subject nor its domains hold {name}"}
	reasonIssuer    = schannel.Phrase{Code: "exchangecert.reason.issuer", Text: "its issuer does not match that of TlsCertificateName: {issuer}"}
	reasonSubject   = schannel.Phrase{Code: "exchangecert.reason.subject", Text: "its subject does not match that of TlsCertificateName: {subject}"}
	reasonNeither   = schannel.Phrase{Code: "exchangecert.reason.issuer_and_subject", Text: "neither its issuer nor its subject is that of TlsCertificateName"}
	reasonRequest   = schannel.Phrase{Code: "exchangecert.reason.request", Text: "it is a request that waits for its certificate"}
	reasonVersion   = schannel.Phrase{Code: "exchangecert.reason.x509_version", Text: "it is of X.509 version {version}"}
	reasonUsage     = schannel.Phrase{Code: "exchangecert.reason.server_auth", Text: "its extended key usage leaves out server authentication"}
	reasonKeyLength = schannel.Phrase{Code: "exchangecert.reason.key_length", Text: "its key has {bits} bits"}
	reasonNoKey     = schannel.Phrase{Code: "exchangecert.reason.no_private_key", Text: "its private key is not on this computer"}
	reasonNoFlag    = schannel.Phrase{Code: "exchangecert.reason.no_service", Text: "it is not enabled for {service}"}
	reasonStatus    = schannel.Phrase{Code: "exchangecert.reason.status", Text: "its status is {status}"}
	reasonExpired   = schannel.Phrase{Code: "exchangecert.reason.expired", Text: "it expired at {not_after}"}
	reasonNotYet    = schannel.Phrase{Code: "exchangecert.reason.not_yet_valid", Text: "it is not valid before {not_before}"}

	reasonWon           = schannel.Phrase{Code: "exchangecert.reason.first", Text: "it comes first of {count} that remain"}
	reasonOnly          = schannel.Phrase{Code: "exchangecert.reason.only", Text: "it is the only one that remains"}
	reasonLostIssued    = schannel.Phrase{Code: "exchangecert.reason.lost_to_issued", Text: "lost to {winner} because that one is issued by an authority and this one is self-signed"}
	reasonLostNewest    = schannel.Phrase{Code: "exchangecert.reason.lost_to_newer", Text: "lost to {winner} because that one is valid from {theirs}, this one from {own}"}
	reasonLostLongest   = schannel.Phrase{Code: "exchangecert.reason.lost_to_longer", Text: "lost to {winner} because that one is valid until {theirs}, this one until {own}"}
	reasonLostExact     = schannel.Phrase{Code: "exchangecert.reason.lost_to_exact", Text: "lost to {winner} because that one has the name itself and this one a wildcard"}
	reasonLostKnown     = schannel.Phrase{Code: "exchangecert.reason.lost_to_known", Text: "lost to {winner} because that one is known to hold the name and of this one not all names are known"}
	reasonLostBehind    = schannel.Phrase{Code: "exchangecert.reason.lost_by_policy", Text: "lost to {winner} because the step {step} speaks against this one"}
	reasonLostInput     = schannel.Phrase{Code: "exchangecert.reason.lost_by_order", Text: "lost to {winner} because that one stands first in the list and no document ranks the two"}
	reasonConfigured    = schannel.Phrase{Code: "exchangecert.reason.configured", Text: "it is the certificate that is configured"}
	reasonOther         = schannel.Phrase{Code: "exchangecert.reason.not_configured", Text: "another certificate is configured: {thumbprint}"}
	reasonNotOffered    = schannel.Phrase{Code: "exchangecert.reason.not_offered", Text: "no certificate is looked for: AuthMechanism lacks {mechanism}"}
	reasonIgnored       = schannel.Phrase{Code: "exchangecert.reason.ignored", Text: "no certificate is looked for: the connector ignores STARTTLS"}
	reasonMissing       = schannel.Phrase{Code: "exchangecert.reason.missing", Text: "the question cannot be answered without what is missing"}
	reasonNameMalformed = schannel.Phrase{Code: "exchangecert.reason.name_malformed", Text: "TlsCertificateName has not the form <I>issuer<S>subject"}
	reasonWildcardName  = schannel.Phrase{Code: "exchangecert.reason.wildcard_name", Text: "no certificate is found for a wildcard as the name: {name}"}
	reasonUnused        = schannel.Phrase{Code: "exchangecert.reason.unused", Text: "no certificate is used: anonymous TLS does not take place"}
)

// isoTime writes a time as an argument.
func isoTime(t time.Time) string {
	if t.IsZero() {
		return "?"
	}
	return t.UTC().Format(time.RFC3339)
}

// label names a certificate.
func (q *question) label(i int) string { return q.server.Certificates[i].Thumbprint.String() }

// windowsHex writes a thumbprint as Windows does.
func windowsHex(t schannel.Thumbprint) string { return strings.ToUpper(t.String()) }

// outReason is the reason of a certificate that no policy lets in.
func (b *builder) outReason(i int) schannel.Phrase {
	c, f := &b.q.server.Certificates[i], &b.facts[i]
	switch f.out {
	case stepName.Code:
		switch {
		case f.subject != exchange.NoName && f.issuer == exchange.NoName:
			return reasonIssuer.With(schannel.Text("issuer", c.Issuer))
		case f.issuer != exchange.NoName && f.subject == exchange.NoName:
			return reasonSubject.With(schannel.Text("subject", c.Subject))
		}
		return reasonNeither
	case stepRequest.Code:
		return reasonRequest
	case stepVersion.Code:
		return reasonVersion.With(schannel.Number("version", c.X509Version))
	case stepServerAuth.Code:
		return reasonUsage
	case stepKeyLength.Code:
		return reasonKeyLength.With(schannel.Number("bits", c.KeyBits))
	}
	return b.otherHost
}

// against is the reason of a certificate against which the field speaks.
func (b *builder) against(i int, f field) schannel.Phrase {
	c := &b.q.server.Certificates[i]
	switch f {
	case fieldFlag:
		return reasonNoFlag.With(schannel.Word("service", b.q.service))
	case fieldKey:
		return reasonNoKey
	case fieldStatus:
		return reasonStatus.With(schannel.Word("status", c.Status))
	case fieldDates, fieldWildcard, fieldRanking:
	}
	if b.facts[i].expired {
		return reasonExpired.With(schannel.Text("not_after", isoTime(c.NotAfter)))
	}
	return reasonNotYet.With(schannel.Text("not_before", isoTime(c.NotBefore)))
}

// lostReason is the reason of a certificate that stands behind the winner.
func (b *builder) lostReason(i int, rule schannel.Code) schannel.Phrase {
	w := schannel.Text("winner", b.q.label(b.run.winner))
	own, theirs := &b.facts[i], &b.facts[b.run.winner]
	switch rule {
	case rankIssued.Code:
		return reasonLostIssued.With(w)
	case rankNewest.Code:
		return reasonLostNewest.With(w, schannel.Text("theirs", isoTime(theirs.notBefore)), schannel.Text("own", isoTime(own.notBefore)))
	case rankLongest.Code:
		return reasonLostLongest.With(w, schannel.Text("theirs", isoTime(theirs.notAfter)), schannel.Text("own", isoTime(own.notAfter)))
	case rankWildcard.Code:
		return reasonLostExact.With(w)
	case rankName.Code:
		return reasonLostKnown.With(w)
	case rankInput.Code:
		return reasonLostInput.With(w)
	}
	return reasonLostBehind.With(w, schannel.Word("step", rule))
}
