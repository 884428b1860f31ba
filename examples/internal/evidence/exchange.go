// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"path"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/exchangereport"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/inventory"
	"github.com/schanneltrust/schannel/internal/hostname"
	"github.com/schanneltrust/schannel/internal/weburl"
)

const maxServers = 500 // of a case

// organization is what was read of Exchange and is not in the case yet.
type organization struct {
	exchangereport.Gathered
	folders []string // of each host, where its files stand
	listed  []bool   // whether the list of the shell, or the store, was read of each host
	stores  []ofHost // listings of the Personal store, which are added to the lists of the shell
	logs    []ofHost
}

// ofHost is an inventory that belongs to a host by its name or folder.
type ofHost struct {
	file file
	read inventory.Inventory
}

// codeObject is that of an object that is none of Exchange's. Other readers may
// take it; a file may have many.
const codeObject schannel.Code = "exchangecert.inventory.object"

// inventory reads what the Exchange Management Shell prints or exports, what
// certutil prints, or certificates. It reports whether there was anything. If
// there was not, it says what is wrong where a role is given, and else returns
// what is wrong with things of Exchange.
func (c *collector) inventory(f file, content []byte, role Kind) (taken bool, faults []*schannel.Error) {
	read, defects := inventory.ReadLenient(content, c.told.culture)
	if listsKeys(read) {
		read.WholeStore = schannel.Yes
	}
	kind := kindOfInventory(read)
	if kind == Unknown {
		if role != Unknown {
			c.defects(f, defects)
		}
		return false, slices.DeleteFunc(defects, func(d *schannel.Error) bool {
			return d.Code == codeObject || d.Code == "exchangecert.inventory.format" || !strings.HasPrefix(string(d.Code), "exchangecert.inventory.")
		})
	}
	if role == PersonalStore {
		read.WholeStore = schannel.Yes
	}
	if role == PersonalStore || role == ExchangeCertificates {
		kind = role
	}
	if role == Unknown {
		defects = slices.DeleteFunc(defects, func(d *schannel.Error) bool { return d.Code == codeObject })
	}
	c.defects(f, defects)
	c.origin(f, kind, len(read.Certificates)+len(read.Connectors)+len(read.Servers)+len(read.Bindings)+len(read.Sessions)+count(read.Auth.Seen))
	if len(read.Certificates) > 0 && read.WholeStore == schannel.Yes {
		c.exchange.stores = append(c.exchange.stores, ofHost{f, read})
		return true, nil
	}
	c.exchange.add(f, read)
	return true, nil
}

// listsKeys reports whether a list is that of the provider of certificates of
// PowerShell, which is asked for the keys: Get-ExchangeCertificate lists nothing
// without a key (KB4495258), and services beside the keys.
func listsKeys(i inventory.Inventory) bool {
	for _, c := range i.Certificates {
		if c.PrivateKey == schannel.Unknown || c.Services != 0 {
			return false
		}
	}
	return len(i.Certificates) > 0
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// kindOfInventory tells what a file mostly is.
func kindOfInventory(i inventory.Inventory) Kind {
	switch {
	case len(i.Sessions) > 0:
		return ProtocolLog
	case len(i.Certificates) > 0 && i.WholeStore == schannel.Yes:
		return PersonalStore
	case len(i.Certificates) > 0:
		return ExchangeCertificates
	case len(i.Connectors) > 0:
		return Connectors
	case i.Auth.Seen:
		return AuthConfig
	case slices.ContainsFunc(i.Servers, func(s exchange.Server) bool { return s.POPCertificateName+s.IMAPCertificateName != "" }):
		return MailSettings
	case len(i.Servers) > 0:
		return ExchangeServers
	case len(i.Bindings) > 0:
		return WebBindings
	}
	return Unknown
}

// add gives what a file holds to a host.
func (o *organization) add(f file, read inventory.Inventory) {
	if len(read.Certificates)+len(read.Bindings)+count(read.Auth.Seen) == 0 {
		o.Connectors, o.Facts = append(o.Connectors, read.Connectors...), append(o.Facts, read.Servers...)
		return
	}
	at := o.host(f, read.Server, len(read.Certificates) > 0)
	o.Take(&o.Hosts[at], read)
	o.listed[at] = o.listed[at] || len(read.Certificates) > 0
}

// host finds the host that a file is of: by its name, or by the folder that it
// stands in. A second list of certificates that names no server is of another
// server.
func (o *organization) host(f file, name string, lists bool) int {
	folder := path.Dir(f.path)
	for i := range o.Hosts {
		h := &o.Hosts[i]
		switch {
		case name != "" && h.Name != "":
			if strings.EqualFold(name, h.Name) {
				return i
			}
		case o.folders[i] == folder && (!lists || !o.listed[i]):
			return i
		}
	}
	if len(o.Hosts) == maxServers {
		return maxServers - 1
	}
	o.Hosts, o.folders, o.listed = append(o.Hosts, exchangereport.Host{}), append(o.folders, folder), append(o.listed, false)
	return len(o.Hosts) - 1
}

// protocolLog keeps a log until the servers are known.
func (c *collector) protocolLog(f file, content []byte) {
	read, defects := inventory.ReadLenient(content, c.told.culture)
	c.defects(f, defects)
	if read.Format != inventory.FormatLog {
		return
	}
	c.origin(f, ProtocolLog, len(read.Sessions))
	c.exchange.logs = append(c.exchange.logs, ofHost{f, read})
}

// settleExchange puts what was read of Exchange into the case.
func (c *collector) settleExchange() {
	o := &c.exchange
	for _, s := range o.stores {
		at := o.host(s.file, s.read.Server, false)
		if !o.Hosts[at].Seen() {
			o.Take(&o.Hosts[at], s.read)
			continue
		}
		o.Hosts[at].AddStore(s.read)
	}
	for _, l := range o.logs {
		c.settleLog(l)
	}
	o.nameByFolder()
	c.serverVersions()
	alone := c.out.Autodiscover != nil && len(c.out.Symptoms) == 0
	if len(o.Hosts)+len(o.Connectors) == 0 && (len(o.Facts) == 0 || alone) {
		return
	}
	o.factsAsHosts()
	o.Settle()
	e := c.exchangecert()
	e.Connectors = append(e.Connectors, o.Connectors...)
	for _, h := range o.Hosts {
		e.Servers = append(e.Servers, casefile.ExchangeServer{Server: h.Server, Sessions: h.Sessions})
	}
}

// nameByFolder names hosts after the folder that their files stand in, if a
// server or a connector says that a server is called that.
func (o *organization) nameByFolder() {
	known := map[string]bool{}
	note := func(name string) { known[strings.ToLower(hostname.FirstLabel(name))] = true }
	for _, facts := range o.Facts {
		note(facts.Name)
	}
	for _, connector := range o.Connectors {
		note(connector.Server)
		for _, name := range connector.SourceServers {
			note(name)
		}
	}
	delete(known, "")
	for i := range o.Hosts {
		folder := path.Base(o.folders[i])
		if o.Hosts[i].Name == "" && known[strings.ToLower(hostname.FirstLabel(folder))] {
			o.Hosts[i].Name = folder
		}
	}
}

// factsAsHosts makes hosts of servers of which nothing else was read.
func (o *organization) factsAsHosts() {
	if len(o.Facts) == 1 && len(o.Hosts) == 1 {
		return
	}
	for _, facts := range o.Facts {
		named := facts.Name != "" && !slices.ContainsFunc(o.Hosts, func(h exchangereport.Host) bool { return hostname.SameHost(h.Name, facts.Name) })
		nameless := slices.ContainsFunc(o.Hosts, func(h exchangereport.Host) bool { return h.Name == "" })
		if named && !nameless && len(o.Hosts) < maxServers {
			o.Hosts = append(o.Hosts, exchangereport.Host{Server: exchange.Server{Name: facts.Name}})
		}
	}
	if len(o.Hosts) == 0 {
		o.Hosts = []exchangereport.Host{{}}
	}
}

// settleLog gives a log to the server that its connectors name, or whose folder
// it stands in, or to the only one.
func (c *collector) settleLog(l ofHost) {
	o := &c.exchange
	server := ""
	for _, s := range l.read.Sessions {
		name, _, ok := strings.Cut(s.Connector, `\`)
		if !ok || server != "" && !strings.EqualFold(server, name) {
			server = ""
			break
		}
		server = name
	}
	for i := range o.Hosts {
		if h := &o.Hosts[i]; server != "" && hostname.SameHost(h.Name, server) {
			h.Sessions = append(h.Sessions, l.read.Sessions...)
			return
		}
	}
	if len(o.Hosts) > 1 && server == "" && !slices.Contains(o.folders, path.Dir(l.file.path)) {
		c.leave(l.file.shown, leftSessions)
		return
	}
	at := 0
	if len(o.Hosts) != 1 {
		at = o.host(l.file, server, false)
	}
	o.Hosts[at].Sessions = append(o.Hosts[at].Sessions, l.read.Sessions...)
}

// serverVersions tells Autodiscover which version is behind a host: that of the
// server whose service connection point names the host.
func (c *collector) serverVersions() {
	a := c.out.Autodiscover
	if a == nil {
		return
	}
	versions := map[string]prompt.Server{}
	for _, facts := range c.exchange.Facts {
		if v := serverOf(facts.Version); v != prompt.ServerUnknown {
			versions[strings.ToLower(facts.Name)] = v
			versions[strings.ToLower(facts.DNS.DNSFullyQualifiedDomainName)] = v
		}
	}
	delete(versions, "")
	seen := map[string]bool{}
	for _, scp := range a.Forest.Own.SCPs {
		for _, url := range scp.Bindings {
			host := strings.ToLower(weburl.Host(url))
			v, ok := versions[host]
			if !ok {
				v, ok = versions[strings.ToLower(scp.Server)]
			}
			if ok && host != "" && !seen[host] {
				seen[host] = true
				a.Servers = append(a.Servers, casefile.ServerVersion{Host: host, Version: v})
			}
		}
	}
}
