"""Evidence: dated answers of registers and officers, with their documents, kept on the case that they are about."""
