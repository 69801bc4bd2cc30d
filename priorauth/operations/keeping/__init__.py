"""Keeping a practice's folder: backing it up, putting it back, and letting go of a case that has been exported."""
