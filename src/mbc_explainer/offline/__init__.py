"""The whole library in files that answer every profile without Python, in any browser."""
