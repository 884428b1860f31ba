// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package enum_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/enum"
)

type colour uint8

var names = []string{"unspecified", "red"}

func TestEnum(t *testing.T) {
	t.Parallel()
	require.Equal(t, "red", enum.String(names, colour(1)))
	require.Equal(t, "0xff", enum.String(names, colour(255)), "a number without a name is never empty")
	require.Equal(t, "x red", string(enum.Append([]byte("x "), names, colour(1))))
	got, err := enum.Parse[colour](names, "colour", []byte("red"))
	require.NoError(t, err)
	require.Equal(t, colour(1), got)
	got, err = enum.Parse[colour](names, "colour", []byte("0xff"))
	require.NoError(t, err, "what String writes is read back")
	require.Equal(t, colour(255), got)
	for _, text := range []string{"", "blue", "0x1", "0XFF", "0x0ff", "0x100"} {
		_, err = enum.Parse[colour](names, "colour", []byte(text))
		require.EqualError(t, err, fmt.Sprintf("unknown colour %q", text))
	}
}
