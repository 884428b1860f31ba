// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist/trustdiag"
)

// event is a record of the Schannel provider with positional data.
func event(id int, data ...string) symptom.Row {
	row := symptom.Row{Event: symptom.Event{Provider: "Schannel", ID: id}}
	for _, value := range data {
		row.Event.Data = append(row.Event.Data, symptom.Field{Value: value})
	}
	return row
}

// of is a record of another provider with a message.
func of(provider string, id int, message string) symptom.Row {
	return symptom.Row{Event: symptom.Event{Provider: provider, ID: id, Message: message}}
}

func text(s string) symptom.Row { return symptom.Row{Text: s} }

func iis(numbers ...uint32) symptom.Row {
	return symptom.Row{Code: symptom.Code{Kind: symptom.CodeHTTP, Numbers: numbers}}
}

func status(number uint32) symptom.Row { return symptom.Row{Code: symptom.StatusCode(number)} }

// symptomRow is a row of TestSymptoms.
type symptomRow struct {
	name string
	why  string
	row  symptom.Row
	want string // the code; empty: unknown
}

func symptomRows() []symptomRow {
	named := event(36887)
	named.Event.UserData = []symptom.Field{{Name: "AlertDesc", Value: "47"}}
	security := "Microsoft-Windows-Security-Auditing"
	return []symptomRow{
		{"36885", "KB2464556, Symptoms", event(36885), "trustlist.symptom.schannel_36885"},
		{"36885-english", "the text of the event", text("Currently, this server trusts so many certificate authorities that the list has grown too long. This list has thus been truncated."), "trustlist.symptom.schannel_36885"},
		{"36885-japanese", "the article in Japanese", text("現在、このサーバーの一覧が大きくなりすぎて多くの証明機関を信頼します。このリストは、そのため切り捨てられました。"), "trustlist.symptom.schannel_36885"},
		{"36885-log", "a line of the article", text("イベント ソース: Schannel\nイベント ID: 36885"), "trustlist.symptom.schannel_36885"},
		{"36885-no-provider", "an ID that nobody else has", of("", 36885, ""), "trustlist.symptom.schannel_36885"},
		{"36885-elsewhere", "of another provider", of("Contoso", 36885, ""), ""},
		{"36855", "KB2801679, More information: a misprint", event(36855), "trustlist.symptom.schannel_36855"},
		{"36855-text", "the same quoted", text("Event ID 36855 is logged"), "trustlist.symptom.schannel_36855"},
		{"36887-47", "KB2801679: the alert of this scenario", event(36887, "47"), "trustlist.symptom.schannel_36887_47"},
		{"36887-47-named", "as the event XML has it", named, "trustlist.symptom.schannel_36887_47"},
		{"36887-47-message", "later releases", of("Schannel", 36887, "A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 47."), "trustlist.symptom.schannel_36887_47"},
		{"36887-47-german", "a number is a number in any language", of("Schannel", 36887, "Es wurde eine schwerwiegende Warnung empfangen: 47."), "trustlist.symptom.schannel_36887_47"},
		{"36887-47-text", "the same quoted", text("Schannel 36887: fatal alert 47"), "trustlist.symptom.schannel_36887_47"},
		{"36887-40", "RFC 5246, Section 7.4.6: a server may answer so to a client without a certificate", event(36887, "40"), "trustlist.symptom.schannel_36887_40"},
		{"36887-116", "RFC 8446, Section 6.2: certificate_required", event(36887, "116"), "trustlist.symptom.none_sent"},
		{"alert-116", "the same as a code", symptom.Row{Code: symptom.Code{Kind: symptom.CodeAlert, Numbers: []uint32{116}}}, "trustlist.symptom.none_sent"},
		{"alert-40", "alone it tells nothing of certificates", symptom.Row{Code: symptom.Code{Kind: symptom.CodeAlert, Numbers: []uint32{40}}}, ""},
		{"required-openssl", "OpenSSL at a client", text("curl: (56) OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0"), "trustlist.symptom.none_sent"},
		{"required-number", "the same by its number", text("SSL_read failed: SSL alert number 116"), "trustlist.symptom.none_sent"},
		{"required-go", "Go at a client", text("remote error: tls: certificate required"), "trustlist.symptom.none_sent"},
		{"required-java", "the JDK at a client", text("javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_required"), "trustlist.symptom.none_sent"},
		{"required-nss", "NSS at a client", text("SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT"), "trustlist.symptom.none_sent"},
		{"none-openssl", "OpenSSL as a server", text("error:0A0000C7:SSL routines::peer did not return a certificate"), "trustlist.symptom.none_sent"},
		{"none-go", "Go as a server", text("http: TLS handshake error from 10.0.0.1:1: tls: client didn't provide a certificate"), "trustlist.symptom.none_sent"},
		{"none-nginx", "nginx, to the browser and in its log", text("400 Bad Request No required SSL certificate was sent"), "trustlist.symptom.none_sent"},
		{"none-nginx-log", "the same", text("client sent no required SSL certificate while reading client request headers"), "trustlist.symptom.none_sent"},
		{"none-java", "the JDK as a server", text("javax.net.ssl.SSLHandshakeException: Empty client certificate chain"), "trustlist.symptom.none_sent"},
		{"36887-47-words", "what stands in a ticket", text("We see 36887, alert code 47"), "trustlist.symptom.schannel_36887_47"},
		{"36887-46-words", "the same with another alert", text("Schannel event id 36887, error code 46"), "trustlist.symptom.schannel_36887_other"},
		{"36887-words", "the event by its number, without its alert, as a record of it", text("Event 36887 is logged"), "trustlist.symptom.schannel_36887"},
		{"36888-20-words", "RFC 5246, Section 7.2.2: a record does not decrypt", text("Schannel event id 36888 fatal alert 20"), "trustlist.symptom.schannel_36888_keys"},
		{"36888-40-words", "an alert that it sent", text("Schannel 36888: alert 40, error state 1205"), "trustlist.symptom.schannel_36888"},
		{"36887-unnumbered", "the alert is not known", event(36887), "trustlist.symptom.schannel_36887"},
		{"36887-48", "unknown_ca is another matter", event(36887, "48"), "trustlist.symptom.schannel_36887_other"},
		{"36888-keys", "RFC 5246, Section 7.2.2: a record does not decrypt", event(36888, "20", "960"), "trustlist.symptom.schannel_36888_keys"},
		{"36888-signature", "RFC 5246, Section 7.2.2: decrypt_error", event(36888, "51", "252"), "trustlist.symptom.schannel_36888_keys"},
		{"36888-keys-quoted", "the text of the event", text("A fatal alert was generated and sent to the remote endpoint. The TLS protocol defined fatal error code is 20. The Windows SChannel error state is 960."), "trustlist.symptom.schannel_36888_keys"},
		{"36888", "a fatal alert sent", event(36888, "40", "1205"), "trustlist.symptom.schannel_36888"},
		{"36875", "no suitable client certificate", event(36875), "trustlist.symptom.schannel_36875"},
		{"36877", "a certificate was sent and refused: acceptance, not the list", event(36877, "80090325"), "trustlist.symptom.schannel_36877"},
		{"36882", "the certificate of the server", event(36882), "trustlist.symptom.schannel_server_certificate"},
		{"36880", "a handshake that was completed", event(36880), "trustlist.symptom.schannel_36880"},
		{"36880-text", "the number is nobody else's", text("Event 36880"), "trustlist.symptom.schannel_36880"},
		{"36882-text", "the number is nobody else's", text("Event 36882"), "trustlist.symptom.schannel_server_certificate"},
		{"6273-266", "serverfault 391959", symptom.Row{Event: symptom.Event{Provider: security, ID: 6273, Data: []symptom.Field{{Name: "ReasonCode", Value: "266"}}}}, "trustlist.symptom.nps_266"},
		{"6273-265", "a root that NPS does not trust", of(security, 6273, "Reason Code: 265"), "trustlist.symptom.nps_265"},
		{"6273-16", "another reason", of(security, 6273, "Reason Code: 16"), ""},
		{"6273-text", "the reason in words, of NPS", text("Network Policy Server discarded the request. Reason: The message received was unexpected or badly formatted."), "trustlist.symptom.nps_266"},
		{"badly-formatted", "the text of reason 266 and of SEC_E_ILLEGAL_MESSAGE alike", text("The message received was unexpected or badly formatted."), "trustlist.symptom.badly_formatted"},
		{"badly-formatted-net", "dotnet/runtime#77989: the exception has the code beside its text", text("System.ComponentModel.Win32Exception (0x80090326): The message received was unexpected or badly formatted."), "trustlist.symptom.illegal_message"},
		{"badly-formatted-signed", "as .NET prints an HResult", text("AuthenticationException HResult: -2146893018"), "trustlist.symptom.illegal_message"},
		{"untrusted-signed", "CERT_E_UNTRUSTEDROOT with a sign", text("HResult=-2146762487"), "trustlist.symptom.status"},
		{"untrusted-decimal", "sc-win32-status in a sentence", text("sc-win32-status was 2148204809"), "trustlist.symptom.status"},
		{"untrusted-longer", "another number", text("HResult=-21467624870"), ""},
		{"1423", "an event of Exchange: package exchangediag knows it", of("MSExchange Unified Messaging", 1423, ""), ""},
		{"1423-text", "of the text only the code is known here, which says nothing alone", text("Event 1423: a TLS API failure occurred. Error = 0x80090301"), "trustlist.symptom.status"},
		{"1423-elsewhere", "event 1423 of another program", of("Contoso", 1423, ""), ""},
		{"nap-39", "KB2801679, Symptoms", of("NapAgent", 39, ""), "trustlist.symptom.nap_39"},
		{"nap-39-text", "the source beside the number", text("NapAgent 39"), "trustlist.symptom.nap_39"},
		{"ras-text", "the source beside the number", text("RemoteAccess event 20271"), "trustlist.symptom.remote_access"},
		{"39-alone", "many programs have an event 39", of("", 39, ""), ""},
		{"ras-20225", "KB2801679, Symptoms", of("RemoteAccess", 20225, ""), "trustlist.symptom.remote_access"},
		{"ras-20271", "KB2801679, Symptoms", of("remoteaccess", 20271, ""), "trustlist.symptom.remote_access"},
		{"403.7", "KB2802568", iis(403, 7), "trustlist.symptom.iis_403_7"},
		{"403.7-log", "the W3C log has the status in three fields", iis(403, 7, 5), "trustlist.symptom.iis_403_7"},
		{"403.7-log-quoted", "a line of a log in other text", text("Text=\"... GET / - 443 - 10.0.0.9 Mozilla/5.0 - 403 7 5 46\""), "trustlist.symptom.iis_403_7"},
		{"403.7-text", "at the end of a sentence", text("HTTP Error 403.7."), "trustlist.symptom.iis_403_7"},
		{"403.16", "KB2802568", iis(403, 16), "trustlist.symptom.iis_403_16"},
		{"403.16-status", "KB2802568: sc-win32-status", iis(403, 16, 2148204809), "trustlist.symptom.iis_403_16"},
		{"403.16-version", "the end of a version of Exchange", text("Version 15.1.403.16"), ""},
		{"403.7-version", "the beginning of another", text("403.7.12"), ""},
		{"36885-version", "the end of a version of .NET", text("Microsoft .NET Framework Version:4.0.30319.36885"), ""},
		{"403.7-prose", "no field of a log", text("status 403 7 times today"), ""},
		{"403.70", "no such status", text("403.70"), ""},
		{"403", "which of the many", iis(403), ""},
		{"lync-61029", "itbasedtelco 2017-08-24: no IIS is there", of("LS User Services", 61029, "Certificate error: 2148204809"), "trustlist.symptom.lync"},
		{"lync-61029-other", "another number, or a misprint of one", of("LS", 61029, "Certificate error: 21482048099."), ""},
		{"lync-32042", "itbasedtelco 2017-08-24", of("LS", 32042, "Invalid incoming HTTPS certificate."), "trustlist.symptom.lync"},
		{"provider-in-full", "as the event XML names it", of("Microsoft-Windows-Schannel-Events", 36875, ""), "trustlist.symptom.schannel_36875"},
		{"cert-untrusted-root", "alone it says only that a chain ends in no trusted root", status(0x800b0109), "trustlist.symptom.status"},
		{"invalid-handle", "alone it is any invalid handle", status(0x80090301), "trustlist.symptom.status"},
		{"illegal-message", "the code for any malformed message", status(0x80090326), "trustlist.symptom.illegal_message"},
		{"illegal-message-text", "dotnet/runtime#77989", text("SEC_E_ILLEGAL_MESSAGE (0x80090326)"), "trustlist.symptom.illegal_message"},
		{"status-text", "a code in a sentence", text("failed with 0x800B0109"), "trustlist.symptom.status"},
		{"36887-47-beside", "the record has the number, the text beside it the alert", symptom.Row{Event: symptom.Event{Provider: "Schannel", ID: 36887}, Text: "The TLS protocol defined fatal alert code is 47."}, "trustlist.symptom.schannel_36887_47"},
		{"36887-47-quoted", "the text alone, as later releases have it", text("A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 47."), "trustlist.symptom.schannel_36887_47"},
		{"36887-47-quoted-with-id", "its ID is not the alert", text("Event ID: 36887 A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 47."), "trustlist.symptom.schannel_36887_47"},
		{"36887-47-dated", "the numbers before the message are not the alert", text("12/11/2012 9:15 Schannel 36887 The following fatal alert was received: 47."), "trustlist.symptom.schannel_36887_47"},
		{"36887-47-quoted-2008", "2008 R2 and older", text("The following fatal alert was received: 47."), "trustlist.symptom.schannel_36887_47"},
		{"36887-48-quoted", "another alert", text("The following fatal alert was received: 48."), "trustlist.symptom.schannel_36887_other"},
		{"36887-47-quoted-japanese", "Japanese", text("リモート エンドポイントから致命的な警告を受け取りました。TLS プロトコルで定義されているこの致命的な警告のコードは 47 です。"), "trustlist.symptom.schannel_36887_47"},
		{"36887-20-quoted-japanese", "an older Japanese release, another alert", text("次の致命的な警告を受け取りました: 20。"), "trustlist.symptom.schannel_36887_other"},
		{"36887-47-quoted-german", "German, as pasted", text("Es wurde eine schwerwiegende Warnung empfangen: 47."), "trustlist.symptom.schannel_36887_47"},
		{"36887-48-quoted-german", "German, another alert", text("Es wurde eine schwerwiegende Warnung empfangen: 48."), "trustlist.symptom.schannel_36887_other"},
		{"36887-47-german-new", "KB4528489 in German", text("Es wurde eine schwerwiegende Warnung vom Remoteendpunkt empfangen. Die schwerwiegende Warnung hat folgenden für das TLS-Protokoll definierten Code: 47."), "trustlist.symptom.schannel_36887_47"},
		{"36887-47-french", "KB4528489 in French", text("Une alerte irrécupérable a été reçue du point de terminaison distant. Le code d’alerte irrécupérable défini par protocole de TLS est 47."), "trustlist.symptom.schannel_36887_47"},
		{"36887-47-italian", "KB4528489 in Italian", text("Ricevuto avviso di errore irreversibile dall'endpoint remoto. Codice dell'avviso di errore irreversibile definito dal protocollo TLS: 47."), "trustlist.symptom.schannel_36887_47"},
		{"36887-47-polish", "KB4528489 in Polish", text("Odebrano alert krytyczny ze zdalnego punktu końcowego. Kod alertu krytycznego zdefiniowany przez protokół TLS to 47."), "trustlist.symptom.schannel_36887_47"},
		{"36887-47-swedish", "KB4528489 in Swedish", text("Ett allvarligt fel returnerades från fjärrslutpunkten. Koden för det allvarliga felet som definieras i TLS-protokollet är 47."), "trustlist.symptom.schannel_36887_47"},
		{"36887-47-greek", "KB4528489 in Greek", text("Ελήφθη μια ειδοποίηση για ανεπανόρθωτο σφάλμα από το απομακρυσμένο τελικό σημείο. Ο κωδικός ειδοποίησης για ανεπανόρθωτο σφάλμα που ορίζεται με πρωτόκολλο TLS είναι 47."), "trustlist.symptom.schannel_36887_47"},
		{"36887-47-latvian", "KB4528489 in Latvian", text("Fatāls brīdinājums tika saņemts no attālā galapunkta. TLS protokola noteikts fatāla brīdinājuma kods ir 47."), "trustlist.symptom.schannel_36887_47"},
		{"36888-quoted-german", "a German text of this event is in no source", text("Es wurde eine schwerwiegende Warnung generiert: 40."), ""},
		{"german-warning", "any warning", text("Eine schwerwiegende Warnung liegt vor: 47."), ""},
		{"36888-quoted-japanese", "Japanese", text("致命的な警告が生成され、リモート エンドポイントに送信されました。コードは 10 です。"), "trustlist.symptom.schannel_36888"},
		{"36877-quoted", "the event by its text", text("The certificate received from the remote client application has not validated correctly. The error code is 0x80090325."), "trustlist.symptom.schannel_36877"},
		{"36877-fields", "as people write it down", text("Provider=Schannel Event=36877 Text=\"... The error code is 0x80090325.\""), "trustlist.symptom.schannel_36877"},
		{"lync-fields", "the same of Lync", text("Provider=LS Event=61029 Text=\"Certificate error: 2148204809\""), "trustlist.symptom.lync"},
		{"lync-one-digit-more", "as printed in the blog: no such code", text("Provider=LS Event=61029 Text=\"Certificate error: 21482049809.\""), ""},
		{"lync-event-one-digit-more", "the same as a record", of("LS", 61029, "Certificate error: 21482049809."), ""},
		{"lync-source", "the name of the source is LS", of("LS", 32042, "Invalid incoming HTTPS certificate."), "trustlist.symptom.lync"},
		{"lync-text", "itbasedtelco 2017-08-24", text("Provider=LS Event=32042 Text=\"Invalid incoming HTTPS certificate.\""), "trustlist.symptom.lync"},
		{"not-lync", "a source that merely ends so", of("Credentials", 32042, ""), ""},
		{"other-status", "SEC_E_CONTEXT_EXPIRED", status(0x80090317), ""},
		{"port", "the port of a connection, not an event", text("connection from 10.0.0.1:36885 was reset"), ""},
		{"process", "two numbers that happen to be there", text("PID 36887 exited with code 47"), ""},
		{"denied", "what is said to be missing was not seen", text("There is no event 36885 in the System log."), ""},
		{"denied-german", "the same in German", text("Kein Ereignis mit der ID 36885."), ""},
		{"denied-beside", "one event is there, another is not", text("Schannel event 36887 with alert 47, but no event 36885"), "trustlist.symptom.schannel_36887_47"},
		{"number-alone", "what people type who know what they saw", text("36885"), "trustlist.symptom.schannel_36885"},
		{"event-id-joined", "a column of Get-WinEvent", text("EventID=36885"), "trustlist.symptom.schannel_36885"},
		{"36885-japanese-joined", "Japanese has no blanks between words", text("イベント36885が記録されました"), "trustlist.symptom.schannel_36885"},
		{"6273-16-port", "the reason counts, and no other number", of(security, 6273, "NAS Port: 265 Reason Code: 16"), ""},
		{"6273-266-port", "the same, the reason is another", of(security, 6273, "NAS Port: 265 Reason Code: 266"), "trustlist.symptom.nps_266"},
		{"6273-16-text", "the same as a text", text("Event ID 6273, Network Policy Server. NAS Port: 265. Reason Code: 16."), ""},
		{"6273-266-text", "the same, another reason", text("Event ID 6273, Network Policy Server. NAS Port: 265. Reason Code: 266."), "trustlist.symptom.nps_266"},
		{"6273-265-paragraph", "the end of the message, without its header", text("Authentication Details:\n\tAuthentication Server:\t\tnps1\n\tEAP Type:\t\t\tMicrosoft: Smart Card or other certificate\n\tReason Code:\t\t\t265\n\tReason:\t\t\t\tThe certificate chain was issued by an authority that is not trusted."), "trustlist.symptom.nps_265"},
		{"6273-266-paragraph", "the same, another reason", text("EAP Type: PEAP\nReason Code: 266\nReason: The message received was unexpected or badly formatted."), "trustlist.symptom.nps_266"},
		{"6273-16-paragraph", "the same, a reason that is not the list", text("Authentication Details:\nNAS Port: 265\nReason Code: 16"), ""},
		{"nps-265-words", "as people write it", text("NPS reason code 265"), "trustlist.symptom.nps_265"},
		{"shutdown", "another program has reason codes too", text("Shutdown initiated. Reason Code: 265"), ""},
		{"6273-16-german-port", "Event ID 6273: the reason is the last of the numbers, whatever the language calls it", of(security, 6273, "NAS:\n\tNAS-Port:\t\t265\n\nAuthentifizierungsdetails:\n\tUrsachencode:\t\t16\n\tUrsache:\t\tFehler."), ""},
		{"6273-265-japanese-port", "the same with other colons", of(security, 6273, "NAS:\n\tNAS ポート：\t\t266\n\n\t理由コード：\t\t265\n\t理由：\t\t証明書チェーン"), "trustlist.symptom.nps_265"},
		{"6273-265-german", "of a language without a label here, a number is a number", of(security, 6273, "Ursachencode: 265"), "trustlist.symptom.nps_265"},
		{"code-beside-text", "a row with a code goes by it: the client's certificate is revoked", symptom.Row{Code: iis(403, 13).Code, Text: "Event 36885"}, ""},
		{"code-beside-quote", "the same, beside the message of an event", symptom.Row{Code: iis(403, 13).Code, Text: "The following fatal alert was received: 47."}, ""},
		{"event-beside-text", "a record goes by its source and its number", symptom.Row{Event: symptom.Event{Provider: "Contoso", ID: 9999}, Text: "Event 36885"}, ""},
		{"event-beside-quote", "the same, beside the message of an event", symptom.Row{Event: symptom.Event{Provider: "Contoso", ID: 9999}, Text: "The following fatal alert was received: 47."}, ""},
		{"event-without-provider-beside-quote", "its number says that it is another", symptom.Row{Event: symptom.Event{ID: 9999}, Text: "The following fatal alert was received: 47."}, ""},
		{"longer-number", "a process, not an event", text("process 136885"), ""},
		{"hello", "nobody knows what it is", text("hello"), ""},
		{"nothing", "an empty symptom", symptom.Row{}, ""},
	}
}

// TestStatusNamed: of a page of text the code is named, not the page.
func TestStatusNamed(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"HTTP Error 500.0\nModule IIS Web Core\nError Code 0x800B0109\nand more": "0x800b0109",
		"AcceptSecurityContext failed: -2146893055 for 192.0.2.1":                "0x80090301",
		"schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT":  "SEC_E_UNTRUSTED_ROOT",
	} {
		var got []string
		for _, f := range trustdiag.Diagnose(trustdiag.Incident{Symptoms: []symptom.Row{{Text: text}}}).Facts {
			if f.Code == "trustlist.symptom.status" {
				got = append(got, f.Args[0].Value)
			}
		}
		require.Equal(t, []string{want}, got, text)
	}
}

// TestEventNumbers: a sign of several events tells which one it was.
func TestEventNumbers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		row  symptom.Row
		want string
	}{
		{event(36882), "36882"},
		{text("Schannel event 36883"), "36883"},
		{symptom.Row{Event: symptom.Event{Provider: "Schannel", ID: 36884}, Text: "as 36876 before"}, "36884"},
		{of("RemoteAccess", 20271, ""), "20271"},
		{text("Provider=LS Event=30998 Text=\"Invalid incoming HTTPS certificate.\""), "30998"},
	} {
		d := trustdiag.Diagnose(trustdiag.Incident{Symptoms: []symptom.Row{tt.row}})
		require.Equal(t, []schannel.Arg{{Name: "event", Kind: "number", Value: tt.want}}, d.Facts[0].Args)
	}
}
