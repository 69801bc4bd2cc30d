"""What a template sees of a case: the typed model, and the builders that fill it."""
