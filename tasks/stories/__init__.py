"""What becomes of a story: versions, corrections, kills, embargoes, copies."""
