// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"bytes"
	"io/fs"
	"path"
	"strings"

	"github.com/schanneltrust/schannel/internal/textfile"
	"github.com/schanneltrust/schannel/winreg"
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

// looksRecorded reports whether JSON that could not be read as a recording was
// meant as one: its first keys are those of one.
func looksRecorded(content []byte) bool {
	begin := content[:min(len(content), 1<<10)]
	return bytes.Contains(begin, []byte(`"request"`)) || bytes.Contains(begin, []byte(`"log"`)) && bytes.Contains(begin, []byte(`"creator"`))
}

// fragment reports whether a text is part of a registry export: nearly all its
// lines are read as values.
func fragment(content []byte) bool {
	text := textfile.Decode(content[:min(len(content), 1<<16)]).String
	if !strings.Contains(text, "=") && !strings.Contains(text, "REG_") {
		return false
	}
	values, defects := winreg.ReadLenient(content)
	return len(values) > 0 && len(defects) <= len(values)/2
}
