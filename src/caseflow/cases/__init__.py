"""Cases, their history and the work that people have with them."""
