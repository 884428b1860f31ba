// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"errors"
	"fmt"

	"github.com/go-ldap/ldap/v3"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/examples/internal/scpreport"
)

// filter finds the three kinds of service connection points of Autodiscover by
// their GUIDs, as MS-OXDISCO and the EWS Managed API do, and by their service
// those whose keywords are wrong.
const filter = "(&(objectClass=serviceConnectionPoint)(|" +
	"(keywords=77378F46-2C66-4aa9-A6A6-3E7A48B19596)" +
	"(keywords=67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68)" +
	"(keywords=D3614C7C-D214-4F1F-BD4C-00D91C67F93F)" +
	"(serviceClassName=ms-Exchange-AutoDiscover-Service)))"

const (
	pageSize    = 500     // entries of an answer; Active Directory gives at most 1,000
	mostEntries = 100_000 // that are read
)

// read reads the service connection points of a directory, in the order in which
// it returns them.
func (a access) read(host, server string) (scpreport.Directory, error) {
	conn, err := a.connect(server)
	if err != nil {
		return scpreport.Directory{}, err
	}
	defer conn.Close()
	d, err := a.search(conn)
	if err != nil {
		return scpreport.Directory{}, fmt.Errorf("%s: %w", server, err)
	}
	d.Directory.Host = host
	for i := range d.Problems {
		d.Problems[i].File = server
	}
	return d, nil
}

// search asks for one page after the other.
func (a access) search(conn *ldap.Conn) (scpreport.Directory, error) {
	base, err := a.searchBase(conn)
	if err != nil {
		return scpreport.Directory{}, err
	}
	d := scpreport.Directory{Directory: autodiscover.Directory{InOrder: schannel.Yes}, Known: true}
	paging := ldap.NewControlPaging(pageSize)
	for {
		result, err := conn.Search(ldap.NewSearchRequest(
			base, ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 0, a.seconds(), false, filter,
			[]string{"objectClass", "cn", "keywords", "serviceBindingInformation", "serviceDNSName", "whenCreated"},
			[]ldap.Control{paging},
		))
		if err != nil {
			return scpreport.Directory{}, err
		}
		take(&d, result)
		if len(d.Directory.SCPs) > mostEntries {
			return scpreport.Directory{}, fmt.Errorf("more than %d service connection points", mostEntries)
		}
		next, ok := ldap.FindControl(result.Controls, ldap.ControlTypePaging).(*ldap.ControlPaging)
		if !ok || len(next.Cookie) == 0 {
			return d, nil
		}
		paging.SetCookie(next.Cookie)
	}
}

// take adds the entries of an answer. What the directory says to be elsewhere
// is not asked for, and told.
func take(d *scpreport.Directory, result *ldap.SearchResult) {
	for _, entry := range result.Entries {
		attributes := map[string][]string{}
		for _, a := range entry.Attributes {
			attributes[a.Name] = append(attributes[a.Name], a.Values...)
		}
		scp, findings := scpfile.FromAttributes(entry.DN, attributes)
		d.Directory.SCPs = append(d.Directory.SCPs, scp)
		d.Findings = append(d.Findings, findings...)
	}
	d.Directory.Incomplete = d.Directory.Incomplete || len(result.Referrals) > 0
	for _, referral := range result.Referrals {
		d.Problems = append(d.Problems, scpreport.Problem{Defect: &schannel.Error{
			Code: "ldapscp.search.referral", Field: "SearchResultReference", Offset: schannel.NoOffset,
			Err: fmt.Errorf("not followed: %s", referral),
		}})
	}
}

// searchBase is the configuration of the forest, which the root of the directory
// names.
func (a access) searchBase(conn *ldap.Conn) (string, error) {
	if a.base != "" {
		return a.base, nil
	}
	result, err := conn.Search(ldap.NewSearchRequest(
		"", ldap.ScopeBaseObject, ldap.NeverDerefAliases, 0, a.seconds(), false, "(objectClass=*)",
		[]string{"configurationNamingContext"}, nil,
	))
	if err != nil {
		return "", err
	}
	if len(result.Entries) == 1 {
		if base := result.Entries[0].GetAttributeValue("configurationNamingContext"); base != "" {
			return base, nil
		}
	}
	return "", errors.New("its root names no configurationNamingContext, so it is no Active Directory; -base says where to search")
}
