"""Verifying a finished packet: against its manifest, against its inputs, and against what may never be in it."""
