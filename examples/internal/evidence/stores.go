// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/examples/internal/scpreport"
	"github.com/schanneltrust/schannel/internal/textfile"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// stores is what was read of certificates and is not in the case yet.
type stores struct {
	named []namedStore                              // of stores from which a list is made only if a binding names them
	seen  map[Kind]map[schannel.Thumbprint]struct{} // what each store of the case has
}

// namedStore is a part of a store by its name in the registry.
type namedStore struct {
	file         file
	name         string
	certificates []certstore.Certificate
}

// certificates reads a store. Whose it is, its role tells, or the name that
// certutil prints, or the name of the file, or what is in it.
func (c *collector) certificates(f file, content []byte, role Kind) {
	if bytes.Contains(content, []byte("PRIVATE KEY-----")) {
		c.leave(f.shown, leftPrivateKey)
	}
	name := listed(content)
	if role == Unknown && kindOfStore(name) == PersonalStore {
		c.inventory(f, content, PersonalStore)
		return
	}
	if host, ok := hostOfName(f.path); ok && role == Unknown && name == "" && c.peer(f, host, content) {
		return
	}
	read, defects := certstore.ReadLenient(content)
	c.defects(f, defects)
	switch {
	case len(read) == 0 && len(defects) > 0:
		return
	case role == Unknown && name != "" && kindOfStore(name) == Unknown:
		c.stores.named = append(c.stores.named, namedStore{f, name, read})
		c.origin(f, SiteStore, len(read))
		return
	case role == Unknown && name != "":
		role = kindOfStore(name)
	case role == Unknown:
		role = kindOfName(f.path)
	}
	if role == Unknown {
		role = c.kindOfContent(f, read)
	}
	switch role { //nolint:exhaustive // the others are no stores
	case ClientChain:
		c.chain(f, read)
	case TrustedRoots, ClientAuthIssuers, SiteStore, Untrusted:
		c.put(f, role, read)
		c.origin(f, role, len(read))
	case PersonalStore:
		c.inventory(f, content, PersonalStore)
	default:
		c.leave(f.shown, leftRole.With(schannel.Number("count", len(read))))
	}
}

// listed returns the name of the store in what certutil -store prints: the
// first line has it, and behind it what it is called in the language of
// Windows.
func listed(content []byte) string {
	for line := range textfile.Decode(content[:min(len(content), 1<<12)]).Lines() {
		text := textfile.Trim(line.Text)
		if strings.HasPrefix(text, "==") {
			break
		}
		if name, rest, ok := strings.Cut(text, " \""); ok && strings.HasSuffix(rest, "\"") && !strings.ContainsAny(name, " \t=:") {
			return name
		}
	}
	return ""
}

// kindOfContent tells whose certificates these are where their purposes do: a
// leaf for clients alone, or several that name themselves. So many that they
// are no chain are taken for roots too, which is told.
func (c *collector) kindOfContent(f file, read []certstore.Certificate) Kind {
	const fewest, longestChain = 3, 10
	first := read[0]
	if first.Extension.Limited && first.Allows(certstore.ClientAuthentication) && !first.Allows(serverAuthentication) && !first.SelfIssued {
		return ClientChain
	}
	roots := 0
	for _, one := range read {
		roots += count(one.SelfIssued)
	}
	switch {
	case roots == len(read) && roots >= fewest:
		return TrustedRoots
	case len(read) > longestChain:
		c.leave(f.shown, leftAssumed.With(schannel.Number("count", len(read))))
		return TrustedRoots
	}
	return Unknown
}

// serverAuthentication is id-kp-serverAuth (RFC 5280, Section 4.2.1.12).
const serverAuthentication = "1.3.6.1.5.5.7.3.1"

// put adds certificates to a store of the case, without those that another
// file gave it.
func (c *collector) put(f file, kind Kind, read []certstore.Certificate) {
	if c.stores.seen == nil {
		c.stores.seen = map[Kind]map[schannel.Thumbprint]struct{}{}
	}
	earlier, fresh := c.stores.seen[kind], map[schannel.Thumbprint]struct{}{}
	to := c.storeOf(kind)
	twice := 0
	for _, one := range read {
		if _, has := earlier[one.SHA1]; has {
			twice++
			continue
		}
		fresh[one.SHA1] = struct{}{}
		*to = append(*to, one)
	}
	if earlier == nil {
		earlier = map[schannel.Thumbprint]struct{}{}
		c.stores.seen[kind] = earlier
	}
	for print := range fresh {
		earlier[print] = struct{}{}
	}
	if twice > 0 {
		c.leave(f.shown, leftTwice.With(schannel.Number("count", twice)))
	}
}

// storeOf is the store of the case.
func (c *collector) storeOf(kind Kind) *[]certstore.Certificate {
	t := c.trustlist()
	switch kind { //nolint:exhaustive // the others are no stores
	case ClientAuthIssuers:
		return &t.Host.Stores.ClientAuthIssuers
	case SiteStore:
		return &t.Host.Stores.Site
	case Untrusted:
		return &t.Host.Stores.Untrusted
	case ClientChain:
		return &t.Client
	}
	return &t.Host.Stores.TrustedRoots
}

// settleStores gives the store that a binding names to the site. From others no
// list is made.
func (c *collector) settleStores() {
	bound := ""
	if c.out.Trustlist != nil {
		bound = c.out.Trustlist.Host.Binding.CtlStoreName
	}
	for _, s := range c.stores.named {
		if bound != "" && strings.EqualFold(s.name, bound) {
			c.put(s.file, SiteStore, s.certificates)
			continue
		}
		c.leave(s.file.shown, leftStore.With(schannel.Number("count", len(s.certificates)), schannel.Text("store", s.name)))
	}
}

// hostCertificate reads the certificate of the host that the file is named
// after.
func (c *collector) hostCertificate(f file, content []byte) {
	host, ok := hostOfName(f.path)
	if !ok {
		host = strings.ToLower(stem(f.base()))
	}
	c.peer(f, host, content)
}

// describesPeer reports whether a text without a certificate is about one: each
// of its lines is a name or a fact, and there is a fact.
func describesPeer(content []byte) bool {
	if len(content) > 1<<16 {
		return false
	}
	facts := 0
	for line := range textfile.Decode(content).Lines() {
		text := textfile.Trim(line.Text)
		key, _, isFact := strings.Cut(text, "=")
		switch strings.TrimSpace(key) {
		case "trusted", "self-signed", "not-before", "not-after", "common-name":
			facts += count(isFact)
		default:
			if text != "" && text[0] != '#' && strings.ContainsAny(text, " \t=:,;") {
				return false
			}
		}
	}
	return facts > 0
}

// shown is the certificates of a file about a host: a store, or what openssl
// s_client prints, which is no store.
func shown(content []byte) []*x509.Certificate {
	const most = 100
	var raw [][]byte
	read, _ := certstore.ReadLenient(content)
	for _, one := range read {
		raw = append(raw, one.Raw)
	}
	if len(raw) == 0 {
		block, rest := pem.Decode([]byte(textfile.Decode(content).String))
		for block != nil && len(raw) < most {
			raw = append(raw, block.Bytes)
			block, rest = pem.Decode(rest)
		}
	}
	var all []*x509.Certificate
	for _, der := range raw[:min(len(raw), most)] {
		if parsed, err := x509.ParseCertificate(der); err == nil {
			all = append(all, parsed)
		}
	}
	return all
}

// trustIn is what a line trusted=yes or trusted=no says, between whatever lines.
func trustIn(content []byte) schannel.Truth {
	for line := range textfile.Decode(content).Lines() {
		switch strings.ToLower(strings.ReplaceAll(textfile.Trim(line.Text), " ", "")) {
		case "trusted=yes":
			return schannel.Yes
		case "trusted=no":
			return schannel.No
		}
	}
	return schannel.Unknown
}

// peer notes the certificate that a host shows, and reports whether there is
// one. Of several it is the one that names the host, or the first.
func (c *collector) peer(f file, host string, content []byte) bool {
	peer, err := scpreport.ParsePeer(host, content)
	if err != nil {
		found := false
		for _, parsed := range shown(content) {
			if p := walk.NewPeer(host, parsed, trustIn(content)); !found || p.Named(host) == schannel.Yes && peer.Named(host) != schannel.Yes {
				peer, found = p, true
			}
		}
		if !found {
			return false
		}
	}
	peers := &c.autodiscover().Peers
	for _, other := range *peers {
		if other.Host == host {
			c.leave(f.shown, leftTwice.With(schannel.Number("count", 1)))
			return true
		}
	}
	*peers = append(*peers, peer)
	c.origin(f, HostCertificate, 1)
	return true
}
