// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/symptom"
)

// exchangecertCase is the facts of a case about certificates of Exchange.
type exchangecertCase exchangediag.Incident

func (c exchangecertCase) answer() ([]string, []schannel.Finding) {
	d := exchangediag.Diagnose(exchangediag.Incident(c))
	server := []string{fmt.Sprintf("server: Exchange %s", c.Server.Version)}
	for _, r := range c.Server.Roles {
		server = append(server, r.String())
	}
	facts := []string{strings.Join(server, ", ")}
	for _, certificate := range c.Server.Certificates {
		facts = append(facts, fmt.Sprintf("certificate: %s, %s, enabled for %s, valid until %s",
			strings.ToUpper(certificate.Thumbprint.String()), certificate.Subject, certificate.Services, certificate.NotAfter.Format(time.DateOnly)))
	}
	for _, row := range c.Symptoms {
		facts = append(facts, "seen: "+rowText(row))
	}
	return facts, slices.Concat(d.Causes, d.Facts, change.CheckExpiry(c.Server, c.At))
}

func rowText(row symptom.Row) string {
	e := row.Event
	if e.IsZero() {
		return strings.TrimSpace(row.Code.String() + " " + row.Text)
	}
	parts := []string{fmt.Sprintf("event %d of %s (%s)", e.ID, e.Provider, e.Level)}
	for _, f := range e.Data {
		parts = append(parts, f.Value)
	}
	return strings.Join(parts, ", ")
}
