"""What an admin does with payer profiles."""
