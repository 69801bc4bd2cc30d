"""Fax images (ITU-T T.4 and T.6): their code words, their strips, and whether each is whole."""
