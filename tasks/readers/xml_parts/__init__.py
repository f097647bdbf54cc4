"""What the readers of XML share: hardened parsing, blocks of text, the parts of NITF and NewsML."""
