"""From an attachment of any kind that is taken to a PDF whose pages can be bound."""
