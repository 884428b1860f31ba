// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

//go:build unix

package render_test

import (
	"bytes"
	"context"
	"image/png"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/render"
	"github.com/schanneltrust/schannel/internal/livetest"
)

// patience is how long a browser may take on a machine that is busy.
const patience = 4 * time.Minute

// browse starts Chromium on a page, without a network, and returns what it
// writes to standard output and to its log.
func browse(t *testing.T, page []byte, flags ...string) (stdout, log string) {
	t.Helper()
	program := livetest.Program(t, "chromium", "chromium")
	home := t.TempDir()
	file := filepath.Join(home, "report of a test.html")
	require.NoError(t, os.WriteFile(file, page, 0o600))
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-breakpad", "--disable-crash-reporter",
		"--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
		"--user-data-dir=" + filepath.Join(home, "profile"), "--window-size=1000,1600", "--hide-scrollbars",
		"--enable-logging=stderr", "--virtual-time-budget=2000",
	}, append(flags, (&url.URL{Scheme: "file", Path: file}).String())...)...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TMPDIR=" + home, "LANG=C.UTF-8", "TZ=UTC"}
	cmd.Dir = home
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // its helpers end with it
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 10 * time.Second
	require.NoError(t, cmd.Start())
	err := cmd.Wait()
	if kill := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL); kill != nil {
		require.ErrorIs(t, kill, syscall.ESRCH)
	}
	require.NotErrorIs(t, ctx.Err(), context.DeadlineExceeded, "chromium took too long:\n%s", errs.String())
	require.NoError(t, err, "%s", errs.String())
	return out.String(), errs.String()
}

// console are the lines of Chromium's log that a page causes.
var console = regexp.MustCompile(`(?m)^.*(CONSOLE|Content Security Policy|Refused to).*$`)

func samplePage(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, render.HTML(&b, sample(t), render.Options{}))
	return b.Bytes()
}

// TestChromiumHostile: what a browser makes of hostile names is text, it runs
// nothing and complains of nothing.
func TestChromiumHostile(t *testing.T) {
	t.Parallel()
	livetest.Proves(t, "chromium: 1 page of hostile names, text to a browser")
	r := hostile(t, hostileTexts["script"])
	r.Question = hostileTexts["style"]
	r.Source = hostileTexts["attribute"]
	r.LeftOut[0].File = hostileTexts["bidi"]
	r.Origin[0].File = hostileTexts["cdata"]
	var b bytes.Buffer
	require.NoError(t, render.HTML(&b, r, render.Options{}))
	dom, log := browse(t, b.Bytes(), "--dump-dom")
	require.Empty(t, console.FindAllString(log, -1))
	require.Contains(t, dom, "</html>")
	for _, element := range []string{"<script", "<img", "<b>", "onerror=\"", "onmouseover=\"", "<!--", "<iframe"} {
		require.NotContains(t, strings.ReplaceAll(dom, "<body>", ""), element)
	}
	require.Equal(t, 1, strings.Count(dom, "<style"))
	for _, text := range []string{
		"&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt;", `a\u202egnp.exe\u2066b`, "]]&gt;--&gt;&lt;![CDATA[&lt;b&gt;",
	} {
		require.Contains(t, dom, text)
	}
}

// TestChromiumPicture: the page is not blank, and dark where that is preferred.
func TestChromiumPicture(t *testing.T) {
	t.Parallel()
	livetest.Proves(t, "chromium: 2 pictures of a report, light and dark")
	page := samplePage(t)
	light := screenshot(t, page, "--blink-settings=preferredColorScheme=1")
	dark := screenshot(t, page, "--blink-settings=preferredColorScheme=0")
	require.Greater(t, light.colors, 20, "not blank")
	require.Greater(t, dark.colors, 20, "not blank")
	require.Greater(t, light.brightness, 0.8, "light")
	require.Less(t, dark.brightness, 0.3, "dark")
}

// picture is what is looked at of a screenshot.
type picture struct {
	colors     int
	brightness float64 // of the average pixel, 0 to 1
}

func screenshot(t *testing.T, page []byte, flags ...string) picture {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.png")
	_, log := browse(t, page, append(flags, "--screenshot="+file)...)
	require.Empty(t, console.FindAllString(log, -1))
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	shot, err := png.Decode(bytes.NewReader(raw))
	require.NoError(t, err)
	colors := map[[3]uint32]bool{}
	sum, bounds := 0.0, shot.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			r, g, b, _ := shot.At(x, y).RGBA()
			colors[[3]uint32{r, g, b}] = true
			sum += float64(r+g+b) / 3 / 0xffff
		}
	}
	return picture{len(colors), sum / float64(bounds.Dx()*bounds.Dy())}
}

// TestChromiumPrint: the page can be printed, on several sheets.
func TestChromiumPrint(t *testing.T) {
	t.Parallel()
	livetest.Proves(t, "chromium: 1 report, printed")
	file := filepath.Join(t.TempDir(), "page.pdf")
	_, log := browse(t, samplePage(t), "--no-pdf-header-footer", "--print-to-pdf="+file)
	require.Empty(t, console.FindAllString(log, -1))
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(raw, []byte("%PDF-")))
	sheets := regexp.MustCompile(`/Type\s*/Page\b`).FindAll(raw, -1)
	require.Greater(t, len(sheets), 1)
}
