"""The manifest: what a packet was made from and what it is, by ids and hashes alone."""
