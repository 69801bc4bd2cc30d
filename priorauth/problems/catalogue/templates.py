"""Templates and letters: PA5xx."""

from __future__ import annotations

from priorauth.problems.problem_kind import ADMIN, BILLING, ERROR, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.TEMPLATE_OR_PROFILE_INVALID,
        ("PA501", ERROR, ADMIN, "the template cannot be read: {reason}", "mend the line shown", "Jinja could not make sense of the template."),
        ("PA502", ERROR, ADMIN, "the template asks for '{name}', which the letter does not have", "{hint}", "A name that does not exist is an error, never an empty space."),
        ("PA503", ERROR, ADMIN, "a value of kind {type} cannot be printed", "print a field of it, or guard it with 'if'", "None, floats and whole records are not text; printing them would put nonsense into a letter."),
        ("PA504", ERROR, ADMIN, "there is no template '{name}'", "{hint}", "Templates are found in the practice's templates folder, then among those shipped."),
        ("PA505", ERROR, ADMIN, "the letter says '{phrase}', which may not be said", "take the sentence out", "The phrase claims something no source in the citation library supports."),
        ("PA506", ERROR, ADMIN, "the letter cites '{id}', which the citation library does not have", "cite by an id of the library", "A letter can only cite what has been verified."),
        ("PA507", ERROR, ADMIN, "the template uses {what}, which templates may not use", "remove it", "Templates run in a sandbox with a short list of allowed constructs."),
        ("PA508", ERROR, ADMIN, "{what} is not something a letter can hold", "use headings, paragraphs, lists, tables, links and the shipped figures", "Raw HTML and remote images are not carried into a letter."),
        ("PA509", ERROR, BILLING, "the letter takes {pages} pages; {limit} is the most", "shorten the case's free texts", "A reviewer has five minutes."),
        ("PA511", ERROR, ADMIN, "the letter names {what}", "print it from the case's fields instead of typing it into the template", "The letter, the case, the request and the report have to name the same levels, types, bodies and units. A reviewer compares them."),
        ("PA510", ERROR, ADMIN, "'{id}' is in the citation library, but no claim of it is", "take it out of 'cites'", "A line of evidence says what its source was seen to say. This source is listed for its reference alone."),
        ("PA640", ERROR, ADMIN, "no approved template has the hash {hash}", "see 'priorauth template list' for what is found by name", "A version is found by the SHA-256 of the file as it was approved, or its first twelve digits."),
    ),
    *kinds(
        ExitCode.USAGE,
        ("PA641", ERROR, ADMIN, "the names of the files do not say which letter they are versions of", "name the letter with --as, such as --as medical_necessity", "A letter is written with what its place in a packet gives it, and that is known by the template's name."),
    ),
)  # fmt: skip
