"""What the readers of wire JSON share: hardened parsing, shapes, values, bodies."""
