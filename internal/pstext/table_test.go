// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

var tableRows = []struct{ name, why, data, want string }{
	{
		name: "plain", why: "columns begin where their hyphens do",
		data: "\nThumbprint  Services  Subject\n----------  --------  -------\nABC         IP.WS..   CN=a, O=b\nDEF         .......   CN=b\n\n",
		want: "Thumbprint=ABC; Services=IP.WS..; Subject=CN=a, O=b / Thumbprint=DEF; Services=.......; Subject=CN=b",
	},
	{
		name: "cut", why: "a cell that was cut says so",
		data: "Name   Domains    Subject\n----   -------    -------\nA      {a.exa...  CN=a very...\nB      {b}        CN=b…\n",
		want: "Name=A; Domains=[a.exa]~; Subject=CN=a very...~ / Name=B; Domains=[b]; Subject=CN=b…~",
	},
	{
		name: "shifted", why: "a word that goes from one cell into the next: nothing from there on is known",
		data: "Name   Url       Site\n----   ---       ----\nA      https://a/long {x}\nB      https://b {y}\n",
		want: "Name=A; Url=https://a/~; Site=long {x}~ / Name=B; Url=https://b; Site=[y]",
	},
	{
		name: "numbers", why: "numbers stand at the right end of their column and may be wider than the heading",
		data: "Name       Id State\n----       -- -----\nA      123456 up\nB           7 down\n",
		want: "Name=A; Id=123456; State=up / Name=B; Id=7; State=down",
	},
	{
		name: "numbers-to-the-heading", why: "a number may begin where the heading of the left column ends",
		data: "Name       Id State\n----       -- -----\nA   123456789 up\n",
		want: "Name=A; Id=123456789; State=up",
	},
	{
		name: "wide", why: "East Asian characters take two cells",
		data: "Name       State\n----       -----\n既定       up\ncollect    down\n",
		want: "Name=既定; State=up / Name=collect; State=down",
	},
	{
		name: "empty-cell", why: "nothing printed is nothing",
		data: "Name  Host  Port\n----  ----  ----\nA           25\n",
		want: "Name=A; Host=; Port=25",
	},
	{
		name: "wrapped", why: "-Wrap goes on below, with an empty first column",
		data: "Name  Subject\n----  -------\nA     CN=a,\n      O=b\nB     CN=b\n",
		want: "Name=A; Subject=CN=a, O=b^ / Name=B; Subject=CN=b",
	},
	{
		name: "wrapped-in-a-word", why: "-Wrap cuts a word that is longer than its column",
		data: "Name  Domains                Port\n----  -------                ----\nA     {mail.contoso.com,       25\n      autodiscover.contoso.c\n      om}\n",
		want: "Name=A; Domains=[mail.contoso.com|autodiscover.contoso.com]^; Port=25",
	},
	{
		name: "wrapped-in-a-word-of-the-last-column", why: "the widest piece shows how wide the column is",
		data: "Name  Domains\n----  -------\nA     {mail.contoso.com,\n      autodiscover.contoso.c\n      om}\n",
		want: "Name=A; Domains=[mail.contoso.com|autodiscover.contoso.com]^",
	},
	{
		name: "wrapped-full-lines", why: "a word that fits the column is never cut; a line that ends early reaches no other column",
		data: "Name  Subject           Port\n----  -------           ----\nA     OU=one two three    25\n      four five, C=US\n",
		want: "Name=A; Subject=OU=one two three four five, C=US^; Port=25",
	},
	{
		name: "two-tables", why: "tables follow each other, with prompts between",
		data: "A B\n- -\n1 2\n\nPS C:\\> x\n\nNo  Name\n--  ----\n1   a\n",
		want: "!schannel.powershell.line@0 / !schannel.powershell.line@4 / !schannel.powershell.line@8 / No=1; Name=a",
	},
	{
		name: "list-behind-table", why: "both forms in one window",
		data: "Name  Host\n----  ----\nA     a\n\n\nName : B\nHost : b\n",
		want: "Name=A; Host=a / Name=B; Host=b",
	},
	{
		name: "fence", why: "a block of code of Markdown",
		data: "```\nName  Host\n----  ----\nA     a\n```\n",
		want: "Name=A; Host=a",
	},
	{
		name: "indented", why: "pasted as a block of code",
		data: "    Name  Host\n    ----  ----\n    A     a\n",
		want: "Name=A; Host=a",
	},
}

func TestTable(t *testing.T) {
	t.Parallel()
	for _, row := range tableRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(row.want, shown(row.data)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
		})
	}
}
