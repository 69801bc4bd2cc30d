"""From a bound packet to the files of its folder: what goes out, the Word files, and the manifest of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from priorauth.appeals.denial import file_name, written
from priorauth.letters.composer import COVER, Composed
from priorauth.letters.context.denial_answers import PEER_TO_PEER
from priorauth.packet.bind.binder import BoundPacket
from priorauth.packet.call_sheet import draw_call_sheet
from priorauth.packet.deliver.channel import Terms
from priorauth.packet.deliver.fit import Sending, prepare
from priorauth.packet.deliver.inert import prove_inert
from priorauth.packet.deliver.known_contents import prove_known
from priorauth.packet.manifest.manifest import (
    MANIFEST,
    Manifest,
    ManifestInputs,
    NamedTemplate,
    Provenance,
    name_file,
)
from priorauth.packet.manifest.seal import imprint
from priorauth.problems import Refused
from priorauth.render.docx.docx_file import render_docx
from priorauth.render.docx.docx_proof import prove_docx
from priorauth.submission.build_spec import BuildSpec, Format
from priorauth.submission.gate import GatedCase


def release(
    gated: GatedCase,
    composed: Sequence[Composed],
    packet: BoundPacket,
    terms: Terms,
    spec: BuildSpec,
    inputs: ManifestInputs,
) -> tuple[dict[str, bytes], Sending]:
    """Return the files of a packet's folder by name, the manifest last, and how its PDF was made to fit.

    The packet is cut, compressed and imprinted, and its Word files are drawn.
    Raises `Refused`: PA81x when it cannot be made to fit its channel, PA842 and PA843 when a file could act or
    holds what no packet does, PA603 when a Word file does not say what the letter says.
    """
    templates = [
        NamedTemplate(name=item.name, version=item.template_version, sha256=item.template_sha256)
        for item in composed
    ]
    provenance = Provenance.of(gated, spec, inputs, templates, packet.page_map)
    marked = partial(imprint, digest=provenance.digest)
    # The exhibits alone go out where the letter is a Word file.
    name = "exhibits" if spec.format is Format.DOCX else "packet"
    sending = prepare(packet, terms, case_id=gated.case.case_id, name=name, finish=marked)
    for sent in sending.files:
        case_id = gated.case.case_id
        if found := (*prove_inert(sent.data, pages=sent.pages), *prove_known(sent.data, case_id=case_id)):
            raise Refused(found)
    images = sending.level.words
    files = {sent.name: sent.data for sent in sending.files}
    named = [name_file(sent.name, sent.data, sent.pages, sent.first_page, images) for sent in sending.files]
    others = _kept(gated, composed, marked)
    if spec.format is not Format.PDF:
        others |= word_files(gated, composed, inputs.letterhead)
    named += [name_file(name, data, 1 if name.endswith(".pdf") else None) for name, data in others.items()]
    manifest = Manifest.build(provenance, named, spec.audit_head)
    return {**files, **others, MANIFEST: manifest.written()}, sending


def _kept(gated: GatedCase, composed: Iterable[Composed], mark: Callable[[bytes], bytes]) -> dict[str, bytes]:
    """Return what an appeal keeps in its folder and does not send: the one-page sheet for a call, its denial."""
    if gated.denial is None:
        return {}
    sheet = next(item for item in composed if item.name == PEER_TO_PEER)
    name = f"{gated.case.case_id}-{PEER_TO_PEER.replace('_', '-')}.pdf"
    kept = {name: mark(draw_call_sheet(sheet.document, gated))}
    return {**kept, file_name(gated.case.case_id): written(gated.denial)}


def word_files(gated: GatedCase, composed: Iterable[Composed], letterhead: bytes) -> dict[str, bytes]:
    """Draw documents as Word files, by file name; a cover has none, since its page numbers are the PDF's."""
    files = {}
    for item in (item for item in composed if item.name != COVER):
        data = render_docx(item.document, gated, letterhead=letterhead)
        prove_docx(item.document, data)
        name = "letter" if item.name == gated.letter else item.name.replace("_", "-")
        files[f"{gated.case.case_id}-{name}.docx"] = data
    return files
