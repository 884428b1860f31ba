// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"cmp"
	"encoding/json"
	"iter"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/trustlist"
)

// PeerLimit is the size of a CertificateRequest, or of its list, up to which a
// product copes with it.
type PeerLimit struct {
	Product string `json:"product"` // a proper name, with the versions and, in brackets, the setting or update that changes it
	Limit   int    `json:"limit"`   // bytes

	// Sends is whether the limit is that of the list that the product sends as a
	// server. Otherwise it is that of the message that it takes as a client.
	Sends bool `json:"sends"`

	Evidence schannel.Evidence `json:"evidence"`
	Sources  []schannel.Source `json:"sources"`

	// BodyOnly is whether the 4-byte header of the message does not count;
	// false: it does, or nobody says.
	BodyOnly bool `json:"body_only"`

	// Earliest and Latest are the first and the last version that the product
	// speaks; 0: any.
	Earliest schannel.TLSVersion `json:"earliest"`
	Latest   schannel.TLSVersion `json:"latest"`
}

// MarshalJSON writes every field, no sources as an empty list.
func (l PeerLimit) MarshalJSON() ([]byte, error) {
	type plain PeerLimit
	p := plain(l)
	p.Sources = jsonlist.Of(p.Sources)
	return json.Marshal(p)
}

// maxRecord is the longest content of a record: RFC 5246, Section 6.2.1.
const maxRecord = 1 << 14

var peerLimits = [...]PeerLimit{
	{
		// It does not parse a message in several records at all.
		Product: "Windows Vista, Windows Server 2008 (< KB2541763)", Limit: maxRecord, Latest: schannel.TLS12,
		Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB2541763"}},
	},
	{
		Product: "Schannel >= Windows 7, Windows Server 2008 R2 (MessageLimitClient)", Limit: 0x8000,
		Evidence: schannel.Documented,
		Sources: []schannel.Source{
			{Document: "TLS registry settings", Section: "Messaging – fragment parsing"},
			{Document: "dotnet/runtime#77989"},
		},
	},
	{
		Product: "GnuTLS < 3.5.5", Limit: 48 << 10, Latest: schannel.TLS12,
		Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "GnuTLS", Section: "gnutls_handshake_set_max_packet_length"}},
	},
	{
		Product: "Go crypto/tls", Limit: 65536, BodyOnly: true, Earliest: schannel.TLS10,
		Evidence: schannel.Implemented, Sources: []schannel.Source{{Document: "Go", Section: "crypto/tls, maxHandshake"}},
	},
	{
		Product: "OpenSSL (SSL_CTX_set_max_cert_list)", Limit: 100 << 10, BodyOnly: true,
		Evidence: schannel.Implemented, Sources: []schannel.Source{{Document: "OpenSSL", Section: "ssl/statem/statem_clnt.c, ossl_statem_client_max_message_size"}},
	},
	{
		Product: "GnuTLS", Limit: 128 << 10,
		Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "GnuTLS", Section: "gnutls_handshake_set_max_packet_length"}},
	},
	{
		Product: "s2n-tls < 2024-10", Limit: 10000, Sends: true,
		Evidence: schannel.Implemented, Sources: []schannel.Source{{Document: "s2n-tls", Section: "pull request 4832"}},
	},
	{
		Product: "s2n-tls", Limit: 20000, Sends: true,
		Evidence: schannel.Implemented, Sources: []schannel.Source{{Document: "s2n-tls", Section: "pull request 4832"}},
	},
}

// PeerLimits yields what is known of the limits of other products.
func PeerLimits() iter.Seq[PeerLimit] {
	return func(yield func(PeerLimit) bool) {
		for _, r := range peerLimits {
			r.Sources = slices.Clone(r.Sources) // the caller's own
			if !yield(r) {
				return
			}
		}
	}
}

// PreflightReport is what [Preflight] says about a list.
type PreflightReport struct {
	// Drop is the fewest names without which every message can be encoded, as
	// positions in the list; the largest go.
	Drop []int `json:"drop"`

	Findings []schannel.Finding `json:"findings"`
}

// MarshalJSON writes every field, empty lists as lists.
func (r PreflightReport) MarshalJSON() ([]byte, error) {
	type plain PreflightReport
	p := plain(r)
	p.Drop, p.Findings = jsonlist.Of(p.Drop), jsonlist.Of(p.Findings)
	return json.Marshal(p)
}

const (
	usualTypes      = 3
	usualAlgorithms = 10
)

// Size tells how long the request is as a handshake message of the version, its
// 4-byte header included, how many records it needs at least, and whether the
// lengths in it have room for the list. What the request leaves open is taken
// as usual: see [Preflight].
func (r CertificateRequest) Size(version schannel.TLSVersion) (bytes, records int, possible bool) {
	r = r.asUsual()
	size := r.Authorities.Size()
	bytes = r.overhead(version) + size
	return bytes, recordsOf(bytes), size <= r.room(version)
}

func recordsOf(bytes int) int { return (bytes + maxRecord - 1) / maxRecord }

// asUsual fills what is open.
func (r CertificateRequest) asUsual() CertificateRequest {
	if len(r.Types) == 0 {
		r.Types = make([]byte, usualTypes)
	}
	if len(r.SignatureAlgorithms) == 0 {
		r.SignatureAlgorithms = make([]uint16, usualAlgorithms)
	}
	return r
}

// message is a CertificateRequest in one version.
type message struct {
	version  schannel.TLSVersion
	bytes    int
	possible bool
}

var rulePreflightVector = schannel.Rule{
	Code: "trustlist.preflight.vector", Title: "The list is longer than a message can say",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Message: "The list has {bytes} bytes, and its length can say {room} at most. Servers that do not check this fail in every handshake or send a length that has lost 65536. Leaving out the largest names, {drop} of them, is enough.",
	Sources: []schannel.Source{
		{Document: "RFC 6101", Section: "Section 5.6.4"},
		{Document: "RFC 5246", Section: "Section 7.4.4"},
		{Document: "RFC 8446", Section: "Section 4.2.4"},
		{Document: "openssl/openssl#12436"},
		{Document: "gravitational/teleport#3870"},
	},
}

var rulePreflightUnknown = schannel.Rule{
	Code: "trustlist.preflight.unknown", Title: "The version has no CertificateRequest that is known here",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message: "Of {version} no form of CertificateRequest is known here.",
	Sources: []schannel.Source{
		{Document: "RFC 5246", Section: "Section 7.4.4"},
		{Document: "RFC 8446", Section: "Section 4.3.2"},
	},
	Excludes: []schannel.Code{"trustlist.preflight.fits", "trustlist.preflight.refused"},
}

var missingVersion = schannel.Phrase{Code: "trustlist.missing.version", Text: "a version from SSL 3.0 to TLS 1.3, or none for TLS 1.0 to TLS 1.3"}

// Preflight tells which products do not cope with the message. What the request
// leaves open is taken as usual: without a Version TLS 1.0 to TLS 1.3 are
// looked at, without Types there are three, without SignatureAlgorithms ten. Its
// Authorities may be longer than a message can say. Of a request that was
// captured, ask [Flight.Preflight].
func Preflight(request CertificateRequest) PreflightReport {
	request = request.asUsual()
	r := newPreflight()
	if request.Version != 0 && !knownVersion(request.Version) {
		r.add(schannel.NewFinding(rulePreflightUnknown, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingVersion},
		}, schannel.Whole("message"), schannel.Word("version", request.Version)))
		return r.PreflightReport
	}
	var messages []message
	size, room := request.Authorities.Size(), maxVector
	for version := schannel.SSL30; version <= schannel.TLS13; version++ {
		if request.Version == version || request.Version == 0 && version != schannel.SSL30 {
			bytes, _, possible := request.Size(version)
			messages = append(messages, message{version, bytes, possible})
			room = min(room, request.room(version))
		}
	}
	r.judgeVector(request.Authorities, room)
	r.judgeLimits(messages, size)
	if len(r.Findings) == 0 && len(messages) > 0 {
		r.addFits(messages)
	}
	return r.PreflightReport
}

// preflight is a report in the making.
type preflight struct{ PreflightReport }

func newPreflight() preflight {
	return preflight{PreflightReport{Drop: []int{}, Findings: []schannel.Finding{}}}
}

// judgeVector compares the list with the room that its length leaves.
func (r *preflight) judgeVector(list trustlist.List, room int) {
	size := list.Size()
	if size <= room {
		return
	}
	r.Drop = largest(list, size-room)
	r.add(schannel.NewFinding(rulePreflightVector, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("list"),
		schannel.Number("bytes", size), schannel.Number("room", room), schannel.Number("drop", len(r.Drop))))
}

// judgeLimits compares with the limits of all products.
func (r *preflight) judgeLimits(messages []message, size int) {
	for _, limit := range peerLimits {
		r.judge(limit, messages, size)
	}
}

func (r *preflight) add(f schannel.Finding) { r.Findings = append(r.Findings, f) }

// overhead returns what a message has besides the names: RFC 2246 and RFC 5246,
// Section 7.4.4; RFC 8446, Section 4.3.2.
func (r CertificateRequest) overhead(version schannel.TLSVersion) int {
	const length16, length8 = 2, 1
	algorithms := length16 + 2*len(r.SignatureAlgorithms)
	if version == schannel.TLS13 {
		n := handshakeHeader + length8 + len(r.Context) + length16 + r.otherExtensions() + extensionHeader + algorithms
		if len(r.Authorities) > 0 {
			n += extensionHeader + listHeader
		}
		return n
	}
	n := handshakeHeader + length8 + len(r.Types) + listHeader
	if version == schannel.TLS12 {
		n += algorithms
	}
	return n
}

// extensionHeader is the type and the length of an extension.
const extensionHeader = 4

// otherExtensions returns the bytes of the extensions that are kept as they
// are.
func (r CertificateRequest) otherExtensions() int {
	n := 0
	for _, e := range r.Extensions {
		if e.Type != extensionAlgorithms && e.Type != extensionAuthorities {
			n += extensionHeader + len(e.Data)
		}
	}
	return n
}

// room returns how many bytes of names the lengths of a message can say. In TLS
// 1.3 the length is that of all extensions.
func (r CertificateRequest) room(version schannel.TLSVersion) int {
	if version != schannel.TLS13 {
		return maxVector
	}
	const length16 = 2
	algorithms := extensionHeader + length16 + 2*len(r.SignatureAlgorithms)
	return maxVector - r.otherExtensions() - algorithms - extensionHeader - listHeader
}

// largest returns the positions of the fewest names that take that many bytes
// together.
func largest(list trustlist.List, bytes int) []int {
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(len(list[b]), len(list[a])), cmp.Compare(b, a)) })
	count := 0
	for ; bytes > 0 && count < len(order); count++ {
		bytes -= entryHeader + len(list[order[count]])
	}
	slices.Sort(order[:count])
	return order[:count]
}

var rulePreflightRefused = schannel.Rule{
	Code: "trustlist.preflight.refused", Title: "A client does not take a message of this size",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message:  "{product}: a client refuses the CertificateRequest of {bytes} bytes ({versions}), because it takes {limit} at most. Every handshake fails, with a client certificate or without.",
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 6.2.1"}},
	Excludes: []schannel.Code{"trustlist.preflight.fits"},
}

var rulePreflightUnsent = schannel.Rule{
	Code: "trustlist.preflight.unsent", Title: "A server does not send a list of this size",
	Severity: schannel.Info, Evidence: schannel.Implemented,
	Message: "{product}: a server does not take a list of {bytes} bytes in its configuration: {limit} are allowed.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.4"}},
}

// judge compares the messages with the limit of a product.
func (r *preflight) judge(limit PeerLimit, messages []message, size int) {
	if limit.Sends {
		if size > limit.Limit {
			r.addLimit(rulePreflightUnsent, schannel.Certain, limit, size)
		}
		return
	}
	longest, certainty := 0, schannel.Undocumented
	var versions []string
	for _, m := range messages {
		if m.version < limit.Earliest || limit.Latest != 0 && m.version > limit.Latest {
			continue
		}
		counted := m.bytes
		if limit.BodyOnly {
			counted -= handshakeHeader
		}
		if !m.possible || counted <= limit.Limit {
			continue
		}
		versions = append(versions, m.version.String())
		longest = max(longest, m.bytes)
		// Nobody says whether the limit of Windows or GnuTLS has the header
		// of the message in it. Records do contain it.
		if limit.BodyOnly || limit.Limit == maxRecord || m.bytes-handshakeHeader > limit.Limit {
			certainty = schannel.Certain
		}
	}
	if longest > 0 {
		r.addLimit(rulePreflightRefused, certainty, limit, longest, schannel.Text("versions", strings.Join(versions, ", ")))
	}
}

var (
	outcomeRefused = schannel.Phrase{Code: "trustlist.outcome.message_refused", Text: "refused: the header of the message counts"}
	outcomeTaken   = schannel.Phrase{Code: "trustlist.outcome.message_taken", Text: "taken: it does not count"}
	settleTry      = schannel.Phrase{Code: "trustlist.settle.connection", Text: "a connection of that client to a server that sends a message of this size"}
)

func (r *preflight) addLimit(rule schannel.Rule, certainty schannel.Certainty, limit PeerLimit, bytes int, more ...schannel.Arg) {
	basis := schannel.Basis{Certainty: certainty, Evidence: limit.Evidence, Sources: limit.Sources}
	if certainty == schannel.Undocumented {
		basis.Outcomes, basis.Settle = []schannel.Phrase{outcomeRefused, outcomeTaken}, []schannel.Phrase{settleTry}
	}
	args := []schannel.Arg{schannel.Text("product", limit.Product), schannel.Number("bytes", bytes), schannel.Number("limit", limit.Limit)}
	r.add(schannel.NewFinding(rule, basis, schannel.Whole("message").Named(limit.Product), append(args, more...)...))
}

var rulePreflightFits = schannel.Rule{
	Code: "trustlist.preflight.fits", Title: "No product is known to refuse the message",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message: "The CertificateRequest has {bytes} bytes at most; TLS records that it needs: {records}. Of the limits that are known here none is exceeded.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 6.2.1"}},
}

// addFits says that nothing is known to refuse the longest of the messages.
func (r *preflight) addFits(messages []message) {
	longest := 0
	for _, m := range messages {
		longest = max(longest, m.bytes)
	}
	r.add(schannel.NewFinding(rulePreflightFits, schannel.Basis{Certainty: schannel.Likely}, schannel.Whole("message"),
		schannel.Number("bytes", longest), schannel.Number("records", recordsOf(longest))))
}
