"""One module per wire format, and a registry that tells formats from bytes."""
