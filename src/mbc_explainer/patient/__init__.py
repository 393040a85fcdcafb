"""What a profile can state: its vocabulary and fields, how it may be spelled, and the facts that follow from it."""
