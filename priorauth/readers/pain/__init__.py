"""The complaint: since when, where, how it stands with the legs, and what it keeps the patient from."""
