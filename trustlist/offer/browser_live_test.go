// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// TestOffersOfFirefox asks Firefox, which picks a certificate by itself where
// it is told to.
func TestOffersOfFirefox(t *testing.T) {
	t.Parallel()
	askBrowser(t, offer.Firefox, "firefox-esr", func(leaf livetest.Authority, above []*x509.Certificate, server *x509.Certificate, urls []string) browser {
		profile := browserDatabase(t, leaf, above, server)
		require.NoError(t, os.WriteFile(filepath.Join(profile, "user.js"), []byte(firefoxSettings), 0o600))
		return browser{command: append([]string{"firefox-esr", "--headless", "--no-remote", "--profile", profile}, urls...), home: t.TempDir()}
	})
}

// firefoxSettings have Firefox choose by itself and reach the loopback
// interface alone: for everything else there is a proxy that nobody runs.
const firefoxSettings = `user_pref("security.default_personal_cert", "Select Automatically");
user_pref("network.http.speculative-parallel-limit", 0);
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
`

// TestOffersOfChromium asks Chromium, which picks a certificate by itself where
// a policy tells it to. Policies have a fixed place: in a mount namespace,
// that of a directory of the test.
func TestOffersOfChromium(t *testing.T) {
	t.Parallel()
	askBrowser(t, offer.Chromium, "chromium", func(leaf livetest.Authority, above []*x509.Certificate, server *x509.Certificate, urls []string) browser {
		home, settings := t.TempDir(), t.TempDir()
		require.NoError(t, os.MkdirAll(filepath.Join(settings, "policies", "managed"), 0o700))
		policy := `{"AutoSelectCertificateForUrls": ["{\"pattern\": \"*\", \"filter\": {}}"]}`
		require.NoError(t, os.WriteFile(filepath.Join(settings, "policies", "managed", "policy.json"), []byte(policy), 0o600))
		require.NoError(t, os.Mkdir(filepath.Join(home, ".pki"), 0o700))
		require.NoError(t, os.Rename(browserDatabase(t, leaf, above, server), filepath.Join(home, ".pki", "nssdb")))
		return browser{home: home, settings: settings, command: []string{
			"chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-breakpad", "--disable-crash-reporter", "--no-first-run",
			"--disable-background-networking", "--disable-features=LocalNetworkAccessChecks", "--proxy-server=127.0.0.1:9", "--user-data-dir=" + filepath.Join(home, "data"),
			"--dump-dom", "data:text/html,<img src=" + strings.Join(urls, "><img src=") + ">",
		}}
	})
}

// browserDatabase is the directory of a database that trusts the server too.
func browserDatabase(t *testing.T, leaf livetest.Authority, above []*x509.Certificate, server *x509.Certificate) string {
	t.Helper()
	database := nssDatabase(t, leaf, above)
	out, err := exec.CommandContext(t.Context(), "certutil", "-A", "-d", database, "-n", "server", "-t", "C,,", "-i", livetest.Write(t, "server.pem", livetest.PEM(server))).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return strings.TrimPrefix(database, "sql:")
}

// patience is for a slow machine: a browser takes a second or two.
const patience = time.Minute

// browser is how one is started.
type browser struct {
	command  []string
	home     string
	settings string // what it finds in /etc/chromium
}

// askBrowser starts a browser for each chain that the client may hold. It visits
// a server for each list.
func askBrowser(t *testing.T, family offer.Family, program string, start func(leaf livetest.Authority, above []*x509.Certificate, server *x509.Certificate, urls []string) browser) {
	t.Helper()
	livetest.Loopback(t)
	livetest.Program(t, program, program)
	livetest.Program(t, "openssl", "openssl")
	for _, tool := range []string{"certutil", "pk12util"} {
		livetest.Program(t, tool, "libnss3-tools")
	}
	unshare := livetest.Program(t, "unshare", "util-linux")
	if out, err := exec.CommandContext(t.Context(), unshare, "-rm", "true").CombinedOutput(); err != nil {
		t.Skipf("needs namespaces: %v: %s", err, out)
	}
	leaf, chain, cases := liveClient(t)
	livetest.Proves(t, "%s: %d chains and lists, offers as predicted", program, len(cases))
	authority := livetest.Authority{}.Issue(t, dntest.CN("Server CA"), true)
	pair := authority.Issue(t, dntest.CN("127.0.0.1"), false).Pair()
	for held := 1; held <= len(chain); held++ {
		visits := newVisits(len(cases))
		var urls []string
		var asked []liveCase
		for _, tt := range cases {
			if tt.chain == held {
				config := asking(t, tt.list, tls.VersionTLS12)
				config.Certificates = []tls.Certificate{pair}
				urls = append(urls, visits.serve(t, config, tt.name))
				asked = append(asked, tt)
			}
		}
		end := start(leaf, chain[1:held], authority.Certificate, urls).run(t)
		offered := visits.wait(t, len(asked))
		end()
		for _, tt := range asked {
			if diff := cmp.Diff(offered[tt.name], predicted(t, family, chain[:held], tt.list)); diff != "" {
				t.Errorf("%s: %s (-) and Offers (+) differ:\n%s", tt.name, program, diff)
			}
		}
	}
}

// run starts the browser. It ends, with all that it started, when told to or
// when the test does: all is in a namespace of processes that goes with its
// first one, which waits for the end of its input.
func (b browser) run(t *testing.T) (end func()) {
	t.Helper()
	const script = `[ -z "$0" ] || mount --bind "$0" /etc/chromium || exit 1
"$@" <&- & read -r end`
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 2*patience)
	cmd := exec.CommandContext(ctx, "unshare", append([]string{"-rm", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", script, b.settings}, b.command...)...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	for _, name := range []string{"HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "BREAKPAD_DUMP_LOCATION"} {
		cmd.Env = append(cmd.Env, name+"="+b.home) // so that they write nowhere else
	}
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	end = sync.OnceFunc(func() {
		_ = stdin.Close()
		_ = cmd.Wait()
		cancel()
	})
	t.Cleanup(end)
	return end
}

// visits are the requests of a browser, and whether each came with a
// certificate. A browser may connect more often than it asks for a page.
type visits chan visit

type visit struct {
	page string
	with bool
}

func newVisits(pages int) visits { return make(visits, pages*10) }

// serve answers requests for a page until the test ends.
func (v visits) serve(t *testing.T, config *tls.Config, page string) (url string) {
	t.Helper()
	listener := livetest.Listen(t)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go v.answer(tls.Server(conn, config), page)
		}
	}()
	return "https://" + listener.Addr().String() + "/" + page
}

func (v visits) answer(conn *tls.Conn, page string) {
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(patience))
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "GET /"+page+" ") {
		return
	}
	select {
	case v <- visit{page, len(conn.ConnectionState().PeerCertificates) > 0}:
	default:
	}
	_, _ = conn.Write([]byte("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"))
}

// wait returns the first visit of each page.
func (v visits) wait(t *testing.T, pages int) map[string]bool {
	t.Helper()
	offered := map[string]bool{}
	late := time.After(patience)
	for len(offered) < pages {
		select {
		case visit := <-v:
			if _, again := offered[visit.page]; !again {
				offered[visit.page] = visit.with
			}
		case <-late:
			require.Fail(t, "the browser does not come", "%d of %d pages: %v", len(offered), pages, offered)
		}
	}
	return offered
}
