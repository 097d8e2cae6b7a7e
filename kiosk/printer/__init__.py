"""Paper: what a slip says, how it looks, and the honest road to a receipt printer."""
