"""What a changed letter or profile does to the open cases."""
