"""What the reader of mails is made of."""
