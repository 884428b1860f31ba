// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"path"
	"slices"
	"strings"
)

// storeKinds are the stores by the names that the registry and certutil have
// for them, which are not translated. Third-party roots have a store of their
// own in the registry.
var storeKinds = [...]struct {
	name string
	kind Kind
}{
	{"Root", TrustedRoots},
	{"AuthRoot", TrustedRoots},
	{"ClientAuthIssuer", ClientAuthIssuers},
	{"Disallowed", Untrusted},
	{"My", PersonalStore},
}

func kindOfStore(name string) Kind {
	for _, s := range storeKinds {
		if strings.EqualFold(s.name, name) {
			return s.kind
		}
	}
	return Unknown
}

// nameWords are words in the name of a file, or of its folder, that tell whose
// certificates are in it. Those that stand first count for more.
var nameWords = [...]struct {
	word string
	kind Kind
}{
	{"clientauthissuer", ClientAuthIssuers},
	{"clientauthissuers", ClientAuthIssuers},
	{"issuers", ClientAuthIssuers},
	{"disallowed", Untrusted},
	{"untrusted", Untrusted},
	{"authroot", TrustedRoots},
	{"root", TrustedRoots},
	{"roots", TrustedRoots},
	{"trustedroots", TrustedRoots},
	{"ca", TrustedRoots},
	{"cas", TrustedRoots},
	{"client", ClientChain},
	{"clientchain", ClientChain},
	{"site", SiteStore},
	{"sitestore", SiteStore},
	{"my", PersonalStore},
	{"personal", PersonalStore},
}

// kindOfName tells the kind by the name of a file: by all its words together,
// or one of them; else by the name of its folder.
func kindOfName(name string) Kind {
	if kind := kindOfWords(stem(path.Base(name))); kind != Unknown {
		return kind
	}
	if folder := path.Dir(name); folder != "." {
		return kindOfWords(path.Base(folder))
	}
	return Unknown
}

func kindOfWords(name string) Kind {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune("-_. ()", r) })
	words = append(words, strings.Join(words, ""))
	for _, known := range nameWords {
		if slices.Contains(words, known.word) {
			return known.kind
		}
	}
	return Unknown
}

// extensions are those of files with certificates, and of texts.
const extensions = " .pem .crt .cer .der .p7b .p7c .txt .sst .reg .log .xml .json "

func stem(name string) string {
	if ext := path.Ext(name); ext != "" && strings.Contains(extensions, " "+strings.ToLower(ext)+" ") {
		return strings.TrimSuffix(name, ext)
	}
	return name
}

// hostOfName returns the host that a file is named after: names of two labels
// and more whose last one is of letters, such as mail.contoso.com.pem. Two
// labels with a word for a store before the dot are the name of a store.
func hostOfName(name string) (host string, ok bool) {
	host = strings.ToLower(stem(path.Base(name)))
	labels := strings.Split(host, ".")
	if len(host) > 253 || len(labels) < 2 || len(labels) == 2 && kindOfWords(labels[0]) != Unknown {
		return "", false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' ||
			strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return "", false
		}
	}
	last := labels[len(labels)-1]
	return host, len(last) >= 2 && strings.Trim(last, "abcdefghijklmnopqrstuvwxyz") == ""
}
