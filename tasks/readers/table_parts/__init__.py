"""What the readers of tables share."""
