"""The rooms of the lectures: figures, live pictures and exercises of lecture NN lie in lNN."""
