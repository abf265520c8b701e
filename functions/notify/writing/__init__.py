"""Writing: from a message to the words, files and addresses of a mail or a WhatsApp text."""
