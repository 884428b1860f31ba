// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

// Product is a client of Autodiscover.
type Product uint8

const (
	ProductUnspecified Product = 0 // "unspecified": not a product
	Outlook2007        Product = 1 // "outlook2007": registry version 12.0
	Outlook2010        Product = 2 // "outlook2010": registry version 14.0
	Outlook2013        Product = 3 // "outlook2013": registry version 15.0
	Outlook2016        Product = 4 // "outlook2016": 2016 and 2019, registry version 16.0
	Outlook365         Product = 5 // "outlook365": of Microsoft 365, registry version 16.0
	EWSManagedAPI      Product = 6 // "ews-managed-api": a program that uses the EWS Managed API
	DocsClient         Product = 7 // "docs": a program that follows Microsoft's pages for developers
)

// Policy is a way of sorting service connection points, with its sources.
type Policy uint8

const (
	PolicyUnspecified Policy = 0 // "unspecified": not a policy
	PolicyDocs        Policy = 1 // "docs": the text of the pages for developers: own site, no site, other site
	PolicyEWS         Policy = 2 // "ews-managed-api": the published source of the EWS Managed API, as measured
	PolicyOldest      Policy = 3 // "outlook-oldest": own site first, then the oldest
	PolicyNewest      Policy = 4 // "outlook-newest": own site first, then the newest
	PolicyDirectory   Policy = 5 // "directory": own site first, then as the directory returns them
	PolicyOXDISCO     Policy = 6 // "ms-oxdisco": the open specification: as the directory returns them, pointers without a domain last
)

// Kind is what a service connection point is for. Its keywords say so.
type Kind uint8

const (
	KindUnknown   Kind = 0 // "unknown": no known GUID
	URLEntry      Kind = 1 // "url": where a server answers
	PointerEntry  Kind = 2 // "pointer": another directory to search
	TrustedHoster Kind = 3 // "trusted-hoster": hosts to which a redirect is expected
)

// Protocol is what a client speaks with Autodiscover. Outlook speaks POX.
type Protocol uint8

const (
	POX  Protocol = 0 // "pox": plain XML, autodiscover.xml
	SOAP Protocol = 1 // "soap": autodiscover.svc
	V2   Protocol = 2 // "v2": JSON without authentication, autodiscover.json
)

// Step is a place in which a client looks for Autodiscover.
type Step uint8

const (
	StepUnspecified   Step = 0  // "unspecified": not a step
	StepRestart       Step = 1  // "restart": what Outlook stored for a restart
	StepLocalXML      Step = 2  // "local-xml": a file that the registry names
	StepLastKnownGood Step = 3  // "last-known-good": the URL that answered last time
	StepOffice365     Step = 4  // "office365": the endpoints of Office 365, first
	StepSCP           Step = 5  // "scp": service connection points
	StepRootDomain    Step = 6  // "root-domain": https://DOMAIN/
	StepHost          Step = 7  // "autodiscover-host": https://autodiscover.DOMAIN/
	StepHTTPRedirect  Step = 8  // "http-redirect": http://autodiscover.DOMAIN/, for a redirect
	StepSRV           Step = 9  // "srv": the service record of the domain
	StepOffice365Last Step = 10 // "office365-failsafe": the endpoints of Office 365, last
)

// Method is how something is asked for.
type Method uint8

const (
	MethodNone Method = 0 // "none": nothing goes to the network
	Post       Method = 1 // "POST": an HTTP POST
	Get        Method = 2 // "GET": an HTTP GET
	DNS        Method = 3 // "DNS": a query for service records
)

// Exception is what ends the look-up in a client that cannot cope with a bad entry.
type Exception uint8

const (
	ExceptionNone      Exception = 0 // "none": nothing; the list is used
	ExceptionFormat    Exception = 1 // "UriFormatException": an entry of the list is no absolute URL
	ExceptionNoBinding Exception = 2 // "ArgumentOutOfRangeException": a pointer has no binding
	ExceptionHops      Exception = 3 // "ServiceLocalException": more searches than the client makes
)
