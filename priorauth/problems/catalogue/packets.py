"""The bound packet, its channels and parts: PA80x to PA82x."""

from __future__ import annotations

from priorauth.problems.problem_kind import ADMIN, BILLING, ERROR, NOTE, WARNING, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.INTERNAL_ERROR,
        ("PA801", ERROR, ADMIN, "the packet has {found} pages and should have {expected}", "report this", "Every page that goes in must come out."),
    ),
    *kinds(
        ExitCode.INTERNAL_ERROR,
        ("PA802", ERROR, ADMIN, "the pages before the exhibits do not settle on a number", "report this, with the templates and without the case", "The cover and the criteria table print packet pages, and these depend on how many pages the two take themselves. They are drawn again until both agree."),
    ),
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA803", ERROR, BILLING, "the page cannot be put into the packet ({what})", "print the exhibit to PDF again; report this, without the case", "Something in the page is of a kind that nobody foresaw. Nothing was written, and the other pages are not to blame."),
    ),
    *kinds(
        ExitCode.USAGE,
        ("PA810", ERROR, BILLING, "the payer's profile has no channel of this name or kind", "{hint}", "A channel's limits are taken from the profile. One it does not know would have none."),
        ("PA811", ERROR, BILLING, "the payer's profile has {count} channels of this kind", "name one: {hint}", "Each has limits of its own, and which is meant is not guessed."),
    ),
    *kinds(
        ExitCode.OVER_CHANNEL_LIMITS,
        ("PA812", ERROR, BILLING, "the channel takes no PDF", "send it another way, or correct 'file_types' in the profile", "A packet is a PDF. What the channel takes instead cannot carry links, bookmarks and stamps."),
        ("PA813", ERROR, BILLING, "the exhibit takes {size} MB by itself and the channel takes {limit} MB a file", "enclose its cited pages alone (--trim), scan it again in black and white, or drop it", "Parts are cut between exhibits. Its images have been made as small as a reader can bear, and it is still too large."),
        ("PA814", ERROR, BILLING, "the exhibit has {count} pages with its slip and the channel takes {limit} a file", "enclose its cited pages alone (--trim), or send it another way", "Parts are cut between exhibits, so that no record is torn in two."),
        ("PA815", ERROR, BILLING, "the letter and the pages before the exhibits take {size} MB and {count} pages, more than one file may have", "send the packet another way, or correct the channel's limits", "The letter stays in one piece: a reviewer reads it from its first page to its last."),
        ("PA816", ERROR, BILLING, "the packet comes in {count} files and the channel takes {limit}", "drop or trim exhibits; the largest are {largest}", "Each file is as full as the channel lets it be."),
        ("PA817", ERROR, BILLING, "the packet takes {size} MB and the channel takes {limit} MB in all", "drop or trim exhibits; the largest are {largest}", "Its images have been made as small as a reader can bear."),
        ("PA818", ERROR, BILLING, "the packet has {count} pages and the channel takes {limit} in all", "drop or trim exhibits; the largest are {largest}", "No page is left out unasked."),
        ("PA820", WARNING, BILLING, "{count} of the exhibit's pages have gray or colored areas that break up in a fax: {pages}", "look at the preview; send them another way or scan them in black and white", "A fax knows black and white alone. What is between becomes one or the other, and what stood in it can be lost."),
        ("PA821", WARNING, BILLING, "packet pages {pages} have text smaller than {least} points", "build with --fax", "The pages were drawn to be read on paper or screen. A fax needs larger letters."),
        ("PA822", WARNING, BILLING, "{count} of the exhibit's pages have text smaller than {least} points: {pages}", "look at the preview; send them another way if they cannot be read", "The record was printed small. A standard fax has 98 lines to the inch, and small letters run together."),
        ("PA823", NOTE, BILLING, "page images were made coarser to fit: at most {dpi} dots per inch", "look at the scans before the packet goes out", "The channel takes so many megabytes. Text that is not an image was not touched, and no image was brought below 150 dots per inch."),
        ("PA824", NOTE, BILLING, "the packet goes out in {count} parts", "send all of them, in order", "It is larger than one file may be. Parts are cut between exhibits, and page numbers run on through all of them. A reference to a page in another part is printed but cannot be clicked."),
    ),
    *kinds(
        ExitCode.INTERNAL_ERROR,
        ("PA826", ERROR, ADMIN, "part {part} came out larger than was planned", "report this, with the channel's limits and without the case", "The size of a part is measured before and after it is made. The packet was not released."),
    ),
    *kinds(
        ExitCode.TEMPLATE_OR_PROFILE_INVALID,
        ("PA827", WARNING, ADMIN, "the channel takes no PDF, so no packet can go through it", "correct 'file_types', or take the channel out", "A packet is a PDF."),
        ("PA828", WARNING, ADMIN, "two channels have the same name", "give each its own name", "A channel is chosen by its name; the first of two would always be taken."),
    ),
)  # fmt: skip
