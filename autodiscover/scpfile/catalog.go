// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile

import (
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/internal/pstext"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{Rules: rules(), Phrases: phrases(), Errors: slices.Concat(meanings(), pstext.Errors())}.All()
}

func rules() []schannel.Rule {
	return []schannel.Rule{
		ruleAdds, ruleChanges, ruleBadDate, ruleIndented,
		ruleNoScope, ruleOtherEntry, ruleServerCreated, ruleAddress,
		ruleBadTime, ruleOwnName, ruleTwice, ruleHostLetters,
		ruleNoHoster, ruleHTTP, ruleKeywordCase, ruleNoBinding,
		ruleNotURL, ruleOtherClass, ruleOtherScheme, rulePath,
		rulePointerNoBinding, rulePointerNotLDAP, rulePointerScoped, rulePointerTwice,
		ruleQuoted, ruleShortName, ruleSiteWithout, ruleTiers,
		ruleTwoBindings, ruleTwoKinds, ruleUnknownGUID, ruleUnknownKeyword, ruleUnknownSite,
	}
}

func phrases() []schannel.Phrase {
	return []schannel.Phrase{
		missingScope,
	}
}

func meanings() []schannel.Phrase {
	return []schannel.Phrase{
		meaningBase64, meaningControl, meaningCut, meaningFormat, meaningLine,
		meaningMore, meaningNoDN, meaningProperty, meaningSize,
		meaningURL,
	}
}
