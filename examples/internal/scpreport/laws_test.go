// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpreport

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/recording"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestLaws holds whole answers, in which six packages have a say, to the laws:
// no conclusion contradicts another one or is surer than what it rests on.
func TestLaws(t *testing.T) {
	t.Parallel()
	runs := 1000
	if vocabtest.Race {
		runs = 200
	}
	vocabtest.Laws{
		Runs: runs,
		Catalogs: []iter.Seq[schannel.CatalogEntry]{
			autodiscover.Catalog(), scpfile.Catalog(), answer.Catalog(), walk.Catalog(), recording.Catalog(), prompt.Catalog(),
		},
		Generate: func(r *rand.Rand) vocabtest.Answer {
			q, own, others := generate(r)
			report := Answer(q, own, others)
			return vocabtest.Answer{
				Input: []any{q.Setup.Client, own.Directory, others, q.Setup.Peers, q.Recording, q.Seen}, Value: report.Findings, Findings: report.Findings,
				Registry: q.Setup.Client.Registry, Case: schannel.Scope{Products: []string{q.Setup.Client.Product.String()}},
			}
		},
	}.Hold(t)
}

// TestReadBack: a report is read back as it was written.
func TestReadBack(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		q, own, others := generate(rand.New(rand.NewPCG(seed, 0)))
		q.Options.JSON = true
		report := Answer(q, own, others)
		var text bytes.Buffer
		require.NoError(t, report.Write(&text))
		var back Report
		require.NoError(t, json.Unmarshal(text.Bytes(), &back))
		if diff := cmp.Diff(report, back, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(Report{})); diff != "" {
			t.Fatalf("seed %d (-report +read back):\n%s", seed, diff)
		}
	}
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

var urls = []string{
	"https://a.corp.example/Autodiscover/Autodiscover.xml", "https://b.corp.example/Autodiscover/Autodiscover.xml",
	"https://corp.example/autodiscover/autodiscover.xml", "https://autodiscover.corp.example/autodiscover/autodiscover.xml",
	"https://autodiscover.provider.example/autodiscover/autodiscover.xml", "http://c.corp.example/autodiscover/autodiscover.xml", "nonsense",
}

// generate makes a question with everything that may be asked at once.
func generate(r *rand.Rand) (Question, Directory, []Directory) {
	q := Question{Options: Options{Plan: r.IntN(2) == 0, Registry: "registry", Seen: "seen"}}
	q.Setup.Client = autodiscover.Client{
		Product: autodiscover.Product(r.IntN(8)), Mail: pick(r, "user@corp.example", "user@corp.example", ""), Site: pick(r, "S1", ""), Joined: schannel.Truth(r.IntN(3)),
	}
	for range r.IntN(3) {
		q.Setup.Client.Registry = append(q.Setup.Client.Registry, generateValue(r))
	}
	q.Setup.Policy, q.Setup.As = autodiscover.Policy(r.IntN(7)), walk.Profile(r.IntN(4))
	q.Setup.Windows, q.Setup.At = walk.Windows(r.IntN(7)), pick(r, time.Time{}, at)
	if r.IntN(2) == 0 {
		q.Setup.Suffix = suffixes{"co.uk": true}.of
	}
	for _, host := range []string{"a.corp.example", "corp.example", "autodiscover.provider.example", "rpc.corp.example"}[:r.IntN(5)] {
		q.Setup.Peers = append(q.Setup.Peers, generatePeer(r, host))
	}
	if r.IntN(3) > 0 {
		recorded := generateRecording(r)
		q.Recording = &recorded
	}
	q.Seen = []string{"autodiscover.co.uk", "a.corp.example", "stranger.example"}[:r.IntN(4)]
	return q, generateDirectory(r, ""), []Directory{generateDirectory(r, "dc.corp.example")}[:r.IntN(2)]
}

func generateValue(r *rand.Rand) schannel.RegistryValue {
	key := `HKEY_CURRENT_USER\Software\Microsoft\Office\` + pick(r, "12.0", "14.0", "15.0", "16.0") + `\Outlook\AutoDiscover`
	if r.IntN(2) == 0 {
		return schannel.DWORD(key, pick(r, "ExcludeScpLookup", "ExcludeHttpsRootDomain", "ExcludeSrvLookup", "PreferLocalXML"), uint32(r.IntN(2)))
	}
	name := pick(r, "autodiscover.provider.example", "Autodiscover.Provider.example", "provider.example", "corp.example")
	return schannel.RegistryValue{Key: key + `\RedirectServers`, Name: name, Type: schannel.RegSZ, Strings: []string{""}}
}

func generatePeer(r *rand.Rand, host string) walk.Peer {
	return walk.Peer{
		Host: host, CommonName: pick(r, "", host), Names: pick(r, nil, []string{host}, []string{"other.example", "*.corp.example"}),
		NotAfter: pick(r, time.Time{}, at.AddDate(0, 1, 0), at.AddDate(0, -1, 0)), Trusted: schannel.Truth(r.IntN(3)), SelfSigned: schannel.Truth(r.IntN(3)),
	}
}

func generateRecording(r *rand.Rand) walk.Recording {
	const body = `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">` +
		`<Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account><Action>%s</Action>%s</Account></Response></Autodiscover>`
	var all walk.Recording
	for range r.IntN(6) {
		x := walk.Exchange{Method: autodiscover.Post, URL: pick(r, urls...)}
		switch r.IntN(6) {
		case 0:
			x.Answer.Failure = walk.Failure(r.IntN(6))
		case 1:
			x.Answer = walk.Answer{Status: 302, Location: pick(r, urls...)}
		case 2:
			x.Answer = walk.Answer{Status: 401, Challenges: []string{pick(r, "Negotiate", "Basic")}}
		case 3:
			x.Answer = walk.Answer{Status: 200, Body: fmt.Appendf(nil, body, "redirectUrl", "<RedirectUrl>"+pick(r, urls...)+"</RedirectUrl>")}
		case 4:
			x.Answer = walk.Answer{Status: 200, Body: fmt.Appendf(nil, body, "settings", "<Protocol><Type>EXPR</Type><Server>rpc.corp.example</Server></Protocol>")}
		case 5:
			x.Method, x.URL = autodiscover.Get, "http://autodiscover.corp.example/autodiscover/autodiscover.xml"
			x.Answer = walk.Answer{Status: 302, Location: pick(r, urls...)}
		}
		all.Exchanges = append(all.Exchanges, x)
	}
	return all
}

func generateDirectory(r *rand.Rand, host string) Directory {
	d := Directory{Directory: autodiscover.Directory{Host: host, InOrder: schannel.Truth(r.IntN(3)), Incomplete: r.IntN(4) == 0}, Known: r.IntN(4) > 0}
	for range r.IntN(5) {
		scp := autodiscover.SCP{Server: pick(r, "", "EX01", "EX02"), Bindings: []string{pick(r, urls...)}}
		scp.Keywords = []string{pick(r, "77378F46-2C66-4aa9-A6A6-3E7A48B19596", "77378F46-2C66-4aa9-A6A6-3E7A48B19596", "67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68")}
		if scp.IsFor(autodiscover.PointerEntry) {
			scp.Bindings[0] = pick(r, "LDAP://dc.corp.example", "LDAP://elsewhere")
		}
		if more := pick(r, "", "Site=S1", "site=S2", "Domain=corp.example"); more != "" {
			scp.Keywords = append(scp.Keywords, more)
		}
		scp.Kind, scp.Created = autodiscover.KindOf(scp.Keywords), pick(r, time.Time{}, at, at.AddDate(-1, 0, 0))
		d.Directory.SCPs = append(d.Directory.SCPs, scp)
	}
	return d
}
