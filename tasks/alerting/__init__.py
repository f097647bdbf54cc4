"""Alerts: rules in a file, what is due by them, what is said, and how it is sent."""
