import pytest

from tasks.text.byline import is_desk_line, read_byline


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By JANE ROE and SAM POE", "JANE ROE and SAM POE"),
        ("By Jane Roe, Northgate Staff Writer", "Jane Roe, Northgate Staff Writer"),
        ("BY JANE ROE", "JANE ROE"),
        ("By Jean-Marc de la Roë", "Jean-Marc de la Roë"),
        ("By The Northgate Press", "The Northgate Press"),
        ("Jane Roe, Northgate Diplomatic Writer", "Jane Roe"),
        ("JANE ROE, NORTHGATE NEWS", "JANE ROE"),
        ("By noon Friday the vote was over", None),
        ("By Friday", None),
        ("Trade, Talks and News", None),
        ("By Jane Roe arrived.", None),
    ],
)
def test_bylines_name_writers(line, names):
    assert read_byline(line) == names


@pytest.mark.parametrize(
    ("line", "is_desk"), [("Northgate Wire Writer", True), ("Northgate News", True), ("Talks resume", False)]
)
def test_lines_below_bylines_name_desks(line, is_desk):
    assert is_desk_line(line) is is_desk
