// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package enum_test

import (
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
	_, err = enum.Parse[colour](names, "colour", []byte("0xff"))
	require.EqualError(t, err, `unknown colour "0xff"`)
}
