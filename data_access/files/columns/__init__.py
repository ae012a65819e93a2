"""What the columns mean: header words, codes and question texts to roles; the mapping that is kept."""
