"""What pages say of their figures to search engines, held against the vocabulary of schema.org and what Google asks of a Dataset, both as SHACL."""

import json
from pathlib import Path

import pyshacl
from lxml import html
from rdflib import RDF, RDFS, Graph, Namespace

SCHEMA, SH = Namespace("http://schema.org/"), Namespace("http://www.w3.org/ns/shacl#")
DATE = "http://www.w3.org/2001/XMLSchema#date"
# What the context of schema.org says of these properties; it stands here so that nothing is loaded from the network.
CONTEXT = {
    "@vocab": str(SCHEMA),
    **{property: {"@type": "@id"} for property in ("contentUrl", "license", "url")},
    **{property: {"@type": DATE} for property in ("dateModified", "datePublished")},
}


def graph(site):
    data = Graph()
    pages = 0
    for page in sorted(site.rglob("*.html")):
        for script in html.parse(str(page)).getroot().xpath("//script[@type='application/ld+json']"):
            about = json.loads(script.text)
            assert about.pop("@context") in ("https://schema.org/", "https://schema.org"), page
            data.parse(data=json.dumps({**about, "@context": CONTEXT}), format="json-ld", publicID=page.as_uri())
            pages += 1
    return data, pages


def check(site):
    data, pages = graph(site)
    vocabulary = Graph().parse(Path(pyshacl.__file__).with_name("assets") / "schema.ttl")
    for subject, property in data.subject_predicates():
        if property == RDF.type:
            continue
        types = {above for type in data.objects(subject, RDF.type) for above in vocabulary.transitive_objects(type, RDFS.subClassOf)}
        known = {path for type in types for shape in vocabulary.objects(type, SH.property) for path in vocabulary.objects(shape, SH.path)}
        assert property in known, f"{property} is none of {[str(type) for type in data.objects(subject, RDF.type)]}"
    shapes = vocabulary + Graph().parse("tests/data/dataset.ttl")
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes, ont_graph=vocabulary)
    assert conforms, text[:4000]
    return pages, len(data)
