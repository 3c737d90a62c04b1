"""What was read, kept and found again."""
