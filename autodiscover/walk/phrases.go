// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import "github.com/schanneltrust/schannel"

var (
	settleLog        = schannel.Phrase{Code: "autodiscover.settle.log", Text: "compare with the Log tab of Outlook's Test E-mail AutoConfiguration, or with a trace of its requests"}
	outcomeAsTaken   = schannel.Phrase{Code: "autodiscover.outcome.as_taken", Text: "Outlook does as Microsoft's pages for developers say"}
	outcomeOtherwise = schannel.Phrase{Code: "autodiscover.outcome.otherwise", Text: "Outlook goes on to the next place, or gives up"}
	outcomeErrorEnds = schannel.Phrase{Code: "autodiscover.outcome.error_ends", Text: "the client ends its search with the error"}
	outcomeErrorNext = schannel.Phrase{Code: "autodiscover.outcome.error_next", Text: "the client tries the next candidate"}
	outcomeRecord    = schannel.Phrase{Code: "autodiscover.outcome.record", Text: "the client asks {host}"}
	settleRecord     = schannel.Phrase{Code: "autodiscover.settle.record", Text: "see which host the client asks next"}
	settleError      = schannel.Phrase{Code: "autodiscover.settle.error", Text: "see whether the client asks anything behind the error"}
	missingAnswers   = schannel.Phrase{Code: "autodiscover.missing.answers", Text: "a recording with the answers to these requests"}
	missingToken     = schannel.Phrase{Code: "autodiscover.missing.token", Text: "the answer to the client's last token, such as by a recording that goes on longer"}
	missingSuffixes  = schannel.Phrase{Code: "autodiscover.missing.suffixes", Text: "the public suffixes of these hosts, such as co.uk"}
	missingMail      = schannel.Phrase{Code: "autodiscover.missing.mail", Text: "the mail address that the client looks up"}
	missingTrace     = schannel.Phrase{Code: "autodiscover.missing.trace", Text: "an answer that a step of Autodiscover gave"}
)
