"""`priorauth payer for`: what a scheduler asks before a day is planned."""

from __future__ import annotations

import json

import pytest

from tests.cli.in_process import called


@pytest.mark.parametrize(
    ("state", "policy", "status", "says"),
    [
        ("WA", "L39642", "not_met", "allows 2 in one session"),
        ("GA", "L39420", "met", "At most four vertebral bodies in one session"),
        ("NY", "L40302", "met", "At most four vertebral bodies in one session"),
        ("OH", None, None, "none is claimed"),
        ("TX", None, None, "was not seen: ask the contractor"),
    ],
)
def test_three_bodies_in_each_kind_of_state(state: str, policy: str | None, status: str | None, says: str) -> None:
    asked = ("payer", "for", "--state", state, "--line", "medicare", "--bodies", "L4,L5,S1")
    done = called(*asked)
    assert done.returncode == 0
    assert says in done.stdout
    assert "contractor by state: a public table" in done.stdout
    assert "takes no request for prior authorization" in done.stdout
    data = json.loads(called(*asked, "--json").stdout)
    assert (data["policy"], [limit["status"] for limit in data["limits"]]) == (policy, [status] if status else [])


def test_two_bodies_fit_everywhere_and_an_advantage_plan_takes_requests() -> None:
    done = called("payer", "for", "--state", "Washington", "--line", "medicare_advantage", "--bodies", "L5,S1")
    assert "L5 and S1: met" in done.stdout
    assert "takes no request" not in done.stdout
    assert "clock: Organization determination, expedited: 72 hours" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--state", "ZZ", "--line", "medicare"), "PA348"),
        (("--state", "WA", "--line", "medicare", "--bodies", "L9"), "such as L4,L5,S1"),
        (("--state", "WA"), "Give a CASE, or --state and --line"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_remedy(words: tuple[str, ...], said: str) -> None:
    done = called("payer", "for", *words)
    assert (done.returncode, said in done.stderr) == (2, True)
