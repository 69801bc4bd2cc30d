"""Scores of pain, function and mood, with their units and days."""
