// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// readPaste reads rows of text: event records by their labels, XML between
// them, codes, and what is left as texts, one for each paragraph.
func readPaste(text textfile.Text, out *output) {
	p := paste{out: out, budget: freeRecords + len(text.String)/recordBytes}
	var before textfile.Line // which may be the heading of a table
	held := false
	for line := range text.Lines() {
		if out.stopped {
			return
		}
		if held && isRule(line.Text) && p.beginTable(before.Text, line.Text) {
			held = false
			continue
		}
		if held {
			p.take(before)
		}
		before, held = line, true
	}
	if held {
		p.take(before)
	}
	p.releaseGroup()
	p.flush()
	p.flushXML()
}

// paste reads line by line.
type paste struct {
	out       *output
	budget    int     // of records
	record    *record // open, or nil
	paragraph lines
	log       logFields
	table     *table // open, or nil
	group     group

	xml      strings.Builder // of an event that has not ended yet
	xmlStart int
}

// record is an event that is being read.
type record struct {
	event Event
	raw   lines // its lines, should it be no event after all
	seen  [fieldUnspecified + 1]bool
	first field // a record begins with it, so the next one does
	shell bool  // a list of PowerShell: lines go on indented
	dump  bool  // of wevtutil: it ends where the next one begins
	old   bool  // as articles print it: the message is one paragraph
	open  bool  // the message is being read

	crowded bool // there were more values than are kept

	viewer int   // which line of a copy in another language comes next; 0: it is none
	text   lines // of the message
}

// lines are put together in one piece, as there may be millions.
type lines struct{ strings.Builder }

func (l *lines) add(line string) { l.join("\n", line) }

func (l *lines) join(separator, line string) {
	if l.Len() > 0 {
		l.WriteString(separator)
	}
	l.WriteString(line)
}

func (p *paste) take(line textfile.Line) {
	if p.table != nil && p.takeRow(line) || p.takeGroup(line) {
		return
	}
	p.releaseGroup()
	p.takeLine(line)
}

func (p *paste) takeLine(line textfile.Line) {
	trimmed := textfile.Trim(line.Text)
	if p.xml.Len() > 0 || nextEvent(trimmed, 0) >= 0 {
		p.takeXML(line)
		return
	}
	if isDumpStart(trimmed) {
		p.begin(&record{dump: true}, line)
		return
	}
	if beginsCopy(trimmed) {
		r := &record{first: fieldLog}
		r.copied(trimmed)
		p.begin(r, line)
		return
	}
	if p.record != nil && p.record.take(line.Text, trimmed) {
		return
	}
	p.closeRecord()
	if r := newRecord(trimmed); r != nil {
		p.begin(r, line)
		return
	}
	p.takeText(trimmed)
}

// begin opens a record with its first line, if the paste may have one more.
func (p *paste) begin(r *record, line textfile.Line) {
	p.closeRecord()
	if p.budget--; p.budget < 0 {
		p.flush()
		p.out.refuse(line.Offset, "more events than a text of this length holds")
		return
	}
	r.raw.add(line.Text)
	p.record = r
}

// isDumpStart recognises the line that wevtutil /f:text puts before an event.
func isDumpStart(line string) bool {
	number, ok := strings.CutPrefix(strings.TrimSuffix(line, ":"), "Event[")
	number, closed := strings.CutSuffix(number, "]")
	return ok && closed && number != "" && strings.Trim(number, "0123456789") == ""
}

// maxXML is where XML that does not end is given up.
const maxXML = 1 << 20 // bytes

// takeXML collects the lines of an event in XML.
func (p *paste) takeXML(line textfile.Line) {
	if p.xml.Len() == 0 {
		p.xmlStart = line.Offset
	}
	p.xml.WriteString(line.Text)
	p.xml.WriteByte('\n')
	if strings.Contains(line.Text, "</Event>") || p.xml.Len() > maxXML {
		p.flushXML()
	}
}

// flushXML reads the collected XML. It completes the record that stands above
// it, as the Event Viewer copies both.
func (p *paste) flushXML() {
	if p.xml.Len() == 0 {
		return
	}
	text := textfile.Decode([]byte(p.xml.String()))
	p.xml.Reset()
	rows, inner := []Row{}, &output{}
	inner.yield = func(r Row, err error) bool {
		if err == nil {
			rows = append(rows, r)
		}
		return true
	}
	readXML(text, textfile.Kind{Name: "XML without an event"}, inner)
	if r := p.record; r != nil && r.done() && len(rows) > 0 && sameEvent(r.event, rows[0].Event) {
		rows[0].Event.Message = withoutXMLLabel(r.event.Message)
		p.record = nil
	}
	p.flush()
	for _, r := range rows {
		p.out.row(r)
	}
	if inner.faults > 0 {
		p.out.fail(codeXML, p.xmlStart, "XML that is not well-formed, or no event")
	}
}

func sameEvent(text, xml Event) bool { return text.ID == xml.ID && xml.Message == "" }

// withoutXMLLabel takes the label of the XML, in whatever language, from the
// end of the message.
func withoutXMLLabel(message string) string {
	at := strings.LastIndexByte(message, '\n') + 1
	last := strings.ToLower(message[at:])
	if strings.Contains(last, "xml") && (strings.HasSuffix(last, ":") || strings.HasSuffix(last, "：")) {
		return strings.TrimSpace(message[:at])
	}
	return message
}

// takeText takes a line that belongs to no event.
func (p *paste) takeText(line string) {
	if log, ok := logHeader(line, p.log); ok {
		p.flush()
		p.log = log
		return
	}
	code, ok := parseCode(line)
	if ok {
		p.flush()
		p.out.row(Row{Code: code})
		return
	}
	if code, ok = p.log.code(line); !ok {
		code, ok = lineCode(line)
	}
	switch {
	case ok:
		p.flush()
		p.out.row(Row{Code: code, Text: line})
	case line == "":
		p.flush()
	default:
		p.paragraph.add(line)
		if p.log.lines {
			p.flush()
		}
	}
}

// closeRecord yields the open record, if it is an event; its lines are text
// otherwise.
func (p *paste) closeRecord() {
	r := p.record
	p.record = nil
	switch {
	case r == nil:
	case r.done():
		p.flushText()
		p.out.row(Row{Event: r.event})
	default:
		p.paragraph.add(r.raw.String())
	}
}

// flush yields what is open.
func (p *paste) flush() {
	p.closeRecord()
	p.flushText()
}

func (p *paste) flushText() {
	p.out.row(Row{Text: textfile.Trim(p.paragraph.String())})
	p.paragraph.Reset()
}

// newRecord begins a record with a line that holds labels, or returns nil.
func newRecord(trimmed string) *record {
	if id, provider, ok := title(trimmed); ok {
		return &record{event: Event{ID: id, Provider: provider}, old: true}
	}
	before, all := findLabels(trimmed)
	if len(all) == 0 || before != "" && !slices.ContainsFunc(all, func(f found) bool { return f.label.field == fieldID }) {
		return nil
	}
	r := &record{first: all[0].label.field, shell: all[0].shell}
	r.old = r.first != fieldLog && !r.shell
	r.other("", before)
	r.set(all)
	return r
}

// title reads the line above the details of an event in the Event Viewer, such
// as "Event 36887, Schannel".
func title(line string) (id int, provider string, ok bool) {
	for _, word := range [...]string{"Event ", "Ereignis ", "イベント "} {
		if rest, is := strings.CutPrefix(line, word); is {
			number, provider, comma := strings.Cut(rest, ", ")
			id, err := strconv.Atoi(number)
			return id, provider, comma && err == nil && id > 0 && !strings.ContainsAny(provider, " .:")
		}
	}
	return 0, "", false
}

// take reads a line into the record. False: it belongs to something else.
func (r *record) take(raw, trimmed string) bool {
	if trimmed == "" {
		return r.blank()
	}
	if r.viewer > 0 {
		if !r.copied(trimmed) {
			return false
		}
		r.raw.add(raw)
		return true
	}
	before, all := findLabels(trimmed)
	labelled := len(all) > 0 && before == ""
	switch {
	case r.shell:
		labelled = labelled && all[0].shell && !strings.HasPrefix(raw, " ")
		if labelled && r.hasAny(all) {
			return false
		}
	case r.open && labelled && !r.dump && all[0].label.field == r.first:
		return false
	case r.open:
		labelled = false
	case labelled && r.hasAny(all), !labelled && r.event.ID == 0 && !r.dump && !strings.ContainsAny(trimmed, ":："):
		return false
	}
	r.raw.add(raw)
	switch {
	case labelled:
		r.set(all)
	case r.shell:
		r.goOn(trimmed)
	case !r.open && r.event.ID == 0 && strings.ContainsAny(trimmed, ":："):
		r.unknown(trimmed)
	default:
		r.open = true
		r.text.add(trimmed)
	}
	return true
}

// blank takes an empty line: the end of a message that is one paragraph, and
// of lines that looked like a header so far.
func (r *record) blank() bool {
	if r.old && (r.text.Len() > 0 || r.event.ID == 0) {
		return false
	}
	if !strings.HasSuffix(r.text.String(), "\n") {
		r.text.add("")
	}
	return true
}

// unknown keeps a line of the header whose label no language here has.
func (r *record) unknown(line string) {
	name, value, _ := cutLabel(line)
	r.other(name, value)
}

// goOn takes a line of a list of PowerShell that was broken at the width of a
// window: only those of the message matter. It joins them with a blank, but
// not between characters of a script without blanks.
func (r *record) goOn(line string) {
	if !r.open {
		return
	}
	last, _ := utf8.DecodeLastRuneInString(r.text.String())
	first, _ := utf8.DecodeRuneInString(line)
	if last >= cjk && first >= cjk {
		r.text.join("", line)
	} else {
		r.text.join(" ", line)
	}
}

func (r *record) hasAny(all []found) bool {
	return slices.ContainsFunc(all, func(f found) bool {
		return f.label.field != fieldUnspecified && f.label.field != fieldLevel && f.label.field != fieldKeywords && r.seen[f.label.field]
	})
}

func (r *record) set(all []found) {
	for _, f := range all {
		r.open = false
		r.seen[f.label.field] = true
		r.setOne(f.label, f.value)
	}
}

func (r *record) setOne(l label, value string) {
	e := &r.event
	switch l.field {
	case fieldLog:
		e.Log = value
	case fieldProvider:
		e.Provider = value
	case fieldID:
		e.ID = number(value)
	case fieldLevel:
		r.setLevel(l, value)
	case fieldDate:
		r.setDate(value)
	case fieldTime:
		e.Date = strings.TrimSpace(e.Date + " " + value)
	case fieldComputer:
		e.Computer = value
	case fieldMessage:
		r.open = true
		if value != "" {
			r.text.add(value)
		}
	case fieldKeywords:
		if levelOf(strings.Trim(value, "{}")) == schannel.LevelAuditFailure || failedAudit(value) {
			e.Level = schannel.LevelAuditFailure
		}
		r.other("Keywords", value)
	case fieldRecord:
		if n, err := strconv.ParseUint(value, 10, 64); err == nil {
			e.Record = n
		} else {
			r.other("RecordId", value)
		}
	case fieldInstance:
		r.setInstance(value)
	case fieldQualifiers:
		e.Qualifiers = number(value)
	case fieldInsertions:
		r.setInsertions(value)
	case fieldUnspecified:
		r.other(l.name, value)
	case fieldNone:
	}
}

// number reads the number at the beginning of a value; people put a full stop
// behind it.
func number(value string) int {
	digits := value[:len(value)-len(strings.TrimLeft(value, "0123456789"))]
	n, err := strconv.ParseUint(digits, 10, 31)
	if err != nil {
		return 0
	}
	return int(n)
}

// setLevel takes the word for a level, which counts, or its number, which is
// kept beside it and counts where no word is known.
func (r *record) setLevel(l label, value string) {
	level := levelOf(value)
	if level == schannel.LevelUnspecified || r.event.Level == schannel.LevelAuditFailure {
		r.other("Level", value)
		r.setLevelNumber(l, value)
		return
	}
	r.event.Level = level
}

func (r *record) setLevelNumber(l label, value string) {
	if r.event.Level == schannel.LevelUnspecified {
		r.event.Level = levelNumbered(l.text, value)
	}
}

// setDate keeps a date as it is, unless it says its time zone.
func (r *record) setDate(value string) {
	if t, err := time.Parse(time.RFC3339Nano, value); err == nil {
		r.event.Time = t.UTC()
		return
	}
	r.event.Date = value
}

// setInstance splits the number that Get-EventLog prints: the lower half is
// the ID ("EventLogEntry.InstanceId").
func (r *record) setInstance(value string) {
	n, err := strconv.ParseUint(value, 10, 32)
	if err != nil {
		r.other("InstanceId", value)
		return
	}
	if !r.seen[fieldID] {
		r.event.ID = int(n & 0xffff)
	}
	r.event.Qualifiers = int(n >> 16)
}

// setInsertions takes the values in braces. Those with commas or cut off
// cannot be told apart and stay as they are.
func (r *record) setInsertions(value string) {
	inner, begins := strings.CutPrefix(value, "{")
	inner, ends := strings.CutSuffix(inner, "}")
	parts := strings.Split(inner, ", ")
	if !begins || !ends || len(parts) > maxFields || slices.ContainsFunc(parts, func(p string) bool { return p == "" || strings.ContainsAny(p, " ,…") || p == "..." }) {
		r.other("ReplacementStrings", value)
		return
	}
	for _, part := range parts {
		r.event.Data = append(r.event.Data, Field{"", part})
	}
}

func (r *record) other(name, value string) {
	if value != "" && len(r.event.Other) < maxFields {
		r.event.Other = append(r.event.Other, Field{name, value})
	}
}

// done completes the event and reports whether it is one: it has a number.
func (r *record) done() bool {
	r.event.Message = textfile.Trim(r.text.String())
	return r.event.ID != 0
}

// cjk is where the scripts of East Asia begin in Unicode.
const cjk = 0x2e80
