"""Query results as columns and frames.

pandas.read_sql_query takes twice as long on the small results of a page, because it looks for the type of every value;
here the caller knows which columns are whole numbers.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa


def read_columns(
    connection: sa.Connection, select: sa.Select[tuple[object, ...]], whole: Collection[str] = ()
) -> dict[str, Any]:
    """The rows of ``select`` column by column: int64 arrays for ``whole`` (whole numbers without NULL; sums of bigint
    come as Decimal from PostgreSQL), lists for the others."""
    result = connection.execute(select)
    names = list(result.keys())
    rows = result.fetchall()
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return {
        name: np.array(values, dtype=np.int64) if name in whole else list(values)
        for name, values in zip(names, columns, strict=True)
    }


def read_frame(
    connection: sa.Connection, select: sa.Select[tuple[object, ...]], whole: Collection[str] = ()
) -> pd.DataFrame:
    """The rows of ``select`` as a frame; the columns that are not ``whole`` get the type that pandas infers."""
    return pd.DataFrame(read_columns(connection, select, whole))
