"""Preparing an appeal: what was denied, by flags, the denial letter and the ledger, and the last day to appeal."""
