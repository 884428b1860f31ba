// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

const module = "github.com/schanneltrust/schannel"

// sourceFile is one Go file of the module.
type sourceFile struct {
	path string // slash-separated, from the root of the module
	text string
	ast  *ast.File
}

func (f sourceFile) dir() string { return filepath.ToSlash(filepath.Dir(f.path)) }

func (f sourceFile) test() bool { return strings.HasSuffix(f.path, "_test.go") }

// importable reports whether f is part of what others link: not a test, not
// an example, not a program, not a tool of the tests.
func (f sourceFile) importable() bool {
	return !f.test() && f.ast.Name.Name != "main" && !strings.HasPrefix(f.path, "examples/") && !slices.Contains(testTools, f.dir())
}

// testTools are packages that tests alone import.
var testTools = []string{"internal/dntest", "internal/growtest", "internal/livetest", "internal/storetest", "internal/tlstest", "internal/vocabtest"}

func (f sourceFile) imports() []string {
	var paths []string
	for _, i := range f.ast.Imports {
		path, _ := strconv.Unquote(i.Path.Value)
		paths = append(paths, path)
	}
	return paths
}

func sourceFiles(t *testing.T) []sourceFile {
	t.Helper()
	var files []sourceFile
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), path, text, parser.ParseComments)
		if err != nil {
			return err
		}
		files = append(files, sourceFile{filepath.ToSlash(path), string(text), parsed})
		return nil
	})
	require.NoError(t, err)
	require.NotEmpty(t, files)
	return files
}

func TestEveryFileHasItsLicence(t *testing.T) {
	t.Parallel()
	const header = "// Copyright 2026 The schannel Authors\n// SPDX-License-Identifier: BSD-3-Clause\n\n"
	for _, f := range sourceFiles(t) {
		if !strings.HasPrefix(f.text, header) {
			t.Errorf("%s does not begin with the licence lines and an empty line", f.path)
		}
	}
}

func TestEveryPackageHasOneComment(t *testing.T) {
	t.Parallel()
	comments := map[string][]string{}
	for _, f := range sourceFiles(t) {
		if f.test() {
			continue
		}
		if f.ast.Doc != nil {
			comments[f.dir()] = append(comments[f.dir()], f.path)
		} else if comments[f.dir()] == nil {
			comments[f.dir()] = []string{}
		}
	}
	for dir, files := range comments {
		if len(files) != 1 {
			t.Errorf("package in %s has %d package comments: %v", dir, len(files), files)
		}
	}
}

// importsOfImportable is every import outside this module that importable
// packages have. Whoever adds one has to add it here, and to think.
var importsOfImportable = []string{
	"bytes",
	"cmp",
	"crypto",
	"crypto/ecdsa",
	"crypto/fips140",
	"crypto/md5",
	"crypto/rsa",
	"crypto/sha1",
	"crypto/sha256",
	"crypto/sha512",
	"crypto/subtle",
	"crypto/x509",
	"encoding",
	"encoding/base64",
	"encoding/binary",
	"encoding/hex",
	"encoding/json",
	"encoding/xml",
	"errors",
	"fmt",
	"golang.org/x/crypto/cryptobyte",
	"golang.org/x/crypto/cryptobyte/asn1",
	"io",
	"io/fs",
	"iter",
	"maps",
	"math",
	"math/big",
	"math/bits",
	"net/netip",
	"net/url",
	"slices",
	"strconv",
	"strings",
	"time",
	"unicode",
	"unicode/utf16",
	"unicode/utf8",
}

// driver is the one package that does input and output, on connections that the
// caller of a test hands it; driverFile is where it starts goroutines and reads
// the clock, for the deadlines of those connections.
const (
	driver     = "ems/emstest"
	driverFile = driver + "/link.go"
)

// importsOfDriver is what the driver imports beyond importsOfImportable.
var importsOfDriver = []string{
	"crypto/aes",
	"crypto/cipher",
	"crypto/ecdh",
	"crypto/hmac",
	"crypto/rand",
	"crypto/tls",
	"hash",
	"net",
	"testing",
}

// arrows is which packages of this module each importable package may import,
// the root being ".". Whoever adds a package adds a row; none may make a circle.
var arrows = []struct {
	dir     string
	imports string // separated by blanks
}{
	// The ground: what knows nothing of this module.
	{"internal/dn", ""},
	{"internal/dotnet", ""},
	{"internal/dotnetname", "internal/dn"},
	{"internal/enum", ""},
	{"internal/hostname", ""},
	{"internal/jsonlist", ""},
	{"internal/psquote", ""},
	{"internal/textfile", ""},
	{"internal/eventtext", ""},
	{"internal/weburl", ""},
	{"internal/regtext", "internal/textfile"},
	{"internal/xmlsafe", "internal/textfile"},

	// The vocabulary, and what stands on it alone.
	{".", "internal/enum internal/jsonlist"},
	{"internal/catalog", "."},
	{"internal/certutil", above + "internal/textfile"},
	{"internal/gather", above},
	{"internal/netsh", above + "internal/textfile"},
	{"internal/pstext", above + "internal/textfile internal/xmlsafe"},
	{"internal/prelude", "internal/enum"},
	{"internal/tlswire", above + "internal/prelude"},
	{"internal/capturefile", above + "internal/prelude internal/textfile internal/tlswire"},
	{"symptom", above + "internal/textfile internal/xmlsafe"},
	{"winreg", above + "internal/regtext internal/textfile"},

	{"trustlist/internal/mend", "."},
	{"trustlist/internal/say", "."},
	{"trustlist", above + "internal/dn trustlist/internal/say"},
	{"trustlist/certreq", above + "internal/capturefile internal/dn internal/prelude internal/textfile internal/tlswire trustlist trustlist/internal/say"},
	{"trustlist/certstore", above + "internal/certutil internal/dn internal/regtext internal/textfile trustlist trustlist/internal/say"},
	{"trustlist/offer", above + "internal/dn trustlist trustlist/certstore trustlist/internal/say"},
	{"trustlist/compose", above + "winreg trustlist trustlist/certstore trustlist/offer trustlist/internal/mend trustlist/internal/say"},
	{"trustlist/removal", above + "winreg trustlist trustlist/certstore trustlist/offer trustlist/compose trustlist/internal/mend trustlist/internal/say"},
	{"trustlist/trustdiag", above + "internal/eventtext symptom trustlist trustlist/certstore trustlist/offer trustlist/compose trustlist/removal trustlist/internal/mend trustlist/internal/say"},
	{"trustlist/listtest", above + "trustlist trustlist/certreq"},

	{"ems", above},
	{"ems/derive", above + "internal/tlswire ems"},
	{"ems/hello", above + "internal/tlswire ems ems/derive"},
	{"ems/capture", above + "internal/prelude internal/tlswire internal/capturefile ems ems/derive"},
	{"ems/emstest", above + "internal/tlswire ems ems/derive ems/hello"},
	{"ems/winhost", above + "winreg ems ems/derive"},
	{"ems/tlsstack", above + "ems ems/winhost"},
	{"ems/emsdiag", above + "internal/eventtext symptom ems ems/derive ems/winhost"},

	{"exchangecert/exchange", above + "internal/dotnetname internal/hostname"},
	{"exchangecert", above + "internal/dotnetname internal/hostname internal/psquote exchangecert/exchange"},
	{"exchangecert/inventory", above + "internal/certutil internal/pstext internal/textfile exchangecert/exchange"},
	{"exchangecert/change", above + "internal/dotnetname internal/hostname internal/psquote exchangecert/exchange exchangecert"},
	{"exchangecert/exchangediag", above + "internal/hostname internal/psquote symptom exchangecert/exchange exchangecert exchangecert/change"},

	{"autodiscover/internal/office", "internal/dotnet"},
	{"autodiscover", above + "internal/dotnet internal/gather winreg autodiscover/internal/office"},
	{"autodiscover/scpfile", above + "internal/dotnet internal/gather internal/pstext internal/textfile autodiscover"},
	{"autodiscover/answer", above + "internal/xmlsafe"},
	{"autodiscover/walk", above + "internal/dotnet internal/weburl autodiscover autodiscover/answer"},
	{"autodiscover/recording", above + "internal/weburl autodiscover autodiscover/walk"},
	{"autodiscover/prompt", above + "internal/weburl symptom autodiscover autodiscover/answer autodiscover/walk"},

	// For lists of all codes: the packages that have codes.
	{"internal/catalogs", ". symptom winreg " +
		"trustlist trustlist/certreq trustlist/certstore trustlist/offer trustlist/compose trustlist/removal trustlist/trustdiag trustlist/listtest " +
		"ems ems/derive ems/hello ems/capture ems/winhost ems/tlsstack ems/emsdiag " +
		"exchangecert exchangecert/exchange exchangecert/inventory exchangecert/change exchangecert/exchangediag " +
		"autodiscover autodiscover/scpfile autodiscover/answer autodiscover/walk autodiscover/recording autodiscover/prompt"},
}

// above is what every package above the root may import.
const above = ". internal/enum internal/jsonlist internal/catalog "

// TestImports holds the arrows of the house. What comes from outside is listed.
func TestImports(t *testing.T) {
	t.Parallel()
	allowed := map[string][]string{}
	for _, row := range arrows {
		allowed[row.dir] = strings.Fields(row.imports)
	}
	outside, ofDriver := map[string]bool{}, map[string]bool{}
	for _, f := range sourceFiles(t) {
		if !f.importable() {
			continue
		}
		row, known := allowed[f.dir()]
		require.True(t, known, "%s: its package has no row", f.path)
		for _, path := range f.imports() {
			ours, inside := strings.CutPrefix(path, module)
			if !inside {
				if f.dir() == driver && !slices.Contains(importsOfImportable, path) {
					ofDriver[path] = true
					continue
				}
				outside[path] = true
				if path == "encoding/xml" && f.dir() != "internal/xmlsafe" {
					t.Errorf("%s imports %s: only internal/xmlsafe does", f.path, path)
				}
			} else if ours = cmp.Or(strings.TrimPrefix(ours, "/"), "."); !slices.Contains(row, ours) {
				t.Errorf("%s imports %s, which its row does not have", f.path, ours)
			}
		}
	}
	if diff := gocmp.Diff(importsOfImportable, slices.Sorted(maps.Keys(outside))); diff != "" {
		t.Errorf("imports of importable packages (-list +source):\n%s", diff)
	}
	if diff := gocmp.Diff(importsOfDriver, slices.Sorted(maps.Keys(ofDriver))); diff != "" {
		t.Errorf("imports of %s (-list +source):\n%s", driver, diff)
	}
}

// listedCodes is every code that a package commits to.
func listedCodes(t *testing.T) map[string]bool {
	t.Helper()
	lists, err := filepath.Glob("testdata/codes.txt")
	require.NoError(t, err)
	for _, row := range arrows {
		more, err := filepath.Glob(filepath.Join(row.dir, "testdata", "codes.txt"))
		require.NoError(t, err)
		lists = append(lists, more...)
	}
	declared := map[string]bool{}
	for _, list := range lists {
		raw, err := os.ReadFile(list)
		require.NoError(t, err)
		for line := range strings.Lines(string(raw)) {
			declared[strings.TrimSpace(line)] = true
		}
	}
	return declared
}

// TestCodesStandInLists holds that a code that is written anywhere is one that
// a package declares: findings and errors are cited by code across packages.
func TestCodesStandInLists(t *testing.T) {
	t.Parallel()
	declared := listedCodes(t)
	code := regexp.MustCompile(`^(trustlist|ems|winreg|schannel)(\.[a-z0-9_]+){2,}$`)
	for _, f := range sourceFiles(t) {
		if !f.importable() {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil && code.MatchString(text) && !declared[text] {
					t.Errorf("%s: no list of codes has %q", f.path, text)
				}
			}
			return true
		})
	}
}

func TestNoHiddenWork(t *testing.T) {
	t.Parallel()
	for _, f := range sourceFiles(t) {
		if !f.importable() || f.path == driverFile {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s starts a goroutine", f.path)
			case *ast.FuncDecl:
				if n.Recv == nil && n.Name.Name == "init" {
					t.Errorf("%s has an init function", f.path)
				}
			case *ast.CallExpr:
				if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "panic" {
					t.Errorf("%s calls panic", f.path)
				}
			case *ast.SelectorExpr:
				if id, ok := n.X.(*ast.Ident); ok && id.Name == "time" && n.Sel.Name == "Now" {
					t.Errorf("%s reads the clock", f.path)
				}
			}
			return true
		})
	}
}

// TestCitations compares the documents that the module cites with the table:
// none unknown, none superfluous.
func TestCitations(t *testing.T) {
	t.Parallel()
	cited := map[string]string{}
	for _, f := range sourceFiles(t) {
		if !f.importable() {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if lit, ok := n.(*ast.CompositeLit); ok {
				for _, id := range citedBy(lit) {
					cited[id] = f.path
				}
			}
			return true
		})
	}
	for id, path := range cited {
		if _, ok := (schannel.Source{Document: id}).Cited(); !ok {
			t.Errorf("%s cites %q, which is not in the table of documents", path, id)
		}
	}
	for d := range schannel.Documents() {
		if cited[d.ID] == "" {
			t.Errorf("no rule, number or remedy cites the document %q", d.ID)
		}
	}
}

// citedBy returns the documents named by a Source literal or by a list of
// them.
func citedBy(lit *ast.CompositeLit) []string {
	if array, ok := lit.Type.(*ast.ArrayType); ok && named(array.Elt, "Source") {
		var ids []string
		for _, element := range lit.Elts {
			if source, ok := element.(*ast.CompositeLit); ok && source.Type == nil {
				ids = append(ids, documentOf(source)...)
			}
		}
		return ids
	}
	if named(lit.Type, "Source") {
		return documentOf(lit)
	}
	return nil
}

func documentOf(source *ast.CompositeLit) []string {
	for i, element := range source.Elts {
		value := element
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if !named(pair.Key, "Document") {
				continue
			}
			value = pair.Value
		} else if i > 0 {
			break
		}
		if lit, ok := value.(*ast.BasicLit); ok {
			id, _ := strconv.Unquote(lit.Value)
			return []string{id}
		}
	}
	return nil
}

func named(expr ast.Expr, name string) bool {
	switch e := expr.(type) {
	case *ast.Ident:
		return e.Name == name
	case *ast.SelectorExpr:
		return e.Sel.Name == name
	}
	return false
}
