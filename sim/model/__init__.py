"""The science: pure rules, the state, the actors, chance, and the model whose step is the list of phases."""
