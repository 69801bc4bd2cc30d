"""Holding a case against what is asked: one pure function per kind of criterion, three-valued throughout."""
