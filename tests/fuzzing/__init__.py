"""Files damaged at random, the same for the same seed, on the whole way through the product."""
