"""The readers, a small folder for each subject; `docs/reading.md` says how one is written."""
