// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package netsh_test

import (
	"fmt"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/internal/netsh"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// printed is what netsh prints of a binding, with labels of a language.
func printed(labels []string, values ...string) string {
	var b strings.Builder
	for i, label := range labels {
		fmt.Fprintf(&b, "    %-28s : %s\r\n", label, values[i])
	}
	return b.String() + "\r\n"
}

const (
	appID = "{4dc3e181-e14b-4a21-b022-59fc669b0914}"
	hash  = "00112233445566778899aabbccddeeff00112233"
)

var english = strings.Split("IP:port,Certificate Hash,Application ID,Certificate Store Name,Verify Client Certificate Revocation,"+
	"Verify Revocation Using Cached Client Certificate Only,Usage Check,Revocation Freshness Time,URL Retrieval Timeout,"+
	"Ctl Identifier,Ctl Store Name,DS Mapper Usage,Negotiate Client Certificate,Reject Connections", ",")

// foreign is a language that nobody here knows.
var foreign = strings.Split("A,B,C,D,E,F,G,H,I,J,K,L,M,N", ",")

var spaces = regexp.MustCompile(" +")

func values(endpoint, hash, identifier, store, negotiate string) []string {
	return []string{endpoint, hash, appID, "MY", "Enabled", "Disabled", "Enabled", "0", "0", identifier, store, "Disabled", negotiate, "Disabled"}
}

func TestReadLenient(t *testing.T) {
	t.Parallel()
	const head = "\r\nSSL Certificate bindings:\r\n-------------------------\r\n\r\n"
	hostname := append([]string{"Hostname:port"}, english[1:]...)
	ccs := append([]string{"Central Certificate Store"}, english[1:]...)
	plain := printed(english, values("0.0.0.0:443", hash, "(null)", "(null)", "Disabled")...)
	want := netsh.Binding{Endpoint: "0.0.0.0:443", Hash: hash, ApplicationID: appID, CertificateStore: "MY", CTLKnown: true, Negotiate: schannel.No}
	with := func(change func(b *netsh.Binding)) netsh.Binding {
		b := want
		change(&b)
		return b
	}
	cut := strings.Join(strings.SplitAfter(plain, "\r\n")[:5], "")
	lines := strings.SplitAfter(plain, "\r\n")
	behindEndpoint, behindHash := strings.Join(lines[1:], ""), strings.Join(lines[2:], "")
	tests := []struct {
		name  string
		why   string
		text  string
		want  []netsh.Binding
		fault schannel.Code
	}{
		{"plain", "the form of Windows Server 2008 R2 to 2022", head + plain, []netsh.Binding{want}, ""},
		{"store", "sslctlstorename", printed(english, values("0.0.0.0:443", hash, "(null)", "ClientAuthIssuer", "Enabled")...), []netsh.Binding{with(func(b *netsh.Binding) { b.CTLStore, b.Negotiate = "ClientAuthIssuer", schannel.Yes })}, ""},
		{"list", "up to 2008 R2 a trust list: SslCtlIdentifier and SslCtlStoreName", printed(english, values("0.0.0.0:443", hash, "TestingCTLs", "CA", "Enabled")...), []netsh.Binding{with(func(b *netsh.Binding) { b.CTLIdentifier, b.CTLStore, b.Negotiate = "TestingCTLs", "CA", schannel.Yes })}, ""},
		{"ipv6", "colons in the value", printed(english, values("[::]:443", hash, "(null)", "(null)", "Disabled")...), []netsh.Binding{with(func(b *netsh.Binding) { b.Endpoint = "[::]:443" })}, ""},
		{"hostname", "a binding of a name", printed(hostname, values("sts.example:49443", hash, "(null)", "AdfsTrustedDevices", "Disabled")...), []netsh.Binding{with(func(b *netsh.Binding) { b.Endpoint, b.CTLStore = "sts.example:49443", "AdfsTrustedDevices" })}, ""},
		{"central-store", "it has no certificate of its own", printed(ccs, values("443", "(null)", "(null)", "(null)", "Disabled")...), []netsh.Binding{with(func(b *netsh.Binding) { b.Endpoint, b.Hash = "443", "" })}, ""},
		{"two", "one behind the other", plain + plain, []netsh.Binding{want, with(func(b *netsh.Binding) { b.Offset = len(plain) })}, ""},
		{"more-lines", "later releases print more behind", plain + "    Disable TLS1.3               : Not Set\r\n Extended Properties:\r\n    PropertyId                   : 0\r\n" + plain, []netsh.Binding{want, with(func(b *netsh.Binding) {
			b.Offset = strings.LastIndex(plain+"    Disable TLS1.3               : Not Set\r\n Extended Properties:\r\n    PropertyId                   : 0\r\n"+plain, "    IP:port")
		})}, ""},
		{"left-out", "English labels count for more than the order", strings.Replace(plain, strings.SplitAfter(plain, "\r\n")[4], "", 1), []netsh.Binding{want}, ""},
		{"foreign", "the order is the same in every language; its words for enabled are unknown", printed(foreign, values("0.0.0.0:443", hash, "(null)", "Store", "x")...), []netsh.Binding{with(func(b *netsh.Binding) { b.CTLStore, b.Negotiate = "Store", schannel.Unknown })}, ""},
		{"cut", "what was read stays read", cut, []netsh.Binding{with(func(b *netsh.Binding) { b.CTLKnown, b.Negotiate = false, schannel.Unknown })}, "schannel.netsh.cut"},
		{"pasted", "blanks before the colon are lost", strings.ReplaceAll(spaces.ReplaceAllString(plain, " "), " : ", ": "), []netsh.Binding{want}, ""},
		{"begins-at-hash", "a binding begins with the first line of it that is there", "SSL Certificate bindings:\r\n" + behindEndpoint, []netsh.Binding{with(func(b *netsh.Binding) { b.Endpoint, b.Offset = "", 27 })}, ""},
		{"other-lines-before", "of a binding only endpoint and hash stand before the application", "Application ID : x\r\nReject Connections : Disabled\r\n" + behindHash, []netsh.Binding{with(func(b *netsh.Binding) { b.Endpoint, b.Hash, b.Offset = "", "", 51 })}, ""},
		{"none", "netsh where there is no binding", head, nil, "schannel.netsh.format"},
		{"no-application", "lines with labels, and no GUID", "IP:port : 0.0.0.0:443\r\nCertificate Hash : " + hash + "\r\n", nil, "schannel.netsh.format"},
		{"no-digits", "a GUID is hexadecimal (RFC 9562, Section 4)", "Application ID : " + strings.Replace(appID, "4", "x", 1) + "\r\n", nil, "schannel.netsh.format"},
		{"no-hyphens", "and has four hyphens", "Application ID : " + strings.Replace(appID, "-", "0", 1) + "\r\n", nil, "schannel.netsh.format"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, defects := netsh.ReadLenient([]byte(tt.text))
			for i := range tt.want {
				if tt.want[i].Offset == 0 && strings.HasPrefix(tt.text, head) {
					tt.want[i].Offset = len(head)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			require.Equal(t, tt.fault == "", len(defects) == 0, "%v", defects)
			if tt.fault != "" {
				require.Equal(t, tt.fault, defects[0].Code)
			}
			require.Equal(t, len(tt.want) > 0, netsh.Is([]byte(tt.text)))
		})
	}
}

// TestBounds: 16 times the input and 64 MB are allocated at most.
func TestBounds(t *testing.T) {
	for name, text := range map[string]string{
		"lines":    strings.Repeat("a: b\n", 1<<20),
		"bindings": strings.Repeat("a : "+appID+"\n", 1<<17),
		"long":     strings.Repeat("x", 17<<20),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, defects := netsh.ReadLenient([]byte(text))
		runtime.ReadMemStats(&after)
		require.NotEmpty(t, defects, name)
		require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16*len(text)+64<<20), name)
	}
	_, defects := netsh.ReadLenient(make([]byte, 17<<20))
	require.Equal(t, schannel.Code("schannel.netsh.size"), defects[0].Code)
}

// TestMost has as many bytes and bindings as are read, and one more.
func TestMost(t *testing.T) {
	t.Parallel()
	const size, count = 16 << 20, 1 << 16
	binding := "Application ID : " + appID + "\nNegotiate Client Certificate : Disabled\n"
	for _, tt := range []struct {
		name  string
		text  string
		want  int
		codes []schannel.Code
	}{
		{"bytes", binding + strings.Repeat("x", size-len(binding)), 1, nil},
		{"a byte more", binding + strings.Repeat("x", size-len(binding)+1), 0, []schannel.Code{"schannel.netsh.size"}},
		{"bindings", strings.Repeat(binding, count), count, nil},
		{"a binding more", strings.Repeat(binding, count+1), count, []schannel.Code{"schannel.netsh.size"}},
	} {
		got, defects := netsh.ReadLenient([]byte(tt.text))
		var codes []schannel.Code
		for _, d := range defects {
			codes = append(codes, d.Code)
		}
		require.Len(t, got, tt.want, tt.name)
		require.Equal(t, tt.codes, codes, tt.name)
		require.Equal(t, tt.want > 0, netsh.Is([]byte(tt.text)), tt.name)
	}
}

// TestFirstCut: the defect names the first of the bindings that end early.
func TestFirstCut(t *testing.T) {
	t.Parallel()
	_, defects := netsh.ReadLenient([]byte("bindings\n" + strings.Repeat("Application ID : "+appID+"\n", 3)))
	require.Len(t, defects, 1)
	require.Equal(t, schannel.Code("schannel.netsh.cut"), defects[0].Code)
	require.Equal(t, len("bindings\n"), defects[0].Offset)
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "schannel", catalog.Tables{Errors: netsh.Errors()}.All())
	vocabtest.Seeds(t, map[string]int{"FuzzReadLenient": 3})
}

func FuzzReadLenient(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		bindings, defects := netsh.ReadLenient(data)
		require.Equal(t, len(bindings) > 0, netsh.Is(data))
		for _, b := range bindings {
			require.LessOrEqual(t, b.Offset, len(data))
		}
		for _, d := range defects {
			require.LessOrEqual(t, d.Offset, len(data))
		}
	})
}
