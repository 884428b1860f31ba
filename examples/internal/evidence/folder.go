// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
)

// What is read at most.
const (
	maxFiles  = 2000
	maxLevels = 8
	maxCrowd  = 1 << 16 // entries of a folder
	maxTotal  = 1 << 29 // bytes of all files
	maxAdded  = 1 << 26 // of those that a case names: many cases may be read at once
	maxBodies = 1 << 24 // bytes of files that a recording names
)

// file is a file of the evidence.
type file struct {
	folder fs.FS
	root   int    // which of the folders that were given it is
	path   string // in the folder
	shown  string // in the case
	given  bool   // by name, not as one of a folder
}

// place is a file in one of the folders.
type place struct {
	root int
	path string
}

func (f file) place() place { return place{f.root, f.path} }

// base is its name without the folder.
func (f file) base() string { return path.Base(f.path) }

// folder lists the files of a folder and those below it, in the order of their
// names. What is no file is told.
func (c *collector) folder(in file, at, shown string, level int) []file {
	entries, err := readDir(in.folder, at)
	switch {
	case err != nil:
		c.leaveUnreadable(shown, err)
		return nil
	case len(entries) > maxCrowd:
		c.leave(shown, leftCrowd.With(schannel.Number("limit", maxCrowd)))
		return nil
	}
	var files []file
	for _, e := range entries {
		inside, name := path.Join(at, e.Name()), join(shown, e.Name())
		switch {
		case e.Type()&fs.ModeSymlink != 0:
			c.leave(name, leftLink)
		case e.IsDir() && level == maxLevels:
			c.leave(name, leftDepth.With(schannel.Number("limit", maxLevels)))
		case e.IsDir():
			files = append(files, c.folder(in, inside, name, level+1)...)
		case !e.Type().IsRegular():
			c.leave(name, leftDevice)
		default:
			files = append(files, file{folder: in.folder, root: in.root, path: inside, shown: name})
		}
		if len(files) > 2*maxCrowd {
			break
		}
	}
	return files
}

func join(folder, name string) string {
	if folder == "" {
		return name
	}
	return folder + "/" + name
}

// readDir returns the entries of a folder in the order of their names, and one
// more than there may be where there are too many.
func readDir(folder fs.FS, at string) ([]fs.DirEntry, error) {
	open, err := folder.Open(at)
	if err != nil {
		return nil, err
	}
	defer open.Close()
	list, ok := open.(fs.ReadDirFile)
	if !ok {
		return nil, errors.New("no folder")
	}
	entries, err := list.ReadDir(maxCrowd + 1)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// errTooLong is that a file is longer than what is read.
var errTooLong = errors.New("too long")

// readFile returns a regular file of at most limit bytes. No part of its path
// is a link.
func readFile(folder fs.FS, name string, limit int64) ([]byte, error) {
	if err := regular(folder, name); err != nil {
		return nil, err
	}
	open, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer open.Close()
	info, err := open.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("no regular file")
	case info.Size() > limit:
		return nil, errTooLong
	}
	content, err := io.ReadAll(io.LimitReader(open, limit+1))
	if err == nil && int64(len(content)) > limit {
		err = errTooLong
	}
	return content, err
}

// errLink and errDevice are what a path may not lead over or to.
var (
	errLink   = errors.New("a link is not followed")
	errDevice = errors.New("neither a file nor a folder")
)

// regular reports what keeps a path from leading to a regular file over
// folders alone, before anything is opened: opening a pipe waits for a writer.
func regular(folder fs.FS, name string) error {
	if !fs.ValidPath(name) {
		return fs.ErrInvalid
	}
	parts := strings.Split(name, "/")
	for i := range parts {
		info, err := fs.Lstat(folder, strings.Join(parts[:i+1], "/"))
		switch {
		case err != nil:
			return err
		case info.Mode()&fs.ModeSymlink != 0:
			return errLink
		case i < len(parts)-1 && !info.IsDir(), i == len(parts)-1 && !info.Mode().IsRegular():
			return errDevice
		}
	}
	return nil
}

// load reads a file, or tells why not.
func (c *collector) load(f file) ([]byte, bool) {
	limit := min(c.maxFile, c.left)
	content, err := readFile(f.folder, f.path, limit)
	switch {
	case errors.Is(err, errTooLong) && limit < c.maxFile:
		c.leave(f.shown, leftTotal.With(schannel.Number("limit", maxTotal)))
	case errors.Is(err, errTooLong):
		c.leave(f.shown, leftSize.With(schannel.Number("limit", int(c.maxFile))))
	case errors.Is(err, errLink):
		c.leave(f.shown, leftLink)
	case errors.Is(err, errDevice):
		c.leave(f.shown, leftDevice)
	case errors.Is(err, fs.ErrNotExist):
		c.leave(f.shown, leftMissing)
	case err != nil:
		c.leaveUnreadable(f.shown, err)
	case len(content) == 0:
		c.leave(f.shown, leftEmpty)
	default:
		c.left -= int64(len(content))
		return content, true
	}
	return nil, false
}

// leaveUnreadable tells why a file is not read, in words that name no path of
// the machine.
func (c *collector) leaveUnreadable(shown string, err error) {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	c.leaveFault(shown, leftUnreadable, &schannel.Error{Code: faultUnreadable.Code, Field: "file", Offset: schannel.NoOffset, Err: err})
}
