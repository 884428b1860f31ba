// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/go-ldap/ldap/v3"

	"github.com/schanneltrust/schannel/examples/internal/cli"
)

// access is how directories are reached.
type access struct {
	base     string
	startTLS bool
	ca       string // a file
	user     string
	password string // a file
	timeout  time.Duration
}

func registerAccess(flags *flag.FlagSet, a *access) {
	flags.StringVar(&a.base, "base", "", "`DN` to search below (default the configuration that the directory names)")
	flags.BoolVar(&a.startTLS, "starttls", false, "turn an ldap:// connection into TLS")
	flags.StringVar(&a.ca, "ca", "", "`file` with the authorities that the directory's certificate may be from, as PEM (default those of the computer)")
	flags.StringVar(&a.user, "user", "", "`name` to bind as, such as user@corp.example; without it the bind is anonymous")
	flags.StringVar(&a.password, "password", "", "`file` with the password of -user")
	flags.DurationVar(&a.timeout, "timeout", 30*time.Second, "how long each request may take, such as `10s`")
}

func (a access) seconds() int { return max(1, int(a.timeout/time.Second)) }

// connect opens a connection and binds.
func (a access) connect(server string) (*ldap.Conn, error) {
	u, err := url.Parse(server)
	if err != nil || u.Scheme != "ldap" && u.Scheme != "ldaps" || u.Hostname() == "" {
		return nil, fmt.Errorf("not of the form ldap://HOST or ldaps://HOST: %q", server)
	}
	if u.User != nil {
		return nil, errors.New("a name and a password have no place in the URL: see -user and -password")
	}
	if a.user != "" && u.Scheme == "ldap" && !a.startTLS {
		return nil, errors.New("the password would go over the network in the clear: use ldaps:// or -starttls")
	}
	if a.user != "" && a.password == "" {
		return nil, errors.New("-user is given without -password")
	}
	conn, err := a.open(u)
	if err != nil {
		return nil, err
	}
	if err := a.bind(conn); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

func (a access) open(u *url.URL) (*ldap.Conn, error) {
	config, err := a.tls(u.Hostname())
	if err != nil {
		return nil, err
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"ldap": ldap.DefaultLdapPort, "ldaps": ldap.DefaultLdapsPort}[u.Scheme]
	}
	raw, err := net.DialTimeout("tcp", net.JoinHostPort(u.Hostname(), port), a.timeout)
	if err != nil {
		return nil, err
	}
	bounded := net.Conn(&boundedConn{Conn: raw, left: mostBytes})
	if u.Scheme == "ldaps" {
		bounded = tls.Client(bounded, config)
	}
	conn := ldap.NewConn(bounded, u.Scheme == "ldaps")
	conn.SetTimeout(a.timeout)
	conn.Start()
	if u.Scheme == "ldap" && a.startTLS {
		if err := conn.StartTLS(config); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	return conn, nil
}

func (a access) tls(host string) (*tls.Config, error) {
	config := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if a.ca == "" {
		return config, nil
	}
	authorities, err := cli.ReadFile(a.ca)
	if err != nil {
		return nil, err
	}
	config.RootCAs = x509.NewCertPool()
	if !config.RootCAs.AppendCertsFromPEM(authorities) {
		return nil, fmt.Errorf("%s: no certificate in PEM", a.ca)
	}
	return config, nil
}

func (a access) bind(conn *ldap.Conn) error {
	if a.user == "" {
		return conn.UnauthenticatedBind("")
	}
	password, err := cli.ReadFile(a.password)
	if err != nil {
		return err
	}
	return conn.Bind(a.user, strings.TrimRight(string(password), "\r\n"))
}

// mostBytes is how much a server may send.
const mostBytes = 64 << 20

// boundedConn ends a connection whose server sends without end.
type boundedConn struct {
	net.Conn
	left int
}

func (c *boundedConn) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := c.Conn.Read(p[:min(len(p), c.left)])
	c.left -= n
	return n, err
}
