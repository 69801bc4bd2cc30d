"""What admins do to payer profiles: start, copy, compare, review and describe them."""
