"""Sources that are watched: what sources.yaml says of them, what is new there, and which fires of a schedule were missed."""
