// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

//go:build cluster

package main

// The runners for clusters, and the worker that they start. They link 400
// packages that nobody needs who runs the pipeline in one process.
import (
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/gcs"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/dataflow"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/flink"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/spark"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal"
)
