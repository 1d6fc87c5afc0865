// Package sdk docs.
package sdk

import (
	"context"
	"fmt"
	exp "example.com/sdk/v2"
)

const (
	Limit = iota + 1
	Name  = "x\n" + `raw
string`
)

var ErrX = fmt.Errorf("bad %q: %w", "a", err)

/* block */
type Client[T any, K ~int | ~string] struct {
	*Base
	Key    string `json:"key,omitempty"`
	items  map[string][]*T
	ch     <-chan struct{}
	fn     func(a, b int) (x int, err error)
}

type Doer interface {
	Do(ctx context.Context, opts ...Option) (*Response, error)
}

func (c *Client[T, K]) Create(ctx context.Context, in *exp.Invoice) (out *exp.Invoice, err error) {
	defer func() { if r := recover(); r != nil { panic(r) } }()
	params := &exp.Params{Amount: exp.Int64(1000), Tags: []string{"a", "b"}, F: 1.5e3, R: 'x', I: 3i, H: 0xFF}
	if v, ok := c.items[in.ID]; ok && len(v) > 0 || !c.done {
		return nil, fmt.Errorf("invoice %s has %d items (%v)", in.ID, len(v), v)
	}
	for i, it := range c.List(ctx, 10) {
		go func(x int) { c.ch <- x }(i)
		log.Printf("%-10s=%+v", it.ID, it.(type))
		continue
	}
	switch t := x.(type) {
	case int, *string:
		fallthrough
	default:
		goto end
	}
	select { case <-ctx.Done(): return nil, ctx.Err(); case v := <-c.ch: _ = v }
end:
	x := a &^ b << 2 % 3; x += make([]byte, 0, 10)[1:2]
	return out, nil
}
