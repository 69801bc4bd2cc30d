"""The process that opens attachments, its parent, what they say to each other, and its limits."""
