"""The science: pure rules, state, actors, chance, and the model whose step lists the phases."""
