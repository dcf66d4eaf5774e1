"""What a person has corrected, applied to a fresh alignment."""
