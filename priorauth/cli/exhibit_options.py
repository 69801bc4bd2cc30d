"""The options that say how exhibits are to be read: scans by machine, social-security numbers taken out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from priorauth.operations.build_packet import ask_reading

_OCR = click.option("--ocr", is_flag=True, help="Read scans by machine, where tesseract is installed.")
_TRUST_OCR = click.option(
    "--trust-ocr", is_flag=True, help="Let what was read so bear a claim out, without a person who compared it."
)
_REDACT = click.option("--redact-ssn", is_flag=True, help="Take social-security numbers out of the exhibits.")


def reading(command: Callable[..., int]) -> Callable[..., int]:
    """Return a command these options; it takes them as one value, ``reading``."""

    @wraps(command)
    def with_reading(*, ocr: bool, trust_ocr: bool, redact_ssn: bool, **others: Any) -> int:  # noqa: ANN401
        asked = ask_reading(redact_ssn=redact_ssn, ocr=ocr, trust_ocr=trust_ocr)
        return command(reading=asked, **others)

    decorated: Callable[..., int] = with_reading
    for option in (_REDACT, _TRUST_OCR, _OCR):
        decorated = option(decorated)
    return decorated
