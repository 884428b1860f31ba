// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag_test

import (
	stdcmp "cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
)

// verdicts writes findings as code and certainty.
func verdicts(findings []schannel.Finding) []string {
	list := []string{}
	for _, f := range findings {
		list = append(list, string(f.Code)+" "+f.Certainty.String())
	}
	return list
}

func TestDiagnose(t *testing.T) {
	t.Parallel()
	for _, tt := range diagnoses {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := emsdiag.Diagnose(tt.incident)
			require.NoError(t, err)
			vocabtest.Findings(t, got.Facts)
			vocabtest.Findings(t, got.Causes)
			if diff := cmp.Diff([][]string{tt.facts, tt.causes}, [][]string{verdicts(got.Facts), verdicts(got.Causes)}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			for _, cause := range got.Causes {
				for _, code := range cause.Because {
					require.Contains(t, vocabtest.FindCodes(got.Facts), string(code), "a cause rests on facts that are stated")
				}
			}
		})
	}
}

// TestDiagnoseTexts holds that a text says what a record would.
func TestDiagnoseTexts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		text string
		want symptom.Row
		why  string
	}{
		{"english-received", "A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 20.", event(36887, 20), "Schannel events"},
		{"english-received-old", "The following fatal alert was received: 20.", event(36887, 20), "Windows 7 and older"},
		{"japanese-received", "リモート エンドポイントから致命的な警告を受け取りました。 TLS プロトコルで定義されているこの致命的な警告のコードは 20 です。", event(36887, 20), "KB4528489 in Japanese"},
		{"german-received", "Es wurde eine schwerwiegende Warnung vom Remoteendpunkt empfangen. Die schwerwiegende Warnung hat folgenden für das TLS-Protokoll definierten Code: 20.", event(36887, 20), "KB4528489 in German"},
		{"french-received", "Une alerte irrécupérable a été reçue du point de terminaison distant. Le code d’alerte irrécupérable défini par protocole de TLS est 20.", event(36887, 20), "KB4528489 in French"},
		{"italian-received", "Ricevuto avviso di errore irreversibile dall'endpoint remoto. Codice dell'avviso di errore irreversibile definito dal protocollo TLS: 20.", event(36887, 20), "KB4528489 in Italian"},
		{"polish-received", "Odebrano alert krytyczny ze zdalnego punktu końcowego. Kod alertu krytycznego zdefiniowany przez protokół TLS to 20.", event(36887, 20), "KB4528489 in Polish"},
		{"swedish-received", "Ett allvarligt fel returnerades från fjärrslutpunkten. Koden för det allvarliga felet som definieras i TLS-protokollet är 20.", event(36887, 20), "KB4528489 in Swedish"},
		{"greek-received", "Ελήφθη μια ειδοποίηση για ανεπανόρθωτο σφάλμα από το απομακρυσμένο τελικό σημείο. Ο κωδικός ειδοποίησης για ανεπανόρθωτο σφάλμα που ορίζεται με πρωτόκολλο TLS είναι 20.", event(36887, 20), "KB4528489 in Greek"},
		{"latvian-received", "Fatāls brīdinājums tika saņemts no attālā galapunkta. TLS protokola noteikts fatāla brīdinājuma kods ir 20.", event(36887, 20), "KB4528489 in Latvian"},
		{"openssl-digits-alone", "error:14094410", alertAlone(40), "OpenSSL: library 20, reason 1000 and the number of the alert"},
		{"openssl-first-alert", "error:140943E9", alertAlone(1), "OpenSSL: reasons of alerts are 1000 and the number"},
		{"openssl-last-alert", "error:140944E7", alertAlone(255), "OpenSSL: reasons of alerts are 1000 and the number"},
		{"event-first", "36887 Schannel", event(36887, 0), "a number and its source, in any order"},
		{"german-failed", "Die Anforderung wurde abgebrochen: Es konnte kein geschützter SSL/TLS-Kanal erstellt werden.", text("The request was aborted: Could not create SSL/TLS secure channel"), "KB4528489 in German"},
		{"french-failed", "La requête a été interrompue : Impossible de créer un canal sécurisé SSL/TLS", text("The request was aborted: Could not create SSL/TLS secure channel"), "KB4528489 in French"},
		{"italian-failed", "La richiesta è stata annullata: non è stato possibile creare un canale sicuro SSL/TLS", text("The request was aborted: Could not create SSL/TLS secure channel"), "KB4528489 in Italian"},
		{"swedish-failed", "Begäran avbröts. Det gick inte att skapa en säker SSL/TLS-kanal.", text("The request was aborted: Could not create SSL/TLS secure channel"), "KB4528489 in Swedish"},
		{"greek-failed", "Η αίτηση ματαιώθηκε: Δεν ήταν δυνατή η δημιουργία ασφαλούς καναλιού SSL/TLS", text("The request was aborted: Could not create SSL/TLS secure channel"), "KB4528489 in Greek"},
		{"latvian-failed", "Pieprasījums tika pārtraukts: nevarēja izveidot drošu SSL/TLS kanālu", text("The request was aborted: Could not create SSL/TLS secure channel"), "KB4528489 in Latvian"},
		{"japanese-sent", "致命的な警告が生成され、リモート エンドポイントに送信されました。これにより、接続が終了する可能性があります。TLS プロトコルで定義されている致命的な警告のコードは 20 です。Windows SChannel エラーの状態は 960 です。", event(36888, 20), "sent, not received"},
		{"english-sent", "A fatal alert was generated and sent to the remote endpoint. The TLS protocol defined fatal error code is 40.", event(36888, 40), "Schannel events"},
		{"short-sent", "The following fatal alert was generated: 20. The internal error state is 960.", event(36888, 20), "Windows 7 and older"},
		{"number-at-the-end", "fatal alert was received from the remote endpoint; defined fatal alert code is 40", event(36887, 40), "cut"},
		{"status-number", "AcquireCredentials failed: 0x8009030F", status(0x8009030f), "a number with a name here"},
		{"status-after-others", "0x8009 and 0x8009zzzz and 0x80090326", status(0x80090326), "a number with a name here"},
		{"status-name", "sec_e_algorithm_mismatch", status(0x80090331), "whatever the case"},
		{"japanese-time-out", "失敗するかタイムアウトになる", text("The operation has timed out"), "KB4528489 in Japanese"},
		{"net-altered", "System.ComponentModel.Win32Exception: The message or signature supplied for verification has been altered", status(0x8009030f), "dotnet/corefx#1894"},
		{"net-too-small", "The buffers supplied to a function was too small", status(0x80090321), "dotnet/corefx#7812"},
		{"net-badly-formatted", "The message received was unexpected or badly formatted", status(0x80090326), "dotnet/corefx#31611"},
		{"net-no-algorithm", "The client and server cannot communicate, because they do not possess a common algorithm", status(0x80090331), "winerror.h"},
		{"openssl-alert", "error:0A000438:SSL routines::tlsv1 alert internal error:SSL alert number 80", alertAlone(80), "OpenSSL"},
		{"go-alert", "remote error: tls: error decrypting message", alertAlone(51), "Go, src/crypto/tls/alert.go"},
		{"go-alert-mac", "tls: handshake: remote error: tls: bad record MAC", alertAlone(20), "Go, src/crypto/tls/alert.go"},
		{"japanese-received-code", "リモート エンドポイントから致命的な警告を受け取りました。TLS プロトコルで定義されている致命的な警告コードは、20 です。", event(36887, 20), "pkiwithadcs.com: the other form of the same record"},
		{"japanese-sent-code", "致命的な警告が生成され、リモート エンドポイントに送信されました。これにより接続が終了する可能性があります。TLS プロトコルで定義された致命的な警告コードは 40 です。", event(36888, 40), "pkiwithadcs.com/details_about_36887_36888"},
		{"japanese-sent-error-code", "致命的な警告が生成され、リモート エンドポイントに送信されました。TLS プロトコルのエラー コードは 40 です。SChannel のエラーの状態は 1205 です。", event(36888, 40), "the number behind the word for a code"},
		{"japanese-received-old", "次の致命的な警告を受け取りました: 20。", event(36887, 20), "Windows 7 in Japanese"},
		{"no-suite", "An TLS 1.2 connection request was received from a remote client application, but none of the cipher suites supported by the client application are supported by the server.", event(36874, 0), "Schannel events, Event ID 36874"},
		{"net-closed", "Authentication failed because the remote party has closed the transport stream.", status(0x80072746), "SslStream of .NET, where the other end closes"},
		{"net-chinese", "System.Net.WebException: 请求被中止: 未能创建 SSL/TLS 安全通道。", macReceived[2], "ScoopInstaller/Scoop#3945"},
		{"net-italian", "Richiesta annullata: Impossibile creare un canale sicuro SSL/TLS", macReceived[2], "ministero-salute/it-fse-support#586"}, //nolint:misspell // Italian
		{"net-russian", "Запрос был прерван: Не удалось создать защищенный канал SSL/TLS.", macReceived[2], "frxctura/VRPE-Installer#28"},
		{"net-japanese", "要求は中止されました: SSL/TLS のセキュリティで保護されているチャネルを作成できませんでした", macReceived[2], "the other form of .NET in Japanese"},
		{"hresult", "HResult -2146893041", status(0x8009030f), ".NET prints an HResult with its sign"},
		{"hresult-unsigned", "ERROR 2148074278", status(0x80090326), "msquic#255: without a sign"},
		{"openssl-1.1", "140735:error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure", alertAlone(40), "OpenSSL before 3.0"},
		{"openssl-3-code", "error:0A00041B:SSL routines::tlsv1 alert decrypt error", alertAlone(51), "OpenSSL 3"},
		{"openssl-code-alone", "write EPROTO error:0A000438:lib(20)::reason(1080)", alertAlone(80), "SSL_AD_REASON_OFFSET: without the texts"},
		{"openssl-text", "[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure (_ssl.c:1007)", alertAlone(40), "Python prints the reason alone"},
		{"openssl-3.2", "ssl/tls alert bad record mac", alertAlone(20), "OpenSSL 3.2 has other texts"},
		{"java", "javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure", alertAlone(40), "JDK"},
		{"java-mac", "Received fatal alert: bad_record_mac", alertAlone(20), "JDK"},
		{"gnutls", "*** Fatal error: A TLS fatal alert has been received.\n*** Received alert [71]: Insufficient security", alertAlone(71), "gnutls-cli"},
		{"go-client", "tls: server resumed a session with a different EMS extension", text("tls: session supported extended_master_secret but client does not"), "Go, src/crypto/tls/handshake_client.go"},
		{"proftpd-log", "client did not reuse SSL session, rejecting data connection (see the NoSessionReuseRequired TLSOptions parameter)", text("client did not reuse TLS session"), "ProFTPD, mod_tls"},
		{"net-alert", "System.Security.Authentication.AuthenticationException: Authentication failed because the remote party sent a TLS alert: 'HandshakeFailure'.", event(36887, 40), "SteamRE/DepotDownloader#727: SslStream of .NET on Windows says who sent it"},
		{"net-alert-number", "Authentication failed because the remote party sent a TLS alert: '112'.", event(36887, 112), "SslStream of .NET: one that it has no name for"},
		{"net-eof", "Received an unexpected EOF or 0 bytes from the transport stream.", status(0x80072746), "robinrodricks/FluentFTP#948"},
		{"python", "ssl.SSLError: [SSL: SSLV3_ALERT_BAD_RECORD_MAC]", alertAlone(20), "the name of the reason in OpenSSL, alone"},
		{"openssl-unknown-ca", "error:0A000418:SSL routines::tlsv1 alert unknown ca", alertAlone(48), "RFC 5246, Section 7.2.2: any alert that has a name"},
		{"openssl-state", "SSL3 alert read:fatal:illegal parameter", alertAlone(47), "openssl s_client -state"},
		{"openssl-state-quoted", "alert read:fatal:illegal\nparameter", alertAlone(47), "the same, without its beginning and wrapped"},
		{"openssl-state-written", "SSL3 alert write:fatal:decrypt error", alertAlone(51), "openssl s_client -state"},
		{"openssl-record", "error:1408F119:SSL routines:ssl3_get_record:decryption failed or bad record mac", alertAlone(20), "eduardsui/tlse#5; RFC 5246, Section 7.2.2: such a record is answered with the alert"},
		{"curl", "* TLSv1.2 (IN), TLS alert, handshake failure (552):", alertAlone(40), "curl, lib/vtls/openssl.c: level and number as one"},
		{"curl-unknown", "* TLSv1.3 (IN), TLS alert, unknown (628):", alertAlone(116), "the number tells, where OpenSSL has no name"},
		{"nss", "SSL_ERROR_BAD_MAC_ALERT", alertAlone(20), "NSS, lib/ssl/SSLerrs.h: the peer reports it"},
		{"nss-read", "SSL_ERROR_BAD_MAC_READ", alertAlone(20), "NSS, lib/ssl/SSLerrs.h: it answers with the alert"},
		{"nss-unexpected", "Error code: SSL_ERROR_HANDSHAKE_UNEXPECTED_ALERT", alertAlone(10), "NSS, lib/ssl/ssl3con.c"},
		{"openssl-104", "error:0A000068:lib(20)::reason(104)", text("inconsistent extms"), "OpenSSL, SSL_R_INCONSISTENT_EXTMS, without its texts"},
		{"openssl-104-old", "140:error:14095068:lib(20):func(149):reason(104):", text("inconsistent extms"), "OpenSSL 1.1, the same"},
		{"openssl-193", "error:0A0000C1:lib(20)::reason(193)", text("no shared cipher"), "OpenSSL, SSL_R_NO_SHARED_CIPHER"},
		{"openssl-281", "error:0A000119:lib(20)::reason(281)", text("decryption failed or bad record mac"), "OpenSSL, SSL_R_DECRYPTION_FAILED_OR_BAD_RECORD_MAC"},
		{"mbed-tls-number", "mbedtls_ssl_handshake returned -0x7780", text("A fatal alert message was received from our peer"), "Mbed TLS, MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE"},
		{"go-fips", "tls: FIPS 140-3 requires the use of Extended Master Secret", text("ems not enabled"), "Go, src/crypto/tls/handshake_client.go"},
		{"nss-mac", "SSL received a record with an incorrect Message Authentication Code.", text("SSL_ERROR_BAD_MAC_READ"), "NSS, lib/ssl/SSLerrs.h"},
		{"nss-mac-alert", "SSL peer reports incorrect Message Authentication Code.", text("SSL_ERROR_BAD_MAC_ALERT"), "NSS, lib/ssl/SSLerrs.h"},
		{"nss-failure", "curl: (35) SSL peer was unable to negotiate an acceptable set of security parameters.", text("SSL_ERROR_HANDSHAKE_FAILURE_ALERT"), "NSS, lib/ssl/SSLerrs.h"},
		{"nss-parameter", "SSL peer rejected a handshake message for unacceptable content.", text("SSL_ERROR_ILLEGAL_PARAMETER_ALERT"), "NSS, lib/ssl/SSLerrs.h"},
		{"nss-unexpected", "SSL peer was not expecting a handshake message it received.", text("SSL_ERROR_HANDSHAKE_UNEXPECTED_ALERT"), "NSS, lib/ssl/SSLerrs.h"},
		{"nss-decode", "Peer could not decode an SSL handshake message.", text("SSL_ERROR_DECODE_ERROR_ALERT"), "NSS, lib/ssl/SSLerrs.h"},
		{"nss-decrypt", "Peer reports failure of signature verification or key exchange.", text("SSL_ERROR_DECRYPT_ERROR_ALERT"), "NSS, lib/ssl/SSLerrs.h"},
		{"nss-security", "Server requires ciphers more secure than those supported by client.", text("SSL_ERROR_INSUFFICIENT_SECURITY_ALERT"), "NSS, lib/ssl/SSLerrs.h"},
		{"nss-internal", "Peer reports it experienced an internal error.", text("SSL_ERROR_INTERNAL_ERROR_ALERT"), "NSS, lib/ssl/SSLerrs.h"},
		{"nss-overlap", "Cannot communicate securely with peer: no common encryption algorithm(s).", text("SSL_ERROR_NO_CYPHER_OVERLAP"), "NSS, lib/ssl/SSLerrs.h"},
		{"nss-resumed-without", "The peer tried to resume without a correct extended_master_secret extension", text("inconsistent extms"), "NSS, lib/ssl/SSLerrs.h"},
		{"nss-resumed-with", "The peer tried to resume with an unexpected extended_master_secret extension", text("inconsistent extms"), "NSS, lib/ssl/SSLerrs.h"},
		{"nss-unexpected-extension", "SSL_ERROR_UNEXPECTED_EXTENDED_MASTER_SECRET", text("inconsistent extms"), "NSS, lib/ssl/SSLerrs.h"},
		{"words", "Schannel 36887 alert 40", event(36887, ems.HandshakeFailure), "what stands in a ticket"},
		{"words-code", "We see Event ID 36887, error code 20, all day", event(36887, ems.BadRecordMAC), "the same with other words"},
		{"words-pair", "36888 (20)", event(36888, ems.BadRecordMAC), "two numbers, the second an alert"},
		{"words-no-source", "event 36887", event(36887, ems.NoAlert), "a number that no other source has, and no alert"},
		{"nss-required", "SSL_ERROR_MISSING_EXTENDED_MASTER_SECRET", text("ems not enabled"), "NSS, lib/ssl/ssl3con.c, with its policy"},
		{"chromium", "net::ERR_SSL_DECRYPT_ERROR_ALERT", alertAlone(51), "Chromium, net/base/net_error_list.h"},
		{"rustls", "received fatal alert: HandshakeFailure", alertAlone(40), "rustls"},
		{"erlang", "{tls_alert,{insufficient_security,\"TLS client: In state hello received SERVER ALERT: Fatal - Insufficient Security\\n\"}}", alertAlone(71), "Erlang/OTP"},
		{"bouncy-castle", "org.bouncycastle.tls.TlsFatalAlertReceived: handshake_failure(40)", alertAlone(40), "bcgit/bc-java#795"},
		{"filezilla", "Received TLS alert from the server: Handshake failed (40)", alertAlone(40), "FileZilla, tls_layer_impl.cpp"},
		{"java-resumption", "javax.net.ssl.SSLHandshakeException: Missing Extended Master Secret extension on session resumption", text("inconsistent extms"), "JDK, ExtendedMasterSecretExtension.java"},
		{"java-required", "javax.net.ssl.SSLHandshakeException: Extended Master Secret extension is required", text("ems not enabled"), "JDK, ExtendedMasterSecretExtension.java"},
		{"go-local", "local error: tls: bad record MAC", alertAlone(20), "Go, src/crypto/tls/conn.go"},
		{"longest-name", "received fatal alert: bad_certificate_status_response", alertAlone(113), "RFC 6066, Section 8: it begins as another one"},
		{"bitvise", "TLS session for the data connection was not resumed from the control connection.", text("TLS session of data connection"), "iterate-ch/cyberduck#15466"},
		{"socket", "An existing connection was forcibly closed by the remote host", status(0x80072746), "WSAECONNRESET"},
		{"socket-odbc", "[Microsoft][ODBC Driver 17 for SQL Server]TCP Provider: Error code 0x2746", status(0x80072746), "microsoft/msphpsql#1099: WSAECONNRESET in hexadecimal"},
		{"socket-decimal", "sqlsrv_connect: error code = 10054", status(0x80072746), "microsoft/msphpsql#1099"},
		{"socket-ssms", "(provider: TCP Provider, error: 0) (Microsoft SQL Server, Error: 10054)", status(0x80072746), "KB4557473: the message varies with the provider"},
		{"socket-rust", "a call failed (os error 10054)", status(0x80072746), "Rust"},
		{"socket-time-out-number", "SocketException (10060)", status(10060), "WSAETIMEDOUT"},
		{"posix", "read: connection reset by peer", status(0x80072746), "ECONNRESET"},
		{"node-reset", "Error: read ECONNRESET", status(0x80072746), "Node.js"},
		{"jdbc-reset", "Error: \"Connection reset ClientConnectionId:00000000-0000-0000-0000-000000000000\".", status(0x80072746), "microsoft/mssql-jdbc#1127"},
		{"jdbc-closed", "Error: SQL Server did not return a response. The connection has been closed.", status(0x80072746), "dbeaver/dbeaver#40987"},
		{"jdk-closed", "javax.net.ssl.SSLHandshakeException: Remote host terminated the handshake", status(0x80072746), "JDK, SSLSocketImpl.java"},
		{"jdk-closed-old", "javax.net.ssl.SSLHandshakeException: Remote host closed connection during handshake", status(0x80072746), "JDK 8"},
		{"nginx-closed", "peer closed connection in SSL handshake while SSL handshaking to upstream", status(0x80072746), "nginx"},
		{"haproxy-closed", "Connection closed during SSL handshake", status(0x80072746), "HAProxy"},
		{"node-closed", "Client network socket disconnected before secure TLS connection was established", status(0x80072746), "Node.js"},
		{"python-closed", "ssl.SSLEOFError: EOF occurred in violation of protocol (_ssl.c:997)", status(0x80072746), "Python"},
		{"openssl-closed", "error:0A000126:SSL routines::unexpected eof while reading", status(0x80072746), "OpenSSL 3"},
		{"gnutls-closed", "GnuTLS error -110: The TLS connection was non-properly terminated.", status(0x80072746), "GnuTLS"},
		{"net-send", "The underlying connection was closed: An unexpected error occurred on a send.", macReceived[2], ".NET Framework"},
		{"net-receive", "The underlying connection was closed: An unexpected error occurred on a receive.", macReceived[2], ".NET Framework"},
		{"net-core", "System.Net.Http.HttpRequestException: The SSL connection could not be established, see inner exception.", macReceived[2], ".NET"},
		{"wininet", "A call failed: 0x80072F7D", macReceived[2], "WinINet: 12157, a fault of the secure channel"},
		{"wininet-text", "An error occurred in the secure channel support", macReceived[2], "WinINet: 12157"},
		{"winhttp", "WinHttpSendRequest: ERROR_WINHTTP_SECURE_CHANNEL_ERROR", macReceived[2], "WinHTTP: a fault of the secure channel, not of a certificate"},
		{"gnutls-alert-unnamed", "GnuTLS error -12: A TLS fatal alert has been received.", macReceived[2], "GnuTLS: which alert stands elsewhere"},
		{"mbedtls", "ssl_tls.c: -0x7780 (SSL - A fatal alert message was received from our peer)", macReceived[2], "Mbed TLS: which alert stands elsewhere"},
		{"gnutls-log", "|<5>| REC[0x55]: Alert[2|20] - Bad record MAC - was received", alertAlone(20), "GnuTLS with its log"},
		{"wireshark", "TLSv1.2 Record Layer: Alert (Level: Fatal, Description: Decrypt Error)", alertAlone(51), "Wireshark, list of packets"},
		{"wireshark-tree", "Alert Message\n    Level: Fatal (2)\n    Description: Bad Record MAC (20)", alertAlone(20), "Wireshark, details of a packet"},
		{"openssl-msg", "<<< TLS 1.2, Alert [length 0002], fatal handshake_failure", alertAlone(40), "openssl s_client -msg"},
		{"chinese-received", "从远程终点接收到一个严重警告。TLS 协议所定义的严重警告代码为 20。", event(36887, 20), "Windows in Chinese, as Kaciras/Win8InstallTool quotes it"},
		{"reset-japanese", "既存の接続はリモート ホストに強制的に切断されました。", status(0x80072746), "10054 in Japanese, as the documentation of SQL Server has it"},
		{"reset-german", "Eine vorhandene Verbindung wurde vom Remotehost geschlossen", status(0x80072746), "10054 in German"},
		{"reset-german-long", "Eine vorhandene Verbindung wurde erzwungenermaßen vom Remotehost geschlossen.", status(0x80072746), "10054 in German, as Microsoft translates it"},
		{"reset-french", "Une connexion existante a dû être fermée par l’hôte distant", status(0x80072746), "10054 in French"},
		{"reset-italian", "Connessione in corso interrotta forzatamente dall'host remoto", status(0x80072746), "10054 in Italian"},
		{"reset-spanish", "Se ha forzado la interrupción de una conexión existente por el host remoto", status(0x80072746), "10054 in Spanish"},
		{"reset-portuguese", "Foi forçado o cancelamento de uma conexão existente pelo host remoto", status(0x80072746), "10054 in Portuguese"},
		{"reset-russian", "Удаленный хост принудительно разорвал существующее подключение", status(0x80072746), "10054 in Russian"},
		{"reset-chinese", "远程主机强迫关闭了一个现有的连接。", status(0x80072746), "10054 in Chinese"},
		{"net-send-japanese", "接続が切断されました: 送信時に、予期しないエラーが発生しました。", macReceived[2], ".NET Framework in Japanese"},
		{"net-send-french", "La connexion sous-jacente a été fermée : Une erreur inattendue s'est produite lors de l'envoi.", macReceived[2], ".NET Framework in French"},
		{"net-send-spanish", "Se ha terminado la conexión: Error inesperado de envío.", macReceived[2], ".NET Framework in Spanish"},
		{"net-send-russian", "Базовое соединение закрыто: Непредвиденная ошибка при передаче.", macReceived[2], ".NET Framework in Russian"},
		{"net-send-chinese", "基础连接已经关闭: 发送时发生错误。", macReceived[2], ".NET Framework in Chinese"},
		{"net-traditional", "要求已經中止: 無法建立 SSL/TLS 的安全通道。", macReceived[2], ".NET Framework in traditional Chinese"},
		{"net-korean", "요청이 중단되었습니다. SSL/TLS 보안 채널을 만들 수 없습니다.", macReceived[2], ".NET Framework in Korean"},
		{"net-spanish", "Anulada la solicitud: No se puede crear un canal seguro SSL/TLS.", macReceived[2], ".NET Framework in Spanish"},
		{"net-portuguese", "A solicitação foi anulada: Não foi possível criar um canal seguro para SSL/TLS.", macReceived[2], ".NET Framework in Portuguese"},
		{"net-polish", "Żądanie zostało przerwane: Nie można utworzyć bezpiecznego kanału SSL/TLS.", macReceived[2], ".NET Framework in Polish"},
		{"net-dutch", "De aanvraag is afgebroken: Kan geen beveiligd SSL/TLS-kanaal maken.", macReceived[2], ".NET Framework in Dutch"},
		{"net-turkish", "İstek durduruldu: SSL/TLS güvenli kanalı oluşturulamadı.", macReceived[2], ".NET Framework in Turkish"},
		{"net-internal", "System.ComponentModel.Win32Exception (0x80004005): The Local Security Authority cannot be contacted", status(0x80090304), "winerror.h"},
		{"net-unsupported", "The function requested is not supported", status(0x80090302), "winerror.h"},
		{"net-certificate", "An unknown error occurred while processing the certificate", status(0x80090327), "winerror.h"},
		{"net-untrusted", "The certificate chain was issued by an authority that is not trusted", status(0x80090325), "winerror.h"},
		{"net-expired", "The received certificate has expired", status(0x80090328), "winerror.h"},
		{"net-deleted", "A security context was deleted before the context was completed. This is considered a logon failure.", status(0x80090333), "winerror.h"},
		{"net-badly-formatted-chinese", "接收到的消息异常，或格式不正确。", status(0x80090326), "Windows in Chinese"},
		{"net-badly-formatted-french", "Le message reçu était inattendu ou formaté de façon incorrecte", status(0x80090326), "Windows in French"},
		{"event-by-number", "Event ID 36887, Schannel: fatal alert 40", event(36887, 40), "a ticket names number and source"},
		{"event-by-number-sent", "Source: Schannel, ID 36888, alert code 20", event(36888, 20), "a ticket names number and source"},
		{"suite-by-number", "schannel 36874", event(36874, 0), "a ticket names number and source"},
		{"curl-schannel", "schannel: failed to receive handshake, SSL/TLS connection failed", macReceived[2], "curl, lib/vtls/schannel.c"},
		{"wrapped", "A fatal alert was received from the remote endpoint. The TLS protocol defined\nfatal alert\n  code is 20.", event(36887, 20), "a terminal wraps lines"},
		{"wrapped-mail", "> A fatal alert was\n> received from the remote endpoint. The TLS protocol defined fatal alert code\n> is 20.", event(36887, 20), "a mail that is answered"},
		{"wrapped-japanese", "リモート エンドポイントから致命的な警告を受け\n取りました。TLS プロトコルで定義されているこの致命的な警告の\nコードは 20 です。", event(36887, 20), "a terminal wraps lines where there is no blank"},
		{"boringssl", "error:100000d6:SSL routines:OPENSSL_internal:RESUMED_EMS_SESSION_WITHOUT_EMS_EXTENSION", text("inconsistent extms"), "BoringSSL, ssl/handshake_server.cc"},
		{"boringssl-added", "RESUMED_NON_EMS_SESSION_WITH_EMS_EXTENSION", text("inconsistent extms"), "BoringSSL, ssl/handshake_client.cc"},
		{"rustls-varied", "peer misbehaved: ResumptionAttemptedWithVariedEms", text("inconsistent extms"), "rustls, PeerMisbehaved"},
		{"wolfssl", "wolfSSL error: Extended Master Secret must be enabled to resume EMS session", text("inconsistent extms"), "wolfSSL, src/internal.c"},
		{"wolfssl-name", "EXT_MASTER_SECRET_NEEDED_E (-414)", text("inconsistent extms"), "wolfSSL, wolfssl/error-ssl.h"},
		{"botan-removed", "Server resumed session and removed extended master secret", text("inconsistent extms"), "Botan, tls_client_impl_12.cpp"},
		{"botan-added", "Server resumed session but added extended master secret", text("inconsistent extms"), "Botan, tls_client_impl_12.cpp"},
		{"rustls-required", "peer is incompatible: ExtendedMasterSecretExtensionRequired", text("ems not enabled"), "rustls, PeerIncompatible"},
		{"pion-required", "dtls fatal: server requires the Extended Master Secret extension, but the client does not support it", text("ems not enabled"), "pion/dtls, errors.go"},
		{"pion-client", "dtls fatal: client required Extended Master Secret extension, but server does not support it", text("ems not enabled"), "pion/dtls, errors.go"},
		{"hs-tls-required", "HandshakeFailed (Error_Protocol (\"peer does not support Extended Main Secret\",True,InternalError))", text("ems not enabled"), "the Haskell package tls"},
		{"rebex", "425 Cannot secure data connection - TLS session resumption required", text("TLS session of data connection"), "Rebex's FTP server"},
		{"socket-time-out", "timed out", status(10060), "WSAETIMEDOUT"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: []symptom.Row{tt.want}})
			require.NoError(t, err)
			got, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: []symptom.Row{text(tt.text)}})
			require.NoError(t, err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			require.Equal(t, symptom.Taken{true}, got.Taken)
		})
	}
}

func alertAlone(number uint32) symptom.Row {
	return symptom.Row{Code: symptom.Code{Kind: symptom.CodeAlert, Numbers: []uint32{number}}}
}

// TestRecords has records in the forms that Windows and people write.
func TestRecords(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		row   symptom.Row
		taken bool
		facts []string
		why   string
	}{
		{"by-position", symptom.Row{Event: symptom.Event{Provider: "Schannel", ID: 36888, Data: []symptom.Field{{Value: "40"}, {Value: "1205"}}}}, true, []string{"ems.windows.alert.sent certain"}, "classic records have no names"},
		{"message", symptom.Row{Event: symptom.Event{Provider: "Schannel", ID: 36887, Message: "The following fatal alert was received: 46."}}, true, []string{"ems.windows.alert.received certain"}, "rendered"},
		{"number-alone", symptom.Row{Event: symptom.Event{ID: 36887}}, true, []string{}, "a person who remembers the number"},
		{"of-somebody-else", symptom.Row{Event: symptom.Event{Provider: "Contoso", ID: 36887, Data: []symptom.Field{{Value: "20"}}}}, false, []string{"ems.windows.symptom.unknown certain"}, "another provider's event of that number"},
		{"another-event", symptom.Row{Event: symptom.Event{Provider: "Schannel", ID: 36885}}, false, []string{"ems.windows.symptom.unknown certain"}, "of trust, not of this"},
		{"alert-alone", symptom.Row{Code: symptom.Code{Kind: symptom.CodeAlert, Numbers: []uint32{40}}}, true, []string{"ems.windows.alert.seen certain"}, "nobody says who sent it"},
		{"no-alert", symptom.Row{Code: symptom.Code{Kind: symptom.CodeAlert, Numbers: []uint32{296}}}, false, []string{"ems.windows.symptom.unknown certain"}, "RFC 5246, Section 7.2: an alert has one byte"},
		{"no-alert-just", symptom.Row{Code: symptom.Code{Kind: symptom.CodeAlert, Numbers: []uint32{256}}}, false, []string{"ems.windows.symptom.unknown certain"}, "RFC 5246, Section 7.2: an alert has one byte"},
		{"of-http", symptom.Row{Code: symptom.Code{Kind: symptom.CodeHTTP, Numbers: []uint32{40}}}, false, []string{"ems.windows.symptom.unknown certain"}, "a small number of something else"},
		{"small-status", symptom.Row{Code: symptom.StatusCode(40)}, false, []string{"ems.windows.symptom.unknown certain"}, "a status of Windows that is no alert"},
		{"channel-error", symptom.Row{Code: symptom.StatusCode(0x80072f7d)}, true, []string{}, "12157 of WinINet says that the secure channel failed, and no more"},
		{"nothing", symptom.Row{}, false, []string{}, "a zero row means nothing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: []symptom.Row{tt.row}})
			require.NoError(t, err)
			require.Equal(t, symptom.Taken{tt.taken}, d.Taken, tt.why)
			require.Equal(t, tt.facts, verdicts(d.Facts), tt.why)
		})
	}
}

// TestUndirectedAlert: an alert without its event, and the event that says who
// sent it.
func TestUndirectedAlert(t *testing.T) {
	t.Parallel()
	alert := symptom.Row{Code: symptom.Code{Kind: symptom.CodeAlert, Numbers: []uint32{20}}}
	for _, tt := range []struct {
		rows []symptom.Row
		want string
	}{
		{[]symptom.Row{alert}, "ems.windows.alert.seen certain"},
		{[]symptom.Row{alert, event(36888, 0)}, "ems.windows.alert.sent certain"},
		{[]symptom.Row{event(36888, 0), alert}, "ems.windows.alert.sent certain"},
		{[]symptom.Row{alert, event(36887, 0)}, "ems.windows.alert.received certain"},
		{[]symptom.Row{event(36887, 0), alert}, "ems.windows.alert.received certain"},
		{[]symptom.Row{event(36887, 20), alert}, "ems.windows.alert.received certain"},
		{[]symptom.Row{alert, event(36887, 20)}, "ems.windows.alert.received certain"},
		{[]symptom.Row{event(36888, 20), alert}, "ems.windows.alert.sent certain"},
		{[]symptom.Row{alert, event(36888, 20)}, "ems.windows.alert.sent certain"},
	} {
		d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: tt.rows})
		require.NoError(t, err)
		require.Equal(t, []string{tt.want, "ems.windows.keys.differ likely"}, verdicts(d.Facts))
	}
}

// TestAlertsOfACode has the alerts that a code may stand for, by their names.
func TestAlertsOfACode(t *testing.T) {
	t.Parallel()
	d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: []symptom.Row{status(0x80090326)}})
	require.NoError(t, err)
	i := slices.IndexFunc(d.Facts, func(f schannel.Finding) bool { return f.Code == "ems.windows.status.alerts" })
	require.GreaterOrEqual(t, i, 0)
	alerts := strings.Split(d.Facts[i].Args[1].Value, ", ")
	require.Subset(t, alerts, []string{"handshake_failure", "illegal_parameter", "missing_extension"}, "Schannel error codes: SEC_E_ILLEGAL_MESSAGE")
	for _, alert := range alerts {
		require.NotContains(t, alert, "0x", "a number without a name tells a person nothing")
	}
}

// TestDiagnoseUnknownTexts has texts of which nothing is understood.
func TestDiagnoseUnknownTexts(t *testing.T) {
	t.Parallel()
	for name, unknown := range map[string]string{
		"number-too-large":  "The TLS protocol defined fatal alert code is 256.",
		"status-cut":        "0x80090",
		"nothing":           "The quick brown fox",
		"other-library":     "error:0B080074:x509 certificate routines:X509_check_private_key:key values mismatch",
		"other-reason":      "error:0A000086:SSL routines::certificate verify failed",
		"error-of-nobody":   "error: 12345678",
		"code-of-another":   "エラー コードは 20 です。",
		"close-notify":      "* TLSv1.3 (IN), TLS alert, close notify (256):",
		"warning":           "* TLSv1.2 (IN), TLS alert, unrecognized name (368):",
		"curl-cut":          "* TLSv1.2 (IN), TLS alert, handshake failure (552",
		"ssl-error-number":  "SSL error 1: something",
		"ssl-error":         "SSL_ERROR_BAD_CERT_DOMAIN",
		"ssl-error-syscall": "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to example.com:443",
		"tls-close":         "SSL3 alert read:warning:close notify",
		"phone-number":      "call 21480742 or 78",
		"event-of-nobody":   "job 36887 failed, fatal alert 40",
		"two-events":        "Schannel 36887 and 36888",
		"event-denied":      "There is no Schannel event 36887",
		"event-process":     "PID 36887 exited with code 40",
		"event-in-a-number": "Schannel 368871",
		"event-twice":       "Schannel 3688736887",
		"port-number":       "connected from 192.0.2.1 port 10054",
		"go-close":          "remote error: tls: close notify",
		"begins-in-another": "136887 Schannel",
		"openssl-close":     "error:140943E8:SSL routines:ssl3_read_bytes:reason(1000)",
		"openssl-beyond":    "error:140944E8:SSL routines:ssl3_read_bytes:reason(1256)",
		"openssl-short":     "error:1409441",
		"longer-number":     "error code 0x27461 or error 100540",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: []symptom.Row{text(unknown)}})
			require.NoError(t, err)
			require.Equal(t, []string{"ems.windows.symptom.unknown certain"}, verdicts(got.Facts))
			require.Equal(t, []string{"ems.windows.cause.unknown insufficient-data"}, verdicts(got.Causes))
		})
	}
}

// TestManyUnknownSymptoms: one finding counts them and names the first few.
func TestManyUnknownSymptoms(t *testing.T) {
	t.Parallel()
	d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: slices.Repeat([]symptom.Row{text("The quick brown fox")}, 1000)})
	require.NoError(t, err)
	require.Len(t, d.Facts, 1)
	require.Equal(t, []any{"1000", 5}, []any{d.Facts[0].Args[0].Value, len(d.Facts[0].Items)})
}

// TestBecause has what findings rest on, and nothing else.
func TestBecause(t *testing.T) {
	t.Parallel()
	off := updated10
	off.Registry = []schannel.RegistryValue{schannel.DWORD(schannelKey, "DisableClientExtendedMasterSecret", 1)}
	for _, tt := range []struct {
		name     string
		incident emsdiag.Incident
		code     schannel.Code
		want     []schannel.Code
		why      string
	}{
		{"received", emsdiag.Incident{Symptoms: alertReceived(ems.IllegalParameter)}, "ems.windows.cause.mismatch", []schannel.Code{"ems.windows.alert.received"}, "the alert"},
		{"seen", emsdiag.Incident{Symptoms: []symptom.Row{alertAlone(47)}}, "ems.windows.cause.mismatch", []schannel.Code{"ems.windows.alert.seen"}, "the alert"},
		{"sent", emsdiag.Incident{Symptoms: []symptom.Row{event(36888, ems.HandshakeFailure)}}, "ems.windows.cause.no_suite", []schannel.Code{"ems.windows.alert.sent"}, "the alert"},
		{"status", emsdiag.Incident{Symptoms: []symptom.Row{status(0x80090326)}}, "ems.windows.cause.mismatch", []schannel.Code{"ems.windows.status.alerts"}, "the code"},
		{"reset", emsdiag.Incident{Symptoms: []symptom.Row{text("forcibly closed by the remote host")}}, "ems.windows.cause.mismatch", nil, "no alert"},
		{"keys", emsdiag.Incident{Symptoms: macReceived[:1]}, "ems.windows.keys.differ", []schannel.Code{"ems.windows.alert.received"}, "RFC 5246, Section 7.2.2: bad_record_mac"},
		{"device", emsdiag.Incident{Symptoms: alertReceived(ems.DecryptError)}, "ems.windows.cause.device", []schannel.Code{"ems.windows.alert.received"}, "the alert"},
		{"zero-by-code", emsdiag.Incident{Symptoms: []symptom.Row{status(0x8009030f)}, Suite: dheSuite}, "ems.windows.cause.leading_zero", []schannel.Code{"ems.windows.status.alerts", "ems.windows.suite.affected"}, "the code and the suite"},
		{"zero-by-rate", emsdiag.Incident{Symptoms: macReceived[:1], Suite: dheSuite, Failures: 40, Attempts: 10240}, "ems.windows.cause.leading_zero", []schannel.Code{"ems.windows.keys.differ", "ems.windows.suite.affected", "ems.windows.rate.one"}, "1 in 256, as KB4528489 has it"},
		{"zero-no-rate", emsdiag.Incident{Symptoms: macReceived[:1], Suite: dheSuite, Failures: 2, Attempts: 2}, "ems.windows.cause.leading_zero", []schannel.Code{"ems.windows.keys.differ", "ems.windows.suite.affected"}, "two attempts say nothing"},
		{
			"updated",
			emsdiag.Incident{Local: updated10, Peer: updated2019, Suite: dheSuite},
			"ems.windows.pair.updated",
			[]schannel.Code{"ems.windows.host.enforces"},
			"KB4528489, Next steps: what the two ends do, and not what else is known of them",
		},
		{
			"declined",
			emsdiag.Incident{Local: updated10, Peer: windows7old, Suite: dheSuite},
			"ems.windows.pair.no_resumption",
			[]schannel.Code{"ems.windows.host.enforces", "ems.windows.host.none"},
			"KB4528489, Cause",
		},
		{
			"switched-off",
			emsdiag.Incident{Local: off, Side: ems.Server, Peer: windows7old},
			"ems.windows.pair.no_resumption",
			[]schannel.Code{"ems.windows.host.enforces", "ems.windows.registry.off", "ems.windows.host.none"},
			"the registry is about what an end does, too",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := emsdiag.Diagnose(tt.incident)
			require.NoError(t, err)
			all := slices.Concat(d.Causes, d.Facts)
			i := slices.IndexFunc(all, func(f schannel.Finding) bool { return f.Code == tt.code })
			require.GreaterOrEqual(t, i, 0, "%v", verdicts(all))
			require.Equal(t, tt.want, all[i].Because, tt.why)
		})
	}
}

// TestDiagnoseMissingAlert holds that an event without its alert asks for it.
func TestDiagnoseMissingAlert(t *testing.T) {
	t.Parallel()
	for _, id := range []int{36887, 36888} {
		got, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: []symptom.Row{event(id, 0)}})
		require.NoError(t, err)
		require.NotEmpty(t, got.Causes)
		for _, cause := range got.Causes {
			require.Contains(t, missingOf(cause), schannel.Code("ems.windows.missing.alert"), "%d: %s", id, cause.Code)
		}
	}
}

func missingOf(f schannel.Finding) []schannel.Code {
	var codes []schannel.Code
	for _, p := range f.Missing {
		codes = append(codes, p.Code)
	}
	return codes
}

// TestPhrases has what each cause asks for, and what it leaves open.
func TestPhrases(t *testing.T) {
	t.Parallel()
	reset, timedOut := text("forcibly closed by the remote host"), text("timed out")
	tests := []struct {
		name     string
		incident emsdiag.Incident
		cause    string
		want     []schannel.Code // missing inputs, or outcomes and what settles them
		why      string
	}{
		{"nothing", emsdiag.Incident{}, "unknown", []schannel.Code{"ems.windows.missing.symptom"}, "a zero incident is no evidence"},
		{"zero-alone", emsdiag.Incident{Symptoms: []symptom.Row{status(0x8009030f)}}, "leading_zero", []schannel.Code{"ems.windows.missing.suite", "ems.windows.missing.peer", "ems.windows.missing.event"}, "the table of codes is read one way: dotnet/MQTTnet#1095"},
		{"zero-both-old", emsdiag.Incident{Symptoms: macReceived[:1], Local: windows7old, Peer: winhost.Host{Product: "Windows 8"}, Suite: dheSuite}, "leading_zero", []schannel.Code{"ems.windows.missing.shared_zero"}, "KB4557473: if leading zeros are computed differently; two ends without the fix compute alike"},
		{"zero-both-extended", emsdiag.Incident{Symptoms: macReceived[:1], Local: updated10, PeerBehaviour: winhost.EnforcesEMS, Suite: dheSuite}, "leading_zero", []schannel.Code{"ems.windows.outcome.zero_not", "ems.windows.outcome.zero_maybe", "ems.windows.settle.server_hello"}, "KB4528489 and KB4557473"},
		{"zero-captured", emsdiag.Incident{Symptoms: macReceived[:1], Suite: dheSuite, Captured: emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.Yes}}, "leading_zero", []schannel.Code{"ems.windows.outcome.zero_not", "ems.windows.outcome.zero_maybe", "ems.windows.settle.shared_zero"}, "KB4528489 and KB4557473: the ServerHello is there, the secret would settle it"},
		{"derivation-captured", emsdiag.Incident{Symptoms: macReceived[:1], Captured: emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.Yes}}, "derivation", []schannel.Code{"ems.windows.missing.rate"}, "RFC 7627, Section 4: the hellos are known"},
		{"derivation-half-captured", emsdiag.Incident{Symptoms: macReceived[:1], Captured: emsdiag.Captured{ClientHello: schannel.Yes}}, "derivation", []schannel.Code{"ems.windows.missing.hellos", "ems.windows.missing.rate"}, "RFC 7627, Section 4: one of them alone does not tell"},
		{"required-captured", emsdiag.Incident{Symptoms: alertReceived(71), Side: ems.Client, Captured: emsdiag.Captured{ClientHello: schannel.No}}, "required", nil, "RFC 7627, Section 5.2: that this end lacks the extension was captured"},
		{"required-captured-side", emsdiag.Incident{Symptoms: alertReceived(71), Captured: emsdiag.Captured{ClientHello: schannel.No}}, "required", []schannel.Code{"ems.windows.missing.local"}, "RFC 7627, Section 5.2: whose hello it is, is not said"},
		{"derivation", emsdiag.Incident{Symptoms: macReceived[:1]}, "derivation", []schannel.Code{"ems.windows.missing.hellos", "ems.windows.missing.rate"}, "RFC 7627, Section 4"},
		{"short", emsdiag.Incident{Symptoms: []symptom.Row{reset}}, "short_public", []schannel.Code{"ems.windows.missing.suite", "ems.windows.missing.local", "ems.windows.missing.public_value"}, "curl/curl#5488"},
		{"mismatch-40", emsdiag.Incident{Symptoms: alertReceived(40), Resuming: schannel.Yes}, "mismatch", []schannel.Code{"ems.windows.missing.no_suite"}, "the most general alert there is"},
		{"no-suite", emsdiag.Incident{Symptoms: alertReceived(40)}, "no_suite", []schannel.Code{"ems.windows.missing.no_suite"}, "event 36874 stands beside it"},
		{"mismatch-undirected", emsdiag.Incident{Symptoms: []symptom.Row{{Code: symptom.Code{Kind: symptom.CodeAlert, Numbers: []uint32{47}}}}}, "mismatch", []schannel.Code{"ems.windows.missing.resuming", "ems.windows.missing.direction"}, "nobody says who sent it"},
		{"mismatch-alert-and-reset", emsdiag.Incident{Symptoms: append(alertReceived(47), reset), Resuming: schannel.Yes}, "mismatch", nil, "the alert says it, whatever the program"},
		{"mismatch-reset", emsdiag.Incident{Symptoms: []symptom.Row{reset}, Resuming: schannel.Yes}, "mismatch", []schannel.Code{"ems.windows.missing.program"}, "Go closes without an alert"},
		{"mismatch-own", emsdiag.Incident{Symptoms: []symptom.Row{event(36888, 40)}, Local: updated10, Resuming: schannel.Yes}, "mismatch", []schannel.Code{"ems.windows.outcome.mismatch", "ems.windows.outcome.no_mismatch", "ems.windows.settle.hellos"}, "which alert Schannel has for it is not documented"},
		{"mismatch-own-local", emsdiag.Incident{Symptoms: []symptom.Row{event(36888, 47)}, Resuming: schannel.Yes}, "mismatch", []schannel.Code{"ems.windows.missing.local"}, "which Windows it is"},
		{"required-80", emsdiag.Incident{Symptoms: alertReceived(80), Local: windows7old}, "required", []schannel.Code{"ems.windows.missing.fips"}, "openssl/openssl#19989: its FIPS provider refuses with internal_error"},
		{"device", emsdiag.Incident{Symptoms: alertReceived(51)}, "device", []schannel.Code{"ems.windows.missing.both_ends", "ems.windows.missing.rate"}, "the same alert has other causes, in single attempts"},
		{"time-out", emsdiag.Incident{Symptoms: macReceived[2:]}, "full_handshakes", []schannel.Code{"ems.windows.missing.local", "ems.windows.missing.peer", "ems.windows.missing.time_out"}, "no more is known than that it failed"},
		{"intolerant", emsdiag.Incident{Symptoms: []symptom.Row{timedOut}}, "intolerant", []schannel.Code{"ems.windows.missing.trial"}, "openssl/openssl#3910"},
		{"alert", emsdiag.Incident{Symptoms: []symptom.Row{event(36887, 0)}, Resuming: schannel.Yes}, "mismatch", []schannel.Code{"ems.windows.missing.alert"}, "which alert"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := emsdiag.Diagnose(tt.incident)
			require.NoError(t, err)
			i := slices.IndexFunc(d.Causes, func(f schannel.Finding) bool {
				return strings.TrimPrefix(string(f.Code), "ems.windows.cause.") == tt.cause
			})
			require.GreaterOrEqual(t, i, 0, "%v", verdicts(d.Causes))
			var got []schannel.Code
			for _, p := range slices.Concat(d.Causes[i].Missing, d.Causes[i].Outcomes, d.Causes[i].Settle) {
				got = append(got, p.Code)
			}
			require.Equal(t, tt.want, got, tt.why)
		})
	}
	d, err := emsdiag.Diagnose(emsdiag.Incident{Failures: 1, Attempts: 2})
	require.NoError(t, err)
	require.Equal(t, []schannel.Code{"ems.windows.missing.attempts"}, missingOf(d.Facts[0]))
}

// TestSymptomsLeadBack holds that each symptom that a cause is said to show
// leads to that cause, and that the events of a finding are among them.
func TestSymptomsLeadBack(t *testing.T) {
	t.Parallel()
	withoutSymptoms := []string{}
	for rule := range emsdiag.Catalog() {
		if !strings.HasPrefix(string(rule.Code), "ems.windows.cause.") {
			require.Empty(t, emsdiag.Symptoms(rule.Code))
			continue
		}
		symptoms := emsdiag.Symptoms(rule.Code)
		if len(symptoms) == 0 {
			withoutSymptoms = append(withoutSymptoms, string(rule.Code))
		}
		for _, s := range symptoms {
			d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: []symptom.Row{s}})
			require.NoError(t, err)
			require.Equal(t, symptom.Taken{true}, d.Taken)
			i := slices.IndexFunc(d.Causes, func(f schannel.Finding) bool { return f.Code == rule.Code })
			require.GreaterOrEqual(t, i, 0, "%s from %+v", rule.Code, s)
			if s.Event.ID != 0 {
				require.True(t, slices.ContainsFunc(d.Causes[i].Events, func(e schannel.Event) bool { return e.ID == s.Event.ID }))
			}
		}
	}
	require.Equal(t, []string{"ems.windows.cause.late_certificate", "ems.windows.cause.other", "ems.windows.cause.unknown"}, withoutSymptoms)
}

// TestDiagnoseRefusesHosts has ends that do not read as Windows.
func TestDiagnoseRefusesHosts(t *testing.T) {
	t.Parallel()
	for name, host := range map[string]winhost.Host{
		"product": {Product: "Windows 95"}, "update": {Updates: []string{"MS15-121"}}, "build": {Build: "1903"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, want := host.Assess()
			require.Error(t, want)
			for _, incident := range []emsdiag.Incident{{Local: host}, {Peer: host}} {
				d, err := emsdiag.Diagnose(incident)
				require.Equal(t, want, err)
				require.Empty(t, cmp.Diff(emsdiag.Diagnosis{}, d))
			}
		})
	}
}

// TestRemedies has what is offered for the best cause, in its order, and why
// the rest is not.
func TestRemedies(t *testing.T) {
	t.Parallel()
	const key = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`
	clientOn := schannel.DWORD(key, "DisableClientExtendedMasterSecret", 0)
	on10 := updated10
	on10.Registry = []schannel.RegistryValue{clientOn}
	logged10 := updated10
	logged10.Registry = []schannel.RegistryValue{schannel.DWORD(key, "EventLogging", 1)}
	off10, off7 := updated10, windows7old
	off10.Registry = []schannel.RegistryValue{schannel.DWORD(key, "DisableClientExtendedMasterSecret", 1), schannel.DWORD(key, "DisableServerExtendedMasterSecret", 1)}
	off7.Registry = off10.Registry[:1]
	server2016 := winhost.Host{Product: "Windows Server 2016", Updates: []string{"KB4519998"}}
	tests := []struct {
		name     string
		incident emsdiag.Incident
		want     []string
		why      string
	}{
		{"leading-zero", emsdiag.Incident{Symptoms: macReceived, Local: updated10, PeerBehaviour: winhost.NoEMS, Suite: dheSuite}, []string{"enable", "enable_other", "ask_vendor", "remove_dhe"}, "KB4528489, item 1; 1809 has the fix of KB4557473"},
		{"leading-zero-2016", emsdiag.Incident{Symptoms: macReceived, Local: server2016, PeerBehaviour: winhost.NoEMS, Suite: dheSuite}, []string{"enable", "enable_other", "ask_vendor", "remove_dhe", "install_updates"}, "KB4557473, Resolution"},
		{"leading-zero-on", emsdiag.Incident{Symptoms: macReceived, Local: on10, Side: ems.Client, PeerBehaviour: winhost.NoEMS, Suite: dheSuite}, []string{"enable_other", "ask_vendor", "remove_dhe"}, "the registry has it on"},
		{"leading-zero-registry-known", emsdiag.Incident{Symptoms: macReceived, Local: logged10, Side: ems.Client, PeerBehaviour: winhost.NoEMS, Suite: dheSuite}, []string{"enable_other", "ask_vendor", "remove_dhe"}, "the registry is known, and switches nothing off"},
		{"leading-zero-both-off", emsdiag.Incident{Symptoms: macReceived, Local: off10, PeerBehaviour: winhost.NoEMS, Suite: dheSuite}, []string{"enable", "enable_other", "ask_vendor", "remove_dhe"}, "KB4528489: the registry has both roles off"},
		{"leading-zero-old-off", emsdiag.Incident{Symptoms: macReceived, Local: off7, PeerBehaviour: winhost.NoEMS, Suite: dheSuite}, []string{"enable", "enable_other", "ask_vendor", "remove_dhe", "install_updates"}, "the update of MS15-121 alone does not undo the registry"},
		{"leading-zero-old-peer", emsdiag.Incident{Symptoms: macReceived, Local: server2016, Peer: windows7old, Suite: dheSuite}, []string{"enable", "install_extension", "remove_dhe", "install_updates"}, "MS15-121: the peer is what has no extension"},
		{"leading-zero-no-product", emsdiag.Incident{Symptoms: macReceived, Local: winhost.Host{Updates: []string{"KB4519998"}}, Suite: dheSuite}, []string{"enable", "enable_other", "ask_vendor", "remove_dhe", "install_updates"}, "a computer that is not known may lack the fix"},
		{"required", emsdiag.Incident{Symptoms: alertReceived(ems.InsufficientSecurity), Local: windows7old}, []string{"install_extension", "enable"}, "MS15-121"},
		{"required-by-windows", emsdiag.Incident{Symptoms: alertReceived(ems.InsufficientSecurity), Local: windows7old, Peer: updated10}, []string{"install_extension", "enable"}, "MS15-121: this end is what has no extension"},
		{"device", emsdiag.Incident{Symptoms: alertReceived(ems.DecryptError)}, []string{"pass_device"}, "no update mends what a device does"},
		{"ftp-vsftpd", emsdiag.Incident{Symptoms: []symptom.Row{text("522 SSL connection failed; session reuse required: see require_ssl_reuse option in vsftpd.conf man page")}, Local: updated10, PeerBehaviour: winhost.NoEMS}, []string{"ask_vendor", "ftp_reuse"}, "robinrodricks/FluentFTP#236"},
		{"ftp-filezilla-1", emsdiag.Incident{Symptoms: []symptom.Row{text("425 Unable to build data connection: TLS session of data connection not resumed.")}, Local: updated10, PeerBehaviour: winhost.NoEMS}, []string{"ask_vendor"}, "FluentFTP#1738: it cannot be switched off"},
		{"windows-peer", emsdiag.Incident{Symptoms: []symptom.Row{text("timed out")}, Local: updated10, Peer: windows7old, Suite: ecdheSuite}, []string{"enable"}, "no vendor to ask"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := emsdiag.Diagnose(tt.incident)
			require.NoError(t, err)
			var codes []string
			for _, r := range d.Causes[0].Remedies {
				codes = append(codes, strings.TrimPrefix(string(r.Code), "ems.windows.remedy."))
			}
			require.Equal(t, tt.want, codes, tt.why)
		})
	}
}

// TestStepsOfRemedies has how much of a remedy is left for the computer and the
// role that are known.
func TestStepsOfRemedies(t *testing.T) {
	t.Parallel()
	server2016 := winhost.Host{Product: "Windows Server 2016", Updates: []string{"KB4519998"}}
	tests := []struct {
		name   string
		local  winhost.Host
		side   ems.Side
		remedy schannel.Code
		want   int
		why    string
	}{
		{"product", server2016, ems.SideUnspecified, winhost.RemedyInstallUpdates, 1, "KB4557473, Resolution: of Windows Server 2016"},
		{"no-product", winhost.Host{Updates: server2016.Updates}, ems.SideUnspecified, winhost.RemedyInstallUpdates, 2, "that for each release"},
		{"side", server2016, ems.Client, winhost.RemedyEnable, 2, "KB4528489: the value of the client, and the restart"},
		{"no-side", server2016, ems.SideUnspecified, winhost.RemedyEnable, 3, "the values of both"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: macReceived, Local: tt.local, Side: tt.side, Suite: dheSuite})
			require.NoError(t, err)
			i := slices.IndexFunc(d.Causes[0].Remedies, func(r schannel.Remedy) bool { return r.Code == tt.remedy })
			require.GreaterOrEqual(t, i, 0, "offered at all")
			require.Len(t, d.Causes[0].Remedies[i].Steps, tt.want, tt.why)
		})
	}
}

// TestPhrasesOfRemedies has what a person needs, and what else changes.
func TestPhrasesOfRemedies(t *testing.T) {
	t.Parallel()
	d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: alertReceived(ems.InsufficientSecurity), Local: windows7old})
	require.NoError(t, err)
	install := d.Causes[0].Remedies[0]
	require.Equal(t, []schannel.Code{"ems.windows.remedy.install_extension", "ems.windows.rights.local", "ems.windows.effect.rollup"}, []schannel.Code{install.Code, install.Rights[0].Code, install.SideEffects[0].Code})
	d, err = emsdiag.Diagnose(emsdiag.Incident{Symptoms: alertReceived(ems.MissingExtension), Resuming: schannel.Yes})
	require.NoError(t, err)
	ask := d.Causes[0].Remedies[0]
	require.Equal(t, []schannel.Code{"ems.windows.remedy.ask_vendor", "ems.windows.rights.none", "ems.windows.condition.other_end"}, []schannel.Code{ask.Code, ask.Rights[0].Code, ask.Scope.Conditions[0].Code})
}

// TestPhrasesOfTheDevice has who passes by a device, and which one.
func TestPhrasesOfTheDevice(t *testing.T) {
	t.Parallel()
	d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: alertReceived(ems.DecryptError)})
	require.NoError(t, err)
	pass := d.Causes[0].Remedies[0]
	require.Equal(t, []schannel.Code{"ems.windows.remedy.pass_device", "ems.windows.rights.device", "ems.windows.condition.device"}, []schannel.Code{pass.Code, pass.Rights[0].Code, pass.Scope.Conditions[0].Code})
}

// TestImmuneSuiteNeedsNoUpdate: RFC 8422, Section 5.10: nothing is stripped, so
// neither the updates nor the removal of TLS_DHE help.
func TestImmuneSuiteNeedsNoUpdate(t *testing.T) {
	t.Parallel()
	d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: macReceived, Local: updated2012R2, PeerBehaviour: winhost.NegotiatesEMS, Suite: ecdheSuite})
	require.NoError(t, err)
	for _, f := range slices.Concat(d.Causes, d.Facts) {
		for _, r := range f.Remedies {
			require.NotContains(t, []schannel.Code{winhost.RemedyInstallUpdates, winhost.RemedyRemoveDHE}, r.Code, "%s", f.Code)
		}
	}
}

// TestNoEventsWhereNoneAreLogged: KB260729.
func TestNoEventsWhereNoneAreLogged(t *testing.T) {
	t.Parallel()
	local := updated10
	local.Registry = []schannel.RegistryValue{schannel.DWORD(`HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`, "EventLogging", 0)}
	d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: []symptom.Row{status(0x8009030f)}, Local: local})
	require.NoError(t, err)
	require.NotEmpty(t, d.Causes)
	for _, f := range d.Causes {
		require.Empty(t, f.Events)
	}
}

func TestFuzzSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzSymptomText": 6})
}

func FuzzSymptomText(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) {
		incident := emsdiag.Incident{Symptoms: []symptom.Row{{Text: text}}}
		once, err := emsdiag.Diagnose(incident)
		require.NoError(t, err)
		again, err := emsdiag.Diagnose(incident)
		require.NoError(t, err)
		if diff := cmp.Diff(once, again); diff != "" {
			t.Errorf("the same text, another answer:\n%s", diff)
		}
		vocabtest.Findings(t, once.Facts)
		vocabtest.Findings(t, once.Causes)
	})
}

// TestDiagnosisJSON holds that lists are lists, and bytes the same every time.
func TestDiagnosisJSON(t *testing.T) {
	t.Parallel()
	d, err := emsdiag.Diagnose(emsdiag.Incident{})
	require.NoError(t, err)
	text, err := json.Marshal(d)
	require.NoError(t, err)
	require.Contains(t, string(text), `"facts":[],"taken":[]}`)

	incident := emsdiag.Incident{Symptoms: macReceived, Local: updated10, Side: ems.Client, PeerBehaviour: winhost.NoEMS, Suite: dheSuite}
	text, err = json.Marshal(incident)
	require.NoError(t, err)
	var back emsdiag.Incident
	require.NoError(t, json.Unmarshal(text, &back))
	vocabtest.Equal(t, incident, back)
}

func ExampleDiagnose() {
	d, err := emsdiag.Diagnose(emsdiag.Incident{
		Symptoms: []symptom.Row{{Event: symptom.Event{
			Provider: "Schannel", ID: 36887, UserData: []symptom.Field{{Name: "AlertDesc", Value: "20"}},
		}}},
		Local:         winhost.Host{Product: "Windows 10 1809", Updates: []string{"KB4519338"}},
		Side:          ems.Client,
		PeerBehaviour: winhost.NoEMS,
		Suite:         "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, cause := range d.Causes {
		fmt.Println(cause.Certainty, cause.Title)
		for _, r := range cause.Remedies {
			fmt.Println("-", r.Title)
		}
	}
	// Output:
	// likely The ends treat leading zeros of the TLS_DHE secret differently
	// - Enable the extended master secret on the Windows end
	// - Enable the extended master secret on the other end
	// - Ask the vendor of the other end for an update
	// - Remove the TLS_DHE suites from the list of the client
}

func ExampleSymptoms() {
	for _, row := range emsdiag.Symptoms("ems.windows.cause.short_public") {
		fmt.Println(stdcmp.Or(row.Code.String(), row.Text))
	}
	// Output:
	// 0x80090321
	// 0x8009030f
	// An existing connection was forcibly closed by the remote host
}

// A capture beside the event settles what the event leaves open.
func ExampleDiagnose_captured() {
	c, err := capture.Read(clientStream, serverStream)
	if err != nil {
		fmt.Println(err)
		return
	}
	alert, _ := c.FatalAlert()
	d, err := emsdiag.Diagnose(emsdiag.Incident{
		Symptoms: []symptom.Row{{Event: symptom.Event{
			Provider: "Schannel", ID: 36887, UserData: []symptom.Field{{Name: "AlertDesc", Value: "40"}},
		}}},
		Side:     ems.Client,
		Captured: emsdiag.Captured{ClientHello: c.ClientHello.CarriesEMS(), ServerHello: c.ServerHello.CarriesEMS(), Alert: alert.Alert},
		Resuming: c.ClientHello.OffersSession(),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, cause := range d.Causes {
		fmt.Println(cause.Certainty, cause.Title)
	}
	// Output:
	// likely An end found that session and hello differ in the extension
	// likely The other end refuses peers without the extension
}

// clientStream and serverStream are a session that is offered without the
// extension, and what a server answers that goes on until its ServerHello.
var (
	clientStream = []byte("\x16\x03\x01\x00\x2f\x01\x00\x00\x2b\x03\x03" + strings.Repeat("c", 32) + "\x02id" + "\x00\x02\x00\x2f" + "\x01\x00")
	serverStream = []byte("\x16\x03\x03\x00\x2a\x02\x00\x00\x26\x03\x03" + strings.Repeat("s", 32) + "\x00" + "\x00\x2f" + "\x00" + "\x15\x03\x03\x00\x02\x02\x28")
)
