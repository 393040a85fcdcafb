"""What a reader is told: an explanation and its parts, and what can be asked of it further."""
