// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpreport

import (
	"flag"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/examples/internal/cli"
)

// TestClient: who is asked for where nobody is named.
func TestClient(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		args []string
		want autodiscover.Product
	}{
		{nil, autodiscover.Outlook365},
		{[]string{"-policy", "docs"}, autodiscover.Outlook365},
		{[]string{"-policy", "ews-managed-api"}, autodiscover.EWSManagedAPI},
		{[]string{"-walk-as", "ews-managed-api"}, autodiscover.EWSManagedAPI},
		{[]string{"-walk-as", "docs"}, autodiscover.DocsClient},
		{[]string{"-walk-as", "docs", "-client", "outlook2010", "-policy", "ews-managed-api"}, autodiscover.Outlook2010},
	} {
		var o Options
		flags := flag.NewFlagSet("test", flag.ContinueOnError)
		o.Register(flags)
		_, err := cli.Parse(flags, "", tt.args, io.Discard)
		require.NoError(t, err)
		require.Equal(t, tt.want, o.client(), "%v", tt.args)
	}
}

func TestParseTime(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2010-03-01", "2010-03-01T00:00:00Z", "2010-03-01T09:00:00+09:00"} {
		got, err := parseTime(text)
		require.NoError(t, err)
		require.Equal(t, at, got)
	}
	_, err := parseTime("1 March")
	require.Error(t, err)
}
