"""The language model and the gazetteer: who is named, and where."""
