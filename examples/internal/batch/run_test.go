// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/jsonschema"
	"github.com/schanneltrust/schannel/examples/internal/strictjson"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// answered is a line of the output, as far as the rows look.
type answered struct {
	Format string `json:"format"`
	Name   string `json:"name"`
	Error  *Fault `json:"error"`
}

func runAll(t *testing.T, in string, o Options) []answered {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, Run(strings.NewReader(in), &out, nil, o))
	return read(t, out.String())
}

func read(t *testing.T, out string) (all []answered) {
	t.Helper()
	for text := range strings.Lines(out) {
		require.True(t, strings.HasSuffix(text, "\n"))
		var a answered
		require.NoError(t, json.Unmarshal([]byte(text), &a))
		all = append(all, a)
	}
	return all
}

func named(name string) string {
	text, _ := json.Marshal(name)
	return fmt.Sprintf(`{"format":"schannel-case/1","name":%s}`, text)
}

func report(name string) answered { return answered{Format: diagnosis.Format, Name: name} }

func refused(f Fault) answered { return answered{Format: diagnosis.Format, Error: &f} }

func TestRun(t *testing.T) {
	t.Parallel()
	files := `{"format":"schannel-case/1","files":[{"name":"a.txt"}]}`
	tests := []struct {
		name, why, in string
		want          []answered
	}{
		{"none", "no cases, no reports", "", nil},
		{"order", "reports are in the order of the cases", named("a") + "\n" + named("b") + "\n" + named("c") + "\n", []answered{report("a"), report("b"), report("c")}},
		{"open-end", "the last line needs no end", named("a") + "\n" + named("b"), []answered{report("a"), report("b")}},
		{"windows", "nor does the kind of end matter", named("a") + "\r\n" + named("b") + "\r\n", []answered{report("a"), report("b")}},
		{"blank", "blank lines give nothing, but count", "\n" + named("a") + "\n \t\r\n\n[]\n\n", []answered{
			report("a"),
			refused(Fault{Line: 5, Column: 1, Offset: 0, Place: "case", Reason: "a list where an object belongs", Code: "diagnose.case.wrong_type"}),
		}},
		{"bad-between", "a bad line stops nothing", named("a") + "\n" + `{"format":"schannel-case/1","titel":1}` + "\n" + named("b") + "\n", []answered{
			report("a"),
			refused(Fault{
				Line: 2, Column: 29, Offset: 28, Place: "titel", Code: "diagnose.case.unknown_field",
				Reason: "unknown field; the fields here are format, name, title, source, question, at, symptoms, trustlist, ems, exchangecert, autodiscover, files, origin, left_out",
			}),
			report("b"),
		}},
		{"over-lines", "a case stands on one line", "{\n" + `"format":"schannel-case/1"}` + "\n", []answered{
			refused(Fault{Line: 1, Column: 2, Offset: 1, Place: "case", Reason: "the text ends where the name of a field belongs", Code: "diagnose.case.syntax"}),
			refused(Fault{Line: 2, Column: 1, Offset: 0, Place: "case", Reason: "a text where an object belongs", Code: "diagnose.case.wrong_type"}),
		}},
		{"long", "a line that is too long is not kept, and the next one is read", strings.Repeat(" ", MaxLine+1) + "\n" + named("b"), []answered{
			refused(Fault{Line: 1, Offset: -1, Place: "case", Reason: "the line is longer than 16777216 bytes", Code: "diagnose.batch.long"}),
			report("b"),
		}},
		{"files", "no file is opened unless a folder is given", files + "\n", []answered{
			refused(Fault{Line: 1, Offset: -1, Place: "files", Reason: "names of files are refused unless a folder is given", Code: "diagnose.batch.no_folder"}),
		}},
		{"hostile", "a line of the output stays a line, and moves nothing on a terminal", named("a\u202e\u009b\x1b[2J") + "\n", []answered{report("a\u202e\u009b\x1b[2J")}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			vocabtest.Equal(t, test.want, runAll(t, test.in, Options{}))
		})
	}
}

// Cases name files in their folder and nowhere else.
func TestFiles(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	dir := filepath.Join(top, "cases")
	require.NoError(t, os.Mkdir(dir, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.txt"), []byte("inside"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(top, "b.txt"), []byte("outside"), 0o600))
	if err := os.Symlink(filepath.Join("..", "b.txt"), filepath.Join(dir, "link.txt")); err != nil {
		require.Equal(t, "windows", runtime.GOOS, "%v", err)
	}
	reader := func(to *casefile.Case, folder fs.FS) error {
		content, err := fs.ReadFile(folder, to.Files[0].Name)
		if err != nil {
			return &schannel.Error{Code: "diagnose.evidence.file", Field: "files[0].name", Offset: schannel.NoOffset, Err: errors.New("not read")}
		}
		to.Name = string(content)
		return nil
	}
	line := func(name string) string {
		return fmt.Sprintf(`{"format":"schannel-case/1","files":[{"name":%q}]}`, name) + "\n"
	}
	in := line("a.txt") + line("../b.txt") + line(filepath.ToSlash(filepath.Join(top, "b.txt"))) + line("link.txt") + line("./a.txt")
	not := func(number int) answered {
		return refused(Fault{Line: number, Offset: -1, Place: "files[0].name", Reason: "not read", Code: "diagnose.evidence.file"})
	}
	got := runAll(t, in, Options{Dir: dir, Read: reader})
	vocabtest.Equal(t, []answered{report("inside"), not(2), not(3), not(4), not(5)}, got)

	plain := func(*casefile.Case, fs.FS) error { return errors.New("broken") }
	got = runAll(t, line("a.txt"), Options{Dir: dir, Read: plain})
	vocabtest.Equal(t, []answered{refused(Fault{Line: 1, Offset: -1, Place: "files", Reason: "broken", Code: "diagnose.batch.file"})}, got)

	require.Error(t, Run(strings.NewReader(""), io.Discard, nil, Options{Dir: filepath.Join(top, "none")}))
}

// Answers come in the order of the lines, however long each takes, and no more
// than the window are begun before the first is written.
func TestOrderAndWindow(t *testing.T) {
	t.Parallel()
	const workers, all = 3, 200
	var begun, early atomic.Int32
	hold := make(chan struct{})
	answer := func(l line) []byte {
		begun.Add(1)
		if l.number == 1 {
			<-hold
		}
		return fmt.Appendln(nil, l.number)
	}
	go func() {
		time.Sleep(50 * time.Millisecond) // the others go on as far as they can
		early.Store(begun.Load())
		close(hold)
	}()
	var text bytes.Buffer
	require.NoError(t, run(strings.NewReader(strings.Repeat("x\n", all)), &text, &meter{}, workers, answer))
	var want bytes.Buffer
	for i := range all {
		fmt.Fprintln(&want, i+1)
	}
	require.Equal(t, want.String(), text.String())
	require.LessOrEqual(t, early.Load(), int32(perWorker*workers+2))
}

type writerFunc func([]byte) (int, error)

func (w writerFunc) Write(p []byte) (int, error) { return w(p) }

// Whoever writes a case and waits for its report gets it.
func TestConversation(t *testing.T) {
	t.Parallel()
	inside, questions := io.Pipe()
	answers, outside := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- Run(inside, outside, nil, Options{})
		outside.Close()
	}()
	reader := bufio.NewReader(answers)
	for i := range 5 {
		fmt.Fprintln(questions, named(fmt.Sprint(i)))
		text, err := reader.ReadString('\n')
		require.NoError(t, err)
		vocabtest.Equal(t, []answered{report(fmt.Sprint(i))}, read(t, text))
	}
	questions.Close()
	require.NoError(t, <-done)
}

// What cannot be read further is an error, after what stands before it.
func TestReadError(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is gone")
	var out bytes.Buffer
	err := Run(io.MultiReader(strings.NewReader(named("a")+"\n"+named("b")), iotest.ErrReader(broken)), &out, nil, Options{})
	require.ErrorIs(t, err, broken)
	vocabtest.Equal(t, []answered{report("a")}, read(t, out.String()))
}

// What nobody takes ends the work, even if more could be read for ever.
func TestWriteError(t *testing.T) {
	t.Parallel()
	full := errors.New("no space left")
	endless := readerFunc(func(p []byte) (int, error) { return copy(p, named("a")+"\n"), nil })
	err := Run(endless, writerFunc(func([]byte) (int, error) { return 0, full }), nil, Options{})
	require.ErrorIs(t, err, full)

	silent, keep := io.Pipe() // from which no more comes
	defer keep.Close()
	go fmt.Fprintln(keep, named("a"))
	err = Run(silent, writerFunc(func([]byte) (int, error) { return 0, full }), nil, Options{})
	require.ErrorIs(t, err, full)
}

type readerFunc func([]byte) (int, error)

func (r readerFunc) Read(p []byte) (int, error) { return r(p) }

// Lines whose answers wait take no more than their share of memory.
func TestRoom(t *testing.T) {
	t.Parallel()
	r := newRoom(10)
	require.True(t, r.take(7))
	entered := make(chan bool)
	go func() { entered <- r.take(20) }()
	select {
	case <-entered:
		require.Fail(t, "there was no room")
	case <-time.After(20 * time.Millisecond):
	}
	r.give(7)
	require.True(t, <-entered, "what is larger than all gets in alone")
	go func() { entered <- r.take(1) }()
	r.close()
	require.False(t, <-entered)
}

func TestMeter(t *testing.T) {
	t.Parallel()
	var shown bytes.Buffer
	now := time.Unix(0, 0)
	m := &meter{to: &shown, now: func() time.Time { return now }, last: now}
	for i := range 25 {
		now = now.Add(100 * time.Millisecond)
		m.done(i + 1)
	}
	m.end()
	require.Equal(t, "\r10 lines\r20 lines\r25 lines\n", shown.String())

	m = newMeter(&shown)
	require.Nil(t, m.to, "a buffer is no terminal")
	file, err := os.Create(filepath.Join(t.TempDir(), "progress"))
	require.NoError(t, err)
	defer file.Close()
	require.Nil(t, newMeter(file).to, "nor is a file")
	quick := &meter{to: &shown, now: time.Now, last: time.Now()}
	quick.done(1)
	quick.end()
	require.False(t, quick.shown, "what is done within a second shows nothing")
}

func TestRefusalSchema(t *testing.T) {
	t.Parallel()
	want, err := jsonschema.Generate(os.DirFS("../../.."), JSON())
	require.NoError(t, err)
	have, err := os.ReadFile("refusal.schema.json")
	require.NoError(t, err)
	require.True(t, bytes.Equal(want, have), "refusal.schema.json is what go generate writes")
	form, err := jsonschema.Of(JSON().Type, JSON().Name)
	require.NoError(t, err)
	for _, text := range [...]string{"", "[]", `{"format":"\ud800"}`, `{"format":"schannel-case/1","files":[{}]}`} {
		require.NoError(t, strictjson.Check(Line(7, []byte(text), nil, nil), form, strictjson.Options{}))
	}
}

// What cannot be written as JSON, if ever there is such a report, is told too.
func TestUnwritable(t *testing.T) {
	t.Parallel()
	text := refuse(3, whole(faultUnwritable, "report", errors.New("a year of five digits")))
	want := refused(Fault{Line: 3, Offset: -1, Place: "report", Reason: "a year of five digits", Code: "diagnose.batch.unwritable"})
	vocabtest.Equal(t, []answered{want}, read(t, string(text)))
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "diagnose", Catalog())
}
