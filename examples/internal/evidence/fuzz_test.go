// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzCollect": 4})
}

// FuzzCollect: a folder of a file with any name and content, settings, and a
// file beside it gives a case or an error of one line, twice the same; every
// file is told of; the case is JSON, and no key log is in it.
func FuzzCollect(f *testing.F) {
	f.Add("x.txt", []byte("0x80090326"), []byte(`{"files": {"x.txt": "event-text"}}`))
	f.Add("mail.contoso.example.txt", []byte(onePeer), []byte(`{"product": ["Windows 10 1809"], "kb": "KB4519338"}`))
	f.Add("scps.ldf", []byte(ldif), []byte(`{}`))
	f.Add("x.har", []byte(har), []byte(`{"release": 1}`))
	f.Add("x.txt", []byte(sslcert), []byte(nil))
	f.Add("x.log", []byte(sentLog), []byte(nil))
	f.Add("x.txt", []byte(viewed), []byte(nil))
	const most = 8 << 10 // bytes of a file: what is found in more is found in fewer, and sooner
	f.Fuzz(func(t *testing.T, name string, content, settings []byte) {
		if len(name) > 1<<8 || len(content) > most || len(settings) > most {
			return // larger than what is tried
		}
		folder := fstest.MapFS{"beside.contoso.example.txt": {Data: []byte(onePeer)}}
		if name != "beside.contoso.example.txt" {
			folder[name] = &fstest.MapFile{Data: content}
		}
		if settings != nil {
			folder[evidence.SettingsName] = &fstest.MapFile{Data: settings}
		}
		c, err := evidence.CollectWithin(folder, most, 4*most)
		again, errAgain := evidence.CollectWithin(folder, most, 4*most)
		if err != nil {
			require.EqualError(t, errAgain, err.Error())
			return
		}
		text, err := json.Marshal(c)
		require.NoError(t, err)
		second, err := json.Marshal(again)
		require.NoError(t, err)
		require.True(t, bytes.Equal(text, second), "the same input gives the same bytes")
		told(t, c, "beside.contoso.example.txt")
		if evidence.Detect(name, content) == evidence.KeyLog && len(content) > 200 {
			require.NotContains(t, string(text), string(content[100:200]))
		}
	})
}

// told holds that a file was recognised or left out.
func told(t *testing.T, c casefile.Case, name string) {
	t.Helper()
	for _, o := range c.Origin {
		if o.File == name {
			return
		}
	}
	for _, l := range c.LeftOut {
		if l.File == name {
			return
		}
	}
	t.Errorf("nothing is said of %s", name)
}
