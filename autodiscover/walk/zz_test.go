package walk_test

import (
	"os"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel/autodiscover/walk"
)

func TestZZ(t *testing.T) {
	if os.Getenv("WRITE_CODES") == "" {
		return
	}
	var b strings.Builder
	for e := range walk.Catalog() {
		b.WriteString(string(e.Code) + "\n")
	}
	os.WriteFile("testdata/codes.txt", []byte(b.String()), 0o644)
}
