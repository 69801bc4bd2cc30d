"""Settings for every test: examples may take as long as a busy machine needs."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("priorauth", deadline=None)
settings.load_profile("priorauth")
