// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Why something of the evidence does not stand in the case: what a file is not.
var (
	leftCount      = schannel.Phrase{Code: "diagnose.left_out.count", Text: "{count} further files are not read; {limit} are read at most"}
	leftCrowd      = schannel.Phrase{Code: "diagnose.left_out.crowd", Text: "a folder with more than {limit} entries is not read"}
	leftDepth      = schannel.Phrase{Code: "diagnose.left_out.depth", Text: "a folder more than {limit} levels down is not read"}
	leftDevice     = schannel.Phrase{Code: "diagnose.left_out.device", Text: "a device, a pipe or a socket is not read"}
	leftEmpty      = schannel.Phrase{Code: "diagnose.left_out.empty", Text: "the file is empty"}
	leftLink       = schannel.Phrase{Code: "diagnose.left_out.link", Text: "a link is not followed: give the file that it leads to"}
	leftSize       = schannel.Phrase{Code: "diagnose.left_out.size", Text: "a file of more than {limit} bytes is not read"}
	leftTotal      = schannel.Phrase{Code: "diagnose.left_out.total", Text: "the files together have more than {limit} bytes: the file is not read"}
	leftUnreadable = schannel.Phrase{Code: "diagnose.left_out.unreadable", Text: "the file cannot be opened or read"}
	leftMissing    = schannel.Phrase{Code: "diagnose.left_out.missing", Text: "a role is given to the file, and it is not there"}
	leftText       = schannel.Phrase{Code: "diagnose.left_out.text", Text: "a text without an event, a code, or a message that is known here"}
	leftNotRole    = schannel.Phrase{Code: "diagnose.left_out.not_role", Text: "the file does not hold what its role says, {role}"}
	leftSettings   = schannel.Phrase{Code: "diagnose.left_out.settings", Text: "evidence.json counts only at the top of a folder that is given"}
	leftSecondCase = schannel.Phrase{Code: "diagnose.left_out.second_case", Text: "a second case is not read: a case is one failure"}
)

// Why something of a file that was recognised does not stand in the case.
var (
	leftDefect      = schannel.Phrase{Code: "diagnose.left_out.defect", Text: "a part of the file could not be read, or not as it stands there"}
	leftCulture     = schannel.Phrase{Code: CodeCulture, Text: "{count} dates can be read in two ways and are taken as unknown: -culture says how they were printed; such as"}
	leftMoreDefects = schannel.Phrase{Code: "diagnose.left_out.more_defects", Text: "further parts of the file that could not be read: {count}"}
	leftMore        = schannel.Phrase{Code: "diagnose.left_out.more", Text: "further things that are left out of the case: {count}"}
	leftKeyLog      = schannel.Phrase{Code: "diagnose.left_out.key_log", Text: "a key log holds secrets, which never stand in a case"}
	leftPrivateKey  = schannel.Phrase{Code: "diagnose.left_out.private_key", Text: "the file holds a private key, which is not read and should not be shared"}
	leftRole        = schannel.Phrase{Code: "diagnose.left_out.role", Text: "nothing tells whose {count} certificates these are: give the file a role in evidence.json, or name it after its host"}
	leftAssumed     = schannel.Phrase{Code: "diagnose.left_out.assumed", Text: "nothing tells whose {count} certificates these are, and they are taken for the trusted roots of the server: a role in evidence.json says otherwise"}
	leftTexts       = schannel.Phrase{Code: "diagnose.left_out.texts", Text: "paragraphs beside what was recognised: {count}"}
	leftLines       = schannel.Phrase{Code: "diagnose.left_out.lines", Text: "lines of a log whose status says nothing about certificates: {count}"}
	leftSecondChain = schannel.Phrase{Code: "diagnose.left_out.second_chain", Text: "the chain of a second client: a case is about one"}
	leftStore       = schannel.Phrase{Code: "diagnose.left_out.store", Text: "certificates of the store {store}, from which no list is made: {count}"}
	leftTwice       = schannel.Phrase{Code: "diagnose.left_out.twice", Text: "certificates that stand in another file too: {count}"}
	leftValues      = schannel.Phrase{Code: "diagnose.left_out.values", Text: "values of the registry on which no answer depends: {count}"}
	leftObjects     = schannel.Phrase{Code: "diagnose.left_out.objects", Text: "objects in the file that are of no kind that is read: {count}"}
	leftWall        = schannel.Phrase{Code: "diagnose.left_out.wall", Text: "the zone of pasted dates, which nothing tells: the time that counts is the day of the last one, and no certificate begins or ends near it"}
	leftZone        = schannel.Phrase{Code: "diagnose.left_out.zone", Text: "the dates of pasted events: a certificate begins or ends near them, so that the zone counts; give it with -zone, or the time with -at"}
	leftDiffering   = schannel.Phrase{Code: "diagnose.left_out.differing", Text: "values of the registry that differ from those of a file before it, as those of another computer do: {count}"}
	leftBindings    = schannel.Phrase{Code: "diagnose.left_out.bindings", Text: "the bindings name different stores of issuers: give that of the site alone"}
	leftSymptoms    = schannel.Phrase{Code: "diagnose.left_out.more_symptoms", Text: "{count} further events, codes and messages; {limit} are read at most"}
	leftComputer    = schannel.Phrase{Code: "diagnose.left_out.second_computer", Text: "what systeminfo printed on another computer: -product names both, the one that shows the failure first"}
	leftConnections = schannel.Phrase{Code: "diagnose.left_out.third_connection", Text: "a third connection is not read"}
	leftTrustList   = schannel.Phrase{Code: "diagnose.left_out.trust_list", Text: "a trust list names certificates by their thumbprints and holds none: export the store"}
	leftRecording   = schannel.Phrase{Code: "diagnose.left_out.recording", Text: "not understood in the recording: {what}"}
	leftSessions    = schannel.Phrase{Code: "diagnose.left_out.sessions", Text: "nothing tells which server the log is of: name it in the file's folder, or give one server alone"}
)

// Catalog yields the codes of this package.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	phrases := []schannel.Phrase{
		leftCount, leftCrowd, leftDepth, leftDevice, leftEmpty, leftLink, leftSize, leftTotal, leftUnreadable, leftMissing,
		leftText, leftNotRole, leftSettings, leftSecondCase, leftDefect, leftCulture, leftMoreDefects, leftMore, leftKeyLog, leftPrivateKey, leftRole, leftAssumed, leftTexts, leftLines,
		leftStore, leftSecondChain, leftTwice, leftValues, leftObjects, leftWall, leftZone, leftDiffering, leftBindings, leftSymptoms, leftComputer, leftConnections, leftTrustList, leftRecording, leftSessions,
		whereClient, whereDomain, whereExchange, whereFailing, whereIIS, whereNetwork, whereProxy, whereRecorded, whereServer,
	}
	for _, f := range foreignKinds {
		phrases = append(phrases, f)
	}
	return catalog.Tables{Phrases: phrases, Errors: faults[:]}.All()
}
