// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/capturefile"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// Files of kinds that are known and not read, with what to do instead.
var (
	foreignArchive = schannel.Phrase{Code: "diagnose.left_out.archive", Text: "a compressed file or an archive: unpack it"}
	foreignBinary  = schannel.Phrase{Code: "diagnose.left_out.binary", Text: "a binary file of a kind that is not known here"}
	foreignCSV     = schannel.Phrase{Code: "diagnose.left_out.csv", Text: "CSV of Export-Csv, which loses what lists hold: run the cmdlet again with Format-List or Export-Clixml"}
	foreignDER     = schannel.Phrase{Code: "diagnose.left_out.der", Text: "DER that is no certificate, such as a request, a revocation list or a key"}
	foreignDetails = schannel.Phrase{Code: "diagnose.left_out.packet_details", Text: "packets as text, with their headers between the bytes: show the TCP stream in Wireshark as raw bytes or C arrays; of tcpdump, write the packets with -w FILE first"}
	foreignEVT     = schannel.Phrase{Code: "diagnose.left_out.evt", Text: "an event log of Windows Server 2003 or older: open it in the Event Viewer and save it as XML"}
	foreignEVTX    = schannel.Phrase{Code: "diagnose.left_out.evtx", Text: "a binary event log: convert it with wevtutil qe FILE /lf:true /f:xml"}
	foreignGnuTLS  = schannel.Phrase{Code: "diagnose.left_out.gnutls", Text: "a log of GnuTLS, which has lengths and no bytes of messages: use openssl s_client -msg"}
	foreignHive    = schannel.Phrase{Code: "diagnose.left_out.hive", Text: "a registry hive: load it with reg load, and export what is needed with reg export"}
	foreignHTML    = schannel.Phrase{Code: "diagnose.left_out.html", Text: "an HTML page: copy its text"}
	foreignImage   = schannel.Phrase{Code: "diagnose.left_out.image", Text: "an image: copy the text of what it shows"}
	foreignJava    = schannel.Phrase{Code: "diagnose.left_out.java_log", Text: "a log of javax.net.debug without packets: run with -Djavax.net.debug=all"}
	foreignJKS     = schannel.Phrase{Code: "diagnose.left_out.jks", Text: "a Java keystore: export its certificates with keytool -exportcert -rfc"}
	foreignJSON    = schannel.Phrase{Code: "diagnose.left_out.json", Text: "JSON that is neither a case nor a recording: of the shell give what Format-List or Export-Clixml writes, of events XML"}
	foreignMail    = schannel.Phrase{Code: "diagnose.left_out.mail", Text: "a mail whose text is encoded: copy its text, and save its attachments"}
	foreignNetMon  = schannel.Phrase{Code: "diagnose.left_out.netmon", Text: "a capture of Network Monitor: open it in Wireshark, and save each direction of the TCP stream as raw bytes"}
	foreignOffice  = schannel.Phrase{Code: "diagnose.left_out.office", Text: "a document of Office or another compound file: save it as text"}
	foreignPcap    = schannel.Phrase{Code: "diagnose.left_out.pcap", Text: "a packet capture: give each direction of the TCP stream as raw bytes, as tcpflow and Wireshark save it"}
	foreignPDF     = schannel.Phrase{Code: "diagnose.left_out.pdf", Text: "a PDF document: copy its text"}
	foreignPFX     = schannel.Phrase{Code: "diagnose.left_out.pfx", Text: "PKCS #12, which is encrypted and holds private keys: export the certificates without keys"}
	foreignPolicy  = schannel.Phrase{Code: "diagnose.left_out.policy", Text: "a policy file: convert it to text with LGPO.exe /parse"}
	foreignProgram = schannel.Phrase{Code: "diagnose.left_out.program", Text: "a program, which is not run and not read"}
	foreignTrace   = schannel.Phrase{Code: "diagnose.left_out.openssl_trace", Text: "output of openssl -trace, without bytes of messages: run openssl s_client with -msg"}
	foreignWords   = schannel.Phrase{Code: "diagnose.left_out.words", Text: "a dump of words, whose order depends on the machine: use hexdump -C, od -A x -t x1 or xxd"}
	foreignXML     = schannel.Phrase{Code: "diagnose.left_out.xml", Text: "XML of another kind"}
)

// foreignKinds is all of them.
var foreignKinds = [...]schannel.Phrase{
	foreignArchive, foreignBinary, foreignCSV, foreignDER, foreignDetails, foreignEVT, foreignEVTX, foreignGnuTLS, foreignHive, foreignHTML, foreignImage,
	foreignJava, foreignJKS, foreignJSON, foreignMail, foreignNetMon, foreignOffice, foreignPcap, foreignPDF, foreignPFX, foreignPolicy,
	foreignProgram, foreignTrace, foreignWords, foreignXML,
}

// magics are beginnings of files that are known and not read.
var magics = [...]struct {
	prefix string
	kind   schannel.Phrase
}{
	{"regf", foreignHive},
	{"PReg\x01\x00\x00\x00", foreignPolicy},
	{"ElfFile\x00", foreignEVTX},
	{"\x30\x00\x00\x00LfLe", foreignEVT},
	{"MZ", foreignProgram},
	{"\x7fELF", foreignProgram},
	{"%PDF-", foreignPDF},
	{"\xd0\xcf\x11\xe0", foreignOffice},
	{"\x89PNG\r\n\x1a\n", foreignImage},
	{"\xff\xd8\xff", foreignImage}, // JPEG
	{"GIF8", foreignImage},
	{"BM", foreignImage},
	{"II*\x00", foreignImage}, // TIFF
	{"MM\x00*", foreignImage},
	{"RIFF", foreignImage}, // WebP
	{"7z\xbc\xaf\x27\x1c", foreignArchive},
	{"Rar!\x1a\x07", foreignArchive},
}

// foreignMagic names a file that is known by how it begins. Two letters may
// begin a text too, which has no zero bytes.
func foreignMagic(file []byte) (schannel.Phrase, bool) {
	for _, m := range magics {
		if bytes.HasPrefix(file, []byte(m.prefix)) && (len(m.prefix) > 2 || bytes.IndexByte(file[:min(len(file), 64)], 0) >= 0) {
			return m.kind, true
		}
	}
	return schannel.Phrase{}, false
}

// foreignCapture names what package capturefile knows and does not read.
func foreignCapture(kind capturefile.Kind) (schannel.Phrase, bool) {
	switch kind { //nolint:exhaustive // the others are read, or nothing is known of them
	case capturefile.Pcap, capturefile.PcapNG, capturefile.Snoop:
		return foreignPcap, true
	case capturefile.NetworkMonitor:
		return foreignNetMon, true
	case capturefile.JavaKeyStore:
		return foreignJKS, true
	case capturefile.PKCS12:
		return foreignPFX, true
	case capturefile.Archive:
		return foreignArchive, true
	case capturefile.OpenSSLTrace:
		return foreignTrace, true
	case capturefile.GnuTLSLog:
		return foreignGnuTLS, true
	case capturefile.JavaHandshake:
		return foreignJava, true
	case capturefile.HexWords:
		return foreignWords, true
	case capturefile.PacketDetails, capturefile.Streams:
		return foreignDetails, true
	}
	return schannel.Phrase{}, false
}

// mailHead is the beginning of a mail or of a part of one (RFC 5322, Section 2.2);
// mailEncoding is how its text stands there (RFC 2045, Section 6.1).
var (
	mailHead     = regexp.MustCompile(`^[A-Za-z][A-Za-z-]*:[ \t]`)
	mailEncoding = regexp.MustCompile(`(?mi)^Content-Transfer-Encoding:[ \t]*([a-z0-9-]+)`)
)

// isEncodedMail reports whether a text is a mail, the first text of which cannot
// be read as it stands.
func isEncodedMail(text string) bool {
	if !mailHead.MatchString(text) {
		return false
	}
	found := mailEncoding.FindStringSubmatch(text)
	return found != nil && (strings.EqualFold(found[1], "quoted-printable") || strings.EqualFold(found[1], "base64"))
}

// foreignText names a text that is known and not read.
func foreignText(text string) (schannel.Phrase, bool) {
	begin := textfile.Trim(text[:min(len(text), 1<<10)])
	switch kind := textfile.Textual(begin); {
	case kind.XML:
		return foreignXML, true
	case kind.Name == "JSON":
		return foreignJSON, true
	case kind.Name == "an HTML page":
		return foreignHTML, true
	case kind.Name == "CSV of Export-Csv", begin != "" && begin[0] == '"':
		return foreignCSV, true
	}
	return schannel.Phrase{}, false
}
