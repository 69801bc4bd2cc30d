"""Concordance: each claim of a case held against the exhibit that is to show it."""
