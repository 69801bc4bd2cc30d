"""The gate: the only types a packet can be made from, and the order that asked for it."""
