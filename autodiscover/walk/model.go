// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import (
	"encoding/json"
	"time"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/answer"
)

// Profile is whose rules a walk follows.
type Profile uint8

const (
	ProfileOfClient Profile = 0 // "client": what the client is
	Docs            Profile = 1 // "docs": Microsoft's pages for developers
	EWSManagedAPI   Profile = 2 // "ews-managed-api": the published source of the EWS Managed API
	Outlook         Profile = 3 // "outlook": what documents say of Outlook; the rest is marked as undocumented
)

// Windows is what the client runs on, where a document makes a difference.
type Windows uint8

const (
	WindowsUnknown Windows = 0 // "unknown": not given
	WindowsXP      Windows = 1 // "xp": compares CertPrincipalName with the common name only
	WindowsVista   Windows = 2 // "vista"
	Windows7       Windows = 3 // "7"
	Windows8       Windows = 4 // "8"
	Windows10      Windows = 5 // "10"
	Windows11      Windows = 6 // "11"
)

// Failure is why no HTTP or DNS answer came.
type Failure uint8

const (
	NoFailure   Failure = 0 // "none": there is an answer
	NoName      Failure = 1 // "no-such-name": the name, or the record, does not exist
	Refused     Failure = 2 // "refused": nobody listens
	TimedOut    Failure = 3 // "timed-out"
	TLSFailed   Failure = 4 // "tls": the TLS connection failed, such as over the certificate
	OtherFault  Failure = 5 // "other": anything else
	NotRecorded Failure = 6 // "not-recorded": the recording does not know
)

// Turn is what a client does after an answer.
type Turn uint8

const (
	TurnUnspecified Turn = 0 // "unspecified": not a turn
	Finish          Turn = 1 // "finish": it ends its search
	Again           Turn = 2 // "again": it asks again, with credentials
	Follow          Turn = 3 // "follow": it asks at the target
	Restart         Turn = 4 // "restart": it begins again with another mail address
	Advance         Turn = 5 // "advance": it goes on to the next candidate
)

// End is how a walk ends.
type End uint8

const (
	EndNone            End = 0  // "none": it goes on
	EndSettings        End = 1  // "settings": the client has its settings
	EndError           End = 2  // "error": the server refused, and the client takes that for final
	EndNotLocated      End = 3  // "not-located": nothing is left to try
	EndTooManyHops     End = 4  // "redirect-limit": more redirects than documents allow
	EndNoAddress       End = 5  // "no-mail-address": the address has not exactly one @
	EndUnknown         End = 6  // "unknown": it depends on an answer that the recording does not hold
	EndUnfinished      End = 7  // "unfinished": more requests than this package follows
	EndForEver         End = 8  // "for-ever": the client repeats itself as long as the answers stay the same
	EndCouldNotLocate  End = 9  // "AutodiscoverCouldNotBeLocated": of the EWS Managed API, as all that follow
	EndRemote          End = 10 // "AutodiscoverRemoteException": an error of the server
	EndHops            End = 11 // "MaximumRedirectionHopsExceeded"
	EndBlocked         End = 12 // "AutodiscoverRedirectBlocked": no callback allows the redirect
	EndFormat          End = 13 // "UriFormatException": a target, or a service connection point, is no URL
	EndMailFormat      End = 14 // "FormatException": a mail address has not exactly one @
	EndDeserialization End = 15 // "ServiceXmlDeserializationException": XML of another kind than expected
	EndLocal           End = 16 // "ServiceLocalException": the answer is not usable
	EndLocked          End = 17 // "AccountIsLockedException": HTTP status 456
	EndNullArgument    End = 18 // "ArgumentNullException": a redirect without a target
	EndNullReference   End = 19 // "NullReferenceException": a redirect without an address
	EndBadRedirect     End = 20 // "ServiceRemoteException": a redirect that SOAP cannot follow
	EndResponse        End = 21 // "AutodiscoverResponseException": an error of the whole response in SOAP
	EndFault           End = 22 // "ServiceResponseException": a fault of SOAP
	EndRequest         End = 23 // "ServiceRequestException": the request of SOAP failed
	EndNoEndpoint      End = 24 // "ArgumentOutOfRangeException": a pointer of the directory has no binding
)

// Setup is who walks, and what is known before the first request. Mail and
// product of the client are needed.
type Setup struct {
	Client autodiscover.Client
	Forest autodiscover.Forest // the directories; empty: no service connection points
	Policy autodiscover.Policy // how they are sorted; unspecified: the default of the product
	As     Profile             // by default what the client is

	// Consent is whether the user, or the callback of a program, agrees to a
	// redirect that asks. Unknown: a user does, and a program without a
	// callback does not.
	Consent schannel.Truth

	// ErrorEnds makes an error of a server final in the profile of the
	// documents. The guide calls errors unrecoverable in one place, and in
	// another has the client try each candidate until one succeeds, which is
	// what false stands for.
	ErrorEnds bool

	Windows Windows
	Peers   []Peer    // what is known of servers by their host
	At      time.Time // zero: dates are not judged

	// Suffix returns the public suffix of a host, such as co.uk. Without it
	// nothing is said about registrable domains.
	Suffix func(host string) string
}

// Request is what the client asks.
type Request struct {
	Method      autodiscover.Method `json:"method"`
	URL         string              `json:"url"`         // of HTTP
	Name        string              `json:"name"`        // of a DNS query for service records
	Mail        string              `json:"mail"`        // the address that it asks for
	Credentials bool                `json:"credentials"` // it sends credentials
	Step        autodiscover.Step   `json:"step"`        // the place that led to it
	Redirects   int                 `json:"redirects"`   // that lie between that place and it
}

// Answer is what came back: a failure, an HTTP answer or service records.
type Answer struct {
	Failure    Failure  `json:"failure"`
	Fault      string   `json:"fault"` // the failure as it is recorded
	Status     int      `json:"status"`
	Location   string   `json:"location"`
	Challenges []string `json:"challenges"` // schemes of WWW-Authenticate
	Handshake  bool     `json:"handshake"`  // a scheme carries a token: a handshake of NTLM or Negotiate goes on
	Endpoints  []string `json:"endpoints"`  // of X-SOAP-Enabled and the like, the names of the headers
	Body       []byte   `json:"body"`
	Records    []SRV    `json:"records"`
	Peer       Peer     `json:"peer"` // zero: see the peers of the setup
}

// SRV is a service record.
type SRV struct {
	Priority uint16 `json:"priority"`
	Weight   uint16 `json:"weight"`
	Port     uint16 `json:"port"`
	Target   string `json:"target"`
}

// Hop is a request, what came back, and what the client does then.
type Hop struct {
	Request  Request         `json:"request"`
	Failure  Failure         `json:"failure"`
	Status   int             `json:"status"`
	Code     string          `json:"code"` // of an error in the answer
	Turn     Turn            `json:"turn"`
	Target   string          `json:"target"` // a URL or a mail address that the turn leads to
	Reason   schannel.Phrase `json:"reason"`
	Open     bool            `json:"open"`     // no document says that this client takes this turn
	Parallel bool            `json:"parallel"` // asked at the same time as what succeeded
	Peer     Peer            `json:"peer"`

	Challenges []string `json:"challenges"` // schemes that the server offered
	Records    []SRV    `json:"records"`    // that a query returned
}

// Outcome is a whole walk.
type Outcome struct {
	As       Profile            `json:"as"`
	End      End                `json:"end"`
	External schannel.Truth     `json:"external"` // whether the settings are those for the outside, as the EWS Managed API takes them
	Requests int                `json:"requests"` // that were answered
	Hops     []Hop              `json:"hops"`
	Settings answer.Response    `json:"settings"` // the last answer that could be read
	Findings []schannel.Finding `json:"findings"`
}

// MarshalJSON writes every field, empty lists as lists.
func (a Answer) MarshalJSON() ([]byte, error) {
	type plain Answer
	p := struct {
		plain
		Body hexBytes `json:"body"`
	}{plain(a), a.Body}
	p.Challenges, p.Endpoints, p.Records = jsonlist.Of(p.Challenges), jsonlist.Of(p.Endpoints), jsonlist.Of(p.Records)
	return json.Marshal(p)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (a *Answer) UnmarshalJSON(text []byte) error {
	type plain Answer
	var p struct {
		plain
		Body hexBytes `json:"body"`
	}
	if err := json.Unmarshal(text, &p); err != nil {
		return err
	}
	*a = Answer(p.plain)
	a.Body = p.Body
	return nil
}

// MarshalJSON writes every field, empty lists as lists.
func (h Hop) MarshalJSON() ([]byte, error) {
	type plain Hop
	p := plain(h)
	p.Challenges, p.Records = jsonlist.Of(p.Challenges), jsonlist.Of(p.Records)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (o Outcome) MarshalJSON() ([]byte, error) {
	type plain Outcome
	p := plain(o)
	p.Hops, p.Findings = jsonlist.Of(p.Hops), jsonlist.Of(p.Findings)
	return json.Marshal(p)
}
