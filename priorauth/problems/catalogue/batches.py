"""Runs over many cases: PA1030 to PA1059."""

from __future__ import annotations

from priorauth.problems.problem_kind import ADMIN, BILLING, ERROR, ExitCode, Kind, kinds

KINDS: tuple[Kind, ...] = (
    *kinds(
        ExitCode.FILE_ACCESS,
        ("PA1030", ERROR, BILLING, "another batch is at work in this folder", "wait until it has ended, or choose another folder", "Two runs that write into one folder would mix their results."),
        ("PA1040", ERROR, ADMIN, "the shared storage cannot be opened or written", "check the URL, the rights, and that the protocol's own package is installed here", "The inputs of the cases are put there before the workers begin. Nothing was built."),
        ("PA1041", ERROR, ADMIN, "the worker cannot fetch the case's inputs from the shared storage", "check that every worker reaches the storage and has the protocol's own package, then run the batch again", "The other cases were not touched."),
        ("PA1042", ERROR, ADMIN, "what the worker fetched is not what was planned", "find out who changes the shared storage, or what differs on the worker, then run the batch again", "Each file is held against its hash, and all of them with the worker's own templates and profiles against the plan's. The packet was not built."),
        ("PA1043", ERROR, ADMIN, "the run's folder on the shared storage could not be removed", "remove the folder 'priorauth-...' there", "It holds copies of charts. Every packet that was built is in its place."),
        ("PA1044", ERROR, ADMIN, "no worker of the cluster is left, or its scheduler does not answer", "see to the scheduler and its workers, then run the batch again", "What was built before is in its place and is not built again. A cluster on this machine was started anew several times before the run gave up."),
        ("PA1032", ERROR, BILLING, "the folder's record of earlier results cannot be read (line {line})", "choose another folder, or remove '.run' in this one: every case is then built anew", "The record says which results are whole. Without it nothing in the folder can be trusted, and nothing in it was changed."),
    ),
    *kinds(
        ExitCode.INPUT_INVALID,
        ("PA1038", ERROR, BILLING, "the worklist has no usable row with the packet's case id '{case}'", "name the worklist it was built from, and mend the row if it is refused", "A packet is made again from its own row. A row that is refused today cannot be built from."),
    ),
    *kinds(
        ExitCode.INTERNAL_ERROR,
        ("PA1031", ERROR, ADMIN, "the work on this case ended its process, twice", "build the case alone with 'priorauth build' and look at its exhibits", "A process that ends without a word usually ran out of memory. The other cases were not touched."),
    ),
    *kinds(
        ExitCode.MISSING_TOOL,
        ("PA1034", ERROR, ADMIN, "Dask is not installed", "install priorauth[cluster], or use another engine", "The cluster engine is an extra, since most practices run their batches on one machine."),
    ),
    *kinds(
        ExitCode.UNSAFE_CONFIGURATION,
        ("PA1039", ERROR, ADMIN, "the URL of the shared storage is not safe", "name a folder, or one URL whose protocol encrypts, without a password and without '::'", "Charts are put there for the workers. They go nowhere unencrypted and are copied to no cache, and a password on a command line can be read by others: keep it where the protocol's own package looks for it."),
        ("PA1035", ERROR, ADMIN, "the scheduler is on another machine and not reached over TLS with certificates", "use a tls:// address and give --tls-ca, --tls-cert and --tls-key", "Packets hold patients' records. They cross a network only encrypted, between machines that know one another."),
        ("PA1036", ERROR, ADMIN, "{count} versions of priorauth or Python on the cluster differ from this one", "install the same versions on every worker", "Another version could make another packet from the same case."),
    ),
    *kinds(
        ExitCode.BATCH_HAD_FAILURES,
        ("PA1033", ERROR, BILLING, "two rows name the case '{case}'", "keep one of them", "Each case has one packet. Which of the two rows is meant is not guessed."),
    ),
    *kinds(
        ExitCode.USAGE,
        ("PA1037", ERROR, BILLING, "the worklist has no usable row with the case id '{case}'", "see the rows it refused, or correct --only", "Only what stands in the worklist is built."),
    ),
)  # fmt: skip
