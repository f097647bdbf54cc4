"""The JSON-LD document, read by a library that knows only the standard."""

import pytest

from tests.stocked import CLAUSE

rdflib = pytest.importorskip("rdflib")
SCHEMA = rdflib.Namespace("https://schema.org/")
OURS = "urn:sanctionwire:"


@pytest.fixture(scope="module")
def graph(exported):
    folder, _ = exported
    return rdflib.Graph().parse(folder / "stories.jsonld", format="json-ld")


def test_stories_are_news_articles_and_measures_claims(graph):
    assert len(list(graph.subjects(rdflib.RDF.type, SCHEMA.NewsArticle))) == 4
    assert len(list(graph.subjects(rdflib.RDF.type, SCHEMA.Claim))) == 4


def test_a_claim_leads_to_its_story_its_words_and_its_parties(graph):
    claim = rdflib.URIRef(f"{OURS}measure:measure_story_imposed")
    assert str(graph.value(claim, SCHEMA.text)) == CLAUSE
    story = graph.value(claim, SCHEMA.appearance)
    assert (story, rdflib.RDF.type, SCHEMA.NewsArticle) in graph
    about = {str(graph.value(party, SCHEMA.name)) for party in graph.objects(claim, SCHEMA.about)}
    assert about == {"NO", "BY"}


def test_every_name_is_schema_org_or_ours(graph):
    known = (str(SCHEMA), OURS, str(rdflib.RDF))
    assert {str(name) for name in graph.predicates() if not str(name).startswith(known)} == set()
