"""The quality report: one page that opens offline, and the same figures as JSON."""
