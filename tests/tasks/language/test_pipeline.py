import pytest

from tasks.language.pipeline import load_language
from warehouse.errors import UsageError


def test_a_model_that_is_not_installed_is_named_with_what_to_do():
    with pytest.raises(UsageError, match=r"xx_no_such_model cannot be loaded.*SANCTIONWIRE_MODEL"):
        load_language("xx_no_such_model")
