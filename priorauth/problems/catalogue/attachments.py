"""Exhibits and how they are opened: PA695 to PA697, PA70x to PA72x."""

from __future__ import annotations

from priorauth.problems.problem_kind import BILLING, CLINICIAN, ERROR, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA695", ERROR, BILLING, "page {page} is asked for, and the file has {count}", "correct the pages", "An exhibit may be some pages of a file. They are counted from the file's first page, whatever is printed on it."),
        ("PA696", ERROR, BILLING, "what stands behind '#' {reason}", "name pages of the file from first to last, each once, such as FILE#18-20 or FILE#3,5-7", "Pages of a file are named behind its name. Without '#' the whole file is read."),
        ("PA697", ERROR, BILLING, "there is more text than is read as one report ({limit} characters)", "name the pages of the report: 'pages', or FILE#18-20", "A report of this length is usually a whole chart. Reading takes time in proportion to the text, so it is bounded."),
        ("PA701", ERROR, BILLING, "the exhibit's file is not there", "check 'file', or scan the document again", "A page reference has to lead to a page."),
        ("PA702", ERROR, BILLING, "the exhibit cannot be opened as {kind}", "print it to PDF again", "The file is damaged or is not what its name says."),
        ("PA703", ERROR, BILLING, "the exhibit is protected by a password", "save it without one", "A reviewer could not open it either."),
        ("PA704", ERROR, BILLING, "'{key}' points to page {page}, and the exhibit has {count}", "correct the page", "A page reference has to lead to a page."),
        ("PA705", ERROR, BILLING, "'{key}' quotes words that are not on that page", "copy the words from the page", "The letter quotes the chart. Words that are not there may not be quoted."),
        ("PA706", ERROR, BILLING, "'{key}' rests on a page that a machine cannot read", "name who compared them: 'attested_by'", "A scan cannot be read by machine, so a person has to have looked."),
        ("PA707", ERROR, BILLING, "the file type of the exhibit is not taken", "use PDF, PNG, JPEG, TIFF, Word (.docx) or plain text (.txt)", "Only types whose pages can be bound are taken."),
        ("PA708", ERROR, BILLING, "the exhibit is damaged: reading it gave a warning", "print it to PDF again", "A damaged file can open with fewer pages than it had. It is not bound until it is whole."),
        ("PA709", ERROR, BILLING, "the exhibit is a form whose entries cannot be shown on its pages", "print it to PDF again", "A form keeps its entries apart from its pages. These could not be drawn, so a reviewer would see empty or old fields."),
    ),
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA710", ERROR, BILLING, "the exhibit is named as {named} and is {found}", "give the file the ending of what it is, or save it as PDF", "What a file is, its content says. A name that says something else is a mistake, or is meant to get a file past someone."),
        ("PA711", ERROR, BILLING, "the exhibit is two kinds of file in one", "print it to PDF again", "Another program would open the same file as something else, so two readers would not see the same document."),
        ("PA712", ERROR, BILLING, "the exhibit has been cut short", "ask for the whole file again", "The end of the file is missing, or it has fewer pages than it says. What is missing may be the page that matters."),
        ("PA713", ERROR, BILLING, "the exhibit is an XFA form", "open it in Adobe Reader and print it to PDF", "The pages of an XFA form exist only inside the program that fills it in; any other reader sees a notice instead."),
        ("PA714", ERROR, BILLING, "the exhibit has layers that are switched off or depend on the reader", "print it to PDF again", "Such a layer shows in one program or on paper and not in another, so two readers would not see the same document."),
        ("PA715", ERROR, BILLING, "the exhibit keeps part of its content in another file or as a program", "print it to PDF again", "What is not in the file cannot be checked, and a reviewer would not have it."),
        ("PA716", ERROR, BILLING, "the exhibit has more {what} than the limit of {limit}", "is this the right file? name the pages that matter ('pages'), or print it to PDF again", "A small file can be made to unpack to more than a machine holds. No chart needs that much."),
        ("PA717", ERROR, BILLING, "a check box of the form shows another state than it stores", "open it, tick the box again, and print it to PDF", "A ticked box can be a whole answer. Which of the two states is right is not guessed."),
        ("PA718", ERROR, BILLING, "an entry of the form reads otherwise on its page than it is stored", "open it, check the entries, and print it to PDF", "The page still shows an older entry, or shows none. Which of the two is right is not guessed."),
        ("PA719", ERROR, BILLING, "opening the exhibit took too long and was stopped", "print it to PDF again", "A chart opens in a moment. A file that does not is damaged, or was made to hold up whoever opens it."),
        ("PA720", ERROR, BILLING, "opening the exhibit needed too much memory and was stopped", "print it to PDF again, or scan it at a lower resolution", "A small file can be made to unpack to more than a machine holds. No chart needs that much."),
        ("PA721", ERROR, BILLING, "opening the exhibit failed in a way no sound file does", "print it to PDF again", "The program that reads such files broke off. It ran on its own, so nothing else was harmed."),
        ("PA722", ERROR, BILLING, "page {page} of the exhibit's image is damaged", "have it faxed or scanned again", "The image could be drawn only in part, or with warnings. A line of a fax that is lost can be the line that matters."),
        ("PA723", ERROR, BILLING, "the Word file cannot be used: {reason}", "save it as PDF in Word", "The file holds what could run, fetch or hide something, or is not put together as Word does it. Nothing of it was opened."),
        ("PA724", ERROR, CLINICIAN, "the Word file holds tracked changes", "accept or reject them, or save the signed version as PDF", "With changes pending a document says two things at once. Which of the two is the record is not guessed."),
        ("PA725", ERROR, CLINICIAN, "the Word file holds hidden text", "remove it or show it, or save the signed version as PDF", "Words that are in the file and are not seen would be read by one reader and not by another."),
        ("PA726", ERROR, BILLING, "the Word file holds {what}, which cannot be carried over", "save it as PDF in Word", "Paragraphs, lists, tables, notes and pictures are carried over. Anything else would be lost or changed without a word, so the file is not taken."),
        ("PA727", ERROR, BILLING, "the text file is not UTF-8 text", "save it as UTF-8, or as PDF", "Names with accents are lost or changed when the encoding has to be guessed, so it is not guessed."),
        ("PA728", ERROR, BILLING, "the exhibit has a character that cannot be printed (U+{codepoint})", "save it as PDF in the program it comes from", "A control character, or one the shipped fonts do not have, would print as a box or not at all."),
        ("PA729", ERROR, BILLING, "words of the exhibit did not arrive on its pages", "save it as PDF in the program it comes from", "The pages made from the file were read again, and something was missing or changed. They were not used."),
    ),
)  # fmt: skip
