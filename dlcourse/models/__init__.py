"""Models that are fitted, not trained step by step: lines, polynomials, neighbours, mixtures, boxes."""
