"""What may be used and what not: the approval of templates, PA570 to PA589, and of profiles, PA320 to PA329."""

from __future__ import annotations

from priorauth.problems.problem_kind import ADMIN, ERROR, NOTE, WARNING, ExitCode, Kind, kinds

_CHAIN = "Each entry holds the hash of the one before it, so that a change by hand shows. Nothing is made from texts whose approval cannot be trusted."

KINDS: tuple[Kind, ...] = (
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
)  # fmt: skip
