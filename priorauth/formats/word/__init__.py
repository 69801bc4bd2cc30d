"""Word files read once: what stands in them and where. Each user says what it takes and what it refuses."""
