"""How reports word what speaks for another source of pain; what counts by severity is read from tokens."""

from __future__ import annotations

from priorauth.case.model import CompetingFinding

_F = CompetingFinding
_ROOT = r"(?:nerve\s+roots?|nerves?|roots?|cauda\s+equina|thecal\s+sac\s+and\s+nerve)"
_ACT = r"(?:contact\w*|imping\w+|compress\w+|displac\w+|abut\w*|encroach\w*|deform\w*|entrap\w*|pinch\w*|irritat\w+|mass\s+effect)"
_GAP = r"[^.;]{0,60}?"

WORDINGS: tuple[tuple[CompetingFinding, str], ...] = (
    (_F.NERVE_ROOT_COMPRESSION, rf"\b{_ACT}\b{_GAP}\b{_ROOT}\b|\b{_ROOT}\b[^.;,]{{0,40}}?\b{_ACT}\b|\bradicular\s+compression\b"),
    (_F.DISC_HERNIATION, r"\bextrusions?\b|\bextruded\b|\bsequest(?:r|er)\w*|\bfree\s+(?:disc\s+)?fragments?\b"),
    (_F.SPONDYLOLISTHESIS, r"\b(?:spondylo|antero|retro|latero|antro)?-?\s?listhesis\b|\bspondylolisthesis\b"),
    (_F.SPONDYLOLYSIS, r"\bspondylolysis\b|\bspondylolytic\b|\bpars\s+(?:interarticularis\s+)?(?:defects?|fractures?|lysis)\b|\bdefects?\s+of\s+the\s+pars\b"),
    (_F.FRACTURE, r"\bfractures?\b|\bcompression\s+deformit\w+|\bburst\b"),
    (_F.INFECTION, r"\b(?:spondylo)?discitis\b|\bosteomyelitis\b|\babscess(?:es)?\b|\binfecti\w+|\bphlegmon\b|\bspondylodiskitis\b"),
    (_F.TUMOR, r"\btumou?rs?\b|\bmetasta\w+|\bneoplas\w+|\bmalignan\w+|\bmyeloma\b|\b(?:suspicious|aggressive|lytic|enhancing)\s+(?:\w+\s+){0,3}(?:mass|masses|lesions?)\b|\bmass(?:es)?\s+suspicious|\blymphoma\b"),
    (_F.FACET_ARTHROPATHY, r"\bfacet\s+(?:joint\s+)?(?:effusions?|fluid)\b|\beffusions?\s+(?:of|in|at|within)\s+(?:the\s+)?[^.;]{0,40}\bfacets?\b|\bfluid\s+in\s+the\s+(?:\S+\s+){0,3}facets?\b"),
    (_F.SACROILIITIS, r"\bsacroili?itis\b"),
    (_F.PRIOR_SURGERY, r"\b(?:laminectom\w+|hemilaminectom\w+|laminotom\w+|(?:micro)?dis[ck]ectom\w+|hardware|instrumentation|pedicle\s+screws?|interbody\s+(?:fusion|cage|graft|device)s?|spinal\s+fusion|(?:posterior|anterior|lumbar|surgical|post(?:erolateral)?|prior|previous|solid|instrumented|status\s+post)\s+(?:\w+\s+){0,2}fusion|fusion\s+(?:at|of|from|hardware|construct)|post[\s-]?(?:surgical|operative)\s+changes?)\b"),
    (_F.TRANSITIONAL_ANATOMY, r"\btransitional\b|\bsacrali[sz]\w+|\blumbari[sz]\w+|\b(?:six|four)\s+(?:non[\s-]rib[\s-]bearing\s+)?lumbar[\s-]type"),
)  # fmt: skip
"""Each finding and the wording it is known by."""
