"""Templates, letters, their approval and drawing: PA5xx and PA6xx, and PA320 to PA329."""

from __future__ import annotations

from priorauth.problems.problem_kind import ADMIN, BILLING, ERROR, NOTE, WARNING, ExitCode, ProblemKind, kinds

_CHAIN = "Each entry holds the hash of the one before it, so that a change by hand shows. Nothing is made from texts whose approval cannot be trusted."

KINDS: tuple[ProblemKind, ...] = (
    # What the linter of templates finds without any case: PA52x to PA54x
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
        ("PA544", ERROR, ADMIN, "{what}: a place that was left to be filled in", "print it from a field, such as '{{{{ patient.name }}}}', or delete it", "What is not written as a field goes out as it stands. No letter goes out with a place left open."),
        ("PA545", WARNING, ADMIN, "the style '{style}' is set in {what}, which a fax does not carry", "{remedy}", "A fax knows black and white alone, at 98 lines to the inch."),
        ("PA546", ERROR, ADMIN, "the sentence states {what}, and no field of the case stands behind it", "print it from a field, or delete the sentence", "A template is approved once and sent for years. What it says of one patient, payer or day has to come from the case; a typed sentence says it of everybody."),
        ("PA547", ERROR, ADMIN, "nobody has approved this sentence as true of every patient", "priorauth template settle NAME --by WHO", "A sentence without a field goes out with every letter. Somebody answers for it by name, once."),
        ("PA548", ERROR, ADMIN, "the letter '{name}' has no open sentence that can be settled as '{words}'", "copy the sentence as 'priorauth template settle {name}' lists it; one that states something of a patient cannot be settled", "A sentence is settled as it stands in the letter, and only where it is true of every patient."),
        ("PA549", WARNING, ADMIN, "the name '{name}' hides the field of the same name", "choose another name", "Below this line '{{{{ {name} }}}}' no longer means the case's field, and a reader of the template cannot see that."),
    ),
    # Templates and letters: PA5xx
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
    # What may be used and what not: the approval of templates, PA570 to PA589, and of profiles, PA320 to PA329
    *kinds(
        ExitCode.TEMPLATE_OR_PROFILE_INVALID,
        ("PA570", ERROR, ADMIN, "'{user}' uses {file}, which is not approved: it has SHA-256 {seen}, and {last}", "priorauth template approve {name} --by WHO --note TEXT", "A letter goes out in words that somebody answers for. Any change to a text of the practice's own, or a new one, has to be approved; what comes with the tool is approved as shipped."),
        ("PA571", ERROR, ADMIN, "'{user}' uses {file}, which was retired on {day}", "move the file out of the folder", "A retired text is not used again by accident."),
        ("PA572", ERROR, ADMIN, "'{user}' is to use {file}, which is approved and not there", "priorauth template rollback {name} --by WHO --note TEXT", "Taking a file away changes letters as much as an edit does. An approved text is retired, or it stays."),
        ("PA573", ERROR, ADMIN, "the approved text {sha} of {file} is not in the store, or was changed there", "put it back from a backup of '{store}', or approve the file as it is now", "The store keeps every approved text under its own hash. A text that does not have its hash is not the one that was approved."),
        ("PA574", ERROR, ADMIN, "this line of the registry {what}", "put the file back from a backup; it is written by 'approve', 'retire' and 'rollback' alone", _CHAIN),
        ("PA575", WARNING, ADMIN, "the draft of '{user}' uses {file}, which is not approved (SHA-256 {seen})", "priorauth template approve {name} --by WHO --note TEXT", "A draft is made from the files as they are, marked on every page; its manifest names what was not approved."),
        ("PA576", NOTE, ADMIN, "{file} counts from {day} on; until then {used} is used", "nothing, if that is meant", "An approval has a first day. Before it, what was approved earlier is used, or what is shipped."),
        ("PA577", ERROR, ADMIN, "the practice has no {what} '{name}' of its own", "{hint}", "Only files in the practice's own folder are approved, retired and rolled back; what comes with the tool is approved as shipped."),
        ("PA578", ERROR, ADMIN, "{file} cannot be rolled back: {why}", "see 'priorauth {command} log {name}'", "A rollback brings back a text that was approved before."),
        ("PA579", ERROR, ADMIN, "there is no practice here", "go to the practice's folder, the one with practice.yaml", "Approvals are kept in the practice's folder."),
        ("PA580", NOTE, ADMIN, "it was made with an earlier text of {file}, which has changed since", "nothing, if that is meant", "A packet is made again with the texts its manifest names, from the store of approved texts."),
        ("PA583", ERROR, ADMIN, "{file} was changed while it was being approved", "look at it again, then approve it", "What is approved is the text that was shown and checked."),
        ("PA584", ERROR, ADMIN, "somebody else is approving, retiring or rolling back in this practice", "try again when that has ended", "Two decisions at once would break the registry's chain."),
        ("PA585", ERROR, ADMIN, "{file} was changed while the packet was being made", "build again", "A packet is made from the texts that were looked at, and its manifest names them."),
        ("PA582", ERROR, ADMIN, "{file} is not approved or is retired already: there is nothing to retire", "see 'priorauth {command} log {name}'", "Only what is in force, or is to be, can be retired."),
    ),
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA581", ERROR, ADMIN, "the manifest says that {file} was approved, and the registry has no approval of that text", "make the packet again", "A packet that is no draft is made from approved texts alone."),
    ),
    *kinds(
        ExitCode.TEMPLATE_OR_PROFILE_INVALID,
        ("PA320", ERROR, ADMIN, "the profile '{user}' rests on {file}, which is not approved: it has SHA-256 {seen}, and {last}", "priorauth payer approve {name} --by WHO --note TEXT", "What a payer asks decides whether a packet may go out. Any change to a profile of the practice's own, or a new one, has to be approved; what comes with the tool is approved as shipped."),
        ("PA321", ERROR, ADMIN, "the profile '{user}' rests on {file}, which was retired on {day}", "move the file out of the folder", "A retired profile is not used again by accident."),
        ("PA322", ERROR, ADMIN, "the profile '{user}' is to rest on {file}, which is approved and not there", "priorauth payer rollback {name} --by WHO --note TEXT", "Taking a file away changes what is asked as much as an edit does. An approved profile is retired, or it stays."),
        ("PA323", WARNING, ADMIN, "the draft under '{user}' rests on {file}, which is not approved (SHA-256 {seen})", "priorauth payer approve {name} --by WHO --note TEXT", "A draft is made from the files as they are, marked on every page; its manifest names what was not approved."),
        ("PA324", NOTE, ADMIN, "{file} counts from {day} on; until then {used} is used", "nothing, if that is meant", "An approval has a first day. Before it, what was approved earlier is used, or what is shipped."),
    ),
    # Letters before they are live: imported, looked at and tried: PA59x, PA61x to PA63x
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA590", ERROR, ADMIN, "this is not a Word letter that can be read: {reason}", "open it in Word and save it as a Word document (.docx) without a password", "Only .docx is read; an old .doc, a protected file or a renamed one is not."),
        ("PA591", ERROR, ADMIN, "the Word file is not opened: {reason}", "take that out in Word, or copy the text into a new document, and save it again", "What could run, fetch or hide something in a Word file is refused, never removed in silence."),
        ("PA592", ERROR, ADMIN, "the letter has no text of its own", "check that this is the right file; text in text boxes and pictures is not read", "Nothing stands in the body of the document."),
        ("PA593", ERROR, ADMIN, "'{name}' cannot name a template", "use small letters, digits and '_', such as --name our_letter", "A template's name is its file's name, and commands and payers refer to it."),
        ("PA598", ERROR, ADMIN, "the template's name has the patient's name in it", "choose another with --name", "File names and logs never carry a patient's name. A template is called after its file unless --name says otherwise."),
    ),
    *kinds(
        ExitCode.TEMPLATE_OR_PROFILE_INVALID,
        ("PA595", WARNING, ADMIN, "the letterhead could not be kept: {reason}", "put the letterhead into a new Word file without that, and save it as letterhead.docx", "A letterhead travels to the payer with every letter, so what may not go out is refused."),
        ("PA596", ERROR, ADMIN, "the letter still has a place to fill in", "replace the words FILL IN at this line", "An import put it where a value stood that fits no field. A letter that has one may be previewed and drafted, and never sent."),
        ("PA610", ERROR, ADMIN, "there is no scenario or made-up case '{name}'", "{hint}", "Scenarios are files in the folder scenarios of the practice, and those shipped."),
        ("PA611", ERROR, ADMIN, "the scenario changes '{key}', which its case does not have", "name the place as the case file has it, with dots; numbers count list entries from 0", "A change names a place of the case file."),
        ("PA612", ERROR, ADMIN, "the letter does not say this sentence", "{hint}", "A template's tests name sentences that its letter has to say."),
        ("PA613", ERROR, ADMIN, "the letter says this sentence, which it must not", "{hint}", "A template's tests name sentences that its letter must never say."),
        ("PA614", ERROR, ADMIN, "the letter takes {pages} pages; {limit} is the most", "shorten the template, or raise pages_at_most", "A template's tests say how long its letter may be."),
        ("PA615", ERROR, ADMIN, "this scenario does not make the document '{name}'", "choose a scenario whose payer or case needs it", "Which letter is written follows from the payer's position; request letters follow from what is missing."),
        ("PA616", ERROR, ADMIN, "no test of the template '{name}' was found", "write one in template_tests/{name}.yaml; docs/word-letter.md shows how", "Asked to test a template that has no tests, the tool does not call it tested."),
        ("PA617", ERROR, ADMIN, "a test names either a scenario or a case, and expects something", "give it 'scenario' or 'case', and at least one of says, never_says and pages_at_most", "A test that expects nothing would always pass."),
        ("PA618", ERROR, ADMIN, "no scenario makes the document '{name}'", "name one with --case, or write one in the folder scenarios", "A preview needs a case that the template is written for."),
        ("PA620", NOTE, ADMIN, "no scenario comes to '{branch}' being {outcome}", "add a scenario that does, or look at the line with care", "What no scenario reaches was not seen on any page."),
    ),
    # Drawing documents, and reading them back: PA6xx
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA601", ERROR, BILLING, "'{key}' has a character no shipped font can draw (U+{codepoint})", "write it with letters the fonts have", "The PDF would show an empty box or nothing at all."),
    ),
    *kinds(
        ExitCode.TEMPLATE_OR_PROFILE_INVALID,
        ("PA602", ERROR, ADMIN, "the letterhead cannot be used: {reason}", "start from the shipped letterhead.docx", "The Word file that carries the styles is damaged or holds what may not go out."),
    ),
    *kinds(
        ExitCode.INTERNAL_ERROR,
        ("PA603", ERROR, ADMIN, "the {format} does not say what the letter says (block {block})", "report this, with the template and without the case", "The finished file was read again and a text was missing or changed. It was not released."),
        ("PA604", ERROR, ADMIN, "the {format} carries '{mark}', which no finished letter may", "report this, with the template and without the case", "A template mark or an empty value reached the finished file."),
        ("PA605", ERROR, ADMIN, "the {format} has text beyond the edge of page {page}", "report this, with the template and without the case", "A text that falls off the page is read by programs but not by people. The file was not released."),
    ),
)  # fmt: skip
