from duizhao.corpora.official.fetching import symbol_address
from duizhao.language.symbols import Symbol, read_symbol


def test_addresses_of_the_document_service():
    assert symbol_address(read_symbol("S/RES/1325 (2000)"), "zh", base="http://127.0.0.1:9/") == (
        "http://127.0.0.1:9/api/symbol/access?s=S/RES/1325%20%282000%29&l=zh&t=pdf"
    )
    assert symbol_address(Symbol(("A", "76", "36")), "en", document=True).endswith("?s=A/76/36&l=en&t=doc")
