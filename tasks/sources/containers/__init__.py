"""What unpacks: archives and compressed files, read as streams into the spool. Nothing is ever written by its own name."""
