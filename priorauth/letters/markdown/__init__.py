"""Markdown, and from it the neutral document."""
