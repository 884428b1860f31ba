// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq_test

import (
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
)

// a is the name CN=a.
const a = "\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x13\x01a"

// A capture that ends inside the list: what is there is read, and the fault says
// where it ends.
func ExampleParseFlightLenient() {
	cut := []byte("\x0d\x00\x00\x28\x01\x40\x00\x02\x04\x01\x00\x20\x00\x0e" + a + "\x00\x0e\x30")
	flight, faults := certreq.ParseFlightLenient(cut, schannel.TLS12)
	fmt.Println(flight.Request.Authorities)
	for _, f := range faults {
		fmt.Println(f.Code, "at byte", f.Offset)
	}
	// Output:
	// [CN=a]
	// schannel.handshake.cut at byte 31
	// trustlist.message.cut at byte 31
	// trustlist.list.cut at byte 31
	// trustlist.list.cut at byte 28
}

// A list that was seen is judged, never cut again.
func ExampleFlight_Inspect() {
	flight, _ := certreq.ParseFlight([]byte("0d0000180140000204010010000e300c310a30080603550403130161"), schannel.TLS12)
	for _, f := range flight.Inspect().Findings {
		fmt.Println(f.Code, f.Certainty)
	}
	// Output: trustlist.captured.whole likely
}

// What the client sent is in a capture of its own: here a Certificate message
// with no certificate in it.
func ExampleFlight_Answered() {
	flight, _ := certreq.ParseFlight([]byte("0d0000180140000204010010000e300c310a30080603550403130161"), schannel.TLS12)
	flight, faults := flight.Answered([]byte("16030300070b000003000000"))
	for _, f := range flight.Inspect().Findings {
		fmt.Println(f.Code, f.Certainty)
	}
	fmt.Println(len(faults))
	// Output:
	// trustlist.captured.whole likely
	// trustlist.answer.nothing certain
	// 0
}

func ExampleParseCertificateRequestLenient() {
	message := []byte("\x0d\x00\x00\x18\x01\x40\x00\x02\x04\x01\x00\x20\x00\x0e" + a)
	request, faults := certreq.ParseCertificateRequestLenient(schannel.TLS12, message)
	fmt.Println(request.Authorities, faults[0].Code)
	// Output: [CN=a] trustlist.list.length
}

func ExampleCertificateRequest_AppendBinary() {
	request := certreq.CertificateRequest{
		Version: schannel.TLS12, Types: []byte{64}, SignatureAlgorithms: []uint16{0x0401},
		Authorities: trustlist.List{trustlist.Name(a)},
	}
	message, err := request.AppendBinary(nil)
	fmt.Printf("%x %v\n", message, err)
	// Output: 0d0000180140000204010010000e300c310a30080603550403130161 <nil>
}

// The extension of TLS 1.3 is the same in a ClientHello.
func ExampleAppendExtension() {
	extension, err := certreq.AppendExtension(nil, trustlist.List{trustlist.Name(a)})
	fmt.Printf("%x %v\n", extension, err)
	// Output: 002f00120010000e300c310a30080603550403130161 <nil>
}

func ExampleParseClientHello() {
	extension, _ := certreq.AppendExtension(nil, trustlist.List{trustlist.Name(a)})
	body := "\x03\x03" + string(make([]byte, 32)) + "\x00\x00\x02\x13\x01\x01\x00" + "\x00" + string(rune(len(extension))) + string(extension)
	list, err := certreq.ParseClientHello([]byte("\x01\x00\x00" + string(rune(len(body))) + body))
	fmt.Println(list, err)
	// Output: [CN=a] <nil>
}

// A ClientHello that ends inside its extensions.
func ExampleParseClientHelloLenient() {
	extension, _ := certreq.AppendExtension(nil, trustlist.List{trustlist.Name(a)})
	body := "\x03\x03" + string(make([]byte, 32)) + "\x00\x00\x02\x13\x01\x01\x00" + "\x00\x7f" + string(extension)
	list, faults := certreq.ParseClientHelloLenient([]byte("\x01\x00\x00" + string(rune(len(body))) + body))
	fmt.Println(list, faults[0].Code)
	// Output: [CN=a] trustlist.message.cut
}
