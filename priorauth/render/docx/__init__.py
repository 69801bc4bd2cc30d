"""The document as a Word file in the practice's letterhead, and read back."""
