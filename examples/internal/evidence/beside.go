// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"bytes"
	"io/fs"
	"path"

	"github.com/schanneltrust/schannel/examples/internal/cli"
)

// beside is the folder in which a file stands. It is no more than fs.Sub, and
// tells links from files, which that does not.
type beside struct {
	folder fs.FS
	at     string
}

// Open opens a file.
func (b beside) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return b.folder.Open(path.Join(b.at, name))
}

// Lstat looks at a file.
func (b beside) Lstat(name string) (fs.FileInfo, error) {
	return fs.Lstat(b.folder, path.Join(b.at, name))
}

// ReadLink is there so that Lstat is asked.
func (b beside) ReadLink(name string) (string, error) {
	return fs.ReadLink(b.folder, path.Join(b.at, name))
}

// noFiles is what stands beside a file that was given by its name: nothing that
// may be opened.
type noFiles struct{}

// Open opens nothing.
func (noFiles) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}

// bodies is the files beside a recording, up to a size in all.
type bodies struct {
	folder fs.FS
	left   *int64
}

// Open returns a file in memory.
func (b bodies) Open(name string) (fs.File, error) {
	content, err := readFile(b.folder, name, min(*b.left, cli.MaxFile))
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	*b.left -= int64(len(content))
	return body{bytes.NewReader(content)}, nil
}

// body is a file that was read.
type body struct{ *bytes.Reader }

// Stat tells nothing: readers of recordings do not ask.
func (body) Stat() (fs.FileInfo, error) { return nil, fs.ErrInvalid }

// Close does nothing.
func (body) Close() error { return nil }
