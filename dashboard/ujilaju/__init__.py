"""Back-test of the pace (scoring.pace): what was known some working days before the end of a month, against what came.

``deret``: series of days with known ends; ``cara``: Pantau's forecast and its rivals; ``nilai``: their scores; ``laporan``:
docs/laju.md. The command is ``pantau.py uji-laju``.
"""
