"""Screening: whose pages the exhibits are, whether all of them are there, and what should not go out."""
