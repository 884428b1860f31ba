// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
)

// collection is the kind of file that gives a missing input, and the flag of
// command diagnose that does, or that such a file needs beside it. One that has
// neither is a question to the people concerned.
type collection struct {
	code schannel.Code
	kind string // as package evidence names it
	flag string
}

// collections has every missing input that the packages name, ordered by code.
var collections = [...]collection{
	{"autodiscover.missing.answers", "recording", ""},
	{"autodiscover.missing.created", "scps", ""},
	{"autodiscover.missing.directory", "scps", ""},
	{"autodiscover.missing.directory_order", "scps", ""},
	{"autodiscover.missing.earlier", "recording", ""},
	{"autodiscover.missing.entries", "scps", ""},
	{"autodiscover.missing.joined", "", "-joined"},
	{"autodiscover.missing.mail", "", "-mail"},
	{"autodiscover.missing.office365", "recording", ""},
	{"autodiscover.missing.product", "", "-product"},
	{"autodiscover.missing.scope", "scps", ""},
	{"autodiscover.missing.self_signed", "host-certificate", ""},
	{"autodiscover.missing.site", "", "-site"},
	{"autodiscover.missing.suffixes", "", ""},
	{"autodiscover.missing.time", "", "-at"},
	{"autodiscover.missing.trace", "recording", ""},
	{"autodiscover.missing.trust", "host-certificate", ""},
	{"autodiscover.missing.versions", "exchange-servers", ""},
	{"diagnose.need.certificates", "exchange-certificates", ""},
	{"diagnose.need.chain", "client-chain", "-chain"},
	{"diagnose.need.connection", "tls-capture", ""},
	{"diagnose.need.connectors", "connectors", ""},
	{"diagnose.need.mail", "", "-mail"},
	{"diagnose.need.recording", "recording", ""},
	{"diagnose.need.scps", "scps", ""},
	{"diagnose.need.symptoms", "system-log", ""},
	{"diagnose.need.time", "", "-at"},
	{"ems.capture.missing.after_hello", "tls-capture", ""},
	{"ems.capture.missing.beginning", "tls-capture", ""},
	{"ems.capture.missing.client_hello", "tls-capture", ""},
	{"ems.capture.missing.directions", "tls-capture", ""},
	{"ems.capture.missing.kind", "tls-capture", ""},
	{"ems.capture.missing.offer", "tls-capture", ""},
	{"ems.capture.missing.reason", "", ""},
	{"ems.capture.missing.server_hello", "tls-capture", ""},
	{"ems.capture.missing.session", "tls-capture", ""},
	{"ems.capture.missing.ticket", "tls-capture", ""},
	{"ems.capture.missing.version", "tls-capture", ""},
	{"ems.windows.missing.alert", "system-log", ""},
	{"ems.windows.missing.attempts", "", ""},
	{"ems.windows.missing.both_ends", "tls-capture", ""},
	{"ems.windows.missing.control_set", "schannel-registry", ""},
	{"ems.windows.missing.direction", "system-log", ""},
	{"ems.windows.missing.event", "system-log", ""},
	{"ems.windows.missing.extension", "updates", "-kb"},
	{"ems.windows.missing.fips", "", ""},
	{"ems.windows.missing.hellos", "tls-capture", ""},
	{"ems.windows.missing.key", "schannel-registry", ""},
	{"ems.windows.missing.local", "updates", "-product"},
	{"ems.windows.missing.logging", "schannel-registry", ""},
	{"ems.windows.missing.no_suite", "system-log", ""},
	{"ems.windows.missing.peer", "", ""},
	{"ems.windows.missing.product", "", "-product"},
	{"ems.windows.missing.program", "", ""},
	{"ems.windows.missing.public_value", "tls-capture", ""},
	{"ems.windows.missing.rate", "", ""},
	{"ems.windows.missing.resuming", "tls-capture", ""},
	{"ems.windows.missing.shared_zero", "key-log", ""},
	{"ems.windows.missing.suite", "tls-capture", ""},
	{"ems.windows.missing.symptom", "system-log", ""},
	{"ems.windows.missing.time_out", "", ""},
	{"ems.windows.missing.trial", "", ""},
	{"ems.windows.missing.updates", "updates", "-updated"},
	{"ems.windows.missing.which", "schannel-registry", ""},
	{"exchangecert.missing.auth_config", "auth-config", ""},
	{"exchangecert.missing.auth_mechanism", "connectors", ""},
	{"exchangecert.missing.binding", "web-bindings", ""},
	{"exchangecert.missing.certificates", "exchange-certificates", ""},
	{"exchangecert.missing.check_time", "", "-at"},
	{"exchangecert.missing.computer_names", "exchange-servers", ""},
	{"exchangecert.missing.condition", "exchange-certificates", ""},
	{"exchangecert.missing.connector", "connectors", ""},
	{"exchangecert.missing.dates", "exchange-certificates", "-zone"},
	{"exchangecert.missing.duplicates", "exchange-certificates", ""},
	{"exchangecert.missing.event_text", "application-log", ""},
	{"exchangecert.missing.internal", "exchange-servers", ""},
	{"exchangecert.missing.issuer", "exchange-certificates", ""},
	{"exchangecert.missing.issuers", "exchange-certificates", ""},
	{"exchangecert.missing.key_access", "", ""},
	{"exchangecert.missing.list", "exchange-certificates", ""},
	{"exchangecert.missing.load_balancing", "", ""},
	{"exchangecert.missing.names", "exchange-certificates", ""},
	{"exchangecert.missing.other_end", "smtp-protocol-log", ""},
	{"exchangecert.missing.other_servers", "connectors", ""},
	{"exchangecert.missing.private_key", "personal-store", ""},
	{"exchangecert.missing.protocols", "tls-capture", ""},
	{"exchangecert.missing.published", "exchange-servers", ""},
	{"exchangecert.missing.purpose", "", ""},
	{"exchangecert.missing.roots", "trusted-roots", ""},
	{"exchangecert.missing.server_fqdn", "exchange-servers", ""},
	{"exchangecert.missing.service_name", "mail-settings", ""},
	{"exchangecert.missing.services", "exchange-certificates", ""},
	{"exchangecert.missing.status", "exchange-certificates", ""},
	{"exchangecert.missing.store", "personal-store", ""},
	{"exchangecert.missing.time", "", "-at"},
	{"exchangecert.missing.validity", "exchange-certificates", "-zone"},
	{"trustlist.missing.bound_store", "site-store", ""},
	{"trustlist.missing.chain", "client-chain", "-chain"},
	{"trustlist.missing.chain_rest", "client-chain", "-chain"},
	{"trustlist.missing.control_set", "schannel-registry", ""},
	{"trustlist.missing.domain", "", ""},
	{"trustlist.missing.key", "schannel-registry", ""},
	{"trustlist.missing.release", "", "-release"},
	{"trustlist.missing.request", "tls-capture", ""},
	{"trustlist.missing.rest", "tls-capture", ""},
	{"trustlist.missing.root_update", "", ""},
	{"trustlist.missing.sending", "schannel-registry", ""},
	{"trustlist.missing.stores", "trusted-roots", ""},
	{"trustlist.missing.symptom", "system-log", ""},
	{"trustlist.missing.trust_list", "site-store", ""},
	{"trustlist.missing.version", "", ""},
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

// collecting says where a kind of file is collected.
func collecting(string) (where schannel.Phrase, command string) { return schannel.Phrase{}, "" }
