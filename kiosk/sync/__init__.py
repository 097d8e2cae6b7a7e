"""The journal on its way to others: copies of it, and what proves them."""
