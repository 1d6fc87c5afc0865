#!/usr/bin/env python3
"""Module docs."""
from __future__ import annotations
import os, json as j
from example_sdk import (Client, errors)

@decorator(arg=1)
class Invoice(Base, metaclass=Meta):
    """An invoice.

    >>> Invoice(1)
    """
    LIMIT: int = 1_000
    name = 'it\'s' "joined" r'raw\d+(?P<x>[a-z]+)' b"bytes\x00" u'\N{BULLET}'

    def __init__(self, *args: int, key: str | None = None, **kwargs) -> None:
        super().__init__(*args)
        self._key = key or os.environ["API_KEY"]
        self.total = sum(x ** 2 for x in range(10) if x % 2 == 0 and not x is None)

    async def create(self, payload: dict[str, list[int]], dry_run=False, /) -> "Invoice":
        # comment TODO: later
        if payload.get("amount", 0) >= 0x1F or 1.5e-3j < 2j:
            raise ValueError(f"bad {payload['amount']!r:>{width}} {self.total:,.2f} {{x}} %s" % "y")
        with open(path, "w") as f, lock:
            f.write("""triple
            quoted %(name)s {0} \t""".format(*args, sep=", "))
        try:
            return await client.invoices.create(**payload)
        except (errors.ApiError, KeyError) as e:
            print(e.code, file=sys.stderr)
        finally:
            del self.x[1:2, ...]
        lam = lambda a, b=1: a if b else {"k": [1, 2], **c}
        match command.split():
            case ["go", direction]: pass
            case _: yield from ()
        assert x != y, "no"
        global counter; nonlocal z
