// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

func TestError(t *testing.T) {
	t.Parallel()
	err := error(&schannel.Error{Code: "trustlist.name.short", Field: "name[3]", Offset: 120, Err: io.ErrUnexpectedEOF})
	require.EqualError(t, err, "trustlist: name[3] at byte 120: unexpected EOF")
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	found, ok := errors.AsType[*schannel.Error](fmt.Errorf("wrapped: %w", err))
	require.True(t, ok)
	require.Equal(t, 130, found.Shifted(10).Offset)
	require.Equal(t, 120, found.Offset, "Shifted leaves its receiver as it was")
	require.ErrorIs(t, err, &schannel.Error{Code: "trustlist.name.short"})
	require.NotErrorIs(t, err, &schannel.Error{Code: "trustlist.name.long"})

	bare := &schannel.Error{Code: "trustlist.x.y", Field: "release", Offset: schannel.NoOffset}
	require.EqualError(t, bare, "trustlist: release")
	require.Same(t, bare, bare.Shifted(10))
}

// TestErrorEqual: each field tells two errors apart.
func TestErrorEqual(t *testing.T) {
	t.Parallel()
	made := &schannel.Error{Code: "trustlist.name.short", Field: "name[3]", Offset: 120, Err: io.ErrUnexpectedEOF}
	for name, change := range map[string]func(*schannel.Error){
		"code":     func(e *schannel.Error) { e.Code = "trustlist.name.long" },
		"field":    func(e *schannel.Error) { e.Field = "name[4]" },
		"offset":   func(e *schannel.Error) { e.Offset = 121 },
		"cause":    func(e *schannel.Error) { e.Err = io.EOF },
		"no-cause": func(e *schannel.Error) { e.Err = nil },
	} {
		other := *made
		require.True(t, made.Equal(&other), name)
		change(&other)
		require.False(t, made.Equal(&other), name)
		require.False(t, other.Equal(made), name)
	}
	var none *schannel.Error
	require.True(t, none.Equal(nil))
	require.False(t, none.Equal(made))
}

func TestErrorJSON(t *testing.T) {
	t.Parallel()
	made := &schannel.Error{Code: "trustlist.name.short", Field: "name[3]", Offset: 120, Err: io.ErrUnexpectedEOF}
	b, err := json.Marshal(made)
	require.NoError(t, err)
	byValue, err := json.Marshal([]schannel.Error{*made})
	require.NoError(t, err)
	require.JSONEq(t, "["+string(b)+"]", string(byValue), "by value as by pointer")
	require.JSONEq(t, `{"code":"trustlist.name.short","field":"name[3]","offset":120,"cause":"unexpected EOF","text":"trustlist: name[3] at byte 120: unexpected EOF"}`, string(b))
	var back schannel.Error
	require.NoError(t, json.Unmarshal(b, &back))
	require.True(t, made.Equal(&back))
	require.Equal(t, made.Error(), back.Error())
	require.False(t, made.Equal(&schannel.Error{Code: "trustlist.name.short"}))
	require.False(t, made.Equal(nil))
}
