"""What a finished letter has to agree with before it goes out."""
