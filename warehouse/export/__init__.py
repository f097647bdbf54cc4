"""What the warehouse shows as files for other programs: Parquet, CSV, JSON lines, FollowTheMoney, JSON-LD, event data."""
