"""Which of a practice's own texts may be used on a day: its letters, letterhead and payer profiles, each approved.

What comes with the tool is approved as shipped. A file of the practice's own counts from the day an admin approves
it; the registry says so in a chain of entries, and the store beside it keeps every text that was ever approved.
"""
