"""The shape of what is typed into the register, by whom and where."""
