// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package casefile

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/jsonschema"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// valid makes the parts of a case that may not hold anything at random: the
// texts of enumerations and the bytes of certificates.
func valid(der []byte) func(*rand.Rand, reflect.Type) (any, bool) {
	store, _ := certstore.ParseCertificate(der)
	shell, _ := exchange.ParseCertificate(der)
	return func(r *rand.Rand, t reflect.Type) (any, bool) {
		switch t {
		case reflect.TypeFor[certstore.Certificate]():
			c := store
			if r.IntN(2) == 0 {
				c = certstore.Certificate{Subject: store.Subject, Serial: "01", FriendlyName: "a root"}
			}
			return c, true
		case reflect.TypeFor[exchange.Certificate]():
			c := shell
			if r.IntN(2) == 0 {
				c = exchange.Certificate{Subject: "CN=a", Services: exchange.SMTP | exchange.IIS}
			}
			return c, true
		case reflect.TypeFor[Synthetic]():
			return Synthetic{Names: r.IntN(300), Bytes: r.IntN(40000), Seed: r.Uint64()}, true
		case reflect.TypeFor[exchange.Services]():
			return exchange.ServicesOf(r.IntN(128)), true
		case reflect.TypeFor[exchange.AuthMechanism]():
			return exchange.AuthMechanism(r.IntN(64)), true
		}
		return vocabtest.Named(r, t)
	}
}

// Whatever a case holds, Parse reads from what is written.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	fill := valid(mint(t))
	for seed := range uint64(100) {
		want := vocabtest.Filled[Case](seed, fill)
		want.Format = Format
		if e := want.EMS; e != nil {
			e.Attempts, e.Failures = max(0, e.Attempts), max(0, e.Failures)
		}
		text, err := json.Marshal(want)
		require.NoError(t, err)
		require.NotContains(t, strings.ReplaceAll(string(text), `"error":null`, ""), "[null", "seed %d", seed)
		got, err := Parse(text)
		require.NoError(t, err, "seed %d", seed)
		vocabtest.Equal(t, want, got)
		again, err := json.Marshal(got)
		require.NoError(t, err)
		require.True(t, bytes.Equal(text, again), "seed %d: the same case gave other bytes", seed)
	}
}

// A case that holds nothing is written with all its fields, and no list is
// null.
func TestMarshalWritesAll(t *testing.T) {
	t.Parallel()
	c := Case{
		Format: Format, Trustlist: &Trustlist{}, EMS: &EMS{Connections: []Connection{{}}},
		Exchangecert: &Exchangecert{Servers: []ExchangeServer{{}}}, Autodiscover: &Autodiscover{},
	}
	text, err := json.Marshal(c)
	require.NoError(t, err)
	require.Equal(t, []string{"trustlist.synthetic", "autodiscover.recording"}, nulls(t, text))
	f, err := form()
	require.NoError(t, err)
	var fields map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(text, &fields))
	for _, field := range f.Fields {
		if field.Name != "at" {
			require.Contains(t, fields, field.Name)
		}
	}
}

// nulls returns the paths of null.
func nulls(t *testing.T, text []byte) (paths []string) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	var visit func(path string)
	visit = func(path string) {
		token, err := decoder.Token()
		require.NoError(t, err)
		switch token {
		case nil:
			paths = append(paths, strings.TrimPrefix(path, "."))
		case json.Delim('{'):
			for decoder.More() {
				name, err := decoder.Token()
				require.NoError(t, err)
				visit(path + "." + name.(string))
			}
			_, _ = decoder.Token()
		case json.Delim('['):
			for decoder.More() {
				visit(path + "[]")
			}
			_, _ = decoder.Token()
		}
	}
	visit("")
	return paths
}

func TestSchemaIsGenerated(t *testing.T) {
	t.Parallel()
	want, err := jsonschema.Generate(os.DirFS("../../.."), JSON())
	require.NoError(t, err)
	have, err := os.ReadFile("schema.json")
	require.NoError(t, err)
	if !bytes.Equal(want, have) {
		t.Error("schema.json is not what go generate writes")
	}
}
