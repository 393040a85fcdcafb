"""What the rules say, ready to be looked up; and the document that they rest on."""
