"""The practice's ledger: what a person enters, looks up, counts, checks and removes."""
