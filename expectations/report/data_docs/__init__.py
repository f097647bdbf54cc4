"""Great Expectations' own Data Docs, built by its site builder so that they open styled without a network or a script."""
