// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package recording

import (
	"encoding/base64"
	"encoding/json"

	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// har is the part of HAR 1.2 that is read. Headers, cookies and bodies of
// requests have no place here, so they are passed over while decoding.
type har struct {
	Entries []struct {
		Request struct {
			Method string `json:"method"`
			URL    string `json:"url"`
		} `json:"request"`
		Response struct {
			Status  int `json:"status"`
			Headers []struct {
				Name  string `json:"name"`
				Value string `json:"value"`
			} `json:"headers"`
			RedirectURL string `json:"redirectURL"`
			Content     struct {
				Text     string `json:"text"`
				Encoding string `json:"encoding"`
			} `json:"content"`
			Error string `json:"_error"` // of Chromium: net::ERR_…
		} `json:"response"`
		Comment string `json:"comment"`
	} `json:"entries"`
}

// readHAR reads the log of a HAR file, which begins at byte base of the file.
func readHAR(log json.RawMessage, base int) (walk.Recording, error) {
	var h har
	if err := json.Unmarshal(log, &h); err != nil {
		return walk.Recording{}, syntax("log", base, err)
	}
	if len(h.Entries) > maxExchanges {
		return walk.Recording{}, fault(errSize, "log.entries", base, nil)
	}
	var r walk.Recording
	for _, e := range h.Entries {
		method, ok := methodOf(e.Request.Method)
		if !ok { // CONNECT of Fiddler, OPTIONS of browsers
			ignore(&r, e.Request.Method)
			continue
		}
		x := walk.Exchange{Method: method, URL: weburl.WithoutUser(e.Request.URL)}
		x.Answer.Status = e.Response.Status
		for _, header := range e.Response.Headers {
			setHeader(&x.Answer, header.Name, header.Value)
		}
		if x.Answer.Location == "" {
			x.Answer.Location = weburl.WithoutUser(e.Response.RedirectURL)
		}
		x.Answer.Body = []byte(e.Response.Content.Text)
		if e.Response.Content.Encoding == "base64" {
			body, err := base64.StdEncoding.DecodeString(e.Response.Content.Text)
			if err != nil {
				return walk.Recording{}, fault(errBody, "log.entries.response.content", base, err)
			}
			x.Answer.Body = body
		}
		if len(x.Answer.Body) > maxBody {
			return walk.Recording{}, fault(errSize, "log.entries.response.content", base, nil)
		}
		if e.Response.Status == 0 { // HAR 1.2 has no other word for it
			x.Answer = walk.Answer{Failure: failureOf(e.Response.Error), Fault: e.Response.Error}
		}
		r.Exchanges = append(r.Exchanges, x)
	}
	return r, nil
}
