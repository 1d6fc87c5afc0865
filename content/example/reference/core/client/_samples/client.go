client := latchkey.New(latchkey.Options{
	APIKey:     "lk_test_your_key",
	Timeout:    10,
	MaxRetries: 3,
})
