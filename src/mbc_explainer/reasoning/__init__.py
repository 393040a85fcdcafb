"""What tables say about profiles that leave something open: answers, proofs, and what would have to differ."""
