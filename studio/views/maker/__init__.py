"""The editor of characters that are made of genes."""
