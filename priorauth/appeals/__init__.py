"""Denials: what a payer refused, when and why, and what the chart answers to each of its reasons."""
