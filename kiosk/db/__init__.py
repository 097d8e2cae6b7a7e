"""The only place that opens SQLite: journals, tables, outboxes and spools."""
