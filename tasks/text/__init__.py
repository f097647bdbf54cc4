"""What a desk adds to a story: encodings, furniture, datelines, marks, dates."""
