// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangereport

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/inventory"
)

// change carries the changes out in order, on the servers that have the
// certificate or on all of them, and compares.
func (r *result) change(o *Options, connectors []exchange.Connector) error {
	if len(o.Changes) == 0 {
		return nil
	}
	after := make([]exchange.Server, 0, len(r.hosts))
	for _, h := range r.hosts {
		after = append(after, h.Server)
	}
	for _, text := range o.Changes {
		c, err := parseChange(text, r.at, inventory.Culture{Name: o.Culture, Zone: o.Zone})
		if err != nil {
			return fmt.Errorf("-what-if %q: %w", text, err)
		}
		held := false
		for i := range after {
			held = held || after[i].Find(c.Thumbprint) >= 0
		}
		for i := range after {
			if held && after[i].Find(c.Thumbprint) < 0 {
				continue
			}
			var findings []schannel.Finding
			after[i], findings = change.Apply(after[i], connectors, c)
			r.diagnosis = append(r.diagnosis, findings...)
		}
	}
	for i, h := range r.hosts {
		asked := connectors
		if len(asked) == 0 {
			asked = r.asConnectors(h)
		}
		for _, d := range change.Compare(h.Server, after[i], asked, r.at) {
			r.changes = append(r.changes, difference{h.Name, d})
		}
	}
	return nil
}

// parseChange reads one change:
//
//	enable THUMBPRINT SMTP,IIS overwrite=no
//	new NAME,NAME
//	remove THUMBPRINT
//	import FILE
//	renew THUMBPRINT FILE
//
// overwrite answers the question about the default SMTP certificate, which
// Exchange asks for new and renew too.
func parseChange(text string, at time.Time, culture inventory.Culture) (change.Change, error) {
	operation, rest := word(text)
	c := change.Change{At: at}
	if err := c.Operation.UnmarshalText([]byte(strings.ToLower(operation))); err != nil || c.Operation == change.OperationUnspecified {
		return c, errors.New("it begins with enable, new, remove, import or renew")
	}
	rest, c.ReplaceDefault = overwrite(rest)
	var err error
	if c.Operation == change.Enable || c.Operation == change.Remove || c.Operation == change.Renew {
		var thumbprint string
		thumbprint, rest = word(rest)
		if c.Thumbprint, err = schannel.ParseThumbprint(thumbprint); err != nil {
			return c, err
		}
	}
	switch c.Operation {
	case change.Enable:
		c.Services, err = exchange.ParseServices(rest)
		if err == nil && c.Services == 0 {
			err = errors.New("no service, such as SMTP or SMTP,IIS")
		}
	case change.New:
		c.Domains = strings.FieldsFunc(rest, func(r rune) bool { return r == ',' || r == ' ' })
	case change.Remove:
		if rest != "" {
			err = fmt.Errorf("%q is too much", rest)
		}
	case change.Import, change.Renew:
		c.Certificate, err = certificate(rest, culture)
	case change.OperationUnspecified:
	}
	return c, err
}

func word(text string) (first, rest string) {
	first, rest, _ = strings.Cut(strings.TrimSpace(text), " ")
	return first, strings.TrimSpace(rest)
}

// overwrite takes the answer off the end of a change.
func overwrite(text string) (rest string, answer schannel.Truth) {
	before, value, ok := strings.Cut(text, "overwrite=")
	if !ok {
		return text, schannel.Unknown
	}
	switch strings.ToLower(strings.TrimSpace(value)) {
	case "yes":
		return strings.TrimSpace(before), schannel.Yes
	case "no":
		return strings.TrimSpace(before), schannel.No
	}
	return text, schannel.Unknown
}

// certificate reads the first certificate of a file.
func certificate(file string, culture inventory.Culture) (exchange.Certificate, error) {
	if file == "" {
		return exchange.Certificate{}, errors.New("no file")
	}
	data, err := cli.ReadFile(file)
	if err != nil {
		return exchange.Certificate{}, err
	}
	err = errors.New("no certificate in it")
	for c, fault := range inventory.CertificatesLenient(data, culture) {
		if fault == nil {
			return c, nil
		}
		err = fault
	}
	return exchange.Certificate{}, fmt.Errorf("%s: %w", file, err)
}
