// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
)

// collection is the kind of file that gives a missing input, and the flag of
// command diagnose that does, or that such a file needs beside it. One that has
// neither is a question to the people concerned.
type collection struct {
	code schannel.Code
	kind evidence.Kind
	flag string
}

// asked stands for no file: the people concerned know it.
const asked = evidence.Unknown

// collections has every missing input that the packages name, ordered by code.
var collections = [...]collection{
	{"autodiscover.missing.answers", evidence.Recording, ""},
	{"autodiscover.missing.created", evidence.SCPs, ""},
	{"autodiscover.missing.directory", evidence.SCPs, ""},
	{"autodiscover.missing.directory_order", evidence.SCPs, ""},
	{"autodiscover.missing.earlier", evidence.Recording, ""},
	{"autodiscover.missing.entries", evidence.SCPs, ""},
	{"autodiscover.missing.joined", asked, "-joined"},
	{"autodiscover.missing.mail", asked, "-mail"},
	{"autodiscover.missing.office365", evidence.Recording, ""},
	{"autodiscover.missing.product", asked, "-product"},
	{"autodiscover.missing.scope", evidence.SCPs, ""},
	{"autodiscover.missing.self_signed", evidence.HostCertificate, ""},
	{"autodiscover.missing.site", asked, "-site"},
	{"autodiscover.missing.suffixes", asked, ""},
	{"autodiscover.missing.time", asked, "-at"},
	{"autodiscover.missing.token", evidence.Recording, ""},
	{"autodiscover.missing.trace", evidence.Recording, ""},
	{"autodiscover.missing.trust", evidence.HostCertificate, ""},
	{"autodiscover.missing.versions", evidence.ExchangeServers, "-version"},
	{"diagnose.need.certificates", evidence.ExchangeCertificates, ""},
	{"diagnose.need.chain", evidence.ClientChain, "-chain"},
	{"diagnose.need.connection", evidence.Capture, ""},
	{"diagnose.need.connectors", evidence.Connectors, ""},
	{"diagnose.need.culture", asked, "-culture"},
	{"diagnose.need.events", evidence.ApplicationLog, ""},
	{"diagnose.need.mail", asked, "-mail"},
	{"diagnose.need.recording", evidence.Recording, ""},
	{"diagnose.need.scps", evidence.SCPs, ""},
	{"diagnose.need.shown", evidence.HostCertificate, ""},
	{"diagnose.need.symptoms", evidence.SystemLog, ""},
	{"diagnose.need.time", asked, "-at"},
	{"ems.capture.missing.after_hello", evidence.Capture, ""},
	{"ems.capture.missing.beginning", evidence.Capture, ""},
	{"ems.capture.missing.client_hello", evidence.Capture, ""},
	{"ems.capture.missing.close", evidence.Capture, ""},
	{"ems.capture.missing.directions", evidence.Capture, ""},
	{"ems.capture.missing.gap", evidence.Capture, ""},
	{"ems.capture.missing.kind", evidence.Capture, ""},
	{"ems.capture.missing.offer", evidence.Capture, ""},
	{"ems.capture.missing.reason", asked, ""},
	{"ems.capture.missing.server_hello", evidence.Capture, ""},
	{"ems.capture.missing.session", evidence.Capture, ""},
	{"ems.capture.missing.ticket", evidence.Capture, ""},
	{"ems.capture.missing.version", evidence.Capture, ""},
	{"ems.capture.missing.zeros", asked, ""},
	{"ems.windows.missing.alert", evidence.SystemLog, ""},
	{"ems.windows.missing.attempts", asked, ""},
	{"ems.windows.missing.both_ends", evidence.Capture, ""},
	{"ems.windows.missing.control_set", evidence.SchannelRegistry, ""},
	{"ems.windows.missing.direction", evidence.SystemLog, ""},
	{"ems.windows.missing.event", evidence.SystemLog, ""},
	{"ems.windows.missing.extension", evidence.Updates, "-kb"},
	{"ems.windows.missing.fips", asked, ""},
	{"ems.windows.missing.hellos", evidence.Capture, ""},
	{"ems.windows.missing.key", evidence.SchannelRegistry, ""},
	{"ems.windows.missing.local", evidence.Updates, "-product"},
	{"ems.windows.missing.logging", evidence.SchannelRegistry, ""},
	{"ems.windows.missing.no_suite", evidence.SystemLog, ""},
	{"ems.windows.missing.peer", asked, ""},
	{"ems.windows.missing.product", asked, "-product"},
	{"ems.windows.missing.program", asked, ""},
	{"ems.windows.missing.public_value", evidence.Capture, ""},
	{"ems.windows.missing.rate", asked, ""},
	{"ems.windows.missing.resuming", evidence.Capture, ""},
	{"ems.windows.missing.shared_zero", evidence.KeyLog, ""},
	{"ems.windows.missing.suite", evidence.Capture, ""},
	{"ems.windows.missing.symptom", evidence.SystemLog, ""},
	{"ems.windows.missing.time_out", asked, ""},
	{"ems.windows.missing.trial", asked, ""},
	{"ems.windows.missing.updates", evidence.Updates, "-updated"},
	{"ems.windows.missing.which", evidence.SchannelRegistry, ""},
	{"exchangecert.missing.auth", evidence.AuthConfig, ""},
	{"exchangecert.missing.auth_config", evidence.AuthConfig, ""},
	{"exchangecert.missing.auth_mechanism", evidence.Connectors, ""},
	{"exchangecert.missing.binding", evidence.WebBindings, ""},
	{"exchangecert.missing.certificates", evidence.ExchangeCertificates, ""},
	{"exchangecert.missing.check_time", asked, "-at"},
	{"exchangecert.missing.computer_names", evidence.ExchangeServers, ""},
	{"exchangecert.missing.condition", evidence.ExchangeCertificates, ""},
	{"exchangecert.missing.connector", evidence.Connectors, ""},
	{"exchangecert.missing.dates", evidence.ExchangeCertificates, "-zone"},
	{"exchangecert.missing.duplicates", evidence.ExchangeCertificates, ""},
	{"exchangecert.missing.event_text", evidence.ApplicationLog, ""},
	{"exchangecert.missing.failure_time", asked, "-zone"},
	{"exchangecert.missing.internal", evidence.ExchangeServers, ""},
	{"exchangecert.missing.issuer", evidence.ExchangeCertificates, ""},
	{"exchangecert.missing.issuers", evidence.ExchangeCertificates, ""},
	{"exchangecert.missing.key_access", asked, ""},
	{"exchangecert.missing.list", evidence.ExchangeCertificates, ""},
	{"exchangecert.missing.load_balancing", asked, ""},
	{"exchangecert.missing.looked_for", evidence.Connectors, ""},
	{"exchangecert.missing.names", evidence.ExchangeCertificates, ""},
	{"exchangecert.missing.other_end", evidence.ProtocolLog, ""},
	{"exchangecert.missing.other_servers", evidence.Connectors, ""},
	{"exchangecert.missing.private_key", evidence.PersonalStore, ""},
	{"exchangecert.missing.protocols", evidence.Capture, ""},
	{"exchangecert.missing.published", evidence.ExchangeServers, ""},
	{"exchangecert.missing.purpose", asked, ""},
	{"exchangecert.missing.roots", evidence.TrustedRoots, ""},
	{"exchangecert.missing.server_fqdn", evidence.ExchangeServers, ""},
	{"exchangecert.missing.service_name", evidence.MailSettings, ""},
	{"exchangecert.missing.services", evidence.ExchangeCertificates, ""},
	{"exchangecert.missing.status", evidence.ExchangeCertificates, ""},
	{"exchangecert.missing.store", evidence.PersonalStore, ""},
	{"exchangecert.missing.time", asked, "-at"},
	{"exchangecert.missing.updates", asked, ""},
	{"exchangecert.missing.validity", evidence.ExchangeCertificates, "-zone"},
	{"trustlist.missing.bound_store", evidence.SiteStore, ""},
	{"trustlist.missing.chain", evidence.ClientChain, "-chain"},
	{"trustlist.missing.chain_rest", evidence.ClientChain, "-chain"},
	{"trustlist.missing.control_set", evidence.SchannelRegistry, ""},
	{"trustlist.missing.domain", asked, ""},
	{"trustlist.missing.key", evidence.SchannelRegistry, ""},
	{"trustlist.missing.release", asked, "-release"},
	{"trustlist.missing.request", evidence.SClientText, ""},
	{"trustlist.missing.rest", evidence.SClientText, ""},
	{"trustlist.missing.root_update", asked, ""},
	{"trustlist.missing.sending", evidence.SchannelRegistry, ""},
	{"trustlist.missing.short_chain", evidence.ClientChain, "-chain"},
	{"trustlist.missing.stores", evidence.TrustedRoots, ""},
	{"trustlist.missing.symptom", evidence.SystemLog, ""},
	{"trustlist.missing.trust_list", evidence.SiteStore, ""},
	{"trustlist.missing.version", asked, ""},
}

// collectedAs finds how a missing input is collected.
func collectedAs(code schannel.Code) (collection, bool) {
	at, found := slices.BinarySearchFunc(collections[:], code, func(c collection, code schannel.Code) int {
		return strings.Compare(string(c.code), string(code))
	})
	if !found {
		return collection{}, false
	}
	return collections[at], true
}
