"""The set page: the matrix of expressions and characters, its inspector and the picker of expressions."""
