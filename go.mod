module github.com/schanneltrust/schannel

go 1.26.0

require golang.org/x/crypto v0.58.0

require go.yaml.in/yaml/v3 v3.0.5 // indirect

// Tests only: no package that can be imported links these.
require (
	github.com/google/go-cmp v0.7.0
	github.com/stretchr/testify v1.12.1
)
