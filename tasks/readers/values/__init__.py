"""Single values: languages, moments, urgencies, front matter, habits of providers."""
