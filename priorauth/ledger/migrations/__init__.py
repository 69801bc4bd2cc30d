"""How the ledger's tables came to be, step by step; they are brought up to date when a ledger is opened."""
