"""Everything with pixels: the only package that imports Qt."""
