"""The ways out of the house: folders, mail, the official electronic address, the post."""
