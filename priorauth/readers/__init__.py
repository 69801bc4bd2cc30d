"""Readers: what the pages of a chart say, a folder for each subject."""
