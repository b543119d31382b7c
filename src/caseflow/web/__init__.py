"""The desk in the browser: pages that work without JavaScript; every change goes through `moves.apply`."""
