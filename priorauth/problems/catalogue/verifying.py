"""Verifying a packet: PA830 to PA859."""

from __future__ import annotations

from priorauth.problems.problem_kind import ADMIN, BILLING, CLINICIAN, ERROR, NOTE, WARNING, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA830", ERROR, BILLING, "there is no packet here: no manifest.json was found", "name the packet's folder, its manifest.json, or a PDF beside it", "A packet is verified against its manifest. Without one nothing can be said about it."),
        ("PA831", ERROR, BILLING, "the manifest is damaged", "make the packet again", "It is not JSON, not UTF-8, larger than a manifest can be, or was laid out anew by another program."),
        ("PA832", ERROR, BILLING, "the manifest's '{key}' is missing, not known, or not of its form", "make the packet again", "A manifest has the keys this tool writes, and no others."),
        ("PA833", ERROR, BILLING, "the manifest has another layout than this version writes", "verify it with the version that made it, or make the packet again", "Its keys may mean something else, so they are not guessed at."),
        ("PA834", ERROR, BILLING, "the manifest was changed after it was written: its seal does not hold", "make the packet again", "The seal is a hash over the whole manifest. One changed character breaks it."),
        ("PA835", ERROR, BILLING, "file {number} of the manifest is not there", "make the packet again", "Every file the manifest names belongs to the packet."),
        ("PA836", ERROR, BILLING, "file {number} of the manifest has {found} bytes and should have {expected}", "make the packet again", "The file was cut short, added to, or replaced."),
        ("PA837", ERROR, BILLING, "file {number} of the manifest is not the file that was made", "make the packet again", "Its hash differs: something in it was changed, or another file stands in its place."),
        ("PA838", ERROR, BILLING, "file {number} of the manifest has {found} pages and should have {expected}", "make the packet again", "Pages were added or taken away."),
        ("PA839", ERROR, BILLING, "{count} files stand in the folder that the manifest does not name", "move them elsewhere", "What stands in a packet's folder may be sent with it, and nothing vouches for it."),
        ("PA840", ERROR, BILLING, "file {number} of the manifest cannot be opened as a PDF", "make the packet again", "The file is damaged, protected by a password, or no PDF."),
        ("PA841", ERROR, BILLING, "file {number} was not made from what the manifest says", "make the packet again", "Each PDF of a packet carries a hash of what it was made from. This one names other inputs than the manifest does, or none."),
        ("PA842", ERROR, BILLING, "the PDF can act: {what}", "make the packet again, and find out how this came into it", "A packet holds pages and links between them. It runs nothing, opens nothing, sends nothing and carries no other file."),
        ("PA843", ERROR, BILLING, "the PDF is not built as a packet is: {what}", "make the packet again", "A packet is written once, from the first byte to the last. What stands outside that was added by someone, or hides something."),
        ("PA844", ERROR, BILLING, "made again from its inputs, file {number} comes out otherwise", "make the packet again", "The same inputs give the same bytes. All inputs are as they were, so the file was changed, and the manifest with it."),
        ("PA845", ERROR, BILLING, "this has changed since the packet was made: {what}", "make the packet again, or put back what it was made from", "The packet no longer says what the chart, the profile or the templates say. Its files were not compared byte for byte."),
        ("PA846", NOTE, BILLING, "the packet was not made again: {reason}", "name the case file with --case, or the worklist with --worklist", "The files are the ones the manifest names. Whether they follow from the case was not tried."),
        ("PA847", WARNING, ADMIN, "the packet was made with other versions of: {what}", "verify it with those versions", "Other versions may draw the same packet with other bytes, so a difference proves nothing and was not reported."),
        ("PA848", ERROR, BILLING, "the packet cannot be made again: {codes}", "see 'priorauth explain' for each code", "Made again from its own inputs, the packet is refused."),
        ("PA849", ERROR, BILLING, "the manifest's '{key}' is not what the inputs give", "make the packet again", "The packet was made again from the inputs, and its manifest comes out otherwise."),
        ("PA850", ERROR, BILLING, "the letter cannot be opened as a Word file", "save it again as .docx", "It is damaged, protected by a password, or no Word file."),
        ("PA851", ERROR, BILLING, "the letter {what}", "accept or reject changes, remove what is named, and save it again", "What could run, fetch, hide or be read between the lines does not go to a payer."),
        ("PA852", ERROR, CLINICIAN, "{what} {place} of the letter as made is gone or changed", "put it back, or correct the case and make the packet again", "The letter was edited, and a fact of the case no longer stands where it stood."),
        ("PA853", ERROR, CLINICIAN, "{what} {place} of the edited letter is not in the case", "take it out, or write it into the case and make the packet again", "The letter says only what the case holds and an exhibit shows."),
        ("PA854", NOTE, BILLING, "the letter was edited: the wording of {count} paragraphs differs, no fact does", "read the letter once more before it goes out", "The paragraphs are {paragraphs}. Levels, types, dates, names, numbers and codes are those of the case."),
        ("PA855", ERROR, CLINICIAN, "{what} {place} of the edited letter stands where another fact stood", "put the facts back in their order", "Each fact is in the case, but not here: exchanged levels or dates make a false sentence of true facts."),
        ("PA856", WARNING, CLINICIAN, "{what} stands once more {place} of the edited letter", "read the sentence against the chart", "The fact is the case's own, but the sentence around it is new, and what it says of the fact was not checked."),
        ("PA857", ERROR, BILLING, "the letter is not this packet's: most of it differs", "check which case the letter belongs to", "Too little of the letter as made is left to compare the two."),
        ("PA858", ERROR, CLINICIAN, "a picture in the edited letter is not one the letter had", "take the picture out", "A picture can say anything, and no words of it can be checked."),
        ("PA859", WARNING, CLINICIAN, "in paragraph {paragraph} of the edited letter a word that denies came or went", "read the sentence against the chart", "'No', 'not' and 'without' turn a sentence around. Whether that is meant is for the signer to say."),
    ),
)  # fmt: skip
