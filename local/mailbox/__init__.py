"""A mailbox on this machine: a real SMTP server that keeps what it is given, faults on demand, a page to read it."""
