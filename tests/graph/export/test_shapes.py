"""The committed shapes are those of the model, and refuse a node that lacks what its type must say."""

from __future__ import annotations

import pytest
from rdflib import Graph

from graph.export.shapes import shapes
from graph.export.terms import PREFIXES
from tests.helpers.paths import ROOT
from tests.helpers.rdf_readers import broken

SHAPES = ROOT / "graph" / "export" / "shapes.ttl"
THEME = """
<urn:x:theme> a sg:Entity, sg:Theme, skos:Concept ;
    dcterms:identifier "theme:x" ; sg:name "x" ; sg:definition "x" ; skos:prefLabel "x" ;
    skos:definition "x" ; skos:inScheme <urn:x:themes> ; prov:wasDerivedFrom <urn:x:evidence> .
<urn:x:themes> a skos:ConceptScheme .
<urn:x:evidence> a sg:Entity, sg:Evidence, prov:Entity ;
    dcterms:identifier "evidence:x" ; sg:locator "x" ; sg:speaker "x" ; sg:status "STATED" ;
    sg:attribution "EXPLICIT" ; prov:hadPrimarySource <urn:x:source> .
<urn:x:source> a sg:Entity, sg:Source, prov:Entity ;
    dcterms:identifier "source:x" ; sg:name "x" ; sg:publisher "x" ; sg:kind "LETTER" ; dcterms:title "x" ;
    dcterms:publisher "x" .
"""


def found(text: str) -> str:
    """What the shapes say of statements."""
    prefixes = "".join(f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items())
    return broken(Graph().parse(data=prefixes + text, format="turtle"), SHAPES)


def test_the_shapes_are_those_that_the_model_makes() -> None:
    """After a change on purpose: `python -m graph.export.shapes` prints them."""
    assert shapes() == SHAPES.read_text("utf-8")


def test_what_is_whole_holds_to_the_shapes() -> None:
    assert found(THEME) == ""


@pytest.mark.parametrize(
    ("whole", "part", "told"),
    [
        ('sg:definition "x" ;', "", "sg:definition"),
        ('sg:attribution "EXPLICIT"', 'sg:attribution "GUESSED"', "sg:attribution"),
        (" ; prov:wasDerivedFrom <urn:x:evidence>", "", "shape:Entity"),
    ],
)
def test_what_lacks_something_does_not(whole: str, part: str, told: str) -> None:
    assert THEME.count(whole) == 1
    assert told in found(THEME.replace(whole, part))
