"""The document as PDF, laid out by our own boxes, and read back."""
