"""What the linter of templates finds without any case: PA52x to PA54x."""

from __future__ import annotations

from priorauth.problems.problem_kind import ADMIN, ERROR, WARNING, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.TEMPLATE_OR_PROFILE_INVALID,
        ("PA520", ERROR, ADMIN, "the filter '{filter}' takes a {wanted}; it is given a {given}", "give it what it takes, or leave the filter out", "A filter given the wrong kind of value stops the build of every packet that uses the template."),
        ("PA521", ERROR, ADMIN, "'{sign}' cannot hold a {left} against a {right}", "compare values of one kind; dates are words here and have no order", "Such a comparison is never true, or stops the build."),
        ("PA522", ERROR, ADMIN, "'for' goes over '{path}', which is a {given} and not a list", "loop over a list, or use the value without a loop", "Only lists can be gone through one by one."),
        ("PA523", ERROR, ADMIN, "'{name}' exists only inside the loop that names it", "move the line between 'for' and 'endfor', or loop again", "A loop's name is gone when the loop ends, and means nothing before it begins."),
        ("PA524", ERROR, ADMIN, "{what}", "see 'priorauth template fields' for what 'loop' has", "Inside a loop, 'loop' tells which turn it is. It does not exist outside, and a partial cannot count on the loop it is included in."),
        ("PA525", ERROR, ADMIN, "'{path}' may be empty and is used without a guard", "guard it with 'if'", "Not every case has this fact. Without a guard the packet of a case that lacks it cannot be built."),
        ("PA526", ERROR, ADMIN, "'{{% {tag} %}}' is never closed", "add '{{% end{tag} %}}' where it ends", "Every 'if' and 'for' has an end of its own."),
        ("PA527", ERROR, ADMIN, "'{{% {tag} %}}' belongs to nothing: {reason}", "remove it, or add what it belongs to", "An end or an 'else' stands in the block it belongs to."),
        ("PA528", ERROR, ADMIN, "{what} is typed into the template", "print it from the case's fields: {field}", "What is typed into a template goes out with every patient's letter. One patient's data in another's letter is a breach."),
        ("PA529", WARNING, ADMIN, "{what} is typed into the template", "if it belongs to one case, print it from the case's fields: {field}", "A date or a name that was right in one letter may be wrong in the next, and may be a patient's."),
        ("PA530", WARNING, ADMIN, "{what} is typed into the template", "check that it is meant for every letter; a payer's address belongs to its profile", "Nobody notices when an address that stands in a template has changed."),
        ("PA531", WARNING, ADMIN, "{what} is typed into the template", "print it from the case's fields: {field}", "Levels, Modic types and codes differ from case to case, and a letter that names others than the case is refused (PA511)."),
        ("PA532", WARNING, ADMIN, "no paragraph answers these criteria of the profile '{profile}': {criteria}", "print the criteria as a table ('for row in criteria'), or the facts they turn on: {fields}", "A reviewer looks for each criterion of the payer's policy by name. The criteria table answers all of them; without it, each needs a paragraph that prints the facts it turns on."),
        ("PA533", ERROR, ADMIN, "the letter has no signature block", "end it with a '```signature' block, or include \"partials/signature.md\"", "A physician signs every letter. The block keeps the room for the signature and the name together."),
        ("PA534", WARNING, ADMIN, "the signature block {what}", "print 'clinician.signature' in one signature block", "A letter is signed once, by the physician of the case."),
        ("PA535", WARNING, ADMIN, "the template's own words fill about {pages} pages; a letter should not pass {limit}", "shorten the text; a table row says more than a paragraph", "A reviewer has five minutes. The case's facts come on top of the template's own words."),
        ("PA536", WARNING, ADMIN, "a 'small' block is set in {size} points in the Word file; a fax needs {least}", "use an ordinary paragraph", "A standard fax has 98 lines to the inch: smaller letters break up."),
        ("PA537", WARNING, ADMIN, "'for' names '{name}', which is neither a position nor a profile", "{hint}", "A template says in 'for' whom it is written for, by a payer's position or a profile's id."),
        ("PA538", WARNING, ADMIN, "no template includes this partial", "include it, or delete the file", "A change to it would change no letter."),
        ("PA539", WARNING, ADMIN, "{what}", "{remedy}", "Characters nobody sees make two lines look alike that are not, and differ in print."),
        ("PA540", WARNING, ADMIN, "the template cites evidence and never prints it", "include \"partials/evidence.md\", or take 'cites' out", "The citations in 'cites' become the lines of 'evidence'."),
        ("PA541", WARNING, ADMIN, "the template prints evidence and cites none", "name the sources in 'cites'", "The lines of 'evidence' are those of the ids in 'cites'."),
        ("PA542", WARNING, ADMIN, "'{path}' is never empty, so this test always gives the same", "ask for what may be missing, or leave the test out", "A guard that guards nothing hides which facts may be missing."),
        ("PA543", ERROR, ADMIN, "'{name}' is set in some branches only", "set it before the 'if', or add an 'else' that sets it", "Where no branch set it, the name does not exist."),
        ("PA544", WARNING, ADMIN, "{what} looks like a place to fill in", "write it as a field: '{{{{ patient.name }}}}'", "What is not written as a field goes out as it stands."),
        ("PA545", WARNING, ADMIN, "the style '{style}' is set in {what}, which a fax does not carry", "{remedy}", "A fax knows black and white alone, at 98 lines to the inch."),
        ("PA549", WARNING, ADMIN, "the name '{name}' hides the field of the same name", "choose another name", "Below this line '{{{{ {name} }}}}' no longer means the case's field, and a reader of the template cannot see that."),
    ),
)  # fmt: skip
