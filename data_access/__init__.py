"""Where answers come from: one repository interface over a database and over an uploaded file."""
