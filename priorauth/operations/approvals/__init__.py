"""Deciding which texts of the practice's own may be used, alike for letters and for payer profiles."""
