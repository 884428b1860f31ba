// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the labels of a report: headings, names of columns, and the
// few sentences that are the report's own.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{Phrases: labels[:]}.All()
}

const labelFamily = "diagnose.label."

// labels are ordered as they are met on the page.
var labels = [...]schannel.Phrase{
	// The page.
	{Code: "diagnose.label.source", Text: "From"},
	{Code: "diagnose.label.at", Text: "As of"},
	{Code: "diagnose.label.release", Text: "Release of the server"},
	{Code: "diagnose.label.product", Text: "Windows"},
	{Code: "diagnose.label.contents", Text: "Contents"},
	{Code: "diagnose.label.short", Text: "In short"},
	{Code: "diagnose.label.short_findings", Text: "Findings, by number"},
	{Code: "diagnose.label.facts", Text: "What the answer goes by"},
	{Code: "diagnose.label.findings", Text: "Findings"},
	{Code: "diagnose.label.counts", Text: "errors: {errors}, warnings: {warnings}, notes: {notes}"},
	{Code: "diagnose.label.no_findings", Text: "Nothing was found."},
	{Code: "diagnose.label.remedies", Text: "What to do"},
	{Code: "diagnose.label.more", Text: "and {count} more"},
	{Code: "diagnose.label.more_in_json", Text: "{count} more are left out here; the JSON form of this report holds them."},
	{Code: "diagnose.label.shortened", Text: "[shortened, {bytes} bytes]"},
	{Code: "diagnose.label.separator", Text: ", "},
	{Code: "diagnose.label.colon", Text: ": "},

	// A finding.
	{Code: "diagnose.label.certainty", Text: "How sure"},
	{Code: "diagnose.label.evidence", Text: "How it is known"},
	{Code: "diagnose.label.grounds", Text: "{certainty}, {evidence}: {sources} [{code}]"},
	{Code: "diagnose.label.sources", Text: "Sources"},
	{Code: "diagnose.label.code", Text: "Code"},
	{Code: "diagnose.label.about", Text: "About"},
	{Code: "diagnose.label.subject_nth", Text: "{thing} no. {number}"},
	{Code: "diagnose.label.subject_named", Text: "{thing} {name}"},
	{Code: "diagnose.label.subject_nth_named", Text: "{thing} no. {number}, {name}"},
	{Code: "diagnose.label.subject_offset", Text: "{thing}, at byte {offset}"},
	{Code: "diagnose.label.items", Text: "Among them"},
	{Code: "diagnose.label.because", Text: "Follows from"},
	{Code: "diagnose.label.caused_by", Text: "Can be caused by"},
	{Code: "diagnose.label.causes", Text: "Can be the cause of"},
	{Code: "diagnose.label.reference", Text: "{number}. {title}"},
	{Code: "diagnose.label.outcomes", Text: "What may happen"},
	{Code: "diagnose.label.settle", Text: "To settle it"},
	{Code: "diagnose.label.missing", Text: "Missing"},
	{Code: "diagnose.label.events", Text: "What Windows logs"},
	{Code: "diagnose.label.event", Text: "{log} log, {provider}, event {id}, {level}"},
	{Code: "diagnose.label.event_if", Text: "written only if"},
	{Code: "diagnose.label.helps", Text: "What helps"},
	{Code: "diagnose.label.helps_numbers", Text: "What helps, by number"},

	// A remedy.
	{Code: "diagnose.label.helps_with", Text: "Helps with"},
	{Code: "diagnose.label.helps_with_numbers", Text: "Helps with the findings"},
	{Code: "diagnose.label.scope", Text: "Works for"},
	{Code: "diagnose.label.scope_if", Text: "Works if"},
	{Code: "diagnose.label.rights", Text: "Who can do it"},
	{Code: "diagnose.label.steps", Text: "Steps"},
	{Code: "diagnose.label.step_scope", Text: "Only for"},
	{Code: "diagnose.label.command", Text: "Command"},
	{Code: "diagnose.label.registry_key", Text: "Key"},
	{Code: "diagnose.label.registry_name", Text: "Value"},
	{Code: "diagnose.label.registry_type", Text: "Type"},
	{Code: "diagnose.label.registry_data", Text: "Data"},
	{Code: "diagnose.label.registry_default", Text: "(default value)"},
	{Code: "diagnose.label.side_effects", Text: "What else changes"},
	{Code: "diagnose.label.restarts", Text: "Restarts"},

	// What was read, and what was not.
	{Code: "diagnose.label.needs", Text: "What was not checked"},
	{Code: "diagnose.label.no_needs", Text: "No input is missing."},
	{Code: "diagnose.label.need_also", Text: "The same tells"},
	{Code: "diagnose.label.need_where", Text: "Where"},
	{Code: "diagnose.label.need_flag", Text: "Flag"},
	{Code: "diagnose.label.need_opens", Text: "What it would answer"},
	{Code: "diagnose.label.origin", Text: "What was recognised"},
	{Code: "diagnose.label.no_origin", Text: "No files were read."},
	{Code: "diagnose.label.origin_line", Text: "{file}: {kind} ({items})"},
	{Code: "diagnose.label.origin_file", Text: "File"},
	{Code: "diagnose.label.origin_kind", Text: "Kind"},
	{Code: "diagnose.label.origin_items", Text: "Items"},
	{Code: "diagnose.label.left_out", Text: "What was left out"},
	{Code: "diagnose.label.no_left_out", Text: "Nothing was left out."},
	{Code: "diagnose.label.left_out_reason", Text: "Reason"},
	{Code: "diagnose.label.left_out_place", Text: "Place"},
	{Code: "diagnose.label.offset", Text: "byte {offset}"},

	// The list of authorities.
	{Code: "diagnose.label.list", Text: "The list of authorities"},
	{Code: "diagnose.label.list_captured", Text: "The captured list of authorities"},
	{Code: "diagnose.label.list_all", Text: "{names} names, {bytes} bytes"},
	{Code: "diagnose.label.list_kept", Text: "{names} names ({bytes} bytes) are sent, {dropped} ({dropped_bytes} bytes) are cut off."},
	{Code: "diagnose.label.list_whole", Text: "The list is below the limit: every name is sent."},
	{Code: "diagnose.label.list_merged", Text: "{count} duplicates are not counted."},
	{Code: "diagnose.label.list_bar", Text: "The list as a bar of bytes"},
	{Code: "diagnose.label.list_scale", Text: "A bar, from left to right in the order of the list; the width is the number of bytes. The table below says the same."},
	{Code: "diagnose.label.list_cut", Text: "Limit: {limit} bytes"},
	{Code: "diagnose.label.list_group", Text: "{state}: {names} names, {bytes} bytes"},
	{Code: "diagnose.label.list_safe", Text: "sent"},
	{Code: "diagnose.label.list_sent_in_doubt", Text: "sent, in doubt"},
	{Code: "diagnose.label.list_cut_in_doubt", Text: "cut off, in doubt"},
	{Code: "diagnose.label.list_lost", Text: "cut off"},
	{Code: "diagnose.label.list_doubt", Text: "In doubt is what depends on choices that no document settles; the line and the words before the comma show the best-founded one."},
	{Code: "diagnose.label.list_table", Text: "The names in their order"},
	{Code: "diagnose.label.list_number", Text: "No."},
	{Code: "diagnose.label.list_name", Text: "Name"},
	{Code: "diagnose.label.list_bytes", Text: "Bytes"},
	{Code: "diagnose.label.list_state", Text: "What becomes of it"},
	{Code: "diagnose.label.list_removed", Text: "What the removal plan takes out of the store"},
	{Code: "diagnose.label.list_remove", Text: "the removal plan takes it out"},

	// The handshake.
	{Code: "diagnose.label.handshakes", Text: "The handshake, step by step"},
	{Code: "diagnose.label.handshake", Text: "Handshake {number}"},
	{Code: "diagnose.label.handshake_steps", Text: "Messages between client and server, from top to bottom in their order. The table below says the same."},
	{Code: "diagnose.label.handshake_table", Text: "The messages in their order"},
	{Code: "diagnose.label.handshake_number", Text: "No."},
	{Code: "diagnose.label.handshake_from", Text: "From"},
	{Code: "diagnose.label.handshake_message", Text: "Message"},
	{Code: "diagnose.label.handshake_notes", Text: "What of it matters"},
	{Code: "diagnose.label.handshake_failed", Text: "The connection ends here."},

	// The certificate that is chosen.
	{Code: "diagnose.label.selections", Text: "Which certificate is chosen"},
	{Code: "diagnose.label.selection_server", Text: "Server"},
	{Code: "diagnose.label.selection_connector", Text: "Connector"},
	{Code: "diagnose.label.selection_name", Text: "Looked for"},
	{Code: "diagnose.label.selection_winner", Text: "Chosen"},
	{Code: "diagnose.label.selection_none", Text: "none"},
	{Code: "diagnose.label.selection_offered", Text: "TLS is offered"},
	{Code: "diagnose.label.selection_other", Text: "By another documented reading"},
	{Code: "diagnose.label.selection_reading", Text: "{field}: {reading}"},
	{Code: "diagnose.label.selection_table", Text: "The certificates and their steps"},
	{Code: "diagnose.label.selection_certificate", Text: "Certificate"},
	{Code: "diagnose.label.selection_verdict", Text: "Verdict"},
	{Code: "diagnose.label.selection_reason", Text: "Reason"},
	{Code: "diagnose.label.selection_steps", Text: "Steps"},

	// The calendar.
	{Code: "diagnose.label.calendars", Text: "Which certificate when"},
	{Code: "diagnose.label.calendar_line", Text: "The year as a line"},
	{Code: "diagnose.label.calendar_scale", Text: "One row for each connector, time from left to right; each bar is a certificate. The table below says the same."},
	{Code: "diagnose.label.calendar_table", Text: "What changes when"},
	{Code: "diagnose.label.calendar_from", Text: "From"},
	{Code: "diagnose.label.calendar_to", Text: "To"},
	{Code: "diagnose.label.calendar_because", Text: "What happens then"},
	{Code: "diagnose.label.calendar_winner", Text: "Certificate"},

	// The way of an Autodiscover client.
	{Code: "diagnose.label.path", Text: "The way of the Autodiscover client"},
	{Code: "diagnose.label.path_order", Text: "The service connection points in their order"},
	{Code: "diagnose.label.path_number", Text: "No."},
	{Code: "diagnose.label.path_url", Text: "Address"},
	{Code: "diagnose.label.path_tier", Text: "Tier"},
	{Code: "diagnose.label.path_server", Text: "Server"},
	{Code: "diagnose.label.path_reason", Text: "Reason"},
	{Code: "diagnose.label.path_hops", Text: "The requests in their order"},
	{Code: "diagnose.label.path_request", Text: "Request"},
	{Code: "diagnose.label.path_answer", Text: "What came back"},
	{Code: "diagnose.label.path_turn", Text: "What the client does"},
	{Code: "diagnose.label.path_prompt", Text: "Window that Outlook shows"},
	{Code: "diagnose.label.path_status", Text: "status {status}"},
	{Code: "diagnose.label.path_credentials", Text: "with credentials"},
	{Code: "diagnose.label.path_parallel", Text: "asked at the same time as what succeeded"},
	{Code: "diagnose.label.path_open", Text: "no document says that this client does so"},
	{Code: "diagnose.label.path_suppressed", Text: "hidden by a registry value"},
	{Code: "diagnose.label.path_remembered", Text: "the user can say not to be asked again"},
	{Code: "diagnose.label.path_end", Text: "How it ends"},
	{Code: "diagnose.label.path_line", Text: "The way as a line of stations, from top to bottom. The table below says the same."},
}
