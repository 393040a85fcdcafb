"""What an async function comes to, where a test may have left a loop running."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def awaited(asked: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """Its result, from a loop in a thread of its own: Playwright's runs in the tests' own thread until they end."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(asked())).result()
