// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/cli"
)

// Collect reads files and folders, with what the options say beside them. What
// is not read is listed in the case; it is an error if a path is not there, if
// settings are malformed, or if nothing was recognised at all.
func Collect(paths []string, o Options) (casefile.Case, error) {
	c := newCollector()
	defer c.close()
	files, err := c.open(paths)
	if err != nil {
		return casefile.Case{}, err
	}
	c.out.Name = nameOf(paths)
	return c.collect(files, o)
}

// CollectFS reads a folder that a program has in another form, as Collect does.
func CollectFS(folder fs.FS, o Options) (casefile.Case, error) {
	return newCollector().collectFS(folder, o)
}

func (c *collector) collectFS(folder fs.FS, o Options) (casefile.Case, error) {
	defer c.close()
	in := c.mount(folder)
	if err := c.readSettings(in); err != nil {
		return casefile.Case{}, err
	}
	return c.collect(c.folder(in, ".", "", 0), o)
}

// collect makes a case of files whose settings have been read.
func (c *collector) collect(files []file, o Options) (casefile.Case, error) {
	var err error
	if c.told, err = o.over(c.settings.options).facts(); err != nil {
		return casefile.Case{}, err
	}
	if files, err = c.nameChain(o, files); err != nil {
		return casefile.Case{}, err
	}
	if err := c.readAll(files); err != nil {
		return casefile.Case{}, err
	}
	return c.finish()
}

// Add reads the files that a case names, out of the folder that it stands in,
// and puts what they hold into the case. A name that leads out of the folder,
// and an unknown role, is an error.
func Add(to *casefile.Case, folder fs.FS) error { return add(to, folder, told{}) }

// add reads dates in the culture that was told.
func add(to *casefile.Case, folder fs.FS, t told) error {
	if len(to.Files) == 0 {
		return nil
	}
	c := newCollector()
	c.out, c.told = *to, t
	c.adds, c.left = true, maxAdded
	var files []file
	in := c.mount(folder)
	for i, named := range to.Files {
		field := fmt.Sprintf("files[%d]", i)
		if !fs.ValidPath(named.Name) || named.Name == "." {
			return &schannel.Error{Code: faultPath.Code, Field: field + ".name", Offset: schannel.NoOffset, Err: fmt.Errorf("%q leads out of the folder; it is a path below it, with slashes", named.Name)}
		}
		f := file{folder: folder, root: in.root, path: named.Name, shown: named.Name}
		if named.Role != "" {
			kind, err := parseRole(named.Role)
			if err != nil {
				return &schannel.Error{Code: faultValue.Code, Field: field + ".role", Offset: schannel.NoOffset, Err: err}
			}
			c.roles[f.place()] = kind
		}
		files = append(files, f)
	}
	if err := c.readAll(files); err != nil {
		return err
	}
	c.out.Files = nil
	c.settle()
	*to = c.out
	return nil
}

// Detect tells what a file is evidence of, by its content and its name. Unknown
// is also what is known and not read.
func Detect(name string, content []byte) Kind {
	c := newCollector()
	c.take(file{folder: noFiles{}, path: filepath.ToSlash(name), shown: name}, content)
	c.settle()
	var kind Kind
	if len(c.out.Origin) == 0 || kind.UnmarshalText([]byte(c.out.Origin[0].Kind)) != nil {
		return Unknown
	}
	return kind
}

// collector puts a case together.
type collector struct {
	out      casefile.Case
	told     told
	settings folderSettings
	settled  bool // evidence.json was read
	adds     bool // to a case that was given
	roles    map[place]Kind
	roots    []io.Closer
	folders  int // how many were given

	maxFile, left int64 // bytes of a file, and of those to come
	bodies        int64 // bytes of files beside recordings
	moreLeftOut   int
	moreSymptoms  int
	hasCase       bool

	stores   stores
	values   map[string]schannel.RegistryValue // of Schannel, by key and name
	system   *winhost.Host                     // what systeminfo printed first
	wire     []stream
	exchange organization
	scpFiles int
	wall     time.Time // of the last event that was pasted, in a zone that nothing tells, as if it were UTC
	recorded time.Time // of the last request that says when it was made
}

func newCollector() *collector {
	return &collector{roles: map[place]Kind{}, values: map[string]schannel.RegistryValue{}, maxFile: cli.MaxFile, left: maxTotal, bodies: maxBodies}
}

func (c *collector) close() {
	for _, r := range c.roots {
		_ = r.Close() // nothing was written
	}
}

// open lists the files of paths, and reads the settings of folders.
func (c *collector) open(paths []string) ([]file, error) {
	var files []file
	for _, name := range paths {
		if name == "" { // what a shell makes of a variable that is not set
			return nil, errors.New("an empty path")
		}
		name = filepath.Clean(name)
		info, err := os.Lstat(name)
		if err != nil {
			return nil, pathError(name, err)
		}
		shown := ""
		if len(paths) > 1 {
			shown = filepath.Base(name)
		}
		switch mode := info.Mode(); {
		case mode&fs.ModeSymlink != 0:
			c.leave(filepath.Base(name), leftLink)
		case mode.IsDir():
			folder, err := c.root(name)
			if err != nil {
				return nil, err
			}
			if err := c.readSettings(folder); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			files = append(files, c.folder(folder, ".", shown, 0)...)
		case mode.IsRegular():
			f, err := c.single(name)
			if err != nil {
				return nil, err
			}
			files = append(files, f)
		default:
			c.leave(filepath.Base(name), leftDevice)
		}
	}
	return files, nil
}

// root opens a folder so that nothing outside it can be reached.
func (c *collector) root(name string) (file, error) {
	r, err := os.OpenRoot(name)
	if err != nil {
		return file{}, pathError(name, err)
	}
	c.roots = append(c.roots, r)
	return c.mount(r.FS()), nil
}

// mount is a folder whose files are told from those of others.
func (c *collector) mount(folder fs.FS) file {
	c.folders++
	return file{folder: folder, root: c.folders}
}

// single is a file that is given by its name.
func (c *collector) single(name string) (file, error) {
	f, err := c.root(filepath.Dir(name))
	f.path, f.shown, f.given = filepath.Base(name), filepath.Base(name), true
	return f, err
}

// pathError names a path once.
func pathError(name string, err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}

// readSettings reads evidence.json at the top of a folder, if it is there.
func (c *collector) readSettings(in file) error {
	if _, err := fs.Lstat(in.folder, SettingsName); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	text, err := readFile(in.folder, SettingsName, maxSettings)
	if err != nil {
		return fmt.Errorf("%s: %w", SettingsName, err)
	}
	if c.settled {
		return errors.New("a second evidence.json: give one folder that has it")
	}
	c.settled = true
	read, err := parseSettings(text)
	if err != nil {
		return err
	}
	c.settings = read
	for name, kind := range read.roles {
		c.roles[place{in.root, name}] = kind
	}
	for _, name := range read.options.chain() {
		c.roles[place{in.root, name}] = ClientChain
	}
	return nil
}

// chain is the file of a chain.
func (o *Options) chain() []string {
	for i, s := range settings {
		if s.name == "chain" {
			return o.given[i]
		}
	}
	return nil
}

// nameChain gives the file of -chain its role. One that is not among the files
// is one more.
func (c *collector) nameChain(o Options, files []file) ([]file, error) {
	for _, name := range o.chain() {
		f, err := c.single(filepath.Clean(name))
		if err != nil {
			return nil, fmt.Errorf("-chain: %w", err)
		}
		info, err := fs.Lstat(f.folder, f.path)
		if err != nil {
			return nil, fmt.Errorf("-chain: %w", pathError(name, err))
		}
		maps.DeleteFunc(c.roles, func(_ place, kind Kind) bool { return kind == ClientChain }) // the flag counts for more
		for _, other := range files {
			if own, err := fs.Lstat(other.folder, other.path); err == nil && other.base() == f.base() && os.SameFile(info, own) {
				c.roles[other.place()] = ClientChain
				return files, nil
			}
		}
		c.roles[f.place()] = ClientChain
		files = append([]file{f}, files...)
	}
	return files, nil
}

// nameOf names a case after the first path.
func nameOf(paths []string) string {
	if len(paths) == 0 {
		return ""
	}
	full, err := filepath.Abs(paths[0])
	if err != nil {
		full = paths[0]
	}
	return strings.ToValidUTF8(filepath.Base(full), "?")
}
