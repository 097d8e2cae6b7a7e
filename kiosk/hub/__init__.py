"""Every centre's journal, once, in PostgreSQL; what is made from it; and commands back."""
