"""Sanction measures, read from the parsed text with the words that say so."""
