"""From cells to values: answers, dates, categories, satker of each row, and what is wrong with them."""
