"""Work on what others have sent, in a process that may be lost: limits of time and memory, a second try, a reason."""
