"""Exhibits: opening them, reading their pages, and checking that quoted words stand where they are said to."""
