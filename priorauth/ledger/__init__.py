"""The ledger: what was built, sent, decided and is due, by opaque ids; and the chain of events that audits it."""
