// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile_test

import (
	"crypto/tls"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/capturefile"
)

// tornLogs are logs that other output may break into anywhere.
var tornLogs = []struct{ name, text string }{
	{
		"debug",
		"CONNECTED(00000003)\nwrite to 0x1 [0x2] (7 bytes => 7 (0x7))\n0000 - 15 03 03 00 02 02 28                              ......(\n" +
			"read from 0x1 [0x2] (21 bytes => 21 (0x15))\n" +
			"0000 - 16 03 03 00 10 14 00 00-0c 01 02 03 04 05 06 07   ................\n0010 - 08 09 0a 64 65                                    ...de\n---\n",
	},
	{
		"msg",
		">>> TLS 1.2, Alert [length 0002], fatal handshake_failure\n    02 28\n" +
			"<<< TLS 1.2, Handshake [length 0014], Finished\n    14 00 00 10 01 02 03 04 05 06 07 08 09 0a 0b 0c\n    0d 0e 0f 10\n---\n",
	},
}

// TestTornLogs: where both outputs of s_client go to one file, its lines on the
// verification stand wherever a piece of the log ended.
func TestTornLogs(t *testing.T) {
	t.Parallel()
	for _, other := range []string{
		"depth=0 CN = issuer=\nverify error:num=18:self-signed certificate\nverify return:1\n",
		"DONE\n",
		"80ABBC61BB7F0000:error:0A000086:SSL routines:x:y:verify error:issuer=CN DONE\n",
		"depth=0 CN = a\n80ABBC61BB7F0000:error:0A000086:SSL routines:x:y:verify error:issuer=CN DONE\n",
		"80ABBC61BB7F0000:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required\n",
	} {
		for _, log := range tornLogs {
			whole, err := capturefile.Read([]byte(log.text))
			require.NoError(t, err)
			require.Empty(t, whole.Defects)
			for cut := range len(log.text) {
				torn := log.text[:cut] + other + log.text[cut:]
				file, err := capturefile.Read([]byte(torn))
				require.NoError(t, err, torn)
				require.Empty(t, file.Defects, torn)
				require.Len(t, file.Directions, len(whole.Directions), torn)
				for i, d := range file.Directions {
					if diff := cmp.Diff(whole.Directions[i].Bytes, d.Bytes); diff != "" {
						t.Fatalf("%s, torn at %d (-want +got):\n%s\n%s", log.name, cut, diff, torn)
					}
					for n := range d.Bytes {
						place := whole.Directions[i].Offset(n)
						if place >= cut {
							place += len(other)
						}
						require.Equal(t, place, d.Offset(n), "byte %d of %d: %s", n, i, torn)
					}
				}
			}
		}
	}
}

// TestTornTwice: other output stands in one line and at its end, or in a header
// and in the lines below it.
func TestTornTwice(t *testing.T) {
	t.Parallel()
	const other = "depth=0 CN = a\n"
	for _, log := range tornLogs {
		whole, err := capturefile.Read([]byte(log.text))
		require.NoError(t, err)
		start := 0
		for line := range strings.Lines(log.text) {
			end := start + len(line) - 1
			ends := []int{end}
			if strings.HasPrefix(line, "read from") || strings.HasPrefix(line, "<<<") {
				for n := end + 1; n < len(log.text); n++ {
					ends = append(ends, n)
				}
			}
			for first := start + 1; first < end; first++ {
				for _, second := range ends {
					torn := log.text[:first] + other + log.text[first:second] + other + log.text[second:]
					file, err := capturefile.Read([]byte(torn))
					require.NoError(t, err)
					require.Empty(t, file.Defects, torn)
					for i, d := range file.Directions {
						require.Equal(t, whole.Directions[i].Bytes, d.Bytes, torn)
					}
				}
			}
			start = end + 1
		}
	}
}

// TestBothOutputs reads what openssl writes with both outputs in one file; the
// longer its ClientHello, the earlier a piece ends.
func TestBothOutputs(t *testing.T) {
	t.Parallel()
	for _, option := range []string{"-debug", "-msg"} {
		for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
			for _, length := range []int{1, 60, 120, 250} {
				address, done := serve(t, version)
				text := bothOutputs(t, address, option, "-alpn", strings.Repeat("a", length))
				seen := <-done
				file, err := capturefile.Read(text)
				require.NoError(t, err)
				require.Empty(t, file.Defects, "%s", text)
				require.Len(t, file.Directions, 2, "%s", text)
				if option == "-debug" {
					requireWire(t, file, seen)
				} else {
					requireMessages(t, file, seen)
				}
			}
		}
	}
}
