// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"reflect"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/textfile"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/winreg"
)

// registry reads values: those of Schannel are about issuer lists and about the
// extended master secret, those of Office about Outlook, and those of stores
// are certificates.
func (c *collector) registry(f file, content []byte) {
	values, defects := winreg.ReadLenient(content)
	c.defects(f, defects)
	var ofSchannel, ofOutlook []schannel.RegistryValue
	var parts []storePart
	other := 0
	for _, v := range values {
		key := winreg.CanonicalKey(v.Key)
		store, computer := storeOfKey(key)
		switch {
		case store != "" && strings.EqualFold(v.Name, "Blob") && v.Type == schannel.RegBinary:
			parts = addPart(parts, store, computer, v.Bytes)
		case contains(key, `\SecurityProviders\SCHANNEL`), strings.HasSuffix(strings.ToLower(key), `\select`): // which tells the control set that counts
			ofSchannel = append(ofSchannel, v)
		case contains(key, `\Microsoft\Office\`):
			ofOutlook = append(ofOutlook, v)
		default:
			other++
		}
	}
	if ofSchannel = c.agreeing(f, ofSchannel); len(ofSchannel) > 0 {
		c.trustlist().Host.Registry = append(c.trustlist().Host.Registry, ofSchannel...)
		c.ems().Local.Registry = append(c.ems().Local.Registry, ofSchannel...)
		c.origin(f, SchannelRegistry, len(ofSchannel))
	}
	if len(ofOutlook) > 0 {
		c.autodiscover().Client.Registry = append(c.autodiscover().Client.Registry, ofOutlook...)
		c.origin(f, OutlookRegistry, len(ofOutlook))
	}
	for _, p := range parts {
		c.storePart(f, p)
	}
	if other > 0 {
		c.leave(f.shown, leftValues.With(schannel.Number("count", other)))
	}
	if len(values) == 0 && len(defects) == 0 {
		c.origin(f, Registry, 0) // a key without values is an answer too
	}
}

// agreeing leaves out values of which another file says the same, and tells
// those of which it says something else: they are of another computer.
func (c *collector) agreeing(f file, values []schannel.RegistryValue) []schannel.RegistryValue {
	name := func(v schannel.RegistryValue) string {
		return strings.ToLower(winreg.CanonicalKey(v.Key) + `\` + v.Name)
	}
	differing := 0
	var fresh []schannel.RegistryValue
	for _, v := range values {
		other, known := c.values[name(v)]
		switch {
		case !known:
			fresh = append(fresh, v)
		case !reflect.DeepEqual(other, v):
			differing++
		}
	}
	for _, v := range fresh { // only now: what one file says twice is not compared
		c.values[name(v)] = v
	}
	if differing > 0 {
		c.leave(f.shown, leftDiffering.With(schannel.Number("count", differing)))
	}
	return fresh
}

func contains(key, part string) bool {
	return strings.Contains(strings.ToLower(key)+`\`, strings.ToLower(part))
}

// storePart is the certificates of a store of the registry.
type storePart struct {
	name     string
	computer bool // of the computer, not of a user or a service
	count    int
	blobs    []byte
}

func addPart(parts []storePart, name string, computer bool, blob []byte) []storePart {
	for i := range parts {
		if p := &parts[i]; p.name == name && p.computer == computer {
			p.count++
			p.blobs = append(p.blobs, blob...)
			return parts
		}
	}
	const most = 1000 // stores of a file
	if len(parts) == most {
		return parts
	}
	return append(parts, storePart{name, computer, 1, append([]byte(sstMagic), blob...)})
}

// A value Blob has a certificate with its properties as a serialized store has
// it ([MS-OSHARED] 2.3.9.1), between these two.
const (
	sstMagic = "\x00\x00\x00\x00CERT"
	sstEnd   = "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
)

// storeOfKey recognises the key of a certificate, …\STORE\Certificates\ID, and
// whether the store is one of the computer, also by group policy.
func storeOfKey(key string) (store string, computer bool) {
	parts := strings.Split(key, `\`)
	n := len(parts)
	if n < 5 || !strings.EqualFold(parts[n-2], "Certificates") {
		return "", false
	}
	above := strings.ToLower(parts[n-4])
	if above != "systemcertificates" && above != "enterprisecertificates" {
		return "", false
	}
	computer = strings.EqualFold(parts[0], "HKEY_LOCAL_MACHINE") && !contains(key, `\Cryptography\Services\`)
	return parts[n-3], computer
}

// storePart gives the certificates of a store to the case.
func (c *collector) storePart(f file, p storePart) {
	read, defects := certstore.ReadLenient(append(p.blobs, sstEnd...))
	for i, d := range defects { // their offsets are in no file
		placed := *d
		placed.Offset = schannel.NoOffset
		defects[i] = &placed
	}
	c.defects(f, defects)
	kind := kindOfStore(p.name)
	switch {
	case len(read) == 0:
	case !p.computer, kind == PersonalStore:
		c.origin(f, PersonalStore, len(read))
		c.leave(f.shown, leftStore.With(schannel.Number("count", len(read)), schannel.Text("store", p.name)))
	case kind == Unknown:
		c.origin(f, SiteStore, len(read))
		c.stores.named = append(c.stores.named, namedStore{f, p.name, read})
	default:
		c.put(f, kind, read)
		c.origin(f, kind, len(read))
	}
}

// fragment reports whether a text is part of a registry export: nearly all its
// lines are read as values.
func fragment(content []byte) bool {
	text := textfile.Decode(content[:min(len(content), 1<<16)]).String
	if !strings.Contains(text, "=") && !strings.Contains(text, "REG_") {
		return false
	}
	values, defects := winreg.ReadLenient(content)
	return len(values) > 0 && len(defects) <= len(values)/2
}
