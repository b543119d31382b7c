"""Import of files: tables that people keep, read into the forms of opening moves, with every fault at its place."""
