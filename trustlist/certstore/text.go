// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"encoding/base64"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/certutil"
	"github.com/schanneltrust/schannel/internal/regtext"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// textFormat tells what a text is. Logs and listings come first: they hold
// blocks of PEM that are something else.
func textFormat(store []byte) Format {
	if textfile.Binary(store).Name != "" {
		return FormatUnknown
	}
	text := textfile.Decode(store).String
	switch {
	case isSClient(text):
		return FormatUnknown
	case certutil.Is(store):
		return FormatCertutil
	case strings.Contains(text, pemBegin):
		return FormatPEM
	case textfile.Textual(text).Registry:
		return FormatRegistry
	}
	if _, ok := bareBase64(text); ok {
		return FormatBase64
	}
	return FormatUnknown
}

// isSClient reports whether a text is what openssl s_client prints. The blocks
// of PEM in it are the certificates of the server.
func isSClient(text string) bool {
	for line := range strings.Lines(text) {
		line = textfile.Unquote(line)
		for _, begin := range [...]string{"CONNECTED(", "Acceptable client certificate CA names", "No client certificate CA names sent"} {
			if strings.HasPrefix(line, begin) {
				return true
			}
		}
	}
	return false
}

// bareBase64 decodes a text that is base64 of DER and nothing else.
func bareBase64(text string) ([]byte, bool) {
	const least = 64 // of a text that is taken for DER
	text = textfile.Trim(text)
	// A SEQUENCE is 0x30, and so an M and one of the first sixteen digits.
	if len(text) < least || text[0] != 'M' || text[1] < 'A' || text[1] > 'P' {
		return nil, false
	}
	der, err := base64.StdEncoding.DecodeString(strings.NewReplacer(" ", "", "\t", "").Replace(text))
	return der, err == nil
}

// base64 reads a text that [bareBase64] takes.
func (r *storeReader) base64(store []byte) {
	text := textfile.Decode(store)
	der, _ := bareBase64(text.String)
	r.inBlock, r.blockAt = true, text.Offset(textfile.Place{})
	r.der(section{der, len(der)})
	r.inBlock = false
}

// place returns where a byte of the text stands in the file. It goes forwards
// only.
func (r *storeReader) place(n int) int {
	if r.text == nil {
		return n
	}
	r.last = r.text.Advance(r.last, n)
	return r.text.Offset(r.last)
}

// certutil reads a listing of certutil: the certificates that it holds in
// base64. Others are counted in one error at the end.
func (r *storeReader) certutil(store []byte) {
	listed, first := 0, 0
	for c, fault := range certutil.Certificates(store) {
		goOn := true
		switch {
		case fault != nil:
			goOn = r.bad(fault)
		case len(c.DER) > 0:
			r.inBlock, r.blockAt = true, c.Offset
			goOn = r.item(c.DER, 0)
			r.inBlock = false
		default:
			if listed++; listed == 1 {
				first = c.Offset
			}
		}
		if !goOn {
			return
		}
	}
	if listed > 0 {
		r.bad(fault(codeStoreUnknown, "certutil listing", first, "%d certificates are listed without their bytes; %s; or one certificate: certutil -store Root THUMBPRINT FILE", listed, exportStore))
	}
}

// registry reads registry text: the values Blob below
// …\SystemCertificates\STORE\Certificates, each a certificate with its
// properties as in a serialized store. Other values are passed over.
func (r *storeReader) registry(store []byte) {
	key, found := storeKey{}, false
	for e := range regtext.Read(textfile.Decode(store)) {
		switch e.Kind {
		case regtext.Key:
			key = keyOf(e.Name)
		case regtext.DeletedKey:
			key = storeKey{}
		case regtext.Value:
			if !key.certificate || !strings.EqualFold(e.Name, "Blob") {
				continue
			}
			found = true
			if !r.blob(key, e) {
				return
			}
		case regtext.Defect:
			if key.certificate && !r.bad(fault(codeStoreRegistry, "line", e.Offset, "%s", e.Detail)) {
				return
			}
		case regtext.DeletedValue, regtext.Header:
		}
	}
	if !found {
		r.bad(fault(codeStoreUnknown, "store", 0, "registry text without certificates: export HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\ROOT\\Certificates, or AuthRoot"))
	}
}

// storeKey is what a path of the registry says of the values below.
type storeKey struct {
	certificate bool // they are of a certificate
	name        string
	distrusted  bool // in the store Untrusted Certificates
}

// keyOf recognises the key of a certificate: STORE\Certificates\THUMBPRINT,
// also of a group policy or a service.
func keyOf(path string) storeKey {
	parts := strings.Split(path, `\`)
	n := len(parts)
	if n < 3 || !strings.EqualFold(parts[n-2], "Certificates") {
		return storeKey{}
	}
	return storeKey{certificate: true, name: parts[n-3], distrusted: strings.EqualFold(parts[n-3], "Disallowed")}
}

const typeBinary = 3 // REG_BINARY

// blob reads the value Blob of a certificate.
func (r *storeReader) blob(key storeKey, e regtext.Entry) bool {
	r.inBlock, r.blockAt = true, e.Offset
	defer func() { r.inBlock = false }()
	switch {
	case e.Data.Type != typeBinary:
		return r.bad(fault(codeStoreRegistry, "Blob", 0, "a value of type %d, not REG_BINARY", e.Data.Type))
	case r.untrusted && !key.distrusted:
		return true // of another store
	case key.distrusted && !r.untrusted:
		return r.bad(fault(codeStoreRegistry, "Blob", 0, "a certificate of the store Untrusted Certificates (Disallowed), which is not trusted"))
	}
	before := r.index
	r.store = key.name
	defer func() { r.store = "" }()
	goOn := r.elements(e.Data.Bytes, e.Data.Bytes, false)
	if goOn && r.index == before {
		return r.bad(fault(codeStoreRegistry, "Blob", 0, "no certificate in the properties"))
	}
	return goOn
}

const exportStore = `export the store: Get-ChildItem Cert:\LocalMachine\Root | Export-Certificate -Type SST -FilePath roots.sst`

// unknownFormat names what is no store, and says how to make one of it.
func unknownFormat(store []byte) *schannel.Error {
	refuse := func(kind, convert string) *schannel.Error {
		if convert == "" {
			return fault(codeStoreUnknown, "store", 0, "this is %s, which holds no certificates that are read here", kind)
		}
		return fault(codeStoreUnknown, "store", 0, "this is %s: %s", kind, convert)
	}
	if len(store) == 0 {
		return fault(codeStoreUnknown, "store", 0, "an empty file")
	}
	if kind := textfile.Binary(store); kind.Name != "" {
		return refuse(kind.Name, kind.Convert)
	}
	text := textfile.Decode(store).String
	if isSClient(text) {
		return refuse("output of openssl s_client", "the certificates in it are those that the server sent, and no store; copy their blocks into a file of their own if they are what is meant")
	}
	if kind := textfile.Textual(text); kind.Name != "" {
		return refuse(kind.Name, kind.Convert)
	}
	if strings.Contains(text, `Microsoft.PowerShell.Security\Certificate::`) {
		return refuse("what PowerShell prints of a certificate store", "it has no certificates; "+exportStore)
	}
	if kind, convert := nearly(text); kind != "" {
		return refuse(kind, convert)
	}
	return fault(codeStoreUnknown, "store", 0, "no certificate, PKCS #7 bag, serialized store or PEM text")
}

// nearly recognises texts that are one step away from a certificate.
func nearly(text string) (kind, convert string) {
	const hexDigits, begin = "0123456789abcdefABCDEF", "3082" // of a SEQUENCE of some length
	digits := strings.NewReplacer(" ", "", "\r", "", "\n", "", "\t", "", ":", "").Replace(strings.TrimPrefix(textfile.Trim(text), "0x"))
	switch {
	case strings.Contains(text, "LS0tLS1CRUdJTi"): // -----BEGIN
		return "base64 of PEM text, as secrets of Kubernetes are", "decode it first: base64 -d"
	case strings.Contains(text, "–BEGIN "), strings.Contains(text, "—BEGIN "):
		return "PEM text whose hyphens a program made into dashes", "put five hyphens on each side of BEGIN and END"
	case strings.HasPrefix(digits, begin) && strings.Trim(digits, hexDigits) == "":
		return "a certificate as hexadecimal text", "make bytes of it: certutil -decodehex TEXT FILE, or xxd -r -p TEXT FILE"
	}
	return "", ""
}
