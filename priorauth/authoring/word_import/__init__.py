"""An existing Word letter as a template with proposals."""
