// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import "strings"

// jsonPlace is where a value stands.
type jsonPlace struct {
	record  *record
	fields  *[]Field // of the event to which values are added; nil where names tell what a value is
	path    string   // before the names of values: in which object they stand
	element string   // of the event schema, whose attributes and text the values are
	named   bool     // the last of the fields is a name that waits for its value
}

// within is the place of an object in an event. Those that collectors make for
// an event are looked into, and the elements of the event schema as they come
// out of XML; the values of others are kept by their names.
func (p *jsonPlace) within(name string) *jsonPlace {
	if p.path == "" && (name == "_source" || name == "fields") { // of Kibana
		return &jsonPlace{record: p.record}
	}
	key := bare(name)
	switch key {
	case "winlog", "event", "system", "renderinginfo":
		return &jsonPlace{record: p.record}
	case "properties", "eventdata":
		return &jsonPlace{record: p.record, fields: &p.record.event.Data}
	case "userdata":
		return &jsonPlace{record: p.record, fields: &p.record.event.UserData}
	case "attributes":
		return p
	case "provider", "eventid", "timecreated":
		if p.fields == nil {
			return &jsonPlace{record: p.record, path: name + "/", element: key}
		}
	case "data":
		if p.fields != nil && p.path == "" {
			return &jsonPlace{record: p.record, fields: p.fields, element: key}
		}
	}
	if name = p.path + name; len(name) > longestPath {
		name = name[:longestPath]
	}
	return &jsonPlace{record: p.record, fields: &p.record.event.Other, path: strings.ToValidUTF8(name, "") + "/"}
}

// set takes a value. PowerShell has no names for the values of the data.
func (p *jsonPlace) set(name, value string) {
	if p == nil || value == "" {
		return
	}
	switch key := bare(name); {
	case key == "replacementstrings":
		p.record.add(&p.record.event.Data, Field{Value: value})
	case p.element == "data":
		p.setData(key, value)
	case p.element != "":
		p.setElement(key, name, value)
	case p.fields == nil:
		p.record.setField(name, value)
	case (key == "value" || key == "data" && p.fields != &p.record.event.Other) && p.path == "":
		p.record.add(p.fields, Field{Value: value})
	default:
		p.record.add(p.fields, Field{p.path + name, value})
	}
}

// setData takes the name or the text of an element Data.
func (p *jsonPlace) setData(key, value string) {
	last := len(*p.fields) - 1
	switch {
	case key == "name":
		p.record.add(p.fields, Field{Name: value})
		p.named = len(*p.fields) > last+1
	case p.named:
		(*p.fields)[last].Value, p.named = value, false
	default:
		p.record.add(p.fields, Field{Value: value})
	}
}

// setElement takes an attribute or the text of an element that events have.
func (p *jsonPlace) setElement(key, name, value string) {
	switch p.element + " " + key {
	case "provider name":
		p.record.setField("ProviderName", value)
	case "eventid text", "eventid value":
		p.record.setField("EventID", value)
	case "eventid qualifiers":
		p.record.setField("Qualifiers", value)
	case "timecreated systemtime":
		p.record.setField("TimeCreated", value)
	default:
		p.record.add(&p.record.event.Other, Field{p.path + name, value})
	}
}

// collected takes from a name what collectors put before it, and tells of which
// of the values of an event it is, if it is one of them.
func (r *record) collected(name string) (rest string, values *[]Field) {
	for _, prefix := range [...]string{"winlogbeat_winlog_", "winlogbeat_", "winlog_", "winlog."} { // Graylog, Elastic
		if cut, found := strings.CutPrefix(name, prefix); found {
			name = cut
			break
		}
	}
	for _, separator := range [...]string{"_", "."} {
		if cut, found := strings.CutPrefix(name, "event_data"+separator); found {
			return cut, &r.event.Data
		}
		if cut, found := strings.CutPrefix(name, "user_data"+separator); found {
			return cut, &r.event.UserData
		}
	}
	return name, nil
}

// otherNames are what collectors call fields.
var otherNames = [...]struct{ name, label string }{
	{"channel", "logname"},
	{"eventlog", "logname"}, // Azure Monitor
	{"hostname", "computername"},
	{"sourcename", "source"},
	{"@timestamp", "timecreated"},
	{"eventtime", "timecreated"},
	{"eventlevelname", "leveldisplayname"},
	{"eventlevel", "level"},
	{"rendereddescription", "message"},
	{"eventrecordid", "recordid"},
}

// labelNamed is the label that stands for a name; what Elasticsearch says of a
// document itself begins with a line.
func labelNamed(name string) (label, bool) {
	if strings.HasPrefix(name, "_") {
		return label{}, false
	}
	key := compact(name)
	for _, other := range otherNames {
		if other.name == key {
			key = other.label
		}
	}
	return labelOf(key)
}

// compact is the name of a field as labels have it.
func compact(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// bare is the name of an element or of its attribute without the marks that
// programs give it: "#text", "@Name", "#attributes", "-Name".
func bare(name string) string { return strings.TrimLeft(compact(name), "@#-") }
