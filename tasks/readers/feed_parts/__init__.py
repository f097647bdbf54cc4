"""What the reader of feeds is made of, and what follows from feeds and sitemaps."""
