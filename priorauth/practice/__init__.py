"""The practice: its settings, and which of its own texts may be used on a day."""
