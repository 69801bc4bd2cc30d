"""Payer profiles: what a payer's policy says about BVNA, with the pedigree of every line."""
