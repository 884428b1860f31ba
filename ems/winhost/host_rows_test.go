// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost_test

import (
	"github.com/schanneltrust/schannel"

	"github.com/schanneltrust/schannel/ems/winhost"
)

// assessments has a row for every statement of KB4528489, MS15-121 and
// KB4557473 about a release of Windows.
var assessments = []struct {
	name     string
	product  string
	updates  []string
	build    string
	updated  string
	only     bool // security-only updates
	want     winhost.Behaviour
	findings []string
	why      string
}{
	{
		"server-2016-october", "Windows Server 2016",
		[]string{"KB4519998"},
		"", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.unknown insufficient-data"},
		"KB4528489, affected updates: KB4519998 for 1607 and Server 2016; whether KB4537806 is there too is not said",
	},
	{
		"server-2016-february", "windows server 2016",
		[]string{"4537806"},
		"", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain"},
		"KB4557473, first list; released later than 8 October 2019",
	},
	{
		"server-2016-build-before", "Windows Server 2016", nil, "14393.3243", "", false, winhost.NegotiatesEMS,
		[]string{"ems.windows.host.negotiates certain", "ems.windows.leading_zero.missing certain"},
		"14393.3274 is KB4519998 and 14393.3542 is KB4537806",
	},
	{
		"server-2016-build-between", "Windows Server 2016", nil, "10.0.14393.3274", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.missing certain"},
		"KB4519998 itself is still without the fix of KB4557473, second list",
	},
	{
		"server-2016-build-after", "Windows Server 2016", nil, "14393.3542", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain"},
		"KB4557473, first list: build 14393.3542",
	},
	{
		"server-2016-last-day-before", "Windows Server 2016", nil, "", "2019-10-07", false, winhost.NegotiatesEMS,
		[]string{"ems.windows.host.negotiates certain", "ems.windows.leading_zero.missing certain"},
		"KB4528489, Cause: updates of 8 October 2019 or later",
	},
	{
		"server-2016-first-day", "Windows Server 2016", nil, "", "2019-10-08", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.missing certain"},
		"KB4528489, Cause: updates of 8 October 2019 or later",
	},
	{
		"server-2016-fix-by-date", "Windows Server 2016", nil, "", "2020-02-25", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain"},
		"KB4557473, Cause: updates of 25 February 2020 or later",
	},
	{
		"windows-10-1607-disputed", "Windows 10 1607",
		[]string{"KB4519998"},
		"14393.3274", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.disputed undocumented"},
		"KB4557473: the cause paragraph asks for the update of February 2020, the list has Windows 10 from 1511 on",
	},
	{
		"windows-10-1607-fixed", "Windows 10 1607", nil, "", "2020-03-10", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain"},
		"with the update both paragraphs agree",
	},
	{
		"windows-10-1507", "Windows 10 1507",
		[]string{"KB4520011"},
		"", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.missing certain"},
		"KB4557473, second list: Windows 10 version 1507 lacks the fix",
	},
	{
		"windows-10-1511", "Windows 10 1511", nil, "", "", false, winhost.NegotiatesEMS,
		[]string{"ems.windows.host.negotiates likely", "ems.windows.leading_zero.fixed certain"},
		"KB4528489 has no update for it; KB4557473, first list",
	},
	{
		"windows-10-1903", "Windows 10 1903", nil, "18362.418", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain"},
		"KB4517389 makes build 18362.418",
	},
	{
		"windows-10-1909", "Windows 10 1909", nil, "", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.younger likely", "ems.windows.leading_zero.fixed certain"},
		"released in November 2019: inferred from all updates of 8 October 2019 or later",
	},
	{
		"server-2022", schannel.Server2022.Product(), nil, "", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.younger likely", "ems.windows.leading_zero.fixed likely"},
		"KB4557473 does not name it: inferred from Server 2019",
	},
	{
		"server-2012-r2-rollup", "Windows Server 2012 R2",
		[]string{"KB4520005"},
		"", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.missing certain"},
		"KB4528489, monthly rollup; KB4557473, second list",
	},
	{
		"server-2012-r2-security-only", "Windows Server 2012 R2",
		[]string{"KB4519990"},
		"", "2020-06-09", true, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.missing certain"},
		"KB4528489, security-only list",
	},
	{
		"security-only-later", "Windows Server 2012 R2", nil, "", "2020-06-09", true, winhost.BehaviourUnspecified,
		[]string{"ems.windows.host.security_only undocumented", "ems.windows.leading_zero.missing certain"},
		"the cause paragraph counts every later update, the list only those of October 2019",
	},
	{
		"server-2012-r2-2017", "Windows Server 2012 R2",
		[]string{"KB3081320"},
		"", "2017-03-14", false, winhost.NegotiatesEMS,
		[]string{"ems.windows.host.negotiates certain", "ems.windows.leading_zero.missing certain"},
		"MS15-121 adds the extension",
	},
	{
		"server-2012-r2-2017-not-said", "Windows Server 2012 R2", nil, "", "2017-03-14", false, winhost.BehaviourUnspecified,
		[]string{"ems.windows.host.unknown insufficient-data", "ems.windows.leading_zero.missing certain"},
		"updates before October 2016 are separate: KB3081320 may be left out",
	},
	{
		"windows-7-2014", "Windows 7", nil, "", "2014-06-10", false, winhost.NoEMS,
		[]string{"ems.windows.host.none certain", "ems.windows.leading_zero.missing certain"},
		"before MS15-121",
	},
	{
		"embedded-8-standard", "Windows Embedded 8 Standard",
		[]string{"KB4519985"},
		"", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.missing certain"},
		"KB4528489, security-only: KB4519985 for Server 2012 and Embedded 8 Standard",
	},
	{
		"embedded-8-standard-rollup", "Windows Embedded 8 Standard",
		[]string{"KB4520007"},
		"", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces likely", "ems.windows.leading_zero.missing certain"},
		"KB4528489 names Embedded 8 Standard in Applies to, and for this rollup only Server 2012",
	},
	{
		"posready-7", "Windows Embedded POSReady 7", nil, "", "2020-01-14", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.missing certain"},
		"KB4528489, Applies to",
	},
	{
		"vista", "Windows Vista",
		[]string{"KB3081320"},
		"", "2017-04-11", false, winhost.NegotiatesEMS,
		[]string{"ems.windows.host.negotiates likely", "ems.windows.leading_zero.missing certain"},
		"MS15-121 lists it, KB4528489 does not",
	},
	{
		"not-updated-not-said", "Windows Server 2019", nil, "", "", false, winhost.BehaviourUnspecified,
		[]string{"ems.windows.host.unknown insufficient-data", "ems.windows.leading_zero.fixed certain"},
		"Server 2019 was released before October 2019",
	},
	{
		"product-not-said", "", nil, "17763.805", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.unknown insufficient-data"},
		"the build alone tells: KB4519338",
	},
	{
		"product-not-said-before", "", nil, "17763.615", "", false, winhost.NegotiatesEMS,
		[]string{"ems.windows.host.negotiates certain", "ems.windows.leading_zero.unknown insufficient-data"},
		"the builds from 10240 on are of Windows 10, which has the extension from the start: no KB3081320 is asked for",
	},
	{
		"product-not-said-newest-branch", "", nil, "18362.387", "", false, winhost.NegotiatesEMS,
		[]string{"ems.windows.host.negotiates certain", "ems.windows.leading_zero.unknown insufficient-data"},
		"KB4517389 makes build 18362.418: that branch has builds of before it",
	},
	{
		"product-not-said-first-branch", "", nil, "10240.18305", "", false, winhost.NegotiatesEMS,
		[]string{"ems.windows.host.negotiates certain", "ems.windows.leading_zero.unknown insufficient-data"},
		"DataForGeeks, releases.json: 10240 is Windows 10, which has the extension from the start; KB4520011 makes build 10240.18368",
	},
	{
		"product-not-said-younger", "", nil, "20348.2340", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.younger likely", "ems.windows.leading_zero.unknown insufficient-data"},
		"KB4528489, Cause: 18362 is the newest branch that got an update of that day",
	},
	{
		"build-of-systeminfo", "Windows Server 2016", nil, "10.0.14393", "", false, winhost.BehaviourUnspecified,
		[]string{"ems.windows.host.unknown insufficient-data", "ems.windows.leading_zero.unknown insufficient-data"},
		"10.0.14393 N/A Build 14393: the release, and not its update; nothing contradicts itself",
	},
	{
		"build-of-dotnet", "Windows Server 2016", nil, "10.0.14393.0", "", false, winhost.BehaviourUnspecified,
		[]string{"ems.windows.host.unknown insufficient-data", "ems.windows.leading_zero.unknown insufficient-data"},
		"Environment.OSVersion returns the correct operating system version: .NET prints 10.0.19042.0 on any 20H2, whose first build is 19042.508",
	},
	{
		"build-of-systeminfo-younger", "", nil, "10.0.19045", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.younger likely", "ems.windows.leading_zero.unknown insufficient-data"},
		"the release alone tells",
	},
	{
		"build-of-systeminfo-of-another-product", "Windows Server 2016", nil, "10.0.17763", "", false, winhost.BehaviourUnspecified,
		[]string{"ems.windows.host.unknown insufficient-data", "ems.windows.leading_zero.unknown insufficient-data", "ems.windows.host.contradiction likely"},
		"Server 2016 is 14393",
	},
	{
		"systeminfo-of-windows-10", "Microsoft Windows 10 Pro", nil, "10.0.19045", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.younger likely", "ems.windows.leading_zero.fixed certain"},
		"DataForGeeks, releases.json: 19045 is 22H2; KB4557473, first list",
	},
	{
		"windows-10-by-its-build", "Windows 10", nil, "10240.18300", "", false, winhost.NegotiatesEMS,
		[]string{"ems.windows.host.negotiates certain", "ems.windows.leading_zero.missing certain"},
		"DataForGeeks, releases.json: 10240 is 1507; before KB4520011; KB4557473, second list",
	},
	{
		"windows-11-by-its-registry", "Windows 10 Pro", nil, "22631.3007", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.younger likely", "ems.windows.leading_zero.fixed likely"},
		"DataForGeeks, releases.json: 22000 is the first Windows 11; its ProductName is still Windows 10",
	},
	{
		"first-windows-11", "Windows 10 Pro", nil, "10.0.22000", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.younger likely", "ems.windows.leading_zero.fixed likely"},
		"DataForGeeks, releases.json: 22000 is the first Windows 11",
	},
	{
		"build-of-8.1", "Windows 8.1", nil, "6.3.9600.19502", "2019-10-08", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.missing certain"},
		"KB4520005: no build is published for it, the day tells",
	},
	{
		"date-only", "", nil, "", "2021-01-12", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.unknown insufficient-data"},
		"KB4528489, Cause: all updates for supported versions",
	},
	{
		"old-date-only", "", nil, "", "2014-01-14", false, winhost.BehaviourUnspecified,
		[]string{"ems.windows.host.unknown insufficient-data", "ems.windows.leading_zero.unknown insufficient-data"},
		"the product is missing",
	},
	{
		"security-only-of-the-day", "Windows Server 2012 R2", nil, "", "2019-10-08", true, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.missing certain"},
		"KB4528489, security-only list: KB4519990",
	},
	{
		"security-only-of-the-day-not-listed", "Windows Server 2016", nil, "", "2019-10-08", true, winhost.BehaviourUnspecified,
		[]string{"ems.windows.host.security_only undocumented", "ems.windows.leading_zero.unknown insufficient-data"},
		"KB4528489 lists no security-only update for it",
	},
	{
		"windows-11", "Windows 11", nil, "", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.younger likely", "ems.windows.leading_zero.fixed likely"},
		"KB4557473 does not name it",
	},
	{
		"build-of-another-product", "Windows Server 2016", nil, "17763.2000", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces likely", "ems.windows.leading_zero.unknown insufficient-data", "ems.windows.host.contradiction likely"},
		"Server 2016 is 14393, 17763 is Server 2019",
	},
	{
		"branch-of-another-product", "Windows 10 1703", nil, "16000.1", "", false, winhost.BehaviourUnspecified,
		[]string{"ems.windows.host.unknown insufficient-data", "ems.windows.leading_zero.fixed likely", "ems.windows.host.contradiction likely"},
		"version 1703 is build 15063",
	},
	{
		"build-of-a-named-product", "Windows 7", nil, "17763.1", "", false, winhost.BehaviourUnspecified,
		[]string{"ems.windows.host.unknown insufficient-data", "ems.windows.leading_zero.missing likely", "ems.windows.host.contradiction likely"},
		"17763 is Windows 10 1809 and Server 2019",
	},
	{
		"update-of-another-product", "Windows 7",
		[]string{"KB4519998"},
		"", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces likely", "ems.windows.leading_zero.missing likely", "ems.windows.host.contradiction likely"},
		"KB4528489: KB4519998 is for 1607 and Server 2016",
	},
	{
		"update-after-the-newest", "Windows Server 2016",
		[]string{"KB4519998"},
		"", "2018-06-12", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces likely", "ems.windows.leading_zero.missing likely", "ems.windows.host.contradiction likely"},
		"KB4519998 is of October 2019",
	},
	{
		"update-past-the-build", "Windows Server 2016",
		[]string{"KB4537806"},
		"14393.3274", "", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces likely", "ems.windows.leading_zero.fixed likely", "ems.windows.host.contradiction likely"},
		"KB4537806 makes build 14393.3542",
	},
	{
		"build-past-the-date", "Windows Server 2016", nil, "14393.3542", "2018-06-12", false, winhost.EnforcesEMS,
		[]string{"ems.windows.host.enforces likely", "ems.windows.leading_zero.fixed likely", "ems.windows.host.contradiction likely"},
		"14393.3542 is of February 2020",
	},
	{
		"build-and-date-before", "Windows Server 2016", nil, "14393.3243", "2019-10-03", false, winhost.NegotiatesEMS,
		[]string{"ems.windows.host.negotiates certain", "ems.windows.leading_zero.missing certain"},
		"both are of before KB4519998, build 14393.3274 of 8 October: they agree",
	},
	{
		"date-past-the-build", "Windows Server 2016", nil, "14393.3243", "2020-03-10", false, winhost.NegotiatesEMS,
		[]string{"ems.windows.host.negotiates likely", "ems.windows.leading_zero.missing likely", "ems.windows.host.contradiction likely"},
		"14393.3274 is of October 2019",
	},
	{
		"nothing", "", nil, "", "", false, winhost.BehaviourUnspecified,
		[]string{"ems.windows.host.unknown insufficient-data", "ems.windows.leading_zero.unknown insufficient-data"},
		"nothing is known",
	},
}
