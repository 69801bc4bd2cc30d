"""Drawing a neutral document as DOCX and as PDF, and reading both back."""
