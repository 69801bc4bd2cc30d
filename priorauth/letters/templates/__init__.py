"""Templates: where they are found, how they are filled, and what they may be written with."""
