"""All answers of some rules as data, which a page without Python filters and joins."""
