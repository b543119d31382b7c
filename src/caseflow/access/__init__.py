"""Who may what: organisations, users, dated role grants, and the actor view that a move is judged on."""
