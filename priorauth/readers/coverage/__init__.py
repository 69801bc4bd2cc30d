"""What a face sheet or an insurance card prints of the plan."""
