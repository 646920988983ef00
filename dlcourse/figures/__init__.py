"""What the still pictures of all lectures share: canvas, graphs of computation, tones for dark paper."""
