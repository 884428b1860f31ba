// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/exchangereport"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/inventory"
)

// Options is what the flags say, which evidence.json may say too. The zero
// value says nothing.
type Options struct {
	given [len(settings)][]string
}

// told is the facts that no file tells.
type told struct {
	release schannel.Release
	windows []string // the first is the computer that shows the failure, the second the other end
	outlook autodiscover.Product
	version exchange.Version
	updates []string
	updated time.Time
	chain   string
	mail    string
	site    string
	joined  schannel.Truth
	at      string // a day begins in the zone
	culture inventory.Culture
}

// setting is a flag, and a key of evidence.json.
type setting struct {
	name     string
	usage    string
	repeated bool
	set      func(*told, string) error
}

// settings is every flag, in the order in which facts are read.
var settings = [...]setting{
	{"release", "the `release` of the Windows Server that asks for client certificates, such as server2008r2", false, setRelease},
	{"product", "a `product`: Windows, such as \"Windows 10 1809\", or Outlook, such as outlook2016; a second Windows is the other end; repeatable", true, setProduct},
	{"version", "the `version` of Exchange, for Outlook that of the mailbox: 2007rtm, 2007sp1, 2007sp2, 2007sp3, 2010, 2013, 2016, 2019 or se", false, setVersion},
	{"kb", "an installed `update` of the Windows that shows the failure, such as KB4519338; repeatable", true, setUpdate},
	{"updated", "the `day` on which its newest update was released, such as 2020-03-10", false, setUpdated},
	{"chain", "a `file` with the certificate chain of a client, its own certificate first", false, setText(func(t *told) *string { return &t.chain })},
	{"mail", "the mail `address` that Outlook looks up", false, setText(func(t *told) *string { return &t.mail })},
	{"site", "the `name` of the Active Directory site of the client", false, setText(func(t *told) *string { return &t.site })},
	{"joined", "whether the client's computer is joined to a domain: `yes` or no", false, setJoined},
	{"culture", "the `culture` of the shell that printed dates, such as en-US", false, setCulture},
	{"zone", "the time `zone` of that shell, such as Europe/Berlin", false, setZone},
	{"at", "the `time` for which expiry counts, such as 2013-01-01 or 2013-01-01T00:00:00Z", false, setAt},
}

// Register declares the flags.
func (o *Options) Register(flags *flag.FlagSet) {
	for _, s := range settings {
		flags.Func(s.name, s.usage, func(text string) error { return o.Set(s.name, text) })
	}
}

// Set says what a flag says. The error tells what is allowed.
func (o *Options) Set(name, text string) error {
	for i, s := range settings {
		if s.name != name {
			continue
		}
		if err := s.set(&told{}, text); err != nil {
			return err
		}
		if !s.repeated {
			o.given[i] = nil // as flags do, the last one counts
		}
		o.given[i] = append(o.given[i], text)
		return nil
	}
	return fmt.Errorf("no setting %q", name)
}

// Given reports whether anything was said.
func (o *Options) Given() bool {
	for _, texts := range o.given {
		if len(texts) > 0 {
			return true
		}
	}
	return false
}

// over returns the settings of o, and those of a file where o says nothing.
func (o *Options) over(file Options) *Options {
	both := *o
	for i := range both.given {
		if len(both.given[i]) == 0 {
			both.given[i] = file.given[i]
		}
	}
	return &both
}

// facts reads the settings together.
func (o *Options) facts() (told, error) {
	var t told
	for i, s := range settings {
		for _, text := range o.given[i] {
			if err := s.set(&t, text); err != nil {
				return told{}, fmt.Errorf("-%s: %w", s.name, err)
			}
		}
	}
	if len(t.windows) == 0 && (len(t.updates) > 0 || !t.updated.IsZero()) {
		return told{}, errors.New("-kb and -updated: name the Windows that has the updates with -product")
	}
	return t, nil
}

// moment is the time for which expiry counts.
func (t *told) moment() (time.Time, error) {
	if t.at == "" {
		return time.Time{}, nil
	}
	return exchangereport.ParseTime(t.at, t.culture.Zone)
}

func setText(field func(*told) *string) func(*told, string) error {
	return func(t *told, text string) error {
		if text == "" {
			return errors.New("an empty text")
		}
		*field(t) = text
		return nil
	}
}

// compact is a name as people write it, "Windows Server 2008 R2", without its
// blanks and without the words that it begins with.
func compact(text string, words ...string) string {
	text = strings.ToLower(strings.ReplaceAll(text, " ", ""))
	for _, word := range words {
		text = strings.TrimPrefix(text, word)
	}
	return text
}

func setRelease(t *told, text string) error {
	name := "server" + compact(text, "microsoft", "windows", "server")
	if t.release.UnmarshalText([]byte(name)) == nil && t.release != schannel.ReleaseUnspecified {
		return nil
	}
	var all []string
	for r := range schannel.Releases() {
		all = append(all, r.String())
	}
	return fmt.Errorf("%q is none of %s", text, strings.Join(all, ", "))
}

// setProduct takes a Windows as Microsoft prints it, or a client of
// Autodiscover, also as people write it: "Outlook 2016".
func setProduct(t *told, text string) error {
	var client autodiscover.Product
	name := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(text, "Microsoft "), " ", ""))
	for _, spelling := range [...]string{text, name} {
		if client.UnmarshalText([]byte(spelling)) == nil && client != autodiscover.ProductUnspecified {
			if t.outlook != autodiscover.ProductUnspecified && t.outlook != client {
				return errors.New("two clients of Autodiscover; a case is about one")
			}
			t.outlook = client
			return nil
		}
	}
	product, known := winhost.ProductByName(text)
	switch {
	case !known:
		return fmt.Errorf("%q is neither a Windows, such as \"Windows Server 2016\" or \"Windows 10 1809\", nor outlook2007, outlook2010, outlook2013, outlook2016, outlook365 or ews-managed-api", text)
	case len(t.windows) == 2:
		return errors.New("a third Windows; the first is the computer that shows the failure, the second the other end")
	}
	t.windows = append(t.windows, product)
	return nil
}

func setVersion(t *told, text string) error {
	if t.version.UnmarshalText([]byte(compact(text, "microsoft", "exchange", "server"))) == nil && t.version != exchange.VersionUnspecified {
		return nil
	}
	return fmt.Errorf("%q is none of 2007rtm, 2007sp1, 2007sp2, 2007sp3, 2010, 2013, 2016, 2019 and se", text)
}

func setUpdate(t *told, text string) error {
	for name := range strings.SplitSeq(text, ",") {
		digits, ok := strings.CutPrefix(strings.ToUpper(strings.TrimSpace(name)), "KB")
		if !ok || digits == "" || len(digits) > 8 || strings.Trim(digits, "0123456789") != "" {
			return fmt.Errorf("%q is no update such as KB4519338", name)
		}
		t.updates = append(t.updates, "KB"+digits)
	}
	return nil
}

func setUpdated(t *told, text string) (err error) {
	if t.updated, err = time.Parse(time.DateOnly, text); err != nil {
		return fmt.Errorf("%q is no day such as 2020-03-10", text)
	}
	return nil
}

func setJoined(t *told, text string) error {
	if t.joined.UnmarshalText([]byte(text)) == nil && t.joined != schannel.Unknown {
		return nil
	}
	return fmt.Errorf("%q is neither yes nor no", text)
}

func setCulture(t *told, text string) error {
	t.culture.Name = text
	return t.culture.Check()
}

func setZone(t *told, text string) (err error) {
	if t.culture.Zone, err = time.LoadLocation(cmp.Or(text, "-")); err != nil || text == "Local" {
		return fmt.Errorf("%q is no time zone such as Europe/Berlin", text)
	}
	return nil
}

func setAt(t *told, text string) error {
	t.at = text
	_, err := t.moment()
	return err
}
