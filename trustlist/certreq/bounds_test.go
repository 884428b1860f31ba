// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq_test

import (
	"encoding/hex"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist/certreq"
)

// TestFlightBounds: hostile captures cost 16 times their bytes and 64 MB at
// most, and no more defects than anybody reads.
func TestFlightBounds(t *testing.T) {
	const megabyte = 1 << 20
	flight := record(22, serverHello("")+request(schannel.TLS12))
	empty := message(13, "\x01\x01\x00\x02\x04\x01\xff\xfe"+string(make([]byte, 65534)))
	fill := func(s string) string { return strings.Repeat(s, megabyte/len(s)) }
	for name, capture := range map[string]string{
		"alerts-behind":    flight + fill(record(21, "\x02\x28")),
		"alerts-before":    fill(record(21, "\x02\x28")),
		"empty-records":    flight + fill("\x16\x03\x03\x00\x00"),
		"one-byte-records": fill(record(22, "\x0d")),
		"requests":         record(22, serverHello("")) + fill(record(22, request(schannel.TLS12))),
		"empty-names":      record(22, serverHello("")+empty[:16000]) + record(22, empty[16000:32000]) + record(22, empty[32000:48000]) + record(22, empty[48000:64000]) + record(22, empty[64000:]),
		"certificates":     flight + record(22, message(14, "")+certificateMessage(strings.Split(strings.Repeat(",", 5000), ",")...)),
		"hex":              hex.EncodeToString([]byte(fill(record(21, "\x02\x28")))),
		"dump":             hex.Dump([]byte(fill(flight))),
		"messages":         fill(message(11, "\x00\x00\x00")),
		"datagrams":        fill(datagramRecords(request(schannel.TLS12), 20)),
		"zeros":            string(make([]byte, megabyte)),
		"s_client":         "Acceptable client certificate CA names\n" + fill("CN = a\n"),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f, defects := certreq.ParseFlightLenient([]byte(capture), 0)
		f.Inspect()
		_, more := f.Answered([]byte(capture))
		_, text := certreq.ParseSClientLenient([]byte(capture))
		runtime.ReadMemStats(&after)
		require.LessOrEqual(t, len(defects), 101, name)
		require.LessOrEqual(t, len(more)+len(text), 102, name)
		spent := after.TotalAlloc - before.TotalAlloc
		require.Less(t, spent, uint64(3*(16*len(capture)+64<<20)), name) // three readings
		t.Logf("%-16s %8d bytes, %10d allocated", name, len(capture), spent)
	}
}

// TestSClientLongest: a text of 16 MiB is read, and one that is longer refused.
func TestSClientLongest(t *testing.T) {
	t.Parallel()
	text := "No client certificate CA names sent\n"
	text += strings.Repeat("x", 16<<20-len(text))
	names, defects := certreq.ParseSClientLenient([]byte(text))
	require.Equal(t, schannel.No, names.Sent)
	require.Empty(t, defects)
	_, defects = certreq.ParseSClientLenient([]byte(text + "x"))
	require.Equal(t, schannel.Code("schannel.capture.long"), defects[0].Code)
}

// TestSClientBounds: as many names as fit, each of a byte.
func TestSClientBounds(t *testing.T) {
	file := []byte("Acceptable client certificate CA names\n" + strings.Repeat("a\n", 3<<20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	names, _ := certreq.ParseSClientLenient(file)
	runtime.ReadMemStats(&after)
	require.Len(t, names.Names, 3<<20)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16*len(file)+64<<20))
}
