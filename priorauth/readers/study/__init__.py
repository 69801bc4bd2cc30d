"""How a study was made: its series, and how its vertebrae are counted."""
