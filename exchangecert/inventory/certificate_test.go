// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/pstext"
)

// shownCertificate is what is known of a certificate, in a line; what is
// unknown is left out.
func shownCertificate(c exchange.Certificate) string {
	var parts []string
	add := func(name, value string, known bool) {
		if known {
			parts = append(parts, name+"="+value)
		}
	}
	add("thumb", strings.ToUpper(hex.EncodeToString(c.Thumbprint[:2])), true)
	add("subject", c.Subject, c.Subject != "")
	add("issuer", c.Issuer, c.Issuer != "")
	add("serial", c.SerialNumber, c.SerialNumber != "")
	add("domains", strings.Join(c.Domains, "|")+" "+c.DomainsComplete.String(), c.DomainsComplete != 0)
	add("from", c.NotBefore.Format(time.RFC3339), !c.NotBefore.IsZero())
	add("to", c.NotAfter.Format(time.RFC3339), !c.NotAfter.IsZero())
	add("zone", "unknown", c.ZoneUnknown)
	add("services", c.Services.String(), c.Services != 0)
	add("self", c.SelfSigned.String(), c.SelfSigned != 0)
	add("root", c.RootCAType.String(), c.RootCAType != 0)
	add("status", c.Status.String(), c.Status != 0)
	add("key", c.PrivateKey.String(), c.PrivateKey != 0)
	add("exportable", c.Exportable.String(), c.Exportable != 0)
	add("cng", c.CNG.String(), c.CNG != 0)
	add("bits", fmt.Sprint(c.KeyBits), c.KeyBits != 0)
	add("version", fmt.Sprint(c.X509Version), c.X509Version != 0)
	add("server", c.ServerAuth.String(), c.ServerAuth != 0)
	add("client", c.ClientAuth.String(), c.ClientAuth != 0)
	add("friendly", c.FriendlyName, c.FriendlyName != "")
	return strings.Join(parts, "; ")
}

// shown is what a file holds: certificates, then faults as their codes with
// the property and the line.
func shown(data string, c Culture) []string {
	got, errs := ReadLenient([]byte(data), c)
	var all []string
	for _, c := range got.Certificates {
		all = append(all, shownCertificate(c))
	}
	for _, e := range errs {
		text := e.Err.Error()
		line, _, _ := strings.Cut(text, ":")
		if !strings.HasPrefix(line, "line ") {
			line = text
		}
		all = append(all, fmt.Sprintf("!%s %s %s", e.Code, e.Field, line))
	}
	return all
}

const t1, t2 = "0123456789ABCDEF0123456789ABCDEF01234567", "FEDCBA9876543210FEDCBA9876543210FEDCBA98"

var american = Culture{Name: "en-US", Zone: time.UTC}

var certificateRows = []struct {
	name, why, data string
	culture         Culture
	want            []string
}{
	{
		name: "list", why: "Get-ExchangeCertificate | fl", culture: american,
		data: "\r\nAccessRules        : {System.Security.AccessControl.CryptoKeyAccessRule}\r\nCertificateDomains : {mail.contoso.com, autodiscover.contoso.com}\r\nHasPrivateKey      : True\r\nIsSelfSigned       : False\r\nIssuer             : CN=CA, O=Trust, C=US\r\nNotAfter           : 2/13/2028 4:22:23 PM\r\nNotBefore          : 2/13/2023 4:22:23 PM\r\nPublicKeySize      : 2048\r\nRootCAType         : ThirdParty\r\nSerialNumber       : 0a1b\r\nServices           : IMAP, POP, IIS, SMTP\r\nStatus             : Valid\r\nSubject            : CN=mail.contoso.com, O=Contoso\r\nThumbprint         : " + t1 + "\r\n",
		want: []string{"thumb=0123; subject=CN=mail.contoso.com, O=Contoso; issuer=CN=CA, O=Trust, C=US; serial=0A1B; domains=mail.contoso.com|autodiscover.contoso.com yes; from=2023-02-13T16:22:23Z; to=2028-02-13T16:22:23Z; services=IMAP, POP, IIS, SMTP; self=no; root=ThirdParty; status=Valid; key=yes; bits=2048"},
	},
	{
		name: "list-all", why: "fl * has more: extended key usages by their numbers, the friendly name, sites", culture: american,
		data: "Thumbprint           : " + t1 + "\nEnhancedKeyUsageList : {Serverauthentifizierung (1.3.6.1.5.5.7.3.1)}\nFriendlyName         : Microsoft Exchange\nVersion              : 3\nPrivateKeyExportable : False\nRawData              : {48, 130, 3, 41...}\nServices             : None\n",
		want: []string{"thumb=0123; services=None; exportable=no; version=3; server=yes; client=no; friendly=Microsoft Exchange"},
	},
	{
		name: "self-sign", why: "Direct trust errors 1037 and 2019: IsSelfSign in Exchange 2007",
		data: "Thumbprint : " + t1 + "\nIsSelfSign : True\n", want: []string{"thumb=0123; self=yes"},
	},
	{
		name: "nothing-printed", why: "an empty value is one that was not seen", data: "Thumbprint    : " + t1 + "\nHasPrivateKey : \nIsSelfSigned  : \n", want: []string{"thumb=0123"},
	},
	{
		name: "certutil-goes-on", why: "the faults of one certificate do not touch the next one", culture: Culture{Name: "de-DE"},
		data: "My \"Eigene Zertifikate\"\n================ Certificate 0 ================\nNotBefore: 2/13/2023 1:53 PM\nCert Hash(sha1): " + t1 + "\n\n================ Certificate 1 ================\nCert Hash(sha1): " + t2 + "\n",
		want: []string{"thumb=0123", "thumb=FEDC", "!schannel.powershell.culture NotBefore line 2"},
	},
	{
		name: "no-usages", why: "a certificate without extended key usages fits every use",
		data: "Thumbprint           : " + t1 + "\nEnhancedKeyUsageList : {}\n", want: []string{"thumb=0123; server=yes; client=yes"},
	},
	{
		name: "table", why: "the letters of the services have their order; what was cut is unknown and told",
		data: "Thumbprint                                Services   Subject\n----------                                --------   -------\n" + t1 + "  IP.WS..    CN=mail.contoso.com\n" + t2 + "  .......    CN=A very long na...\n",
		want: []string{
			"thumb=0123; subject=CN=mail.contoso.com; services=IMAP, POP, IIS, SMTP", "thumb=FEDC; services=None",
			"!exchangecert.inventory.cut Subject line 4",
		},
	},
	{
		name: "no-thumbprints", why: "a table of other columns does not say which certificates they are",
		data: "Services   Subject              NotAfter\n--------   -------              --------\nIIS, SMTP  CN=mail.contoso.com  2/13/2028 4:22:23 PM\n",
		want: []string{"!exchangecert.inventory.no_thumbprint Thumbprint line 3"},
	},
	{
		name: "cut-thumbprint", why: "a thumbprint that was cut is none",
		data: "Thumbprint   Subject\n----------   -------\n0123456...   CN=a\n",
		want: []string{"!exchangecert.inventory.cut Thumbprint line 3", "!exchangecert.inventory.no_thumbprint Thumbprint line 3"},
	},
	{
		name: "cut-domains", why: "the shell prints some items of a list; what is missing is not known to be missing",
		data: "Thumbprint         : " + t1 + "\nCertificateDomains : {a.contoso.com, b.contoso.com, c.contoso.com, d.contoso.com...}\n",
		want: []string{"thumb=0123; domains=a.contoso.com|b.contoso.com|c.contoso.com|d.contoso.com no", "!exchangecert.inventory.cut CertificateDomains line 2"},
	},
	{
		name: "cut-within", why: "a column that is too narrow cuts within an item, which is then not known; a name that stands alone too",
		data: "Thumbprint                                CertificateDomains\n----------                                ------------------\n" + t1 + "  {a.contoso.com, b.con...\n" + t2 + "  {...\n\nThumbprint         : " + t1[1:] + "8\nCertificateDomains : a.con...\n",
		want: []string{
			"thumb=0123; domains=a.contoso.com no", "thumb=FEDC; domains= no", "thumb=1234; domains= no",
			"!exchangecert.inventory.cut CertificateDomains line 3", "!exchangecert.inventory.cut CertificateDomains line 4", "!exchangecert.inventory.cut CertificateDomains line 7",
		},
	},
	{
		name: "domains", why: "nothing printed is not known; braces around nothing are no names; one name may stand without them",
		data: "Thumbprint         : " + t1 + "\nCertificateDomains : \n\nThumbprint         : " + t2 + "\nCertificateDomains : {}\n\nThumbprint         : " + t1[1:] + "8\nCertificateDomains : a.contoso.com\n",
		want: []string{"thumb=0123", "thumb=FEDC; domains= yes", "thumb=1234; domains=a.contoso.com yes"},
	},
	{
		name: "no-domains-clixml", why: "a list without items is a list",
		data: "<Objs><Obj RefId=\"0\"><Props><S N=\"Thumbprint\">" + t1 + "</S><Obj N=\"CertificateDomains\" RefId=\"1\"><LST/></Obj></Props></Obj></Objs>",
		want: []string{"thumb=0123; domains= yes"},
	},
	{
		name: "pem-bad", why: "bytes that are no certificate are told, and are none",
		data: "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
		want: []string{"!exchangecert.certificate.malformed certificate line 1"},
	},
	{
		name: "certutil-value", why: "a fault is told once, and does not end the file",
		data: "================ Certificate 0 ================\nCert Hash(sha1): x\n\n================ Certificate 1 ================\nCert Hash(sha1): " + t2 + "\n",
		want: []string{"thumb=FEDC", "!schannel.certutil.value thumbprint line 2"},
	},
	{
		name: "empty", why: "a property without a value is not known, and no fault; zero is a number",
		data: "Thumbprint : " + t1 + "\nPublicKeySize : \nServices   : \nVersion    : 0\n",
		want: []string{"thumb=0123"},
	},
	{
		name: "two-ways", why: "a date that reads in two ways is refused, the certificate is read",
		data: "Thumbprint : " + t1 + "\nNotBefore  : 2/12/2023 1:53:00 PM\nNotAfter   : 2/2/2028 1:53:00 PM\n",
		want: []string{"thumb=0123; to=2028-02-02T13:53:00Z; zone=unknown", "!schannel.powershell.two_ways NotBefore line 2"},
	},
	{
		name: "settled", why: "a day above 12 settles the order, of the other date of the certificate too",
		data: "Thumbprint : " + t1 + "\nNotBefore  : 2/12/2023 1:53:00 PM\nNotAfter   : 2/13/2028 1:53:00 PM\n",
		want: []string{"thumb=0123; from=2023-02-12T13:53:00Z; to=2028-02-13T13:53:00Z; zone=unknown"},
	},
	{
		name: "settled-for-one", why: "the certificates of a file may be of several shells",
		data: "Thumbprint : " + t1 + "\nNotAfter   : 2/13/2028 1:53:00 PM\n\nThumbprint : " + t2 + "\nNotAfter   : 2/12/2028 1:53:00 PM\n",
		want: []string{"thumb=0123; to=2028-02-13T13:53:00Z; zone=unknown", "thumb=FEDC", "!schannel.powershell.two_ways NotAfter line 5"},
	},
	{
		name: "settled-table", why: "one command printed a table, in one culture: a day above 12 settles the order of all its rows",
		data: "Thumbprint                               NotBefore NotAfter\n----------                               --------- --------\n" + t1 + "           13/02/2028 13:53:00\n" + t2 + "           02/12/2028 13:53:00\n",
		want: []string{"thumb=0123; to=2028-02-13T13:53:00Z; zone=unknown", "thumb=FEDC; to=2028-12-02T13:53:00Z; zone=unknown"},
	},
	{
		name: "two-tables", why: "the next table may be of another shell",
		data: "Thumbprint                               NotAfter\n----------                               --------\n" + t1 + " 13/02/2028 13:53:00\n\nThumbprint                               NotAfter\n----------                               --------\n" + t2 + " 02/12/2028 13:53:00\n",
		want: []string{"thumb=0123; to=2028-02-13T13:53:00Z; zone=unknown", "thumb=FEDC", "!schannel.powershell.two_ways NotAfter line 7"},
	},
	{
		name: "zone", why: "local times of a zone that was named", culture: Culture{Name: "de-DE", Zone: time.FixedZone("", 3600)},
		data: "Thumbprint : " + t1 + "\nNotAfter   : 16.02.2024 18:00:00\n",
		want: []string{"thumb=0123; to=2024-02-16T17:00:00Z"},
	},
	{
		name: "culture", why: "a culture that nobody knows is told, and dates are read as without", culture: Culture{Name: "tlh"},
		data: "Thumbprint : " + t1 + "\nNotAfter   : 16.02.2024 18:00:00\n",
		want: []string{"thumb=0123; to=2024-02-16T18:00:00Z; zone=unknown", "!schannel.powershell.culture culture \"tlh\" is not among the cultures that are known; names are such as en-US"},
	},
	{
		name: "not-the-culture", why: "no day 13 of a month 16", culture: american,
		data: "Thumbprint : " + t1 + "\nNotAfter   : 16.02.2024 18:00:00\nNotBefore  : soon\n",
		want: []string{"thumb=0123", "!schannel.powershell.date NotBefore line 3", "!schannel.powershell.culture NotAfter line 2"},
	},
	{
		name: "values", why: "values of the wrong kind stay unknown and are told",
		data: "Thumbprint    : " + t1 + "\nHasPrivateKey : Ja\nStatus        : Fine\nServices      : SMTP, Beer\nPublicKeySize : many\n",
		want: []string{"thumb=0123", "!exchangecert.inventory.value PublicKeySize line 5", "!exchangecert.inventory.value Status line 3", "!exchangecert.inventory.value HasPrivateKey line 2", "!exchangecert.services.malformed Services line 4"},
	},
	{
		name: "store", why: "the Cert: drive, with its heading: it is the store",
		data: "\n\n   PSParentPath: Microsoft.PowerShell.Security\\Certificate::LocalMachine\\My\n\nThumbprint                                Subject\n----------                                -------\n" + t1 + "  CN=a\n",
		want: []string{"thumb=0123; subject=CN=a"},
	},
	{
		name: "store-list", why: "| fl * of the Cert: drive names the store in every certificate",
		data: "PSPath        : Microsoft.PowerShell.Security\\Certificate::LocalMachine\\My\\" + t1 + "\nHasPrivateKey : False\nThumbprint    : " + t1 + "\nSubject       : CN=a\nDnsNameList   : {a.contoso.com}\n",
		want: []string{"thumb=0123; subject=CN=a; domains=a.contoso.com yes; key=no"},
	},
	{
		name: "bad-bytes", why: "bytes that are no certificate are told; what was printed stands",
		data: "<Objs><Obj RefId=\"0\"><Props><BA N=\"RawData\">MAA=</BA><S N=\"Thumbprint\">" + t1 + "</S><BA N=\"SerializationData\">AAAA</BA></Props></Obj></Objs>",
		want: []string{"thumb=0123", "!exchangecert.inventory.serialized SerializationData line 1", "!exchangecert.certificate.malformed RawData line 1"},
	},
	{
		name: "other-object", why: "what is of none of the kinds is told",
		data: "Colour : blue\nSize   : 3\n", want: []string{"!exchangecert.inventory.object object line 1"},
	},
	{
		name: "csv", why: "a known form that is not read is named",
		data: "#TYPE X\n\"a\",\"b\"\n", want: []string{"!schannel.powershell.format file CSV of Export-Csv, not the output of a cmdlet; run the cmdlet again and append \"| Format-List *\", or \"| Export-Clixml FILE\""},
	},
}

func TestCertificates(t *testing.T) {
	t.Parallel()
	for _, row := range certificateRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(row.want, shown(row.data, row.culture)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
		})
	}
}

// TestWholeStore: the shell's list is not the store.
func TestWholeStore(t *testing.T) {
	t.Parallel()
	data := map[string]string{}
	for _, row := range certificateRows {
		data[row.name] = row.data
	}
	got := map[string]string{}
	for _, name := range []string{"list", "table", "store", "store-list", "zone"} {
		read, _ := ReadLenient([]byte(data[name]), Culture{})
		got[name] = read.WholeStore.String()
	}
	got["both"] = func() string {
		read, _ := ReadLenient([]byte(data["list"]+"\r\n\r\n"+data["store-list"]), Culture{})
		return read.WholeStore.String()
	}()
	want := map[string]string{"list": "no", "table": "no", "store": "yes", "store-list": "yes", "zone": "unknown", "both": "unknown"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestBytes reads a certificate in every form that has its bytes.
func TestBytes(t *testing.T) {
	t.Parallel()
	der := mint(t, "mail.contoso.com")
	encoded := base64.StdEncoding.EncodeToString(der)
	numbers := strings.Trim(strings.ReplaceAll(fmt.Sprintf("%d", der), " ", "</Property><Property>"), "[]")
	for name, data := range map[string]string{
		"der":      string(der),
		"pem":      "some text\n-----BEGIN CERTIFICATE-----\n" + encoded[:64] + "\r\n" + encoded[64:] + "\n-----END CERTIFICATE-----\n",
		"certutil": "================ Certificate 0 ================\n-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n",
		"xml":      "<?xml version=\"1.0\"?><Objects><Object Type=\"x\"><Property Name=\"RawData\"><Property>" + numbers + "</Property></Property></Object></Objects>",
		"utf16":    "\xff\xfe" + strings.Join(strings.Split("<Objs><Obj RefId=\"0\"><Props><BA N=\"RawData\">"+encoded+"</BA></Props></Obj></Objs>", ""), "\x00") + "\x00",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, errs := ReadLenient([]byte(data), Culture{})
			if len(errs) > 0 || len(got.Certificates) != 1 {
				t.Fatalf("%d certificates, %v", len(got.Certificates), errs)
			}
			if diff := cmp.Diff(der, []byte(got.Certificates[0].Raw)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestPrintedSites: IISServices has the web sites; what was serialized says the
// same, and then it is not said twice.
func TestPrintedSites(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{"{IIS://MX1/W3SVC/1, IIS://MX1/W3SVC/2}": {"W3SVC/1", "W3SVC/2"}, "{W3SVC/1}": {"W3SVC/1"}, "{}": nil, "{other}": nil} {
		read, faults := ReadLenient([]byte("IISServices : "+text+"\nServices    : IIS\nThumbprint  : "+t1+"\n"), Culture{})
		require.Empty(t, faults)
		var got []string
		for _, b := range read.Bindings {
			got = append(got, b.Site)
		}
		require.Equal(t, want, got, text)
	}
	printed := &taker{object: pstext.Object{Properties: []pstext.Property{{Name: "IISServices", Value: pstext.Value{Text: "{IIS://MX1/W3SVC/1}"}}}}}
	require.Len(t, printed.bindings(exchange.Certificate{}, serialized{sites: []string{"IIS://MX1/W3SVC/1"}}), 1)
}

// TestTypeOfTheDrive: certificates of the Cert: drive that were exported are
// those of the store, not the list of the shell.
func TestTypeOfTheDrive(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]schannel.Truth{
		"System.Security.Cryptography.X509Certificates.X509Certificate2":             schannel.Yes,
		"Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate": schannel.No,
	} {
		read, _ := ReadLenient([]byte("<Objs><Obj RefId=\"0\"><TN RefId=\"0\"><T>"+name+"</T></TN><Props><S N=\"Thumbprint\">"+t1+"</S></Props><MS><S N=\"PSParentPath\">Microsoft.PowerShell.Security\\Certificate::LocalMachine\\My</S></MS></Obj></Objs>"), Culture{})
		require.Equal(t, want, read.WholeStore, name)
	}
}

// TestWordsOfTheShell: every word that the cmdlets print for a status, the kind
// of a root, a role and a level is the value of that name.
func TestWordsOfTheShell(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]exchange.Status{
		"Valid": exchange.StatusValid, "Revoked": exchange.StatusRevoked, "DateInvalid": exchange.StatusDateInvalid,
		"Untrusted": exchange.StatusUntrusted, "Invalid": exchange.StatusInvalid, "Unknown": exchange.StatusUnknown,
		"RevocationCheckFailure": exchange.StatusRevocationCheckFailure, "PendingRequest": exchange.StatusPendingRequest,
	} {
		got, _ := ReadLenient([]byte("Status     : "+word+"\nThumbprint : "+t1+"\n"), Culture{})
		require.Equal(t, want, got.Certificates[0].Status, word)
	}
	for word, want := range map[string]exchange.RootCAType{
		"None": exchange.RootNone, "GroupPolicy": exchange.RootGroupPolicy, "Unknown": exchange.RootUnknown,
	} {
		got, _ := ReadLenient([]byte("RootCAType : "+word+"\nThumbprint : "+t1+"\n"), Culture{})
		require.Equal(t, want, got.Certificates[0].RootCAType, word)
	}
	for word, want := range map[string]exchange.TLSAuthLevel{
		"": exchange.TLSAuthLevelUnset, "EncryptionOnly": exchange.EncryptionOnly,
		"CertificateValidation": exchange.CertificateValidation, "DomainValidation": exchange.DomainValidation,
	} {
		got, _ := ReadLenient([]byte("AddressSpaces : {SMTP:*;1}\nName : Out\nSmartHosts : {}\nTlsAuthLevel : "+word+"\n"), Culture{})
		require.Len(t, got.Connectors, 1, word)
		require.Equal(t, want, got.Connectors[0].TLSAuthLevel, word)
	}
	got, _ := ReadLenient([]byte("Name                : MX1\nServerRole          : UnifiedMessaging\nAdminDisplayVersion : Version 8.2 (Build 176.2)\n"), Culture{})
	require.Equal(t, []exchange.Server{{
		Name: "MX1", Version: exchange.Exchange2007SP2, Roles: []exchange.Role{exchange.UnifiedMessaging},
	}}, got.Servers)
}
