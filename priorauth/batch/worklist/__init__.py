"""Worklists: sheets as clinics keep them, read through a saved map, each row a case or refused at its cells."""
