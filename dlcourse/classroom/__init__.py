"""What an exercise is, how an answer is checked, and what the learner is told and keeps."""
