"""The options that say how packets are made: what form, how exhibits are read, how the result is to go out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.operations.build_packet import BuildSpec, Delivery, Format, ask_reading

format_option: options.Decorator = click.option(
    "--format",
    type=click.Choice([form.value for form in Format]),
    callback=lambda ctx, param, value: Format(value),
    default="both",
    show_default=True,
)
out_option: options.Decorator = click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path("packets"), show_default=True
)
request_option: options.Decorator = click.option(
    "--request", "as_request", is_flag=True, help="Make a request, though the plan takes none."
)
delivery_options = options.as_one(
    "delivery",
    Delivery,
    click.option("--channel", metavar="NAME", help="Keep to the limits of this channel of the payer's profile."),
    click.option(
        "--max-mb",
        "max_megabytes",
        type=click.FloatRange(min=0, min_open=True),
        metavar="N",
        help="The most megabytes of one file, for once.",
    ),
    click.option(
        "--max-pages", type=click.IntRange(min=1), metavar="N", help="The most pages of one file, for once."
    ),
    click.option("--trim", is_flag=True, help="Enclose only cited pages of exhibits; imaging reports stay whole."),
    click.option("--fax", is_flag=True, help="Draw it to survive a fax: black on white, large letters, a cover."),
)
"""How a packet is to go out: its channel, limits for once, trimming, fax."""
reading_options = options.as_one(
    "reading",
    ask_reading,
    click.option("--ocr", is_flag=True, help="Read scans by machine, where tesseract is installed."),
    click.option(
        "--trust-ocr", is_flag=True, help="Let what was read so bear a claim out, without a person who compared it."
    ),
    click.option("--redact-ssn", is_flag=True, help="Take social-security numbers out of the exhibits."),
)
"""How exhibits are to be read: scans by machine, social-security numbers taken out."""
spec_options = options.as_one("spec", partial(BuildSpec, Path()))
"""The specification of a build whose case file is named later; it stands below the options that it is made of."""
