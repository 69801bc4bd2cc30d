"""What an admin does with letter templates."""
