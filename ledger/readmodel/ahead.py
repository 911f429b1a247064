"""An iterator that is worked one step ahead, in a thread of its own."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Generator[T]) -> Iterator[T]:
    """Yield the same items, each while the next is being made; what is raised there is raised here.

    From its first step to its last, the generator runs in one and the same thread.
    """
    with ThreadPoolExecutor(1) as worker:
        coming = worker.submit(_step, items)
        try:
            while item := coming.result():
                coming = worker.submit(_step, items)
                yield item[0]
        finally:
            worker.submit(items.close).result()


def _step(items: Iterator[T]) -> tuple[T] | None:
    for item in items:
        return (item,)
    return None
