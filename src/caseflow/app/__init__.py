"""The composition root: what one process of an installation is put together from."""
