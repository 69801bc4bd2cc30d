"""Interleaved rounds: every contender once per round, so that a slow moment of the machine hits all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping


def medians(
    contenders: Mapping[str, Callable[[], object]],
    *,
    rounds: int = 7,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """Time each contender in milliseconds, once to warm up and then ``rounds`` times; give the medians.

    ``clock`` is ``time.process_time`` for work within this process on a machine that others use as well.
    """
    for make in contenders.values():
        make()
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, make in contenders.items():
            started = clock()
            make()
            times[name].append((clock() - started) * 1000)
    return {name: statistics.median(values) for name, values in times.items()}


def report(title: str, results: Mapping[str, float], *, base: str) -> None:
    """Print medians and their ratios to ``base``."""
    print(f"\n{title}")
    for name, value in results.items():
        print(f"  {name:34} {value:9.2f} ms   {value / results[base]:7.2f} x")
