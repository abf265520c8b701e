"""The data dictionary is true."""

from sheets_schema import dictionary, private, public


def test_the_dictionary_on_disk_is_what_the_declaration_says() -> None:
    assert dictionary.PATH.read_text(encoding="utf-8") == dictionary.text(), "run python -m sheets_schema.dictionary"


def test_the_dictionary_names_every_column_of_every_tab() -> None:
    text = dictionary.text()
    for title, tabs in ((private.TITLE, private.TABS), (public.TITLE, public.TABS)):
        for tab in tabs:
            part = text.partition(f"### {title}: {tab.title}\n")[2].partition("\n### ")[0]
            for column in tab.columns:
                assert f"| {column.label} " in part
                assert column.help in part
