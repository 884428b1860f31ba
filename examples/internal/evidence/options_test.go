// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence_test

import (
	"flag"
	"io"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // zones are known whatever the machine has

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
)

// TestFlagErrors holds that an error names the flag and what is allowed.
func TestFlagErrors(t *testing.T) {
	t.Parallel()
	for flagName, says := range map[string]string{
		"release": "server2008r2", "product": "outlook365", "version": "2007sp1", "kb": "KB4519338", "updated": "2020-03-10",
		"joined": "yes nor no", "at": "2024-02-16", "zone": "Europe/Berlin", "culture": "nonsense", "chain": "empty", "mail": "empty", "site": "empty",
	} {
		var o evidence.Options
		flags := flag.NewFlagSet("test", flag.ContinueOnError)
		flags.SetOutput(io.Discard)
		o.Register(flags)
		value := "nonsense"
		if says == "empty" {
			value = ""
		}
		err := flags.Parse([]string{"-" + flagName, value})
		require.ErrorContains(t, err, "-"+flagName)
		require.ErrorContains(t, err, says)
		require.False(t, o.Given())
	}
	var o evidence.Options
	require.Error(t, o.Set("nonsense", "x"))
}

// TestSpellings: a release and a version are also taken as people write them.
func TestSpellings(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, flag, text, same, why string }{
		{"product", "release", "Windows Server 2008 R2", "server2008r2", "the name of KB2464556"},
		{"vendor", "release", "Microsoft Windows Server 2012", "server2012", "as systeminfo prints it"},
		{"short", "release", "Server 2016", "server2016", ""},
		{"year", "release", "2008 R2", "server2008r2", "no other Windows has it"},
		{"Exchange", "version", "Exchange Server 2007 SP1", "2007sp1", "the name in the article on direct trust"},
		{"vendor and Exchange", "version", "Microsoft Exchange Server 2010", "2010", "the name of KB2006728"},
		{"edition", "version", "SE", "se", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			folder := folderOf(t, map[string]string{"x.txt": "MSExchangeTransport 12014\n0x80090326\n"})
			want, err := evidence.Collect([]string{folder}, options(t, tt.flag+"="+tt.same))
			require.NoError(t, err)
			got, err := evidence.Collect([]string{folder}, options(t, tt.flag+"="+tt.text))
			require.NoError(t, err)
			require.Equal(t, want, got, tt.why)
			require.NotEqual(t, casefile.Case{}, got)
		})
	}
	for _, wrong := range [][2]string{{"release", "Windows"}, {"release", "Windows 10"}, {"version", "Exchange"}, {"version", "Exchange Server 2007"}} {
		var o evidence.Options
		require.Error(t, o.Set(wrong[0], wrong[1]), "%s: nothing is guessed", wrong[1])
	}
}

// TestMoment: the time that counts is that of the last thing that says when it
// was, if nobody gives one.
func TestMoment(t *testing.T) {
	t.Parallel()
	pasted := func(date string) string { return "Event ID: 12014\nSource: MSExchangeTransport\nDate: " + date + "\n" }
	for _, tt := range []struct {
		name, content string
		flags         []string
		want, why     string
	}{
		{"pasted", pasted("11/19/2019 8:12:31 AM"), []string{"zone=Europe/Berlin"}, "2019-11-19T07:12:31Z", "nineteen is no month; the zone is given"},
		{"without a zone", pasted("11/19/2019 8:12:31 AM"), nil, "", "nobody knows how late it was elsewhere"},
		{"two ways", pasted("04.11.2019 09:00:00"), []string{"zone=Europe/Berlin"}, "", "April or November"},
		{"culture", pasted("04.11.2019 09:00:00"), []string{"zone=Europe/Berlin", "culture=de-DE"}, "2019-11-04T08:00:00Z", "the culture says which"},
		{"wevtutil", pasted("2019-11-19T08:12:31.123"), []string{"zone=UTC"}, "2019-11-19T08:12:31.123Z", "the local time of the computer"},
		{"no date", pasted("yesterday"), []string{"zone=UTC"}, "", "no time is made up"},
		{"told", pasted("11/19/2019 8:12:31 AM"), []string{"zone=UTC", "at=2020-01-01"}, "2020-01-01T00:00:00Z", "a flag counts for more"},
		{"HAR", strings.Replace(har, `"request"`, `"startedDateTime": "2020-02-03T04:05:06.789+01:00", "request"`, 1), nil, "2020-02-03T03:05:06.789Z", "HAR 1.2, entries"},
		{"HAR without time", har, nil, "", "older programs leave it out"},
		{"HAR with nonsense", strings.Replace(har, `"request"`, `"startedDateTime": "now", "request"`, 1), nil, "", "no time is made up"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := evidence.Collect([]string{folderOf(t, map[string]string{"x.txt": tt.content})}, options(t, tt.flags...))
			require.NoError(t, err)
			got := ""
			if !c.At.IsZero() {
				got = c.At.Format(time.RFC3339Nano)
			}
			require.Equal(t, tt.want, got, tt.why)
		})
	}
}

// TestWallTime: where nothing tells the zone of pasted dates, their day counts,
// unless a certificate begins or ends so near that the zone would matter.
func TestWallTime(t *testing.T) {
	t.Parallel()
	certificate := func(until string) string {
		return asList([]string{"Subject", "CN=a", "NotBefore", "11/13/2009 9:00:00 AM", "NotAfter", until, "Services", "SMTP", "Thumbprint", strings.Repeat("5A", 20)})
	}
	const pasted = "Event ID: 12014\nSource: MSExchangeTransport\nDate: 11/19/2019 8:12:31 AM\n"
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
		left  string
		why   string
	}{
		{"long over", map[string]string{"a.txt": pasted, "b.txt": certificate("11/16/2019 9:00:00 AM")}, "2019-11-19", "diagnose.left_out.wall", "in every zone it had expired"},
		{"near", map[string]string{"a.txt": pasted, "b.txt": certificate("11/17/2019 9:00:00 AM")}, "", "diagnose.left_out.zone", "two zones are up to 26 hours apart"},
		{"nothing depends on it", map[string]string{"a.txt": pasted}, "", "", "no certificate is there"},
		{"better", map[string]string{"a.txt": pasted, "b.txt": certificate("11/16/2019 9:00:00 AM"), "c.log": strings.ReplaceAll(sentLog, "2019-05-02", "2019-11-18")}, "2019-11-18", "", "a log in UTC says when it was"},
		{"much later", map[string]string{"a.txt": pasted, "b.txt": certificate("11/16/2019 9:00:00 AM"), "c.log": sentLog}, "2019-11-19", "diagnose.left_out.wall", "the log is of half a year before"},
		{"site", map[string]string{"a.txt": pasted, "mail.contoso.example.txt": "not-after=2019-11-20\n"}, "", "diagnose.left_out.zone", "the certificate of a host"},
		{"roots", map[string]string{"a.txt": pasted, "root.pem": asPEM(authorities(t, 1)...)}, "2019-11-19", "diagnose.left_out.wall", "certificates of a store"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := evidence.Collect([]string{folderOf(t, tt.files)}, options(t, "culture=en-US"))
			require.NoError(t, err)
			got, left := "", ""
			if !c.At.IsZero() {
				got = c.At.Format(time.DateOnly)
			}
			if n := len(c.LeftOut); n > 0 {
				left = string(c.LeftOut[n-1].Reason.Code)
			}
			require.Equal(t, []string{tt.want, tt.left}, []string{got, left}, tt.why)
		})
	}
}

func TestFacts(t *testing.T) {
	t.Parallel()
	folder := folderOf(t, map[string]string{"mail.contoso.example.txt": onePeer})
	c, err := evidence.Collect([]string{folder}, options(t,
		"product=Windows Server 2016", "product=Windows 10 1809", "product=outlook2016", "product=outlook2016",
		"kb=KB4519998,kb4540670", "updated=2020-03-10", "zone=Europe/Berlin", "at=2020-04-01", "version=2016"))
	require.NoError(t, err)
	require.Equal(t, "Windows Server 2016", c.EMS.Local.Product, "the first Windows shows the failure")
	require.Equal(t, "Windows 10 1809", c.EMS.Peer.Product, "the second is the other end")
	require.Equal(t, []string{"KB4519998", "KB4540670"}, c.EMS.Local.Updates)
	require.Equal(t, time.Date(2020, 3, 10, 0, 0, 0, 0, time.UTC), c.EMS.Local.Updated)
	require.Equal(t, time.Date(2020, 3, 31, 22, 0, 0, 0, time.UTC), c.At, "a day begins in the zone")
	require.Equal(t, "exchange2016", c.Autodiscover.Mailbox.String())
	require.Equal(t, walk.WindowsUnknown, c.Autodiscover.Windows, "no client's Windows is called 2016")

	for _, wrong := range [][]string{
		{"kb=KB4519998"},
		{"updated=2020-03-10"},
		{"product=outlook2016", "product=outlook2010"},
		{"product=Windows 10 1809", "product=Windows 10 1803", "product=Windows 10 1709"},
		{"chain=/nowhere/at/all"},
	} {
		_, err := evidence.Collect([]string{folder}, options(t, wrong...))
		require.ErrorContains(t, err, "-"+wrong[0][:2])
	}
}
