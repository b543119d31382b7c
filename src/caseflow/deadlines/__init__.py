"""Terms that run on cases."""
