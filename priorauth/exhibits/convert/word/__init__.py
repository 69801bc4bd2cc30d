"""Word files as pages: read, measured and drawn."""
