"""What admins do to letters and payer profiles before they are live."""
