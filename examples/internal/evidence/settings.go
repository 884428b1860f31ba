// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
)

// SettingsName is the file at the top of a folder that says what the flags say.
const SettingsName = "evidence.json"

const (
	maxSettings = 1 << 20 // bytes of evidence.json
	keyFiles    = "files"
)

// Kinds of malformed settings, and of files that cannot be read.
var (
	faultKey        = schannel.Phrase{Code: "diagnose.evidence.key", Text: "A key of evidence.json is not known, or stands twice."}
	faultValue      = schannel.Phrase{Code: "diagnose.evidence.value", Text: "A value of evidence.json is not one that its key takes."}
	faultSyntax     = schannel.Phrase{Code: "diagnose.evidence.syntax", Text: "evidence.json is no JSON object."}
	faultPath       = schannel.Phrase{Code: "diagnose.evidence.path", Text: "A file name in evidence.json, or in a case, leaves its folder."}
	faultUnreadable = schannel.Phrase{Code: "diagnose.evidence.unreadable", Text: "A file cannot be opened or read."}
	faults          = [...]schannel.Phrase{faultKey, faultPath, faultSyntax, faultUnreadable, faultValue}
)

// folderSettings is what evidence.json says.
type folderSettings struct {
	options Options
	roles   map[string]Kind // by the path in the folder
}

// named are the files with a role, in the order of their names.
func (s folderSettings) named() []string { return slices.Sorted(maps.Keys(s.roles)) }

// settingsReader reads evidence.json value by value, so that what is wrong has
// a place.
type settingsReader struct {
	text    []byte
	decoder *json.Decoder
	read    folderSettings
}

// parseSettings reads evidence.json. Everything that is not known is refused.
func parseSettings(text []byte) (folderSettings, error) {
	r := settingsReader{text: text, decoder: json.NewDecoder(bytes.NewReader(text)), read: folderSettings{roles: map[string]Kind{}}}
	if err := r.object("", r.setting); err != nil {
		return folderSettings{}, err
	}
	if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		return folderSettings{}, r.fault(faultSyntax, "", "something stands behind the object")
	}
	return r.read, nil
}

// fault names the place that was read last.
func (r *settingsReader) fault(kind schannel.Phrase, field, format string, args ...any) error {
	offset := int(r.decoder.InputOffset())
	before := r.text[:min(offset, len(r.text))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := 1 + len(before) - (bytes.LastIndexByte(before, '\n') + 1)
	if field == "" {
		field = SettingsName
	} else {
		field = SettingsName + " " + field
	}
	cause := fmt.Errorf("line %d, column %d: %w", line, column, fmt.Errorf(format, args...))
	return &schannel.Error{Code: kind.Code, Field: field, Offset: offset, Err: cause}
}

// object reads an object whose keys stand once.
func (r *settingsReader) object(field string, value func(key string) error) error {
	if token, err := r.decoder.Token(); err != nil || token != json.Delim('{') {
		return r.fault(faultSyntax, field, "want an object")
	}
	seen := map[string]bool{}
	for r.decoder.More() {
		token, err := r.decoder.Token()
		key, ok := token.(string)
		if err != nil && r.ended() {
			break
		}
		if err != nil || !ok {
			return r.fault(faultSyntax, field, "want a key")
		}
		if seen[key] {
			return r.fault(faultKey, field, "the key %q stands twice", key)
		}
		seen[key] = true
		if err := value(key); err != nil {
			return err
		}
	}
	if _, err := r.decoder.Token(); err != nil {
		return r.fault(faultSyntax, field, "the object does not end")
	}
	return nil
}

// ended reports whether nothing stands behind what was read. Releases of Go
// differ in whether Decoder.More is true there, and in the error that follows.
func (r *settingsReader) ended() bool {
	return len(bytes.TrimSpace(r.text[min(int(r.decoder.InputOffset()), len(r.text)):])) == 0
}

// setting reads the value of a key.
func (r *settingsReader) setting(key string) error {
	if key == keyFiles {
		return r.object(keyFiles, r.role)
	}
	known := slices.IndexFunc(settings[:], func(s setting) bool { return s.name == key })
	if known < 0 {
		return r.fault(faultKey, "", "unknown key %q; known are %s and %s", key, settingNames(), keyFiles)
	}
	texts, err := r.texts(key, settings[known].repeated)
	if err != nil {
		return err
	}
	for _, text := range texts {
		if key == "chain" && !fs.ValidPath(text) {
			return r.fault(faultPath, key, "%q leads out of the folder; it is a path below it, with slashes", text)
		}
		if err := r.read.options.Set(key, text); err != nil {
			return r.fault(faultValue, key, "%w", err)
		}
	}
	return nil
}

// texts reads a text, or a list of them where the flag may be repeated.
func (r *settingsReader) texts(key string, repeated bool) ([]string, error) {
	token, err := r.decoder.Token()
	if text, ok := token.(string); ok && err == nil {
		return []string{text}, nil
	}
	if err != nil || token != json.Delim('[') || !repeated {
		return nil, r.fault(faultValue, key, "want a text, as behind the flag -%s", key)
	}
	var texts []string
	for r.decoder.More() {
		token, err := r.decoder.Token()
		text, ok := token.(string)
		if err != nil && r.ended() {
			break
		}
		if err != nil || !ok {
			return nil, r.fault(faultValue, key, "want a list of texts")
		}
		texts = append(texts, text)
	}
	if _, err := r.decoder.Token(); err != nil {
		return nil, r.fault(faultSyntax, key, "the list does not end")
	}
	return texts, nil
}

// role reads the role of a file.
func (r *settingsReader) role(name string) error {
	if !fs.ValidPath(name) {
		return r.fault(faultPath, keyFiles, "%q leads out of the folder; it is a path below it, with slashes", name)
	}
	texts, err := r.texts(name, false)
	if err != nil {
		return err
	}
	kind, err := parseRole(texts[0])
	if err != nil {
		return r.fault(faultValue, keyFiles+"["+fmt.Sprintf("%q", name)+"]", "%w", err)
	}
	r.read.roles[name] = kind
	return nil
}

// parseRole reads a role, which is the text of a kind.
func parseRole(text string) (Kind, error) {
	var kind Kind
	if err := kind.UnmarshalText([]byte(text)); err != nil || kind == Unknown || kind == Settings {
		var all []string
		for k := TrustedRoots; k <= Answers; k++ {
			all = append(all, k.String())
		}
		return Unknown, fmt.Errorf("%q is no role; roles are %s", text, strings.Join(all, ", "))
	}
	return kind, nil
}

func settingNames() string {
	names := make([]string, 0, len(settings))
	for _, s := range settings {
		names = append(names, s.name)
	}
	return strings.Join(names, ", ")
}
