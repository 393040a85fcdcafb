"""Tables of people: what was read as what, the answers row by row, and reports of counts."""
