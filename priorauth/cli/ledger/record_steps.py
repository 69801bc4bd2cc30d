"""The steps of `priorauth ledger`: each records one thing that happened to a case."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from priorauth.cli import options
from priorauth.cli.recording import acting, ledger_option, ledger_place
from priorauth.operations.ledger.manage_ledger import Entry, StepIncomplete, record_step
from priorauth.problems import Refused, problem

_DAY = options.Day()
_WANTED = ["records", "imaging", "peer_to_peer", "form", "other"]
on_day = click.option("--on", type=_DAY, default=options.today, show_default="today", help="The day it happened.")
bodies_option = click.option("--bodies", metavar="L4,L5,...", help="The vertebral bodies.")
units_option = click.option("--units", metavar="CODE:N,...", help="Codes and units, such as 64628:1,64629:1.")


@click.command()
@click.argument("case_id")
@click.option("--channel", required=True, help="How it was sent, such as portal or fax.")
@click.option("--reference", help="The payer's number for the request.")
@on_day
@ledger_option
def submit(case_id: str, channel: str, reference: str | None, on: date, url: str | None) -> None:
    """Record that the packet of CASE_ID was sent. The tool itself never sends."""
    take(url, case_id, {"kind": "submitted", "on": on, "channel": channel, "reference": reference})


@click.command()
@click.argument("case_id")
@click.option("--wanted", type=click.Choice(_WANTED), default="other")
@click.option("--respond-by", type=_DAY, help="The day the payer's letter gives.")
@on_day
@ledger_option
def inform(case_id: str, wanted: str, respond_by: date | None, on: date, url: str | None) -> None:
    """Record that the payer asks for more information."""
    step = {"kind": "information_requested", "on": on, "wanted": wanted, "respond_by": respond_by}
    take(url, case_id, step)


@click.command()
@click.argument("case_id")
@click.argument("decision", type=click.Choice(["approved", "denied"]))
@click.option("--authorization", help="The authorization number (approved).")
@bodies_option
@units_option
@click.option("--valid-from", type=_DAY)
@click.option("--valid-to", type=_DAY)
@click.option("--reason", help="The reason as the payer's letter prints it (denied).")
@click.option("--code", help="The payer's reason code (denied).")
@click.option("--appeal-by", type=_DAY, help="The last day for an appeal, as the letter prints it (denied).")
@on_day
@ledger_option
def decide(
    case_id: str,
    decision: str,
    authorization: str | None,
    bodies: str | None,
    units: str | None,
    valid_from: date | None,
    valid_to: date | None,
    reason: str | None,
    code: str | None,
    appeal_by: date | None,
    on: date,
    url: str | None,
) -> None:
    """Record the payer's decision on CASE_ID."""
    if decision == "denied":
        step: dict[str, Any] = {"reason": reason, "code": code, "appeal_by": appeal_by}
    else:
        step = {
            "authorization": authorization,
            "bodies": _bodies(bodies),
            "units": _units(units),
            "valid_from": valid_from,
            "valid_to": valid_to,
        }
    take(url, case_id, {"kind": decision, "on": on, **step})


@click.command()
@click.argument("case_id")
@click.option("--level", type=click.Choice(["1", "2", "external"]), required=True)
@click.option("--channel", required=True, help="How it was sent.")
@click.option("--reference", help="The payer's number for the appeal.")
@on_day
@ledger_option
def appeal(case_id: str, level: str, channel: str, reference: str | None, on: date, url: str | None) -> None:
    """Record that an appeal was sent."""
    take(url, case_id, {"kind": "appealed", "on": on, "level": level, "channel": channel, "reference": reference})


@click.command()
@click.argument("case_id")
@click.option("--date", "planned", type=_DAY, required=True, help="The day of the procedure.")
@bodies_option
@units_option
@on_day
@ledger_option
def schedule(case_id: str, planned: date, bodies: str | None, units: str | None, on: date, url: str | None) -> None:
    """Record the planned day, and the bodies and units the schedule has."""
    step = {
        "kind": "scheduled",
        "on": on,
        "planned_date": planned,
        "bodies": _bodies(bodies),
        "units": _units(units),
    }
    take(url, case_id, {"kind": "scheduled", "on": on, **step})


@click.command()
@click.argument("case_id")
@click.argument("outcome", type=click.Choice(["performed", "withdrawn", "closed", "expired"]))
@on_day
@ledger_option
def close(case_id: str, outcome: str, on: date, url: str | None) -> None:
    """Record that the procedure was done, the request closed, or the authorization expired."""
    step = {"kind": "expired"} if outcome == "expired" else {"kind": "done", "outcome": outcome}
    take(url, case_id, {**step, "on": on})


def take(url: str | None, case_id: str, facts: dict[str, Any]) -> None:
    """Record a step, or say which option is missing or wrong (PA1108)."""
    try:
        entry = record_step(ledger_place(url), case_id, facts, actor=acting(), moment=options.now())
    except StepIncomplete as refused:
        fix = f"see 'priorauth ledger {click.get_current_context().info_name} --help'"
        raise Refused(problem("PA1108", field=_option(name), fix=fix) for name in refused.fields) from None
    click.echo(line(entry))


def _option(field: str) -> str:
    """Name the option a field was typed after."""
    return f"--{field.replace('_', '-')}"


def _bodies(text: str | None) -> list[str] | None:
    return None if text is None else [part.strip().upper() for part in text.split(",") if part.strip()]


def _units(text: str | None) -> list[dict[str, str]] | None:
    if text is None:
        return None
    pairs = [part.strip().partition(":") for part in text.split(",") if part.strip()]
    return [{"code": code, "units": units or "1"} for code, _, units in pairs]


def line(entry: Entry) -> str:
    """Say in a line where a case stands."""
    planned = f", planned {entry.planned_date}" if entry.planned_date else ""
    number = f", authorization {entry.authorization}" if entry.authorization else ""
    return f"{entry.case_id}  {entry.state.value.replace('_', ' ')} since {entry.last_on}{planned}{number}"


COMMANDS = (submit, inform, decide, appeal, schedule, close)
"""The commands, to be hung into the group."""
