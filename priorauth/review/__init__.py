"""What a person has to settle before a request goes out, and what was settled."""
