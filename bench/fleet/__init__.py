"""A fleet of simulated centres that send real journals to one real hub."""
