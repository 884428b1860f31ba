// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

const (
	tdsHeaderLen = 8
	tdsPrelogin  = 0x12 // also of the packets that carry a handshake of TLS
	tdsTabular   = 0x04
)

// unwrapTDS takes the records of a handshake out of the packets in which SQL
// Server and its clients carry them ([MS-TDS] 2.2.3.1 and 2.2.6.5). The result is
// the packets in clear as they were, up to where TLS begins, then the records
// without the headers of packets, then what follows: behind the handshake it is
// TDS that stands in the records. Found is false if no packet carries TLS.
func unwrapTDS(stream []byte) (joined []byte, begins int, found bool) {
	at := 0
	for packet := tdsPacket(stream); packet != nil; packet = tdsPacket(stream[at:]) {
		switch {
		case found && packet[0] != tdsPrelogin: // TLS was for the login alone
			return append(joined, stream[at:]...), begins, true
		case found:
			joined = append(joined, packet[tdsHeaderLen:]...)
		case carriesTLS(packet):
			joined = append(make([]byte, 0, len(stream)), stream[:at]...)
			joined, begins, found = append(joined, packet[tdsHeaderLen:]...), at, true
		}
		at += len(packet)
	}
	return append(joined, stream[at:]...), begins, found
}

// tdsPacket returns the packet of a prelogin at the start of data, cut short where
// data is; nil if there is none.
func tdsPacket(data []byte) []byte {
	if len(data) <= tdsHeaderLen || data[0] != tdsPrelogin && data[0] != tdsTabular {
		return nil
	}
	length := number(data[2:4])
	if length <= tdsHeaderLen {
		return nil
	}
	return data[:min(length, len(data))]
}

// carriesTLS reports whether a packet begins with a record of the handshake; a
// prelogin of TDS begins with an option, whose numbers are below.
func carriesTLS(packet []byte) bool {
	content := packet[tdsHeaderLen]
	return packet[0] == tdsPrelogin && (content == ContentHandshake || content == ContentAlert)
}
