"""The pure engine: definitions, the expression language, the machine of record and `step`."""
