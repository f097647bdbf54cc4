"""What the reader of web pages is made of: the extractors, what they say told as one, a process that can be ended."""
