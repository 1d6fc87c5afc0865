from latchkey import Latchkey

latchkey = Latchkey(
    api_key="lk_test_your_key",
    timeout=10,
    max_retries=3,
)
