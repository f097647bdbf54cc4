"""What runs, in which order. Open `flows/ingest.py` first."""
