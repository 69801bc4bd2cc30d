"""After a packet: the ledger, PA11xx, denials and appeals, PA12xx; and the tool itself, PA9xx."""

from __future__ import annotations

from priorauth.problems.problem_kind import (
    ADMIN,
    BILLING,
    CLINICIAN,
    ERROR,
    NOTE,
    WARNING,
    ExitCode,
    ProblemKind,
    kinds,
)

KINDS: tuple[ProblemKind, ...] = (
    # The ledger and its audit chain: PA1101 to PA1149
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA1101", ERROR, BILLING, "'{step}' cannot follow '{state}'", "see 'priorauth ledger list' for where the case stands", "A request goes through its steps in order: it is built, sent, decided. A step out of order is usually meant for another case."),
        ("PA1102", ERROR, BILLING, "the case '{case}' is not in the ledger", "build its packet first, or check the id", "The ledger begins with the packet that was built."),
        ("PA1103", ERROR, BILLING, "the day of '{step}' lies before the case's last step ({day})", "check the date", "Steps are recorded in the order in which they happened."),
    ),
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA1110", ERROR, ADMIN, "the head of the audit chain that the manifest prints is not in the chain", "name the ledger the packet was recorded in with --ledger; if this is the one, look for its backup, since events are missing", "The chain had this head before the packet was built. A chain without it was cut off, written anew, or is another practice's."),
        ("PA1111", NOTE, BILLING, "the manifest prints no head of the audit chain", "build with --record to have one", "The packet was built without --record or before heads were printed. It says nothing about the chain."),
        ("PA1112", WARNING, ADMIN, "the chain has the head that the manifest prints, but no later event that records this packet", "record it: run the same batch again with --record; if it was recorded, look for the ledger's backup", "The run was cut off before it recorded its packets, or the manifest was changed, or the chain's last events were removed."),
    ),
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA1114", ERROR, ADMIN, "the ledger lacks event {seq}, whose hash the practice's folder keeps", "put the ledger back from its backup, or name the right one with --ledger; 'priorauth ledger init --anew' begins another", "A ledger that lacks the head it once had is missing, empty, cut off at its end or written anew. Nothing is recorded in it, since nobody would notice the loss later."),
        ("PA1115", ERROR, ADMIN, "the file that keeps the ledger's head was changed by hand", "put it back from the practice's backup", "The head shows that the ledger is whole. A file without one shows nothing."),
        ("PA1118", ERROR, ADMIN, "step {number} of this case in the ledger: {fault}", "put the ledger back from its backup; the audit chain shows when the step was recorded", "Each step's row is covered by the event that recorded it. This one doesn't say what its event says, or has none."),
        ("PA1120", ERROR, ADMIN, "the practice's ledger is there already", "use it; 'priorauth audit verify' checks it", "A second ledger in its place would hide what was recorded."),
        ("PA1116", ERROR, ADMIN, "a row of the ledger can't be read", "run 'priorauth audit verify', which names the row, and put the ledger back from its backup", "Somebody changed the database itself. Nothing was recorded."),
        ("PA1126", ERROR, ADMIN, "event {number} of the audit chain does not follow from the one before it", "put the ledger back from its backup", "Each event is hashed with the hash of the one before it. This one was changed, removed or put in."),
        ("PA1127", ERROR, ADMIN, "the practice's folder holds nothing of the case '{case}'", "check the id, and look into the folder with another name it may have", "A case is found by the id in its case file, its manifests and the names of its folders."),
        ("PA1128", ERROR, ADMIN, "the ledger has the case as '{state}'", "close it first, with 'priorauth ledger close'", "The papers of a request that is under way are needed to answer the payer."),
        ("PA1129", ERROR, ADMIN, "the case's files are not removed: {why}", "see what the message names", "Nothing is removed before its copy has been proven."),
        ("PA1121", ERROR, ADMIN, "the archive is not as it was written: {what}", "take another copy of it, or an earlier one; nothing was put back", "Each file in it has its SHA-256 in the archive's index, and the index has its own. What doesn't fit was cut short or changed."),
        ("PA1122", ERROR, ADMIN, "the ledger in this backup is not whole", "take an earlier backup; --without-ledger puts back the files alone", "Its rows, its chain of events and the head that the practice kept don't agree. Nothing was put back."),
        ("PA1123", ERROR, ADMIN, "the backup was written, and the ledger in it is not whole", "run 'priorauth audit verify', keep this backup and the earlier ones, and put the ledger back from one that was whole", "Its rows, its chain of events and the head that the practice keeps don't agree. It is kept as it is, so that nothing more is lost."),
        ("PA1124", ERROR, ADMIN, "the ledger to put the rows into has rows or events already", "name an empty database with --ledger, or leave the option out", "Rows of two ledgers in one table could not be told apart."),
    ),
    *kinds(
        ExitCode.FILE_ACCESS,
        ("PA1117", ERROR, ADMIN, "the step was recorded, but the ledger's head could not be kept in the practice's folder", "make the folder writable; the next step keeps its head again", "The head kept beside the ledger shows later that nothing was cut off."),
    ),
    *kinds(
        ExitCode.OK,
        ("PA1125", WARNING, ADMIN, "this is a link or no file, and is not in the backup", "back up what it leads to by itself", "A link can lead anywhere, and would lead elsewhere on another machine."),
        ("PA1119", NOTE, ADMIN, "rows of steps from before events covered them: {count}", "nothing is to be done; a backup from that time can be compared with them", "An earlier version recorded them. They were taken over as they stood, and nothing shows whether they were changed before."),
        ("PA1109", NOTE, BILLING, "a draft is not recorded in the ledger", "build it without --draft once nothing is open", "The ledger follows requests from the packet that was sent. A draft is not sent."),
    ),
    *kinds(
        ExitCode.USAGE,
        ("PA1108", ERROR, BILLING, "'{field}' is missing or has not the form it needs", "see 'priorauth ledger --help'", "A step is recorded only when it is complete, since later deadlines are counted from it."),
    ),
    *kinds(
        ExitCode.FILE_ACCESS,
        ("PA1104", ERROR, ADMIN, "the ledger cannot be read or written", "check that its database can be reached and its disk has room", "Nothing was recorded. The step can be taken again."),
        ("PA1105", ERROR, ADMIN, "the ledger was written by a newer version of priorauth", "update priorauth on this machine", "An older version could misread what a newer one has written, so it leaves the ledger alone."),
    ),
    *kinds(
        ExitCode.USAGE,
        ("PA1113", ERROR, BILLING, "a proof of this kind of file is not kept", "save it as one of these: {kinds}", "A proof is opened again months later, when somebody asks what was sent."),
        ("PA1106", ERROR, ADMIN, "the ledger's URL is not one of SQLite or PostgreSQL", "write it as sqlite:///FILE or postgresql://USER@HOST/NAME", "Only these two have been tested."),
    ),
    *kinds(
        ExitCode.MISSING_TOOL,
        ("PA1107", ERROR, ADMIN, "PostgreSQL's driver is not installed", "install priorauth[postgres]", "The driver is an extra, since most practices keep the ledger in a file."),
    ),
    # Denials and appeals: PA1201 to PA1229
    *kinds(
        ExitCode.USAGE,
        ("PA1201", ERROR, BILLING, "the reason for the denial is not known", "give --reason with its words as printed, --reason-kind, or --denial-letter with the letter as PDF", "An appeal answers the reasons the payer gave. Nothing is guessed from the case."),
        ("PA1202", ERROR, BILLING, "the day of the denial is not known", "give --denied-on with the day the denial letter bears", "The appeal names the decision it is about, and time limits are counted from that day."),
        ("PA1203", ERROR, BILLING, "the denial letter has {count} values that could be {what}", "choose one with {flag}; what was found is listed with its page", "A wrong date or number in an appeal can lose it, so the tool does not choose."),
        ("PA1223", ERROR, BILLING, "--answer {number} names no reason of the denial", "number the reasons as they are listed, from 1, and write NUMBER=TEXT", "An answer has to belong to one of the reasons."),
        ("PA1204", ERROR, BILLING, "{reasons} reasons and {kinds} kinds of reason do not go together", "give one --reason-kind for each --reason, in the same order, or kinds alone", "Each kind has to belong to one of the reasons."),
        ("PA1208", ERROR, BILLING, "the words of reason {number} name no kind of reason", "name its kind with --reason-kind; 'priorauth appeal --help' lists them", "Which criteria answer a reason must be certain before a letter answers it."),
    ),
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA1205", ERROR, BILLING, "page {page} of the denial letter names another person or another member", "use the letter of this patient, and keep the other one away from this case", "An appeal with another member's denial would disclose that member's letter and answer the wrong decision."),
        ("PA1207", ERROR, BILLING, "the denial letter has no text a machine can read", "leave --denial-letter away and give --denied-on, --reason, and --reference and --appeal-by where the letter has them", "A scan has only a picture of the words."),
        ("PA1216", ERROR, BILLING, "{what} cannot be right: {why}", "check it against the denial letter", "The days of a denial and its appeal come in order."),
        ("PA1218", ERROR, BILLING, "'{flag}' cannot be used: it is empty, too long, or holds a character that cannot be printed", "type it as the denial letter prints it, in at most {limit} characters", "What is typed stands in the letter, and a letter holds only what can be printed."),
        ("PA1219", ERROR, BILLING, "the letter approves what was requested; there is nothing to appeal", "record it: 'priorauth ledger decide CASE approved'; if it denies a part, give that reason with --reason", "An appeal of an approval would reopen what was decided for the patient."),
    ),
    *kinds(
        ExitCode.NOT_READY,
        ("PA1222", ERROR, CLINICIAN, "{count} of the denial's reasons are of no known kind and not answered yet", "give the physician's own words with --answer NUMBER=TEXT, or the kind with --reason-kind; --draft shows the letter", "No criterion answers such a reason, and a letter that passes it over looks like an oversight."),
        ("PA1209", ERROR, CLINICIAN, "the chart answers none of the denial's {count} reasons", "close what is open first, as each line says, or use --draft to see the letter", "An appeal that answers nothing spends the patient's right to one. It is better sent once the record shows what was asked for."),
    ),
    *kinds(
        ExitCode.OK,
        ("PA1206", WARNING, BILLING, "the denial letter names neither the patient nor the member", "check by eye that it is this patient's", "It could not be told whose letter it is."),
        ("PA1210", WARNING, BILLING, "THE LAST DAY FOR THIS APPEAL HAS PASSED: it was {day}", "call the payer today and ask whether it takes a late appeal", "The packet is made all the same: only the payer can say whether a late appeal is taken."),
        ("PA1211", WARNING, BILLING, "the last day for this appeal is not known", "read it in the denial letter and give --appeal-by; until then, send the appeal at once", "Neither the letter, the ledger nor a verified rule of this payer gives a day, and none is made up."),
        ("PA1212", WARNING, BILLING, "{what}: the ledger says otherwise than {used}", "check which is right, and correct the other", "The denial letter and what was typed come before the ledger; but one of the two is wrong."),
        ("PA1214", WARNING, BILLING, "the ledger does not have this case as denied", "record the denial: 'priorauth ledger decide {case} denied --reason ...'", "Deadlines are watched only for what is recorded."),
        ("PA1215", WARNING, CLINICIAN, "the chart does not answer reason {number} of the denial; the letter says so", "see what is open in the criteria table", "A reason that is passed over looks like an oversight. The letter says what the record does not show."),
        ("PA1217", WARNING, BILLING, "the denial letter counts the time to appeal from its receipt; it was counted from the letter's own date", "send it by that day, or give --appeal-by", "The day of receipt is not known, and the letter's date is never later."),
        ("PA1220", WARNING, BILLING, "the denial letter gives the time to appeal in a way that cannot be counted from it", "read the passage listed above and give --appeal-by; until then, send the appeal at once", "A unit that is not known, hours, or a time that runs from another decision or event gives no day, and no other period is put in its place."),
        ("PA1224", WARNING, BILLING, "the letter answers an appeal that was made already; this appeal is prepared for the first level", "give --level 2 or --level external, as the letter says", "A second answer of the payer has a time, an address and a reviewer of its own."),
        ("PA1221", WARNING, BILLING, "the time to appeal is given in business days; only the holidays that nearly every business keeps were left out", "send it by that day, or ask the payer which holidays it keeps", "Each further holiday makes the day later, so the day printed is the earliest that the payer could mean."),
    ),
    *kinds(
        ExitCode.TEMPLATE_OR_PROFILE_INVALID,
        ("PA1213", ERROR, ADMIN, "the sheet for the call does not fit on one page", "shorten the template peer_to_peer.md", "The physician has it beside the telephone; a second page is not read."),
    ),
    # The tool itself: PA9xx
    *kinds(
        ExitCode.USAGE,
        ("PA901", ERROR, BILLING, "there is no code '{unknown}'", "see 'priorauth explain --all'", "Codes look like PA101."),
        ("PA902", ERROR, BILLING, "{reason}", "see --help", "The command was not understood."),
    ),
    *kinds(
        ExitCode.INTERNAL_ERROR,
        ("PA999", ERROR, ADMIN, "something went wrong inside priorauth ({what})", "report this, without the case; nothing was written", "A fault of the program, not of the input. The message names the kind of fault and the place in the code only, so that no patient data leaks."),
    ),
)  # fmt: skip
