// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package removal_test

import (
	"crypto/sha1"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/removal"
)

var (
	planTime = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	planOver = planTime.AddDate(-1, 0, 0)
	planLong = planTime.AddDate(10, 0, 0)
)

// sized is a certificate of a plan's test: a subject of that many bytes in all.
// Roots with the same letter and length share it. The key of each is its own.
func sized(letter string, bytes int, ends time.Time, serial byte) certstore.Certificate {
	subject := make(trustlist.Name, bytes)
	copy(subject, letter)
	thumbprint := sha1.Sum(append(subject.Clone(), serial))
	return storetest.Keyed(certstore.Certificate{Subject: subject, Issuer: subject, SelfIssued: true, SHA1: thumbprint, NotAfter: ends}, string(thumbprint[:]))
}

type gone struct {
	Index int
	Class removal.RemovalClass
}

// planRow is a row of TestPlan.
type planRow struct {
	name     string
	why      string
	roots    []certstore.Certificate
	limit    int
	policy   trustlist.Policy
	at       time.Time
	required []schannel.Thumbprint
	options  removal.PlanOptions
	want     []gone
	after    int
	short    int
	fewest   int
	codes    []string
	sure     schannel.Certainty // of the first finding; 0: any
}

func planRows() []planRow {
	// Names of 98, 198 … bytes take 100, 200 … bytes in the list.
	a1, a2 := storetest.Keyed(sized("a", 98, planLong, 1), "key"), storetest.Keyed(sized("a", 98, planLong, 2), "key")
	twin := sized("a", 98, planLong, 3)
	b, c := sized("b", 198, planOver, 1), sized("c", 298, planLong, 1)
	d, e := sized("d", 398, planLong, 1), sized("e", 98, planOver, 1)
	const dup, expired, other = removal.ClassDuplicate, removal.ClassExpired, removal.ClassOther
	leaf := certstore.Certificate{SHA1: schannel.Thumbprint{1}, Issuer: d.Subject}
	return []planRow{
		{
			name: "fits", why: "nothing has to go", roots: []certstore.Certificate{a1, b}, limit: 300, after: 300,
			codes: []string{"trustlist.plan.needless"}, sure: schannel.Undocumented, // 302 with the length of the whole
		},
		{
			name: "fits-in-any-case", why: "however it is counted", roots: []certstore.Certificate{a1, b}, limit: 302, after: 300,
			codes: []string{"trustlist.plan.needless"}, sure: schannel.Certain,
		},
		{
			name: "duplicate-first", why: "a name that stays costs the clients nothing", roots: []certstore.Certificate{a1, d, a2}, limit: 500,
			want: []gone{{2, dup}}, after: 500, fewest: 1, codes: []string{"trustlist.plan.fits"},
		},
		{
			name: "duplicate-locked", why: "the locked one of two stays", roots: []certstore.Certificate{a1, d, a2}, limit: 500,
			options: removal.PlanOptions{Keep: []schannel.Thumbprint{a2.SHA1}},
			want:    []gone{{0, dup}}, after: 500, fewest: 1, codes: []string{"trustlist.plan.fits"},
		},
		{
			name: "duplicate-valid", why: "the one that is valid for longer stays", roots: []certstore.Certificate{storetest.Keyed(sized("a", 98, planOver, 3), "key"), d, a2}, limit: 500,
			want: []gone{{0, dup}}, after: 500, fewest: 1, codes: []string{"trustlist.plan.fits"},
		},
		{
			name: "twins", why: "RFC 5280, 6.1: of one name with different keys both verify what the other does not", roots: []certstore.Certificate{a1, twin, b, e}, limit: 400, at: planTime,
			want: []gone{{2, expired}}, after: 300, fewest: 1, codes: []string{"trustlist.plan.fits"},
		},
		{
			name: "twin-goes", why: "if a live key has to go its name stays, and both are said", roots: []certstore.Certificate{a1, twin, c}, limit: 400,
			options: removal.PlanOptions{Keep: []schannel.Thumbprint{c.SHA1}},
			want:    []gone{{1, other}}, after: 400, fewest: 1, codes: []string{"trustlist.plan.fits", "trustlist.plan.shared_name", "trustlist.plan.live"},
		},
		{
			name: "expired-first", why: "before duplicates: nobody can use it", roots: []certstore.Certificate{a1, a2, b}, limit: 300, at: planTime,
			want: []gone{{2, expired}}, after: 200, fewest: 1, codes: []string{"trustlist.plan.fits"},
		},
		{
			name: "expired-duplicate", why: "the one with the same key that has expired goes, the live one stays", roots: []certstore.Certificate{a1, storetest.Keyed(sized("a", 98, planOver, 4), "key"), d}, limit: 500, at: planTime,
			want: []gone{{1, expired}}, after: 500, fewest: 1, codes: []string{"trustlist.plan.fits", "trustlist.plan.shared_name"},
		},
		{
			name: "expired-next", why: "expired before valid, the largest first", roots: []certstore.Certificate{b, c, d, e}, limit: 900, at: planTime,
			want: []gone{{0, expired}}, after: 800, fewest: 1, codes: []string{"trustlist.plan.fits"},
		},
		{
			name: "no-time", why: "without a time none is expired", roots: []certstore.Certificate{b, c, d, e}, limit: 900,
			want: []gone{{2, other}}, after: 600, fewest: 1, codes: []string{"trustlist.plan.fits", "trustlist.plan.live"},
		},
		{
			name: "put-back", why: "the duplicate that was removed first returns when the large one is gone", roots: []certstore.Certificate{a1, a2, c, d}, limit: 500,
			want: []gone{{3, other}}, after: 500, fewest: 1, codes: []string{"trustlist.plan.fits", "trustlist.plan.live"},
		},
		{
			name: "later-of-two", why: "of the same size the later one goes", roots: []certstore.Certificate{a1, sized("f", 98, planLong, 1)}, limit: 199,
			want: []gone{{1, other}}, after: 100, fewest: 1, codes: []string{"trustlist.plan.fits", "trustlist.plan.live"},
		},
		{
			name: "fewer-possible", why: "classes come before numbers: one valid root would do instead of two expired", roots: []certstore.Certificate{b, e, d}, limit: 400,
			at:   planTime,
			want: []gone{{0, expired}, {1, expired}}, after: 400, fewest: 1, codes: []string{"trustlist.plan.fits"},
		},
		{
			name: "required", why: "KB293781: expired ones must stay too", roots: []certstore.Certificate{b, c}, limit: 200,
			at: planTime, required: []schannel.Thumbprint{b.SHA1},
			want: []gone{{1, other}}, after: 200, fewest: 1, codes: []string{"trustlist.plan.fits", "trustlist.plan.live"},
		},
		{
			name: "client", why: "the issuer of a client's certificate stays", roots: []certstore.Certificate{d, c}, limit: 400,
			options: removal.PlanOptions{Clients: [][]certstore.Certificate{{leaf}}},
			want:    []gone{{1, other}}, after: 400, fewest: 1, codes: []string{"trustlist.plan.fits", "trustlist.plan.live"},
		},
		{
			name: "impossible", why: "what must stay takes 400 of 300 bytes", roots: []certstore.Certificate{d, c}, limit: 300,
			options: removal.PlanOptions{Keep: []schannel.Thumbprint{d.SHA1}},
			after:   700, short: 100, codes: []string{"trustlist.plan.impossible"}, sure: schannel.Certain,
		},
		{
			name: "nearly-impossible", why: "what must stay takes 400 of 399 bytes, and 398 without the lengths", roots: []certstore.Certificate{d, a1}, limit: 399,
			options: removal.PlanOptions{Keep: []schannel.Thumbprint{d.SHA1}},
			after:   500, short: 1, codes: []string{"trustlist.plan.impossible"}, sure: schannel.Undocumented,
		},
		{
			name: "impossible-twins", why: "two of a name that must stay are named twice", roots: []certstore.Certificate{a1, twin}, limit: 150,
			options: removal.PlanOptions{Keep: []schannel.Thumbprint{a1.SHA1, twin.SHA1}},
			after:   200, short: 50, codes: []string{"trustlist.plan.impossible"},
		},
		{
			name: "impossible-merged", why: "or once, where duplicates count once", roots: []certstore.Certificate{a1, twin}, limit: 50, policy: trustlist.Policy{Duplicates: trustlist.DuplicatesRemoved},
			options: removal.PlanOptions{Keep: []schannel.Thumbprint{a1.SHA1, twin.SHA1}},
			after:   100, short: 50, codes: []string{"trustlist.plan.impossible"},
		},
		{
			name: "unknown-lock", why: "a thumbprint that nothing has", roots: []certstore.Certificate{a1}, limit: 300, after: 100,
			options: removal.PlanOptions{Keep: []schannel.Thumbprint{{1}}},
			codes:   []string{"trustlist.plan.needless", "trustlist.plan.unknown"},
		},
		{
			name: "names-only", why: "a policy that does not count the lengths", roots: []certstore.Certificate{a1, c}, limit: 396, policy: trustlist.Policy{Counting: trustlist.CountNames}, after: 396,
			codes: []string{"trustlist.plan.needless"},
		},
		{
			name: "vector", why: "a policy that counts the length of the whole", roots: []certstore.Certificate{a1, c}, limit: 400, policy: trustlist.Policy{Counting: trustlist.CountVector},
			want: []gone{{1, other}}, after: 102, fewest: 1, codes: []string{"trustlist.plan.fits", "trustlist.plan.live"},
		},
		{
			name: "merged", why: "where duplicates count once, removing one of them helps nothing", roots: []certstore.Certificate{a1, a2, c}, limit: 399, policy: trustlist.Policy{Duplicates: trustlist.DuplicatesRemoved},
			want: []gone{{2, other}}, after: 100, fewest: 1, codes: []string{"trustlist.plan.fits", "trustlist.plan.live"},
		},
	}
}

func TestPlan(t *testing.T) {
	t.Parallel()
	for _, tt := range planRows() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			profile := trustlist.Profile{Limit: tt.limit, Known: schannel.Documented, Policy: tt.policy}
			got := removal.PlanFor(tt.roots, profile, tt.at, tt.required, tt.options)
			var removed []gone
			for _, r := range got.Removed {
				require.Equal(t, tt.roots[r.Index].SHA1, r.SHA1)
				removed = append(removed, gone{r.Index, r.Class})
			}
			if diff := cmp.Diff(tt.want, removed); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if diff := cmp.Diff([]any{tt.after, tt.short, tt.fewest, tt.short == 0, tt.codes}, []any{got.After, got.Short, got.Fewest, got.Fits, vocabtest.FindCodes(got.Findings)}); diff != "" {
				t.Errorf("after, short, fewest, fits, codes (-want +got):\n%s", diff)
			}
			if tt.sure != schannel.CertaintyUnspecified {
				require.Equal(t, tt.sure, got.Findings[0].Certainty)
			}
			vocabtest.Findings(t, got.Findings)
			checkPlan(t, tt.roots, profile, slices.Concat(tt.required, tt.options.Keep), got)
		})
	}
}

func TestPlanLocks(t *testing.T) {
	t.Parallel()
	a, b, c := sized("a", 98, planLong, 1), sized("b", 98, planLong, 1), sized("c", 98, planLong, 1)
	plan := removal.PlanFor([]certstore.Certificate{a, b, c}, trustlist.Profile{Limit: 1000}, time.Time{}, []schannel.Thumbprint{c.SHA1, {9}}, removal.PlanOptions{
		Keep: []schannel.Thumbprint{c.SHA1, a.SHA1}, Clients: [][]certstore.Certificate{{{Issuer: b.Subject}}},
	})
	want := []removal.Lock{{0, a.SHA1, removal.LockNamed}, {1, b.SHA1, removal.LockClient}, {2, c.SHA1, removal.LockRequired}}
	if diff := cmp.Diff(want, plan.Locked); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestPlanOfInferredLimit holds that a plan is no surer than its limit.
func TestPlanOfInferredLimit(t *testing.T) {
	t.Parallel()
	var roots []certstore.Certificate
	for i := range 100 {
		roots = append(roots, sized(fmt.Sprint(i), 298, planLong, 0))
	}
	plan := removal.Plan(hostOf(schannel.Server2025, roots), removal.PlanOptions{})
	require.Equal(t, []string{"trustlist.plan.fits", "trustlist.limit.inferred", "trustlist.store.used", "trustlist.plan.live", "trustlist.plan.not_sent"}, vocabtest.FindCodes(plan.Findings))
	require.Equal(t, schannel.Likely, plan.Findings[0].Certainty)
	require.Empty(t, plan.Findings[0].Remedies, "KB2464556, Method 1, is for 2003 to 2008 R2")
	plan = removal.Plan(hostOf(schannel.Server2008R2, roots), removal.PlanOptions{})
	require.Equal(t, schannel.Certain, plan.Findings[0].Certainty)
	require.Equal(t, "trustlist.remedy.remove_roots", string(plan.Findings[0].Remedies[0].Code))
}

// TestPlanOfNothing: a list of no names, on a release whose limit is inferred.
func TestPlanOfNothing(t *testing.T) {
	t.Parallel()
	roots := []certstore.Certificate{storetest.Limited(storetest.Root("a"))}
	plan := removal.Plan(hostOf(schannel.Server2025, roots), removal.PlanOptions{})
	require.Equal(t, []string{"trustlist.plan.needless", "trustlist.store.used", "trustlist.plan.not_sent"}, vocabtest.FindCodes(plan.Findings))
}

// TestPlanUnderOtherCounting: a plan that just fits as one policy counts may not
// as another does, and no document settles which is right.
func TestPlanUnderOtherCounting(t *testing.T) {
	t.Parallel()
	roots := []certstore.Certificate{sized("a", 98, planLong, 0), sized("b", 98, planLong, 0), sized("c", 98, planLong, 0)}
	profile := trustlist.Profile{Limit: 200, Known: schannel.Documented}
	f := removal.PlanFor(roots, profile, time.Time{}, nil, removal.PlanOptions{}).Findings[0]
	require.Equal(t, schannel.Undocumented, f.Certainty, "two names take 200 bytes, and 202 with the length of the vector")
	codes := map[string]schannel.Code{}
	for _, o := range f.Outcomes {
		codes[o.Args[0].Value] = o.Code
	}
	require.Equal(t, map[string]schannel.Code{"196": "trustlist.outcome.rest_fits", "200": "trustlist.outcome.rest_fits", "202": "trustlist.outcome.rest_cut"}, codes)
}

// TestPlanWithoutLimit: of the zero profile nothing is planned.
func TestPlanWithoutLimit(t *testing.T) {
	t.Parallel()
	plan := removal.Plan(hostOf(0, []certstore.Certificate{sized("a", 98, planLong, 0)}), removal.PlanOptions{})
	require.Equal(t, []string{"trustlist.plan.limit"}, vocabtest.FindCodes(plan.Findings))
	require.Equal(t, schannel.InsufficientData, plan.Findings[0].Certainty)
	require.False(t, plan.Fits)
	require.Empty(t, plan.Removed)
}

// checkPlan holds what is true of every plan: it fits by Truncate, keeps what
// is locked, removes nothing that could stay, and fewer than Fewest never do.
func checkPlan(t *testing.T, roots []certstore.Certificate, profile trustlist.Profile, locked []schannel.Thumbprint, plan removal.RemovalPlan) {
	t.Helper()
	without := func(put int) trustlist.List {
		gone := map[int]bool{}
		for _, r := range plan.Removed {
			gone[r.Index] = r.Index != put
		}
		var list trustlist.List
		for i, c := range roots {
			if !gone[i] {
				list = append(list, c.Subject)
			}
		}
		return list
	}
	rest := trustlist.Truncate(without(-1), profile)
	require.Equal(t, plan.After, rest.Bytes)
	if !plan.Fits {
		require.Empty(t, plan.Removed)
		require.Positive(t, plan.Short)
		return
	}
	require.False(t, rest.Truncated)
	require.LessOrEqual(t, plan.Fewest, len(plan.Removed))
	for _, r := range plan.Removed {
		require.NotContains(t, locked, r.SHA1)
		require.True(t, trustlist.Truncate(without(r.Index), profile).Truncated, "number %d could stay", r.Index)
	}
}

// randomRoots is a store with duplicates and expired certificates.
func randomRoots(random *rand.Rand, n int) []certstore.Certificate {
	roots := make([]certstore.Certificate, n)
	for i := range roots {
		ends := planLong
		if random.IntN(5) == 0 {
			ends = planOver
		}
		letter := binary.BigEndian.AppendUint32(nil, random.Uint32N(uint32(n)*8))
		roots[i] = sized(string(letter), 22+random.IntN(314), ends, byte(i))
		if i > 0 && random.IntN(10) == 0 {
			roots[i] = sized("", len(roots[i-1].Subject), ends, byte(i))
			roots[i].Subject = roots[i-1].Subject
		}
	}
	return roots
}

func TestPlanOfAnyStore(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		random := rand.New(rand.NewPCG(seed, 0))
		roots := randomRoots(random, 20+random.IntN(300))
		required, options := []schannel.Thumbprint{roots[0].SHA1}, removal.PlanOptions{}
		for range random.IntN(60) {
			options.Keep = append(options.Keep, roots[random.IntN(len(roots))].SHA1)
		}
		for policy := range trustlist.Policies() {
			profile := trustlist.Profile{Limit: 0x3000, Policy: policy}
			checkPlan(t, roots, profile, slices.Concat(required, options.Keep), removal.PlanFor(roots, profile, planTime, required, options))
		}
	}
}

// TestFewestByTrying compares the number with that of trying every set.
func TestFewestByTrying(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		roots := randomRoots(random, 9)
		profile := trustlist.Profile{Limit: 800}
		plan := removal.PlanFor(roots, profile, time.Time{}, nil, removal.PlanOptions{Keep: []schannel.Thumbprint{roots[3].SHA1}})
		if !plan.Fits {
			continue
		}
		fewest := len(roots)
		for set := range 1 << len(roots) {
			var list trustlist.List
			for i, c := range roots {
				if set>>i&1 == 0 {
					list = append(list, c.Subject)
				}
			}
			if set>>3&1 == 0 && list.Size() <= profile.Limit {
				fewest = min(fewest, len(roots)-len(list))
			}
		}
		require.Equal(t, fewest, plan.Fewest, "seed %d", seed)
	}
}

// hostOf is a host with these trusted roots.
func hostOf(release schannel.Release, roots []certstore.Certificate) compose.Host {
	return compose.Host{Release: release, Stores: compose.Stores{TrustedRoots: roots}}
}

// TestPlanOfWhatIsNamed: a certificate that is not named takes no room, so
// removing it does not help.
func TestPlanOfWhatIsNamed(t *testing.T) {
	t.Parallel()
	roots := numbered(170)
	for i := range roots[:10] {
		roots[i] = storetest.Limited(roots[i], "1.3.6.1.5.5.7.3.1")
	}
	plan := removal.Plan(hostOf(schannel.Server2008R2, roots), removal.PlanOptions{})
	require.Equal(t, []string{"trustlist.plan.needless", "trustlist.store.united"}, vocabtest.FindCodes(plan.Findings))
	require.Equal(t, 160, plan.Names)
}

// TestPlanLocksRequired: KB293781's roots stay unless told otherwise, expired
// as they are.
func TestPlanLocksRequired(t *testing.T) {
	t.Parallel()
	sets, _ := certstore.RequiredRoots(schannel.Server2008R2)
	roots := numbered(170)
	roots[169].SHA1, roots[169].NotAfter = sets[0].Roots[0].SHA1, planOver
	host := hostOf(schannel.Server2008R2, roots)
	host.At = planTime
	plan := removal.Plan(host, removal.PlanOptions{})
	require.Equal(t, []removal.Lock{{Index: 169, SHA1: roots[169].SHA1, Reason: removal.LockRequired}}, plan.Locked)
	plan = removal.Plan(host, removal.PlanOptions{RequiredMayGo: true})
	require.Empty(t, plan.Locked)
	require.Equal(t, gone{169, removal.ClassExpired}, gone{plan.Removed[0].Index, plan.Removed[0].Class})
}

func ExamplePlan() {
	host := compose.Host{Release: schannel.Server2008R2, At: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}
	for i := range byte(200) { // names of 118 bytes, the first sixty expired
		ends := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
		if i < 60 {
			ends = time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		subject := make([]byte, 118)
		subject[0] = i
		host.Stores.TrustedRoots = append(host.Stores.TrustedRoots, certstore.Certificate{
			Subject: subject, Issuer: subject, SelfIssued: true, SHA1: schannel.Thumbprint{i}, NotAfter: ends,
		})
	}
	plan := removal.Plan(host, removal.PlanOptions{Keep: []schannel.Thumbprint{{0}}})
	fmt.Println(plan.Findings[0].Text)
	fmt.Println("first:", plan.Removed[0].Class, "last:", plan.Removed[len(plan.Removed)-1].Class)
	// Output:
	// Removing 64 of 200 certificates leaves 16320 of 16384 bytes. None of them could stay. 64 names at least have to go, whichever they are.
	// first: expired last: other
}

// BenchmarkPlan plans over 10,000 roots.
func BenchmarkPlan(b *testing.B) {
	roots := randomRoots(rand.New(rand.NewPCG(1, 2)), 10000)
	profile := trustlist.Profile{Limit: 0x4000}
	options := removal.PlanOptions{Keep: []schannel.Thumbprint{roots[0].SHA1}}
	b.ReportAllocs()
	for b.Loop() {
		removal.PlanFor(roots, profile, planTime, nil, options)
	}
}
