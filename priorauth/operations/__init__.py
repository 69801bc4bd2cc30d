"""What a person does, without a terminal or a page."""
