"""Gen-AFFECT: a whole set of expressions of one character, drawn together by a small diffusion transformer."""
