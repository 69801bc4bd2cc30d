"""Answers of people to what the chart leaves open: PA13xx."""

from __future__ import annotations

from priorauth.problems.problem_kind import (
    ADMIN,
    BILLING,
    CLINICIAN,
    ERROR,
    WARNING,
    ExitCode,
    ProblemKind,
    kinds,
)

KINDS: tuple[ProblemKind, ...] = (
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA1301", ERROR, BILLING, "there is no item '{item}' in this case", "list the items with 'priorauth review CASE --json'; an item gets another id when its page or the case changes", "An item is made from the case and the pages each time. An answer to a question that is no longer asked would settle something nobody looked at."),
        ("PA1302", ERROR, CLINICIAN, "'{answer}' cannot be given to this item", "choose one of: {offered}", "Nobody may settle what no record states: a Modic type or level that no signed MRI report gives, or a date or number that no passage holds. Ask for an addendum or for the record."),
        ("PA1303", ERROR, BILLING, "a {role} has to settle this item", "have a {role} answer, and give that role", "Which word of a chart is right is a matter of looking for some facts and of medicine for others."),
        ("PA1304", ERROR, CLINICIAN, "this answer needs the clinician's own words", "add --statement with what is to be said to the passage", "The chart says it plainly, and a reviewer reads it. It can be answered; it cannot be passed over."),
        ("PA1305", ERROR, BILLING, "the answer {what} --text", "give --text with the sentence as printed when you confirm a page without readable text, and leave it out otherwise", "A page that no machine can read is read by a named person, who types its words. Nothing else is typed in."),
        ("PA1306", ERROR, BILLING, "the page of the typed sentence is not given, or is not one that this item shows", "give --page with one of: {pages}", "A sentence is cited at the page on which it stands."),
        ("PA1307", ERROR, BILLING, "the day of the answer lies after {today}", "give the day on which the page was looked at", "Nobody has looked at a page on a day that is still to come."),
        ("PA1308", ERROR, ADMIN, "line {line} is not an answer as it was written", "restore the file from a backup, or take that line out and answer the item again", "Answers are only ever added, each as one line. A line that reads otherwise was changed by hand or cut off, and what it said is not guessed."),
        ("PA1311", ERROR, BILLING, "no answer to the item '{item}' is in force", "see what was answered with 'priorauth review CASE --json'", "Only an answer that was given and not taken back can be withdrawn."),
        ("PA1312", ERROR, BILLING, "'{flag}' is empty, too long, or has a character that cannot be printed", "type it again; a name has at most 200 characters", "The name and the words stand beside the answer for good, and may be printed in a letter."),
    ),
    *kinds(
        ExitCode.FILE_ACCESS,
        ("PA1309", ERROR, BILLING, "somebody else is answering items of this case", "try again in a moment", "Answers are added one at a time, so that none is lost."),
    ),
    *kinds(
        ExitCode.OK,
        ("PA1310", WARNING, BILLING, "{count} earlier {noun} no longer: since then the case has changed, or a page that speaks of it has changed or was added", "answer the item again", "An answer holds for what the chart said of it. Once a page of that record is another, or a new one speaks of the same fact, somebody has to look again."),
    ),
)  # fmt: skip
