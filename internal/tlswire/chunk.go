// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import (
	"io"

	"github.com/schanneltrust/schannel"
)

// Chunk is a piece of a log: one handshake message or several, an alert, or the
// like, decrypted, with the content type that it had.
type Chunk struct {
	Content    byte
	Version    schannel.TLSVersion // that of the log; may be zero
	Start, End int                 // where its bytes stand
}

// NewDecrypted returns the items of chunks of bytes, nothing of which is
// encrypted. Chunks that do not lie in order within the bytes are left out.
func NewDecrypted(stream []byte, chunks []Chunk) (*Flow, error) {
	if len(stream) > MaxInput {
		return nil, TooLong(len(stream))
	}
	f := &Flow{form: Decrypted}
	f.source = &chunkReader{stream: stream, chunks: chunks, defects: &f.defects}
	return f, nil
}

type chunkReader struct {
	stream  []byte
	chunks  []Chunk
	defects *Defects
	at, end int // of the chunk at hand, while messages are left in it
	current Chunk
}

// Next returns the next item, and io.EOF at the end.
func (c *chunkReader) Next() (Item, error) {
	for {
		if c.at < c.end {
			if item, ok := c.message(); ok {
				return item, nil
			}
			continue
		}
		if len(c.chunks) == 0 {
			return Item{}, io.EOF
		}
		c.current, c.chunks = c.chunks[0], c.chunks[1:]
		if c.current.Start < c.end || c.current.End < c.current.Start || c.current.End > len(c.stream) {
			continue
		}
		c.at, c.end = c.current.Start, c.current.End
		if c.current.Content != ContentHandshake {
			c.at = c.end
			return c.item(chunkKind(c.current.Content), c.current.Start, c.current.End), nil
		}
	}
}

func chunkKind(content byte) Kind {
	switch content {
	case ContentChangeCipherSpec:
		return ChangeCipherSpec
	case ContentAlert:
		return Alert
	case ContentApplicationData:
		return ApplicationData
	}
	return Other
}

func (c *chunkReader) item(kind Kind, start, end int) Item {
	return Item{Kind: kind, Content: c.current.Content, Version: c.current.Version, Offset: start, Raw: c.stream[start:end:end]}
}

// message takes one handshake message of the chunk at hand.
func (c *chunkReader) message() (Item, bool) {
	raw := c.stream[c.at:c.end]
	header := Item{datagramHeader: isDTLS(c.current.Version)}.HeaderLen()
	need := messageLen(raw) + header - HeaderLen
	if c.at == c.current.Start && isSSL2Hello(raw) {
		c.at = c.end
		item := c.item(HelloSSL2, c.current.Start, c.end)
		item.Version = version(raw[1:])
		return item, true
	}
	if need > len(raw) {
		c.defects.Note(codeMessageCut, "handshake message", c.end,
			"the message that begins at byte %d needs %d bytes, the log has %d of them", c.at, need, len(raw))
		c.at = c.end
		return Item{}, false
	}
	item := c.item(Message, c.at, c.at+need)
	item.datagramHeader = header == DatagramHeaderLen
	c.at += need
	return item, true
}
