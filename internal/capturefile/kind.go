// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile

// Kind is what a file is.
type Kind uint8

const (
	UnknownKind Kind = 0 // "unknown": nothing, or nothing known

	// These are read. The last four are logs, which tell who sent what.

	Raw          Kind = 1  // "raw bytes": of one direction
	Hex          Kind = 2  // "hexadecimal text": pairs of digits
	HexDump      Kind = 3  // "hex dump": lines with offsets, as of Wireshark, xxd, hexdump -C
	Base64       Kind = 4  // "base64"
	Arrays       Kind = 5  // "C arrays": as of Wireshark's Follow TCP Stream and xxd -i; those of Go and C# too
	Numbers      Kind = 6  // "list of numbers": as languages print bytes
	Strings      Kind = 7  // "escaped string": as languages print bytes
	FollowRaw    Kind = 8  // "tshark -z follow,tcp,raw"
	OpenSSLMsg   Kind = 9  // "openssl -msg": messages of both directions, decrypted
	OpenSSLDebug Kind = 10 // "openssl -debug": records of both directions
	JavaDebug    Kind = 11 // "javax.net.debug": records of both directions
	MbedTLSDebug Kind = 12 // "Mbed TLS debug log": records of both directions

	// These are named and not read.

	Pcap            Kind = 13 // "pcap"
	PcapNG          Kind = 14 // "pcapng"
	NetworkMonitor  Kind = 15 // "Network Monitor capture"
	Snoop           Kind = 16 // "snoop capture"
	JavaKeyStore    Kind = 17 // "Java keystore"
	PKCS12          Kind = 18 // "PKCS #12"
	DER             Kind = 19 // "DER"
	PEM             Kind = 20 // "PEM"
	KeyLog          Kind = 21 // "key log"
	SClient         Kind = 22 // "openssl s_client output": without bytes
	OpenSSLTrace    Kind = 23 // "openssl -trace": without bytes
	GnuTLSLog       Kind = 24 // "GnuTLS log": it has lengths and no bytes
	JavaHandshake   Kind = 25 // "javax.net.debug without packets"
	HexWords        Kind = 26 // "hex dump of words": hexdump and od without options
	Archive         Kind = 27 // "compressed file"
	SerializedStore Kind = 28 // "serialized certificate store"
	Structured      Kind = 29 // "structured text": JSON or XML
	Document        Kind = 30 // "other file": one of textfile's kinds
	Streams         Kind = 31 // "YAML of Follow TCP Stream"
	CurlTrace       Kind = 32 // "curl --trace": messages of both directions
	PacketDetails   Kind = 33 // "packet details": text of Wireshark and tshark, or dumps of frames
	Report          Kind = 34 // "report without bytes": of curl -v, testssl.sh, nmap
)

// Readable reports whether [Read] reads files of the kind.
func (k Kind) Readable() bool { return k >= Raw && k <= MbedTLSDebug }

func (k Kind) isLog() bool { return k >= OpenSSLMsg && k <= MbedTLSDebug }

// Advice says how to get from a file of the kind what [Read] takes. It is empty
// for a kind that is read, and where there is nothing to say.
func (k Kind) Advice() string {
	switch k {
	case Pcap, PcapNG, Snoop:
		return "give the bytes of one direction: Wireshark, Follow TCP Stream, one direction, show as Raw, Save as; or tcpflow -r FILE"
	case Streams:
		return "show the stream as Raw or as C arrays, and save that"
	case PacketDetails:
		return "show the stream as Raw or as C arrays, and save that; of tcpdump, write the packets with -w FILE first and open that in Wireshark"
	case NetworkMonitor:
		return "open it in Wireshark, Follow TCP Stream, one direction, show as Raw, Save as"
	case JavaKeyStore:
		return "it is a store, not a capture; export its certificates: keytool -exportcert -rfc"
	case PKCS12, DER, PEM, SerializedStore:
		return "it holds certificates or keys and is read as a store, not as a capture"
	case KeyLog:
		return "it holds the secrets of connections; the bytes of a connection are in the capture"
	case Report:
		return "it has no bytes of messages: capture the connection, or run openssl s_client with -msg"
	case SClient, OpenSSLTrace:
		return "it has no bytes of messages: run openssl s_client with -msg"
	case CurlTrace:
		return "the same messages in a form that is read: openssl s_client -msg"
	case GnuTLSLog:
		return "it has lengths and no bytes of messages: capture the connection, or use openssl s_client -msg"
	case JavaHandshake:
		return "it has no bytes of messages: run with -Djavax.net.debug=all"
	case HexWords:
		return "words are in the order of the machine: use hexdump -C, od -A x -t x1, or xxd"
	case Archive:
		return "unpack it"
	case UnknownKind, Raw, Hex, HexDump, Base64, Arrays, Numbers, Strings, FollowRaw, OpenSSLMsg, OpenSSLDebug, JavaDebug, MbedTLSDebug, Structured, Document:
	}
	return ""
}
