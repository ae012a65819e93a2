"""The invented regional office of the example data: its satker, the people who answer, and what they answer."""
