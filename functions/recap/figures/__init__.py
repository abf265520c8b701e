"""The figures, what they mean and how they are called."""
