"""SQL in every parameter of every named query: it is a value, and the warehouse is afterwards what it was before."""
# ruff: noqa: E501 - tables of strings, which say more side by side

import duckdb
import pytest

from warehouse.connect import open_writer
from warehouse.errors import UsageError
from warehouse.questions import questions

pytestmark = [pytest.mark.hostile, pytest.mark.slow]

# fmt: off
SQL = (
    "'; DROP TABLE stories; --", "\"; DROP TABLE stories; --", "' OR '1'='1", "') OR 1=1 --", "1; DELETE FROM stories", "$target; DROP TABLE stories", "'||(SELECT 1)||'",
    "' UNION SELECT content FROM read_text('/etc/passwd') --", "x'; ATTACH 'x.db' AS x; --", "'; COPY stories TO 'x.out'; --", "'; INSTALL httpfs; LOAD httpfs; --",
    "'; SET enable_external_access=true; --", "\\'; DROP TABLE stories; --", "%", "_%", "\u2019; DROP TABLE stories; --", "/* */", "\x00", "\ufeff", "" , " ", "NULL", "1e400", "-1", "9" * 400,
)
# fmt: on


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A published warehouse without stories."""
    path = tmp_path_factory.mktemp("migrated") / "warehouse.duckdb"
    with open_writer(path):
        pass
    return path


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_sql_in_a_parameter_is_a_value(migrated, question):
    with duckdb.connect(str(migrated)) as connection:  # that could write, if anything got through
        before = objects(connection)
        for parameter in question.parameters:
            for text in SQL:
                try:
                    values = question.values({**question.examples(), parameter.name: text})
                except UsageError as error:
                    assert parameter.name in str(error)
                    continue
                connection.execute(question.sql, values).fetchall()
        assert objects(connection) == before


def objects(connection):
    return connection.execute("SELECT table_name, estimated_size FROM duckdb_tables() ORDER BY ALL").fetchall()
