"""What the readers of telex wires and SGML corpora share: frames, headers, lines, stamps."""
