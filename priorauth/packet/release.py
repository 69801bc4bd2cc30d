"""From a bound packet to the files of its folder: what goes out, the Word files, and the manifest of them all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from priorauth.appeals.denial import file_name, written
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.letters.composer import COVER, Composed
from priorauth.letters.context.denial_answers import PEER_TO_PEER
from priorauth.packet.bind.binder import BoundPacket
from priorauth.packet.call_sheet import draw_sheet
from priorauth.packet.deliver.channel import Terms
from priorauth.packet.deliver.fit import Sending, prepare
from priorauth.packet.deliver.inert import prove_inert
from priorauth.packet.manifest.imprint import imprint
from priorauth.packet.manifest.manifest import OutputFile, TemplateUse, inputs_digest, write_manifest
from priorauth.packet.plan import PacketPlan
from priorauth.practice.approvals.effective import UsedText
from priorauth.problems import Refused
from priorauth.render.docx.docx_file import render_docx
from priorauth.render.docx.docx_proof import prove_docx
from priorauth.submission.gate import Standing
from priorauth.submission.order import Format, Order, asked

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class ManifestInputs:
    """What a packet was made from, by hashes, and the letterhead of its Word files."""

    case_sha256: str
    profile_sha256: str
    practice_sha256: str | None
    letterhead: bytes
    exhibits: tuple[OpenedExhibit, ...]
    problem_codes: tuple[str, ...]
    own_texts: tuple[UsedText, ...] = ()
    """The practice's own templates, letterhead and profiles among them."""


@dataclass(frozen=True, slots=True)
class Released:
    """The files of a packet's folder by name, and how its PDF was made to fit."""

    files: Mapping[str, bytes]
    sending: Sending


def release(
    standing: Standing,
    composed: Sequence[Composed],
    packet: BoundPacket,
    plan: PacketPlan,
    terms: Terms,
    order: Order,
    inputs: ManifestInputs,
) -> Released:
    """Cut, compress and imprint a packet, draw its Word files, and write the manifest.

    Raises `Refused`: PA81x when it cannot be made to fit its channel, PA842 and PA843 when a file could act, PA603
    when a Word file does not say what the letter says.
    """
    manifest = _manifest(standing, composed, packet, order, inputs)
    marked = partial(imprint, digest=inputs_digest(manifest(())))
    sending = prepare(packet, plan, terms, case_id=standing.case.case_id, name=_sent_name(order), finish=marked)
    for sent in sending.files:
        if acting := prove_inert(sent.data, pages=sent.pages):
            raise Refused(acting)
    images = sending.level.words
    outputs = [OutputFile(sent.name, sent.data, sent.pages, sent.first_page, images) for sent in sending.files]
    outputs += _kept(standing, composed, marked)
    if order.format is not Format.PDF:
        words = word_files(standing, composed, inputs.letterhead)
        outputs += [OutputFile(name, data, None) for name, data in words.items()]
    files = {output.name: output.data for output in outputs}
    return Released({**files, MANIFEST: manifest(outputs)}, sending)


def _kept(standing: Standing, composed: Iterable[Composed], mark: Callable[[bytes], bytes]) -> list[OutputFile]:
    """Return what an appeal keeps in its folder and does not send: the sheet for a call, the denial it answers."""
    if standing.denial is None:
        return []
    sheet = next(item for item in composed if item.name == PEER_TO_PEER)
    name = f"{standing.case.case_id}-{PEER_TO_PEER.replace('_', '-')}.pdf"
    denial = OutputFile(file_name(standing.case.case_id), written(standing.denial), None)
    return [OutputFile(name, mark(draw_sheet(sheet.document, standing)), 1), denial]


def word_files(standing: Standing, composed: Iterable[Composed], letterhead: bytes) -> dict[str, bytes]:
    """Draw documents as Word files, by file name; a cover has none, since its page numbers are the PDF's."""
    files = {}
    for item in (item for item in composed if item.name != COVER):
        data = render_docx(item.document, standing, letterhead=letterhead)
        prove_docx(item.document, data)
        name = "letter" if item.name == standing.letter else item.name.replace("_", "-")
        files[f"{standing.case.case_id}-{name}.docx"] = data
    return files


def _sent_name(order: Order) -> str:
    """Say what goes out: the exhibits alone where the letter is a Word file."""
    return "exhibits" if order.format is Format.DOCX else "packet"


def _manifest(
    standing: Standing, composed: Iterable[Composed], packet: BoundPacket, order: Order, inputs: ManifestInputs
) -> Callable[[Sequence[OutputFile]], bytes]:
    """Settle all of a packet's manifest but its files."""
    letterhead = None if order.format is Format.PDF else hashlib.sha256(inputs.letterhead).hexdigest()
    return lambda outputs: write_manifest(
        standing=standing,
        case_sha256=inputs.case_sha256,
        profile_sha256=inputs.profile_sha256,
        templates=tuple(TemplateUse(c.name, c.template_version, c.template_sha256) for c in composed),
        exhibits=inputs.exhibits,
        page_map=packet.page_map,
        outputs=outputs,
        problem_codes=inputs.problem_codes,
        asked=asked(order),
        practice_sha256=inputs.practice_sha256,
        letterhead_sha256=letterhead,
        audit_head=order.audit_head,
        own_texts=inputs.own_texts,
    )
