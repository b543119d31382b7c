"""Forms made from a definition: what is shown, what was typed, and what of it is asked of a move."""
