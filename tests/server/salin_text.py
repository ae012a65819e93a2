"""The text that the test page of the copying button offers: everything in it would break careless HTML."""

PESAN = "Lapas Sampit: 31 dari 43\nkurang 12 & \"2 per hari\"\n<b>'x'</b> ]]> --> </title> 100 % +"
