// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
)

// What the articles and their readers quote, in lower case: a text that holds
// the phrase says what stands beside it. Languages other than English are those
// of Microsoft's own translations, of KB4528489 and others, and of what people
// paste of Windows and .NET.
var phrases = [...]struct {
	phrase string
	says   sight
}{
	{"fatal alert was received", sight{event: winhost.EventAlertReceived}},
	{"警告を受け取り", sight{event: winhost.EventAlertReceived}},
	{"schwerwiegende warnung vom remoteendpunkt empfangen", sight{event: winhost.EventAlertReceived}},
	{"alerte irrécupérable a été reçue du point de terminaison distant", sight{event: winhost.EventAlertReceived}},
	{"ricevuto avviso di errore irreversibile dall'endpoint remoto", sight{event: winhost.EventAlertReceived}},
	{"odebrano alert krytyczny ze zdalnego punktu końcowego", sight{event: winhost.EventAlertReceived}},
	{"allvarligt fel returnerades från fjärrslutpunkten", sight{event: winhost.EventAlertReceived}},
	{"ειδοποίηση για ανεπανόρθωτο σφάλμα από το απομακρυσμένο τελικό σημείο", sight{event: winhost.EventAlertReceived}},
	{"fatāls brīdinājums tika saņemts no attālā galapunkta", sight{event: winhost.EventAlertReceived}},
	{"从远程终点接收到一个严重警告", sight{event: winhost.EventAlertReceived}},
	{"fatal alert was generated", sight{event: winhost.EventAlertSent}},
	{"警告が生成され", sight{event: winhost.EventAlertSent}},
	{"none of the cipher suites supported by the client application are supported by the server", sight{event: winhost.EventNoSuite}},
	{"no shared cipher", sight{noSuite: true}},                                    // OpenSSL
	{"no_shared_cipher", sight{noSuite: true}},                                    // BoringSSL, Python
	{"no cipher suites in common", sight{noSuite: true}},                          // JDK
	{"no cipher suite supported by both client and server", sight{noSuite: true}}, // Go
	{"no supported cipher suites have been found", sight{noSuite: true}},          // GnuTLS
	{"ssl_error_no_cypher_overlap", sight{noSuite: true}},                         // NSS
	{"forcibly closed by the remote host", sight{reset: true}},
	{"強制的に切断されました", sight{reset: true}}, // the same in Japanese, and so on
	{"verbindung wurde vom remotehost geschlossen", sight{reset: true}},
	{"verbindung wurde erzwungenermaßen vom remotehost geschlossen", sight{reset: true}},
	{"connexion existante a dû être fermée", sight{reset: true}},
	{"connessione in corso interrotta forzatamente", sight{reset: true}},
	{"se ha forzado la interrupción de una conexión existente", sight{reset: true}},
	{"foi forçado o cancelamento de uma conexão existente", sight{reset: true}},
	{"хост принудительно разорвал существующее подключение", sight{reset: true}},
	{"远程主机强迫关闭了一个现有的连接", sight{reset: true}},
	{"connection reset", sight{reset: true}},     // POSIX, Java
	{"connection was reset", sight{reset: true}}, // curl on Windows
	{"econnreset", sight{reset: true}},
	{"remote party has closed the transport stream", sight{reset: true}},
	{"unexpected eof or 0 bytes from the transport stream", sight{reset: true}},
	{"remote host closed connection during handshake", sight{reset: true}},                // JDK
	{"remote host terminated the handshake", sight{reset: true}},                          // JDK 11
	{"did not return a response. the connection has been closed", sight{reset: true}},     // Microsoft's JDBC driver
	{"peer closed connection in ssl handshake", sight{reset: true}},                       // nginx
	{"connection closed during ssl handshake", sight{reset: true}},                        // HAProxy
	{"disconnected before secure tls connection was established", sight{reset: true}},     // Node.js
	{"eof occurred in violation of protocol", sight{reset: true}},                         // Python
	{"ssl routines::unexpected eof while reading", sight{reset: true}},                    // OpenSSL 3
	{"tls connection was non-properly terminated", sight{reset: true}},                    // GnuTLS
	{"connection was closed: the connection was closed unexpectedly", sight{reset: true}}, // .NET Framework
	{"timed out", sight{timedOut: true}},
	{"タイムアウト", sight{timedOut: true}},
	{"could not create ssl/tls secure channel", sight{failed: true}},
	{"connection was closed: an unexpected error occurred on a", sight{failed: true}}, // .NET Framework: send or receive
	{"送信時に、予期しないエラーが発生しました", sight{failed: true}},
	{"connexion sous-jacente a été fermée : une erreur inattendue", sight{failed: true}},
	{": error inesperado de envío", sight{failed: true}},
	{"соединение закрыто: непредвиденная ошибка при передаче", sight{failed: true}},
	{"基础连接已经关闭: 发送时发生错误", sight{failed: true}},
	{"the ssl connection could not be established", sight{failed: true}},     // .NET
	{"authentication failed, see inner exception", sight{failed: true}},      // SslStream of .NET
	{"schannel: failed to receive handshake", sight{failed: true}},           // curl
	{"an error occurred in the secure channel support", sight{failed: true}}, // WinINet, 12157
	{"0x80072f7d", sight{failed: true}},                                      // the same as an HRESULT
	{"security_channel_error", sight{failed: true}},
	{"winhttp_secure_channel_error", sight{failed: true}},
	{"a tls fatal alert has been received", sight{failed: true}},            // GnuTLS, without its name
	{"fatal alert message was received from our peer", sight{failed: true}}, // Mbed TLS
	{"-0x7780", sight{failed: true}},                                        // and its number
	{"ssl/tls のセキュリティで保護されたチャネルを作成できませんでした", sight{failed: true}},
	{"ssl/tls のセキュリティで保護されているチャネルを作成できませんでした", sight{failed: true}},
	{"kein geschützter ssl/tls-kanal erstellt werden", sight{failed: true}},
	{"impossible de créer un canal sécurisé ssl/tls", sight{failed: true}},
	{"det gick inte att skapa en säker ssl/tls-kanal", sight{failed: true}},
	{"δεν ήταν δυνατή η δημιουργία ασφαλούς καναλιού ssl/tls", sight{failed: true}},
	{"nevarēja izveidot drošu ssl/tls kanālu", sight{failed: true}},
	{"未能创建 ssl/tls 安全通道", sight{failed: true}},
	{"無法建立 ssl/tls 的安全通道", sight{failed: true}},
	{"ssl/tls 보안 채널을 만들 수 없습니다", sight{failed: true}},
	{"no se puede crear un canal seguro ssl/tls", sight{failed: true}},
	{"não foi possível criar um canal seguro para ssl/tls", sight{failed: true}},
	{"nie można utworzyć bezpiecznego kanału ssl/tls", sight{failed: true}},
	{"kan geen beveiligd ssl/tls-kanaal maken", sight{failed: true}},
	{"ssl/tls güvenli kanalı oluşturulamadı", sight{failed: true}},
	{"creare un canale sicuro ssl/tls", sight{failed: true}},
	{"не удалось создать защищенный канал ssl/tls", sight{failed: true}},
	{"session supported extended_master_secret but client does not", sight{differs: true}},   // Go, which closes without an alert
	{"server resumed a session with a different ems extension", sight{differs: true}},        // Go as a client
	{"decryption failed or bad record mac", sight{alert: ems.BadRecordMAC}},                  // OpenSSL, which then sends the alert
	{"ssl_error_bad_mac_read", sight{alert: ems.BadRecordMAC}},                               // NSS, too
	{"record with an incorrect message authentication code", sight{alert: ems.BadRecordMAC}}, // the same as a text, and so on
	{"peer reports incorrect message authentication code", sight{alert: ems.BadRecordMAC}},
	{"peer was unable to negotiate an acceptable set of security parameters", sight{alert: ems.HandshakeFailure}},
	{"peer rejected a handshake message for unacceptable content", sight{alert: ems.IllegalParameter}},
	{"peer was not expecting a handshake message it received", sight{alert: ems.UnexpectedMessage}},
	{"peer could not decode an ssl handshake message", sight{alert: ems.DecodeError}},
	{"peer reports failure of signature verification or key exchange", sight{alert: ems.DecryptError}},
	{"requires ciphers more secure than those supported by client", sight{alert: ems.InsufficientSecurity}},
	{"peer reports it experienced an internal error", sight{alert: ems.InternalError}},
	{"no common encryption algorithm(s)", sight{noSuite: true}},
	{"ssl_error_unexpected_extended_master_secret", sight{differs: true}},
	{"tried to resume without a correct extended_master_secret extension", sight{differs: true}},
	{"tried to resume with an unexpected extended_master_secret extension", sight{differs: true}},
	{"inconsistent extms", sight{differs: true}},                                             // OpenSSL
	{"missing extended master secret extension on session resumption", sight{differs: true}}, // JDK
	{"session_without_ems_extension", sight{differs: true}},                                  // BoringSSL
	{"session_with_ems_extension", sight{differs: true}},
	{"withvariedems", sight{differs: true}},                         // rustls
	{"ext_master_secret_needed", sight{differs: true}},              // wolfSSL
	{"must be enabled to resume ems session", sight{differs: true}}, // and its text
	{"removed extended master secret", sight{differs: true}},        // Botan
	{"but added extended master secret", sight{differs: true}},
	{"extended master secret extension is required", sight{demands: true}},          // JDK
	{"ssl_error_missing_extended_master_secret", sight{demands: true}},              // NSS
	{"fips 140-3 requires the use of extended master secret", sight{demands: true}}, // Go
	{"extendedmastersecretextensionrequired", sight{demands: true}},                 // rustls
	{"extendedmainsecretextensionrequired", sight{demands: true}},
	{"requires the extended master secret extension", sight{demands: true}}, // pion/dtls
	{"required extended master secret extension", sight{demands: true}},
	{"peer does not support extended master secret", sight{demands: true}}, // the Haskell package tls
	{"peer does not support extended main secret", sight{demands: true}},
	{"ems not enabled", sight{demands: true}}, // OpenSSL, with the check of its FIPS provider
	{"session does not match the control connection", sight{ftp: true, server: "filezilla-server-0.9"}},
	{"tls session of data connection not resumed", sight{ftp: true, server: "filezilla-server-1"}},
	{"tls session of data connection", sight{ftp: true}},
	{"was not resumed from the control connection", sight{ftp: true}}, // Bitvise
	{"session reuse required", sight{ftp: true, server: "vsftpd"}},
	{"tls session resumption required", sight{ftp: true}}, // Rebex
	{"client did not reuse tls session", sight{ftp: true, server: "proftpd"}},
	{"client did not reuse ssl session", sight{ftp: true, server: "proftpd"}},
	{"unable to build data connection: operation not permitted", sight{ftp: true, server: "proftpd"}},
}

// opensslReasons are reasons of the library for TLS in OpenSSL that no alert gave,
// where its texts are not loaded.
var opensslReasons = [...]struct {
	reason uint64
	says   sight
}{
	{104, sight{differs: true}},           // SSL_R_INCONSISTENT_EXTMS
	{193, sight{noSuite: true}},           // SSL_R_NO_SHARED_CIPHER
	{281, sight{alert: ems.BadRecordMAC}}, // SSL_R_DECRYPTION_FAILED_OR_BAD_RECORD_MAC
}

// socketCodes are codes of Windows Sockets as texts have them, in lower case.
var socketCodes = [...]struct {
	code string
	says sight
}{
	{"10054", sight{reset: true}},
	{"0x2746", sight{reset: true}}, // the drivers of SQL Server
	{"0x80072746", sight{reset: true}},
	{"10060", sight{timedOut: true}},
	{"0x274c", sight{timedOut: true}},
	{"0x8007274c", sight{timedOut: true}},
}

// codeWords are words behind which a number is a code.
var codeWords = [...]string{"err", "code", "exception", "hresult"}

// alertPhrases are those behind which the number of the alert stands.
var alertPhrases = [...]string{
	"defined fatal alert code is", "defined fatal error code is", "alert was received:", "alert was generated:",
	"ssl alert number", "tls-protokoll definierten code:", "défini par protocole de tls est",
	"definito dal protocollo tls:", "zdefiniowany przez protokół tls to", "definieras i tls-protokollet är",
	"ορίζεται με πρωτόκολλο tls είναι", "noteikts fatāla brīdinājuma kods ir",
	"警告のコードは", "警告のコード:", "警告コードは", "警告を受け取りました:", "警告が生成されました:",
	"严重警告代码为",
	"received alert [", // gnutls-cli
	"alert[2|",         // GnuTLS with its log
}

// codePhrases are those behind which it stands in a text that is one of the
// events.
var codePhrases = [...]string{"コードは", "コード:", "fatal alert", "alert code", "error code"}

// statusTexts is what the system says for a code, in lower case: .NET prints it
// without the code.
var statusTexts = [...]struct {
	text   string
	status winhost.Status
}{
	{"the message or signature supplied for verification has been altered", winhost.StatusMessageAltered},
	{"the buffers supplied to a function was too small", winhost.StatusBufferTooSmall},
	{"the message received was unexpected or badly formatted", winhost.StatusIllegalMessage},
	{"cannot communicate, because they do not possess a common algorithm", winhost.StatusAlgorithmMismatch},
	{"the specified data could not be decrypted", winhost.StatusDecryptFailure},
	{"the local security authority cannot be contacted", winhost.StatusInternalError},
	{"the function requested is not supported", winhost.StatusUnsupportedFunction},
	{"an unknown error occurred while processing the certificate", winhost.StatusCertUnknown},
	{"the certificate chain was issued by an authority that is not trusted", winhost.StatusUntrustedRoot},
	{"the received certificate has expired", winhost.StatusCertExpired},
	{"a security context was deleted before the context was completed", winhost.StatusUnfinishedContextDeleted},
	{"接收到的消息异常，或格式不正确", winhost.StatusIllegalMessage},
	{"le message reçu était inattendu ou", winhost.StatusIllegalMessage},
}

// otherNames are what programs call an alert, where they do not use the name of
// the RFCs, as letters alone.
var otherNames = [...]struct {
	name  string
	alert ems.Alert
}{
	{"errordecodingmessage", ems.DecodeError},    // Go
	{"errordecryptingmessage", ems.DecryptError}, // Go
	{"badmac", ems.BadRecordMAC},                 // NSS
	{"handshakeunexpected", ems.UnexpectedMessage},
	{"handshakefailed", ems.HandshakeFailure}, // GnuTLS
}

// introductions are what stands before the name of an alert, or before its
// number, and in some programs behind it, in lower case and with blanks for
// underscores.
var introductions = [...]struct {
	before, behind string
	event          int // if this end says so: received or sent
}{
	{before: "remote error: tls: "}, // Go
	{before: "local error: tls: "},
	{before: "ssl/tls alert "}, // OpenSSL
	{before: "sslv3 alert "},
	{before: "tlsv1 alert "},
	{before: "tlsv13 alert "},
	{before: "alert read:fatal:"},
	{before: "alert write:fatal:"},
	{before: "received fatal alert: "},          // JDK, rustls
	{before: "ssl error ", behind: "alert"},     // NSS
	{before: "err ssl ", behind: "alert"},       // Chromium
	{before: "received server alert: fatal - "}, // Erlang
	{before: "received client alert: fatal - "},
	{before: "generated server alert: fatal - "},
	{before: "generated client alert: fatal - "},
	{before: "tlsfatalalertreceived: "}, // Bouncy Castle
	{before: "tlsfatalalert: "},
	{before: "received tls alert from the server: "}, // FileZilla
	{before: "level: fatal, description: "},          // Wireshark
	{before: "level: fatal (2) description: "},
	{before: "], fatal "},                                                           // openssl s_client -msg
	{before: "remote party sent a tls alert: '", event: winhost.EventAlertReceived}, // SslStream of .NET
}
