"""Whose pages the exhibits are, and whether all of them are there: PA750 to PA769."""

from __future__ import annotations

from priorauth.problems.problem_kind import BILLING, ERROR, NOTE, RADIOLOGIST, WARNING, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA750", ERROR, BILLING, "{pages}: the patient named is somebody else", "take the pages of the other person out, or correct the name in the case", "Another person's page discloses that person's chart to the payer, and the request is judged on the wrong record. It is not sent."),
        ("PA751", ERROR, BILLING, "{pages}: the patient's name is nearly the one in the case", "ask the records office to correct the page; if the page is right, correct the name in the case", "One letter, a suffix or half a name off can be a slip or another person. A reviewer cannot tell, and the payer's system will not match it. It is not guessed here either."),
        ("PA752", ERROR, BILLING, "{pages}: the patient's birth date is another", "take the pages of the other person out, or correct the date in the case", "Without the patient's name beside it, another birth date means another person's page."),
        ("PA753", ERROR, BILLING, "{pages}: the patient's name is right and the birth date is another", "compare the insurance card; ask the records office to correct the page, or take it out", "It may be a mistyped date, or the page of another person of the same name. Both must be mended before it goes out."),
        ("PA754", ERROR, BILLING, "{pages}: the chart number is not the one in the case", "take the pages out if they are another person's; if another facility made them and counts its patients itself, name who compared name and birth date: 'attested_by'", "A number that differs is how a misfiled page shows. Other facilities have numbers of their own, so a named person may vouch for the page where name and birth date are right."),
        ("PA755", ERROR, BILLING, "{pages}: the member id is not the one in the case", "compare the insurance card and correct the case; if the page shows an earlier plan, name who compared it: 'attested_by'", "A payer that meets another member id files the page under another member."),
        ("PA756", WARNING, BILLING, "no page says whose it is", "ask for a copy with the patient's name and birth date on it", "Pages without a name can be anybody's. Reviewers set them aside."),
        ("PA757", WARNING, BILLING, "{pages}: '{field}' reads differently on a scan", "compare the page by eye", "A machine read these words from a picture and may have misread them. Somebody has to look."),
        ("PA758", WARNING, BILLING, "{pages}: a social-security number is printed", "build with --redact-ssn, which takes it out", "No payer needs it to decide, and it is the number that does most harm when a fax goes astray."),
        ("PA760", WARNING, BILLING, "the document has {count} pages by its own count, without {missing}", "scan the document again, with all its pages", "The pages count themselves, so a reviewer sees that some are missing."),
        ("PA761", WARNING, BILLING, "the page is the same as page {number} of exhibit {other}", "take one of the two out; look whether another page was meant", "A page scanned twice often stands where another one was skipped."),
        ("PA762", WARNING, BILLING, "the document is the same as exhibit {other}", "keep one of the two; look whether another document was meant", "The same document twice makes the packet longer and shows nothing more."),
        ("PA763", NOTE, BILLING, "{pages}: there is nothing on it", "leave it out, unless the page's back was meant", "A blank page is counted and faxed like any other."),
        ("PA764", WARNING, BILLING, "{pages}: a picture without text, so no name, date or number was compared", "compare it by eye and name who did: 'attested_by'", "A machine cannot read a scan. What stands on it, whose it is, and whether a social-security number is on it was not checked."),
        ("PA766", WARNING, BILLING, "the pages are not in the order of their own count", "put them in order", "A reviewer who reads pages out of order looks for what is missing."),
        ("PA767", WARNING, BILLING, "{pages}: '{field}' is another on the page; a named person vouches for it", "nothing, if it is another facility's or an earlier plan's", "Name and birth date are the patient's, and 'attested_by' says who looked."),
        ("PA768", WARNING, BILLING, "{pages}: the record says that it is not final", "ask for the signed one", "Unsigned records count for little with a reviewer."),
        ("PA769", ERROR, BILLING, "a social-security number could not be taken out", "ask for a copy without it, or print the exhibit to PDF again", "Its place on the page is not known, or the file holds it where no page shows it. What cannot be taken out is not sent as if it had been."),
    ),
    *kinds(
        ExitCode.NOT_READY,
        ("PA759", ERROR, BILLING, "the report has {count} pages by its own count, without {missing}", "ask for the whole report and scan all its pages", "Appeals were lost because one page of a report was sent alone. The finding and the impression often stand on different pages."),
        ("PA765", ERROR, RADIOLOGIST, "{pages}: the report says that it is not final", "ask for the final, signed report", "A preliminary report can still change. Payers decide on the final one."),
    ),
)  # fmt: skip
